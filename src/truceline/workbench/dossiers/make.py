"""Makes the dossier of an incident from its cases: one for each view, the first asked for first."""

from collections.abc import Iterable, Iterator, Sequence

from truceline.agreement.plain import sentence
from truceline.agreement.terms import Provision
from truceline.assessment.account import Scope
from truceline.assessment.admission import Aside
from truceline.assessment.case import Case
from truceline.assessment.doubts import open_doubts
from truceline.assessment.explain import explain
from truceline.assessment.finding import ASSESSMENT_VERSION, CONDITIONS, Doubt, ProvisionFinding
from truceline.testimony.claim import (
    Claim,
    ComplianceClaim,
    EventClaim,
    LossClaim,
    Polarity,
)
from truceline.testimony.statement import Statement
from truceline.values.where import Location, Spot
from truceline.workbench.dossiers.history import Histories
from truceline.workbench.dossiers.side_by_side import side_by_side
from truceline.workbench.dossiers.values import (
    Chain,
    Clause,
    Condition,
    Determination,
    Dossier,
    FindingUnder,
    Head,
    Passed,
    Placed,
    SeenBy,
    StatedToll,
    Whereabouts,
)
from truceline.workbench.testimony_text import names_in


def dossier(cases: Sequence[Case], incident: str, histories: Histories | None) -> Dossier:
    """The dossier of an incident of the record; ``histories`` None leaves its history out.

    Raises:
        KeyError: when the first case's record holds no such incident.
    """
    case = cases[0]
    evidence = case.shared.evidence
    name = evidence.folded.get(incident, incident)
    ids = (name, *sorted(other for other, into in evidence.folded.items() if into == name))
    findings = tuple(finding_under(each, name) for each in cases)
    claims = evidence.incidents.get(name, ())
    told = [claim.statement for claim in claims]
    told += [item for found in findings for id in found.contradicting if (item := _statement(case, id))]
    return Dossier(
        incident=name,
        also_known_as=ids[1:],
        agreement=case.agreement.id,
        agreement_title=case.agreement.title,
        breach_word=case.agreement.breach_word,
        head=head_of(case),
        findings=findings,
        accounts=side_by_side(case, case.account(name)),
        chains=tuple(_chain(evidence.snapshot.statements[id], claims) for id in dict.fromkeys(told)),
        tolls=tuple(_tolls(case, name)),
        places=tuple(whereabouts(case, name)),
        history=histories.of(ids) if histories is not None else (),
        determinations=tuple(_determinations(case, claims)),
    )


def head_of(case: Case) -> Head:
    """Which record a case was computed from."""
    snapshot = case.shared.evidence.snapshot
    return Head(snapshot.origin, snapshot.size, snapshot.root, ASSESSMENT_VERSION)


def finding_under(case: Case, incident: str) -> FindingUnder:
    """What one view finds on an incident, with everything behind it."""
    found = explain(case, incident)
    account, finding, view = found.account, found.finding, case.view
    return FindingUnder(
        view=view.name,
        title=view.title,
        published_by=view.published_by,
        known_by=view.known_by,
        out=account.out.value if account.out is not None else None,
        outcome=finding.outcome if finding is not None else None,
        failed=finding.failed if finding is not None else None,
        responsible=finding.responsible if finding is not None else None,
        capped=finding.capped if finding is not None else (),
        decisive=finding.provisions if finding is not None else (),
        clauses=tuple(_clauses(case, found.provisions)),
        settles=tuple(sorted(open_doubts(case, found.incident), key=_first_condition_first)),
        tolls=account.tolls,
        rests_on=tuple(item.claim.id for item in account.admissions if item.aside is None),
        set_aside=found.set_aside,
        contradicting=found.contradicting,
    )


def seen_under(case: Case, incident: str) -> SeenBy:
    """What one view finds on an incident, without what is behind it: a twelfth of the work."""
    name = case.shared.evidence.folded.get(incident, incident)
    account, finding = case.account(name), case.finding(name)
    return SeenBy(
        view=case.view.name,
        title=case.view.title,
        out=account.out.value if account.out is not None else None,
        outcome=finding.outcome if finding is not None else None,
        failed=finding.failed if finding is not None else None,
        responsible=finding.responsible if finding is not None else None,
        decisive=finding.provisions if finding is not None else (),
    )


