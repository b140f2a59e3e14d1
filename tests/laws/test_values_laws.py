"""Laws of floor 1: whatever the values, these hold."""

import json
import re
import tomllib
from calendar import timegm
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from time import struct_time
from typing import Any

import edtf
import shapely
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.laws.strategies import (
    batches,
    claims,
    counts,
    edtf_dates,
    edtf_texts,
    locations,
    periods,
    speakers,
    spots,
    statements,
    texts,
    whos,
)

from truceline.testimony.batch import Batch
from truceline.testimony.claim import Claim
from truceline.testimony.codec import from_body, to_body
from truceline.testimony.statement import Speaker, Statement
from truceline.values.doubt import Count, Truth, add_counts, agreed, all_of, any_of, hull_of_counts
from truceline.values.located import Mark, read_json_lines, read_toml
from truceline.values.problems import ValueProblem
from truceline.values.seal import canonical, content_id, leaf_hash, root_hash
from truceline.values.structure import Path
from truceline.values.when import Fills, Interval, Period, parse_period, read_edtf, united
from truceline.values.where import Location, Spot, disc, may_lie_inside
from truceline.values.who import Who

MODEST = settings(max_examples=60, deadline=None)
ZONES = st.sampled_from(["Asia/Damascus", "UTC", "Europe/Moscow", "Asia/Kathmandu", "America/New_York"])
_MOMENTS = st.datetimes(min_value=datetime(2015, 1, 1), max_value=datetime(2017, 1, 1)).map(  # noqa: DTZ001 - the zone is put on next
    lambda moment: moment.replace(microsecond=0, tzinfo=UTC)
)


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    start, end = sorted((draw(_MOMENTS), draw(_MOMENTS)))
    opened, unended = draw(st.booleans()), draw(st.booleans())
    if start == end:
        end += timedelta(minutes=1)
    return Interval(None if opened and draw(st.booleans()) else start, None if unended else end)


def holds(stretch: tuple[Interval, ...], moment: datetime) -> bool:
    return any(
        (part.start is None or part.start <= moment) and (part.end is None or moment < part.end)
        for part in stretch
    )


# Truth


@given(st.lists(st.sampled_from(Truth)))
def test_all_of_and_any_of_are_each_others_mirror(truths: list[Truth]) -> None:
    assert all_of(truths) is ~any_of(~truth for truth in truths)
    if truths:
        assert agreed(truths) in (truths[0], Truth.UNKNOWN)


# Counts


@given(st.lists(counts(), min_size=1, max_size=4))
@MODEST
def test_a_hull_holds_every_count_in_it(parts: list[Count]) -> None:
    hull = hull_of_counts(parts)
    for part in parts:
        assert hull.low <= part.low
        assert hull.high is None or (part.high is not None and part.high <= hull.high)
    other = hull_of_counts(reversed(parts))
    assert (other.low, other.best, other.high) == (hull.low, hull.best, hull.high)


@given(
    st.lists(st.integers(0, 99).map(Count.exactly) | st.sampled_from(["5-9", "at least 3"]).map(Count.parse))
)
def test_a_sum_is_the_sum_of_its_bounds_in_any_order(parts: list[Count]) -> None:
    total = add_counts(parts)
    assert total == add_counts(reversed(parts))
    assert total.low == sum(part.low for part in parts)
    assert (total.high is None) == any(part.high is None for part in parts)


@given(counts(), counts())
@MODEST
def test_counts_that_differ_are_written_differently(one: Count, other: Count) -> None:
    same = (one.low, one.best, one.high) == (other.low, other.best, other.high)
    assert (str(one) == str(other)) is same


@given(counts())
@MODEST
def test_a_written_count_reads_as_itself_where_the_grammar_has_words_for_it(count: Count) -> None:
    try:
        read = Count.parse(str(count))
    except ValueProblem:
        longest = max(len(digits) for digits in re.findall(r"\d+", str(count)) or [""])
        assert " (" in str(count) or str(count) == "not known" or longest > 15
    else:
        assert (read.low, read.best, read.high) == (count.low, count.best, count.high)


@given(texts())
def test_words_are_kept_or_refused_never_changed(words: str) -> None:
    try:
        assert Count.parse(words).words == words.strip()
    except ValueProblem as refusal:
        assert refusal.problem.code in ("count.unreadable", "count.order")  # noqa: PT017 - either is right


# Who, where, speaker: short forms


def _same_or_refused(parse: Any, text: str) -> None:
    """What a text reads as prints as a text that reads the same."""
    try:
        value = parse(text)
    except ValueProblem:
        return
    assert parse(str(value)) == value


SHORT_TEXTS = texts() | st.sampled_from(
    [
        "a",
        "b + a",
        "a|b",
        "class: a",
        "unnamed:  x ",
        "near a",
        "within 7 km of a",
        "@1.50, 2 ~3 km",
        "part of a | b",
    ]
)


