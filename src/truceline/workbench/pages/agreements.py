"""Agreements as pages show them: clauses in sentences and in machine form, rivals side by side, their life."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime

from attrs import frozen

from truceline.agreement.plain import sentence
from truceline.agreement.printing import print_provision
from truceline.agreement.terms import Agreement, Deontic, Provision
from truceline.testimony.claim import LifeCycle, TermClaim
from truceline.values.when import Interval, zone_of
from truceline.workbench.formats import Sheet
from truceline.workbench.pages.cited import Cited, Quoter


@frozen
class Named:
    """An id and what the register calls it."""

    id: str
    name: str


@frozen
class Stretch:
    """From when to when, local to the agreement's zone; "" for an open end."""

    start: str
    end: str


@frozen
class Clause:
    """One clause in one reading: in a plain sentence, and as it stands in the file.

    ``taken`` says whether the view takes this reading. ``sure`` is when it is surely in force
    by admitted claims, ``possible`` when it may be, ``life`` the claims that say so and
    ``doubt`` what they leave open.
    """

    key: str
    id: str
    version: str
    deontic: str
    clause: str
    text: str
    plain: str
    machine: str
    according_to: tuple[Named, ...]
    area: Named | None
    within_km: int | None
    taken: bool
    sure: tuple[Stretch, ...]
    possible: tuple[Stretch, ...]
    life: tuple[Cited, ...]
    doubt: str


@frozen
class Rivals:
    """The readings of one clause; ``differs`` names the parts of the machine form they differ in."""

    id: str
    readings: tuple[Clause, ...]
    differs: tuple[str, ...]


@frozen
class Step:
    """A step of the agreement's life, as somebody tells it; ``when`` is "" where no time is given."""

    step: str
    provision: str
    when: str
    text: str
    told: Cited


@frozen
class AgreementPage:
    """An agreement under one view."""

    id: str
    title: str
    kind: str
    zone: str
    declared: str
    period: str
    sponsors: tuple[Named, ...]
    documents: tuple[Named, ...]
    breach_word: str
    clauses: tuple[Rivals, ...]
    life: tuple[Step, ...]
    not_assessed: tuple[str, ...]


def agreement_page(quoter: Quoter) -> AgreementPage:
    """The agreement of a case, as its view takes it."""
    case = quoter.case
    agreement = case.agreement
    titles = {document.id: document.title for document in case.shared.evidence.snapshot.documents.values()}
    return AgreementPage(
        id=agreement.id,
        title=agreement.title,
        kind=agreement.kind,
        zone=agreement.zone,
        declared=str(agreement.declared or ""),
        period=str(agreement.period or ""),
        sponsors=named(quoter, agreement.sponsors),
        documents=tuple(Named(id, titles[id]) for id in agreement.documents if id in titles),
        breach_word=agreement.breach_word,
        clauses=tuple(_rivals(quoter)),
        life=tuple(_life(quoter)),
        not_assessed=case.framing.not_assessed,
    )


def named(quoter: Quoter, ids: Sequence[str]) -> tuple[Named, ...]:
    """Ids with their names."""
    return tuple(Named(id, quoter.name(id)) for id in ids)


def _rivals(quoter: Quoter) -> Iterator[Rivals]:
    by_id: dict[str, list[Provision]] = defaultdict(list)
    for provision in quoter.case.agreement.provisions:
        by_id[provision.id].append(provision)
    taken = taken_keys(quoter)
    for id, readings in by_id.items():
        clauses = tuple(_clause(quoter, one, taken=one.key in taken) for one in readings)
        yield Rivals(id, clauses, tuple(_differing(readings)))


def taken_keys(quoter: Quoter) -> frozenset[str]:
    """The clauses of which the view takes this reading."""
    framing = quoter.case.framing
    return frozenset(one.key for kind in Deontic for one in framing.taken(kind))


_COMPARED = {
    "conduct": "conduct", "of": "of", "due": "due", "binds": "binds", "protects": "protects",
    "excludes": "excludes", "area": "area", "where": "where", "period": "period", "unless": "unless",
    "provided": "provided", "overrides": "overrides", "commanders": "commanders",
}  # fmt: skip


def _differing(readings: Sequence[Provision]) -> Iterator[str]:
    for name in _COMPARED:
        if any(getattr(one, name) != getattr(readings[0], name) for one in readings[1:]):
            yield name


def _clause(quoter: Quoter, provision: Provision, *, taken: bool) -> Clause:
    agreement = quoter.case.agreement
    force = quoter.case.framing.force_of(provision)
    area = provision.area
    return Clause(
        key=provision.key,
        id=provision.id,
        version=provision.version,
        deontic=provision.deontic.value,
        clause=provision.clause,
        text=provision.text,
        plain=sentence(provision, quoter.teller.names),
        machine=print_provision(agreement, provision),
        according_to=named(quoter, provision.according_to),
        area=None if area is None else Named(area.place, quoter.name(area.place)),
        within_km=None if area is None else area.within_km,
        taken=taken,
        sure=stretches(force.sure, agreement.zone),
        possible=stretches(force.possible, agreement.zone),
        life=quoter.quoted(force.claims),
        doubt=force.doubt,
    )


def stretches(intervals: Sequence[Interval], zone: str) -> tuple[Stretch, ...]:
    """Intervals as local times."""
    return tuple(Stretch(_local(one.start, zone), _local(one.end, zone)) for one in intervals)


def _local(moment: datetime | None, zone: str) -> str:
    return "" if moment is None else f"{moment.astimezone(zone_of(zone)):%Y-%m-%d %H:%M}"


def _life(quoter: Quoter) -> Iterator[Step]:
    """What is said of the agreement's life, readings of clauses apart, in the order of its times."""
    agreement = quoter.case.agreement
    terms = [
        claim
        for claim in quoter.case.shared.evidence.snapshot.claims
        if isinstance(claim, TermClaim)
        and claim.agreement == agreement.id
        and claim.step is not LifeCycle.READING
    ]
    for claim in sorted(terms, key=_begins):
        yield Step(
            step=claim.step.value,
            provision=claim.provision or "",
            when=str(claim.happened or ""),
            text=claim.text,
            told=quoter.quote(claim),
        )


def _begins(claim: TermClaim) -> tuple[bool, str]:
    start = claim.happened.span.start if claim.happened is not None else None
    return start is None, start.isoformat() if start is not None else ""


@frozen
class Listed:
    """An agreement in the list of all of them."""

    id: str
    title: str
    kind: str
    period: str
    clauses: int


def listed(agreements: Sequence[Agreement]) -> tuple[Listed, ...]:
    """The agreements that a record keeps."""
    return tuple(
        Listed(one.id, one.title, one.kind, str(one.period or one.declared or ""), len(one.provisions))
        for one in agreements
    )


def clauses_sheet(page: AgreementPage) -> Sheet:
    """One row for each reading of each clause."""
    rows = tuple(
        (
            one.id,
            one.version,
            one.deontic,
            one.plain,
            one.clause,
            " ".join(source.id for source in one.according_to),
            "yes" if one.taken else "no",
            _spelt(one.sure),
            _spelt(one.possible),
            one.machine,
        )
        for rivals in page.clauses
        for one in rivals.readings
    )
    columns = (
        "provision", "version", "does", "plain", "clause", "according_to", "taken", "surely_in_force",
        "possibly_in_force", "machine",
    )  # fmt: skip
    return Sheet(page.title, columns, rows, ())


def _spelt(several: tuple[Stretch, ...]) -> str:
    return "; ".join(f"{one.start or '..'}/{one.end or '..'}" for one in several)
