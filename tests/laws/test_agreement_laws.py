"""Laws of agreements: files and agreements are inverses; what is sure is possible."""

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from truceline.agreement.clauses import AFTERWARDS
from truceline.agreement.lifecycle import Step, Stretch, common, in_force, without
from truceline.agreement.parse import read_agreement
from truceline.agreement.printing import print_agreement
from truceline.agreement.stretch import period_after
from truceline.agreement.terms import (
    Agreement,
    Condition,
    Deontic,
    Due,
    Effort,
    Impact,
    Parties,
    Provision,
    Zone,
)
from truceline.values.when import Fills, Interval, Period, united

IDS = st.sampled_from(["a", "b-1", "us.x", "x:y", "0_z"])
SEVERAL = st.lists(IDS, unique=True, max_size=3).map(tuple)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
TITLES = TEXTS.filter(bool)
KINDS = st.lists(st.sampled_from(["air-strike", "siege", "access"]), min_size=1, max_size=2, unique=True).map(
    tuple
)
ZONES = st.sampled_from(["UTC", "Asia/Damascus", "America/St_Johns"])
DAYS = st.sampled_from(
    ["2016", "2016-02", "2016-02-27", "2016-03-01T12:30", "2016-03-01T12:30:05", "2016-04~"]
)
EDTF = st.one_of(
    DAYS,
    DAYS.map("{}/..".format),
    DAYS.map("../{}".format),
    st.just("../.."),
    st.just("2016-01-01/2016-12-31"),
)
RELATIONS = st.lists(
    st.sampled_from(["supporting", "associated-with", "part-of"]), unique=True, max_size=2
).map(tuple)
STRETCHES = st.builds(Period, EDTF, ZONES, st.just(Fills.THROUGHOUT), st.just(""))
DATES = st.builds(Period, DAYS, ZONES, st.just(Fills.WITHIN), st.just(""))
CONDITIONS = {id: Condition(id, "x", position) for id, position in (("c", "accepted"), ("d", "bound"))}
NOBODY = Parties(
    anyone=False,
    actors=(),
    accepted=None,
    lists=(),
    kinds=(),
    holds_place=False,
    relations=(),
    closed=False,
    other_than=(),
)
SOME = st.builds(
    Parties,
    anyone=st.just(value=False),
    actors=SEVERAL,
    accepted=st.none() | IDS,
    lists=SEVERAL,
    kinds=st.lists(st.sampled_from(["civilians", "medical"]), unique=True).map(tuple),
    holds_place=st.booleans(),
    relations=RELATIONS,
    closed=st.booleans(),
    other_than=SEVERAL,
).filter(lambda one: bool(one.actors or one.accepted or one.lists or one.kinds or one.holds_place))


def bare(**fields: Any) -> Parties:
    return Parties(**{name: getattr(NOBODY, name) for name in Parties.__annotations__} | fields)


@st.composite
def dues(draw: st.DrawFn) -> Due:
    each = draw(st.none() | st.sampled_from(["access-request", "request"]))
    deadline = draw(st.sampled_from(["none", "date", "days"]))
    return Due(
        performance=draw(st.sampled_from(["access", "withdrawal"])),
        of=draw(SEVERAL),
        each=each,
        by=draw(DATES) if deadline == "date" else None,
        within_days=draw(st.integers(1, 99)) if deadline == "days" and each else None,
        effort=draw(st.sampled_from(Effort)),
        late_is_breach=draw(st.booleans()),
    )


