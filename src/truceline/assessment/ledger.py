"""Ledgers: the findings of one view, tallied, always as bounds (semantics 7).

The unit is the incident. Rows partition the incidents and their sums equal the totals; a
breach shared by two actors counts once. A ledger is always titled with its view.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import Enum

from attrs import frozen

from truceline.assessment.account import Account, Out, stated_times
from truceline.assessment.case import Case, is_long
from truceline.assessment.conduct import lineage
from truceline.assessment.counted import Counted, as_counted
from truceline.assessment.doubles import possible_doubles
from truceline.assessment.dues import DueTally, tally_dues
from truceline.assessment.finding import (
    ASSESSMENT_VERSION,
    CONDITIONS,
    EITHER_WAY,
    Finding,
    Outcome,
    Responsible,
    Share,
)
from truceline.assessment.loss import NO_LOSS, Loss, add_losses, loss_of
from truceline.assessment.naming import place_names
from truceline.assessment.selection import EVER, Choice, Window, every_incident, fit, local_days
from truceline.testimony.claim import Harm


class By(Enum):
    """What the rows of a ledger are keyed by."""

    PROVISION = "provision"
    ACTOR = "actor"
    PLACE = "place"
    KIND = "kind"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@frozen
class Row:
    """Breaches under one key: [definite, definite + possible], with their losses."""

    key: tuple[str, ...]
    provisions: tuple[str, ...]
    definite: int
    possible: int
    loss: Loss
    loss_possible: Loss


@frozen
class ActorBounds:
    """The least and the most an actor may answer for; these need not add up."""

    actor: str
    least: int
    most: int


@frozen
class Aggregates:
    """Reports that sum up several incidents: at least one each, never in the headline figures."""

    possible: int
    none: Mapping[str, int]
    loss: Loss


@frozen
class Totals:
    """The headline figures, with the losses of what was not a breach beside them."""

    definite: int
    possible: int
    none: int
    loss: Loss
    loss_possible: Loss
    loss_none: Loss
    other_losses: Mapping[str, Loss]


@frozen
class Ledger:
    """All of one view's findings over the same occasions, tallied."""

    name: str
    title: str
    known_by: str
    size: int
    origin: str
    root: str
    published_by: str
    agreement: str
    assessment_version: str
    unfiltered: bool
    in_: int
    in_perhaps: int
    out: Mapping[str, int]
    totals: Totals
    rows: tuple[Row, ...]
    by_actor_bounds: tuple[ActorBounds, ...]
    none: Mapping[str, int]
    aggregates: Aggregates
    parts: int
    may_overlap: int
    may_fall_outside: int
    possible_doubles: int
    dues: DueTally
    as_counted: tuple[Counted, ...]
    not_assessed: tuple[str, ...]


@frozen
class Assessed:
    """An incident that is in, with its account and finding."""

    account: Account
    finding: Finding


@frozen
class Scope:
    """What a ledger is over: a window of days and a choice of incidents."""

    window: Window
    choice: Choice


EVERYTHING = Scope(EVER, every_incident)

OUTSIDE = "begins outside the days asked for"
IN_ITS_WHOLE = "counted in the incident it is part of"


Seen = tuple[bool, str, str | None, Responsible]
"""Whether it sums up several, with what is found of it, why not a breach, and who is responsible."""


@frozen
class Tallied:
    """An incident under one case, over a scope; ``not_counted`` is "" for one that counts."""

    account: Account
    finding: Finding | None
    not_counted: str
    aggregate: bool
    overlaps: bool
    beyond: bool

    @property
    def seen(self) -> Seen | None:
        """What two ledgers are compared by; None for what does not count."""
        if self.finding is None or self.not_counted:
            return None
        found = self.finding
        return self.aggregate, found.outcome.value, found.failed, found.responsible


@frozen
class Gathered:
    """The occasions of a scope, sorted by what becomes of them."""

    counted: tuple[Assessed, ...]
    aggregates: tuple[Assessed, ...]
    out: Mapping[str, int]
    parts: int
    may_overlap: int
    may_fall_outside: int

    @property
    def inside(self) -> tuple[Assessed, ...]:
        return (*self.counted, *self.aggregates)


