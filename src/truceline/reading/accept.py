"""From a read statement to a statement of the record, once a person has accepted it."""

from truceline.reading.dates import find_dates
from truceline.reading.names import Names, source_called
from truceline.reading.result import Range, ReadHop, Reading, ReadStatement, SpeakerKind
from truceline.testimony.codec import identified
from truceline.testimony.document import Document, Part, Span
from truceline.testimony.statement import (
    Act,
    Basis,
    Binding,
    Hop,
    Quotation,
    Speaker,
    Statement,
)  # fmt: skip

_CONTEXT = 24
_PARTS = ((Part.SOURCE, "source"), (Part.CUE, "cue"), (Part.CONTENT, "content"), (Part.HEDGE, "hedges"))
_HANDLE = 12
_NOBODY = "unnamed"


def handle_of(document: str) -> str:
    """A document's id, short enough to begin the names of what is found in it."""
    return document.removeprefix("sha256:")[:_HANDLE]


def to_statement(reading: Reading, item: ReadStatement, names: Names) -> Statement:
    """The statement as testimony; a speaker the register does not know stays unnamed, in the document's words."""
    document = reading.document
    text = document.text or ""
    return identified(
        Statement(
            id="",
            label=f"{handle_of(document.id)}/{item.id}",
            document=document.id,
            speaker=_speaker(item, names),
            content=_joined(text, item.content),
            cue=_joined(text, item.cue),
            spans=tuple(span_of(text, part, span) for part, name in _PARTS for span in getattr(item, name)),
            quotation=item.quotation,
            reported=item.reported,
            act=item.act,
            basis=item.basis,
            said=item.said.period,
            in_public=False,
            chain=tuple(_hop(hop, document, names) for hop in item.chain),
            cites=(),
            binding=Binding.EXPLICIT if item.cited is None else item.cited.binding,
            coded_from=(),
            handling=document.handling,
            purpose=document.purpose,
        )
    )


def to_writers_statement(reading: Reading, span: Range, names: Names) -> Statement:
    """What the writer asserts there with no source, as the writer's statement."""
    document = reading.document
    text = document.text or ""
    return identified(
        Statement(
            id="",
            label=f"{handle_of(document.id)}/{span[0]}",
            document=document.id,
            speaker=writer_of(document, names),
            content=text[span[0] : span[1]],
            cue="",
            spans=(span_of(text, Part.CONTENT, span),),
            quotation=Quotation.DIRECT,
            reported=True,
            act=Act.ASSERTION,
            basis=Basis.NOT_STATED,
            said=document.published,
            in_public=False,
            chain=(),
            cites=(),
            binding=Binding.EXPLICIT,
            coded_from=(),
            handling=document.handling,
            purpose=document.purpose,
        )
    )


def writer_of(document: Document, names: Names) -> Speaker:
    """Who wrote a document: the one known author, else the known outlet, else the names it gives."""
    authors = ", ".join(document.authors)
    known = source_called(names, authors) or source_called(names, document.outlet or "")
    return Speaker(source=known, words="" if known else authors or document.outlet or "the writer")


def _joined(text: str, spans: tuple[Range, ...]) -> str:
    return " … ".join(text[start:end] for start, end in spans)


def _speaker(item: ReadStatement, names: Names) -> Speaker:
    speaker = item.speaker
    known = None if speaker.kind is SpeakerKind.OPEN else source_called(names, speaker.name)
    return Speaker(source=known, words="" if known else speaker.name or speaker.words)


def _hop(hop: ReadHop, document: Document, names: Names) -> Hop:
    if hop.document == document.id:
        agent = writer_of(document, names)
    else:
        known = source_called(names, hop.agent)
        agent = Speaker(source=known, words="" if known or hop.agent == _NOBODY else hop.agent)
    zone = document.published.zone if document.published is not None else "UTC"
    date = next((found.period for found in find_dates(hop.date, None, zone)), None)
    return Hop(agent=agent, document=None, date=date, mode=hop.mode, stance=hop.stance)


def span_of(text: str, part: Part, span: Range) -> Span:
    """A span with its words and what stands around them."""
    start, end = span
    return Span(
        part, start, end, text[start:end], text[max(0, start - _CONTEXT) : start], text[end : end + _CONTEXT]
    )
