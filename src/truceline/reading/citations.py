"""Bracketed citations: (Title by Author, Outlet, 29 April 2016), and which statements they are for."""

import re
from bisect import bisect_left

from attrs import frozen

from truceline.testimony.statement import Binding

_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_CITATION = re.compile(
    rf"""[(\[]\s*(?P<lead>See\ also\ |See\ |Cited\ in\ |Quoted\ in\ |From\ |Source:\ )?
    (?P<title>[^()\[\]\n]{{4,200}}?)
    (?:,?\ by\ (?P<by>[A-Z][^,()\[\]\n]{{2,80}}?))?
    (?:,[”"]?\ (?P<outlet>[A-Z][^,()\[\]\n0-9]{{0,50}}))?
    ,[”"]?\ (?P<date>(?:\d{{1,2}}\ )?(?:{_MONTH})\ \d{{4}})\s*[)\]]""",
    re.VERBOSE,
)


_OUTLET_FIRST = re.compile(r"([A-Z][^\"“”,]{1,50}), ([\"“].+)")
"""As in (Lake Mission, “Monthly report”, 1 May 2021)."""


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
    return tuple(_citation(match) for match in _CITATION.finditer(text))


def _citation(match: re.Match[str]) -> Citation:
    title, outlet = match["title"].strip().strip(","), (match["outlet"] or "").strip()
    first = _OUTLET_FIRST.fullmatch(title)
    if first is not None and not outlet:
        outlet, title = first[1], first[2]
    return Citation(
        start=match.start(),
        end=match.end(),
        title=title.strip('“”" ,'),
        authors=tuple(re.split(r",? and |, ", match["by"].strip())) if match["by"] else (),
        outlet=outlet,
        date=match["date"],
        second_hand=bool(match["lead"]) and match["lead"].startswith(("Cited", "Quoted")),
    )


def without_citations(text: str, citations: tuple[Citation, ...]) -> str:
    """The text with its citations blanked out, every position unchanged."""
    parts, at = [], 0
    for citation in citations:
        parts += [text[at : citation.start], _LETTER.sub(" ", text[citation.start : citation.end])]
        at = citation.end
    return "".join([*parts, text[at:]])


def cited_by(text: str, last: int, citations: tuple[Citation, ...]) -> Cited | None:
    """The citation for words that end at ``last``.

    Explicit when it follows at once, inferred when it is the only one of the paragraph or a
    quotation runs on to it, else ambiguous.
    """
    number = bisect_left(citations, last, key=_start_of)
    if number == len(citations) or citations[number].start - last > _FARTHEST:
        return None
    between = text[last : citations[number].start]
    if not re.search(r"\w", between):
        return Cited(number, Binding.EXPLICIT)
    if "\n" not in between:
        alone = _alone_in_paragraph(text, number, citations)
        return Cited(number, Binding.INFERRED if alone else Binding.AMBIGUOUS)
    paragraphs_between = len(re.findall(r"\n\s*", between))
    continued = re.match(r"\W*\n+\s*[“\"]", between) is not None
    return Cited(number, Binding.INFERRED) if paragraphs_between == 1 and continued else None


_LETTER = re.compile(r"\S")
_FARTHEST = 6000
"""Characters; what is cited farther off belongs to other words."""


def _start_of(citation: Citation) -> int:
    return citation.start


def _alone_in_paragraph(text: str, number: int, citations: tuple[Citation, ...]) -> bool:
    before, own, after = (
        citations[max(number - 1, 0)],
        citations[number],
        citations[min(number + 1, len(citations) - 1)],
    )
    first = text.rfind("\n", before.end, own.start) >= 0 or number == 0
    last = text.find("\n", own.end, after.start) >= 0 or number == len(citations) - 1
    return first and last
