"""Who a source phrase means: full names for surnames, pronouns only when one candidate remains.

Candidates for a pronoun are persons named in the writer's own voice nearby: whoever is named
inside quoted words cannot be the one who "added" them. Two candidates: left open.
"""

import re

from attrs import frozen

from truceline.reading.mending import PERSONS
from truceline.reading.result import Range, ReadSpeaker, SpeakerKind
from truceline.reading.wordlists import Persons

_NAME = re.compile(r"\b[A-Z][\w’'.\-]*(?:[ ](?:al|el|de|da|von|van|bin|ibn|der)?[ -]?[A-Z][\w’'\-]*)*")
_WHOLE_NAME = re.compile(
    r"\b(?:[A-Z][\w’'\-]+|[A-Z]\.)(?: (?:[A-Z][\w’'\-]+|[A-Z]\.|al-[A-Z][\w’'\-]+|de [A-Z][\w’'\-]+|van [A-Z]\w+|bin [A-Z]\w+))+"
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
    """Every full mention of somebody who reads as a person, in order."""
    found = []
    for match in _WHOLE_NAME.finditer(text):
        mention = _person(match[0], match.start(), known)
        if mention is not None:
            found.append(mention)
    return tuple(found)


def _person(words: str, start: int, known: Persons) -> Mention | None:
    plain = re.sub(r"[’']s?$", "", words)
    parts = plain.split()
    titles = [
        part for part in parts if part.lower().rstrip(".") in known.men_titles | known.women_titles | PERSONS
    ]
    names = parts
    while names and (
        names[0].lower().rstrip(".").split("-")[-1] in PERSONS | known.men_titles | known.women_titles
        or names[0].lower() in _LEADS
    ):
        names = names[1:]
    if not names or (len(names) == 1 and not titles):
        return None
    if any(part.lower() in known.bodies for part in names):
        return None
    given = names[0]
    man = True if given in known.men else False if given in known.women else None
    for title in titles:
        if title.lower().rstrip(".") in known.men_titles:
            man = True
        if title.lower().rstrip(".") in known.women_titles:
            man = False
    if man is None and not titles and given not in known.men | known.women:
        return None
    offset = words.find(names[0])
    return Mention(" ".join(names), names[-1], start + max(offset, 0), man)


_LEADS = frozenset(
    "foreign prime defence defense deputy vice interior state us un russian american british french turkish".split()
)


@frozen
class Cast:
    """Everybody named in a document, and the stretches that are somebody's words."""

    text: str
    mentions: tuple[Mention, ...]
    contents: tuple[Range, ...]
    known: Persons

    def full_name(self, surname: str) -> tuple[str, ...]:
        """The full names that end in a surname."""
        return tuple(
            dict.fromkeys(
                mention.name
                for mention in self.mentions
                if mention.surname == surname and " " in mention.name
            )
        )


def speaker_of(cast: Cast, source: tuple[Range, ...], at: int) -> ReadSpeaker:
    """The speaker a source phrase means."""
    if not source:
        return ReadSpeaker("", SpeakerKind.UNNAMED, "", ())
    words = cast.text[source[0][0] : source[-1][1]].strip(" ,")
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
    return ReadSpeaker(
        name,
        SpeakerKind.BODY if name[:1].isupper() or last in cast.known.bodies else SpeakerKind.UNNAMED,
        words,
        (),
    )


def _named_in(cast: Cast, words: str) -> ReadSpeaker | None:
    """A person whose name, or whose surname, stands in the phrase."""
    inside = people_in(words, cast.known)
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
    surname = re.escape(name.rsplit(maxsplit=1)[-1])
    return (
        re.search(
            rf"(?<!{re.escape(name.split()[-2])} )\b{surname}\b[^.]{{0,40}}\b(?:said|says|added|told|his|her|he|she)\b",
            cast.text,
        )
        is not None
    )


def _from_pronoun(cast: Cast, words: str, at: int) -> ReadSpeaker:
    man = words.lower() in _HE
    for start in _windows(cast.text, at):
        names = tuple(
            dict.fromkeys(
                _canonical(cast, mention)
                for mention in (*cast.mentions, *_surnames(cast, start, at))
                if start <= mention.start < at
                and mention.man in (man, None)
                and not _inside(mention.start, cast.contents, at)
            )
        )
        if len(names) == 1:
            return ReadSpeaker(names[0], SpeakerKind.NAMED, words, ())
        if names:
            return ReadSpeaker(words, SpeakerKind.OPEN, words, names)
    return ReadSpeaker(words, SpeakerKind.OPEN, words, ())


def _canonical(cast: Cast, mention: Mention) -> str:
    full = cast.full_name(mention.surname)
    return full[0] if len(full) == 1 else mention.name


def _surnames(cast: Cast, start: int, end: int) -> list[Mention]:
    """Surnames alone, of people named in full somewhere."""
    full = {mention.surname: mention for mention in cast.mentions if " " in mention.name}
    window = cast.text[start:end]
    return [
        Mention(full[match[0]].name, match[0], start + match.start(), full[match[0]].man)
        for match in re.finditer(r"[A-Z][\w’\-]*[\w]", window)
        if match[0] in full
    ]


def _windows(text: str, at: int) -> list[int]:
    """Where to look, nearest first: this sentence and the one before, this paragraph, the one before."""
    paragraph = text.rfind("\n", 0, at) + 1
    stops = [match.end() for match in re.finditer(r"[.!?][”\"’]?\s+(?=[A-Z“\"])", text[paragraph:at])]
    sentence = paragraph + (stops[-1] if stops else 0)
    before = paragraph + (stops[-2] if len(stops) > 1 else 0)
    earlier = text.rfind("\n", 0, max(paragraph - 2, 0)) + 1
    return [start for start in (sentence, before, paragraph, earlier) if at - start < _NEAR]


def _inside(place: int, ranges: tuple[Range, ...], at: int) -> bool:
    return any(start <= place < end and not start <= at < end for start, end in ranges)


def _from_relative(cast: Cast, words: str, at: int) -> ReadSpeaker:
    """As in "Colonel X, who in a moment of candour": the name right before the clause."""
    before = re.search(r"([^.;:\n]*?),?\s*$", cast.text[max(0, at - 160) : at])
    phrase = before[1] if before else ""
    found = people_in(phrase, cast.known)
    if found:
        return ReadSpeaker(_canonical(cast, found[-1]), SpeakerKind.NAMED, words, ())
    names = [match[0] for match in _NAME.finditer(phrase)]
    if names:
        return _from_phrase(cast, names[-1])
    return ReadSpeaker(words, SpeakerKind.OPEN, words, ())
