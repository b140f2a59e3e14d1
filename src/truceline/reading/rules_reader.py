"""The built-in reader: the rules' attributions made into statements, with speaker, time, chain and acts."""

import re

from attrs import evolve, frozen

from truceline.reading.attribution import Heed, find_all, find_attributions
from truceline.reading.citations import Citation, cited_by, find_citations, without_citations
from truceline.reading.dates import anchor_of, find_dates
from truceline.reading.flow import flowing
from truceline.reading.foreign import read_foreign
from truceline.reading.gold import Attribution
from truceline.reading.lexicon import Cue, Lexicon, shipped_lexicon
from truceline.reading.result import (
    ReadHop,
    Reading,
    ReadSpeaker,
    ReadStatement,
    SpeakerKind,
)  # fmt: skip
from truceline.reading.retractions import with_retractions
from truceline.reading.scene import Found
from truceline.reading.sightings import Sightings
from truceline.reading.signs import act_of, basis_in, content_of, hedges_in, quotation_of, weakest
from truceline.reading.speakers import Cast, people_in, speaker_of
from truceline.reading.tagger import Tagger, shipped_tagger
from truceline.reading.times import Times
from truceline.reading.voices import marked_wording, sentence_voices
from truceline.reading.wordlists import hedges, loaded_words, persons
from truceline.testimony.document import Document
from truceline.testimony.statement import Act, Binding, Mode, Quotation, Stance

READER = "rules/1"
READ_IN_FULL = ("en", "und")
"""Languages in which everything is looked at, not only quotations."""
_UTC = "UTC"
_LIFELESS = frozenset(
    "suggest indicate show mean signal imply underline underscore demonstrate reveal threaten promise confirm blame".split()
)
_FIRST_PERSON = frozenset(("i", "we", "us", "me"))
_CARRIES_ON = frozenset(
    (
        "forward-clause",
        "quote-first",
        "trailing",
        "according-to",
        "hearsay",
        "relayed",
        "passive-by",
        "forward-quote",
        "forward-question",
    )
)


