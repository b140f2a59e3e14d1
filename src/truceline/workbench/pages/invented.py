"""An invented incident under an agreement and a view: what would be found if it were reported.

It is assessed over a small snapshot made here of the record's framework (who accepted, who is
excluded, who belongs to whom, what is in force) and of the invention. Nothing of it is written
anywhere, and no incident of the record is touched.
"""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from attrs import evolve, frozen

from truceline.agreement.vocabulary import conduct_kinds
from truceline.assessment.case import Case, share
from truceline.assessment.evidence import gather
from truceline.assessment.finding import CONDITIONS, Finding, ProvisionFinding
from truceline.assessment.finding import Answered as ConditionAnswered
from truceline.assessment.view import AccountRule, Treatment, View, Whom
from truceline.record.snapshot import Snapshot
from truceline.testimony.claim import (
    Claim,
    ComplianceClaim,
    EventClaim,
    Firmness,
    Modality,
    Polarity,
    RelationClaim,
    Role,
    RoleClaim,
    Stage,
    StandingClaim,
    TermClaim,
)
from truceline.testimony.document import Document
from truceline.testimony.link import Subject
from truceline.testimony.register import Actor, Handling, Place, Source, SourceKind
from truceline.testimony.statement import Act, Basis, Binding, Quotation, Speaker, Statement
from truceline.values.problems import Problem, Problems, ValueProblem
from truceline.values.when import Fills, Period, parse_period
from truceline.values.where import Location
from truceline.values.who import Who
from truceline.workbench.explain_text import responsible_text
from truceline.workbench.formats import Sheet
from truceline.workbench.pages.cited import Cited, Quoter
from truceline.workbench.testimony_text import Teller

V = TypeVar("V")

INVENTED = "invented-here"
"""The id of the invented incident, of its speaker and of its document."""
_FRAMEWORK = (RelationClaim, StandingClaim, TermClaim)


@frozen
class Asked:
    """What somebody invents, in the short forms that files use; "" where a part is left out.

    ``observed`` is a circumstance seen ("in-storage"), ``exception`` a justification that
    somebody claims for it ("proportionate-self-defence").
    """

    kind: str
    when: str
    place: str
    who: str
    whom: str
    observed: str
    exception: str


NOTHING_ASKED = Asked("", "", "", "", "", "", "")


@frozen
class AskedCondition:
    """One condition's answer, what it rests on, and what would settle it if unknown."""

    name: str
    answer: str
    claims: tuple[Cited, ...]
    settle: tuple[str, ...]


@frozen
class AskedClause:
    """The invention under one reading of one clause; ``decisive`` says that it gives the finding."""

    key: str
    outcome: str
    failed: str
    responsible: str
    decisive: bool
    conditions: tuple[AskedCondition, ...]


@frozen
class Answered:
    """What would be found."""

    agreement: str
    view: str
    outcome: str
    failed: str
    responsible: str
    clauses: tuple[AskedClause, ...]


@frozen
class _Invention:
    """The values of an asked incident."""

    kind: str
    when: Period | None
    place: Location | None
    who: Who | None
    whom: Who | None
    observed: str
    exception: str


def answer(case: Case, asked: Asked) -> Answered:
    """The finding on an invented incident under the agreement and the view of a case.

    Whose word the view takes on incidents does not matter here, there being nobody's; its
    framework part, and how long it lets states persist, are taken as they are.

    Raises:
        Problems: everything wrong with what was asked, each with the field it is in.
    """
    invention = _read(case, asked)
    evidence = gather(_beside(case.shared.evidence.snapshot, _claims(invention)))
    trial = Case(share(evidence), case.agreement, _believing(case.view))
    finding = trial.finding(INVENTED)
    assert finding is not None, "the view of an invention takes its word"
    quoter = Quoter(trial, Teller(evidence.snapshot))
    return Answered(
        agreement=case.agreement.id,
        view=case.view.name,
        outcome=finding.outcome.value,
        failed=finding.failed or "",
        responsible=responsible_text(finding.responsible, quoter.teller.names),
        clauses=tuple(_clauses(quoter, finding)),
    )