def tallied(case: Case, scope: Scope, incident: str) -> Tallied:
    """Where an incident stands in the ledger of a case."""
    account, finding = case.account(incident), case.finding(incident)
    if finding is None:
        why = _why_out(case, account, scope)
        return Tallied(account, None, why, aggregate=False, overlaps=False, beyond=False)
    fitting = fit(account.when.worlds, scope.window)
    why = "" if fitting.begins else OUTSIDE
    if fitting.begins and _is_counted_as_whole(case, scope, incident):
        why = IN_ITS_WHOLE
    aggregate = account.aggregate or is_long(account)
    return Tallied(
        account, finding, why, aggregate=aggregate, overlaps=fitting.overlaps, beyond=fitting.beyond
    )


def _why_out(case: Case, account: Account, scope: Scope) -> str:
    """An incident that is out lies in the window by any claim's own time."""
    times = case.shared.later.get(account.incident) or stated_times(account)
    assert account.out is not None
    return account.out.value if fit(times, scope.window).begins else OUTSIDE


def _is_counted_as_whole(case: Case, scope: Scope, incident: str) -> bool:
    """Whether it is part of another that is in and asked about: a whole and its parts never both count."""
    whole = case.shared.evidence.whole_of.get(incident)
    if whole is None or whole not in case.shared.evidence.incidents or not scope.choice(whole):
        return False
    return case.finding(whole) is not None and fit(case.account(whole).when.worlds, scope.window).begins


def collect(case: Case, scope: Scope, progress: Callable[[int], None] | None = None) -> Gathered:
    """Assess every incident of a scope."""
    counted: list[Assessed] = []
    aggregates: list[Assessed] = []
    tallies: Counter[str] = Counter()
    out: Counter[str] = Counter()
    for number, incident in enumerate((*case.shared.evidence.incidents, *case.shared.later)):
        if progress is not None and number % 500 == 0:
            progress(number)
        if not scope.choice(incident):
            continue
        one = tallied(case, scope, incident)
        tallies.update(overlap=one.overlaps, beyond=one.beyond, parts=one.not_counted == IN_ITS_WHOLE)
        if one.finding is None:
            out.update([one.not_counted] if one.not_counted != OUTSIDE else [])
        elif not one.not_counted:
            (aggregates if one.aggregate else counted).append(Assessed(one.account, one.finding))
    return Gathered(
        tuple(counted), tuple(aggregates), dict(out), tallies["parts"], tallies["overlap"], tallies["beyond"]
    )


def tally(case: Case, scope: Scope = EVERYTHING, by: By = By.ACTOR) -> Ledger:
    """The ledger of one case over a scope."""
    return tally_gathered(case, scope, by, collect(case, scope))


def tally_gathered(case: Case, scope: Scope, by: By, gathered: Gathered) -> Ledger:
    """The ledger over occasions already assessed."""
    snapshot = case.shared.evidence.snapshot
    view = case.view
    none = Counter(str(item.finding.failed) for item in gathered.counted if _is(item, Outcome.NONE))
    return Ledger(
        name=view.name,
        title=view.title,
        known_by=view.known_by,
        size=snapshot.size,
        origin=snapshot.origin,
        root=snapshot.root,
        published_by=view.published_by,
        agreement=case.agreement.id,
        assessment_version=ASSESSMENT_VERSION,
        unfiltered=is_unfiltered(case),
        in_=len(gathered.inside),
        in_perhaps=sum(bool(item.account.capped) for item in gathered.inside),
        out=_in_order(gathered.out, [reason.value for reason in Out]),
        totals=_totals(gathered.counted),
        rows=_rows(case, gathered.counted, by),
        by_actor_bounds=_actor_bounds(gathered.counted),
        none=_in_order(none, _REASONS),
        aggregates=_aggregates(gathered.aggregates),
        parts=gathered.parts,
        may_overlap=gathered.may_overlap,
        may_fall_outside=gathered.may_fall_outside,
        possible_doubles=possible_doubles(case.shared, [item.account for item in gathered.counted]),
        dues=tally_dues(case, scope.window),
        as_counted=as_counted(case, scope.window),
        not_assessed=case.framing.not_assessed,
    )


_REASONS = (*CONDITIONS, EITHER_WAY)


def _in_order(counts: Mapping[str, int], words: Iterable[str]) -> dict[str, int]:
    """Counts in the order of their words, whatever the order of the incidents."""
    return {word: counts[word] for word in words if counts.get(word)}


