"""How other languages show who says a quotation: their words, and the phrase of a speaker beside a verb.

The words are data (data/reading/tongues.toml). A phrase is read word by word: past articles and
roles to the words with capitals, or, in a script without capitals, up to a word no name goes beyond.
"""

import re
import tomllib
from functools import cache
from importlib import resources

from attrs import frozen

Range = tuple[int, int]
_WORD = re.compile(r"[^\W\d_][\w’'\-]*")
_MOST_BEFORE, _MOST = 6, 8
"""Words: so many roles before a name, so many in a name without capitals."""


@frozen
class Tongue:
    """The words of one language; see the head of the data file."""

    cased: bool
    verbs: re.Pattern[str]
    by: re.Pattern[str]
    after: tuple[re.Pattern[str], ...]
    before: tuple[re.Pattern[str], ...]
    particles: frozenset[str]
    ends: frozenset[str]
    roles: tuple[re.Pattern[str], ...]
    bodies: frozenset[str]
    things: frozenset[str]
    pronouns: frozenset[str]
    asides: re.Pattern[str]
    of: frozenset[str]
    place: re.Pattern[str]
    patronymic: re.Pattern[str]


@cache
def tongues() -> dict[str, Tongue]:
    """The shipped languages."""
    raw = tomllib.loads(resources.files("truceline.data.reading").joinpath("tongues.toml").read_text("utf-8"))
    return {
        code: Tongue(
            cased=entry["cased"],
            verbs=re.compile(rf"(?<!\w)(?:{'|'.join(entry['verbs'])})(?!\w)"),
            by=re.compile(rf"(?<!\w)(?:{'|'.join(entry['by'])})(?!\w)"),
            after=tuple(re.compile(pattern) for pattern in entry["after"]),
            before=tuple(re.compile(pattern) for pattern in entry["before"]),
            particles=frozenset(entry["particles"]),
            ends=frozenset(entry["ends"]),
            roles=tuple(re.compile(pattern) for pattern in entry["roles"]),
            bodies=frozenset(entry["bodies"]),
            things=frozenset(entry["things"]),
            pronouns=frozenset(entry["pronouns"]),
            asides=re.compile(rf"(?:(?:{'|'.join(entry['asides'])})(?!\w),? )*", re.IGNORECASE),
            of=frozenset(entry["of"]),
            place=_ending(entry["place"]),
            patronymic=_ending(entry["patronymic"]),
        )
        for code, entry in raw.items()
    }


def _ending(endings: list[str]) -> re.Pattern[str]:
    """Words that end so; none where no ending is listed."""
    return re.compile(rf"(?:{'|'.join(endings)})\Z" if endings else r"(?!)")


def phrase_after(text: str, start: int, limit: int, tongue: Tongue) -> Range | None:
    """The phrase of a speaker that begins at a place; None when the words there are none."""
    words = _run(text, start, limit)
    if not words:
        return None
    if text[slice(*words[0])].lower() in tongue.pronouns:
        return words[0]
    return _cased(text, words, tongue) if tongue.cased else _uncased(text, words, tongue)


def phrase_before(text: str, floor: int, end: int, tongue: Tongue) -> Range | None:
    """The phrase with capitals that ends at a place, past an aside between commas."""
    stretch = re.sub(r"(,[^,.:;]{3,80},)\s*$", lambda aside: " " * len(aside[0]), text[floor:end]).rstrip(
        " ,"
    )
    words = [match.span() for match in _WORD.finditer(stretch)]
    first = len(words)
    while first and _is_name_word(stretch[slice(*words[first - 1])], tongue):
        first -= 1
    while first < len(words) and not _capital(stretch[slice(*words[first])]):
        first += 1
    touching = bool(words) and words[-1][1] == len(stretch) and tongue.cased
    return (floor + words[first][0], floor + words[-1][1]) if touching and first < len(words) else None


def _run(text: str, start: int, limit: int) -> list[Range]:
    """Words with nothing but one space between them, from a place on."""
    found: list[Range] = []
    at = start
    while len(found) < _MOST_BEFORE + _MOST:
        match = _WORD.match(text, at, limit)
        if match is None:
            break
        found.append(match.span())
        at = match.end() + (text[match.end() : match.end() + 1] == " ")
        if at == match.end():
            break
    return found


def _capital(word: str) -> bool:
    """Whether a capital stands first, or right behind an article's apostrophe."""
    return any(part[:1].isupper() for part in re.split(r"[’']", word)[:2])


def _is_name_word(word: str, tongue: Tongue) -> bool:
    return _capital(word) or word.lower() in tongue.particles or word.lower().startswith(("al-", "аль-"))


def _cased(text: str, words: list[Range], tongue: Tongue) -> Range | None:
    last = None
    for number, (start, end) in enumerate(words):
        word = text[start:end]
        if _capital(word):
            last = number
        elif word.lower() in tongue.ends or (last is None and number >= _MOST_BEFORE):
            break
        elif last is None and word.lower() in tongue.things:
            return (words[0][0], end)
        elif last is not None and not _is_name_word(word, tongue):
            break
    return None if last is None else (words[0][0], words[last][1])


def _uncased(text: str, words: list[Range], tongue: Tongue) -> Range | None:
    kept = []
    for start, end in words[:_MOST]:
        if text[start:end] in tongue.ends:
            break
        kept.append((start, end))
    return (kept[0][0], kept[-1][1]) if kept else None
