"""What differs between two snapshots' evidence, by the identity of what stands in it.

Wider than need be, never narrower: what is not named here gives the same rows and the same framework.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from itertools import chain
from operator import is_
from typing import TypeVar

from attrs import frozen

from truceline.assessment.case import Shared
from truceline.assessment.engine.reports import Reports
from truceline.assessment.evidence import Evidence
from truceline.testimony.claim import Claim
from truceline.testimony.link import Link
from truceline.testimony.statement import Statement

V = TypeVar("V")


@frozen
class Change:
    """``read`` are incidents to be read again or anew, in the order of the evidence; ``gone`` those no longer told.

    ``framework`` are the claims on standings, ties and terms to be read again, ``terms`` whether the lives of
    clauses may be others, ``actors`` whether the register of actors is. ``in_order`` says that those that stay
    keep their order and new ones come last.
    """

    read: tuple[str, ...]
    gone: tuple[str, ...]
    framework: frozenset[str]
    terms: bool
    actors: bool
    in_order: bool


def change_between(old: Shared, new: Shared, told: Iterable[Reports]) -> Change | None:
    """What is to be done again; None where that is everything, since what all rests on is another.

    ``told`` are the reports that stay.
    """
    before, after = old.evidence, new.evidence
    if before.actor_names != after.actor_names or not _rest_on_the_same(before, after, told):
        return None
    items = _changed_items(before, after)
    read, gone = _incidents(before, after, items)
    framework = _framework(before, after, items)
    return Change(
        read=tuple(name for name in after.incidents if name in read) if read else (),
        gone=gone,
        framework=framework,
        terms=any(claim.id in framework for evidence in (before, after) for claim in evidence.terms),
        actors=not _same_values(before.snapshot.actors, after.snapshot.actors),
        in_order=_in_order(before, after, frozenset(gone)),
    )


def _same(one: object, other: object) -> bool:
    return one is other or one == other


def _same_values(one: Mapping[str, object], other: Mapping[str, object]) -> bool:
    return one is other or (len(one) == len(other) and not any(_differing(one, other)))


def _differing(one: Mapping[str, V], other: Mapping[str, V]) -> Iterator[str]:
    """The names under which two tables do not hold the same."""
    for name, value in one.items():
        if name not in other or not _same(value, other[name]):
            yield name
    if len(one) != len(other) or one.keys() != other.keys():
        yield from (name for name in other if name not in one)


def _rest_on_the_same(before: Evidence, after: Evidence, told: Iterable[Reports]) -> bool:
    """Whether no source, document or place that something rests on is another."""
    one, other = before.snapshot, after.snapshot
    dated = [_has_dated_ties(evidence) for evidence in (before, after)]
    if dated[0] != dated[1]:
        return False
    sources, documents, places = (
        _only_added(getattr(one, name), getattr(other, name)) for name in ("sources", "documents", "places")
    )
    if sources is None or documents is None or places is None:
        return False
    reports = tuple(told)
    return (
        not (sources and sources & _sources_named(before, reports))
        and not (documents and documents & _documents_named(before, reports))
        and not (places and places & _places_named(before, reports))
    )


def _has_dated_ties(evidence: Evidence) -> bool:
    sources = evidence.snapshot.sources.values()
    return any(tie.period is not None for source in sources for tie in source.affiliations)


def _only_added(one: Mapping[str, object], other: Mapping[str, object]) -> frozenset[str] | None:
    """The names that are new; None where one that was there is another or missing."""
    names = frozenset(_differing(one, other)) if one is not other else frozenset[str]()
    return None if any(name in one for name in names) else names


def _sources_named(evidence: Evidence, told: Iterable[Reports]) -> set[str | None]:
    snapshot = evidence.snapshot
    found: set[str | None] = {tie.to for source in snapshot.sources.values() for tie in source.affiliations}
    for statement in snapshot.statements.values():
        found |= {statement.speaker.source, *(hop.agent.source for hop in statement.chain)}
    found |= {link.asserter.source for link in snapshot.links}
    for teller in (teller for reports in told for teller in reports.tellers):
        found |= {teller.speaker.source, teller.origin.source, *teller.origin.hops}
        found |= {agent.source for agent in teller.chain}
    return found


def _documents_named(evidence: Evidence, told: Iterable[Reports]) -> set[str | None]:
    found: set[str | None] = {teller.document for reports in told for teller in reports.tellers}
    for statement in evidence.snapshot.statements.values():
        found |= {statement.document, *statement.cites, *(hop.document for hop in statement.chain)}
    return found


def _places_named(evidence: Evidence, told: Iterable[Reports]) -> set[str | None]:
    found: set[str | None] = {whole for place in evidence.snapshot.places.values() for whole in place.part_of}
    for location in (location for reports in told for location in reports.locations):
        found |= {spot.place for spot in location.alternatives}
    return found


def _changed_items(before: Evidence, after: Evidence) -> frozenset[str]:
    """The claims and statements that are others, or of which something else is now said by links."""
    one, other = before.snapshot, after.snapshot
    found = set(_differing_claims(one.claims, other.claims))
    found.update(_differing(one.statements, other.statements))
    links = _unlike(one.links, other.links)
    found.update(link.object for link in links)
    waiting = list(found)
    if not waiting or not (one.links or other.links):
        return frozenset(found)
    behind: dict[str, set[str]] = {}
    for evidence in (before, after):
        for link in evidence.snapshot.links:
            for item in _behind(evidence, link):
                behind.setdefault(item, set()).add(link.object)
    while waiting:
        more = behind.get(waiting.pop(), set()) - found
        found |= more
        waiting += more
    return frozenset(found)


def _behind(evidence: Evidence, link: Link) -> Iterator[str]:
    """What a link's word rests on: its subject and statement, and the statements that claims stand in."""
    for item in (link.subject, link.statement):
        if item is not None:
            yield item
            claim = evidence.claims_by_id.get(item)
            if claim is not None:
                yield claim.statement


