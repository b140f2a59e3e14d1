"""What the words themselves show: hedges, firmness, basis of knowledge, the act done."""

import re

from attrs import frozen

from truceline.reading.lexicon import Cue
from truceline.reading.result import Range
from truceline.reading.sightings import Sightings
from truceline.reading.wordlists import Hedges
from truceline.testimony.claim import Firmness
from truceline.testimony.statement import Act, Basis, Quotation

_MONTH_BEFORE_MAY = re.compile(r"(?:\d|in|last|since|early|mid|late|of|by|until|this) $", re.IGNORECASE)
_ORDER = (Firmness.UNCOMMITTED, Firmness.POSSIBLE, Firmness.PROBABLE)


def hedges_in(
    sightings: Sightings, ranges: tuple[Range, ...], known: Hedges
) -> tuple[tuple[Range, Firmness], ...]:
    """Every hedge inside some ranges, with how far it weakens; the month of May is none."""
    text = sightings.text
    found: dict[Range, Firmness] = {}
    for start, end in ranges:
        for firmness, pattern in known.firmness:
            if not sightings.seen(pattern, start, end):
                continue
            for match in pattern.finditer(text, start, end):
                span = (match.start(), match.end())
                if match[0] == "May" or (
                    match[0].lower() == "may" and _MONTH_BEFORE_MAY.search(text[: span[0]][-8:])
                ):
                    continue
                if match[0].lower() == "about" and not re.match(
                    r"\s+(?:\d|a (?:hundred|thousand|dozen))", text[span[1] : span[1] + 14]
                ):
                    continue
                if not any(one[0] <= span[0] < one[1] for one in found):
                    found[span] = firmness
    return tuple(sorted(found.items()))


def weakest(hedges: tuple[tuple[Range, Firmness], ...], *, hearsay: bool) -> Firmness:
    """The firmness that remains: that of the strongest hedge."""
    levels = {firmness for _, firmness in hedges} | ({Firmness.UNCOMMITTED} if hearsay else set())
    return next((level for level in _ORDER if level in levels), Firmness.ASSERTS)


@frozen(eq=False)
class Content:
    """What somebody says, as one string, and where it stands."""

    sightings: Sightings
    spans: tuple[Range, ...]
    words: str

    def holds(self, pattern: re.Pattern[str]) -> bool:
        """Whether a pattern matches somewhere in the words; one tied to their beginning, there."""
        if len(self.spans) == 1 and not self.sightings.seen(pattern, *self.spans[0]):
            return pattern.match(self.words) is not None
        return pattern.search(self.words) is not None


def content_of(sightings: Sightings, spans: tuple[Range, ...]) -> Content:
    """The content that stands in some spans."""
    return Content(sightings, spans, " ".join(sightings.text[start:end] for start, end in spans))


def basis_in(content: Content, known: Hedges) -> Basis:
    """How the speaker is said to know; not stated unless the words tell."""
    return next((basis for basis, pattern in known.basis if content.holds(pattern)), Basis.NOT_STATED)


def act_of(content: Content, cue: Cue | None, known: Hedges, *, negated: bool) -> Act:
    """What is done by saying it: the content's own form first, then the cue's."""
    words = content.words
    first = next((act for act, pattern in known.acts if content.holds(pattern)), None)
    by_cue = cue.act if cue is not None else Act.ASSERTION
    if first is not None and by_cue in (Act.ASSERTION, first):
        return first
    if words.rstrip('”"’» ').endswith("?"):
        return Act.QUESTION
    return (
        Act.DENIAL if negated and cue is not None and cue.lemma in ("accept", "admit", "confirm") else by_cue
    )


_QUOTED = re.compile(r"[“\"«„].+?[”\"»“]|''.+?''|‘[^’]+’|[“\"«„].+$", re.DOTALL)


def quotation_of(text: str, content: tuple[Range, ...]) -> Quotation:
    """Direct when all words stand in quotation marks, mixed when some do."""
    inside = outside = 0
    for start, end in content:
        words = text[start:end]
        quoted = sum(len(re.findall(r"\w+", match[0])) for match in _QUOTED.finditer(words))
        total = len(re.findall(r"\w+", words))
        inside += quoted
        outside += max(total - quoted, 0)
    if inside == 0:
        return Quotation.INDIRECT
    return Quotation.DIRECT if outside == 0 else Quotation.MIXED
