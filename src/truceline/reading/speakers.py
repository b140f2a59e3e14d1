"""Who a source phrase means: full names for surnames, pronouns only when one candidate remains.

Candidates for a pronoun are persons named in the writer's own voice nearby: whoever is named
inside quoted words cannot be the one who "added" them. Two candidates: left open.
"""

import re
from bisect import bisect_left
from functools import cached_property

from attrs import evolve, frozen

from truceline.reading.mending import ABBREVIATED, PERSONS, SMALL_WORDS
from truceline.reading.phrases import TIMES
from truceline.reading.result import Range, ReadSpeaker, SpeakerKind
from truceline.reading.wordlists import Persons

_NAME = re.compile(r"\b[A-Z][\w’'.\-]*(?:[ ](?:al|el|de|da|von|van|bin|ibn|der)?[ -]?[A-Z][\w’'\-]*)*")
_PART = r"(?:[A-Z][\w’'\-]+|[A-Z]\.|(?:Mr|Ms|Mrs|Dr|St|Sen|Rep|Gov|Gen|Col|Maj|Capt|Lt|Prof)\.)"
_WHOLE_NAME = re.compile(
    rf"\b{_PART}(?: {{1,2}}(?:al-[A-Z][\w’'\-]+|de [A-Z][\w’'\-]+|van [A-Z]\w+|bin [A-Z]\w+|{_PART}))+"
)
_HE, _SHE = frozenset(("he", "him", "his", "himself")), frozenset(("she", "her", "hers", "herself"))
_RELATIVE = frozenset(("who", "which", "that", "whom"))
_NEAR = 600


@frozen
class Mention:
    """A person named in full, where, and which pronouns fit."""

    name: str
    surname: str
    start: int
    man: bool | None


def people_in(text: str, known: Persons) -> tuple[Mention, ...]:
    """Every full mention of somebody who reads as a person, in order; pronouns that fit by any mention."""
    found = []
    alone = _standing_alone(text)
    for match in _WHOLE_NAME.finditer(text):
        mention = _person(text, match, known, alone)
        if mention is not None:
            found.append(mention)
    genders = {mention.surname: mention.man for mention in found if mention.man is not None}
    return tuple(evolve(mention, man=genders.get(mention.surname, mention.man)) for mention in found)


def _person(text: str, match: re.Match[str], known: Persons, alone: frozenset[str]) -> Mention | None:
    """A name with a title, with a known given name, in office, or taken up again by its surname."""
    parts = re.sub(r"[’']s?$", "", match[0]).split()
    lows = [part.lower().rstrip(".") for part in parts]
    lead = 0
    while lead < len(parts) and (
        lows[lead].split("-")[-1]
        in PERSONS | ABBREVIATED | known.men_titles | known.women_titles | _LEADS | SMALL_WORDS | TIMES
    ):
        lead += 1
    names, titles = parts[lead:], lows[:lead]
    if not names or any(part.lower() in known.bodies or part.lower() in TIMES for part in names):
        return None
    titled = any(
        title.split("-")[-1] in PERSONS | ABBREVIATED | known.men_titles | known.women_titles
        for title in titles
    )
    man = _gender(names[0], titles, known)
    if len(names) == 1 and not titled:
        return None
    start = text.index(names[0], match.start())
    certain = (
        titled
        or man is not None
        or _is_in_office(text, start, match.end())
        or (len(names) <= _PERSON_WORDS and names[-1] in alone and not names[-1].isupper())
    )
    return Mention(" ".join(names), names[-1], start, man) if certain else None


def _gender(given: str, titles: list[str], known: Persons) -> bool | None:
    if any(title in known.men_titles for title in titles) or (
        given in known.men and given not in known.women
    ):
        return True
    return False if any(title in known.women_titles for title in titles) or given in known.women else None


def _is_in_office(text: str, start: int, end: int) -> bool:
    """As in "the mediator, A B", "spokesman A B", "A B, the hospital's chief surgeon,"."""
    before = re.findall(r"[a-z]+", re.split(r"[.!?”]\s", text[max(0, start - 45) : start])[-1])
    after = re.match(r", (?:an? |the |its |their )?([^,.;]{3,60}),", text[end : end + 70])
    words = [*before[-5:], *(re.findall(r"[a-z]+", after[1]) if after else [])]
    return any(word in PERSONS for word in words)


def _standing_alone(text: str) -> frozenset[str]:
    """Names that stand alone beside a verb of speaking: surnames do, bodies do not."""
    return frozenset(match[1] or match[2] for match in _ALONE.finditer(text))


