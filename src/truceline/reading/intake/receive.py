"""Receive a file: what kind it is, its clean text, what it says about itself, and its custody.

The bytes as received are never changed; the document's ``sha256`` is theirs and its id is
made of it, so the same file is the same document everywhere.
"""

import re
import unicodedata

from attrs import frozen

from truceline.reading.intake.heading import heading_of, published_in
from truceline.reading.intake.mail import Mail, read_mail
from truceline.reading.intake.office import read_docx
from truceline.reading.intake.offsets import OffsetMap, PartMap, Piece
from truceline.reading.intake.paged import Parts, read_pdf
from truceline.reading.intake.text import Decoded, decode
from truceline.reading.intake.web import Article, declared_charset, read_page
from truceline.testimony.document import Document
from truceline.testimony.register import Handling
from truceline.values.problems import ValueProblem
from truceline.values.seal import file_hash
from truceline.values.when import Fills, Period, parse_period

MAX_BYTES = 50_000_000
MAX_TEXT_BYTES = 10_000_000
"""Text and HTML beyond this are refused: a page's tree takes some forty times its size in memory."""


MAX_CHARACTERS = 5_000_000
"""Text beyond this is no one document: some two thousand pages, which take a minute to read."""


@frozen
class Custody:
    """Who captured a file, from whom, when and with what."""

    captured_by: str
    received_from: str
    captured: str
    tool: str
    url: str
    headers: tuple[tuple[str, str], ...]


@frozen
class Hints:
    """What the caller knows beside the bytes; empty where nothing is known."""

    name: str
    media_type: str
    zone: str
    published: str
    language: str
    handling: Handling
    purpose: str


@frozen(eq=False)
class Intake:
    """A received file as a document, with the map back to its bytes."""

    document: Document
    original: bytes
    offsets: OffsetMap
    custody: Custody
    left_out: int


@frozen(eq=False)
class _Parsed:
    text: str
    offsets: OffsetMap
    title: str
    authors: tuple[str, ...]
    outlet: str
    published: str
    language: str
    left_out: int


def receive(content: bytes, hints: Hints, custody: Custody) -> Intake:
    """The document in some bytes.

    Raises:
        ValueProblem: ``intake.*``: empty, too large, too long, damaged, encrypted, a bomb, without text,
            in no known encoding, or of a kind that is not read.
    """
    if not content:
        raise ValueProblem("intake.empty", hints.name)
    if len(content) > MAX_BYTES:
        raise ValueProblem("intake.too_large", f"{len(content)} bytes")
    media_type = hints.media_type or media_type_of(content, hints.name)
    parsed = _parse(content, media_type)
    if len(parsed.text) > MAX_CHARACTERS:
        raise ValueProblem("intake.too_long", f"{len(parsed.text)} characters; {MAX_CHARACTERS} at most")
    digest = file_hash(content)
    document = Document(
        id=f"sha256:{digest}",
        title=parsed.title,
        authors=parsed.authors,
        outlet=slug(parsed.outlet) or None,
        published=_period(hints.published or parsed.published, hints.zone),
        retrieved=_period(custody.captured, hints.zone),
        language=hints.language or parsed.language or language_of(parsed.text),
        media_type=media_type,
        url=custody.url,
        sha256=digest,
        text=parsed.text,
        handling=hints.handling,
        purpose=hints.purpose,
        note="",
    )
    return Intake(document, content, parsed.offsets, custody, parsed.left_out)


def _parse(content: bytes, media_type: str) -> _Parsed:
    if media_type == "application/pdf":
        return _from_parts(read_pdf(content))
    if media_type == _DOCX:
        return _from_parts(read_docx(content))
    if media_type == "message/rfc822":
        return _from_mail(read_mail(content))
    if media_type not in ("text/html", "text/plain"):
        raise ValueProblem("intake.kind", media_type)
    if len(content) > MAX_TEXT_BYTES:
        raise ValueProblem("intake.too_large", f"{len(content)} bytes")
    if media_type == "text/html":
        return _from_page(read_page(_decoded_page(content)))
    source = decode(content)
    head = heading_of(source.text)
    return _Parsed(source.text, source.offsets(), head.title, head.authors, "", head.published, "", 0)


