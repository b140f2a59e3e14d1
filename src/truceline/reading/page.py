"""The reading as one HTML page: the article with coloured spans and a note beside each statement.

No script, no other file. Notes follow their paragraph in reading order; every mark can be
reached with the tabulator key and names its note; colours never stand alone (underlining
tells source, cue and content apart in print).
"""

import itertools
from html import escape

from truceline.reading.flow import flowing
from truceline.reading.result import Reading, ReadStatement
from truceline.reading.segments import Stretch, paragraphs

_STYLE = """
:root{color-scheme:light}body{font:1rem/1.55 Georgia,serif;margin:2rem auto;max-width:64rem;padding:0 1rem;color:#1b1b1b}
.row{display:grid;grid-template-columns:minmax(0,38rem) minmax(14rem,1fr);gap:1.5rem}
.source{background:#dcebf7;border-bottom:2px solid #23598c}.cue{background:#f6e7c8;border-bottom:2px dashed #7a5200}
.content{background:#e6f2e1}.hedge{border-bottom:2px dotted #8a2c6b}.wording{text-decoration:underline wavy #8a3b12}
.note{font:.82rem/1.4 system-ui,sans-serif;border-left:3px solid #767676;padding:.1rem 0 .1rem .6rem;margin:0 0 .5rem}
.note:target{border-color:#23598c;background:#f3f7fb}mark{color:inherit}mark:focus{outline:3px solid #23598c}
.unsourced{border-left:2px solid #b0b0b0}h1{font-size:1.4rem}dl{font:.85rem system-ui,sans-serif}
@media print{body{max-width:none}.row{grid-template-columns:2fr 1fr}}@media(max-width:48rem){.row{grid-template-columns:1fr}}
"""
_PARTS = ("source", "cue", "content", "hedges")


def reading_to_page(reading: Reading) -> str:
    """The whole page."""
    text, title = flowing(reading.document.text or ""), reading.document.title or "Reading"
    rows = "\n".join(_row(reading, text, paragraph) for paragraph in paragraphs(text))
    language, direction = (
        escape(reading.document.language),
        "rtl" if reading.document.language.startswith("ar") else "ltr",
    )
    return (
        f'<!DOCTYPE html>\n<html lang="{language}" dir="{direction}"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style></head>\n<body><h1>{escape(title)}</h1>\n'
        f"<p>{len(reading.statements)} statements, read by {escape(reading.reader)}. What a source says is given as said; nothing here is a finding.</p>\n"
        f"<main>\n{rows}\n</main></body></html>\n"
    )


def _row(reading: Reading, text: str, paragraph: Stretch) -> str:
    here = [
        item
        for item in reading.statements
        if paragraph.start <= (item.cue or item.content)[0][0] < paragraph.end
    ]
    marked = _marked(reading, text, paragraph)
    notes = "".join(_note(item) for item in here)
    return f'<div class="row"><p>{marked}</p><aside>{notes}</aside></div>'


def _marked(reading: Reading, text: str, paragraph: Stretch) -> str:
    """The paragraph cut where any mark begins or ends, so that marks may overlap."""
    marks = [
        (start, end, part.rstrip("s"), item.id)
        for item in reading.statements
        for part in _PARTS
        for start, end in getattr(item, part)
        if start < paragraph.end and end > paragraph.start
    ]
    marks += [
        (item.start, item.end, "wording", "")
        for item in reading.wording
        if paragraph.start <= item.start < paragraph.end
    ]
    edges = sorted(
        {
            paragraph.start,
            paragraph.end,
            *(edge for mark in marks for edge in mark[:2] if paragraph.start < edge < paragraph.end),
        }
    )
    pieces, named = [], set()
    for start, end in itertools.pairwise(edges):
        inside = [mark for mark in marks if mark[0] <= start and end <= mark[1]]
        words = escape(text[start:end])
        if not inside:
            pieces.append(words)
            continue
        classes = " ".join(dict.fromkeys(mark[2] for mark in inside))
        owner = next((mark[3] for mark in reversed(inside) if mark[3]), "")
        focus = (
            f' tabindex="0" aria-describedby="note-{owner}"'
            if owner and (owner, "content") not in named
            else ""
        )
        named.add((owner, "content"))
        pieces.append(f'<mark class="{classes}"{focus}>{words}</mark>')
    return "".join(pieces)


def _note(item: ReadStatement) -> str:
    speaker = item.speaker.name or "not named"
    candidates = f" (may be {', '.join(item.speaker.candidates)})" if item.speaker.candidates else ""
    kind = "" if item.reported else " · imputed by the writer, not said"
    said = item.said.period.edtf if item.said.period is not None else item.said.words or "not stated"
    chain = " → ".join(hop.agent for hop in item.chain)
    return (
        f'<div class="note" id="note-{item.id}"><strong>{escape(speaker)}</strong>{escape(candidates)} · {item.quotation.value} · '
        f"{item.act.value}{kind}<br>said: {escape(said)} · through: {escape(chain)}"
        f"{f' · withdraws {item.retracts}' if item.retracts else ''} · rule: {escape(item.rule)}</div>"
    )
