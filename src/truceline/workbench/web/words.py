"""The languages of the screens: gettext catalogues, read from their .po files when first used."""

from collections.abc import Callable, Iterator
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from io import BytesIO
from typing import Protocol

from attrs import frozen
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

from truceline.workbench.web.vocabulary import SAID


class _Catalogue(Protocol):
    def gettext(self, message: str) -> str: ...
    def ngettext(self, one: str, many: str, number: int) -> str: ...


_ISOLATED, _ENDED = "\u2068", "\u2069"


@frozen
class Language:
    """A language of the screens: its tag, its own name, and which way it runs."""

    tag: str
    name: str
    direction: str


LANGUAGES = (Language("en", "English", "ltr"), Language("ar", "العربية", "rtl"))
"""The first is what nothing else is asked for."""


@frozen
class Words:
    """Says things in one language."""

    language: Language
    catalogue: _Catalogue

    def __call__(self, message: str, **values: object) -> str:
        """A message of the program, with values put in."""
        text = self.catalogue.gettext(message)
        if self.language.direction == "rtl":
            # Else a date behind a word that runs from the right shows its last part first.
            values = {name: f"{_ISOLATED}{value}{_ENDED}" for name, value in values.items()}
        return text % values if values else text

    def many(self, one: str, many: str, number: int) -> str:
        """A message that depends on a number, which it may show as ``%(num)s``."""
        return self.catalogue.ngettext(one, many, number) % {"num": number}

    def term(self, word: str) -> str:
        """A word of the program's own vocabulary; one it does not have is shown as it is."""
        return self.catalogue.gettext(SAID[word]) if word in SAID else word


def language_of(tag: str) -> Language:
    """The language of a tag, else the first."""
    return next((one for one in LANGUAGES if one.tag == tag), LANGUAGES[0])


@cache
def words_in(language: Language) -> Words:
    """What is said in a language."""
    return Words(language, _catalogue(language.tag))


def _catalogue(tag: str) -> _Catalogue:
    """All catalogues of a language in one: each .po file says what some screens say, or the reports."""
    found: _Catalogue = NullTranslations()
    for file in _files(tag):
        compiled = BytesIO()
        with file.open("rb") as source:
            write_mo(compiled, read_po(source, locale=tag))
        compiled.seek(0)
        read = Translations(compiled)
        read.add_fallback(found)  # type: ignore[arg-type]  # all are of one kind
        found = read
    return found


def _files(tag: str) -> Iterator[Traversable]:
    """The catalogues of a language; what a later one says goes before."""
    reports = resources.files("truceline.workbench.reports").joinpath(f"locale/{tag}.po")
    if reports.is_file():
        yield reports
    folder = resources.files(__package__).joinpath("locale", tag, "LC_MESSAGES")
    if folder.is_dir():
        files = sorted(folder.iterdir(), key=lambda file: file.name)
        yield from (file for file in files if file.name.endswith(".po"))


def preferred(asked: str, kept: str, accepted: str) -> Language:
    """The language asked for, else the one kept from before, else the first that a browser accepts."""
    tags = [asked, kept, *(part.partition(";")[0].strip().partition("-")[0] for part in accepted.split(","))]
    known: Callable[[str], bool] = {one.tag for one in LANGUAGES}.__contains__
    return language_of(next(filter(known, tags), ""))
