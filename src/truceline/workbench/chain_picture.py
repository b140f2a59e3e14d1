"""The attribution chain of a statement as a picture: what we hold, through whom, who spoke.

It reads from left to right in every language: the document in hand, then each hop from the
outermost to the innermost, then the speaker. Every box has an id and may be a link.
"""

from collections.abc import Sequence

from attrs import frozen
from markupsafe import Markup

from truceline.workbench.charts import INK, PAPER, QUIET, Title, element, joined, picture, words, wrapped

_BOX, _GAP, _HIGH, _PER_ROW = 150.0, 72.0, 66.0, 3
_EDGE = 6.0
_LINE = 15.0


@frozen
class Box:
    """One station of a chain: what it is ("through"), its name, a line below, where it leads.

    ``passes`` is what the arrow towards it says: how the one before it took the words.
    """

    role: str
    name: str
    below: str
    passes: str
    href: str | None


def chain_picture(title: Title, boxes: Sequence[Box]) -> Markup:
    """The boxes in order, three to a row, with an arrow from each to the next."""
    columns = min(_PER_ROW, len(boxes))
    rows = -(-len(boxes) // _PER_ROW)
    pitch = _HIGH + 34
    width = columns * _BOX + (columns - 1) * _GAP + 2 * _EDGE
    parts = [_box(f"{title.id}-{number}", box, *_at(number, pitch)) for number, box in enumerate(boxes)]
    parts += [_arrow(box.passes, number, pitch) for number, box in enumerate(boxes) if number]
    role = "group" if any(box.href is not None for box in boxes) else "img"
    return picture(title, width, rows * pitch - 34 + 2 * _EDGE, joined(parts), role=role)


def _at(number: int, pitch: float) -> tuple[float, float]:
    return _EDGE + (number % _PER_ROW) * (_BOX + _GAP), _EDGE + (number // _PER_ROW) * pitch


def _box(id: str, box: Box, x: float, y: float) -> Markup:
    middle = x + _BOX / 2
    named = wrapped(box.name, _BOX - 12, size=12, most=2)
    parts = [
        element("rect", x=x, y=y, width=_BOX, height=_HIGH, rx=5.0, fill=PAPER, stroke=INK),
        words(box.role, middle, y + _LINE, anchor="middle", font_size="10", fill=QUIET),
        *(words(line, middle, y + _LINE * (2 + number), anchor="middle", font_weight="bold")
          for number, line in enumerate(named)),
    ]  # fmt: skip
    parts += [
        words(line, middle, y + _HIGH - 5, anchor="middle", font_size="10", fill=QUIET)
        for line in wrapped(box.below, _BOX - 12, size=10, most=1)
    ]
    whole = ", ".join(part for part in (box.role, box.name, box.below) if part)
    inner = element("title", whole) + joined(parts)
    content = element("a", inner, href=box.href) if box.href is not None else inner
    return element("g", content, id=id)


def _arrow(passes: str, number: int, pitch: float) -> Markup:
    """From the box before; to the start of the next row where that begins one."""
    x, y = _at(number, pitch)
    if number % _PER_ROW:
        start, middle = x - _GAP, y + _HIGH / 2
        line = element("line", x1=start, x2=x - 7, y1=middle, y2=middle, stroke=INK)
        tip = f"{x:g},{middle:g} {x - 8:g},{middle - 4:g} {x - 8:g},{middle + 4:g}"
        label = words(passes, start + _GAP / 2 - 3, middle - 6, anchor="middle", font_size="10",
                      fill=QUIET)  # fmt: skip
    else:
        px, py = _at(number - 1, pitch)
        down, bend = x + _BOX / 2, y - 17
        path = f"M{px + _BOX / 2:g},{py + _HIGH:g} V{bend:g} H{down:g} V{y - 7:g}"
        line = element("path", d=path, fill="none", stroke=INK)
        tip = f"{down:g},{y:g} {down - 4:g},{y - 8:g} {down + 4:g},{y - 8:g}"
        label = words(passes, down + 8, bend - 4, font_size="10", fill=QUIET)
    return line + element("polygon", points=tip, fill=INK) + (label if passes else "")