@frozen(eq=False)
class RulesReader:
    """Reads English by rule, and direct quotations with their speaker in a few other languages."""

    tagger: Tagger
    lexicon: Lexicon

    name = READER

    def read(self, document: Document) -> Reading:
        """The statements of a document. The same document always gives the same reading."""
        return self.read_heeded(document, lambda _: None)

    def read_heeded(self, document: Document, heed: Heed) -> Reading:
        """The same; ``heed`` is told how far the reading has come, for whoever waits.

        Finding who says what takes two thirds of the time, and making statements of it the rest.
        """
        text = flowing(document.text or "")
        if document.language.split("-")[0] not in READ_IN_FULL:
            return read_foreign(document, READER)
        citations = find_citations(text)
        found = find_all(
            without_citations(text, citations),
            self.tagger,
            self.lexicon,
            heed=lambda at: heed(at * 2 // 3),
        )
        begun, length = len(text) * 2 // 3, len(text)
        heed(begun)
        statements = _statements(
            document,
            text,
            citations,
            found,
            heed=lambda at: heed(begun + (length - begun) * at // len(found)),
        )
        contents = [span for item in statements if item.reported for span in item.content]
        around = [span for item in statements for span in (*item.source, *item.cue)] + [
            (item.start, item.end) for item in citations
        ]
        return Reading(
            document=document,
            reader=READER,
            supported=True,
            statements=statements,
            citations=citations,
            sentences=sentence_voices(text, contents, around),
            wording=marked_wording(
                text, contents + [(item.start, item.end) for item in citations], loaded_words()
            ),
        )

    def attributions(self, text: str) -> list[Attribution]:
        """Source, cue and content spans only, nesting left out: what other readers build on."""
        text = flowing(text)
        found = find_attributions(without_citations(text, find_citations(text)), self.tagger, self.lexicon)
        kept = [item for item in found if item.rule != "unowned-quotation"]
        return [Attribution(item.source, item.cue, item.content) for item in kept]


def statements_from(
    document: Document, attributions: list[Attribution], reader: str
) -> tuple[ReadStatement, ...]:
    """Statements made of another reader's spans, with speaker, time, chain and acts as the rules tell them."""
    text = flowing(document.text or "")
    lexicon = shipped_lexicon()
    found = [
        (Found(item.source, item.cue, item.content, rule=reader, speech=False, lexical=_cue_in(text, item, lexicon), negated=False, relay=()), None)
        for item in attributions
    ]  # fmt: skip
    made = _statements(document, text, find_citations(text), list(found), heed=lambda _: None)
    return tuple(evolve(item, reader=reader) for item in made)


def _cue_in(text: str, item: Attribution, lexicon: Lexicon) -> Cue | None:
    words = [word for start, end in item.cue for word in text[start:end].lower().split()]
    return next((lexicon.verbs[word] for word in reversed(words) if word in lexicon.verbs), None)


def make(_: dict[str, str]) -> RulesReader:
    """The built-in reader, for the entry point."""
    return shipped_reader()


def shipped_reader() -> RulesReader:
    """The reader with the shipped tagger and lexicon."""
    return RulesReader(shipped_tagger(), shipped_lexicon())


@frozen(eq=False)
class _Source:
    """What all statements of one document are made with."""

    document: Document
    text: str
    citations: tuple[Citation, ...]
    cast: Cast
    times: Times
    sightings: Sightings


def _statements(
    document: Document,
    text: str,
    citations: tuple[Citation, ...],
    found: list[tuple[Found, int | None]],
    *,
    heed: Heed,
) -> tuple[ReadStatement, ...]:
    """What was found, made into statements; ``heed`` is told how many are looked at."""
    zone = document.published.zone if document.published else _UTC
    contents = tuple(span for item, _ in found for span in item.content if not _is_thought(item))
    plain = without_citations(text, citations)
    cast = Cast(text, plain, people_in(plain, persons()), contents, persons())
    dates = tuple(find_dates(text, anchor_of(document.published), zone))
    times = Times(text, dates, citations, document.published)
    source = _Source(document, text, citations, cast, times, Sightings(text))
    made: dict[int, ReadStatement] = {}
    for number, (item, parent) in enumerate(found):
        heed(number + 1)
        outer = None if parent is None else made.get(parent)
        if item.rule == "unowned-quotation" and not _is_cited(text, item, citations):
            continue
        if parent is None or (outer is not None and _is_nested_statement(text, item)):
            made[number] = _statement(source, item, f"s{len(made) + 1}", outer)
    return with_retractions(text, _in_order(tuple(made.values())))


def _is_cited(text: str, found: Found, citations: tuple[Citation, ...]) -> bool:
    """Whether a citation follows a quotation at once: then its author speaks."""
    cited = cited_by(text, found.content[-1][1], citations)
    return cited is not None and cited.binding is Binding.EXPLICIT


def _in_order(statements: tuple[ReadStatement, ...]) -> tuple[ReadStatement, ...]:
    """Numbered by where they stand in the text."""
    ordered = sorted(
        statements, key=lambda item: (min((*item.cue, *item.content))[0], item.parent is not None)
    )
    new = {item.id: f"s{number}" for number, item in enumerate(ordered, start=1)}
    return tuple(
        evolve(item, id=new[item.id], parent=None if item.parent is None else new[item.parent])
        for item in ordered
    )


def _is_thought(found: Found) -> bool:
    return found.lexical is not None and found.lexical.thought


def _asks_to(found: Found) -> bool:
    """As in "asked them to leave": no question."""
    return found.rule == "forward-infinitive" and found.lexical is not None and found.lexical.lemma == "ask"


def _is_nested_statement(text: str, found: Found) -> bool:
    """Whether words inside a quotation are somebody else's again; "I think" is the speaker's own."""
    if found.rule not in _CARRIES_ON:
        return False
    words = text[found.source[0][0] : found.source[-1][1]].lower() if found.source else ""
    return words not in _FIRST_PERSON and not _is_thought(found)


def _statement(source: _Source, found: Found, number: str, outer: ReadStatement | None) -> ReadStatement:
    text = source.text
    content = content_of(source.sightings, found.content)
    cited = cited_by(text, found.content[-1][1], source.citations) if outer is None else outer.cited
    citation = None if cited is None else source.citations[cited.citation]
    speaker = speaker_of(source.cast, found.source, (found.source or found.cue or found.content)[0][0])
    if found.rule == "unowned-quotation" and citation is not None:
        speaker = _author_of(citation)
    quotation = quotation_of(text, found.content)
    hedged = hedges_in(source.sightings, (*found.cue, *found.content), hedges())
    return ReadStatement(
        id=number,
        source=found.source,
        cue=found.cue,
        content=found.content,
        hedges=tuple(span for span, _ in hedged),
        speaker=speaker,
        quotation=quotation,
        reported=_is_reported(found, speaker),
        negated=found.negated,
        act=Act.REQUEST
        if _asks_to(found)
        else act_of(content, found.lexical, hedges(), negated=found.negated),
        basis=basis_in(content, hedges()),
        firmness=weakest(hedged, hearsay=found.rule == "hearsay"),
        said=source.times.said(found, citation, source.cast.is_said),
        chain=_chain(source, found, citation, quotation)
        if outer is None
        else _nested_chain(outer, speaker, quotation),
        cited=cited,
        parent=None if outer is None else outer.id,
        retracts=None,
        rule=found.rule,
        reader=READER,
    )


def _author_of(citation: Citation) -> ReadSpeaker:
    names = ", ".join(citation.authors)
    kind = SpeakerKind.NAMED if citation.authors else SpeakerKind.BODY
    return ReadSpeaker(names or citation.outlet or citation.title, kind, "", ())


def _is_reported(found: Found, speaker: ReadSpeaker) -> bool:
    """False for thought, and for things that only "suggest"."""
    if found.speech and not _is_thought(found):
        return True
    if (
        found.rule == "aim"
        or _is_thought(found)
        or (
            found.rule == "forward-infinitive"
            and found.lexical is not None
            and found.lexical.lemma in ("refuse", "seek", "consider")
        )
    ):
        return False
    lifeless = (
        speaker.kind in (SpeakerKind.UNNAMED, SpeakerKind.OPEN)
        and speaker.words
        and found.lexical is not None
        and found.lexical.lemma in _LIFELESS
    )
    return not (
        lifeless
        and not re.search(
            r"report|study|survey|document|article|statement|source|official|expert|analyst|people|who",
            speaker.words.lower(),
        )
    )


def _chain(
    source: _Source, found: Found, citation: Citation | None, quotation: Quotation
) -> tuple[ReadHop, ...]:
    """The document's author, the cited document, whoever relayed it: outermost first."""
    document, text = source.document, source.text
    mode = Mode.PARAPHRASES if quotation is Quotation.INDIRECT else Mode.QUOTES
    agent = ", ".join(document.authors) or document.outlet or "author"
    hops = [ReadHop(agent, document.id, str(document.published or ""), mode, _stance(text, found))]
    if citation is not None:
        cited_agent = citation.outlet or ", ".join(citation.authors)
        if found.rule != "unowned-quotation":
            hops.append(ReadHop(cited_agent, citation.title, citation.date, mode, Stance.NEUTRAL))
    relay = _relay(source, found)
    if relay and relay not in (hops[-1].agent, agent):
        hops.append(ReadHop(relay, "", "", mode, Stance.NEUTRAL))
    return tuple(hops)


def _relay(source: _Source, found: Found) -> str:
    """Whoever passed it on: "reported by X as saying", "told the news agency X"."""
    if found.relay:
        return re.sub(r"^the ", "", source.text[found.relay[0][0] : found.relay[-1][1]], flags=re.IGNORECASE)
    if not found.cue or found.lexical is None or found.lexical.lemma != "tell":
        return ""
    hearer = re.match(
        r"\s+(?:the )?(?:(?:magazine|newspaper|daily|weekly|news agency|agency) (?=[A-Z]))?((?:[A-Z][\w’.-]*(?: of | the )?\s?){1,4}|magazine|newspaper|agency)",
        source.text[found.cue[-1][1] :][:60],
    )
    name = hearer[1].strip() if hearer else ""
    if name in ("magazine", "newspaper", "agency"):
        return _outlet_before(source, found.cue[0][0]) or name
    return name if name and {word.lower() for word in name.split()} & source.cast.known.media else ""


_FAR = 1500
"""Characters: no paragraph is looked through farther back."""


def _outlet_before(source: _Source, at: int) -> str:
    """The outlet last named in this paragraph: who "the magazine" is."""
    first = max(source.text.rfind("\n", max(0, at - _FAR), at) + 1, at - _FAR, 0)
    names = re.findall(r"[A-Z][\w’]+(?: [A-Z][\w’]+)+", source.text[first:at])
    named = [name for name in names if name.split()[-1].lower() in source.cast.known.media]
    return re.sub(r"^(?:After|The|When|As) ", "", named[-1]) if named else ""


_AGREES = re.compile(r"\((?:again )?(?:correctly|rightly|truthfully)\)")
_DISAGREES = re.compile(
    r"\((?:again )?(?:wrongly|falsely|incorrectly)\)|\bfalsely\b|\bwrongly\b|\bthe lie that\b"
)


def _stance(text: str, found: Found) -> Stance:
    """How the writer stands to it: by a bracketed judgement, else by the cue chosen."""
    start = (found.source or found.cue or found.content)[0][0]
    around = text[max(0, start - 40) : found.content[0][0] + 30]
    if _AGREES.search(around):
        return Stance.ENDORSES
    if _DISAGREES.search(around):
        return Stance.REJECTS
    return found.lexical.stance if found.lexical is not None else Stance.NEUTRAL


def _nested_chain(outer: ReadStatement, speaker: ReadSpeaker, quotation: Quotation) -> tuple[ReadHop, ...]:
    """The outer speaker becomes a hop, unless he is the one who speaks again."""
    return (
        outer.chain if speaker.name == outer.speaker.name else (*outer.chain, _hop(outer.speaker, quotation))
    )


def _hop(speaker: ReadSpeaker, quotation: Quotation) -> ReadHop:
    mode = Mode.PARAPHRASES if quotation is Quotation.INDIRECT else Mode.QUOTES
    return ReadHop(speaker.name or "unnamed", "", "", mode, Stance.NEUTRAL)
