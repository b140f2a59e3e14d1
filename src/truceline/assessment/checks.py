"""What is wrong with the data a record holds: sums, dates, links, judgements, look-alikes.

Nothing here decides who is right, and nothing is corrected: what a source printed is kept as
printed, and a problem says where it does not fit. A partial breakdown is no fault.
"""

from collections import defaultdict
from collections.abc import Iterator
from itertools import chain

from truceline.assessment.look_alikes import look_alikes
from truceline.record.snapshot import Snapshot
from truceline.testimony.claim import (
    Claim,
    ComplianceClaim,
    EventClaim,
    LossClaim,
    Modality,
    Polarity,
    RelationClaim,
    RoleClaim,
    Tally,
    incidents_of,
)
from truceline.testimony.link import Judgement, Link, LinkKind, Sameness, Subject
from truceline.testimony.register import Bond
from truceline.testimony.statement import Speaker, Statement
from truceline.values.doubt import Count
from truceline.values.problems import Problem
from truceline.values.when import Period


def check(snapshot: Snapshot) -> list[Problem]:
    """Every problem of the data, in a fixed order; each names the claim, statement or id it is at."""
    return list(
        chain(
            _tallies(snapshot),
            _losses(snapshot),
            _dates_of_documents(snapshot),
            _dates_of_statements(snapshot),
            _dates_of_claims(snapshot),
            look_alikes(snapshot),
            _places(snapshot),
            _affiliations(snapshot),
            _relations(snapshot),
            _links(snapshot),
            _incidents(snapshot),
            _judgements(snapshot),
        )
    )


def _named(item: Claim | Statement) -> str:
    return item.label or item.id


def _tallies(snapshot: Snapshot) -> Iterator[Problem]:
    for claim in snapshot.claims:
        if isinstance(claim, ComplianceClaim):
            yield from _sums(claim)


def _sums(claim: ComplianceClaim) -> Iterator[Problem]:
    groups: dict[tuple[str, str], list[Tally]] = defaultdict(list)
    for tally in claim.tallies:
        if tally.of is not None:
            groups[tally.of, tally.by].append(tally)
    for (of, by), parts in groups.items():
        wholes = [tally.count for tally in claim.tallies if tally.label == of]
        along = f" by {by}" if by else ""
        if not wholes:
            yield Problem("check.tally_whole", f"{of}{along}", path=_named(claim))
        elif all(part.complete for part in parts):
            total = sum(part.count for part in parts)
            if total not in wholes:
                terms = " + ".join(str(part.count) for part in parts)
                printed = " or ".join(str(whole) for whole in wholes)
                value = f"{of} = {printed}, but{along} {terms} = {total}"
                yield Problem("check.tally_sum", value, path=_named(claim))
        else:
            yield from _oversized(claim, parts, wholes)


def _oversized(claim: ComplianceClaim, parts: list[Tally], wholes: list[int]) -> Iterator[Problem]:
    for part in parts:
        if part.count > max(wholes):
            value = f"{part.label} = {part.count}, of {part.of} = {max(wholes)}"
            yield Problem("check.tally_part", value, path=_named(claim))


def _losses(snapshot: Snapshot) -> Iterator[Problem]:
    """Within one statement, some of the victims cannot be more than all of them."""
    scopes: dict[tuple[object, ...], list[LossClaim]] = defaultdict(list)
    for claim in snapshot.claims:
        if isinstance(claim, LossClaim) and claim.polarity is Polarity.AFFIRMED:
            place = None if claim.place is None else claim.place.alternatives
            scopes[claim.statement, claim.incidents, claim.harm, place, claim.modality].append(claim)
    for claims in scopes.values():
        for whole in claims:
            for part in claims:
                if part.victims and not whole.victims and _exceeds(part.count, whole.count):
                    value = f"{part.victims} {part.count}, of all {whole.count}"
                    yield Problem("check.loss_part", value, path=_named(part))


def _exceeds(part: Count, whole: Count) -> bool:
    return whole.high is not None and part.low > whole.high


def _surely_after(one: Period | None, other: Period | None) -> bool:
    """Whether all that the first may mean comes after all that the second may mean."""
    if one is None or other is None or one.span.start is None or other.span.end is None:
        return False
    return one.span.start >= other.span.end


