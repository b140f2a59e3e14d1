"""Sensitivity: how far a ledger moves when any one source is left out."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping

from attrs import evolve, frozen

from truceline.assessment.case import Case
from truceline.assessment.evidence import links_of
from truceline.assessment.finding import Finding, Outcome
from truceline.assessment.ledger import Gathered, Scope, collect
from truceline.assessment.view import View, Whom
from truceline.testimony.link import LinkKind
from truceline.testimony.register import Handling

SMALLEST_CLASS = 3
"""Protected sources are left out only together, and only as a class of three or more."""


@frozen
class Without:
    """The ledger's counts without some source, and how they differ from the whole ledger's."""

    sources: tuple[str, ...]
    in_: int
    definite: int
    possible: int
    none: int
    lost: int
    changed: int


def sensitivity(
    case: Case, scope: Scope, progress: Callable[[int], None] | None = None
) -> tuple[Without, ...]:
    """The ledger without each of its sources in turn, the one that moves it most first."""
    whole = _outcomes(collect(case, scope))
    rows = []
    for number, (group, touched) in enumerate(_sources_in(case, whole).items()):
        if progress is not None:
            progress(number)
        rows.append(_without(case, group, touched, whole))
    return tuple(sorted(rows, key=lambda row: (-row.changed, row.sources)))


def _outcomes(gathered: Gathered) -> dict[str, Finding]:
    return {item.finding.incident: item.finding for item in gathered.inside}


def _sources_in(case: Case, whole: Iterable[str]) -> Mapping[tuple[str, ...], frozenset[str]]:
    """Each source (or class of protected ones), with the incidents it may move."""
    incidents: dict[str, set[str]] = defaultdict(set)
    for incident in whole:
        for source in (*telling(case, incident), *linking(case, incident)):
            incidents[source].add(incident)
    # Whoever speaks of terms, standing or relations may move every incident.
    evidence = case.shared.evidence
    for claim in (*evidence.terms, *evidence.standings, *evidence.relations):
        speaker = evidence.statement_of(claim).speaker.source
        if speaker is not None and case.admissions.in_framework(claim).aside is None:
            incidents[speaker].update(whole)
    for first, later in case.unsure_pairs:
        for touched in incidents.values():
            touched.update({later} & set(whole) if first in touched else ())
    return _with_protected_together(case, incidents)


def telling(case: Case, incident: str) -> Iterator[str]:
    """The origins of what is admitted of an incident."""
    for item in case.account(incident).admissions:
        for origin in item.origins if item.aside is None else ():
            if origin.source is not None:
                yield origin.source


def linking(case: Case, incident: str) -> Iterator[str]:
    """Who denies or takes back something said of an incident."""
    evidence = case.shared.evidence
    about = evidence.incidents[incident]
    items = dict.fromkeys(item for claim in about for item in (claim.id, claim.statement))
    for link in links_of(evidence, items, (LinkKind.DENIES, LinkKind.RETRACTS, LinkKind.CORRECTS)):
        behind = case.admissions.statement_behind(link.statement or link.subject)
        if behind is not None and behind.speaker.source is not None:
            yield behind.speaker.source


def _with_protected_together(
    case: Case, incidents: Mapping[str, set[str]]
) -> Mapping[tuple[str, ...], frozenset[str]]:
    return {
        group: frozenset().union(*(incidents[name] for name in group))
        for group in together_where_protected(case, incidents)
    }


def together_where_protected(case: Case, names: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    """Each of these sources by itself; protected ones only as a class, and only where there are enough."""
    sources, names = case.shared.evidence.snapshot.sources, tuple(names)
    protected = tuple(sorted(name for name in names if sources[name].handling is not Handling.PUBLIC))
    found = tuple((name,) for name in names if name not in protected)
    return (*found, protected) if len(protected) >= SMALLEST_CLASS else found


def _without(
    case: Case, group: tuple[str, ...], touched: frozenset[str], whole: Mapping[str, Finding]
) -> Without:
    other = Case(case.shared, case.agreement, view_without(case.view, group))
    now = {name: other.finding(name) if name in touched else finding for name, finding in whole.items()}
    outcomes = [finding.outcome for finding in now.values() if finding is not None]
    return Without(
        sources=group,
        in_=len(outcomes),
        definite=outcomes.count(Outcome.VIOLATION),
        possible=outcomes.count(Outcome.POSSIBLE),
        none=outcomes.count(Outcome.NONE),
        lost=len(now) - len(outcomes),
        changed=sum(_differs(now[name], finding) for name, finding in whole.items()),
    )


def _differs(now: Finding | None, before: Finding) -> bool:
    return now is None or now.outcome is not before.outcome


def view_without(view: View, sources: tuple[str, ...]) -> View:
    """The same view, refusing these sources in both of its parts."""
    accounts, framework = view.accounts, view.framework
    return evolve(
        view,
        accounts=evolve(accounts, refuses=_refusing(accounts.refuses, sources)),
        framework=evolve(framework, refuses=_refusing(framework.refuses, sources)),
    )


def _refusing(whom: Whom | None, sources: tuple[str, ...]) -> Whom:
    if whom is None:
        return Whom(any=False, named=False, sources=sources, groups=(), kinds=())
    return evolve(whom, sources=(*whom.sources, *sources))