def _clauses(quoter: Quoter, finding: Finding) -> list[AskedClause]:
    found = [_clause(quoter, one, finding) for one in quoter.case.provision_findings(INVENTED)]
    return sorted(found, key=lambda clause: _GRAVEST.index(clause.outcome))


def _clause(quoter: Quoter, one: ProvisionFinding, finding: Finding) -> AskedClause:
    key = f"{one.provision}@{one.version}" if one.version else one.provision
    return AskedClause(
        key=key,
        outcome=one.outcome.value,
        failed=one.failed or "",
        responsible=responsible_text(one.responsible, quoter.teller.names),
        decisive=key in finding.provisions,
        conditions=tuple(_condition(quoter, name, one.conditions[name]) for name in CONDITIONS),
    )


def _condition(quoter: Quoter, name: str, answered: ConditionAnswered) -> AskedCondition:
    claims = (one for one in quoter.quoted(answered.claims) if one.source != INVENTED)
    settle = dict.fromkeys(doubt.settle for doubt in answered.doubts)
    return AskedCondition(name, answered.truth.value, tuple(claims), tuple(settle))


_GRAVEST = ("violation", "possible", "none")


@frozen
class _Reader:
    """Reads what was typed into values, noting every fault with the field it is in."""

    snapshot: Snapshot
    zone: str
    faults: list[Problem]

    def tried(self, path: str, text: str, read: Callable[[str], V]) -> V | None:
        if not text:
            return None
        try:
            return read(text)
        except ValueProblem as fault:
            self.faults.append(evolve(fault.problem, path=path))
            return None

    def period(self, text: str) -> Period | None:
        return self.tried("when", text, lambda each: parse_period(each, zone=self.zone, fills=Fills.WITHIN))

    def where(self, text: str) -> Location | None:
        named = _by_name(text, self.snapshot.places)
        place = self.tried("place", named, Location.parse)
        for spot in place.alternatives if place is not None else ():
            if spot.place is not None and spot.place not in self.snapshot.places:
                self.faults.append(Problem("record.unknown_place", spot.place, path="place"))
        return place

    def actor(self, path: str, text: str) -> Who | None:
        who = self.tried(path, _by_name(text, self.snapshot.actors), Who.parse)
        for member in who.members if who is not None else ():
            if member not in self.snapshot.actors:
                self.faults.append(Problem("record.unknown_actor", member, path=path))
        return who


def _by_name(text: str, register: Mapping[str, Actor] | Mapping[str, Place]) -> str:
    """The id of whoever or whatever has just that name; else the text, which may be an id."""
    wanted = text.casefold()
    found = [item.id for item in register.values() if item.name.casefold() == wanted]
    return found[0] if len(found) == 1 else text


def _read(case: Case, asked: Asked) -> _Invention:
    snapshot = case.shared.evidence.snapshot
    reader = _Reader(snapshot, case.agreement.zone, [])
    if asked.kind not in conduct_kinds():
        reader.faults.append(Problem("codebook.kind", asked.kind, path="kind"))
    invention = _Invention(
        kind=asked.kind,
        when=reader.period(asked.when.strip()),
        place=reader.where(asked.place.strip()),
        who=reader.actor("who", asked.who.strip()),
        whom=reader.actor("whom", asked.whom.strip()),
        observed=asked.observed.strip(),
        exception=asked.exception.strip(),
    )
    if reader.faults:
        raise Problems(reader.faults)
    return invention


def _believing(view: View) -> View:
    """The view, taking the invention's word on incidents; its framework part is as it was."""
    anybody = Whom(any=True, named=False, sources=(), groups=(), kinds=())
    rule = AccountRule(
        takes=anybody,
        refuses=None,
        refuses_hops=None,
        origins=1,
        bases=(),
        retracted=Treatment.DROP,
        hedged=Treatment.POSSIBLE,
    )
    return evolve(view, accounts=rule)


