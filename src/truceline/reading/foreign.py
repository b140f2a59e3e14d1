"""Other languages: direct quotations with their speaker, where the marks and a cue verb show both.

Only what is certain is read; a language without a list of cues is reported as not supported. A
pronoun, or a verb alone, means somebody only when one candidate remains.
"""

import re

from attrs import frozen

from truceline.reading.flow import flowing
from truceline.reading.quotations import Quotation, quotations
from truceline.reading.result import ReadHop, Reading, ReadSpeaker, ReadStatement, Said, SpeakerKind
from truceline.reading.segments import Stretch, paragraphs
from truceline.reading.times import until
from truceline.reading.tongues import Range, Tongue, phrase_after, phrase_before, tongues
from truceline.testimony.claim import Firmness
from truceline.testimony.document import Document
from truceline.testimony.statement import Act, Basis, Mode, Stance
from truceline.testimony.statement import Quotation as How

_SHORTEST = 3
_LEAD = re.compile(r"[\s,،–—-]*")
_PERSON = re.compile(r"(?<!\w)[^\W\d_a-zа-яё][\w’\-]+(?: (?:al-|аль-)?[^\W\d_a-zа-яё][\w’\-]+)+")
_TWO = 2
_MOST_IN_A_NAME = 4
_MOST_CUES = 4
_STEM = 4
"""Letters a surname keeps however it is declined."""


@frozen
class _Attributed:
    """Where the speaker (None: nobody named) and the cue of a quotation stand."""

    source: Range | None
    cue: Range


def read_foreign(document: Document, reader: str) -> Reading:
    """The direct quotations of a document in another language."""
    text = flowing(document.text or "")
    tongue = tongues().get(document.language.split("-")[0])
    statements = () if tongue is None else tuple(_statements(document, text, tongue, reader))
    return Reading(
        document,
        reader,
        supported=tongue is not None,
        statements=statements,
        citations=(),
        sentences=(),
        wording=(),
    )


def _statements(document: Document, text: str, tongue: Tongue, reader: str) -> list[ReadStatement]:
    found: list[ReadStatement] = []
    persons = _persons(text, tongue) if tongue.cased else _speakers(text, tongue)
    for paragraph in paragraphs(text):
        for quotation in quotations(text, paragraph, None):
            if len(re.findall(r"\w+", text[quotation.start : quotation.end])) < _SHORTEST:
                continue
            attributed = _behind(text, paragraph, quotation, tongue) or _ahead(
                text, paragraph, quotation, tongue
            )
            if attributed is not None:
                named = tuple(item.speaker.name for item in found if item.speaker.kind is SpeakerKind.NAMED)
                speaker = _speaker(text, attributed.source, tongue, (persons, named))
                found.append(
                    _statement(document, quotation, attributed, (speaker, f"s{len(found) + 1}", reader))
                )
    return found


def _behind(text: str, paragraph: Stretch, quotation: Quotation, tongue: Tongue) -> _Attributed | None:
    """As in "…", said X  /  "…", according to X  /  "…", X said."""
    for pattern in tongue.after:
        match = pattern.match(text, quotation.end, paragraph.end)
        if match is not None:
            return _Attributed(match.span("name"), match.span("cue"))
    lead = _LEAD.match(text, quotation.end, paragraph.end)
    start = quotation.end if lead is None else lead.end()
    cue = tongue.verbs.match(text, start, paragraph.end) or tongue.by.match(text, start, paragraph.end)
    if cue is not None:
        phrase = phrase_after(text, _past_aside(text, cue.end(), tongue), paragraph.end, tongue)
        return None if phrase is None else _Attributed(phrase, cue.span())
    phrase = phrase_after(text, start, paragraph.end, tongue) if tongue.cased else None
    cue = None if phrase is None else tongue.verbs.match(text, _past_space(text, phrase[1]), paragraph.end)
    return None if cue is None else _Attributed(phrase, cue.span())