def _first_condition_first(doubt: Doubt) -> tuple[int, str, str]:
    order = CONDITIONS.index(doubt.condition) if doubt.condition in CONDITIONS else len(CONDITIONS)
    return order, doubt.key, doubt.settle


def _clauses(case: Case, found: Iterable[ProvisionFinding]) -> Iterator[Clause]:
    """Every clause the view takes, those that give the gravest outcome first."""
    provisions = {one.key: one for one in case.agreement.provisions}
    names = names_in(case.shared.evidence.snapshot)
    for one in sorted(found, key=lambda one: _GRAVEST.index(one.outcome.value)):
        key = f"{one.provision}@{one.version}" if one.version else one.provision
        yield _clause(provisions[key], one, names)


_GRAVEST = ("violation", "possible", "none")


def _clause(provision: Provision, found: ProvisionFinding, names: dict[str, str]) -> Clause:
    return Clause(
        key=provision.key,
        number=provision.clause,
        text=provision.text,
        plain=sentence(provision, names),
        according_to=provision.according_to,
        outcome=found.outcome,
        failed=found.failed,
        responsible=found.responsible,
        conditions=tuple(Condition(name, found.conditions[name]) for name in CONDITIONS),
    )


def _statement(case: Case, item: str) -> str | None:
    """The statement of that id, or of the claim of that id."""
    behind = case.admissions.statement_behind(item)
    return behind.id if behind is not None else None


def _chain(statement: Statement, claims: Iterable[Claim]) -> Chain:
    return Chain(
        statement=statement.id,
        document=statement.document,
        hops=tuple(
            Passed(hop.agent, hop.document, hop.date, hop.mode, hop.stance) for hop in statement.chain
        ),
        speaker=statement.speaker,
        said=statement.said,
        act=statement.act,
        basis=statement.basis,
        quotation=statement.quotation,
        content=statement.content,
        spans=statement.spans,
        claims=tuple(claim.id for claim in claims if claim.statement == statement.id),
    )


def _aside(aside: Aside | None) -> str | None:
    return aside.value if aside is not None else None


def _tolls(case: Case, incident: str) -> Iterator[StatedToll]:
    for item in case.account(incident).admissions:
        claim = item.claim
        if isinstance(claim, LossClaim):
            place = str(claim.place) if claim.place is not None else ""
            yield StatedToll(
                claim=claim.id,
                scope=Scope(claim.harm.value, claim.victims, place),
                count=claim.count,
                denied=claim.polarity is Polarity.DENIED,
                of_several=len(claim.incidents) > 1,
                aside=_aside(item.aside),
            )


def whereabouts(case: Case, incident: str) -> Iterator[Whereabouts]:
    """Where each admitted claim puts an incident."""
    for item in case.account(incident).admissions:
        claim = item.claim
        if isinstance(claim, EventClaim):
            for field, location in (("where", claim.place), ("origin", claim.origin)):
                if location is not None:
                    yield Whereabouts(claim.id, field, location, _spots(case, location), _aside(item.aside))


def _spots(case: Case, location: Location) -> tuple[Placed, ...]:
    return tuple(_placed(case, spot) for spot in location.alternatives)


def _placed(case: Case, spot: Spot) -> Placed:
    place = case.shared.evidence.snapshot.places.get(spot.place or "")
    return Placed(
        place=spot.place,
        kind=place.kind if place is not None else None,
        extent=spot.extent,
        position=spot.position or (place.position if place is not None else None),
        km=spot.km or (place.km if place is not None else None),
        has_outline=place is not None and place.outline is not None,
        approximate=place is not None and place.approximate,
    )


def _determinations(case: Case, claims: Iterable[Claim]) -> Iterator[Determination]:
    for claim in claims:
        if isinstance(claim, ComplianceClaim):
            yield Determination(
                claim=claim.id,
                speaker=case.shared.evidence.statement_of(claim).speaker,
                body=claim.body,
                article=claim.article,
                standard=claim.standard,
                stage=claim.stage,
                judgement=claim.judgement,
                actor=claim.actor,
                exception=claim.exception,
                denied=claim.polarity is Polarity.DENIED,
            )
