"""Lines of a report: our words, other people's data, and references to numbered sources, kept apart.

Because data is never glued into words, every rendering can isolate its direction and mark it
up, and none can forget to.
"""

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from attrs import field, frozen

from truceline.values.harmless import harmless


@frozen
class Words:
    """Our own words, in the language of the report."""

    text: str


@frozen
class Data:
    """Something from the record: a name, a date, a figure, somebody's words; what could harm a screen written out.

    ``language`` is that of quoted words, "" where it is not known or does not matter; ``href``
    leads to where it is told.
    """

    text: str = field(converter=harmless)
    language: str = ""
    href: str = ""
    strong: bool = False


@frozen
class Reference:
    """The number of a source."""

    number: int


Run: TypeAlias = Words | Data | Reference
Line: TypeAlias = tuple[Run, ...]
NOTHING: Line = ()


def data(text: object, *, language: str = "", strong: bool = False) -> Line:
    """A single value as a line."""
    return (Data(str(text), language, strong=strong),)


def together(lines: Iterable[Line], between: str) -> Line:
    """Lines as one, with our words between them."""
    found: list[Run] = []
    for number, line in enumerate(one for one in lines if one):
        if number:
            found.append(Words(between))
        found.extend(line)
    return tuple(found)


def plain(line: Line) -> str:
    """A line as text, without its references."""
    return "".join(run.text for run in line if not isinstance(run, Reference))


@frozen
class Heading:
    """A heading, from level 2 down; ``id`` is what links lead to."""

    level: int
    line: Line
    id: str


@frozen
class Paragraph:
    """A paragraph; ``role`` is "", "lead", "quiet" or "caution"."""

    line: Line
    role: str


@frozen
class Bullets:
    """A list of lines."""

    lines: tuple[Line, ...]


@frozen
class Grid:
    """A table: a caption, heads, and rows whose first cell names the row. ``figures`` are columns."""

    caption: Line
    heads: tuple[Line, ...]
    rows: tuple[tuple[Line, ...], ...]
    figures: frozenset[int]


@frozen
class Picture:
    """A drawing, with what it shows in words; its SVG is trusted, because it is made here."""

    svg: str
    caption: Line
    says: str


@frozen
class Sources:
    """The numbered sources, each a line, in order from 1."""

    lines: tuple[Line, ...]


Block: TypeAlias = Heading | Paragraph | Bullets | Grid | Picture | Sources


@frozen
class Page:
    """A whole report, ready to be laid out.

    ``foot`` are the lines below it; ``running`` is the short one that stands on every sheet.
    """

    language: str
    direction: str
    title: Line
    blocks: tuple[Block, ...]
    foot: tuple[Line, ...]
    running: Line


def lines_of(page: Page) -> Iterator[Line]:
    """Every line of a page, for those who check what it says."""
    yield page.title
    for block in page.blocks:
        if isinstance(block, Heading | Paragraph):
            yield block.line
        elif isinstance(block, Grid):
            yield from (block.caption, *block.heads, *(cell for row in block.rows for cell in row))
        elif isinstance(block, Picture):
            yield block.caption
        else:
            yield from block.lines
    yield from page.foot
    yield page.running
