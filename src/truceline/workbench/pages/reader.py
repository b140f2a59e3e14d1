"""A document to be read: its text cut at every span boundary, and what was said in it beside that.

Spans overlap as they like: text is cut wherever one begins or ends, and each piece names all
that it lies in. Offsets are code points, half open.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from attrs import frozen

from truceline.assessment.evidence import Evidence, links_of
from truceline.reading.result import Reading
from truceline.record.store import AGREEMENT_MEDIA_TYPE, VIEW_MEDIA_TYPE
from truceline.testimony.claim import Claim
from truceline.testimony.document import Document
from truceline.testimony.link import Link, LinkKind
from truceline.testimony.statement import Statement
from truceline.workbench.formats import Sheet
from truceline.workbench.pages.cited import Cited, Quoter

SHORT = 12
"""How much of a statement's id names its note."""
_TAKEN_BACK = (LinkKind.RETRACTS, LinkKind.CORRECTS)
_DISPUTED = (LinkKind.DENIES, LinkKind.CONTRADICTS)


@frozen
class Spanned:
    """A stretch of the text and what it is.

    ``id`` is that of its note; ``part`` is source, cue, content or hedge; ``voice`` says whose
    words they are: direct, indirect, mixed, imputed, or proposed for what only a program read.
    """

    id: str
    start: int
    end: int
    part: str
    voice: str


@frozen
class Segment:
    """A piece of the text in which nothing begins or ends; ``ids`` are the notes it lies in."""

    start: int
    end: int
    text: str
    ids: tuple[str, ...]
    kinds: tuple[str, ...]


@frozen
class Bearing:
    """A link to a statement or to one of its claims: how it bears on it, and who says so."""

    kind: str
    by: str
    statement: str
    document: str


@frozen
class Note:
    """One statement of the document, with its claims.

    ``taken_back`` and ``disputed`` are links on record by now; they change nothing in it.
    """

    id: str
    statement: str
    speaker: str
    source: str
    said: str
    quotation: str
    act: str
    reported: bool
    content: str
    through: tuple[str, ...]
    anchored: bool
    claims: tuple[Cited, ...]
    taken_back: tuple[Bearing, ...]
    disputed: tuple[Bearing, ...]


@frozen
class DocumentPage:
    """A document with all that is on record of it; ``segments`` is empty where its text is not held."""

    id: str
    title: str
    authors: tuple[str, ...]
    outlet: str
    published: str
    retrieved: str
    language: str
    media_type: str
    url: str
    sha256: str
    handling: str
    note: str
    segments: tuple[Segment, ...]
    notes: tuple[Note, ...]


@frozen
class DocumentLine:
    """A document in the list of all of them."""

    id: str
    title: str
    outlet: str
    published: str
    has_text: bool
    statements: int


def document_page(quoter: Quoter, id: str, offered: Sequence[Spanned]) -> DocumentPage | None:
    """The document of that id, with further spans that are only offered; None where there is none."""
    snapshot = quoter.case.shared.evidence.snapshot
    document = snapshot.documents.get(id)
    if document is None:
        return None
    told = [one for one in snapshot.statements.values() if one.document == id]
    told.sort(
        key=lambda one: (min((span.start for span in one.spans), default=len(document.text or "")), one.id)
    )
    spans = [*_recorded(told), *offered]
    noting = _Noting(quoter, _claims_on(quoter.case.shared.evidence, told))
    return DocumentPage(
        id=id,
        title=document.title,
        authors=document.authors,
        outlet=quoter.name(document.outlet) if document.outlet else "",
        published=str(document.published or ""),
        retrieved=str(document.retrieved or ""),
        language=document.language,
        media_type=document.media_type,
        url=document.url,
        sha256=document.sha256 or "",
        handling=document.handling.value,
        note=document.note,
        segments=segments(document.text or "", spans),
        notes=tuple(noting.note(one) for one in told),
    )


def note_id(statement: str) -> str:
    """What the note of a statement is called on a page."""
    return f"s-{statement[:SHORT]}"


def _recorded(statements: Iterable[Statement]) -> Iterator[Spanned]:
    for one in statements:
        voice = one.quotation.value if one.reported else "imputed"
        for span in one.spans:
            yield Spanned(note_id(one.id), span.start, span.end, span.part.value, voice)


def read_spans(reading: Reading) -> Iterator[Spanned]:
    """The spans of what a program read in a document, as proposed ones."""
    for one in reading.statements:
        for part, several in (("source", one.source), ("cue", one.cue), ("content", one.content), ("hedge", one.hedges)):  # fmt: skip
            for start, end in several:
                yield Spanned(f"r-{one.id}", start, end, part, "proposed")


