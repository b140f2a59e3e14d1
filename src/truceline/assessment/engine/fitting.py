"""Which rows the columns can judge: those whose tellings need nothing that only claims can say."""

from itertools import combinations
from typing import Any

import numpy as np
from attrs import evolve
from numpy.typing import NDArray

from truceline.assessment.admission import may_speak_for
from truceline.assessment.algebras import algebra_of_actors
from truceline.assessment.engine.reports import ABSENT, CODED, KIND, MOST_TELLINGS, PLACE, TIME, Reports
from truceline.assessment.evidence import Evidence
from truceline.assessment.standing import Algebra
from truceline.values.who import Form, Who


def fitted(reports: Reports, evidence: Evidence) -> Reports:
    """The reports with actors under the names that judgements give them; what does not fit is awkward."""
    named = _under_judged_names(reports, evidence)
    counts = np.diff(named.first)
    rows = np.repeat(np.arange(len(named)), counts)
    codings = np.bincount(rows[named.speaks & CODED > 0], minlength=len(named))
    loose = named.speaks & (TIME | PLACE | KIND)
    awkward = named.awkward | (counts > MOST_TELLINGS) | (codings > 1) | ((codings == 1) & (counts == 1))
    awkward[rows[(loose > 0) & (loose & KIND == 0)]] = True
    awkward[rows[_denied(named, evidence)]] = True
    awkward[_entangled(named, rows, algebra_of_actors(evidence))] = True
    return evolve(named, awkward=_same_or(reports.awkward, awkward))


def _same_or(given: NDArray[Any], made: NDArray[Any]) -> NDArray[Any]:
    """The array given where the one made says the same, so that both reports hold one."""
    return given if np.array_equal(given, made) else made


def _under_judged_names(reports: Reports, evidence: Evidence) -> Reports:
    whos = tuple(map(evidence.who, reports.whos))
    # Whoever is unnamed or unknown is no perpetrator, participant or target to speak of.
    nobody = np.array([not who.members for who in whos] + [False], np.bool_)
    numbers: dict[Who, int] = {}
    codes = np.array([numbers.setdefault(who, len(numbers)) for who in whos] + [ABSENT], np.int32)
    perpetrator = codes[reports.perpetrator]
    perpetrator[nobody[reports.perpetrator]] = ABSENT
    return evolve(
        reports,
        whos=tuple(numbers),
        perpetrator=_same_or(reports.perpetrator, perpetrator),
        target_sets=tuple(
            frozenset(who for whom in targets if (who := evidence.who(whom)).members)
            for targets in reports.target_sets
        ),
        participant_sets=tuple(
            tuple(dict.fromkeys(map(evidence.who, several))) for several in reports.participant_sets
        ),
    )


def _denied(reports: Reports, evidence: Evidence) -> NDArray[np.int32]:
    """The tellings taken back by who may not speak for their speaker: that is a denial."""
    places = reports.back_telling
    pairs = reports.teller[places] * np.int64(len(reports.tellers)) + reports.back_teller
    different, codes = np.unique(pairs, return_inverse=True)
    own = []
    for pair in different.tolist():
        one, other = divmod(pair, len(reports.tellers))
        speaker, back = reports.tellers[one].speaker.source, reports.tellers[other].speaker.source
        own.append(may_speak_for(evidence.snapshot.sources, back, speaker))
    return places[~np.array(own, np.bool_)[codes]]


def _entangled(reports: Reports, rows: NDArray[np.intp], algebra: Algebra[Who]) -> list[int]:
    """The rows in which two perpetrators are named of which one says something of the other."""
    told = reports.perpetrator != ABSENT
    plain = np.array([who.form is Form.ONE for who in reports.whos] + [True], np.bool_)
    suspect = np.unique(rows[told & ~plain[reports.perpetrator]])
    known: dict[tuple[int, int], bool] = {}
    found = []
    for row in suspect.tolist():
        here = reports.perpetrator[reports.first[row] : reports.first[row + 1]]
        pairs = combinations(sorted({code for code in here.tolist() if code != ABSENT}), 2)
        if any(_touch(reports.whos, pair, algebra, known) for pair in pairs):
            found.append(row)
    return found


def _touch(
    whos: tuple[Who, ...], pair: tuple[int, int], algebra: Algebra[Who], known: dict[tuple[int, int], bool]
) -> bool:
    if pair not in known:
        one, other = whos[pair[0]], whos[pair[1]]
        known[pair] = algebra.meets(one, other) or algebra.hull(one, other) is not None
    return known[pair]
