"""From a read statement to a statement of the record, once a person has accepted it."""

from truceline.reading.result import Range, ReadHop, Reading, ReadStatement, SpeakerKind
from truceline.testimony.codec import identified
from truceline.testimony.document import Part, Span
from truceline.testimony.statement import Binding, Hop, Speaker, Statement

_CONTEXT = 24
_PARTS = ((Part.SOURCE, "source"), (Part.CUE, "cue"), (Part.CONTENT, "content"), (Part.HEDGE, "hedges"))


def to_statement(reading: Reading, item: ReadStatement, sources: dict[str, str]) -> Statement:
    """The statement as testimony; ``sources`` maps names to ids of the source register.

    A speaker the register does not know stays unnamed, in the document's words.
    """
    document = reading.document
    text = document.text or ""
    return identified(
        Statement(
            id="",
            label=item.id,
            document=document.id,
            speaker=_speaker(item.speaker.name, item.speaker.kind, sources),
            content=" … ".join(text[start:end] for start, end in item.content),
            cue=" … ".join(text[start:end] for start, end in item.cue),
            spans=tuple(span_of(text, part, span) for part, name in _PARTS for span in getattr(item, name)),
            quotation=item.quotation,
            reported=item.reported,
            act=item.act,
            basis=item.basis,
            said=item.said.period,
            in_public=False,
            chain=tuple(_hop(hop, sources) for hop in item.chain[1:]),
            cites=(),
            binding=Binding.EXPLICIT if item.cited is None else item.cited.binding,
            coded_from=(),
            handling=document.handling,
            purpose=document.purpose,
        )
    )


def _speaker(name: str, kind: SpeakerKind, sources: dict[str, str]) -> Speaker:
    known = sources.get(name)
    if known is not None and kind is not SpeakerKind.OPEN:
        return Speaker(source=known, words="")
    return Speaker(source=None, words=name)


def _hop(hop: ReadHop, sources: dict[str, str]) -> Hop:
    known = sources.get(hop.agent)
    agent = Speaker(source=known, words="" if known else hop.agent)
    return Hop(agent=agent, document=None, date=None, mode=hop.mode, stance=hop.stance)


def span_of(text: str, part: Part, span: Range) -> Span:
    """A span with its words and what stands around them."""
    start, end = span
    return Span(
        part, start, end, text[start:end], text[max(0, start - _CONTEXT) : start], text[end : end + _CONTEXT]
    )