@st.composite
def clauses(draw: st.DrawFn, id: str, version: str) -> list[Provision]:
    due = draw(st.none() | dues())
    deontic = Deontic.REQUIRES if due else draw(st.sampled_from([Deontic.PROHIBITS, Deontic.PERMITS]))
    provision = Provision(
        id=id,
        version=version,
        deontic=deontic,
        text=draw(TEXTS),
        clause=draw(TEXTS),
        conduct=() if due else draw(KINDS),
        of=() if due else draw(SEVERAL),
        due=due,
        binds=draw(SOME | st.just(bare(anyone=True))),
        protects=draw(st.none() | SOME | st.just(bare(kinds=("everyone",)))),
        excludes=tuple(draw(st.lists(SOME, max_size=2))),
        area=draw(st.none() | st.builds(Zone, IDS, st.none() | st.integers(1, 500))),
        where=draw(st.sampled_from(Impact)),
        # A deadline before its clause is a fault, so clauses with one start with their agreement.
        period=None if due and due.by else draw(st.none() | STRETCHES),
        unless=draw(SEVERAL),
        provided=tuple(CONDITIONS[id] for id in draw(st.lists(st.sampled_from("cd"), unique=True))),
        overrides=("p",) if deontic is Deontic.PERMITS and id != "p" and draw(st.booleans()) else (),
        commanders=draw(st.lists(st.sampled_from(["ordered", "supported"]), unique=True).map(tuple)),
        according_to=("somebody",) if version else draw(SEVERAL),
    )
    if due and due.by and draw(st.booleans()):
        return [provision, draw(st.just(after(provision, due.by, draw(KINDS))))]
    return [provision]


def after(provision: Provision, by: Period, conduct: tuple[str, ...]) -> Provision:
    fields = {name: getattr(provision, name) for name in Provision.__annotations__}
    fields |= {"id": provision.id + AFTERWARDS, "deontic": Deontic.PROHIBITS, "conduct": conduct, "due": None}
    of = provision.due.of if provision.due else ()
    return Provision(**fields | {"of": of, "period": period_after(by, None), "unless": ("in-storage",)})


@st.composite
def agreements(draw: st.DrawFn) -> Agreement:
    keys = draw(
        st.sampled_from([[("p", "")], [("p", "us"), ("p", "ru")], [("p", ""), ("q", "un"), ("r", "")]])
    )
    return Agreement(
        id=draw(IDS),
        title=draw(TITLES),
        kind=draw(IDS),
        zone=draw(ZONES),
        declared=draw(st.none() | DATES),
        period=draw(st.none() | STRETCHES),
        sponsors=draw(SEVERAL),
        ethprio=draw(st.none() | st.integers(0, 10**6)),
        pax=draw(st.none() | st.integers(0, 10**6)),
        documents=draw(SEVERAL),
        breach_word=draw(TEXTS),
        provisions=tuple(one for id, version in keys for one in draw(clauses(id, version))),
    )


@given(agreements())
@settings(max_examples=60, deadline=None)
def test_reading_what_was_printed_gives_the_agreement_back(agreement: Agreement) -> None:
    assert read_agreement(print_agreement(agreement), "a.toml") == agreement


@given(agreements())
@settings(max_examples=30, deadline=None)
def test_printing_is_stable(agreement: Agreement) -> None:
    text = print_agreement(agreement)
    assert print_agreement(read_agreement(text, "a.toml")) == text


START = datetime(2016, 1, 1, tzinfo=UTC)
HOURS = st.none() | st.integers(0, 30).map(lambda hours: START + timedelta(hours=hours))
INTERVALS = st.builds(Interval, HOURS, HOURS).filter(
    lambda one: one.start is None or one.end is None or one.start < one.end
)
TIMES = st.lists(INTERVALS, max_size=4).map(united)
MOMENTS = [START + timedelta(minutes=30 * number) for number in range(-2, 64)]


def moments(stretch: Stretch) -> set[datetime]:
    return {moment for moment in MOMENTS if any(_holds(part, moment) for part in stretch)}


def _holds(part: Interval, moment: datetime) -> bool:
    return (part.start is None or part.start <= moment) and (part.end is None or moment < part.end)


@given(TIMES, TIMES)
def test_cutting_time_is_set_algebra(left: Stretch, right: Stretch) -> None:
    assert moments(common(left, right)) == moments(left) & moments(right)
    assert moments(without(left, right)) == moments(left) - moments(right)


VERBS = ["announced", "in-force", "extended", "suspended", "lapsed", "collapsed", "not-started"]
STEPS = st.lists(
    st.builds(Step, st.sampled_from(VERBS), STRETCHES | DATES, st.sampled_from([None, "p", "p@us"])),
    max_size=5,
)


@given(agreements(), STEPS)
@settings(max_examples=60, deadline=None)
def test_what_is_surely_in_force_is_possibly_so(agreement: Agreement, steps: list[Step]) -> None:
    for provision in agreement.provisions:
        sure, possible = in_force(agreement, provision, steps)
        assert all(any(part.contains(one) for part in possible) for one in sure)