@given(SHORT_TEXTS)
@example("@0, 0 ~0 km")
@example("within 0 km of a")
def test_short_forms_print_as_what_reads_the_same(text: str) -> None:
    for parse in (Who.parse, Spot.parse, Location.parse, Speaker.parse):
        _same_or_refused(parse, text)


@given(whos(), spots(), locations(), speakers())
@MODEST
def test_every_value_can_be_shown(who: Who, spot: Spot, location: Location, speaker: Speaker) -> None:
    assert all(isinstance(str(value), str) for value in (who, spot, location, speaker))


# When


def _utc(moment: struct_time) -> datetime:
    return datetime.fromtimestamp(timegm(moment), UTC)


@given(edtf_dates().filter(lambda text: text[-1].isdigit()))
@MODEST
def test_bounds_of_dates_are_those_the_edtf_library_gives(text: str) -> None:
    parsed = edtf.parse_edtf(text)
    span = read_edtf(text, "UTC")
    assert span.start == _utc(parsed.lower_strict()).replace(hour=0, minute=0, second=0)
    last = _utc(parsed.upper_strict()).date()
    assert span.end == datetime(last.year, last.month, last.day, tzinfo=UTC) + timedelta(days=1)


@given(edtf_texts(), ZONES, ZONES, st.sampled_from(Fills))
@MODEST
def test_a_period_written_with_its_zone_reads_back_the_same(
    text: str, zone: str, elsewhere: str, fills: Fills
) -> None:
    period = parse_period(text, zone=zone, fills=fills)
    assert parse_period(f"{period}[{zone}]", zone=elsewhere, fills=fills) == period


@given(st.dates(date(1990, 1, 1), date(2037, 1, 1)), ZONES)
@MODEST
@example(date(2016, 3, 25), "Asia/Damascus")
@example(date(2016, 10, 28), "Asia/Damascus")
def test_days_tile_the_line_whatever_the_clocks_do(day: date, zone: str) -> None:
    today, tomorrow = (read_edtf(str(one), zone) for one in (day, day + timedelta(days=1)))
    assert today.end == tomorrow.start
    assert today.start is not None
    assert today.end is not None
    assert timedelta(hours=22) < today.end - today.start < timedelta(hours=26)
    assert parse_period(str(day), zone=zone, fills=Fills.WITHIN).local_days() == (day,)


@given(st.lists(intervals(), max_size=5), _MOMENTS)
@MODEST
def test_uniting_keeps_every_moment_and_leaves_gaps_between_parts(
    parts: list[Interval], moment: datetime
) -> None:
    whole = united(parts)
    assert holds(whole, moment) == holds(tuple(parts), moment)
    assert united(whole) == whole
    assert united(reversed(parts)) == whole
    for one, other in pairwise(whole):
        assert one.end is not None
        assert other.start is not None
        assert one.end < other.start


@given(periods(), st.lists(intervals(), max_size=4), st.lists(intervals(), max_size=2))
@MODEST
def test_more_time_never_takes_an_answer_back(
    period: Period, stretch: list[Interval], more: list[Interval]
) -> None:
    before = period.may_be_during(tuple(stretch))
    after = period.may_be_during((*stretch, *more))
    rank = {Truth.NO: 0, Truth.UNKNOWN: 1, Truth.YES: 2}
    assert rank[after] >= rank[before]


@given(periods(), st.lists(intervals(), max_size=4), _MOMENTS)
@MODEST
def test_an_answer_about_an_event_holds_for_every_moment_it_may_have_been(
    period: Period, stretch: list[Interval], moment: datetime
) -> None:
    answer = period.may_be_during(tuple(stretch))
    if period.fills is not Fills.THROUGHOUT and holds((period.span,), moment):
        if answer is Truth.YES:
            assert holds(tuple(stretch), moment)
        if answer is Truth.NO:
            assert not holds(tuple(stretch), moment)
    assert period.may_be_during((Interval(None, None),)) is Truth.YES
    assert period.may_be_during(()) is Truth.NO


# Where


@given(
    st.floats(-60, 60), st.floats(-170, 170), st.integers(1, 40), st.floats(-0.9, 0.9), st.floats(-0.9, 0.9)
)
@MODEST
def test_inside_and_outside_exclude_each_other(
    latitude: float, longitude: float, km: int, north: float, east: float
) -> None:
    area = disc(latitude, longitude, 20)
    region = disc(latitude + north, longitude + east, km)
    answer = may_lie_inside(region, area)
    assert (answer is Truth.YES) == area.contains(region)
    assert (answer is Truth.NO) == (not area.intersects(region))
    corner = shapely.Point(area.exterior.coords[0])
    assert may_lie_inside(corner, area) is Truth.UNKNOWN


# Seal and bodies


