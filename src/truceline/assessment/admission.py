"""Which claims a view admits, how firmly, and why the others are set aside (semantics 4)."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from enum import Enum
from typing import ClassVar, TypeAlias

from attrs import frozen

from truceline.assessment.evidence import Evidence, links_of
from truceline.assessment.origins import Origin, Origins
from truceline.assessment.view import AccountRule, FrameworkRule, Treatment, View
from truceline.testimony.claim import Claim
from truceline.testimony.document import Document
from truceline.testimony.link import Aspect, LinkKind
from truceline.testimony.register import Bond, Source
from truceline.testimony.statement import Speaker, Statement
from truceline.values.doubt import Truth, known
from truceline.values.problems import ValueProblem
from truceline.values.when import Fills, parse_period


class Aside(Enum):
    """Why a claim is set aside under a view; also why an incident known only so is out."""

    IMPUTED = "only imputed by the writer"
    NOT_TAKEN = "speaker not taken"
    HOP_REFUSED = "passed on by somebody not taken"
    BASIS = "basis of knowledge does not count"
    RETRACTED = "withdrawn by its speaker"
    HEDGED = "hedged"
    NOT_PUBLIC = "not yet public"
    PUBLIC_UNKNOWN = "not known when it became public"


@frozen
class Admission:
    """A view's answer to one claim: set aside, or admitted, firmly or as possible only.

    ``weak`` names why an admitted claim can only make something possible. ``origins`` are
    those it rests on; ``coded`` marks a compiler's coding, which needs no second origin.
    """

    claim: Claim
    aside: Aside | None
    weak: str
    origins: tuple[Origin, ...]
    coded: bool

    @property
    def is_firm(self) -> bool:
        return self.aside is None and not self.weak


@frozen
class Heard:
    """A view's answer to a statement, whoever's claims it carries."""

    aside: Aside | None
    weak: str
    origins: tuple[Origin, ...]

    coded: ClassVar[bool] = False
    """Words that make no claim are nobody's coding."""

    @property
    def is_firm(self) -> bool:
        return self.aside is None and not self.weak


def end_of_day(text: str) -> datetime | None:
    """The instant a cut-off means: the end of the day UTC unless it names an instant or zone.

    Raises:
        ValueProblem: ``period.unreadable`` and the like.
    """
    if not text:
        return None
    span = parse_period(text, zone="UTC", fills=Fills.WITHIN).span
    cutoff = span.start if "T" in text else span.end
    if cutoff is None:
        raise ValueProblem("period.unreadable", text)
    return cutoff


@frozen
class Word:
    """Whether a speaker's word is taken, and whether its coding of what others said is."""

    taken: bool
    coding: bool


Words: TypeAlias = Mapping[str | None, Word]
"""Whose word is supposed to be taken or not, whatever the rule says; None are those unnamed."""


FrameworkAnswer: TypeAlias = tuple[bool, bool, bool, bool]
"""Whether a statement is taken, and firmly; whether it is where it is an actor's own position, and firmly."""


