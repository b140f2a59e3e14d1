"""Small charts as SVG, drawn here: they print, need no script, and can be read aloud.

A chart is given its words; it has none of its own. It runs from left to right in every
language, takes colours that are nobody's, and says by hatching what it says by colour.
No style attribute is used, so that a strict content policy lets it through.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import pairwise
from math import floor, log10

from attrs import frozen
from markupsafe import Markup, escape

from truceline.workbench.direction import direction_of

INK, QUIET, PAPER = "#1d1d24", "#5d5f68", "#ffffff"
COLOURS = {"violation": "#6b2d5c", "possible": "#2f7f86", "none": "#85858c"}
"""By outcome; no party's."""
GLYPHS = {"violation": "✖", "possible": "?", "none": "○", "out": "–"}
"""By outcome, beside its colour and its word."""
_FONT = "Noto Sans, DejaVu Sans, Liberation Sans, sans-serif"
_WIDTH = 640


@frozen
class Title:
    """What a picture is called and what it shows, in words, for those who do not see it."""

    id: str
    title: str
    says: str


@frozen
class Range:
    """One figure with its bounds on the common axis; ``high`` None is "or more"."""

    label: str
    low: int
    best: int | None
    high: int | None
    faint: bool


@frozen
class Day:
    """How many of each outcome began on a day; ``marked`` days are those asked about."""

    day: date
    violation: int
    possible: int
    none: int
    marked: bool

    @property
    def total(self) -> int:
        return self.violation + self.possible + self.none


def element(name: str, content: Markup | str = "", **attributes: str | float | None) -> Markup:
    """An SVG element; everything given is escaped, and an attribute that is None left out."""
    parts = []
    for key, value in attributes.items():
        if value is not None:
            shown = f"{value:g}" if isinstance(value, float) else value
            parts.append(f' {escape(key.rstrip("_").replace("_", "-"))}="{escape(shown)}"')
    tag = escape(name)
    return Markup(f"<{tag}{''.join(parts)}>{escape(content)}</{tag}>")  # noqa: S704 - all that is given is escaped


def joined(parts: Iterable[Markup]) -> Markup:
    """Elements one after the other."""
    return Markup("").join(parts)


def picture(title: Title, width: float, height: float, content: Markup, *, role: str = "img") -> Markup:
    """A whole picture, named and described, from left to right whatever stands round it.

    One with links in it is a group: what is inside an image is not reached.
    """
    named = element("title", title.title, id=f"{title.id}-title")
    named += element("desc", title.says, id=f"{title.id}-desc")
    return element(
        "svg",
        named + content,
        xmlns="http://www.w3.org/2000/svg",
        id=title.id,
        role=role,
        aria_labelledby=f"{title.id}-title {title.id}-desc",
        viewBox=f"0 0 {width:g} {height:g}",
        width=f"{width:g}",
        height=f"{height:g}",
        direction="ltr",
        font_family=_FONT,
        font_size="12",
    )


def words(text: str, x: float, y: float, *, anchor: str = "start", **more: str | float | None) -> Markup:
    """A line of text in its own direction; ``anchor`` (start, middle, end) is counted from the left."""
    rtl = direction_of(text) == "rtl"
    return element(
        "text",
        text,
        x=float(x),
        y=float(y),
        text_anchor=MIRRORED[anchor] if rtl else anchor,
        direction="rtl" if rtl else None,
        fill=more.pop("fill", INK),
        unicode_bidi="isolate",
        **more,
    )


MIRRORED = {"start": "end", "middle": "middle", "end": "start"}
"""Where a line anchored from the left begins and ends when it is written from the right."""


