"""The reader's other word lists (persons, hedges, wording), read once from data/reading."""

import re
import tomllib
from functools import cache
from importlib import resources
from typing import Any

from attrs import frozen

from truceline.testimony.claim import Firmness
from truceline.testimony.statement import Act, Basis


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.files("truceline.data.reading").joinpath(name).read_text("utf-8"))


@frozen
class Persons:
    """Given names, titles, words for bodies and for people left unnamed."""

    men: frozenset[str]
    women: frozenset[str]
    men_titles: frozenset[str]
    women_titles: frozenset[str]
    bodies: frozenset[str]
    media: frozenset[str]
    unnamed: frozenset[str]


@cache
def persons() -> Persons:
    """The shipped list."""
    return Persons(**{name: frozenset(words.split()) for name, words in _table("persons.toml").items()})


@frozen
class Hedges:
    """Patterns of hedging by firmness, of the basis of knowledge, and of acts the content itself shows."""

    firmness: tuple[tuple[Firmness, re.Pattern[str]], ...]
    basis: tuple[tuple[Basis, re.Pattern[str]], ...]
    acts: tuple[tuple[Act, re.Pattern[str]], ...]


def _either(patterns: list[str], *, whole: bool) -> re.Pattern[str]:
    ordered = sorted(patterns, key=len, reverse=True)
    body = "|".join(ordered)
    return re.compile(rf"\b(?:{body})\b" if whole else body, re.IGNORECASE)


@cache
def hedges() -> Hedges:
    """The shipped patterns."""
    raw = _table("hedges.toml")
    levels = (Firmness.UNCOMMITTED, Firmness.POSSIBLE, Firmness.PROBABLE)
    return Hedges(
        firmness=tuple((level, _either(raw[level.value], whole=True)) for level in levels),
        basis=tuple((Basis(name), _either(words, whole=False)) for name, words in raw["basis"].items()),
        acts=tuple((Act(name), _either(words, whole=False)) for name, words in raw["acts"].items()),
    )


@cache
def loaded_words() -> dict[str, tuple[str, str]]:
    """Word -> (kind, neutral wording or "")."""
    return {
        word: (kind, plain)
        for kind, entries in _table("wording.toml").items()
        for word, plain in entries.items()
    }
