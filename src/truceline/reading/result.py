"""What a reading brings: statements with their spans, voices, wording and citations, as plain values.

Everything points into the document's text by code points, half open; nothing here has
entered a record. A reader of any kind returns these values, and each statement names it.
"""

from enum import Enum

from attrs import frozen

from truceline.reading.citations import Citation, Cited
from truceline.testimony.claim import Firmness
from truceline.testimony.document import Document
from truceline.testimony.statement import Act, Basis, Mode, Quotation, Stance
from truceline.values.when import Period

Range = tuple[int, int]


class SpeakerKind(Enum):
    """How the text says who speaks."""

    NAMED = "named"
    BODY = "body"
    """An organisation, a state, a document."""
    UNNAMED = "unnamed"
    """Officials, residents, nobody at all ("it is reported")."""
    OPEN = "open"
    """A pronoun or a surname that may be several: the candidates are kept, none is chosen."""


@frozen
class ReadSpeaker:
    """Who speaks: the name as the document gives it in full, or the words used; candidates while open."""

    name: str
    kind: SpeakerKind
    words: str
    candidates: tuple[str, ...]


@frozen
class ReadHop:
    """One pass-on between the speaker and us, outermost first."""

    agent: str
    document: str
    date: str
    mode: Mode
    stance: Stance


@frozen
class Said:
    """When the words were said, and what told it: sentence, citation or nothing firmer than publication."""

    period: Period | None
    words: str
    told_by: str

    @property
    def told(self) -> str:
        """The day for people to read: "by 2021-05-14" when nothing tells but publication; the words of a day left open."""
        if self.period is None:
            return self.words
        last = self.period.edtf.removeprefix("../")
        return last if last == self.period.edtf else f"by {last}"


@frozen
class ReadStatement:
    """One attributed utterance found in a document.

    ``reported`` is False for what the writer only imputes; ``parent`` is the statement whose
    content it stands in; ``retracts`` the one statement it withdraws. ``rule`` names what found it.
    """

    id: str
    source: tuple[Range, ...]
    cue: tuple[Range, ...]
    content: tuple[Range, ...]
    hedges: tuple[Range, ...]
    speaker: ReadSpeaker
    quotation: Quotation
    reported: bool
    negated: bool
    act: Act
    basis: Basis
    firmness: Firmness
    said: Said
    chain: tuple[ReadHop, ...]
    cited: Cited | None
    parent: str | None
    retracts: str | None
    rule: str
    reader: str


class Voice(Enum):
    """Whose words a sentence holds."""

    WRITER = "writer"
    ATTRIBUTED = "attributed"
    MIXED = "mixed"


class Block(Enum):
    """What a paragraph is."""

    TEXT = "text"
    HEADLINE = "headline"
    CAPTION = "caption"


@frozen
class Sentence:
    """A sentence, its voice, and whether the writer asserts something in it without a source."""

    start: int
    end: int
    voice: Voice
    block: Block
    unsourced: bool


class Mark(Enum):
    """Why a wording is marked."""

    SCARE_QUOTES = "scare-quotes"
    EVALUATIVE = "evaluative"
    CERTAINTY = "certainty"
    DISTANCING = "distancing"


@frozen
class Wording:
    """A marked wording in the writer's voice, and a neutral one where there is one."""

    start: int
    end: int
    mark: Mark
    neutral: str


@frozen
class Reading:
    """All that one reader found in one document."""

    document: Document
    reader: str
    supported: bool
    statements: tuple[ReadStatement, ...]
    citations: tuple[Citation, ...]
    sentences: tuple[Sentence, ...]
    wording: tuple[Wording, ...]