def clipped(text: str, room: float, size: float = 12) -> str:
    """As much of a text as fits a room, by a careful guess at its width."""
    most = max(3, int(room / (size * 0.56)))
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def wrapped(text: str, room: float, *, size: float = 12, most: int = 3) -> list[str]:
    """A text broken into lines that fit a room, the last clipped."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and clipped(longer, room, size) == longer:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) > most:
        lines = [*lines[: most - 1], " ".join(lines[most - 1 :])]
    return [clipped(line, room, size) for line in lines]


def step_of(most: int, *, ticks: int = 6) -> int:
    """A round distance between ticks, so that about so many reach the largest figure."""
    if most <= ticks:
        return 1
    rough = most / ticks
    unit = 10 ** floor(log10(rough))
    return int(next(unit * factor for factor in (1, 2, 5, 10) if unit * factor >= rough))


_LABELS, _ROW, _RIGHT = 250.0, 32.0, 56.0


def ranges(title: Title, items: Sequence[Range], *, or_more: str) -> Markup:
    """Figures as ranges on one axis: a bar from low to high, a mark at the best, an arrow if open."""
    most = max([1, *(max(item.low, item.best or 0, item.high or 0) for item in items)])
    room = _WIDTH - _LABELS - _RIGHT
    step = step_of(most)
    top = step * -(-most // step)

    def at(number: int) -> float:
        return _LABELS + room * number / top

    rows = [_range(item, 8 + _ROW * number, at, or_more) for number, item in enumerate(items)]
    height = 8 + _ROW * len(items)
    axis = [element("line", x1=at(0), x2=at(top), y1=height, y2=height, stroke=QUIET)]
    for number in range(0, top + 1, step):
        axis.append(element("line", x1=at(number), x2=at(number), y1=4.0, y2=height + 4, stroke="#d9d9de"))
        axis.append(words(str(number), at(number), height + 18, anchor="middle", fill=QUIET))
    return picture(title, _WIDTH, height + 26, joined([*axis, *rows]))


def _range(item: Range, y: float, at: Callable[[int], float], or_more: str) -> Markup:
    middle, colour = y + _ROW / 2 - 2, QUIET if item.faint else INK
    start = at(item.low)
    end = at(item.high) if item.high is not None else _WIDTH - _RIGHT
    label = wrapped(item.label, _LABELS - 14, size=11, most=2)
    first = middle + 4 - 6.5 * (len(label) - 1)
    parts = [
        *(
            words(line, _LABELS - 10, first + 13 * number, anchor="end", fill=colour, font_size="11")
            for number, line in enumerate(label)
        ),
        element("line", x1=start, x2=max(end, start + 1), y1=middle, y2=middle, stroke=colour,
                stroke_width=5.0 if item.high is not None else 3.0,
                stroke_dasharray=None if item.high is not None else "6 4"),
        element("line", x1=start, x2=start, y1=middle - 6, y2=middle + 6, stroke=colour, stroke_width=2.0),
    ]  # fmt: skip
    if item.high is None:
        tip = f"{end:g},{middle:g} {end - 9:g},{middle - 5:g} {end - 9:g},{middle + 5:g}"
        parts.append(element("polygon", points=tip, fill=colour))
        parts.append(words(f"{item.low}{or_more}", end + 6, middle + 4, fill=colour))
    else:
        shown = str(item.low) if item.low == item.high else f"{item.low}–{item.high}"
        parts.append(words(shown, end + 8, middle + 4, fill=colour))
    if item.best is not None:
        parts.append(element("circle", cx=at(item.best), cy=middle, r=4.5, fill=PAPER, stroke=colour,
                             stroke_width=2.0))  # fmt: skip
    return joined(parts)


_HIGH, _LEFT = 120.0, 34.0


def days(title: Title, items: Sequence[Day], legend: Sequence[tuple[str, str]]) -> Markup:
    """How many incidents began on each day, by outcome; the days asked about are underlined."""
    most = max([1, *(item.total for item in items)])
    step = step_of(most, ticks=4)
    top = step * -(-most // step)
    base, wide = 14 + _HIGH, (_WIDTH - _LEFT - 10) / max(1, len(items))
    parts = [_hatching(title.id)]
    for number in range(0, top + 1, step):
        y = base - _HIGH * number / top
        parts.append(element("line", x1=_LEFT, x2=_WIDTH - 10.0, y1=y, y2=y, stroke="#d9d9de"))
        parts.append(words(str(number), _LEFT - 6, y + 4, anchor="end", fill=QUIET))
    every = max(1, -(-len(items) // 10))
    for number, item in enumerate(items):
        x = _LEFT + wide * number
        parts += _bars(item, _Slot(x, wide, base, _HIGH / top), title.id)
        if number % every == 0:
            label = f"{item.day:%m-%d}"
            parts.append(words(label, x + wide / 2, base + 16, anchor="middle", fill=QUIET, font_size="10"))
        if item.marked:
            parts.append(element("rect", x=x + 1, y=base + 1, width=wide - 2, height=3.0, fill=INK))
    parts.append(_legend(legend, base + 36, title.id))
    return picture(title, _WIDTH, base + 46, joined(parts))


def _fill(outcome: str, id: str) -> str:
    return f"url(#{id}-hatching)" if outcome == "possible" else COLOURS[outcome]


def _hatching(id: str) -> Markup:
    ground = element("rect", width=6.0, height=6.0, fill="#d5eaec")
    lines = element("path", d="M0,6 L6,0", stroke=COLOURS["possible"], stroke_width=2.0)
    return element("defs", element("pattern", ground + lines, id=f"{id}-hatching", width=6.0, height=6.0,
                                   patternUnits="userSpaceOnUse"))  # fmt: skip


@frozen
class _Slot:
    """Where a day's bars stand: from ``x``, so wide, on this base, so high for one incident."""

    x: float
    wide: float
    base: float
    unit: float


def _bars(item: Day, at: _Slot, id: str) -> list[Markup]:
    counts = (("violation", item.violation), ("possible", item.possible), ("none", item.none))
    ends = [0]
    for _, count in counts:
        ends.append(ends[-1] + count)
    return [
        element("rect", x=at.x + at.wide * 0.15, y=at.base - at.unit * end, width=at.wide * 0.7,
                height=at.unit * (end - start),
                fill=_fill(outcome, id), stroke=COLOURS[outcome], stroke_width=0.75)
        for (outcome, count), (start, end) in zip(counts, pairwise(ends), strict=True)
        if count
    ]  # fmt: skip


def _legend(legend: Sequence[tuple[str, str]], y: float, id: str) -> Markup:
    wide = (_WIDTH - _LEFT) / max(1, len(legend))
    return joined(
        element("rect", x=_LEFT + wide * number, y=y - 9, width=10.0, height=10.0, fill=_fill(outcome, id),
                stroke=COLOURS[outcome], stroke_width=0.75)
        + words(f"{GLYPHS[outcome]} {clipped(text, wide - 30)}", _LEFT + wide * number + 15, y)
        for number, (outcome, text) in enumerate(legend)
    )  # fmt: skip
