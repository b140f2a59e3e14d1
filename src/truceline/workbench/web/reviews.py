"""Reviews of documents as screens need them: read once for each size of the record, decided in one place."""

from collections.abc import Mapping
from typing import Any

from attrs import frozen

from truceline.reading.names import source_called
from truceline.reading.proposals import Proposal
from truceline.reading.registry import Reader
from truceline.reading.review import Choice, Review, short_fields
from truceline.reading.rules_reader import shipped_reader
from truceline.record.store import Record
from truceline.testimony.claim import Claim
from truceline.testimony.decision import Answer
from truceline.workbench.pages.reader import is_source_text
from truceline.workbench.reviewing import Decided, decided_in, review_in
from truceline.workbench.web.access import See
from truceline.workbench.web.kept_answers import Kept
from truceline.workbench.web.sight import Sight

_MOST = 64


@frozen
class Offered:
    """A proposal as a page shows it: whose words, which, what claim, its fields as one would type them.

    ``decided`` is what was decided about it; None while nobody has.
    """

    id: str
    document: str
    rule: str
    speaker: str
    known_speaker: bool
    start: int
    end: int
    before: str
    words: str
    after: str
    claim: Claim
    fields: Mapping[str, str]
    decided: Decided | None


class Reviews:
    """The reviews of one record's documents; a record that grew is read again."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._reader: Reader | None = None
        self._kept: Kept[tuple[int, See, str], Review] = Kept(_MOST)

    def of(self, sight: Sight, document: str) -> Review:
        """The review of a document that may be seen.

        Raises:
            Problems: ``record.unknown_document``, ``review.text``.
        """
        key = (sight.head.size, sight.see, document)
        known = self._kept.get(key)
        if known is not None:
            return known
        self._reader = self._reader or shipped_reader()
        agreement = next(iter(sight.agreements), None)
        return self._kept.put(key, review_in(sight.snapshot(), document, self._reader, agreement))

    def offered(self, sight: Sight, document: str) -> tuple[Offered, ...]:
        """Its proposals in the order of the text, each with what was decided about it."""
        review = self.of(sight, document)
        decided = decided_in(self._record, review)
        return tuple(_offered(review, one, decided.get(one.id)) for one in review.proposals)

    def readable(self, sight: Sight) -> list[str]:
        """The documents with text that may be seen, the latest retrieved or published first."""
        found = [
            one for one in sight.snapshot().documents.values() if one.text is not None and is_source_text(one)
        ]
        found.sort(key=lambda one: (str(one.retrieved or one.published or ""), one.id), reverse=True)
        return [one.id for one in found]


def _offered(review: Review, one: Proposal, decided: Decided | None) -> Offered:
    text = review.reading.document.text or ""
    start, end = review.words_of(one)
    statement = review.statement_of(one)
    name = statement.speaker.name or statement.speaker.words if statement is not None else ""
    return Offered(
        id=one.id,
        document=review.reading.document.id,
        rule=one.rule,
        speaker=name,
        known_speaker=statement is None or source_called(review.names, name) is not None,
        start=one.start,
        end=one.end,
        before=text[start : max(start, one.start)],
        words=text[one.start : one.end],
        after=text[one.end : max(end, one.end)],
        claim=one.claim,
        fields=short_fields(one.claim),
        decided=decided,
    )


_LISTS = ("incidents", "circumstances", "saw", "tallies")


def choice_of(claim: Claim, answer: Answer, typed: Mapping[str, str], speaker: str, reason: str) -> Choice:
    """What a form answers: only fields that were changed are edits; without any, it is accepted as it is."""
    shown = short_fields(claim)
    changed = {
        name: _typed(name, text.strip())
        for name, text in typed.items()
        if name in shown and text.strip() != shown[name]
    }
    if answer is Answer.EDITED and not changed and not speaker:
        answer = Answer.ACCEPTED
    return Choice(answer, changed if answer is Answer.EDITED else {}, speaker, reason)


def _typed(name: str, text: str) -> Any:
    if name in _LISTS:
        return [part.strip() for part in text.split(",") if part.strip()]
    return text or None