_SAYS = "said|says|told|added|wrote|argued|claimed|insisted|replied|warned|asked|answered|noted|recalled|admitted|hinted|put|has|had|was|is"
_ALONE = re.compile(
    rf"(?<![A-Z\w’-] )(?<![\w-])([A-Z][\w’\-]*\w),? (?:{_SAYS})\b|\b(?:{_SAYS}) ([A-Z][\w’\-]*\w)(?! [A-Z])\b"
)


_LEADS = frozenset(
    "foreign prime defence defense deputy vice interior state us un russian american british french turkish".split()
)


@frozen
class Cast:
    """Everybody named in a document, and the stretches that are somebody's words."""

    text: str
    plain: str
    """The text with its citations blanked: whoever is cited is nobody's "she"."""
    mentions: tuple[Mention, ...]
    contents: tuple[Range, ...]
    known: Persons

    @cached_property
    def _full_names(self) -> dict[str, dict[str, None]]:
        found: dict[str, dict[str, None]] = {}
        for mention in self.mentions:
            if " " in mention.name:
                found.setdefault(mention.surname, {})[mention.name] = None
        return found

    def full_name(self, surname: str) -> tuple[str, ...]:
        """The full names that end in a surname."""
        return tuple(self._full_names.get(surname, ()))

    @cached_property
    def in_full(self) -> dict[str, Mention]:
        """The last mention in full for each surname."""
        return {mention.surname: mention for mention in self.mentions if " " in mention.name}

    @cached_property
    def _first_mentions(self) -> dict[str, int]:
        return {mention.name: number for number, mention in reversed(tuple(enumerate(self.mentions)))}

    def mentioned_in(self, words: str) -> tuple[Mention, ...]:
        """The mentions whose name stands in a phrase, in the order of the document."""
        parts = [re.sub(r"[’']s?$", "", part) for part in re.findall(r"\S*[^\s,.;:()]", words)[:_PHRASE]]
        tried = (
            " ".join(parts[first:last])
            for first in range(len(parts))
            for last in range(first + 1, len(parts) + 1)
        )
        found = {self._first_mentions[name] for name in tried if name in self._first_mentions}
        return tuple(self.mentions[number] for number in sorted(found))

    def mentions_in(self, first: int, last: int) -> tuple[Mention, ...]:
        """The mentions that begin between two places."""
        return self.mentions[
            bisect_left(self.mentions, first, key=_start_of) : bisect_left(self.mentions, last, key=_start_of)
        ]

    @cached_property
    def _sorted_contents(self) -> tuple[tuple[Range, ...], int]:
        longest = max((end - start for start, end in self.contents), default=0)
        return tuple(sorted(self.contents)), longest

    def is_said(self, place: int, at: int) -> bool:
        """Whether a place lies in somebody's words that do not reach to another place, too."""
        contents, longest = self._sorted_contents
        first = bisect_left(contents, (place - longest, 0))
        last = bisect_left(contents, (place + 1, 0))
        return any(start <= place < end and not start <= at < end for start, end in contents[first:last])

    @cached_property
    def taken_up(self) -> dict[str, frozenset[str]]:
        """Names with a verb of speaking or a pronoun soon after, each with the words that stand before it."""
        found: dict[str, set[str]] = {}
        for match in _TAKES_UP.finditer(self.text):
            first = max(0, match.start() - _SOON)
            first = max(first, self.text.rfind(".", first, match.start()) + 1)
            for name in _CAPITALISED.finditer(self.text, first, match.start()):
                if match.start() - name.end() <= _BETWEEN:
                    lead = self.text[max(0, name.start() - _BETWEEN) : name.start()]
                    before = lead.split()[-1:] if lead.endswith(" ") else []
                    found.setdefault(name[0], set()).add("".join(before))
        return {name: frozenset(before) for name, before in found.items()}


def _start_of(mention: Mention) -> int:
    return mention.start


_PHRASE, _SOON, _BETWEEN = 40, 64, 40
_TAKES_UP = re.compile(r"\b(?:said|says|added|told|his|her|he|she)\b")
_CAPITALISED = re.compile(r"\b[A-Z][\w’'\-]*\w\b")


