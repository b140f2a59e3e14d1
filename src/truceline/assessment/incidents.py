"""Incidents as reported, before any agreement: selected, counted, with their losses as published."""

from collections.abc import Callable, Iterable

from attrs import frozen

from truceline.assessment.account import Account
from truceline.assessment.case import Case
from truceline.assessment.ledger import Scope
from truceline.assessment.loss import Loss, add_losses, loss_of
from truceline.assessment.selection import fit, local_days


@frozen
class IncidentRow:
    """One incident on a line: its values under the view, as text where they are contested."""

    incident: str
    days: tuple[str, ...]
    places: tuple[str, ...]
    kinds: tuple[str, ...]
    actors: tuple[str, ...]
    targets: tuple[str, ...]
    loss: Loss
    sources: tuple[str, ...]


@frozen
class Incidents:
    """The incidents that begin in a window, and how many more may touch it or reach beyond it."""

    count: int
    loss: Loss
    may_overlap: int
    may_fall_outside: int
    rows: tuple[IncidentRow, ...]


def incidents(case: Case, scope: Scope) -> Incidents:
    """Select incidents by when they begin (semantics 7) and add their losses up."""
    rows: list[IncidentRow] = []
    overlapping = beyond = 0
    for incident in case.shared.evidence.incidents:
        if not scope.choice(incident):
            continue
        account = case.account(incident)
        if account.out is not None:
            continue
        fitting = fit(account.when.worlds, scope.window)
        overlapping += fitting.overlaps
        beyond += fitting.beyond
        if fitting.begins:
            rows.append(_row(account))
    return Incidents(
        count=len(rows),
        loss=add_losses(row.loss for row in rows),
        may_overlap=overlapping,
        may_fall_outside=beyond,
        rows=tuple(rows),
    )


def _row(account: Account) -> IncidentRow:
    taking_part = (*account.perpetrators.worlds, *account.participants)
    origins = (origin.key for item in account.admissions if item.aside is None for origin in item.origins)
    return IncidentRow(
        incident=account.incident,
        days=tuple(map(str, local_days(account.when.worlds))),
        places=tuple(map(str, account.where.worlds)),
        kinds=account.kind.worlds,
        actors=tuple(dict.fromkeys(map(str, taking_part))),
        targets=tuple(dict.fromkeys(str(whom) for whole in account.targets.worlds for whom in whole)),
        loss=loss_of(account),
        sources=tuple(sorted(dict.fromkeys(origins))),
    )


def involving(case: Case, *, actors: Iterable[str] = (), places: Iterable[str] = (),
              sources: Iterable[str] = ()) -> Callable[[str], bool]:  # fmt: skip
    """A choice of incidents by who took part or was hit, where, and whose word they rest on."""
    wanted = (frozenset(actors), frozenset(places), frozenset(sources))

    def chosen(incident: str) -> bool:
        account = case.account(incident)
        found = (_actors_in(account), _places_of(case, account), _sources_of(account))
        return all(not names or bool(names & present) for names, present in zip(wanted, found, strict=True))

    return chosen


def _actors_in(account: Account) -> set[str]:
    who = [*account.perpetrators.worlds, *account.participants]
    who += [whom for whole in account.targets.worlds for whom in whole]
    return {member for one in who for member in one.members}


def _places_of(case: Case, account: Account) -> set[str]:
    spots = (spot for location in account.where.worlds for spot in location.alternatives)
    return {
        name
        for spot in spots
        if spot.place is not None
        for name in case.shared.geography.wholes_of(spot.place)
    }


def _sources_of(account: Account) -> set[str]:
    return {
        origin.source
        for item in account.admissions
        if item.aside is None
        for origin in item.origins
        if origin.source is not None
    }