def _decoded_page(content: bytes) -> Decoded:
    charset = declared_charset(content)
    if charset and not content.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        try:
            return Decoded(content.decode(charset), charset, 0)
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(content)


def _from_parts(parts: Parts) -> _Parsed:
    # A file's own dates are left alone: one saved from a template, printed from a page or scanned years later
    # carries a day of creation that does not say when anybody could read it.
    published = published_in(parts.text)
    return _Parsed(parts.text, parts.offsets, parts.title, parts.authors, "", published, "", 0)


def _from_page(article: Article) -> _Parsed:
    if not article.text:
        raise ValueProblem("intake.no_text", article.title)
    return _Parsed(
        article.text, article.offsets, article.title, article.authors, article.outlet, article.published,
        article.language, article.left_out,
    )  # fmt: skip


def _from_mail(mail: Mail) -> _Parsed:
    text = read_page(Decoded(mail.body, "utf-8", 0)).text if mail.is_html else mail.body
    if not text:
        raise ValueProblem("intake.no_text", mail.title)
    offsets = PartMap((Piece(0, len(text), "body", 0),), (("body", text),))
    return _Parsed(text, offsets, mail.title, mail.authors, "", mail.published, "", 0)


_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_BY_NAME = {
    ".html": "text/html",
    ".htm": "text/html",
    ".pdf": "application/pdf",
    ".docx": _DOCX,
    ".eml": "message/rfc822",
    ".txt": "text/plain",
}
_MAIL_START = re.compile(rb"\A(?:[A-Za-z][\w-]*:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*){2,}", re.MULTILINE)


def media_type_of(content: bytes, name: str) -> str:
    """The kind of file, by its first bytes and then its name."""
    head = content[:2048].lstrip().lower()
    if content[:1024].find(b"%PDF-") >= 0:
        return "application/pdf"
    if content.startswith(b"PK\x03\x04"):
        return _DOCX if b"word/" in content or name.lower().endswith(".docx") else "application/zip"
    suffix = name[name.rfind(".") :].lower() if "." in name else ""
    if suffix == ".eml" or (
        not suffix and _MAIL_START.match(content[:4096]) and b"\nsubject:" in b"\n" + head
    ):
        return "message/rfc822"
    if head.startswith((b"<!doctype html", b"<html", b"<?xml")) or b"<body" in head or b"<p>" in head:
        return "text/html"
    known = _BY_NAME.get(suffix, "text/plain")
    return "text/plain" if known in ("application/pdf", _DOCX) else known


def slug(text: str) -> str:
    """A name as an identifier: lower-case letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def _period(text: str, zone: str) -> Period | None:
    return parse_period(text, zone=zone, fills=Fills.WITHIN) if text else None


_SCRIPTS = (("ar", "\u0600", "\u06ff"), ("ru", "\u0400", "\u04ff"))
_WORDS = {
    "en": frozenset("the of and to in that is was for on with by said as it at from".split()),
    "fr": frozenset("le la les des et est dans une pour que qui sur par au du selon avec".split()),
    "pt": frozenset("o os as de que e do da em um para com não uma no na pelo segundo".split()),
    "es": frozenset("el los las de que y del en un para con no una por según su".split()),
    "de": frozenset("der die das und ist nicht mit von den im ein eine auf für dem".split()),
}


def language_of(text: str) -> str:
    """The likeliest language (BCP 47) by script and commonest words; "und" when nothing tells."""
    sample = text[:20_000]
    letters = sum(letter.isalpha() for letter in sample) or 1
    for language, first, last in _SCRIPTS:
        if sum(first <= letter <= last for letter in sample) > letters * 0.4:
            return language
    words = re.findall(r"[^\W\d_]+", sample.lower())
    counts = {language: sum(word in common for word in words) for language, common in _WORDS.items()}
    best = max(counts, key=lambda language: counts[language])
    return best if counts[best] * 12 >= len(words) and counts[best] else "und"