def segments(text: str, spans: Sequence[Spanned]) -> tuple[Segment, ...]:
    """The text cut at every boundary of a span; nothing of it is lost, and no piece is empty."""
    length = len(text)
    within = [one for one in spans if 0 <= one.start < one.end <= length]
    cuts = sorted({0, length, *(edge for one in within for edge in (one.start, one.end))})
    found = []
    for start, end in pairwise(cuts):
        here = [one for one in within if one.start <= start and end <= one.end]
        kinds = (kind for one in here for kind in (f"voice-{one.voice}", f"part-{one.part}"))
        found.append(
            Segment(
                start=start,
                end=end,
                text=text[start:end],
                ids=tuple(dict.fromkeys(one.id for one in here)),
                kinds=tuple(dict.fromkeys(kinds)),
            )
        )
    return tuple(found)


@frozen
class _Noting:
    """What notes are made with: the quoter, and the claims of the document's statements."""

    quoter: Quoter
    claims: Mapping[str, Sequence[Claim]]

    def note(self, one: Statement) -> Note:
        quoted = tuple(self.quoter.quote(claim) for claim in self.claims.get(one.id, ()))
        pointed = (one.id, *(claim.claim for claim in quoted))
        return Note(
            id=note_id(one.id),
            statement=one.id,
            speaker=self.quoter.teller.speaker(one.speaker),
            source=one.speaker.source or "",
            said=str(one.said or ""),
            quotation=one.quotation.value,
            act=one.act.value,
            reported=one.reported,
            content=one.content,
            through=tuple(self.quoter.teller.speaker(hop.agent) for hop in one.chain),
            anchored=bool(one.spans),
            claims=quoted,
            taken_back=tuple(self._bearings(pointed, _TAKEN_BACK)),
            disputed=tuple(self._bearings(pointed, _DISPUTED)),
        )

    def _bearings(self, pointed: Iterable[str], kinds: Sequence[LinkKind]) -> Iterator[Bearing]:
        evidence = self.quoter.case.shared.evidence
        for link in links_of(evidence, pointed, kinds):
            behind = self._behind(evidence, link)
            yield Bearing(
                kind=link.kind.value,
                by=self.quoter.teller.speaker(link.asserter),
                statement=note_id(behind.id) if behind is not None else "",
                document=behind.document if behind is not None else "",
            )

    def _behind(self, evidence: Evidence, link: Link) -> Statement | None:
        """The statement that a link comes from."""
        claim = evidence.claims_by_id.get(link.subject)
        id = claim.statement if claim is not None else link.subject
        return evidence.snapshot.statements.get(id)


def _claims_on(evidence: Evidence, statements: Iterable[Statement]) -> dict[str, list[Claim]]:
    wanted = {one.id for one in statements}
    found: dict[str, list[Claim]] = defaultdict(list)
    for claim in evidence.snapshot.claims:
        if claim.statement in wanted:
            found[claim.statement].append(claim)
    return found


def documents(quoter: Quoter, wanted: str) -> tuple[DocumentLine, ...]:
    """Every source text, the latest published first; kept agreements and views are none."""
    snapshot = quoter.case.shared.evidence.snapshot
    counts = Counter(one.document for one in snapshot.statements.values())
    found = [
        one
        for one in snapshot.documents.values()
        if is_source_text(one) and wanted.casefold() in f"{one.id} {one.title}".casefold()
    ]
    found.sort(key=lambda one: (_published(one), one.id), reverse=True)
    return tuple(
        DocumentLine(
            id=one.id,
            title=one.title,
            outlet=quoter.name(one.outlet) if one.outlet else "",
            published=str(one.published or ""),
            has_text=one.text is not None,
            statements=counts[one.id],
        )
        for one in found
    )


def is_source_text(document: Document) -> bool:
    """Whether somebody says something in it: agreements and views are kept as documents too."""
    return document.media_type not in (AGREEMENT_MEDIA_TYPE, VIEW_MEDIA_TYPE)


def _published(document: Document) -> str:
    start = document.published.span.start if document.published is not None else None
    return start.isoformat() if start is not None else ""


def documents_sheet(found: Iterable[DocumentLine]) -> Sheet:
    """One row for each document."""
    columns = ("document", "title", "outlet", "published", "has_text", "statements")
    rows = tuple(
        (one.id, one.title, one.outlet, one.published, "yes" if one.has_text else "no", one.statements)
        for one in found
    )
    return Sheet("", columns, rows, ())


def notes_sheet(page: DocumentPage) -> Sheet:
    """One row for each claim of each statement; one for a statement without any."""
    rows: list[tuple[str, ...]] = []
    for note in page.notes:
        head = (note.statement, note.speaker, note.said, note.quotation, note.act, note.content)
        tail = (
            "; ".join(f"{one.kind} {one.by}" for one in note.taken_back),
            "; ".join(f"{one.kind} {one.by}" for one in note.disputed),
        )
        told = [(one.claim, one.says, one.aside) for one in note.claims] or [("", "", "")]
        rows += [(*head, *claim, *tail) for claim in told]
    columns = (
        "statement", "speaker", "said", "quotation", "act", "content", "claim", "says", "set_aside",
        "taken_back", "disputed",
    )  # fmt: skip
    return Sheet(page.title, columns, tuple(rows), ())
