"""HTML: the article's own text (trafilatura), each character tied to the source it came from.

The visible characters of the source are listed once with their positions; the clean text is
then found in that list, space apart, paragraph by paragraph. A paragraph that is not found
there word for word is left out: nothing is shown that the original does not hold.
"""

import html
import re
from collections.abc import Iterator
from datetime import date

import numpy as np
import trafilatura
from attrs import frozen
from numpy.typing import NDArray

from truceline.reading.intake.offsets import ByteMap
from truceline.reading.intake.text import Decoded

_TOKEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style|noscript|template|head)\b.*?(?:</\1\s*>|\Z)|<[!/?a-zA-Z][^>]*(?:>|\Z)|&(?:#\d+|#[xX][0-9a-fA-F]+|\w+);?|.",
    re.DOTALL | re.IGNORECASE,
)
_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)


@frozen(eq=False)
class Article:
    """What an HTML page holds: clean text with its map, and what the page says about itself."""

    text: str
    offsets: ByteMap
    title: str
    authors: tuple[str, ...]
    outlet: str
    published: str
    language: str
    left_out: int


def declared_charset(content: bytes) -> str | None:
    """The encoding a page names in its first bytes."""
    match = _CHARSET.search(content[:4096])
    return match[1].decode("ascii", errors="ignore").lower() if match else None


def read_page(source: Decoded) -> Article:
    """The article of a page; its text is empty when there is none."""
    clean = trafilatura.extract(
        source.text,
        include_comments=False,
        include_tables=True,
        favor_precision=False,
        output_format="txt",
        fast=False,
    )
    about = trafilatura.extract_metadata(source.text)
    paragraphs = [line.strip() for line in (clean or "").split("\n") if line.strip()]
    text, offsets, lost = _aligned(paragraphs, source)
    return Article(
        text=text,
        offsets=offsets,
        title=(about.title or "") if about else "",
        authors=tuple(
            name.strip() for name in ((about.author or "") if about else "").split(";") if name.strip()
        ),
        outlet=(about.sitename or about.hostname or "") if about else "",
        published=_date(about.date if about else None),
        language=(about.language or "") if about else "",
        left_out=lost,
    )


def _date(found: str | None) -> str:
    try:
        return date.fromisoformat((found or "")[:10]).isoformat()
    except ValueError:
        return ""


def _visible(text: str) -> Iterator[tuple[str, int, int]]:
    """Every visible character that is no space, with its range in the source."""
    for match in _TOKEN.finditer(text):
        token = match[0]
        if token[0] == "<" and len(token) > 1:
            continue
        shown = html.unescape(token) if token[0] == "&" else token
        for letter in shown:
            if not letter.isspace():
                yield letter, match.start(), match.end()


def _aligned(paragraphs: list[str], source: Decoded) -> tuple[str, ByteMap, int]:
    """The paragraphs found in the source, joined by blank lines, with their byte map."""
    visible = list(_visible(source.text))
    stream = "".join(letter for letter, _, _ in visible)
    whole = source.offsets()
    kept: list[str] = []
    starts: list[NDArray[np.int64]] = []
    ends: list[NDArray[np.int64]] = []
    at = lost = 0
    for paragraph in paragraphs:
        bare = "".join(paragraph.split())
        found = stream.find(bare, at)
        found = stream.find(bare) if found < 0 else found
        if found < 0:
            lost += 1
            continue
        one, other = _mapped(paragraph, visible[found : found + len(bare)], whole)
        kept.append(paragraph)
        starts += [one, np.array([-1, -1])]
        ends += [other, np.array([-1, -1])]
        at = max(at, found + len(bare))
    nothing = np.array([], dtype=np.int64)
    return (
        "\n\n".join(kept),
        ByteMap(
            np.concatenate(starts[:-1]) if kept else nothing,
            np.concatenate(ends[:-1]) if kept else nothing,
            source.encoding,
            marked_up=True,
        ),
        lost,
    )


def _mapped(
    paragraph: str, letters: list[tuple[str, int, int]], whole: ByteMap
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    starts, ends = np.full(len(paragraph), -1, dtype=np.int64), np.full(len(paragraph), -1, dtype=np.int64)
    at = 0
    for place, letter in enumerate(paragraph):
        if not letter.isspace():
            _, first, last = letters[at]
            starts[place], ends[place] = whole.starts[first], whole.ends[last - 1]
            at += 1
    return starts, ends