class Admissions:
    """The answers of one view to every claim of the evidence.

    Invariant: a pure function of evidence, register, view and the words supposed to be taken
    on incidents and on the framework; answers are remembered.
    """

    def __init__(
        self, evidence: Evidence, origins: Origins, view: View, supposed: tuple[Words, Words] = ({}, {})
    ) -> None:
        self._evidence = evidence
        self._origins = origins
        self._view = view
        self._supposed = supposed
        self._cutoff = end_of_day(view.published_by)
        self._accounts: dict[str, Heard] = {}
        self._framework: dict[str, Heard] = {}
        self._words: dict[tuple[str | None, str, bool], Word] = {}
        self._answers: dict[tuple[str | None, str], FrameworkAnswer] = {}
        self._public: dict[str, tuple[datetime | None, datetime | None]] = {}

    def of(self, claim: Claim) -> Admission:
        """The answer of the view's accounts part: incidents, control, watches, indicators."""
        return self._weigh(claim, self._heard_in_accounts, self._view.accounts)

    def in_framework(self, claim: Claim, *, own_position: bool = False) -> Admission:
        """The answer of the framework part: terms, standing, relations.

        ``own_position`` marks an actor's own acceptance or withdrawal, always admitted.
        """
        hear = self._heard_as_own if own_position else self._heard_in_framework
        return self._weigh(claim, hear, _FRAMEWORK_TREATMENT)

    def answer_in_framework(self, statement: Statement) -> FrameworkAnswer:
        """How the framework part answers a statement that codes no other, is reported and is not taken back.

        Without a cut-off that depends on its speaker alone, who is then asked once.
        """
        if self._cutoff is not None:
            return self._answered(statement)
        key = statement.speaker.source, statement.speaker.words
        found = self._answers.get(key)
        if found is None:
            found = self._answers[key] = self._answered(statement)
        return found

    def _answered(self, statement: Statement) -> FrameworkAnswer:
        heard, own = self._heard_in_framework(statement), self._heard_as_own(statement)
        return (heard.aside is None, heard.is_firm, own.aside is None, own.is_firm)

    def word_on_incidents(self, source: str | None) -> Word:
        """Whether a speaker's word is taken on incidents."""
        return self._word(Speaker(source, ""), self._view.accounts)

    def word_on_framework(self, source: str | None) -> Word:
        """Whether a speaker's word is taken on what the text says, who is bound, who belongs to whom."""
        return self._word(Speaker(source, ""), self._view.framework)

    def _word(self, speaker: Speaker, rule: AccountRule | FrameworkRule) -> Word:
        key = speaker.source, speaker.words, isinstance(rule, FrameworkRule)
        found = self._words.get(key)
        if found is None:
            found = self._words[key] = self._read_word(speaker, rule)
        return found

    def _read_word(self, speaker: Speaker, rule: AccountRule | FrameworkRule) -> Word:
        supposed = self._supposed[isinstance(rule, FrameworkRule)].get(speaker.source)
        if supposed is not None:
            return supposed
        source = self._evidence.snapshot.sources.get(speaker.source or "")
        refused = rule.refuses is not None and rule.refuses.includes(speaker, source)
        return Word(taken=rule.takes.includes(speaker, source) and not refused, coding=not refused)

    def _heard_in_accounts(self, statement: Statement) -> Heard:
        heard = self._accounts.get(statement.id)
        if heard is None:
            heard = self._accounts[statement.id] = self._hear(statement, self._view.accounts)
        return heard

    def _heard_in_framework(self, statement: Statement) -> Heard:
        heard = self._framework.get(statement.id)
        if heard is None:
            heard = self._framework[statement.id] = self._hear(statement, self._view.framework)
        return heard

    def _heard_as_own(self, statement: Statement) -> Heard:
        """A speaker on its own position is heard whoever is taken, once it is public."""
        heard = self._heard_in_framework(statement)
        if heard.aside is not Aside.NOT_TAKEN:
            return heard
        return self._once_public(statement, self._origins.of(statement))

    def _weigh(
        self, claim: Claim, hear: Callable[[Statement], Heard], rule: "AccountRule | _Treatments"
    ) -> Admission:
        statement = self._evidence.statement_of(claim)
        heard = hear(statement)
        aside, weak = heard.aside, heard.weak
        if aside is None and (
            self._evidence.links_to.get(claim.id) or self._evidence.links_to.get(statement.id)
        ):
            taken_back = self._taken_back((claim.id, statement.id), statement, hear)
            aside, weak = _after_retraction(taken_back, rule.retracted, weak)
        if aside is None and claim.firmness.is_hedged:
            if rule.hedged is Treatment.DROP:
                aside = Aside.HEDGED
            elif rule.hedged is Treatment.POSSIBLE:
                weak = weak or "hedged"
        return Admission(claim, aside, weak, heard.origins, bool(statement.coded_from))

    def _taken_back(
        self, items: tuple[str, ...], statement: Statement, hear: Callable[[Statement], Heard]
    ) -> Truth:
        """Whether its own speaker, or who may speak for it, took it back, as far as admitted.

        Unknown when the words that take it back are only perhaps public, or only perhaps do.
        """
        found = Truth.NO
        for link in links_of(self._evidence, items, _TAKING_BACK):
            taking_back = self.statement_behind(link.statement or link.subject)
            speaks_for_itself = self.may_speak_for(link.asserter.source, statement.speaker.source)
            if taking_back is not None and speaks_for_itself:
                heard = hear(taking_back)
                surely = not (heard.weak or link.firmness.is_hedged)
                found |= known(heard.aside is None) & (Truth.YES if surely else Truth.UNKNOWN)
        return found

    def denials(self, claims: Iterable[Claim], aspects: tuple[Aspect, ...]) -> Iterator["Admission | Heard"]:
        """What is firmly admitted of words linked as denying these claims, in one of these aspects.

        Somebody else's retraction of a claim is a denial of it (semantics 4).
        """
        for claim in claims:
            speaker = self._evidence.statement_of(claim).speaker.source
            for link in links_of(self._evidence, (claim.id,), (LinkKind.DENIES, LinkKind.RETRACTS)):
                own = link.kind is LinkKind.RETRACTS and self.may_speak_for(link.asserter.source, speaker)
                if link.aspect in aspects and not own and not link.firmness.is_hedged:
                    answer = self._denial(link.subject)
                    if answer is not None and answer.is_firm:
                        yield answer

    def _denial(self, item: str) -> "Admission | Heard | None":
        """The accounts part's answer to a claim, or to a statement that denies without claiming."""
        claim = self._evidence.claims_by_id.get(item)
        if claim is not None:
            return self.of(claim)
        statement = self._evidence.snapshot.statements.get(item)
        if statement is None:
            return None
        heard = self._heard_in_accounts(statement)
        taken_back = self._taken_back((item,), statement, self._heard_in_accounts)
        return heard if taken_back is Truth.NO else None

    def statement_behind(self, item: str) -> Statement | None:
        """The statement of an id, or the one a claim of that id was read from."""
        claim = self._evidence.claims_by_id.get(item)
        return self._evidence.snapshot.statements.get(claim.statement if claim is not None else item)

    def may_speak_for(self, speaker: str | None, other: str | None) -> bool:
        """Whether a source is the other, or stated in the register to speak for it."""
        return may_speak_for(self._evidence.snapshot.sources, speaker, other)

    def _hear(self, statement: Statement, rule: AccountRule | FrameworkRule) -> Heard:
        if not statement.reported:
            return Heard(Aside.IMPUTED, "", ())
        if statement.coded_from:
            return self._hear_coding(statement, rule)
        aside = self._refusal(statement, rule)
        if aside is not None:
            return Heard(aside, "", self._origins.of(statement))
        return self._once_public(statement, self._origins.of(statement))

    def _once_public(self, statement: Statement, origins: tuple[Origin, ...]) -> Heard:
        """A statement that is taken, as far as it was public by the cut-off."""
        public = self._is_public(statement)
        if public is Truth.NO:
            earliest, _ = self._public_span(statement)
            return Heard(Aside.NOT_PUBLIC if earliest else Aside.PUBLIC_UNKNOWN, "", ())
        return Heard(None, "perhaps not yet public" if public is Truth.UNKNOWN else "", origins)

    def _hear_coding(self, statement: Statement, rule: AccountRule | FrameworkRule) -> Heard:
        """A compiler's coding is taken with any row origin taken, unless the compiler is refused."""
        heard = [self._hear(self._evidence.snapshot.statements[name], rule) for name in statement.coded_from]
        taken = [item for item in heard if item.aside is None]
        if not taken:
            return Heard(heard[0].aside, "", ())
        if not self._word(statement.speaker, rule).coding:
            return Heard(Aside.NOT_TAKEN, "", ())
        return self._once_public(statement, tuple(origin for item in taken for origin in item.origins))

    def _refusal(self, statement: Statement, rule: AccountRule | FrameworkRule) -> Aside | None:
        if not self._word(statement.speaker, rule).taken:
            return Aside.NOT_TAKEN
        if isinstance(rule, FrameworkRule):
            return None
        sources = self._evidence.snapshot.sources
        if rule.refuses_hops is not None and any(
            rule.refuses_hops.includes(hop.agent, sources.get(hop.agent.source or ""))
            for hop in statement.chain
        ):
            return Aside.HOP_REFUSED
        return Aside.BASIS if rule.bases and statement.basis not in rule.bases else None

    def _is_public(self, statement: Statement) -> Truth:
        if self._cutoff is None:
            return Truth.YES
        earliest, latest = self._public_span(statement)
        if earliest is None or earliest >= self._cutoff:
            return Truth.NO
        return Truth.YES if latest is not None and latest <= self._cutoff else Truth.UNKNOWN

    def _public_span(self, statement: Statement) -> tuple[datetime | None, datetime | None]:
        """Between when and when it became public: the earliest document or public utterance."""
        found = self._public.get(statement.id)
        if found is None:
            found = self._public[statement.id] = public_span(statement, self._evidence.snapshot.documents)
        return found


