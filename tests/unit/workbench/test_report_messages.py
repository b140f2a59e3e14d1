"""The words of reports: every one is translated, and the data in it stays whole."""

import re
import tomllib
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest

from truceline.assessment.finding import Doubt
from truceline.testimony.statement import Speaker
from truceline.values.when import Fills, parse_period
from truceline.values.where import Location
from truceline.values.who import Who
from truceline.workbench.reports import vocabulary
from truceline.workbench.reports.lines import Data, plain
from truceline.workbench.reports.phrases import Phrases
from truceline.workbench.reports.tongue import LANGUAGES, tongue
from truceline.workbench.reports.values import Named, Register

ROOT = Path(__file__).parents[3]
_SPEC = spec_from_file_location("messages", ROOT / "tools" / "messages.py")
assert _SPEC is not None
assert _SPEC.loader is not None
messages: Any = module_from_spec(_SPEC)
_SPEC.loader.exec_module(messages)

REGISTER = Register(
    {"north": Named("North", {"ar": "الشمال"}), "inner": Named("Inner", {})}, ("hidden",), ("hidden-report",)
)


@pytest.fixture
def english() -> Phrases:
    return Phrases(tongue("en"), REGISTER, {"c1": 1, "c2": 2})


@pytest.mark.parametrize("file", messages.catalogues(), ids=lambda file: file.stem)
def test_every_message_is_translated_and_none_is_left_over(file: Path) -> None:
    assert messages.missing(file) == []


@pytest.mark.parametrize("file", messages.catalogues(), ids=lambda file: file.stem)
def test_a_translation_has_the_same_places_for_data(file: Path) -> None:
    for message in messages.read(file):
        ids = message.id if isinstance(message.id, tuple | list) else (message.id,)
        strings = message.string if isinstance(message.string, tuple | list) else (message.string,)
        wanted = set(re.findall(r"%\((\w+)\)s", ids[-1]))
        for string in strings if message.id else ():
            found = set(re.findall(r"%\((\w+)\)s", string))
            assert found <= wanted, message.id
            assert found == wanted or len(strings) > 1, message.id


def test_every_language_but_that_of_the_messages_has_a_catalogue() -> None:
    assert {file.stem for file in messages.catalogues()} | {"en"} == set(LANGUAGES)


def test_numbers_of_things_are_said_as_each_language_says_them() -> None:
    arabic = tongue("ar")
    said = {
        plain(arabic.count("%(n)s origin is enough.", "%(n)s independent origins are needed.", number))
        for number in (1, 2, 3, 11)
    }
    assert len(said) == 4


def test_a_name_is_that_of_the_language_and_a_protected_source_has_none(english: Phrases) -> None:
    arabic = Phrases(tongue("ar"), REGISTER, {})
    assert (plain(english.name("north")), plain(arabic.name("north"))) == ("North", "الشمال")
    assert plain(arabic.name("inner")) == "Inner"
    assert plain(english.name("elsewhere")) == "elsewhere"
    assert plain(english.name("hidden")) == "protected source 1"
    assert english.document("hidden-report", "What hidden said") == "document 1 of a protected source"
    assert english.document("report", "A title") == "A title"
    assert english.document("report") == "report"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2016-03-10", "2016-03-10"),
        ("2016-03-10T06:25", "2016-03-10 06:25"),
        ("2016-03-10/2016-03-12", "2016-03-10 to 2016-03-12"),
        ("2016-03-10/..", "from 2016-03-10"),
        ("../2016-03-10", "until 2016-03-10"),
        ("2016-03-10~", "about 2016-03-10"),
        ("XXXX", "date not known"),
    ],
)
def test_periods_are_said_in_words(english: Phrases, text: str, said: str) -> None:
    assert plain(english.period(parse_period(text, zone="UTC", fills=Fills.WITHIN))) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("inner", "Inner"),
        ("part of inner", "part of Inner"),
        ("within 3 km of inner | north", "within 3 km of Inner or North"),
        ("@34.5, 36.5 ~2 km", "within 2 km of 34.5, 36.5"),
    ],
)
def test_places_are_said_in_words(english: Phrases, text: str, said: str) -> None:
    assert plain(english.location(Location.parse(text))) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("north", "North"),
        ("north + inner", "Inner and North"),
        ("north | inner", "Inner or North"),
        ("class: north", "some of North"),
        ("unnamed: two men", "unnamed (two men)"),
        ("unnamed", "unnamed"),
        ("unknown", "not known"),
        ("unknown: nobody saw", "not known (nobody saw)"),
    ],
)
def test_actors_are_said_in_the_form_they_were_named_in(english: Phrases, text: str, said: str) -> None:
    assert plain(english.who(Who.parse(text))) == said


def test_speakers_without_a_name_are_said_by_their_words(english: Phrases) -> None:
    assert plain(english.speaker(Speaker.parse("unnamed: officials"))) == "unnamed (officials)"
    assert plain(english.speaker(Speaker.parse("unnamed"))) == "unnamed"


def test_references_stand_once_and_in_order(english: Phrases) -> None:
    assert [run.number for run in english.references(["c2", "c1", "c2", "other"])] == [1, 2]  # type: ignore[union-attr]  # all are references


def test_every_doubt_the_engine_has_words_for_is_said_in_the_language() -> None:
    source = ROOT / "src" / "truceline" / "assessment"
    written = "".join((source / f"{name}.py").read_text("utf-8") for name in ("conditions", "dues", "doubts"))
    settles = [
        "a claim on the standing of north under truce, or on whom it is associated with",
        "whether north belongs to an excluded group: accounts differ",
        "an account that tells north, inner apart",
        "a closer position, inside or outside inner",
        "whether it was air-strike or shelling",
        "an inquiry into the claimed proportionate-self-defence",
        "which reading of zone applies: a, b",
        *re.findall(r'"(an? [a-z][^"{}]{12,}|which of the rival [^"{}]+)"', written),
    ]
    assert len(settles) > 12
    for settle in settles:
        line = Phrases(tongue("ar"), REGISTER, {}).settle(Doubt("who", "key", settle))
        assert not any(isinstance(run, Data) and run.language == "en" for run in line), settle


def test_words_nobody_foresaw_stand_as_they_are_marked_as_english(english: Phrases) -> None:
    assert english.settle(Doubt("who", "key", "something new")) == (Data("something new", "en"),)
    assert plain(english.word(vocabulary.KINDS, "new-kind")) == "new kind"


def test_the_kinds_of_the_codebook_all_have_words() -> None:
    book = ROOT / "src" / "truceline" / "data" / "codebooks" / "conduct.toml"
    assert set(tomllib.loads(book.read_text("utf-8"))["kinds"]) <= set(vocabulary.KINDS)
