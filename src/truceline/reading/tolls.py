"""Casualty phrases to counts: "at least 78 people were killed", "slaying dozens", "none".

The words are kept; bounds come only from them. Figures in words are read ("thirty-five",
"a hundred"); a phrase that holds no figure this grammar knows is left alone.
"""

import re
from collections.abc import Iterator

from attrs import evolve, frozen

from truceline.testimony.claim import Harm
from truceline.values.doubt import Count
from truceline.values.problems import ValueProblem

_UNITS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000}
_NUMBER_WORD = "(?:" + "|".join([*_UNITS, *_TENS, *_SCALES, "a(?= hundred| thousand| dozen)"]) + ")"
_NUMBER = rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d+|{_NUMBER_WORD}(?:[- ](?:and )?{_NUMBER_WORD})*)"
_BOUND = (
    r"(?:at least|no less than|not less than|no fewer than|as many as|up to|at most|no more than|more than|over|above|"
    r"fewer than|less than|under|nearly|almost|about|around|some|approximately|roughly|between|another|exactly|only)"
)
_FIGURE = rf"(?:(?:{_BOUND} )?{_NUMBER}(?: ?(?:-|–|to|and|or) ?{_NUMBER}(?! people in| years))?(?: or more)?|(?:{_BOUND} )?(?:dozens|hundreds|thousands|scores|several|a dozen|a few|many|a couple)|no one|nobody|none|no)"
_AMONG = r"(?:\w+(?:-\w+)?(?:’s|'s)? ){0,4}?"
_WHO = (
    r"(?:people|persons?|civilians?|men|man|women|woman|children|child|others|soldiers?|troops|fighters?|rebels?|militants?|terrorists?|"
    r"insurgents?|jihadists?|members?|personnel|officers?|policemen|guards?|residents?|villagers?|refugees?|students?|pupils|patients?|doctors?|medics|"
    r"nurses?|staff|journalists?|workers?|victims?|bodies|martyrs?|casualties|family members|militiamen|gunmen|extremists?|elements|recruits|"
    r"servicemen|commanders?|prisoners?|hostages?|Syrians?|Turks|Iraqis|Kurds|combatants|peacekeepers?|observers?|paramedics|toddlers?|infants?|girls?|boys?)"
)
_KILLED = r"(?:killed|dead|died|die|dies|slain|slayed|martyred|murdered|executed|massacred|perished|lost their lives|killing|deaths?|fatalities|been killed|beheaded)"
_HURT = r"(?:wounded|injured|hurt|maimed|wounding|injuring)"
_OBJECT = rf"(?P<count>{_FIGURE})(?: of)?(?: (?P<who>{_AMONG}{_WHO}))?"
_PATTERNS = (
    rf"\b{_OBJECT}(?:,? [^.,;:]{{0,60}}?)?,? (?:(?:were|was|are|have|had|has|been|be|reported|confirmed|reportedly|also|either|left|lay) ){{0,4}}(?P<harm>(?!(?:killing|wounding|injuring)\b)(?:{_KILLED}|{_HURT}))\b",
    rf"\b(?P<harm>kill(?:s|ed|ing)?|slay(?:s|ing)|slew|murder(?:s|ed|ing)|massacr(?:ed|ing)|execut(?:ed|ing)|martyr(?:ed|ing)|claim(?:s|ed|ing)? the li(?:ves|fe) of|deaths? of|death of|took the lives of|leaving|left|eliminat(?:es|ed|ing)|behead(?:s|ed|ing)|killing of|murder of|wound(?:s|ed|ing)|injur(?:es|ed|ing))(?: and (?:wound|injur)(?:ed|ing))? {_OBJECT}",
    rf"\b(?P<harm>death toll|toll|number of (?:dead|deaths|victims|martyrs)|fatalities)\b[^.;]{{0,80}}?(?:to|at|of|is|was|reached|reaches|stands at|:) {_OBJECT}",
    rf"\b(?P<harm>victims|dead|those killed|killed)(?:,)? (?:included?|including|were|are|among them|numbered) {_OBJECT}",
)
_TOLLS = tuple(re.compile(pattern, re.IGNORECASE) for pattern in _PATTERNS)


