"""The life of an agreement: which steps may follow which, and when a clause is in force.

Invariant: what is surely in force is possibly in force. Steps are what admitted claims say;
rival sources need not tell one story, so the order is checked for one teller at a time and
``in_force`` keeps what all of them leave standing.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from attrs import frozen

from truceline.agreement.terms import Agreement, Provision
from truceline.values.problems import ValueProblem
from truceline.values.when import Interval, Period, united

Stretch = tuple[Interval, ...]
ALWAYS = Interval(None, None)


@frozen
class Step:
    """Something said of an agreement's life: a verb, when, and of which provision (None: of all).

    ``verb`` is in-force, extended, suspended, lapsed, collapsed or not-started; others (a
    proposal, an announcement) change nothing.
    """

    verb: str
    period: Period
    provision: str | None


NOTHING = "nothing said"
"""Where every agreement starts."""

NEXT: dict[str, dict[str, str]] = {
    NOTHING: {"proposed": "proposed", "announced": "announced", "in-force": "in-force"},
    "proposed": {"announced": "announced", "in-force": "in-force", "not-started": "not-started"},
    "announced": {"in-force": "in-force", "not-started": "not-started", "extended": "announced"},
    "in-force": {
        "in-force": "in-force",
        "extended": "in-force",
        "suspended": "suspended",
        "lapsed": "lapsed",
        "collapsed": "collapsed",
    },
    "suspended": {
        "in-force": "in-force",
        "extended": "suspended",
        "lapsed": "lapsed",
        "collapsed": "collapsed",
    },
    "not-started": {"announced": "announced", "in-force": "in-force", "collapsed": "collapsed"},
    "lapsed": {
        "extended": "in-force",
        "proposed": "proposed",
        "announced": "announced",
        "in-force": "in-force",
    },
    "collapsed": {"proposed": "proposed", "announced": "announced", "in-force": "in-force"},
}
"""State -> step -> state; docs/spec/agreement.md prints this table."""


def state_after(verbs: Iterable[str]) -> str:
    """Where an agreement stands after these steps, as one teller has them.

    >>> state_after(["announced", "in-force", "extended", "lapsed"])
    'lapsed'

    Raises:
        ValueProblem: ``agreement.step_order``, naming the state and the step.
    """
    state = NOTHING
    for verb in verbs:
        if verb not in NEXT[state]:
            raise ValueProblem("agreement.step_order", f"{verb}, where it was {state}")
        state = NEXT[state][verb]
    return state


_ENDINGS = ("suspended", "lapsed", "collapsed", "not-started")


def in_force(agreement: Agreement, provision: Provision, terms: Iterable[Step]) -> tuple[Stretch, Stretch]:
    """When a clause is surely and when it is possibly in force, as a view's claims tell it.

    The text's own period counts first, within its agreement's. An extension adds its period;
    one of the whole agreement carries along every clause that names no end of its own. An
    ending takes away from what is sure, and from what is possible too where nobody says that
    it was in force then. An ending given as a date lasts from that date on, one given as an
    interval for that long.
    """
    own = provision.period
    steps = [step for step in terms if step.provision in (None, provision.id, provision.key)]
    text_sure, text_possible = _text(agreement, own, steps)
    added = [part for step in steps if step.verb == "extended" for part in _reach(step, own, text_possible)]
    told = [part for step in steps if step.verb == "in-force" for part in _reach(step, own, text_possible)]
    held = united((*added, *told))
    endings = [step.period for step in steps if step.verb in _ENDINGS]
    may_be_over = united(_may_be_over(period) for period in endings)
    is_over = united(part for period in endings for part in _is_over(period))
    sure = without((*text_sure, *added), may_be_over)
    possible = without((*text_possible, *held), without(is_over, held))
    return sure, possible


def _text(agreement: Agreement, own: Period | None, steps: list[Step]) -> tuple[Stretch, Stretch]:
    """What the text says, surely and possibly; where it gives no period, what is said of it."""
    if agreement.period is not None or own is not None:
        limits = [period.span for period in (agreement.period, own) if period is not None]
        stretch = common(limits[:1], limits[-1:])
        return stretch, stretch
    declared = agreement.declared.span if agreement.declared is not None else ALWAYS
    told = united(_begun(step.period.span, declared.start) for step in steps if step.verb == "in-force")
    return told or (Interval(declared.end, None),), (Interval(declared.start, None),)


def _reach(step: Step, own: Period | None, text: Stretch) -> Stretch:
    """The time of this clause that an extension or a word that it is in force is about.

    One that names only its end goes on from what is there. What is said of the whole
    agreement reaches no further than a clause's own period.
    """
    span = _begun(step.period.span, text[0].start if text else None)
    if step.provision is not None or own is None:
        return (span,)
    if step.verb == "extended" and own.span.end is not None:
        return ()
    return common((span,), (own.span,))


def _begun(span: Interval, start: datetime | None) -> Interval:
    """The same stretch, from a start on where it names none and that start lies before its end."""
    within = start is not None and (span.end is None or start < span.end)
    return Interval(start, span.end) if span.start is None and within else span


def _may_be_over(period: Period) -> Interval:
    """From the earliest that an ending may mean."""
    return period.span if "/" in period.edtf else Interval(period.span.start, None)


def _is_over(period: Period) -> Stretch:
    """From the latest that an ending may mean; never for one of an unknown date."""
    if "/" in period.edtf:
        return (period.span,)
    return () if period.span.end is None else (Interval(period.span.end, None),)


def common(left: Sequence[Interval], right: Sequence[Interval]) -> Stretch:
    """The time that lies in both."""
    return united(
        Interval(_later(one.start, other.start), _earlier(one.end, other.end))
        for one in left
        for other in right
        if one.overlaps(other)
    )


def without(stretch: Sequence[Interval], taken: Sequence[Interval]) -> Stretch:
    """The time that lies in the first and not in the second.

    >>> without([ALWAYS], [ALWAYS])
    ()
    """
    left = united(stretch)
    for gone in taken:
        before = () if gone.start is None else (Interval(None, gone.start),)
        after = () if gone.end is None else (Interval(gone.end, None),)
        left = common(left, (*before, *after))
    return left


def _later(one: datetime | None, other: datetime | None) -> datetime | None:
    return max(one, other) if one is not None and other is not None else one or other


def _earlier(one: datetime | None, other: datetime | None) -> datetime | None:
    return min(one, other) if one is not None and other is not None else one or other
