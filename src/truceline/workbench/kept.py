"""Agreements and views that a record keeps as documents, and which of them a command means."""

from pathlib import Path

from truceline.agreement.parse import read_agreement
from truceline.agreement.terms import Agreement
from truceline.assessment.view import View
from truceline.assessment.view_file import read_view, shipped_views
from truceline.record.snapshot import Snapshot
from truceline.record.store import AGREEMENT_MEDIA_TYPE, VIEW_MEDIA_TYPE
from truceline.testimony.document import Document
from truceline.testimony.register import Handling
from truceline.values.problems import Problem, Problems
from truceline.values.seal import file_hash
from truceline.workbench.files import read_text

DEFAULT_VIEW = "every-source"


def agreement_document(text: str, agreement: Agreement) -> Document:
    """The document that keeps an agreement's file, whole."""
    return _document(f"agreement:{agreement.id}", agreement.title, AGREEMENT_MEDIA_TYPE, text)


def view_document(text: str, view: View) -> Document:
    """The document that keeps a view's file, whole."""
    return _document(f"view:{view.name}", view.title, VIEW_MEDIA_TYPE, text)


def own_view_document(text: str, name: str) -> Document:
    """The document that keeps somebody's own view.

    Raises:
        Problems: every fault of the text; ``cli.shipped_view`` when its name is a shipped one's.
    """
    view = read_view(text, name)
    if view.name in shipped_views():
        raise Problems([Problem("cli.shipped_view", view.name, file=name)])
    return view_document(text, view)


def _document(id: str, title: str, media_type: str, text: str) -> Document:
    return Document(
        id=id,
        title=title,
        authors=(),
        outlet=None,
        published=None,
        retrieved=None,
        language="en",
        media_type=media_type,
        url="",
        sha256=file_hash(text.encode()),
        text=text,
        handling=Handling.PUBLIC,
        purpose="",
        note="",
    )


def kept_agreements(snapshot: Snapshot) -> dict[str, Agreement]:
    """Every agreement in the record, in its latest text."""
    texts = _texts(snapshot, AGREEMENT_MEDIA_TYPE)
    found = (read_agreement(text, id) for id, text in texts.items())
    return {agreement.id: agreement for agreement in found}


def kept_views(snapshot: Snapshot) -> dict[str, View]:
    """Every view in the record, in its latest text."""
    texts = _texts(snapshot, VIEW_MEDIA_TYPE)
    found = (read_view(text, id) for id, text in texts.items())
    return {view.name: view for view in found}


def _texts(snapshot: Snapshot, media_type: str) -> dict[str, str]:
    documents = snapshot.documents.values()
    return {one.id: one.text for one in documents if one.media_type == media_type and one.text is not None}


def pick_agreement(snapshot: Snapshot, name: str | None) -> Agreement:
    """The agreement that is meant: the one named, or the record's only one.

    Raises:
        Problems: ``cli.without_agreement``, ``cli.no_agreement`` or ``cli.which_agreement``.
    """
    kept = kept_agreements(snapshot)
    if not kept:
        raise Problems([Problem("cli.without_agreement", name or "none")])
    if name is not None:
        if name not in kept:
            raise Problems([Problem("cli.no_agreement", _among(name, kept))])
        return kept[name]
    if len(kept) != 1:
        raise Problems([Problem("cli.which_agreement", ", ".join(kept))])
    return next(iter(kept.values()))


def pick_view(snapshot: Snapshot, name: str) -> View:
    """A view by its name, kept or shipped, or by its file when the name is a path to one.

    Raises:
        Problems: ``cli.no_view``, or every fault of the file.
    """
    if name.endswith(".toml"):
        return read_view(read_text(Path(name)), name)
    known = {**kept_views(snapshot), **shipped_views()}
    if name not in known:
        raise Problems([Problem("cli.no_view", _among(name, known))])
    return known[name]


def _among(name: str, known: dict[str, Agreement] | dict[str, View]) -> str:
    return f"{name}; there are: {', '.join(known) or 'none'}"
