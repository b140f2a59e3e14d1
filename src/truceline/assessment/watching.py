"""What watches tell of a due: whether one that was uninterrupted decides it, and which were prevented.

A watch decides only when it was over the whole place, from when the due arose to its
deadline, and nobody on watch saw the due performed.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime

from attrs import frozen

from truceline.assessment.admission import Admission
from truceline.assessment.case import Case
from truceline.assessment.conduct import is_kind_of
from truceline.testimony.claim import Polarity, WatchClaim, Watched
from truceline.values.doubt import Truth
from truceline.values.when import Interval, united
from truceline.values.where import Location


@frozen
class Post:
    """What is to be watched for: a conduct, where (every place it may be), and the time it is due in.

    ``places`` is empty when nothing says where; ``arises`` and ``due_by`` are None when not known.
    """

    performance: str
    places: tuple[Location, ...]
    arises: datetime | None
    due_by: datetime | None


@frozen
class _Watch:
    claim: WatchClaim
    admission: Admission


def deciding(case: Case, post: Post) -> tuple[str, ...]:
    """The claims of uninterrupted watches that together suffice to say it was not done."""
    if post.arises is None or post.due_by is None or not post.places:
        return ()
    watches = [watch for watch in _watches(case, post) if _covers(case, watch, post)]
    if any(_saw(watch.claim, post) for watch in watches):
        return ()
    complete: dict[str, list[_Watch]] = defaultdict(list)
    for watch in watches:
        for origin in watch.admission.origins if watch.claim.result is Watched.COMPLETE else ():
            complete[origin.key].append(watch)
    due = Interval(post.arises, post.due_by)
    behind = [watch for several in complete.values() if _without_a_gap(several, due) for watch in several]
    if case.resolver.support(watch.admission for watch in behind) is not Truth.YES:
        return ()
    return tuple(dict.fromkeys(watch.claim.id for watch in behind))


def prevented(case: Case, post: Post) -> tuple[str, ...]:
    """The claims of watches over the place, or over one that it may be, that could not look."""
    return tuple(
        watch.claim.id
        for watch in _watches(case, post)
        if watch.claim.result is Watched.PREVENTED and _touches(case, watch, post)
    )


def _watches(case: Case, post: Post) -> Iterator[_Watch]:
    """Firmly admitted watches that had not ended when the due arose."""
    for claim in case.shared.evidence.watches:
        end = claim.happened.span.end if claim.happened is not None else None
        over = end is not None and post.arises is not None and end <= post.arises
        admission = case.admissions.of(claim)
        if admission.is_firm and claim.polarity is Polarity.AFFIRMED and not over:
            yield _Watch(claim, admission)


def _covers(case: Case, watch: _Watch, post: Post) -> bool:
    where, covers = watch.claim.place, case.shared.geography.covers
    return where is not None and all(covers(where, place) for place in post.places)


def _touches(case: Case, watch: _Watch, post: Post) -> bool:
    where, covers = watch.claim.place, case.shared.geography.covers
    return where is not None and (not post.places or any(covers(where, place) for place in post.places))


def _saw(claim: WatchClaim, post: Post) -> bool:
    return any(is_kind_of(kind, post.performance) for kind in claim.saw)


def _without_a_gap(watches: list[_Watch], due: Interval) -> bool:
    spans = [watch.claim.happened.span for watch in watches if watch.claim.happened is not None]
    return any(part.contains(due) for part in united(spans))
