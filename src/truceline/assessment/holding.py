"""Who is said to hold a place at a moment: control claims as a view admits them (semantics 5)."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta

from attrs import frozen

from truceline.assessment.admission import Admission
from truceline.assessment.case import Case
from truceline.assessment.states import start_of
from truceline.testimony.claim import ControlClaim, Degree, Polarity
from truceline.values.doubt import Truth
from truceline.values.where import Location
from truceline.values.who import Form


@frozen
class _Word:
    """One firmly admitted control claim over a place, and from when it holds."""

    claim: ControlClaim
    admission: Admission
    start: datetime


def holders(case: Case, place: Location, moment: datetime) -> tuple[str, ...]:
    """Those who stand as holding a place at a moment, sorted; each origin by its last word."""
    saying: dict[str, list[Admission]] = defaultdict(list)
    for word in _last_words(case, place, moment):
        if _holds(word.claim) and _lasts(word, moment, case.view.persists.control):
            for member in _named(case, word.claim):
                saying[member].append(word.admission)
    return tuple(
        sorted(name for name, words in saying.items() if case.resolver.support(words) is not Truth.NO)
    )


def _last_words(case: Case, place: Location, moment: datetime) -> Iterator[_Word]:
    by_origin: dict[str, list[_Word]] = defaultdict(list)
    for word in _words(case, place):
        if word.start <= moment:
            for origin in word.admission.origins:
                by_origin[origin.key].append(word)
    for words in by_origin.values():
        last = max(word.start for word in words)
        yield from (word for word in words if word.start == last)


def _words(case: Case, place: Location) -> Iterator[_Word]:
    for claim in case.shared.evidence.controls:
        if claim.place is None or not case.shared.geography.covers(claim.place, place):
            continue
        admission, start = case.admissions.of(claim), start_of(case.shared.evidence, claim)
        if admission.is_firm and start is not None:
            yield _Word(claim, admission, start)


def _holds(claim: ControlClaim) -> bool:
    return claim.polarity is Polarity.AFFIRMED and claim.degree in (Degree.SOLE, Degree.DOMINANT)


def _lasts(word: _Word, moment: datetime, days: int | None) -> bool:
    end = word.claim.happened.span.end if word.claim.happened is not None else None
    if end is not None:
        return moment < end
    return days is None or moment - word.start <= timedelta(days=days)


def _named(case: Case, claim: ControlClaim) -> tuple[str, ...]:
    who = case.shared.evidence.who(claim.actor)
    return who.members if who.form is not Form.CLASS else ()