def _differing_claims(one: tuple[Claim, ...], other: tuple[Claim, ...]) -> Iterator[str]:
    return (claim.id for claim in _unlike(one, other))


def _unlike(one: tuple[V, ...], other: tuple[V, ...]) -> list[V]:
    """What stands in only one of two sequences, the ends they share put aside first."""
    if one is other:
        return []
    begun = _shared_start(one, other)
    left, right = one[begun:], other[begun:]
    ended = min(_shared_start(left[::-1], right[::-1]), len(left), len(right))
    left, right = left[: len(left) - ended], right[: len(right) - ended]
    counts: dict[Hashable, int] = {}
    for item in left:
        counts[item] = counts.get(item, 0) + 1
    more = []
    for item in right:
        if counts.get(item, 0):
            counts[item] -= 1
        else:
            more.append(item)
    missing = [item for item in left if counts.get(item, 0)]
    return [*more, *missing]


def _shared_start(one: tuple[object, ...], other: tuple[object, ...]) -> int:
    """How many items at the start are the same."""
    for number, alike in enumerate(map(is_, one, other)):
        if not alike and one[number] != other[number]:
            return number
    return min(len(one), len(other))


def _incidents(before: Evidence, after: Evidence, items: frozenset[str]) -> tuple[set[str], tuple[str, ...]]:
    """The incidents to be read, and those that are gone."""
    old, new = before.incidents, after.incidents
    read = {name for name in _differing(old, new) if name in new}
    gone = tuple(name for name in old if name not in new)
    read |= {name for name in chain(*{*before.unsure} ^ {*after.unsure}) if name in new}
    parts = set(_differing(before.whole_of, after.whole_of))
    came_or_went = {*gone, *(name for name in read if name not in old)}
    if came_or_went:
        parts |= {part for part, whole in after.whole_of.items() if whole in came_or_went}
    read |= {name for name in parts if name in new}
    if items:
        read |= {name for name, about in new.items() if _any_of(items, about)}
    return read, gone


def _any_of(items: frozenset[str], about: Iterable[Claim]) -> bool:
    return any(claim.id in items or claim.statement in items for claim in about)


def _framework(before: Evidence, after: Evidence, items: frozenset[str]) -> frozenset[str]:
    """The claims on the framework that are others, or of which something else is now said."""
    if not items:
        return frozenset()
    statements = _coding(after.snapshot.statements, items)
    return frozenset(
        claim.id
        for evidence in (before, after)
        for claim in chain(evidence.relations, evidence.standings, evidence.terms)
        if claim.id in items or claim.statement in statements
    )


def _coding(statements: Mapping[str, Statement], items: frozenset[str]) -> set[str]:
    """These, with the statements that code some of them."""
    found = set(items)
    more = {
        name for name, one in statements.items() if one.coded_from and not found.isdisjoint(one.coded_from)
    }
    while not more <= found:
        found |= more
        more = {
            name
            for name, one in statements.items()
            if one.coded_from and not found.isdisjoint(one.coded_from)
        }
    return found


def _in_order(before: Evidence, after: Evidence, gone: frozenset[str]) -> bool:
    """Whether incidents that stay stand in the same order, and new ones behind them."""
    old = (name for name in before.incidents if name not in gone)
    stay = sum(name not in gone for name in before.incidents) if gone else len(before.incidents)
    return len(after.incidents) >= stay and all(
        one == other for one, other in zip(old, after.incidents, strict=False)
    )