def speaker_of(cast: Cast, source: tuple[Range, ...], at: int) -> ReadSpeaker:
    """The speaker a source phrase means."""
    if not source:
        return ReadSpeaker("", SpeakerKind.UNNAMED, "", ())
    words = " ".join(cast.text[source[0][0] : source[-1][1]].split()).strip(" ,")
    low = words.lower()
    if low in _HE or low in _SHE:
        return _from_pronoun(cast, words, at)
    if low in _RELATIVE:
        return _from_relative(cast, words, source[0][0])
    if low in ("they", "it", "them", "i", "we", "you", "this"):
        return ReadSpeaker(words, SpeakerKind.OPEN, words, ())
    return _from_phrase(cast, words)


def _from_phrase(cast: Cast, words: str) -> ReadSpeaker:
    person = _named_in(cast, words)
    if person is not None:
        return person
    bare = re.sub(
        r"^(?:the|a|an|its|their|his|her|our|these|those|such|some|many|this|that|all)\s+",
        "",
        words,
        flags=re.IGNORECASE,
    )
    head = re.split(r",| who | which | that | from | in | at | on | of | with ", bare)[0].split()
    last = head[-1].lower().rstrip(".") if head else ""
    if last in cast.known.unnamed and not _NAME.search(bare[1:]):
        return ReadSpeaker(words, SpeakerKind.UNNAMED, words, ())
    if last in cast.known.unnamed or last.rstrip("s") in PERSONS or last in PERSONS:
        return ReadSpeaker(bare, SpeakerKind.UNNAMED, words, ())
    name = re.split(r", | \(", bare)[0]
    proper = re.findall(r"[A-Z][\w’'.\-]*(?:(?: of| for| the| and| in)? [A-Z][\w’'.\-]*)*", name)
    if proper and not name[:1].isupper():
        return ReadSpeaker(max(proper, key=len), SpeakerKind.BODY, words, ())
    return ReadSpeaker(
        name,
        SpeakerKind.BODY if name[:1].isupper() or last in cast.known.bodies else SpeakerKind.UNNAMED,
        words,
        (),
    )


def _named_in(cast: Cast, words: str) -> ReadSpeaker | None:
    """A person whose name, or whose surname, stands in the phrase."""
    inside = people_in(words, cast.known) or cast.mentioned_in(words)
    if inside:
        best = inside[-1] if "," in words and inside[0].start > words.find(",") else inside[0]
        full = cast.full_name(best.surname)
        name = full[0] if len(full) == 1 else best.name
        return ReadSpeaker(name, SpeakerKind.NAMED, words, ())
    title = words.split(",", maxsplit=1)[0]
    for part in re.findall(r"(?:al-|de |van )?[A-Z][\w’\-]*", title)[::-1]:
        surname = re.sub(r"[’']s?$", "", part).split(" ")[-1]
        full = cast.full_name(surname)
        if len(full) == 1:
            return ReadSpeaker(full[0], SpeakerKind.NAMED, words, ())
        if len(full) > 1:
            return ReadSpeaker(surname, SpeakerKind.OPEN, words, full)
    whole = _WHOLE_NAME.fullmatch(title)
    if (
        whole
        and not any(part.lower() in cast.known.bodies for part in title.split())
        and len(title.split()) <= _PERSON_WORDS
        and _speaks_alone(cast, title)
    ):
        return ReadSpeaker(title, SpeakerKind.NAMED, words, ())
    return None


_PERSON_WORDS = 4


def _speaks_alone(cast: Cast, name: str) -> bool:
    """Whether a two-part name is taken up again by its last part or by a pronoun: bodies are not."""
    *_, before, surname = name.split()
    return bool(cast.taken_up.get(surname, frozenset()) - {before})


def _from_pronoun(cast: Cast, words: str, at: int) -> ReadSpeaker:
    man = words.lower() in _HE
    for start in _windows(cast.text, at):
        names = tuple(
            dict.fromkeys(
                _canonical(cast, mention)
                for mention in (*cast.mentions_in(start, at), *_surnames(cast, start, at))
                if mention.man in (man, None) and not cast.is_said(mention.start, at)
            )
        )
        others = _doubtful(cast, start, at, names)
        if len(names) == 1 and not others:
            return ReadSpeaker(names[0], SpeakerKind.NAMED, words, ())
        names = (*names, *others)
        if names:
            return ReadSpeaker(words, SpeakerKind.OPEN, words, names)
        unnamed = _unnamed(cast, start, at, man=man)
        if len(unnamed) == 1:
            return ReadSpeaker(unnamed[0], SpeakerKind.UNNAMED, words, ())
        if unnamed:
            return ReadSpeaker(words, SpeakerKind.OPEN, words, unnamed)
    return ReadSpeaker(words, SpeakerKind.OPEN, words, ())


