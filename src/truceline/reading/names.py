"""Actors and places by name: from a register handed in as a value, and a gazetteer the user has.

A name that belongs to several stays ambiguous: all its ids are given, none is chosen. Names
are compared without case, accents, hyphens and the Arabic letters that are often interchanged.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from enum import Enum
from functools import cached_property

from attrs import frozen

from truceline.testimony.register import Actor, Place, Source

_WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)?")
_LONGEST = 7
_ARABIC = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه", "ـ": None})


class NameOf(Enum):
    """What a name was found to be the name of."""

    ACTOR = "actor"
    PLACE = "place"
    SOURCE = "source"


@frozen
class NameFound:
    """A name in a text and everything of one kind it may mean."""

    start: int
    end: int
    words: str
    of: NameOf
    ids: tuple[str, ...]

    @property
    def is_ambiguous(self) -> bool:
        return len(self.ids) > 1


@frozen(eq=False)
class Names:
    """Every known name, folded, to what it may mean."""

    entries: dict[str, tuple[tuple[NameOf, str], ...]]

    @cached_property
    def beginnings(self) -> frozenset[str]:
        """The words that names begin with."""
        return frozenset(name.split(" ", maxsplit=1)[0] for name in self.entries)


def folded(text: str) -> str:
    """A name as it is compared."""
    plain = unicodedata.normalize("NFKD", text.translate(_ARABIC))
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold()
    return " ".join(
        re.sub(r"[’']s?$", "", word).replace("’", "").replace("'", "") for word in _WORD.findall(bare)
    )


def names_of(
    actors: Iterable[Actor],
    places: Iterable[Place],
    sources: Iterable[Source],
    gazetteer: Iterable[tuple[str, str]],
) -> Names:
    """The names of a register, and (name, place id) pairs of a gazetteer.

    A source that is an actor too lends that actor its names.
    """
    entries: defaultdict[str, list[tuple[NameOf, str]]] = defaultdict(list)
    groups: tuple[tuple[NameOf, Iterable[Actor | Place | Source]], ...] = (
        (NameOf.ACTOR, actors), (NameOf.PLACE, places), (NameOf.SOURCE, sources),
    )  # fmt: skip
    for of, items in groups:
        for item in items:
            for name in (item.name, *(alias.text for alias in item.aliases)):
                entries[folded(name)].append((of, item.id))
                if isinstance(item, Source) and item.actor is not None:
                    entries[folded(name)].append((NameOf.ACTOR, item.actor))
    for name, place in gazetteer:
        entries[folded(name)].append((NameOf.PLACE, place))
    return Names({name: tuple(dict.fromkeys(meanings)) for name, meanings in entries.items() if name})


def source_called(names: Names, text: str) -> str | None:
    """The id of the one source of that name; None where there is none or there are several."""
    meanings = names.entries.get(folded(text), ())
    ids = {id for of, id in meanings if of is NameOf.SOURCE}
    return next(iter(ids)) if len(ids) == 1 else None


def find_names(text: str, names: Names) -> tuple[NameFound, ...]:
    """The longest known names of a text, left to right, capitalised where the script has capitals."""
    words = list(_WORD.finditer(text))
    plain = [folded(word[0]) for word in words]
    found: list[NameFound] = []
    at = 0
    while at < len(words):
        step = 1
        if plain[at] and plain[at].split(" ", maxsplit=1)[0] not in names.beginnings:
            at += 1
            continue
        for length in range(min(_LONGEST, len(words) - at), 0, -1):
            start, end = words[at].start(), words[at + length - 1].end()
            meanings = names.entries.get(" ".join(part for part in plain[at : at + length] if part))
            if meanings and _looks_like_name(text[start:end]) and "\n" not in text[start:end]:
                found += [
                    NameFound(start, end, text[start:end], of, ids)
                    for of in NameOf
                    if (ids := tuple(dict.fromkeys(id for kind, id in meanings if kind is of)))
                ]
                step = length
                break
        at += step
    return tuple(found)


def _looks_like_name(words: str) -> bool:
    letters = [letter for letter in words if letter.isalpha()]
    return any(letter.isupper() for letter in letters) or not any(letter.islower() for letter in letters)
