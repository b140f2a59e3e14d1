"""Who tells, through whom, in which document, and when it became public: the tellings of a table's rows."""

from typing import Any

import numpy as np
from attrs import evolve, frozen
from numpy.typing import NDArray

from truceline.assessment.case import Shared
from truceline.assessment.engine.reports import NEVER, Teller, minutes
from truceline.assessment.engine.told import statement_of
from truceline.assessment.origins import Origin, Origins
from truceline.exchange.reports.dates import minutes_of, span_of, zoned
from truceline.exchange.reports.sheet import NOTHING, Codes, Sheet
from truceline.testimony.statement import Basis, Speaker
from truceline.values.problems import ValueProblem

_UNSET = Origin(None, "", frozenset(), None)


@frozen(eq=False)
class Tellers:
    """The tellers of rows, with when each telling, and its withdrawal if any, became public."""

    codes: NDArray[np.int32]
    values: tuple[Teller, ...]
    public: NDArray[np.int32]
    withdrawn: NDArray[np.int32]
    is_withdrawn: NDArray[np.bool_]


def tellers_of(sheet: Sheet, shared: Shared, group: NDArray[np.int64], zone: str) -> Tellers:
    """Who tells each row; ``group`` is the incident of each."""
    known = shared.evidence.snapshot.sources
    columns = [
        sheet.read("source", lambda text: _speaker(text, known)),
        sheet.read("through", lambda text: tuple(_speaker(each, known) for each in text.split(";"))),
        sheet.read("basis", _basis),
        _said(sheet, shared, zone),
        _documents(sheet, shared, group),
    ]
    codes, combos = _combined([column.codes for column in columns])
    origins = Origins(shared.evidence.snapshot)
    values = tuple(
        _teller(number, [column.values[code] if code >= 0 else None for column, code in pairs], origins)
        for number, pairs in enumerate(zip(columns, combo, strict=True) for combo in combos)
    )
    public, _ = _when_public(sheet, "published", zone)
    withdrawn, is_withdrawn = _when_public(sheet, "retracted", zone)
    public = _with_documents(public, columns[4], shared)
    return Tellers(codes, values, public, withdrawn, is_withdrawn)


def _speaker(text: str, known: Any) -> Speaker:
    speaker = Speaker.parse(text)
    if speaker.source is not None and speaker.source not in known:
        raise ValueProblem("record.unknown_source", text)
    return speaker


def _basis(text: str) -> Basis:
    try:
        return Basis(text)
    except ValueError:
        raise ValueProblem("reports.basis", text) from None


def _said(sheet: Sheet, shared: Shared, zone: str) -> Codes:
    """When it was said, which matters only where somebody's ties have dates."""
    ties = (tie for source in shared.evidence.snapshot.sources.values() for tie in source.affiliations)
    said = sheet.parsed("said", zoned(sheet, sheet.text("said"), zone), span_of)
    if any(tie.period is not None for tie in ties):
        return said
    return Codes(np.full(len(sheet), NOTHING, np.int32), ())


def _documents(sheet: Sheet, shared: Shared, group: NDArray[np.int64]) -> Codes:
    """Each row's document: by name if the record holds it, else as the first, second ... of its incident.

    Which document it is matters between tellings of one incident alone, so that millions of
    articles need not be millions of tellers.
    """
    named = sheet.read("document", str)
    held = [name in shared.evidence.snapshot.documents for name in named.values]
    own = np.arange(len(sheet)) + len(named.values)
    code = np.where(named.codes == NOTHING, own, named.codes).astype(np.int64)
    order = np.lexsort((code, group))
    fresh = np.ones(len(sheet), np.int64)
    fresh[1:] = (np.diff(code[order]) != 0) | (np.diff(group[order]) != 0)
    begins = np.ones(len(sheet), np.bool_)
    begins[1:] = np.diff(group[order]) != 0
    count = np.cumsum(fresh)
    rank = np.empty(len(sheet), np.int64)
    rank[order] = count - count[begins][np.cumsum(begins) - 1]
    kept = [name for name, is_held in zip(named.values, held, strict=True) if is_held]
    place = np.array([kept.index(name) if is_held else NOTHING for name, is_held in zip(named.values, held, strict=True)]
                     + [NOTHING], np.int64)[named.codes]  # fmt: skip
    codes = np.where(place != NOTHING, place, rank + len(kept))
    most = int(codes.max(initial=NOTHING)) + 1
    # No id is spelt with a blank, so that these are nobody's.
    return Codes(codes.astype(np.int32), (*kept, *(f"document {n + 1}" for n in range(most - len(kept)))))


def _combined(columns: list[NDArray[np.int32]]) -> tuple[NDArray[np.int32], list[tuple[int, ...]]]:
    """A code for each different combination of codes, and the combinations."""
    key = np.zeros(len(columns[0]), np.int64)
    for column in columns:
        different, number = np.unique(column, return_inverse=True)
        key = key * (len(different) + 1) + number
        _, key = np.unique(key, return_inverse=True)
    _, first, codes = np.unique(key, return_index=True, return_inverse=True)
    return codes.astype(np.int32), [tuple(int(column[row]) for column in columns) for row in first.tolist()]


def _teller(number: int, said: list[Any], origins: Origins) -> Teller:
    speaker, chain, basis, spoken, document = said
    plain = Teller(speaker or Speaker(None, ""), chain or (), basis or Basis.NOT_STATED, document,
                   evolve(_UNSET, said=spoken))  # fmt: skip
    (origin,) = origins.of(statement_of(f"teller {number} of a table", plain))
    return evolve(plain, origin=evolve(origin, said=spoken))


def _when_public(sheet: Sheet, name: str, zone: str) -> tuple[NDArray[np.int32], NDArray[np.bool_]]:
    """Between which minutes something became public, two for each row."""
    read = sheet.parsed(name, zoned(sheet, sheet.text(name), zone), _minutes_public)
    table = np.array([*read.values, (NEVER, NEVER)], np.int32).reshape(-1, 2)
    return table[read.codes], read.codes != NOTHING


def _minutes_public(text: str) -> tuple[int, int]:
    return minutes_of(span_of(text), begun=NEVER, ended=NEVER)


def _with_documents(public: NDArray[np.int32], documents: Codes, shared: Shared) -> NDArray[np.int32]:
    """What the record says of when its own documents became public counts as well, the earlier of both."""
    for code, name in enumerate(documents.values):
        held = shared.evidence.snapshot.documents.get(name)
        span = held.published.span if held is not None and held.published is not None else None
        if span is not None:
            since, until = minutes(span.start, none=NEVER), minutes(span.end, none=NEVER)
            rows = documents.codes == code
            public[rows] = np.minimum(public[rows], [NEVER if one is None else one for one in (since, until)])
    return public