def _ahead(text: str, paragraph: Stretch, quotation: Quotation, tongue: Tongue) -> _Attributed | None:
    """As in X said: "…"  /  said X: "…"  /  according to X, "…", in the quotation's own sentence."""
    floor = paragraph.start
    for stop in re.finditer(r"[.!?؟]\s+", text[paragraph.start : quotation.start]):
        floor = paragraph.start + stop.end()
    lead = text[floor : quotation.start]
    for pattern in tongue.before:
        match = pattern.search(lead)
        if match is not None:
            return _Attributed(_moved(match.span("name"), floor), _moved(match.span("cue"), floor))
    cues = [
        _moved(cue.span(), floor) for pattern in (tongue.verbs, tongue.by) for cue in pattern.finditer(lead)
    ]
    within = (floor, quotation.start)
    for number in range(len(cues) - 1, -1, -1):
        bare = not text[cues[number][1] : quotation.start].strip(" :،,")
        phrase = _beside(text, within, cues[number], tongue)
        if bare and phrase is None:  # as in "X denied it and said: …"
            earlier = (_beside(text, within, cue, tongue) for cue in cues[:number][: -_MOST_CUES - 1 : -1])
            phrase = next((one for one in earlier if one is not None), None)
        if bare or phrase is not None:
            return _Attributed(phrase, cues[number])
    return None


def _beside(text: str, within: Range, cue: Range, tongue: Tongue) -> Range | None:
    """The speaker right behind a cue, or right before it."""
    behind = phrase_after(text, _past_aside(text, cue[1], tongue), within[1], tongue)
    return behind or phrase_before(text, within[0], cue[0], tongue)


def _moved(span: Range, by: int) -> Range:
    return (span[0] + by, span[1] + by)


def _past_space(text: str, at: int) -> int:
    return at + (text[at : at + 1] == " ")


def _past_aside(text: str, at: int, tongue: Tongue) -> int:
    """Past a space, and words of time or of whom it is said to."""
    start = _past_space(text, at)
    aside = tongue.asides.match(text, start)
    return start if aside is None else aside.end()


def _persons(text: str, tongue: Tongue) -> tuple[str, ...]:
    """Everybody named with two capitals or more, bodies and abbreviations left out."""
    found = []
    for match in _PERSON.finditer(text):
        before = re.findall(r"\w+", text[max(0, match.start() - 20) : match.start()])
        name = _without_roles(match[0], tongue)
        role = [] if name == match[0] else [match[0].split()[0].lower()]
        words = _past_place(name, role or before, tongue).split()
        if len(words) > _TWO and before and before[-1].lower() in tongue.ends:
            words.pop(0)
        if not any(word.isupper() or word.lower() in tongue.bodies for word in words):
            found.append(" ".join(words))
    return tuple(dict.fromkeys(found))


def _speakers(text: str, tongue: Tongue) -> tuple[str, ...]:
    """In a script without capitals: everybody in full behind a verb of saying, whether quoted or not."""
    found = []
    for cue in tongue.verbs.finditer(text):
        phrase = phrase_after(text, _past_aside(text, cue.end(), tongue), len(text), tongue)
        words = [] if phrase is None else _without_roles(text[slice(*phrase)], tongue).split()
        named = _TWO <= len(words) <= _MOST_IN_A_NAME and words[0] not in tongue.of
        if named and not any(word in tongue.bodies or word in tongue.things for word in words):
            found.append(" ".join(words))
    return tuple(dict.fromkeys(found))


