"""Actors as pages show them: the register, and all that is said of one of them."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from attrs import frozen

from truceline.testimony.claim import (
    Claim,
    ControlClaim,
    IndicatorClaim,
    RelationClaim,
    RoleClaim,
    StandingClaim,
)
from truceline.testimony.register import Actor, Alias
from truceline.workbench.formats import Sheet
from truceline.workbench.pages.agreements import Named
from truceline.workbench.pages.cited import Cited, Quoter


@frozen
class Called:
    """Another name: its language, and when it was in use if that is stated."""

    text: str
    language: str
    used: str


@frozen
class Registered:
    """An actor of the register with how much is said of it."""

    id: str
    name: str
    kind: str
    aliases: tuple[Called, ...]
    claims: int


@frozen
class ActorPage:
    """One actor: its names, its sources, its members, and the claims about it by kind.

    ``folded`` are the ids that judgements call the same. ``parts`` counts the incidents in
    which somebody names it, by role.
    """

    id: str
    name: str
    kind: str
    note: str
    aliases: tuple[Called, ...]
    members: tuple[Named, ...] | None
    folded: tuple[str, ...]
    sources: tuple[Named, ...]
    standings: tuple[Cited, ...]
    controls: tuple[Cited, ...]
    relations: tuple[Cited, ...]
    indicators: tuple[Cited, ...]
    parts: tuple[tuple[str, int], ...]


def register(quoter: Quoter, wanted: str) -> tuple[Registered, ...]:
    """The actors, by name; only those whose id, name or alias holds the words wanted."""
    said = _spoken_of(quoter)
    actors = quoter.case.shared.evidence.snapshot.actors.values()
    found = [
        Registered(one.id, one.name, one.kind.value, tuple(_called(one.aliases)), said[one.id])
        for one in actors
        if _fits(one, wanted.casefold())
    ]
    return tuple(sorted(found, key=lambda one: (one.name.casefold(), one.id)))


def _fits(actor: Actor, wanted: str) -> bool:
    names = (actor.id, actor.name, *(alias.text for alias in actor.aliases))
    return any(wanted in name.casefold() for name in names)


def _called(aliases: Iterable[Alias]) -> Iterator[Called]:
    return (Called(one.text, one.language or "", str(one.used or "")) for one in aliases)


def _spoken_of(quoter: Quoter) -> Counter[str]:
    """How many claims name each actor."""
    return Counter(
        id for claim in quoter.case.shared.evidence.snapshot.claims for id in set(actors_of(claim))
    )


def actors_of(claim: Claim) -> tuple[str, ...]:
    """The actors a claim is about, as it names them."""
    if isinstance(claim, RoleClaim | ControlClaim | StandingClaim):
        return claim.actor.members
    if isinstance(claim, RelationClaim):
        return claim.subject, claim.object
    return (claim.subject,) if isinstance(claim, IndicatorClaim) else ()


def actor_page(quoter: Quoter, id: str) -> ActorPage | None:
    """All that is said of one actor; None when the register has no such actor."""
    evidence = quoter.case.shared.evidence
    actor = evidence.snapshot.actors.get(id)
    if actor is None:
        return None
    same = [other for other, into in evidence.actor_names.items() if evidence.actor(id) == into or into == id]
    ids = {id, evidence.actor(id), *same}
    about = [claim for claim in evidence.snapshot.claims if ids.intersection(actors_of(claim))]
    members = actor.members
    return ActorPage(
        id=id,
        name=actor.name,
        kind=actor.kind.value,
        note=actor.note,
        aliases=tuple(_called(actor.aliases)),
        members=None if members is None else tuple(Named(one, quoter.name(one)) for one in members),
        folded=tuple(sorted(ids - {id})),
        sources=tuple(
            Named(one.id, one.name) for one in evidence.snapshot.sources.values() if one.actor in ids
        ),
        standings=_quoted(quoter, about, StandingClaim),
        controls=_quoted(quoter, about, ControlClaim),
        relations=_quoted(quoter, about, RelationClaim),
        indicators=_quoted(quoter, about, IndicatorClaim),
        parts=tuple(_parts(about)),
    )


def _quoted(quoter: Quoter, claims: Iterable[Claim], kind: type[Claim]) -> tuple[Cited, ...]:
    found = [claim for claim in claims if isinstance(claim, kind)]
    return tuple(quoter.quote(claim) for claim in sorted(found, key=when_of))


def when_of(claim: Claim) -> tuple[bool, str]:
    """The order of claims in time: by their start, those without one last."""
    start = claim.happened.span.start if claim.happened is not None else None
    return start is None, start.isoformat() if start is not None else ""


def _parts(claims: Iterable[Claim]) -> Iterator[tuple[str, int]]:
    named: dict[str, set[str]] = {}
    for claim in claims:
        if isinstance(claim, RoleClaim) and claim.incident is not None:
            named.setdefault(claim.role.value, set()).add(claim.incident)
    return ((role, len(incidents)) for role, incidents in sorted(named.items()))


def register_sheet(found: Iterable[Registered]) -> Sheet:
    """One row for each actor."""
    rows = tuple(
        (one.id, one.name, one.kind, "; ".join(alias.text for alias in one.aliases), one.claims)
        for one in found
    )
    return Sheet("", ("actor", "name", "kind", "aliases", "claims"), rows, ())


def actor_sheet(page: ActorPage) -> Sheet:
    """One row for each claim about it, roles in incidents apart."""
    several = (*page.standings, *page.controls, *page.relations, *page.indicators)
    return claims_sheet(page.name, several)


def claims_sheet(title: str, several: Iterable[Cited]) -> Sheet:
    """One row for each claim."""
    rows = tuple(
        (
            one.claim,
            one.type,
            one.says,
            one.speaker,
            one.said,
            "; ".join(one.through),
            one.document,
            one.aside,
        )
        for one in several
    )
    columns = ("claim", "type", "says", "speaker", "said", "through", "document", "set_aside")
    return Sheet(title, columns, rows, ())


def span_days(claims: Iterable[Claim]) -> tuple[date, ...]:
    """The days on which one of these claims begins or ends, by their stated times."""
    days: set[date] = set()
    for claim in claims:
        if claim.happened is None:
            continue
        touched = claim.happened.local_days()
        days.update(touched[:1] + touched[-1:])
    return tuple(sorted(days))
