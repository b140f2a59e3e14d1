"""Statements: what one speaker said, through whom it reached us, and how it was put.

A chain is the list of hops outermost first (the document's author first); the speaker stands
apart. "Four links" are three hops and the speaker (semantics 3).
"""

from enum import Enum
from typing import Self

from attrs import frozen

from truceline.testimony.document import Span
from truceline.testimony.register import Handling
from truceline.values.problems import ValueProblem
from truceline.values.when import Period
from truceline.values.who import check_id

_UNNAMED = "unnamed"


@frozen
class Speaker:
    """A source of the register, or somebody left unnamed, with the words for them."""

    source: str | None
    words: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``snhr`` or ``unnamed: officials``.

        Raises:
            ValueProblem: ``id.spelling``.
        """
        plain = text.strip()
        if plain == _UNNAMED or plain.startswith(_UNNAMED + ":"):
            return cls(source=None, words=plain[len(_UNNAMED) + 1 :].strip())
        return cls(source=check_id(plain), words="")

    def __str__(self) -> str:
        if self.source is not None:
            return self.source
        return f"{_UNNAMED}: {self.words}" if self.words else _UNNAMED


class Mode(Enum):
    """What a hop does with the words it passes on."""

    QUOTES = "quotes"
    PARAPHRASES = "paraphrases"
    TRANSLATES = "translates"
    SUMMARISES = "summarises"
    REPUBLISHES = "republishes"
    CODES = "codes"


class Stance(Enum):
    """How a hop stands to what it passes on."""

    ENDORSES = "endorses"
    DISTANCES = "distances"
    REJECTS = "rejects"
    NEUTRAL = "neutral"


@frozen
class Hop:
    """One pass-on between the speaker and us."""

    agent: Speaker
    document: str | None
    date: Period | None
    mode: Mode
    stance: Stance


class Quotation(Enum):
    """How the words are given."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class Act(Enum):
    """What the speaker does by saying it."""

    ASSERTION = "assertion"
    DENIAL = "denial"
    ACCUSATION = "accusation"
    ADMISSION = "admission"
    RETRACTION = "retraction"
    COMMITMENT = "commitment"
    THREAT = "threat"
    REQUEST = "request"
    CONDITION = "condition"
    PREDICTION = "prediction"
    IGNORANCE = "profession-of-ignorance"
    QUESTION = "question"


class Basis(Enum):
    """How the speaker knows."""

    SAW = "saw"
    HEARD = "heard"
    INSTRUMENT = "instrument"
    EXAMINED = "examined-afterwards"
    DOCUMENT = "document"
    WAS_TOLD = "was-told"
    INFERRED = "inferred"
    NOT_STATED = "not-stated"


class Binding(Enum):
    """How surely a statement is tied to the document it is cited from."""

    EXPLICIT = "explicit"
    INFERRED = "inferred"
    AMBIGUOUS = "ambiguous"


@frozen
class Statement:
    """One attributed utterance.

    ``id`` is the SHA-256 of the canonical content, ``label`` the coder's handle for it.
    ``content`` holds the words, or, when the document may not be copied, what they say in the
    coder's own. ``reported`` is False for what the writer only imputes ("in the hope of"):
    kept, never counted as the holder's statement. ``in_public`` marks words spoken in public,
    known from when they were said. ``cites`` are documents the statement is cited from beside
    ``document``. ``coded_from`` lists, for a compiler's own coding, the statements it coded.
    """

    id: str
    label: str
    document: str
    speaker: Speaker
    content: str
    cue: str
    spans: tuple[Span, ...]
    quotation: Quotation
    reported: bool
    act: Act
    basis: Basis
    said: Period | None
    in_public: bool
    chain: tuple[Hop, ...]
    cites: tuple[str, ...]
    binding: Binding
    coded_from: tuple[str, ...]
    handling: Handling
    purpose: str

    def __attrs_post_init__(self) -> None:
        if not self.content and not self.coded_from and not self.spans:
            raise ValueProblem("statement.empty", self.label or self.id)