def _dates_of_documents(snapshot: Snapshot) -> Iterator[Problem]:
    for document in snapshot.documents.values():
        if _surely_after(document.published, document.retrieved):
            value = f"published {document.published}, retrieved {document.retrieved}"
            yield Problem("check.retrieved_before_published", value, path=document.id)


def _dates_of_statements(snapshot: Snapshot) -> Iterator[Problem]:
    for statement in snapshot.statements.values():
        published = _published(snapshot, statement.document)
        if _surely_after(statement.said, published):
            value = f"said {statement.said}, published {published} in {statement.document}"
            yield Problem("check.published_before_said", value, path=_named(statement))
        for hop in statement.chain:
            passed_on = hop.date or _published(snapshot, hop.document)
            if _surely_after(statement.said, passed_on):
                value = f"said {statement.said}, passed on {passed_on} by {hop.agent}"
                yield Problem("check.passed_on_before_said", value, path=_named(statement))


def _published(snapshot: Snapshot, document: str | None) -> Period | None:
    found = snapshot.documents.get(document or "")
    return None if found is None else found.published


def _dates_of_claims(snapshot: Snapshot) -> Iterator[Problem]:
    for claim in snapshot.claims:
        statement = snapshot.statements.get(claim.statement)
        is_told = isinstance(claim, EventClaim | RoleClaim | LossClaim) and claim.modality is Modality.ACTUAL
        if statement is None or not is_told or claim.polarity is Polarity.DENIED:
            continue
        published = _published(snapshot, statement.document)
        if _surely_after(claim.happened, statement.said):
            value = f"happened {claim.happened}, said {statement.said}"
            yield Problem("check.happened_after_said", value, path=_named(claim))
        elif _surely_after(claim.happened, published):
            value = f"happened {claim.happened}, published {published} in {statement.document}"
            yield Problem("check.happened_after_published", value, path=_named(claim))


def _places(snapshot: Snapshot) -> Iterator[Problem]:
    for place in snapshot.places.values():
        if place.outline is None and place.position is None and not place.part_of:
            yield Problem("check.place_nowhere", place.name, path=place.id)
        if place.id in _larger(snapshot, place.id):
            yield Problem("check.place_circle", ", ".join(place.part_of), path=place.id)


def _larger(snapshot: Snapshot, id: str) -> set[str]:
    """Every place that this one is part of, through any number of steps."""
    found: set[str] = set()
    waiting = [id]
    while waiting:
        place = snapshot.places.get(waiting.pop())
        new = set(place.part_of if place else ()) - found
        found |= new
        waiting += new
    return found


def _affiliations(snapshot: Snapshot) -> Iterator[Problem]:
    for source in snapshot.sources.values():
        if any(tie.to == source.id for tie in source.affiliations):
            yield Problem("check.self_affiliation", source.name, path=source.id)
        if source.unaffiliated and source.affiliations:
            ties = ", ".join(f"{tie.bond.value} {tie.to}" for tie in source.affiliations)
            yield Problem("check.unaffiliated_but_tied", ties, path=source.id)


def _relations(snapshot: Snapshot) -> Iterator[Problem]:
    for claim in snapshot.claims:
        if isinstance(claim, RelationClaim) and claim.subject == claim.object:
            value = f"{claim.subject} {claim.relation} {claim.object}"
            yield Problem("check.self_relation", value, path=_named(claim))


def _links(snapshot: Snapshot) -> Iterator[Problem]:
    items: dict[str, Claim | Statement] = {**snapshot.statements, **{one.id: one for one in snapshot.claims}}
    for link in snapshot.links:
        # An end that is not here was ended since; the link is then about nothing.
        subject, target = items.get(link.subject), items.get(link.object)
        if subject is None or target is None:
            continue
        value = f"{_named(subject)} {link.kind.value} {_named(target)}"
        if not _makes_sense(link, subject, target):
            yield Problem("check.link_kind", value, path=link.id)
        elif link.kind is LinkKind.RETRACTS and not _may_retract(snapshot, subject, target):
            yield Problem("check.retraction_by_other", value, path=link.id)


