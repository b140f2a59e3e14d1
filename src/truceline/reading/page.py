"""The reading as one HTML page: the article with coloured spans and a note beside each statement.

No script, no other file. Notes follow their paragraph in reading order and carry the number of their words; every mark can be
reached with the tabulator key and names its note; colours never stand alone (underlining
tells source, cue and content apart in print).
"""

import itertools
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from html import escape

from truceline.reading.flow import flowing
from truceline.reading.result import Reading, ReadStatement
from truceline.reading.segments import Stretch, paragraphs

_STYLE = """
:root{color-scheme:light}body{font:1rem/1.55 Georgia,serif;margin:2rem auto;max-width:64rem;padding:0 1rem;color:#1b1b1b}
.row{display:grid;grid-template-columns:minmax(0,38rem) minmax(14rem,1fr);gap:1.5rem}
.key{font:.85rem system-ui,sans-serif}
.source{background:#dcebf7;border-bottom:2px solid #23598c}.cue{background:#f6e7c8;border-bottom:2px dashed #7a5200}
.content{background:#e6f2e1;border-bottom:1px solid #3f6b32}.hedge{border-bottom:2px dotted #8a2c6b}.wording{text-decoration:underline wavy #8a3b12}
.note{font:.82rem/1.4 system-ui,sans-serif;border-left:3px solid #767676;padding:.1rem 0 .1rem .6rem;margin:0 0 .5rem}
mark[data-note]::before{content:attr(data-note);font:.65rem system-ui,sans-serif;vertical-align:super;padding:0 .12rem;color:#4a4a4a}
.note:target{border-color:#23598c;background:#f3f7fb}mark{color:inherit;background:none}mark:focus{outline:3px solid #23598c}
.unsourced{border-left:2px solid #b0b0b0}h1{font-size:1.4rem}dl{font:.85rem system-ui,sans-serif}
@media print{body{max-width:none}.row{grid-template-columns:2fr 1fr}}@media(max-width:48rem){.row{grid-template-columns:1fr}}
"""
_KEY = (
    '<p class="key" lang="en" dir="ltr">Marked: <mark class="source">who says it</mark> · <mark class="cue">the word that tells so</mark> · '
    '<mark class="content">what is said</mark> · <mark class="hedge">a hedge</mark> · '
    '<mark class="wording">wording worth a second look</mark></p>'
)
_PARTS = ("source", "cue", "content", "hedges")


def reading_to_page(reading: Reading) -> str:
    """The whole page."""
    text, title = flowing(reading.document.text or ""), reading.document.title or "Reading"
    stretches = list(paragraphs(text))
    marks, notes = _marks_of(reading, stretches), _notes_of(reading, stretches)
    opens = bool(stretches) and text[stretches[0].start : stretches[0].end].strip() == title
    rows = [
        _row("h1" if opens and paragraph is stretches[0] else "p", _marked(text, paragraph, here), beside)
        for paragraph, here, beside in zip(stretches, marks, notes, strict=True)
    ]
    head = rows.pop(0) if opens else f"<h1>{escape(title)}</h1>"
    body = "\n".join(rows)
    language, direction = (
        escape(reading.document.language),
        "rtl" if reading.document.language.startswith("ar") else "ltr",
    )
    return (
        f'<!DOCTYPE html>\n<html lang="{language}" dir="{direction}"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style></head>\n<body>{head}\n'
        f'<p lang="en" dir="ltr">{len(reading.statements)} statements, read by {escape(reading.reader)}. What a source says is given as said; nothing here is a finding.</p>\n{_KEY}\n'
        f"<main>\n{body}\n</main></body></html>\n"
    )


def _row(tag: str, words: str, notes: list[str]) -> str:
    return f'<div class="row"><{tag}>{words}</{tag}><aside>{"".join(notes)}</aside></div>'


def _notes_of(reading: Reading, stretches: list[Stretch]) -> list[list[str]]:
    """The notes beside each paragraph."""
    found: list[list[str]] = [[] for _ in stretches]
    ends = [stretch.end for stretch in stretches]
    for item in reading.statements:
        place = (item.cue or item.content)[0][0]
        number = bisect_right(ends, place)
        if number < len(found) and stretches[number].start <= place:
            found[number].append(_note(item))
    return found


_Mark = tuple[int, int, str, str]
"""Where it begins and ends, what it is, and whose."""


def _marks_of(reading: Reading, stretches: list[Stretch]) -> list[list[_Mark]]:
    """The marks of each paragraph, in the order of the statements."""
    found: list[list[_Mark]] = [[] for _ in stretches]
    marks = [
        (start, end, part.rstrip("s"), item.id)
        for item in reading.statements
        for part in _PARTS
        for start, end in getattr(item, part)
    ]
    marks += [(item.start, item.end, "wording", "") for item in reading.wording]
    ends = [stretch.end for stretch in stretches]
    for mark in marks:
        number = bisect_right(ends, mark[0])
        while number < len(stretches) and stretches[number].start < mark[1]:
            found[number].append(mark)
            number += 1
    return found


def _pieces(paragraph: Stretch, marks: list[_Mark]) -> Iterator[tuple[int, int, list[_Mark]]]:
    """The paragraph cut where any mark begins or ends, each piece with the marks it lies in."""
    begins, ends = defaultdict(list), defaultdict(list)
    for number, (start, end, _, _) in enumerate(marks):
        begins[max(start, paragraph.start)].append(number)
        ends[min(end, paragraph.end)].append(number)
    inside: set[int] = set()
    for start, end in itertools.pairwise(sorted({paragraph.start, paragraph.end, *begins, *ends})):
        inside.difference_update(ends[start])
        inside.update(begins[start])
        yield start, end, [marks[number] for number in sorted(inside)]


def _marked(text: str, paragraph: Stretch, marks: list[_Mark]) -> str:
    """The paragraph with its marks, which may overlap."""
    pieces, named = [], set()
    for start, end, inside in _pieces(paragraph, marks):
        words = escape(text[start:end])
        if not inside:
            pieces.append(words)
            continue
        classes = " ".join(dict.fromkeys(mark[2] for mark in inside))
        owner = next((mark[3] for mark in reversed(inside) if mark[3]), "")
        focus = (
            f' tabindex="0" aria-describedby="note-{owner}" data-note="{owner.removeprefix("s")}"'
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
    said = item.said.told or "not stated"
    chain = " → ".join(f"<bdi>{escape(hop.agent)}</bdi>" for hop in item.chain)
    return (
        f'<div class="note" id="note-{item.id}" lang="en" dir="ltr">{item.id.removeprefix("s")} <strong><bdi>{escape(speaker)}</bdi></strong>'
        f"{escape(candidates)} · {item.quotation.value} · "
        f"{item.act.value}{kind}<br>said: {escape(said)} · through: {chain}"
        f"{f' · withdraws {item.retracts}' if item.retracts else ''} · rule: {escape(item.rule)}</div>"
    )
