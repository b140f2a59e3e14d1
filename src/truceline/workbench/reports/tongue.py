"""The languages of reports: messages with places for data, translated by gettext catalogues.

The catalogues are .po files beside this module; English needs none. A message keeps its data
apart, so that a date or a name is never bent by the direction of the words round it.
"""

import gettext
import re
from functools import cache
from importlib import resources
from io import BytesIO

from attrs import frozen
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from truceline.workbench.reports.lines import Line, Run, Words, data

LANGUAGES = {"en": "ltr", "ar": "rtl"}
"""Every language a report can be made in, with the direction it is written in."""

_PLACE = re.compile(r"%\((\w+)\)s")


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for it
    """Mark a message that is translated where it is used."""
    return message


@frozen
class Tongue:
    """One language."""

    language: str
    _translations: gettext.NullTranslations

    @property
    def direction(self) -> str:
        return LANGUAGES[self.language]

    def plain(self, message: str) -> str:
        """A message without data."""
        return self._translations.gettext(message)

    def say(self, message: str, **values: Line | str | int) -> Line:
        """A message with data in its places."""
        return _filled(self._translations.gettext(message), values)

    def count(self, one: str, several: str, number: int, **values: Line | str | int) -> Line:
        """A message about a number of things, which it may name as ``n``."""
        return _filled(self._translations.ngettext(one, several, number), {"n": number, **values})


def _filled(message: str, values: dict[str, Line | str | int]) -> Line:
    parts = _PLACE.split(message)
    found: list[Run] = []
    for number, part in enumerate(parts):
        if number % 2:
            value = values[part]
            found.extend(value if isinstance(value, tuple) else data(value))
        elif part:
            found.append(Words(part))
    return tuple(found)


@cache
def tongue(language: str) -> Tongue:
    """A language by its code, one of LANGUAGES."""
    file = resources.files("truceline.workbench.reports").joinpath(f"locale/{language}.po")
    if not file.is_file():
        return Tongue(language, gettext.NullTranslations())
    compiled = BytesIO()
    with file.open("rb") as opened:
        write_mo(compiled, read_po(opened, locale=language))
    compiled.seek(0)
    return Tongue(language, gettext.GNUTranslations(compiled))