def is_unfiltered(case: Case) -> bool:
    """Whether a view filters nothing, so that its title says so."""
    rule = case.view.accounts
    return rule.takes.any and not rule.takes.named and rule.origins == 1 and rule.refuses is None


def _is(item: Assessed, outcome: Outcome) -> bool:
    return item.finding.outcome is outcome


def _losses(items: Iterable[Assessed], outcome: Outcome, harm: Harm = Harm.KILLED) -> Loss:
    return add_losses(loss_of(item.account, harm) for item in items if _is(item, outcome))


def _totals(items: tuple[Assessed, ...]) -> Totals:
    counts = Counter(item.finding.outcome for item in items)
    told = {toll.scope.harm for item in items for toll in item.account.tolls} - {Harm.KILLED.value}
    others = {harm: _breach_loss(items, Harm(harm)) for harm in sorted(told)}
    return Totals(
        definite=counts[Outcome.VIOLATION],
        possible=counts[Outcome.POSSIBLE],
        none=counts[Outcome.NONE],
        loss=_losses(items, Outcome.VIOLATION),
        loss_possible=_losses(items, Outcome.POSSIBLE),
        loss_none=_losses(items, Outcome.NONE),
        other_losses={name: loss for name, loss in others.items() if loss != NO_LOSS},
    )


def _breach_loss(items: tuple[Assessed, ...], harm: Harm) -> Loss:
    return add_losses(loss_of(item.account, harm) for item in items if not _is(item, Outcome.NONE))


def _rows(case: Case, items: Iterable[Assessed], by: By) -> tuple[Row, ...]:
    groups: dict[tuple[str, ...], list[Assessed]] = defaultdict(list)
    for item in items:
        if not _is(item, Outcome.NONE):
            groups[_key(case, item, by)].append(item)
    return tuple(_row(key, group) for key, group in sorted(groups.items()))


def _row(key: tuple[str, ...], group: list[Assessed]) -> Row:
    return Row(
        key=key,
        provisions=tuple(sorted({name for item in group for name in item.finding.provisions})),
        definite=sum(_is(item, Outcome.VIOLATION) for item in group),
        possible=sum(_is(item, Outcome.POSSIBLE) for item in group),
        loss=_losses(group, Outcome.VIOLATION),
        loss_possible=_losses(group, Outcome.POSSIBLE),
    )


def _key(case: Case, item: Assessed, by: By) -> tuple[str, ...]:
    """The key of an incident's row; what is doubtful is a row of its own."""
    if by is By.ACTOR:
        return item.finding.responsible.actors
    if by is By.PROVISION:
        return item.finding.provisions
    if by is By.KIND:
        return tuple(sorted(item.account.kind.values, key=lineage))
    if by is By.PLACE:
        return place_names(case, item.account)
    return stretches(local_days(item.account.when.worlds), by)


def month_of(day: date) -> str:
    """The month a day lies in, as in ISO 8601."""
    return day.isoformat()[:7]


def week_of(day: date) -> str:
    """The ISO week a day lies in."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


STRETCH: Mapping[By, Callable[[date], str]] = {By.DAY: str, By.WEEK: week_of, By.MONTH: month_of}
"""What a ledger by time calls the stretch that a day lies in."""


def stretches(days: Iterable[date], by: By) -> tuple[str, ...]:
    """The days, or the weeks or months they lie in, each once."""
    return tuple(dict.fromkeys(map(STRETCH[by], days)))


def _actor_bounds(items: Iterable[Assessed]) -> tuple[ActorBounds, ...]:
    least: Counter[str] = Counter()
    most: Counter[str] = Counter()
    for item in items:
        if _is(item, Outcome.NONE):
            continue
        answering = item.finding.responsible
        most.update(answering.actors)
        if _is(item, Outcome.VIOLATION) and answering.share in (Share.ONE, Share.JOINTLY):
            least.update(answering.actors)
    return tuple(ActorBounds(actor, least[actor], most[actor]) for actor in sorted(most))


def _aggregates(items: tuple[Assessed, ...]) -> Aggregates:
    return Aggregates(
        possible=sum(not _is(item, Outcome.NONE) for item in items),
        none=_in_order(
            Counter(str(item.finding.failed) for item in items if _is(item, Outcome.NONE)), _REASONS
        ),
        loss=add_losses(loss_of(item.account) for item in items),
    )
