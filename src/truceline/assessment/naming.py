"""What a ledger calls the place of an incident."""

from truceline.assessment.account import Account
from truceline.assessment.case import Case


def place_names(case: Case, account: Account) -> tuple[str, ...]:
    """The smallest named unit that contains it, for every place it may have been."""
    places = case.shared.evidence.snapshot.places
    names = []
    for location in account.where.worlds:
        for spot in location.alternatives:
            wholes = case.shared.geography.wholes_of(spot.place) if spot.place is not None else ()
            named = [name for name in wholes if name in places and ":" not in name]
            names.append(named[0] if named else str(spot))
    return tuple(sorted(dict.fromkeys(names)))