@frozen
class Toll:
    """How many were harmed, in the text's own words, and whom they call it."""

    start: int
    end: int
    harm: Harm
    victims: str
    count: Count


def find_tolls(text: str) -> tuple[Toll, ...]:
    """Every casualty phrase, left to right; the longer reading of overlapping ones."""
    found: list[Toll] = []
    for pattern in _TOLLS:
        for match in _each(pattern, text):
            toll = _toll(match)
            if toll is not None and not any(
                toll.start < other.end and other.start < toll.end and toll.harm is other.harm
                for other in found
            ):
                found.append(toll)
    return tuple(sorted(found, key=lambda toll: toll.start))


def _each(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Matches, tried again from inside when one began with the figure of a date."""
    at = 0
    while (match := pattern.search(text, at)) is not None:
        dated = _DATED.match(text, match.start("count")) is not None
        doubled = _DIGITS.search(text[match.end("count") : match.end()]) is not None
        if dated or (doubled and match.end("count") < match.end() - 12):
            at = match.start("count") + 1
            continue
        yield match
        at = match.end()


_DATED = re.compile(r"\d{1,4},? (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|19\d\d|20\d\d)")
_DIGITS = re.compile(rf"\b(?:\d+|{_NUMBER_WORD})\b", re.IGNORECASE)


def _toll(match: re.Match[str]) -> Toll | None:
    harm = _harm(match["harm"])
    words = match["count"]
    if harm is None or ((words.lower() in ("no", "some", "many", "only")) and not match["who"]):
        return None
    if match["harm"].lower() in ("left", "leaving") and not re.search(
        _KILLED, match.string[match.end() : match.end() + 40]
    ):
        return None
    if re.fullmatch(r"(?:19|20)\d{2}", words) and not match["who"]:
        return None
    count = count_of(words)
    return (
        None
        if count is None
        else Toll(match.start("count"), match.end(), harm, (match["who"] or "").strip(), count)
    )


def _harm(words: str) -> Harm | None:
    low = words.lower()
    return Harm.INJURED if re.match(r"wound|injur|hurt|maim", low) else Harm.KILLED


def count_of(words: str) -> Count | None:
    """The count some words give, the words kept; None when they give none."""
    plain = re.sub(r"\s+", " ", words.strip().lower())
    plain = re.sub(r"^(another|only|exactly) ", "", plain)
    plain = {"no one": "none", "nobody": "none", "no": "none", "a dozen": "12"}.get(plain, plain)
    digits = re.sub(
        rf"\b{_NUMBER_WORD}(?:[- ](?:and )?{_NUMBER_WORD})*\b", lambda match: str(number_of(match[0])), plain
    )
    digits = re.sub(r"(\d) or (\d)", r"\1-\2", digits)
    try:
        return evolve(Count.parse(digits), words=words.strip())
    except ValueProblem:
        return None


def number_of(words: str) -> int:
    """The number a figure in words means.

    >>> number_of("two hundred and thirty-five")
    235
    """
    total = current = 0
    for word in re.findall(r"[a-z]+", words.lower()):
        if word in _UNITS:
            current += _UNITS.index(word)
        elif word in _TENS:
            current += 20 + 10 * _TENS.index(word)
        elif word in _SCALES:
            scale = _SCALES[word]
            current = max(current, 1) * scale
            if scale > _SCALES["hundred"]:
                total, current = total + current, 0
        elif word == "a":
            current += 1
    return total + current


def percentages(text: str) -> Iterator[tuple[int, int, Count]]:
    """As in "up to 50 percent": where, and the count of percent."""
    shares = re.finditer(rf"\b((?:{_BOUND} )?{_NUMBER}) ?(?:per ?cent|%)", text, re.IGNORECASE)
    counted = ((match, count_of(match[1])) for match in shares)
    yield from ((match.start(), match.end(), count) for match, count in counted if count is not None)
