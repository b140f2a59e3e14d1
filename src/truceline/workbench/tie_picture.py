"""Ties between actors as a picture: names in a column, an arc for each tie, numbered as in the list.

A list of names never overlaps itself, whatever the ties are, and can be read from top to
bottom; what an arc says stands in the list under its number.
"""

from collections.abc import Iterable, Sequence

from attrs import frozen
from markupsafe import Markup

from truceline.values.harmless import harmless
from truceline.workbench.charts import INK, PAPER, QUIET, Title, clipped, element, joined, picture, words

_WIDTH, _ROW, _TOP = 640.0, 27.0, 12.0
_NAMES = 300.0
_DASHES = {"yes": None, "unknown": "6 4", "no": "1.5 4"}
"""How an arc is drawn, by the answer: whole, broken, dotted."""


@frozen
class Arc:
    """One tie: from which name to which, whether that way round, the answer, its number, where it leads."""

    start: str
    end: str
    directed: bool
    answer: str
    number: int
    href: str


@frozen
class Node:
    """One name, and where it leads; ``marked`` is the one asked about."""

    id: str
    name: str
    href: str
    marked: bool


def tie_picture(title: Title, nodes: Sequence[Node], arcs: Sequence[Arc]) -> Markup:
    """The names in a column, those tied to each other near each other, and the arcs beside them."""
    order = near_each_other([node.id for node in nodes], [(arc.start, arc.end) for arc in arcs])
    row = {id: number for number, id in enumerate(order)}
    parts = [_arc(arc, row) for arc in sorted(arcs, key=lambda arc: -abs(row[arc.start] - row[arc.end]))]
    parts += [_node(node, row[node.id]) for node in nodes]
    parts += [_number(arc, row) for arc in arcs]
    return picture(title, _WIDTH, _TOP * 2 + _ROW * max(1, len(nodes)), joined(parts))


def near_each_other(names: Sequence[str], pairs: Iterable[tuple[str, str]]) -> list[str]:
    """The names so that tied ones stand close: each part from its most tied name outwards."""
    beside: dict[str, list[str]] = {name: [] for name in names}
    for one, other in pairs:
        beside[one].append(other)
        beside[other].append(one)
    order: list[str] = []
    for start in sorted(names, key=lambda name: (-len(beside[name]), name)):
        waiting = [start]
        while waiting:
            name = waiting.pop(0)
            if name not in order:
                order.append(name)
                waiting += sorted(set(beside[name]), key=lambda other: (len(beside[other]), other))
    return order


def _middle(row: int) -> float:
    return _TOP + _ROW * row + _ROW / 2


def _reach(arc: Arc, row: dict[str, int]) -> float:
    """How far an arc swings out: the further apart its ends, the further."""
    apart = abs(row[arc.start] - row[arc.end])
    most = max(2, len(row) - 1)
    return 34 + (_WIDTH - _NAMES - 70) * min(1.0, apart / most)


def _arc(arc: Arc, row: dict[str, int]) -> Markup:
    start, end = _middle(row[arc.start]) - 4, _middle(row[arc.end]) + 4
    x, out = _NAMES + 8, _NAMES + 8 + _reach(arc, row) * 4 / 3
    line = element("path", d=f"M{x:g},{start:g} C{out:g},{start:g} {out:g},{end:g} {x + 7:g},{end:g}",
                   fill="none", stroke=INK if arc.answer == "yes" else QUIET, stroke_width=1.6,
                   stroke_dasharray=_DASHES.get(arc.answer, "6 4"))  # fmt: skip
    if not arc.directed:
        return line
    tip = f"{x:g},{end:g} {x + 8:g},{end - 4:g} {x + 8:g},{end + 4:g}"
    return line + element("polygon", points=tip, fill=INK if arc.answer == "yes" else QUIET)


def _number(arc: Arc, row: dict[str, int]) -> Markup:
    """The number, on the middle of its arc."""
    y = (_middle(row[arc.start]) + _middle(row[arc.end])) / 2
    x = _NAMES + 8 + _reach(arc, row)
    disc = element("circle", cx=x, cy=y, r=9.0, fill=PAPER, stroke=QUIET)
    text = words(str(arc.number), x, y + 4, anchor="middle", font_size="11")
    return element("a", disc + text, href=arc.href)


def _node(node: Node, row: int) -> Markup:
    y = _middle(row)
    text = words(clipped(harmless(node.name), _NAMES - 14), _NAMES - 4, y + 4, anchor="end",
                 font_weight="bold" if node.marked else None)  # fmt: skip
    dot = element("circle", cx=_NAMES + 3, cy=y, r=3.0, fill=INK)
    return element("a", element("title", harmless(node.name)) + text + dot, href=node.href)
