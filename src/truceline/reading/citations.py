"""Bracketed citations: (Title by Author, Outlet, 29 April 2016), and which statements they are for."""

import re

from attrs import frozen

from truceline.testimony.statement import Binding

_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_CITATION = re.compile(
    rf"""[(\[]\s*(?P<lead>See\ also\ |See\ |Cited\ in\ |Quoted\ in\ |From\ |Source:\ )?
    (?P<title>[^()\[\]\n]{{4,200}}?)
    (?:,?\ by\ (?P<by>[A-Z][^,()\[\]\n]{{2,80}}?))?
    (?:,\ (?P<outlet>[A-Z][^,()\[\]\n0-9]{{0,50}}))?
    ,\ (?P<date>(?:\d{{1,2}}\ )?(?:{_MONTH})\ \d{{4}})\s*[)\]]""",
    re.VERBOSE,
)


@frozen
class Citation:
    """A cited document as its citation describes it; ``second_hand`` when the words are "cited in" it."""

    start: int
    end: int
    title: str
    authors: tuple[str, ...]
    outlet: str
    date: str
    second_hand: bool


@frozen
class Cited:
    """A statement's tie to a citation, by index."""

    citation: int
    binding: Binding


def find_citations(text: str) -> tuple[Citation, ...]:
    """Every bracketed citation that ends in a date."""
    return tuple(
        Citation(
            start=match.start(),
            end=match.end(),
            title=match["title"].strip().strip(","),
            authors=tuple(re.split(r",? and |, ", match["by"].strip())) if match["by"] else (),
            outlet=(match["outlet"] or "").strip(),
            date=match["date"],
            second_hand=bool(match["lead"]) and match["lead"].startswith(("Cited", "Quoted")),
        )
        for match in _CITATION.finditer(text)
    )


def without_citations(text: str, citations: tuple[Citation, ...]) -> str:
    """The text with its citations blanked out, every position unchanged."""
    for citation in citations:
        blank = re.sub(r"\S", " ", text[citation.start : citation.end])
        text = text[: citation.start] + blank + text[citation.end :]
    return text


def cited_by(text: str, last: int, citations: tuple[Citation, ...]) -> Cited | None:
    """The citation for words that end at ``last``.

    Explicit when it follows at once, inferred when it is the only one of the paragraph or a
    quotation runs on to it, else ambiguous.
    """
    for number, citation in enumerate(citations):
        if citation.start < last:
            continue
        between = text[last : citation.start]
        if not re.search(r"\w", between):
            return Cited(number, Binding.EXPLICIT)
        if "\n" not in between:
            alone = _alone_in_paragraph(text, citation, citations)
            return Cited(number, Binding.INFERRED if alone else Binding.AMBIGUOUS)
        paragraphs_between = len(re.findall(r"\n\s*", between))
        continued = re.match(r"\W*\n+\s*[“\"]", between) is not None
        if paragraphs_between == 1 and continued:
            return Cited(number, Binding.INFERRED)
        return None
    return None


def _alone_in_paragraph(text: str, citation: Citation, citations: tuple[Citation, ...]) -> bool:
    first = text.rfind("\n", 0, citation.start) + 1
    last = text.find("\n", citation.end)
    last = len(text) if last < 0 else last
    return sum(first <= other.start < last for other in citations) == 1
