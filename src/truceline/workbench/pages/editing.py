"""An agreement's text being edited: every fault at once, and what would be kept of it.

Nothing is decided here that the agreement file's reader does not decide; what is kept is the
text as it was typed, comments and all.
"""

from attrs import evolve, frozen

from truceline.agreement.parse import read_agreement
from truceline.agreement.terms import Agreement
from truceline.record.snapshot import Snapshot
from truceline.testimony.document import Document
from truceline.values.problems import Problem, Problems
from truceline.values.seal import file_hash
from truceline.workbench.kept import agreement_document


@frozen
class Fault:
    """One fault of the text, with the line it is in and where under it a caret belongs."""

    code: str
    sentence: str
    got: str
    do: str
    line: int | None
    column: int | None
    excerpt: str
    caret: str


@frozen
class Draft:
    """A text being edited.

    ``base`` is the hash of the kept text that was edited ("" for a new agreement), so that an
    edit of an older text is noticed; ``faults`` is empty when the text can be kept.
    """

    id: str
    text: str
    base: str
    faults: tuple[Fault, ...]


def opened(snapshot: Snapshot, agreement: str) -> Draft | None:
    """The kept text of an agreement, to be edited; None when the record keeps none."""
    document = snapshot.documents.get(f"agreement:{agreement}")
    if document is None or document.text is None:
        return None
    return Draft(agreement, document.text, document.sha256 or "", ())


def checked(draft: Draft) -> tuple[Draft, Document | None]:
    """The draft with its faults, and the document to be kept where it has none."""
    try:
        read = read_agreement(_plain(draft.text), _file_of(draft))
        problems = _other_id(draft, read)
    except Problems as error:
        problems = error.problems
    if problems:
        return evolve(draft, faults=tuple(fault_of(problem) for problem in problems)), None
    return evolve(draft, faults=()), agreement_document(_plain(draft.text), read)


def not_yet_kept(snapshot: Snapshot, draft: Draft, document: Document | None) -> Draft:
    """The draft of a new agreement, at fault where the record keeps one of that id already."""
    if document is None or document.id not in snapshot.documents:
        return draft
    id = document.id.partition(":")[2]
    return evolve(draft, faults=(fault_of(Problem("web.agreement_kept", id)),))


STARTER = """\
id = "name-year"
title = "What the agreement is called"
kind = "ceasefire"
zone = "UTC"                            # the zone of all days below, such as Asia/Aden
declared = "2000-01-01"
from = "2000-01-02"                     # in force from this day on; until = "..." ends it

# One block for each clause. Who is bound may be anyone, or named actors of the register:
# binds = { actors = ["one", "another"] }
[[provision]]
id = "no-attacks"
text = "The words of the clause itself."
prohibits = ["use-of-weapons"]
binds = "anyone"
"""
"""A text to begin from: sound as it stands, so that whatever a check finds was typed."""


def is_outdated(snapshot: Snapshot, draft: Draft) -> bool:
    """Whether the kept text changed since it was opened for this draft."""
    kept = opened(snapshot, draft.id)
    return kept is not None and kept.base != draft.base


def fault_of(problem: Problem) -> Fault:
    """A problem as a page shows it."""
    column = problem.caret or problem.column or 1
    return Fault(
        code=problem.code,
        sentence=problem.sentence,
        got=problem.value,
        do=problem.advice,
        line=problem.line,
        column=problem.column,
        excerpt=problem.excerpt,
        caret=" " * (column - 1) + "^" if problem.excerpt else "",
    )


def sealed(text: str) -> str:
    """The hash under which a text is kept."""
    return file_hash(_plain(text).encode())


def _plain(text: str) -> str:
    """The text with a file's line ends: forms send their own."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _file_of(draft: Draft) -> str:
    return f"{draft.id or 'agreement'}.toml"


def _other_id(draft: Draft, read: Agreement) -> tuple[Problem, ...]:
    """A kept agreement is edited under its own id; another id is another agreement."""
    if draft.id and read.id != draft.id:
        return (Problem("web.other_agreement", f"{read.id}, where {draft.id} is being edited"),)
    return ()
