"""Grading places, actors, tolls and outlets against FA-KES' hand annotations (CC BY 4.0), beside a plain baseline.

The sheet is read from where the user has it. The baseline knows what the reader is given (the
same names, the same words for dying) and nothing of language: the first name, the first
number before a word for dying.
"""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from xml.etree import ElementTree as ET

from attrs import frozen

from truceline.reading.agents import agent_in
from truceline.reading.evaluation import Rate
from truceline.reading.intake.office import check_archive
from truceline.reading.names import NameFound, NameOf, Names, find_names, folded
from truceline.reading.segments import paragraphs, sentences
from truceline.reading.tolls import find_tolls, number_of
from truceline.testimony.claim import Harm
from truceline.values.doubt import Count
from truceline.values.problems import ValueProblem

_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_WANTED = ("Content-Title", "Location", "Actor", "Civilians", "NonCivilians", "Source")


@frozen
class Annotated:
    """One article and what its annotators took from it, in their words."""

    text: str
    place: str
    actor: str
    deaths: tuple[int, ...]
    outlet: str


def read_annotations(content: bytes) -> tuple[Annotated, ...]:
    """The articles of the annotators' sheet (XLSX).

    Raises:
        ValueProblem: ``gold.unreadable``, or ``intake....`` for a broken archive.
    """
    check_archive(content)
    try:
        rows = _sheet(content)
        if not rows or not set(_WANTED) <= set(rows[0]):
            raise ValueProblem("gold.unreadable", ", ".join(rows[0]) if rows else "no rows")
    except (KeyError, IndexError, ET.ParseError) as error:
        raise ValueProblem("gold.unreadable", str(error)[:100]) from error
    return tuple(
        Annotated(
            text=row["Content-Title"], place=row["Location"].strip(), actor=row["Actor"].strip(),
            deaths=tuple(n for words in (row["Civilians"], row["NonCivilians"]) if (n := figure_of(words)) is not None),
            outlet=row["Source"].strip(),
        )
        for row in rows
    )  # fmt: skip


