"""What waits for somebody: pairs that may be one incident or one actor, and nobody has judged."""

from collections.abc import Iterable, Iterator
from itertools import islice, pairwise

from attrs import frozen

from truceline.assessment.account import Account
from truceline.assessment.case import Case
from truceline.assessment.doubles import pairs_of_doubles
from truceline.assessment.look_alikes import look_alikes
from truceline.assessment.selection import Window, fit
from truceline.testimony.link import Sameness, Subject
from truceline.workbench.formats import Sheet
from truceline.workbench.pages.cited import Quoter
from truceline.workbench.pages.matches import Pair, events_of, latest_judgement

MOST_PAIRS = 50
MOST_INCIDENTS = 20_000
"""Above so many, pairs are looked for only within a period."""


@frozen
class Waiting:
    """Pairs nobody has judged; ``too_many`` says that a period must be named to look for any."""

    incidents: tuple[Pair, ...]
    actors: tuple[Pair, ...]
    too_many: bool


def waiting(quoter: Quoter, window: Window) -> Waiting:
    """What a view leaves to be judged, of a period or of all."""
    case = quoter.case
    too_many = window.is_open and len(case.shared.evidence.incidents) > MOST_INCIDENTS
    accounts = () if too_many else _in(case, window)
    pairs = islice(pairs_of_doubles(case.shared, accounts), MOST_PAIRS)
    return Waiting(
        incidents=tuple(_pair(quoter, Subject.INCIDENT, left, right) for left, right in pairs),
        actors=tuple(_alike(quoter)),
        too_many=too_many,
    )


def _in(case: Case, window: Window) -> Iterator[Account]:
    for incident in case.shared.evidence.incidents:
        account = case.account(incident)
        if account.out is None and fit(account.when.worlds, window).begins:
            yield account


def _alike(quoter: Quoter) -> Iterator[Pair]:
    """Actors of one name, or nearly one, that nobody has judged different or unsure."""
    snapshot = quoter.case.shared.evidence.snapshot
    for problem in look_alikes(snapshot):
        ids = [id for id in problem.path.split(", ") if id in snapshot.actors]
        for left, right in pairwise(ids):
            pair = frozenset((left, right))
            if latest_judgement(snapshot.judgements, Subject.ACTOR, pair) is None:
                yield _pair(quoter, Subject.ACTOR, left, right)


def _pair(quoter: Quoter, about: Subject, left: str, right: str) -> Pair:
    judged = latest_judgement(
        quoter.case.shared.evidence.snapshot.judgements, about, frozenset((left, right))
    )
    told = about is Subject.INCIDENT
    return Pair(
        about=about.value,
        left=left,
        right=right,
        left_told=tuple(quoter.quote(one) for one in islice(events_of(quoter.case, left), 3)) if told else (),
        right_told=tuple(quoter.quote(one) for one in islice(events_of(quoter.case, right), 3))
        if told
        else (),
        latest=judged.id if judged is not None else "",
    )


ANSWERS = tuple(answer.value for answer in Sameness)


def waiting_sheet(pairs: Iterable[Pair]) -> Sheet:
    """One row for each pair."""
    rows = tuple((one.about, one.left, one.right, one.latest) for one in pairs)
    return Sheet("", ("about", "left", "right", "judgement"), rows, ())
