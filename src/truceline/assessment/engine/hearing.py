"""A view's accounts part as arrays: whose word is refused, what is taken back, what was public by then."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from truceline.assessment.admission import Words, end_of_day
from truceline.assessment.engine.clauses import half
from truceline.assessment.engine.compiled import resolve_kernels
from truceline.assessment.engine.reports import ABSENT, CODED, LATEST, MOST_TELLINGS, Reports, Teller
from truceline.assessment.origins import Origins
from truceline.assessment.view import AccountRule, Treatment, View
from truceline.record.snapshot import Snapshot
from truceline.testimony.statement import Speaker
from truceline.values.doubt import Truth

_TREATMENTS = {Treatment.DROP: 0, Treatment.POSSIBLE: 1, Treatment.KEEP: 2}
_TRUTHS = {Truth.NO: 0, Truth.UNKNOWN: 1, Truth.YES: 2}


def told_of(reports: Reports, origins: Origins) -> Any:
    """The arrays of the tellings (``resolve_kernels.Told``), with which of them are independent."""
    return resolve_kernels().Told(
        first=reports.first, teller=reports.teller, perpetrator=reports.perpetrator, speaks=reports.speaks,
        moment=reports.moment, back_telling=reports.back_telling, apart=_apart(reports, origins),
        aggregate=reports.aggregate,
    )  # fmt: skip


def told_among(told: Any, rows: NDArray[np.intp]) -> tuple[Any, NDArray[np.intp]]:
    """The arrays of the tellings of some rows alone, and which withdrawals are of these."""
    begun = told.first[:-1][rows]
    counts = told.first[1:][rows] - begun
    first = np.zeros(len(rows) + 1, np.int32)
    np.cumsum(counts, out=first[1:])
    tellings = np.repeat(begun - first[:-1], counts) + np.arange(first[-1])
    backs = np.searchsorted(told.back_telling, tellings)
    taken_back = np.append(told.back_telling, ABSENT)[backs] == tellings
    some = resolve_kernels().Told(
        first=first, teller=told.teller[tellings], perpetrator=told.perpetrator[tellings], speaks=told.speaks[tellings],
        moment=told.moment[tellings], back_telling=np.flatnonzero(taken_back).astype(np.int32),
        apart=told.apart[tellings], aggregate=told.aggregate[rows],
    )  # fmt: skip
    return some, backs[taken_back]


def _apart(reports: Reports, origins: Origins) -> NDArray[np.uint16]:
    """For each telling two bits for each earlier one of its incident: whether their origins are independent."""
    apart = np.zeros(len(reports.teller), np.uint16)
    counts, fits = np.diff(reports.first), ~reports.awkward
    tellers = len(reports.tellers)
    known: dict[int, int] = {}
    for later in range(1, MOST_TELLINGS):
        rows = reports.first[:-1][fits & (counts > later)]
        for earlier in range(later if len(rows) else 0):
            plain = ((reports.speaks[rows + later] | reports.speaks[rows + earlier]) & CODED) == 0
            places = rows[plain]
            keys = (
                reports.teller[places + earlier].astype(np.int64) * tellers + reports.teller[places + later]
            )
            different, codes = np.unique(keys, return_inverse=True)
            for key in different.tolist():
                if key not in known:
                    one, other = divmod(key, tellers)
                    truth = origins.independent(reports.tellers[one].origin, reports.tellers[other].origin)
                    known[key] = _TRUTHS[truth]
            found = np.array([known[key] for key in different.tolist()], np.uint16)
            apart[places + later] |= found[codes] << np.uint16(2 * earlier)
    return apart


@frozen
class Listener:
    """Asks a view's trust rule of tellers."""

    view: View
    snapshot: Snapshot

    @property
    def rule(self) -> AccountRule:
        """The view's accounts part."""
        return self.view.accounts

    def refuses(self, teller: Teller) -> bool:
        """Whether a telling of theirs is not taken: by its speaker, a hop or its basis."""
        rule, sources = self.rule, self.snapshot.sources
        if not rule.takes.includes(teller.speaker, sources.get(teller.speaker.source or "")):
            return True
        return self.refuses_coder(teller.speaker) or self.refuses_otherwise(teller)

    def refuses_otherwise(self, teller: Teller) -> bool:
        """Whether a telling of theirs is not taken for a hop or its basis, whoever speaks."""
        rule, sources = self.rule, self.snapshot.sources
        if rule.refuses_hops is not None and any(
            rule.refuses_hops.includes(agent, sources.get(agent.source or "")) for agent in teller.chain
        ):
            return True
        return bool(rule.bases) and teller.basis not in rule.bases

    def refuses_coder(self, speaker: Speaker) -> bool:
        """Whether the view never takes this speaker, be it as a compiler."""
        source = self.snapshot.sources.get(speaker.source or "")
        return self.rule.refuses is not None and self.rule.refuses.includes(speaker, source)


