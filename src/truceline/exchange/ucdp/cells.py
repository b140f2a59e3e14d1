"""One cell at a time: what a text means, or the code of what is wrong with it.

Each reading is remembered per text: a data set repeats a few thousand texts a million times.
"""

import re
from datetime import date
from typing import Generic, TypeVar

from attrs import frozen

V = TypeVar("V")

_WHOLE = re.compile(r"-?\d{1,15}(?:\.0*)?")
_DECIMAL = re.compile(r"-?\d+(?:\.\d+)?")
_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[ T]00:00(?::00(?:\.0+)?)?)?")


@frozen
class Reading(Generic[V]):
    """A value, or the code of the problem with its text."""

    value: V | None
    code: str | None


class Wholes(dict[str, Reading[int]]):
    """Whole numbers, also as ``233200.0``."""

    def __missing__(self, text: str) -> Reading[int]:
        found = self[text] = self._read(text.strip())
        return found

    def _read(self, text: str) -> Reading[int]:
        if not _WHOLE.fullmatch(text):
            return Reading(None, "ucdp.number")
        number = int(text.partition(".")[0])
        return Reading(number, None) if number >= 0 else Reading(None, "ucdp.negative")


class Codes(Wholes):
    """Whole numbers that stand for something the codebook knows."""

    def __init__(self, known: frozenset[int]) -> None:
        super().__init__()
        self._known = known

    def _read(self, text: str) -> Reading[int]:
        found = super()._read(text)
        if found.value is None or found.value in self._known:
            return found
        return Reading(None, "ucdp.code")


class Degrees(dict[str, Reading[str]]):
    """A latitude or longitude, kept as the text it is so that nothing is rounded."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def __missing__(self, text: str) -> Reading[str]:
        plain = text.strip()
        if not _DECIMAL.fullmatch(plain):
            found = Reading[str](None, "ucdp.number")
        elif abs(float(plain)) > self._most:
            found = Reading(None, "ucdp.position")
        else:
            found = Reading(plain, None)
        self[text] = found
        return found


class Days(dict[str, Reading[str]]):
    """A day, as its ISO text; later releases print a midnight behind it."""

    def __missing__(self, text: str) -> Reading[str]:
        found = self[text] = self._read(text.strip())
        return found

    def _read(self, text: str) -> Reading[str]:
        match = _DAY.fullmatch(text)
        if match is None:
            return Reading(None, "ucdp.date")
        try:
            date.fromisoformat(match[1])
        except ValueError:
            return Reading(None, "ucdp.date_impossible")
        return Reading(match[1], None)


class Texts(dict[str, Reading[str]]):
    """Any text that says something."""

    def __missing__(self, text: str) -> Reading[str]:
        plain = text.strip()
        found = self[text] = Reading(plain, None) if plain else Reading[str](None, "ucdp.missing")
        return found