def _unnamed(cast: Cast, start: int, at: int, *, man: bool) -> tuple[str, ...]:
    """People in the window who are given no name, as in "a commander", and whom the pronoun may mean."""
    found = [
        match[1]
        for match in _UNNAMED.finditer(cast.plain, start, at)
        if not cast.is_said(match.start(), at) and match[2] not in (_WOMEN if man else _MEN)
    ]
    return tuple(dict.fromkeys(found))


_MEN, _WOMEN = frozenset(("man", "spokesman")), frozenset("woman spokeswoman chairwoman widow nun".split())
_UNNAMED = re.compile(
    rf"\b(?:[Aa]n?|[Oo]ne|[Aa]nother) ((?:[\w’'-]+ ){{0,4}}?({'|'.join(sorted(PERSONS | _MEN | _WOMEN))}))\b"
)


def _doubtful(cast: Cast, start: int, at: int, known: tuple[str, ...]) -> tuple[str, ...]:
    """Names in the window that may be a person's too: with one of them about, nothing is certain."""
    found = []
    for match in _WHOLE_NAME.finditer(cast.plain, start, at):
        parts = [part for part in match[0].split() if part.lower() not in SMALL_WORDS | TIMES]
        lows = {part.lower().rstrip(".") for part in parts}
        body = lows & (
            cast.known.bodies
            | cast.known.media
            | PERSONS
            | _LEADS
            | cast.known.men_titles
            | cast.known.women_titles
        )
        part_of_known = any(name.split()[-1] in match[0] for name in known)
        article = _OF_A_BODY.search(cast.plain[max(0, match.start() - _SOON) : match.start()]) is not None
        name_like = len(parts) == _TWO and all(part.isalpha() for part in parts) and not article
        if name_like and not body and not part_of_known and not cast.is_said(match.start(), at):
            found.append(" ".join(parts))
    return tuple(dict.fromkeys(found))


_SOMEONE = re.compile(r"\b(?:an?|the|one|another) [\w -]+\Z", re.IGNORECASE)
_TWO = 2
_OF_A_BODY = re.compile(r"(?:\bthe|[A-Z]\w+ (?:for|of)) \Z")
"""As in "the River Brigade", "the Institute for Regional Studies": no person."""


def _canonical(cast: Cast, mention: Mention) -> str:
    full = cast.full_name(mention.surname)
    return full[0] if len(full) == 1 else mention.name


def _surnames(cast: Cast, start: int, end: int) -> list[Mention]:
    """Surnames alone, of people named in full somewhere."""
    full = cast.in_full
    window = cast.plain[start:end]
    return [
        Mention(full[match[0]].name, match[0], start + match.start(), full[match[0]].man)
        for match in re.finditer(r"[A-Z][\w’\-]*[\w]", window)
        if match[0] in full
    ]


def _windows(text: str, at: int) -> list[int]:
    """Where to look, nearest first: this sentence and the one before, this paragraph, the one before."""
    paragraph = max(text.rfind("\n", max(0, at - _NEAR), at) + 1, at - _NEAR, 0)
    stops = [match.end() for match in re.finditer(r"[.!?][”\"’]?\s+(?=[A-Z“\"])", text[paragraph:at])]
    sentence = paragraph + (stops[-1] if stops else 0)
    before = paragraph + (stops[-2] if len(stops) > 1 else 0)
    earlier = text.rfind("\n", max(0, paragraph - _NEAR), max(paragraph - 2, 0)) + 1
    return [start for start in (sentence, before, paragraph, earlier) if at - start < _NEAR]


def _from_relative(cast: Cast, words: str, at: int) -> ReadSpeaker:
    """As in "Colonel X, who in a moment of candour": the name right before the clause."""
    before = re.search(r"([^.;:\n]*?),?\s*$", cast.text[max(0, at - 160) : at])
    phrase = before[1] if before else ""
    found = people_in(phrase, cast.known)
    if found:
        return ReadSpeaker(_canonical(cast, found[-1]), SpeakerKind.NAMED, words, ())
    names = [match[0] for match in _NAME.finditer(phrase) if match[0].lower() not in SMALL_WORDS]
    if names:
        return _from_phrase(cast, names[-1])
    someone = _SOMEONE.search(phrase)
    if someone is not None:
        return _from_phrase(cast, someone[0])
    return ReadSpeaker(words, SpeakerKind.OPEN, words, ())