def _speaker(
    text: str, source: Range | None, tongue: Tongue, known: tuple[tuple[str, ...], tuple[str, ...]]
) -> ReadSpeaker:
    """Who a phrase means: a name in full, a body, a text; a pronoun when only one candidate remains."""
    persons, named = known
    words = "" if source is None else text[slice(*source)]
    if not words or words.lower() in tongue.pronouns:
        candidates = tuple(dict.fromkeys((*persons, *named)))
        if len(candidates) == 1:
            return ReadSpeaker(candidates[0], SpeakerKind.NAMED, words, ())
        return ReadSpeaker(words, SpeakerKind.OPEN, words, candidates)
    name = _bare_name(words, tongue)
    parts = re.findall(r"[\w\-]+", words if tongue.cased else name.split()[0])
    if any(part.lower() in tongue.things for part in parts):
        return ReadSpeaker(words, SpeakerKind.UNNAMED, words, ())
    if any(part.lower() in tongue.bodies or (part.isupper() and len(part) > 1) for part in parts):
        return ReadSpeaker(words, SpeakerKind.BODY, words, ())
    full = [person for person in persons if " " not in name and _same_surname(person.split()[-1], name)]
    if not full and _is_office(words, name, tongue):
        return ReadSpeaker(words, SpeakerKind.UNNAMED, words, ())
    return ReadSpeaker(full[0] if len(full) == 1 else name, SpeakerKind.NAMED, words, ())


def _is_office(words: str, name: str, tongue: Tongue) -> bool:
    """Whether the one name in a phrase is only what an office is of, as in "the mayor of Velmar"."""
    if not tongue.cased:
        owner = name.split(maxsplit=1)[0] in tongue.of
        return name != words and (owner or (" " not in name and not tongue.of.isdisjoint(words.split())))
    before = re.findall(r"\w+", words[: -len(name)]) if words.endswith(name) and " " not in name else []
    return len(before) > 1 and before[-1] in tongue.of


def _bare_name(words: str, tongue: Tongue) -> str:
    """The name without its roles: the last words with capitals, or what follows a known title."""
    if not tongue.cased:
        return _without_roles(words, tongue)
    small = "|".join(sorted(tongue.particles))
    capital = r"[^\W\d_a-zа-яё][\w’\-]*"
    runs = list(re.finditer(rf"{capital}(?: (?:(?:{small}) )*(?:al-|аль-)?{capital})*", words))
    start, name = (runs[-1].start(), runs[-1][0]) if runs else (0, words)
    return _past_place(name, re.findall(r"\w+", words[:start]), tongue)


def _past_place(name: str, before: list[str], tongue: Tongue) -> str:
    """A name without what the office before it is of: a place behind "of", or one declined as such."""
    if not before or not before[-1][0].islower():
        return name
    parts = name.split()
    if before[-1] in tongue.of and sum(part[0].isupper() for part in parts) > _TWO:
        return " ".join(parts[1:])
    while len(parts) > _TWO and tongue.place.search(parts[0]) and not tongue.patronymic.search(parts[1]):
        parts = parts[1:]
    return " ".join(parts)


def _without_roles(words: str, tongue: Tongue) -> str:
    for role in tongue.roles:
        words = role.sub("", words, count=1)
    return words


def _same_surname(one: str, other: str) -> bool:
    """Whether two surnames differ at most in their ending, as declined names do."""
    stem = max(_STEM, len(one) - 2)
    return one == other or (len(other) >= _STEM and one[:stem] == other[:stem])


def _statement(
    document: Document, quotation: Quotation, attributed: _Attributed, made: tuple[ReadSpeaker, str, str]
) -> ReadStatement:
    speaker, number, reader = made
    agent = ", ".join(document.authors) or document.outlet or "author"
    return ReadStatement(
        id=number,
        source=() if attributed.source is None else (attributed.source,),
        cue=(attributed.cue,),
        content=((quotation.start, quotation.end),),
        hedges=(),
        speaker=speaker,
        quotation=How.DIRECT,
        reported=True,
        negated=False,
        act=Act.ASSERTION,
        basis=Basis.NOT_STATED,
        firmness=Firmness.ASSERTS,
        said=Said(until(document.published), "", "publication"),
        chain=(ReadHop(agent, document.id, str(document.published or ""), Mode.QUOTES, Stance.NEUTRAL),),
        cited=None,
        parent=None,
        retracts=None,
        rule="foreign-quotation",
        reader=reader,
    )
