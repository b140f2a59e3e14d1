"""Reports as DOCX: real headings, tables and a footer; sources are numbered and linked.

Pictures are given in words. The same page gives the same bytes: nothing in the file is dated.
"""

import io
import zipfile
from collections.abc import Iterable
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from truceline.workbench.reports.lines import (
    Block,
    Bullets,
    Data,
    Grid,
    Heading,
    Line,
    Page,
    Paragraph,
    Picture,
    Reference,
    Sources,
    plain,
)

_ISOLATE, _END = "\u2068", "\u2069"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_STYLES = {"lead": "Subtitle", "quiet": "Normal", "caution": "Intense Quote", "": "Normal"}


def docx_of(page: Page) -> bytes:
    """The page as a Word document."""
    return _Writer(page).written()


class _Writer:
    """Builds one document."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._rtl = page.direction == "rtl"
        self._document: Any = Document()
        self._document.core_properties.title = plain(page.title)
        self._document.core_properties.author = "Truceline"
        self._document.core_properties.comments = ""
        self._document.core_properties.language = page.language
        self._document.styles["Normal"].font.size = Pt(10)
        self._bookmarks = 0

    def written(self) -> bytes:
        self._heading(self._page.title, 0)
        for block in self._page.blocks:
            self._block(block)
        for line in self._page.foot:
            self._paragraph(line, "Normal")
        self._footer(self._page.running)
        buffer = io.BytesIO()
        self._document.save(buffer)
        return _undated(buffer.getvalue())

    def _block(self, block: Block) -> None:
        if isinstance(block, Heading):
            self._heading(block.line, block.level - 1)
        elif isinstance(block, Paragraph):
            self._paragraph(block.line, _STYLES[block.role])
        elif isinstance(block, Bullets):
            for line in block.lines:
                self._paragraph(line, "List Bullet")
        elif isinstance(block, Grid):
            self._grid(block)
        elif isinstance(block, Picture):
            self._paragraph(block.caption, "Caption")
            self._paragraph((Data(block.says),), "Normal")
        else:
            self._sources(block)

    def _heading(self, line: Line, level: int) -> None:
        self._fill(self._document.add_heading(level=level), line)

    def _paragraph(self, line: Line, style: str) -> Any:
        paragraph = self._document.add_paragraph(style=style)
        self._fill(paragraph, line)
        return paragraph

    def _sources(self, block: Sources) -> None:
        for number, line in enumerate(block.lines, start=1):
            paragraph = self._document.add_paragraph()
            self._bookmark(paragraph, f"source_{number}", f"[{number}] ")
            self._fill(paragraph, line)

    def _grid(self, block: Grid) -> None:
        self._paragraph(block.caption, "Caption").paragraph_format.keep_with_next = True
        table = self._document.add_table(rows=1, cols=len(block.heads), style="Table Grid")
        if self._rtl:
            table._tbl.tblPr.append(OxmlElement("w:bidiVisual"))  # noqa: SLF001 - python-docx has no name for it
        head = table.rows[0]
        head._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001 - nor for this
        self._cells(head.cells, block.heads, bold=True)
        for row in block.rows:
            self._cells(table.add_row().cells, row, bold=False)
        self._document.add_paragraph()

    def _cells(self, cells: Iterable[Any], lines: Iterable[Line], *, bold: bool) -> None:
        for number, (cell, line) in enumerate(zip(cells, lines, strict=True)):
            self._fill(cell.paragraphs[0], line, bold=bold or number == 0, size=8)

    def _fill(self, paragraph: Any, line: Line, *, bold: bool = False, size: int | None = None) -> None:
        """Runs one by one; what comes from the record keeps its own direction."""
        if self._rtl:
            paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))  # noqa: SLF001 - no name for it
        for run in line:
            if isinstance(run, Reference):
                self._link(paragraph, run.number)
                continue
            isolated = f"{_ISOLATE}{run.text}{_END}" if isinstance(run, Data) and self._rtl else run.text
            added = paragraph.add_run(_writable(isolated))
            added.bold = True if bold or (isinstance(run, Data) and run.strong) else None
            added.font.size = Pt(size) if size is not None else None
            if self._rtl:
                added.font.rtl = True

    def _link(self, paragraph: Any, number: int) -> None:
        """[n], leading to the source of that number within the document."""
        link = OxmlElement("w:hyperlink")
        link.set(qn("w:anchor"), f"source_{number}")
        added = paragraph.add_run(f" [{number}]")
        added.font.size = Pt(7)
        link.append(added._r)  # noqa: SLF001 - moves the run into the link
        paragraph._p.append(link)  # noqa: SLF001 - as python-docx makes no links

    def _bookmark(self, paragraph: Any, name: str, text: str) -> None:
        self._bookmarks += 1
        start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        for mark in (start, end):
            mark.set(qn("w:id"), str(self._bookmarks))
        start.set(qn("w:name"), name)
        paragraph._p.append(start)  # noqa: SLF001 - as python-docx makes no bookmarks
        paragraph.add_run(text)
        paragraph._p.append(end)  # noqa: SLF001 - likewise

    def _footer(self, line: Line) -> None:
        paragraph = self._document.sections[0].footer.paragraphs[0]
        self._fill(paragraph, line, size=7)
        paragraph.add_run(" · ").font.size = Pt(7)
        number = OxmlElement("w:fldSimple")
        number.set(qn("w:instr"), "PAGE")
        paragraph._p.append(number)  # noqa: SLF001 - a field is no run


def _writable(text: str) -> str:
    """Without the characters that XML cannot hold."""
    return "".join(sign for sign in text if sign in "\t\n" or " " <= sign not in "\ufffe\uffff")


def _undated(written: bytes) -> bytes:
    """The same archive with every part dated alike, so that equal reports are equal files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(written)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            part = zipfile.ZipInfo(name, _EPOCH)
            part.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(part, old.read(name))
    return buffer.getvalue()
