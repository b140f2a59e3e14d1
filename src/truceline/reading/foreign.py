"""Other languages: direct quotations with their speaker, where the marks and a cue verb show both.

Only what is certain is read; a language without a list of cues is reported as not supported.
"""

import re
import tomllib
from functools import cache
from importlib import resources

from attrs import frozen

from truceline.reading.result import ReadHop, Reading, ReadSpeaker, ReadStatement, Said, SpeakerKind
from truceline.reading.segments import Quotation, Stretch, paragraphs, quotations
from truceline.testimony.claim import Firmness
from truceline.testimony.document import Document
from truceline.testimony.statement import Act, Basis, Mode, Stance
from truceline.testimony.statement import Quotation as How

SUPPORTED = ("ar", "fr", "ru", "pt", "es")
_LETTERS = r"[^\W\d_][\w’'\-]*"


@frozen
class Tongue:
    """How a language shows who says a quotation: verbs after which, or before which, the name stands."""

    verbs: tuple[str, ...]
    by: tuple[str, ...]
    name: str


@cache
def tongues() -> dict[str, Tongue]:
    """The shipped languages."""
    raw = tomllib.loads(resources.files("truceline.data.reading").joinpath("tongues.toml").read_text("utf-8"))
    return {
        code: Tongue(tuple(entry["verbs"]), tuple(entry["by"]), entry["name"]) for code, entry in raw.items()
    }


def read_foreign(document: Document, reader: str) -> Reading:
    """The direct quotations of a document in another language."""
    text = document.text or ""
    tongue = tongues().get(document.language.split("-")[0])
    statements = () if tongue is None else tuple(_statements(document, text, tongue, reader))
    return Reading(
        document,
        reader,
        supported=tongue is not None,
        statements=statements,
        citations=(),
        sentences=(),
        wording=(),
    )


def _statements(document: Document, text: str, tongue: Tongue, reader: str) -> list[ReadStatement]:
    found: list[ReadStatement] = []
    for paragraph in paragraphs(text):
        for quotation in quotations(text, paragraph, None):
            if len(re.findall(r"\w+", text[quotation.start : quotation.end])) < _SHORTEST:
                continue
            matched = _speaker(text, paragraph, quotation, tongue)
            if matched is not None:
                found.append(_statement(document, quotation, matched, (f"s{len(found) + 1}", reader)))
    return found


_SHORTEST = 3
_Matched = tuple[str, tuple[int, int], tuple[int, int]]


def _speaker(text: str, paragraph: Stretch, quotation: Quotation, tongue: Tongue) -> _Matched | None:
    """Name, source span and cue span, from the words right after the quotation or right before it."""
    verbs, by = "|".join(tongue.verbs), "|".join(tongue.by)
    name = tongue.name
    after = re.compile(rf"\s*[,،–—-]*\s*(?P<cue>{verbs})\s+(?P<name>{name})")
    before = (
        re.compile(rf"(?P<name>{name})\s*,?\s*(?P<cue>{verbs})\b[^.»”\"]{{0,60}}$"),
        re.compile(rf"(?:^|[\s«“\"])(?P<cue>{verbs})\s+(?P<name>{name})[^.]{{0,120}}$"),
        re.compile(rf"(?P<cue>{by})\s+(?P<name>{name})\b[^.]{{0,60}}$"),
    )
    match = after.match(text, quotation.end, paragraph.end)
    if match is None:
        lead = text[paragraph.start : quotation.start]
        match = next((found for pattern in before if (found := pattern.search(lead))), None)
        shift = paragraph.start
    else:
        shift = 0
    if match is None:
        return None
    return (
        match["name"].strip(" ,،"),
        (match.start("name") + shift, match.end("name") + shift),
        (match.start("cue") + shift, match.end("cue") + shift),
    )


def _statement(
    document: Document, quotation: Quotation, matched: _Matched, names: tuple[str, str]
) -> ReadStatement:
    name, source, cue = matched
    agent = ", ".join(document.authors) or document.outlet or "author"
    return ReadStatement(
        id=names[0],
        source=(source,),
        cue=(cue,),
        content=((quotation.start, quotation.end),),
        hedges=(),
        speaker=ReadSpeaker(name, SpeakerKind.NAMED, name, ()),
        quotation=How.DIRECT,
        reported=True,
        negated=False,
        act=Act.ASSERTION,
        basis=Basis.NOT_STATED,
        firmness=Firmness.ASSERTS,
        said=Said(document.published, "", "publication"),
        chain=(ReadHop(agent, document.id, str(document.published or ""), Mode.QUOTES, Stance.NEUTRAL),),
        cited=None,
        parent=None,
        retracts=None,
        rule="foreign-quotation",
        reader=names[1],
    )
