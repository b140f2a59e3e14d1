"""The shipped register of the sources that UCDP names for Syria."""

import re
from collections import Counter
from importlib import resources

import pytest

from truceline.exchange.addfile import read_add_file
from truceline.exchange.ucdp.codebook import codebook
from truceline.exchange.ucdp.names import fold_name
from truceline.testimony.register import Source, SourceKind

SOURCES = {
    each.id: each
    for each in read_add_file(
        resources.files("truceline.data").joinpath("example/syria-spring-2016.toml").read_text("utf-8"),
        "syria-spring-2016.toml",
        known=None,
    ).sources
}


def spellings(source: Source) -> set[str]:
    return {fold_name(text) for text in (source.name, *(alias.text for alias in source.aliases))}


def test_no_spelling_means_two_sources() -> None:
    counted = Counter(text for source in SOURCES.values() for text in spellings(source))

    assert [text for text, number in counted.items() if number > 1] == []


def test_no_source_is_both_affiliated_and_unaffiliated() -> None:
    assert [name for name, source in SOURCES.items() if source.unaffiliated and source.affiliations] == []


def test_every_affiliation_says_where_it_is_stated() -> None:
    assert all(tie.stated_in for source in SOURCES.values() for tie in source.affiliations)


def test_who_is_said_to_be_unaffiliated_says_so_of_itself() -> None:
    assert all(source.note for source in SOURCES.values() if source.unaffiliated)


def test_compilers_say_why_they_are() -> None:
    compilers = {name for name, source in SOURCES.items() if source.compiler}

    assert {"waha-report", "crisis-watch", "airwars", "liveuamap", "bbc-monitoring"} <= compilers
    assert all(SOURCES[name].note for name in compilers)


def test_a_description_is_registered_as_one() -> None:
    assert SOURCES["unnamed-local-people"].kind is SourceKind.UNNAMED
    assert not any(source.compiler for source in SOURCES.values() if source.kind is SourceKind.UNNAMED)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("sohr", "sohr"),
        ("the Syrian Observatory for Human Rights (SOHR)", "sohr"),
        ("State-run news agency SANA", "sana"),
        ("Syrian Arab News Agency", "sana"),
        ("Sound", "sound-and-picture"),
        ("Picture", "sound-and-picture"),
        ("White helmets", "syrian-civil-defense"),
        ("Fars (quoting Kurdish Hawar news)", "anha"),
    ],
)
def test_a_spelling_is_known(text: str, source: str) -> None:
    assert fold_name(text) in spellings(SOURCES[source])


def test_spellings_not_printed_stand_as_hashes() -> None:
    unprinted = codebook().sources.unprinted

    assert len(unprinted) == 11
    assert all(re.fullmatch("[0-9a-f]{64}", digest) for digest in unprinted)
