"""PDF: the text of each page, one page in memory at a time."""

import io
import logging

from attrs import frozen
from pypdf import PdfReader
from pypdf.errors import PyPdfError

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
    published: str


def joined_parts(parts: list[tuple[str, str]]) -> tuple[str, PartMap]:
    """Parts with text put one after the other, a blank line between."""
    pieces, texts, at = [], [], 0
    for name, text in parts:
        if text.strip():
            pieces.append(Piece(at, at + len(text), name, 0))
            texts.append(text)
            at += len(text) + 2
    return "\n\n".join(texts), PartMap(tuple(pieces), tuple(parts))


def read_pdf(content: bytes) -> Parts:
    """The text of a PDF.

    Raises:
        ValueProblem: ``intake.encrypted``, ``intake.damaged``, ``intake.too_large`` or
            ``intake.no_text`` (scanned pages).
    """
    try:
        reader = PdfReader(io.BytesIO(content))
        _check(reader)
        parts = _pages(reader)
        about = reader.metadata
        title = str(about.title or "") if about else ""
        author = str(about.author or "") if about else ""
        created = about.creation_date.date().isoformat() if about and about.creation_date else ""
    except ValueProblem:
        raise
    except _BROKEN as error:
        raise ValueProblem("intake.damaged", f"{type(error).__name__}: {error}"[:200]) from error
    text, offsets = joined_parts(parts)
    if not text:
        raise ValueProblem("intake.no_text", f"{len(parts)} pages")
    return Parts(text, offsets, title, (author,) if author else (), created)


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


def _pages(reader: PdfReader) -> list[tuple[str, str]]:
    parts, total = [], 0
    for number, page in enumerate(reader.pages, start=1):
        text = _unbroken(page.extract_text() or "")
        total += len(text)
        if total > MAX_CHARACTERS:
            raise ValueProblem("intake.too_large", f"over {MAX_CHARACTERS} characters")
        parts.append((f"page {number}", text))
        page.clear()
    return parts


def _unbroken(text: str) -> str:
    """Lines of one paragraph on one line: a page breaks lines where a paragraph does not end."""
    lines = [line.rstrip() for line in text.replace("\x00", "").splitlines()]
    joined: list[str] = []
    for line in lines:
        ended = not joined or not joined[-1] or joined[-1][-1] in '.!?:”"' or not line
        if ended or (line[:1].isupper() and len(joined[-1]) < _SHORT):
            joined.append(line)
        else:
            joined[-1] = f"{joined[-1]} {line.lstrip()}"
    return "\n".join(joined)


_SHORT = 45