def asked_of(reports: Reports, snapshot: Snapshot, view: View, *, known: int = LATEST) -> Any:
    """The arrays of a view's accounts part (``resolve_kernels.Asked``); ``known`` is the last minute recorded."""
    listener = Listener(view, snapshot)
    refused = np.array([listener.refuses(teller) for teller in reports.tellers], np.bool_)
    late, public = _cutoff(view)
    keys: dict[str, int] = {}
    return resolve_kernels().Asked(
        refused=refused,
        coder_refused=np.array([listener.refuses_coder(teller.speaker) for teller in reports.tellers], np.bool_),
        origin=np.array(
            [keys.setdefault(teller.origin.key, len(keys)) for teller in reports.tellers], np.int32
        ),
        public=_public(reports, late, public, known),
        back=_taken_back(reports, refused, (late, public, known)), needed=view.accounts.origins,
        retracted=_TREATMENTS[view.accounts.retracted], hedged=_TREATMENTS[view.accounts.hedged],
    )  # fmt: skip


def _cutoff(view: View) -> tuple[int, int]:
    """From which minute on nothing is public by the view's day, and until when all is."""
    cutoff = end_of_day(view.published_by)
    bound = half(cutoff, none=0)
    return ((bound + 1) // 2, bound // 2) if cutoff is not None else (LATEST + 1, LATEST)


def asked_with(
    asked: Any, reports: Reports, asking: Listener, words: Words, spoken: Mapping[str | None, Sequence[int]]
) -> Any:
    """The same arrays where some speakers' word is taken or not, whatever the view says; ``spoken`` are tellers by speaker.

    Which withdrawals hold then is another question (``taken_back_among``).
    """
    refused, coder_refused = asked.refused.copy(), asked.coder_refused.copy()
    for source, word in words.items():
        for number in spoken.get(source, ()):
            teller = reports.tellers[number]
            refused[number] = not word.taken or asking.refuses_otherwise(teller)
            coder_refused[number] = not word.coding
    return asked._replace(refused=refused, coder_refused=coder_refused)


def taken_back_among(asked: Any, reports: Reports, view: View, backs: NDArray[np.intp]) -> Any:
    """The arrays with some withdrawals alone, which hold as far as their tellers are taken: as at the latest known minute."""
    return asked._replace(back=_taken_back(reports, asked.refused, (*_cutoff(view), LATEST), backs))


def _public(reports: Reports, late: int, public: int, known: int) -> NDArray[np.uint8]:
    """Whether what was told at each moment is public: perhaps where its first day is, its last not."""
    kernels = resolve_kernels()
    since, until, recorded = reports.moments.T
    heard = np.where(since >= late, kernels.NOT_PUBLIC, np.where(until <= public, kernels.FIRM, kernels.WEAK))
    answers: NDArray[np.uint8] = np.where(recorded > known, kernels.UNSEEN, heard).astype(np.uint8)
    return answers


def _taken_back(
    reports: Reports,
    refused: NDArray[np.bool_],
    bounds: tuple[int, int, int],
    among: NDArray[np.intp] | slice = slice(None),
) -> NDArray[np.uint8]:
    """Whether each of some withdrawals holds: no where it is not heard, unknown where only perhaps.

    The bounds are those of `_cutoff` and the last minute recorded.
    """
    late, public, known = bounds
    heard = ~refused[reports.back_teller[among]] & (reports.back_from[among] < late)
    heard &= reports.back_recorded[among] <= known
    surely = (reports.back_until[among] <= public) & ~reports.back_hedged[among]
    return np.where(heard, np.where(surely, 2, 1), 0).astype(np.uint8)
