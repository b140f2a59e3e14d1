"""What adding up asks of single reports beside their findings: doubles across data sets, published counts."""

from collections.abc import Iterable
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from attrs import frozen
from numpy.typing import NDArray

from truceline.assessment.account import when_of
from truceline.assessment.algebras import When
from truceline.assessment.engine.days import LocalDays, clocks_of, local_days_of
from truceline.assessment.engine.reports import EARLIEST, LATEST, Reports
from truceline.assessment.evidence import Evidence
from truceline.assessment.selection import local_days
from truceline.testimony.claim import Claim, EventClaim

_EPOCH = date(1970, 1, 1).toordinal()


@frozen(eq=False)
class DataSets:
    """The data set of each row, as code; of rows of several sets, the days on which more than one tells."""

    code: NDArray[np.int32]
    count: int


def data_sets_of(incidents: pa.StringArray) -> DataSets:
    """Which data set each incident's row stands in, by its id (`doubles.data_set_of`)."""
    named = pc.replace_substring_regex(incidents, "^([^:]*)(:?)(?s:.*)$", r"\1\2")
    own = pc.if_else(pc.ends_with(named, ":"), named, "")
    coded = pc.dictionary_encode(own)
    return DataSets(coded.indices.to_numpy().astype(np.int32), len(coded.dictionary))


def dated(days: LocalDays) -> NDArray[np.bool_]:
    """The rows that were on one local day, whichever view is asked."""
    known: NDArray[np.bool_] = (days.first == days.last) & (days.first != EARLIEST) & (days.first != LATEST)
    return known


def in_counted_document(reports: Reports, evidence: Evidence) -> NDArray[np.bool_]:
    """The rows told by a speaker in a document in which the same speaker published a count."""
    counted = {
        (str(statement.speaker), statement.document)
        for claim in evidence.compliance
        if claim.tallies and (statement := evidence.statement_of(claim))
    }
    told = np.zeros(len(reports), np.bool_)
    if counted:
        there = np.array(
            [(str(teller.speaker), teller.document) in counted for teller in reports.tellers], np.bool_
        )
        rows = np.repeat(np.arange(len(reports)), np.diff(reports.first))
        told[rows[there[reports.teller]]] = True
    return told


def names_to_tell(reports: Reports, evidence: Evidence, *, several: bool) -> list[str]:
    """The incidents (of ``several`` data sets, or of one) of which claims are asked: on days of several data sets, or beside a published count."""
    told = in_counted_document(reports, evidence)
    if several:
        sets, days = data_sets_of(reports.incidents), local_days_of(reports, clocks_of(reports))
        rows = np.flatnonzero(dated(days))
        on, of = days_claimed(reports, claimed(reports, evidence), evidence, sets)
        shared = days_of_several(
            np.concatenate([days.first[rows], on]), np.concatenate([sets.code[rows], of])
        )
        told[rows[np.isin(days.first[rows], shared)]] = True
    names: list[str] = reports.incidents.take(pa.array(np.flatnonzero(told))).to_pylist()
    return names


def claimed(reports: Reports, evidence: Evidence) -> NDArray[np.intp]:
    """The rows that do not fit the columns and of which the record holds the claims."""
    awkward = np.flatnonzero(reports.awkward)
    names = reports.incidents.take(pa.array(awkward)).to_pylist()
    return awkward[np.array([name in evidence.incidents for name in names], np.bool_)]


def days_claimed(
    reports: Reports, rows: NDArray[np.intp], evidence: Evidence, sets: DataSets
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The days by which any claim bounds these rows, as days since 1970, with the data set of each."""
    names = reports.incidents.take(pa.array(rows)).to_pylist()
    found = [
        (day.toordinal() - _EPOCH, sets.code[row])
        for row, name in zip(rows.tolist(), names, strict=True)
        for when in _times(evidence.incidents[name])
        for day in local_days((when,))
    ]
    on, of = np.array(found, np.int64).reshape(-1, 2).T
    return on, of


def _times(about: Iterable[Claim]) -> list[When]:
    stated = (when_of(claim.happened) for claim in about if isinstance(claim, EventClaim))
    return [when for when in stated if when is not None]


def days_of_several(days: NDArray[np.int64], sets: NDArray[np.int64]) -> NDArray[np.int64]:
    """The days on which more than one data set tells of something."""
    pairs = np.unique(days.astype(np.int64) << 32 | sets.astype(np.int64)) >> 32
    several, counts = np.unique(pairs, return_counts=True)
    found: NDArray[np.int64] = several[counts > 1]
    return found
