"""DOCX: paragraphs and table cells in their order, after a look at what the archive would unpack to."""

import io
import zipfile
import zlib
from typing import Any
from zipfile import BadZipFile

import docx
from docx.opc.exceptions import OpcError
from docx.text.paragraph import Paragraph
from lxml.etree import LxmlError

from truceline.reading.intake.paged import Parts, joined_parts
from truceline.values.problems import ValueProblem

MAX_UNPACKED = 200_000_000
MAX_RATIO = 200
_SMALL = 1_000_000


def check_archive(content: bytes) -> None:
    """Refuse an archive that unpacks to far more than it holds.

    Raises:
        ValueProblem: ``intake.bomb``, ``intake.damaged`` or ``intake.encrypted``.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
    except (BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise ValueProblem("intake.damaged", str(error)) from error
    if any(entry.flag_bits & 1 for entry in entries):
        raise ValueProblem("intake.encrypted", "zip archive")
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > MAX_UNPACKED or (unpacked > _SMALL and unpacked > MAX_RATIO * len(content)):
        raise ValueProblem("intake.bomb", f"{len(content)} bytes unpack to {unpacked}")


def read_docx(content: bytes) -> Parts:
    """The text of a DOCX.

    Raises:
        ValueProblem: as :func:`check_archive`, ``intake.no_text``.
    """
    check_archive(content)
    try:
        document = docx.Document(io.BytesIO(content))
        parts = [(f"paragraph {number}", text) for number, text in enumerate(_texts(document), start=1)]
        about = document.core_properties
        title, author = about.title or "", about.author or ""
    except (
        OpcError,
        LxmlError,
        BadZipFile,
        KeyError,
        ValueError,
        AttributeError,
        TypeError,
        OSError,
        EOFError,
        RuntimeError,
        ArithmeticError,
        zlib.error,
    ) as error:
        # python-docx reports a broken package by many kinds of error; all mean the same to the user.
        raise ValueProblem("intake.damaged", f"{type(error).__name__}: {error}"[:200]) from error
    text, offsets = joined_parts(parts)
    if not text:
        raise ValueProblem("intake.no_text", "no paragraph holds text")
    return Parts(text, offsets, title, (author,) if author else ())


def _texts(document: Any) -> list[str]:
    texts = []
    for item in document.iter_inner_content():
        if isinstance(item, Paragraph):
            texts.append(item.text)
        else:
            texts += [cell.text for row in item.rows for cell in row.cells]
    return texts