def _makes_sense(link: Link, subject: Claim | Statement, target: Claim | Statement) -> bool:
    about = [incidents_of(item) if isinstance(item, Claim) else () for item in (subject, target)]
    if link.kind is LinkKind.COUNTS:
        return isinstance(subject, ComplianceClaim) and bool(about[1])
    if link.kind is LinkKind.SAME_INCIDENT:
        return all(about)
    if link.kind in (LinkKind.RESTATES, LinkKind.CORRECTS):
        both = isinstance(subject, Claim) and isinstance(target, Claim)
        return type(subject) is type(target) or not both
    return True


def _may_retract(snapshot: Snapshot, subject: Claim | Statement, target: Claim | Statement) -> bool:
    """Whether it is the speaker's own word that is taken back (semantics 4, *retraction*)."""
    speaker, own = _speaker(snapshot, subject), _speaker(snapshot, target)
    if speaker is None or own is None or speaker == own:
        return True
    source = snapshot.sources.get(speaker.source or "")
    ties = source.affiliations if source is not None else ()
    return any(tie.bond is Bond.SPEAKS_FOR and tie.to == own.source for tie in ties)


def _speaker(snapshot: Snapshot, item: Claim | Statement) -> Speaker | None:
    statement = snapshot.statements.get(item.statement) if isinstance(item, Claim) else item
    return None if statement is None else statement.speaker


def _incidents(snapshot: Snapshot) -> Iterator[Problem]:
    """Incidents of which something is said, but not that they happened."""
    with_event = {
        incident for one in snapshot.claims if isinstance(one, EventClaim) for incident in incidents_of(one)
    }
    groups = _judged_same(_standing(snapshot), Subject.INCIDENT)
    told: dict[str, str] = {}
    for claim in snapshot.claims:
        for incident in incidents_of(claim):
            told.setdefault(incident, _named(claim))
    for incident, teller in told.items():
        # Rows of a data set have ids with a colon, and their events are in the data set.
        one_of = groups.get(incident, {incident})
        if not any(":" in id or id in with_event for id in one_of):
            yield Problem("check.no_event", incident, path=teller)


def _judgements(snapshot: Snapshot) -> Iterator[Problem]:
    """Judgements of which not all can be right; each coder's last word on a pair counts."""
    standing = _standing(snapshot)
    pairs: dict[tuple[Subject, frozenset[str]], list[Judgement]] = defaultdict(list)
    for one in standing:
        pairs[one.about, frozenset((one.left, one.right))].append(one)
    same = {about: _judged_same(standing, about) for about in Subject}
    for (about, pair), judgements in pairs.items():
        answers = {(one.answer, one.left if one.answer is Sameness.PART_OF else "") for one in judgements}
        if len(answers) > 1:
            yield Problem("check.judgements_differ", _told(judgements), path=", ".join(sorted(pair)))
        elif judgements[0].answer is not Sameness.SAME and pair <= same[about].get(min(pair), set()):
            value = f"{_told(judgements)}; by way of others: same"
            yield Problem("check.judgements_differ", value, path=", ".join(sorted(pair)))


def _told(judgements: list[Judgement]) -> str:
    return "; ".join(f"{one.coder}: {one.left} {one.answer.value} {one.right}" for one in judgements)


def _standing(snapshot: Snapshot) -> list[Judgement]:
    """Each coder's last judgement of each pair."""
    last: dict[tuple[Subject, frozenset[str], str], Judgement] = {}
    for one in snapshot.judgements:
        key = (one.about, frozenset((one.left, one.right)), one.coder)
        if key not in last or not _surely_after(last[key].made, one.made):
            last[key] = one
    return list(last.values())


def _judged_same(judgements: list[Judgement], about: Subject) -> dict[str, set[str]]:
    """Id -> all ids judged the same as it, through any number of judgements."""
    groups: dict[str, set[str]] = {}
    for one in judgements:
        if one.about is about and one.answer is Sameness.SAME:
            group = groups.get(one.left, {one.left}) | groups.get(one.right, {one.right})
            groups.update(dict.fromkeys(group, group))
    return groups
