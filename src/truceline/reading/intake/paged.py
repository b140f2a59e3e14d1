"""PDF: the text of each page, one page in memory at a time."""

import io
import logging
from itertools import pairwise

from attrs import frozen
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from truceline.reading.intake.lines import APART, as_paragraphs, going_on, lines_of, without_heads
from truceline.reading.intake.offsets import PartMap, Piece
from truceline.values.problems import ValueProblem

MAX_PAGES = 2000
MAX_CHARACTERS = 10_000_000
logging.getLogger("pypdf").setLevel(logging.ERROR)


@frozen(eq=False)
class Parts:
    """The text of a document made of parts, its map, and what the file says about itself."""

    text: str
    offsets: PartMap
    title: str
    authors: tuple[str, ...]


def joined_parts(parts: list[tuple[str, str]], gaps: list[str] | None = None) -> tuple[str, PartMap]:
    """Parts with text put one after the other: a blank line between, or what ``gaps`` names behind each."""
    pieces, texts, at = [], list[str](), 0
    for (name, text), gap in zip(parts, gaps or [APART] * len(parts), strict=True):
        if text.strip():
            pieces.append(Piece(at, at + len(text), name, 0))
            texts += [text, gap]
            at += len(text) + len(gap)
    return "".join(texts[:-1]), PartMap(tuple(pieces), tuple(parts))


def read_pdf(content: bytes) -> Parts:
    """The text of a PDF.

    Raises:
        ValueProblem: ``intake.encrypted``, ``intake.damaged``, ``intake.too_large`` or
            ``intake.no_text`` (scanned pages).
    """
    try:
        reader = PdfReader(io.BytesIO(content))
        _check(reader)
        parts, gaps = _pages(reader)
        about = reader.metadata
        title = str(about.title or "") if about else ""
        author = str(about.author or "") if about else ""
    except ValueProblem:
        raise
    except _BROKEN as error:
        raise ValueProblem("intake.damaged", f"{type(error).__name__}: {error}"[:200]) from error
    text, offsets = joined_parts(parts, gaps)
    if not text:
        raise ValueProblem("intake.no_text", f"{len(parts)} pages")
    return Parts(text, offsets, title, (author,) if author else ())


# pypdf reports a broken file by many kinds of error; all mean the same to the user.
_BROKEN = (
    PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OSError, OverflowError,
    NotImplementedError, AssertionError, ArithmeticError, LookupError, UnicodeError,
)  # fmt: skip


def _check(reader: PdfReader) -> None:
    if reader.is_encrypted and not reader.decrypt(""):
        raise ValueProblem("intake.encrypted", "application/pdf")
    if len(reader.pages) > MAX_PAGES:
        raise ValueProblem("intake.too_large", f"{len(reader.pages)} pages")


def _pages(reader: PdfReader) -> tuple[list[tuple[str, str]], list[str]]:
    """The text of each page, and what stands behind it."""
    pages, total = [], 0
    for page in reader.pages:
        lines = lines_of(page.extract_text() or "")
        total += sum(map(len, lines))
        if total > MAX_CHARACTERS:
            raise ValueProblem("intake.too_large", f"over {MAX_CHARACTERS} characters")
        pages.append(lines)
        page.clear()
    texts = [as_paragraphs(lines) for lines in without_heads(pages)]
    joined = [going_on(before, after) for before, after in pairwise([*texts, ""])]
    return [(f"page {number}", text) for number, (text, _) in enumerate(joined, start=1)], [
        gap for _, gap in joined
    ]