def _beside(snapshot: Snapshot, claims: tuple[Claim, ...]) -> Snapshot:
    """The framework of the record with the invention beside it, and no incident of the record."""
    framework = tuple(claim for claim in snapshot.claims if isinstance(claim, _FRAMEWORK))
    return evolve(
        snapshot,
        sources={**snapshot.sources, INVENTED: _SPEAKER},
        documents={**snapshot.documents, INVENTED: _DOCUMENT},
        statements={**snapshot.statements, INVENTED: _STATEMENT},
        claims=(*framework, *claims),
        judgements=tuple(one for one in snapshot.judgements if one.about is Subject.ACTOR),
    )


def _claims(asked: _Invention) -> tuple[Claim, ...]:
    claims: list[Claim] = [
        EventClaim(
            **_said("event", asked.when, asked.place),
            incident=INVENTED,
            kind=asked.kind,
            means="",
            origin=None,
            circumstances=(asked.observed,) if asked.observed else (),
        )
    ]
    for role, who in ((Role.PERPETRATED, asked.who), (Role.TARGET, asked.whom)):
        if who is not None:
            claims.append(RoleClaim(**_said(role.value, None, None), incident=INVENTED, actor=who, role=role))
    if asked.exception:
        claims.append(_excuse(asked.exception))
    return tuple(claims)


def _excuse(exception: str) -> ComplianceClaim:
    """Somebody's claim that an exception of the text applies to it."""
    return ComplianceClaim(
        **_said("exception", None, None),
        agreement=None,
        actor=None,
        incident=INVENTED,
        judgement="",
        body="",
        article="",
        standard="",
        stage=Stage.ALLEGED,
        unit="",
        rule="",
        tallies=(),
        exception=exception,
    )


def _said(name: str, happened: Period | None, place: Location | None) -> dict[str, Any]:
    """What all claims of the invention share."""
    return {
        "id": f"{INVENTED}:{name}",
        "label": "",
        "statement": INVENTED,
        "polarity": Polarity.AFFIRMED,
        "modality": Modality.ACTUAL,
        "firmness": Firmness.ASSERTS,
        "happened": happened,
        "place": place,
    }


_ALWAYS_PUBLIC = Period(edtf="0001", zone="UTC", fills=Fills.WITHIN, words="")
"""Before any cut-off of a view: an invention is never too new."""

_SPEAKER = Source(
    id=INVENTED, name="", aliases=(), kind=SourceKind.OTHER, compiler=False, unaffiliated=True,
    affiliations=(), groups=(), actor=None, handling=Handling.PUBLIC, purpose="", note="",
)  # fmt: skip
_DOCUMENT = Document(
    id=INVENTED, title="", authors=(), outlet=INVENTED, published=_ALWAYS_PUBLIC, retrieved=None, language="",
    media_type="", url="", sha256=None, text=None, handling=Handling.PUBLIC, purpose="", note="",
)  # fmt: skip
_STATEMENT = Statement(
    id=INVENTED, label="", document=INVENTED, speaker=Speaker(INVENTED, ""), content="invented", cue="",
    spans=(), quotation=Quotation.INDIRECT, reported=True, act=Act.ASSERTION, basis=Basis.SAW,
    said=_ALWAYS_PUBLIC, in_public=True, chain=(), cites=(), binding=Binding.EXPLICIT, coded_from=(),
    handling=Handling.PUBLIC, purpose="",
)  # fmt: skip


def answered_sheet(found: Answered | None) -> Sheet:
    """One row for each clause, with the answer of each condition."""
    rows = tuple(
        (
            clause.key,
            clause.outcome,
            clause.failed,
            clause.responsible,
            "yes" if clause.decisive else "no",
            *(condition.answer for condition in clause.conditions),
        )
        for clause in (found.clauses if found is not None else ())
    )
    columns = ("clause", "outcome", "failed", "responsible", "decisive", *CONDITIONS)
    return Sheet("", columns, rows, ())
