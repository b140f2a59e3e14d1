"""From plain data to values: strict, and every fault at once."""

from enum import Enum
from typing import Any

import pytest
from attrs import frozen

from truceline.values.doubt import Count
from truceline.values.problems import ValueProblem
from truceline.values.structure import accept_text, faults_of, new_converter, structure_all
from truceline.values.when import Fills, Period
from truceline.values.where import Location, Spot
from truceline.values.who import Who


class Colour(Enum):
    RED = "red"
    BLUE = "blue"


@frozen
class Thing:
    name: str
    size: int
    on: bool
    colour: Colour
    when: Period | None
    tags: tuple[str, ...]


@frozen
class Box:
    things: tuple[Thing, ...]
    count: Count
    who: Who
    place: Location


CONVERTER = new_converter("Asia/Damascus")
THING = {"name": "a", "size": 1, "on": True, "colour": "red", "when": None, "tags": []}


def found(raw: Any, kind: type) -> list[tuple[tuple[str | int, ...], str]]:
    value, faults = structure_all(CONVERTER, raw, kind)
    assert (value is None) == bool(faults)
    return [(fault.path, fault.problem.code) for fault in faults]


def test_plain_data_becomes_a_value_and_comes_back() -> None:
    raw = {
        "things": [{**THING, "when": {"edtf": "2016", "zone": "UTC", "fills": "as-of", "words": "then"}}],
        "count": {"low": 1, "best": None, "high": 2, "words": ""},
        "who": {"form": "one", "members": ["a"], "words": ""},
        "place": {
            "alternatives": [{"place": "homs", "position": None, "extent": "whole", "km": 0}],
            "words": "",
        },
    }
    value, faults = structure_all(CONVERTER, raw, Box)
    assert faults == []
    assert CONVERTER.unstructure(value) == raw


def test_short_forms_are_read_where_a_value_is_wanted() -> None:
    value, faults = structure_all(
        CONVERTER,
        {"things": [{**THING, "when": "2016-02-27"}], "count": 3, "who": "a + b", "place": "near homs"},
        Box,
    )
    assert faults == []
    assert value is not None
    assert value.things[0].when == Period(
        edtf="2016-02-27", zone="Asia/Damascus", fills=Fills.WITHIN, words=""
    )
    assert (value.count, value.who) == (Count.exactly(3), Who.parse("a + b"))
    assert value.place.alternatives == (Spot.parse("near homs"),)


def test_every_fault_is_found_with_its_path() -> None:
    raw = {
        "things": [
            {**THING, "size": "1", "on": 1, "colour": "green"},
            3,
            {**THING, "extra": 1, "tags": "ab"},
        ],
        "count": True,
        "who": ["a"],
        "place": 5,
    }
    assert sorted(found(raw, Box)) == sorted(
        [
            (("things", 0, "size"), "input.type"),
            (("things", 0, "on"), "input.type"),
            (("things", 0, "colour"), "input.choice"),
            (("things", 1), "input.type"),
            (("things", 2, "tags"), "input.type"),
            (("things", 2, "extra"), "input.unknown_key"),
            (("count",), "input.type"),
            (("who",), "input.type"),
            (("place",), "input.type"),
        ]
    )


def test_a_missing_key_is_told_at_its_table() -> None:
    assert found({"name": "a"}, Thing) == [((), "input.missing_key")] * 5
    assert (
        found({"things": [{}], "count": 1, "who": "a", "place": "b"}, Box)
        == [(("things", 0), "input.missing_key")] * 6
    )


def test_an_unknown_key_alone_is_told() -> None:
    assert found({**THING, "b": 1, "a": 2}, Thing) == [
        (("a",), "input.unknown_key"),
        (("b",), "input.unknown_key"),
    ]


@pytest.mark.parametrize(
    ("when", "code"),
    [
        ("2016-13", "period.impossible"),
        (2016, "input.type"),
        ({"zone": "UTC"}, "input.type"),
        ({"edtf": 2016}, "input.type"),
        ({"edtf": "2016", "words": 3}, "input.type"),
        ({"edtf": "2016", "zone": "Nowhere/At"}, "period.zone"),
        ({"edtf": "2016", "fills": "half"}, "input.choice"),
        ({"edtf": "2016", "precision": "year"}, "input.unknown_key"),
    ],
)
def test_a_period_that_cannot_be_read_is_told(when: Any, code: str) -> None:
    assert found({**THING, "when": when}, Thing) == [(("when",), code)]


def test_numbers_that_readers_would_round_are_refused() -> None:
    assert found({**THING, "size": 2**53}, Thing) == [(("size",), "count.huge")]
    assert found({**THING, "size": -(2**53)}, Thing) == [(("size",), "count.huge")]


def test_a_value_may_be_let_in_by_its_text() -> None:
    converter = new_converter("UTC")
    accept_text(
        converter, Thing, lambda text: Thing(text, 0, on=False, colour=Colour.RED, when=None, tags=())
    )
    value, _ = structure_all(converter, "x", Thing)
    assert value is not None
    assert value.name == "x"
    with pytest.raises(ValueProblem):
        converter.structure(3, Thing)


def test_an_unforeseen_error_is_still_a_fault() -> None:
    (fault,) = faults_of(ArithmeticError("odd"), ("a",))
    assert (fault.path, fault.problem.code, fault.problem.value) == (("a",), "input.type", "odd")
    (fault,) = faults_of(KeyError("b"), ("a",))
    assert (fault.path, fault.problem.code) == (("a",), "input.missing_key")
