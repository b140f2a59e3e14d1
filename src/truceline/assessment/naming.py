"""What a ledger calls the place of an incident."""

from truceline.assessment.account import Account
from truceline.assessment.case import Case
from truceline.values.where import Location


def place_names(case: Case, account: Account) -> tuple[str, ...]:
    """The smallest named unit that contains it, for every place it may have been."""
    names = (name for location in account.where.worlds for name in names_of_location(case, location))
    return tuple(sorted(dict.fromkeys(names)))


def names_of_location(case: Case, location: Location) -> tuple[str, ...]:
    """The smallest named unit for each place that a location may mean."""
    places = case.shared.evidence.snapshot.places
    names = []
    for spot in location.alternatives:
        wholes = case.shared.geography.wholes_of(spot.place) if spot.place is not None else ()
        named = [name for name in wholes if name in places and ":" not in name]
        names.append(named[0] if named else str(spot))
    return tuple(sorted(dict.fromkeys(names)))