def may_speak_for(sources: Mapping[str, Source], speaker: str | None, other: str | None) -> bool:
    """Whether a source is the other, or stated in the register to speak for it."""
    if speaker is None or other is None:
        return False
    source = sources.get(speaker)
    ties = source.affiliations if source is not None else ()
    return speaker == other or any(tie.to == other and tie.bond is Bond.SPEAKS_FOR for tie in ties)


def _after_retraction(taken_back: Truth, treatment: Treatment, weak: str) -> tuple[Aside | None, str]:
    if treatment is Treatment.KEEP or taken_back is Truth.NO:
        return None, weak
    if treatment is Treatment.POSSIBLE:
        return None, weak or "withdrawn"
    return (Aside.RETRACTED, weak) if taken_back is Truth.YES else (None, weak or "perhaps withdrawn")


# A speaker's correction withdraws what it corrects; the corrected claim is one of its own.
_TAKING_BACK = (LinkKind.RETRACTS, LinkKind.CORRECTS)


@frozen
class _Treatments:
    retracted: Treatment
    hedged: Treatment


# The framework part has no switches of its own: not retracted, hedged as possible.
_FRAMEWORK_TREATMENT = _Treatments(Treatment.DROP, Treatment.POSSIBLE)


def public_span(
    statement: Statement, documents: Mapping[str, Document]
) -> tuple[datetime | None, datetime | None]:
    """The bounds of when a statement became public; (None, None) when nothing tells.

    The earliest publication of any document in its chain, or the utterance when in public.
    """
    named = [statement.document, *statement.cites, *(hop.document for hop in statement.chain if hop.document)]
    periods = [documents[name].published for name in named if name in documents]
    periods += [hop.date for hop in statement.chain if hop.date is not None]
    if statement.in_public:
        periods.append(statement.said)
    known = [period.span for period in periods if period is not None]
    starts = [span.start for span in known if span.start is not None]
    ends = [span.end for span in known if span.end is not None]
    return (min(starts, default=None), min(ends, default=None))