JSONS: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | texts(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts(), inner, max_size=3),
    max_leaves=8,
)


@given(JSONS, JSONS)
@MODEST
def test_canonical_bytes_are_the_same_exactly_for_the_same_content(one: Any, other: Any) -> None:
    assert json.loads(canonical(one)) == one
    same = json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)
    assert (content_id(one) == content_id(other)) == same


@given(st.lists(st.binary(max_size=4), min_size=1, max_size=20), st.data())
@MODEST
def test_a_changed_dropped_or_added_leaf_changes_the_root(entries: list[bytes], data: st.DataObject) -> None:
    leaves = [leaf_hash(entry) for entry in entries]
    place = data.draw(st.integers(0, len(leaves) - 1))
    changed = [*leaves[:place], leaf_hash(b"other than four"), *leaves[place + 1 :]]
    roots = [root_hash(each) for each in (leaves, changed, leaves[:-1], [*leaves, leaves[-1]])]
    assert len(set(roots)) == len(roots)


@given(statements() | claims("0" * 64))
@MODEST
def test_a_body_reads_back_as_the_same_value_with_the_same_id(item: Statement | Claim) -> None:
    body = to_body(item)
    kind: type[Any] = Statement if isinstance(item, Statement) else Claim
    assert from_body(body, kind) == item
    assert from_body(json.loads(canonical(body)), kind) == item


@given(batches())
@settings(max_examples=25, deadline=None)
def test_everything_in_a_batch_reads_back_from_its_body(batch: Batch) -> None:
    for items in (batch.sources, batch.actors, batch.places, batch.documents, batch.links, batch.judgements):
        for item in items:
            assert from_body(to_body(item), type(item)) == item


# Located


KEYS = st.sampled_from(["a", "b-c", "x.y", "é", "d e", '"', ""])
SCALARS = st.booleans() | st.integers(-99, 99) | texts()
TREES: st.SearchStrategy[Any] = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=10,
)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")


def _inline(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_quoted(key)} = {_inline(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", # between\n ".join(_inline(item) for item in value) + "\n]"
    return json.dumps(value) if not isinstance(value, str) else _quoted(value)


@st.composite
def toml_files(draw: st.DrawFn) -> str:
    """Pairs, dotted pairs, tables, arrays of tables and tables below those."""
    lines = [
        f"top.{_quoted(key)} = {_inline(draw(TREES))}"
        for key in draw(st.lists(KEYS, unique=True, max_size=2))
    ]
    for number in range(draw(st.integers(0, 2))):
        lines += [f"[t{number} . {_quoted(draw(KEYS))}] # a table", f"k = {_inline(draw(TREES))}"]
    for _ in range(draw(st.integers(0, 3))):
        lines += ["[[many]]", f"v.w = {_inline(draw(TREES))}"]
        for _ in range(draw(st.integers(0, 2))):
            lines += ["[[many.inner]]", f"v = {_inline(draw(TREES))}"]
        lines += ["[many.below]", f"v = {_inline(draw(TREES))}"]
    return "\n".join(lines) + "\n"


def _scalars(value: Any, path: Path) -> list[tuple[Path, Any]]:
    if isinstance(value, dict):
        return [found for key, item in value.items() for found in _scalars(item, (*path, key))]
    if isinstance(value, list):
        return [found for number, item in enumerate(value) for found in _scalars(item, (*path, number))]
    return [(path, value)]


def _from(text: str, mark: Mark) -> str:
    lines = text.split("\n")[mark.line - 1 :]
    return "\n".join([lines[0][mark.column - 1 :], *lines[1:]])


def _parses_there(text: str, value: Any) -> bool:
    """Whether some beginning of the text is a TOML value equal to this one."""
    for end in range(1, len(text) + 1):
        try:
            if tomllib.loads(f"v = {text[:end]}")["v"] == value:
                return True
        except tomllib.TOMLDecodeError:
            continue
    return False


@given(toml_files())
@MODEST
def test_every_scalar_of_a_toml_file_is_found_where_it_stands(text: str) -> None:
    located = read_toml(text, "f.toml")
    for path, value in _scalars(located.data, ()):
        mark = located.spot(path)
        assert _parses_there(_from(text, mark)[:90], value)
        assert mark.excerpt[mark.caret - 1] == _from(text, mark)[0]


@given(st.lists(st.dictionaries(texts(), TREES, max_size=3), min_size=1, max_size=3))
@MODEST
def test_every_scalar_of_a_json_line_is_found_where_it_stands(objects: list[dict[str, Any]]) -> None:
    text = "\n".join(json.dumps(one, ensure_ascii=False) for one in objects)
    for located in read_json_lines(text, "f.jsonl"):
        for path, value in _scalars(located.data, ()):
            found, _ = json.JSONDecoder().raw_decode(_from(text, located.spot(path)))
            assert found == value