def _sheet(content: bytes) -> list[dict[str, str]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        shared = [
            "".join(part.text or "" for part in item.iter(f"{_SHEET}t"))
            for item in ET.fromstring(archive.read("xl/sharedStrings.xml"))  # noqa: S314 - no entities are resolved, its size was checked
        ]
        cells = [
            dict(_cells(row, shared))
            for row in ET.fromstring(archive.read("xl/worksheets/sheet1.xml")).iter(f"{_SHEET}row")  # noqa: S314 - as above
        ]
    titles = cells[0] if cells else {}
    return [{title: row.get(column, "") for column, title in titles.items()} for row in cells[1:]]


def _cells(row: ET.Element, shared: list[str]) -> Iterator[tuple[str, str]]:
    for cell in row:
        value = cell.find(f"{_SHEET}v")
        text = "" if value is None else value.text or ""
        column = str(cell.get("r")).rstrip("0123456789")
        yield column, shared[int(text)] if cell.get("t") == "s" and text.isdigit() else text


_FIGURE = re.compile(
    r"\d[\d,]*|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty)\b",
    re.IGNORECASE,
)


def figure_of(words: str) -> int | None:
    """The first figure in an annotator's words."""
    match = _FIGURE.search(words)
    if match is None:
        return None
    return int(match[0].replace(",", "")) if match[0][0].isdigit() else number_of(match[0])


@frozen
class FieldScore:
    """One field, read by the reader and by the baseline."""

    field: str
    reader: Rate
    baseline: Rate


@frozen
class FakesScores:
    """Each field's rates, and how often every annotated toll was found with its bounds."""

    articles: int
    fields: tuple[FieldScore, ...]
    tolls_right: int
    tolls_wanted: int


_Guess = Callable[[Annotated], str]


def score_fakes(articles: tuple[Annotated, ...], names: Names) -> FakesScores:
    """The reader and the baseline on all articles."""
    wanted = [item for item in articles if item.deaths]
    named = {item.text: find_names(item.text, names) for item in articles}
    killed = {item.text: _killed(item.text) for item in articles}
    places = frozenset(
        name for name, meant in names.entries.items() if any(of is NameOf.PLACE for of, _ in meant)
    )
    right = sum(all(figure in _values(killed[item.text]) for figure in item.deaths) for item in wanted)
    fields = (
        _field("place", articles, (lambda one: _place(one.text, named[one.text]), lambda one: _first(named[one.text], NameOf.PLACE)),
               lambda one, guess: _same_place(one.place, guess, names)),
        _field("actor", articles, (lambda one: agent_in(one.text, places), lambda one: _first(named[one.text], NameOf.ACTOR)),
               lambda one, guess: _same_words(one.actor, guess)),
        _field("deaths", articles, (lambda one: _toll(killed[one.text]), lambda one: _number_before_death(one.text)),
               lambda one, guess: bool(set(guess.split()) & {str(figure) for figure in one.deaths})),
        _field("outlet", articles, (lambda one: _outlet(one.text), lambda one: _first_outlet(one.text)),
               lambda one, guess: one.outlet == guess),
    )  # fmt: skip
    return FakesScores(len(articles), fields, right, len(wanted))


def _field(
    name: str,
    articles: tuple[Annotated, ...],
    guesses: tuple[_Guess, _Guess],
    is_right: Callable[[Annotated, str], bool],
) -> FieldScore:
    gold = sum(bool(item.deaths if name == "deaths" else getattr(item, name)) for item in articles)
    rates = []
    for guess in guesses:
        given = [(item, words) for item in articles if (words := guess(item))]
        right = sum(is_right(item, words) for item, words in given)
        rates.append(Rate(right, len(given), gold, right))
    return FieldScore(name, *rates)


def _killed(text: str) -> tuple[Count, ...]:
    return tuple(toll.count for toll in find_tolls(text) if toll.harm is Harm.KILLED)


def _values(killed: tuple[Count, ...]) -> set[int]:
    return {value for count in killed for value in _bounds(count)}


def _toll(killed: tuple[Count, ...]) -> str:
    """The first toll of dead, as its bounds: every value that an annotator may have written for it."""
    return " ".join(str(value) for value in sorted(_bounds(killed[0]))) if killed else ""


def _bounds(count: Count) -> set[int]:
    """A count's figures; of "more than 120" also 120, its bound, which the count itself leaves out."""
    low = {count.low, count.low - 1} if count.words.lower().startswith(("more than", "over")) else {count.low}
    return {value for value in (*low, count.best, count.high) if value is not None}


_DEATH = re.compile(r"(\d[\d,]*)(?=\D{1,40}?\b(?:killed|dead|died|deaths?|dies)\b)", re.IGNORECASE)


def _number_before_death(text: str) -> str:
    match = _DEATH.search(text)
    return match[1].replace(",", "") if match else ""


_STRIKE = re.compile(
    r"\b(?:kill\w*|dead|die[sd]?|deaths?|strikes?|struck|raids?|attack\w*|bomb\w*|shell\w*|explo\w+|blasts?|massacre\w*|clash\w*|hit|fighting|offensive)\b",
    re.IGNORECASE,
)
_LED = re.compile(r"\b(?:in|at|on|of|near|outside|hit|struck|pound\w*|bomb\w*|shell\w*|for|Syria[’']?s)\s+(?:the\s+)?(?:\w+\s+){0,2}$", re.IGNORECASE)  # fmt: skip


def _place(text: str, named: tuple[NameFound, ...]) -> str:
    """The place most spoken of; more so after "in" or "on" where striking is told, and near the beginning."""
    found = [name for name in named if name.of is NameOf.PLACE]
    told = bytearray(len(text))
    for paragraph in paragraphs(text):
        for stretch in sentences(text, paragraph):
            if _STRIKE.search(text, stretch.start, stretch.end):
                told[stretch.start : stretch.end] = b"\x01" * (stretch.end - stretch.start)
    weights: Counter[tuple[str, ...]] = Counter()
    for name in found:
        led = told[name.start] and _LED.search(text[max(0, name.start - 40) : name.start])
        weights[name.ids] += 1 + 3 * bool(led) + 2 * (name.start < _BEGINNING)
    best = max(weights, key=lambda ids: weights[ids], default=())
    return next((name.words for name in found if name.ids == best), "")


_BEGINNING = 200


def _first(named: tuple[NameFound, ...], of: NameOf) -> str:
    return next((name.words for name in named if name.of is of), "")


def _meaning(words: str, names: Names) -> set[str]:
    found: tuple[NameFound, ...] = find_names(words.title(), names)
    return {id for name in found if name.of is NameOf.PLACE for id in name.ids}


def _same_place(gold: str, guess: str, names: Names) -> bool:
    one, other = f" {folded(gold)} ", f" {folded(guess)} "
    return bool(_meaning(gold, names) & _meaning(guess, names)) or one in other or other in one


_EMPTY = frozenset("the of and forces force troops army air airforce state group fighters led strikes jets warplanes syria syrian syrias".split())  # fmt: skip


def _same_words(gold: str, guess: str) -> bool:
    """Whether two wordings share a word that tells who; a bare "Syrian" counts where nothing else is said."""
    one, other = set(folded(gold.replace("-", " ")).split()), set(folded(guess.replace("-", " ")).split())
    telling = (one & other) - _EMPTY
    return bool(telling) or (bool(one & other) and not ((one | other) - _EMPTY))


_OUTLETS = {
    "ahram": "Ahram", "manar": "Manar", "al_alam": "Al[- ]?Alam", "alaraby": "Al[- ]?Araby", "daily_sabah": "Daily Sabah",
    "sana": "SANA", "all_sputnik": "Sputnik", "etilaf": "Etilaf|Syrian Coalition", "trt": "TRT", "jordan_times": "Jordan Times",
    "reuters": "Reuters", "arabiya": "Arabiya", "nna": "NNA", "asharq_alawsat": "Asharq Al[- ]?Awsat", "tass": "TASS", "sama": "Sama TV",
}  # fmt: skip
_ANY_OUTLET = re.compile("|".join(rf"(?P<{key}>\b(?:{words})\b)" for key, words in _OUTLETS.items()))
_SIGNED = re.compile(r"(?:[-–—|]{1,3} ?|(?:told|by|by the) )$|^")
_OWN = re.compile(r"^(?:[’']s)? (?:correspondent|reporter|website|media office)|^\W*$|^ ?\|")


def _outlet(text: str) -> str:
    """The outlet a text signs with or calls its own; a wire that is only cited is not it."""
    found = list(_ANY_OUTLET.finditer(text))
    for match in reversed(found):
        if _OWN.match(text[match.end() : match.end() + 30]):
            return str(match.lastgroup)
    others = [match for match in found if match.lastgroup not in ("reuters", "sana")]
    return str(others[0].lastgroup) if others else ""


def _first_outlet(text: str) -> str:
    match = _ANY_OUTLET.search(text)
    return str(match.lastgroup) if match else ""
