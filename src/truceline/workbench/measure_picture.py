"""One measure over time as a small picture: bars from low to high, a mark at the best, one time axis for all."""

from collections.abc import Sequence
from datetime import date

from attrs import frozen
from markupsafe import Markup

from truceline.workbench.charts import INK, PAPER, QUIET, Title, element, joined, picture, step_of, words

_WIDTH, _HEIGHT = 320.0, 130.0
_LEFT, _RIGHT, _TOP, _BASE = 46.0, 14.0, 12.0, 104.0


@frozen
class Mark:
    """One figure: the days it is about, its bounds (``high`` None is "or more"), whether it is an actual one."""

    first: date
    last: date
    low: int
    best: int | None
    high: int | None
    actual: bool


def measure_picture(title: Title, marks: Sequence[Mark], first: date, last: date) -> Markup:
    """The figures between two days; panels given the same days line up."""
    most = max([1, *(max(mark.low, mark.best or 0, mark.high or 0) for mark in marks)])
    step = step_of(most, ticks=3)
    top = step * -(-most // step)
    days = max(1, (last - first).days)

    def across(day: date) -> float:
        return _LEFT + (_WIDTH - _LEFT - _RIGHT) * (day - first).days / days

    def up(number: int) -> float:
        return _BASE - (_BASE - _TOP) * number / top

    parts = [element("line", x1=_LEFT, x2=_WIDTH - _RIGHT, y1=_BASE, y2=_BASE, stroke=QUIET)]
    for number in range(0, top + 1, step):
        parts.append(
            element("line", x1=_LEFT, x2=_WIDTH - _RIGHT, y1=up(number), y2=up(number), stroke="#d9d9de")
        )
        parts.append(words(str(number), _LEFT - 5, up(number) + 4, anchor="end", fill=QUIET, font_size="11"))
    for day, anchor in ((first, "start"), (last, "end")):
        parts.append(words(str(day), across(day), _BASE + 17, anchor=anchor, fill=QUIET, font_size="11"))
    for mark in marks:
        start, end = across(max(first, mark.first)), across(min(last, mark.last))
        parts.append(
            _mark(
                mark,
                (start, end),
                (up(mark.low), up(top if mark.high is None else mark.high), up(mark.best or mark.low)),
            )
        )
    return picture(title, _WIDTH, _HEIGHT, joined(parts))


def _mark(mark: Mark, across: tuple[float, float], up: tuple[float, float, float]) -> Markup:
    (start, end), (low, high, best) = across, up
    middle, colour = (start + end) / 2, INK if mark.actual else QUIET
    dashes = None if mark.high is not None and mark.actual else "3 3"
    parts = [
        element("line", x1=middle, x2=middle, y1=low, y2=min(high, low - 0.5), stroke=colour, stroke_width=2.0,
                stroke_dasharray=dashes),
        element("line", x1=start, x2=max(end, start + 1), y1=best, y2=best, stroke=colour, stroke_width=1.5),
        element("line", x1=middle - 4, x2=middle + 4, y1=low, y2=low, stroke=colour, stroke_width=2.0),
    ]  # fmt: skip
    if mark.best is not None:
        parts.append(
            element("circle", cx=middle, cy=best, r=3.5, fill=PAPER, stroke=colour, stroke_width=2.0)
        )
    return joined(parts)
