"""Results as Arrow tables: typed columns that go to pandas, Polars, GeoPandas and Parquet as they are.

Each table carries what it was made under in its schema's metadata, under the key ``truceline``.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
import shapely
from numpy.typing import NDArray

from truceline.assessment.case import Case
from truceline.assessment.comparison import Comparison
from truceline.assessment.crux import Crux
from truceline.assessment.finding import ASSESSMENT_VERSION, DISCLAIMER
from truceline.assessment.finding_table import ABSENT, EARLIEST, FAILED, LATEST, OUT, OUTCOMES, FindingTable
from truceline.assessment.ledger import Ledger
from truceline.assessment.loss import Loss
from truceline.assessment.selection import Window
from truceline.assessment.sensitivity import Without

UNDER = b"truceline"
"""The metadata key of what a table was made under."""

_TEXTS = pa.list_(pa.string())
_POINT = {
    b"ARROW:extension:name": b"geoarrow.wkb",
    b"ARROW:extension:metadata": b'{"crs": "OGC:CRS84"}',
}
_EPOCH = date(1970, 1, 1).toordinal()


def findings_frame(case: Case, found: FindingTable, window: Window) -> pa.Table:
    """A row for every incident that begins in a window of days, in or out of the view."""
    columns = {
        "incident": found.incidents,
        "out": _words(found.out, [one.value for one in OUT]),
        "outcome": _words(found.outcome, [one.value for one in OUTCOMES]),
        "failed": _words(found.failed, FAILED),
        "possible_at_most": pa.array(found.perhaps),
        "sums_up_several": pa.array(found.aggregate),
        "part_of": found.incidents.take(_present(found.whole)),
        "first_day": _days(found.first_day, EARLIEST),
        "last_day": _days(found.last_day, LATEST),
        "killed_low": _present(found.low),
        "killed_best": _present(found.best),
        "killed_high": _present(found.high),
        "origins": pa.array(found.origins),
        "share": _each([found.responsible[row].share.value for row in range(len(found))], found),
        "responsible": _lists(found.responsible[row].actors for row in range(len(found))),
        "provisions": _lists(found.provisions[row] for row in range(len(found))),
        "kinds": _lists(found.kinds[row] for row in range(len(found))),
        "places": _lists(found.places[row] for row in range(len(found))),
        "longitude": _measured(found.longitude),
        "latitude": _measured(found.latitude),
        "radius_m": _measured(found.radius),
    }
    table = pa.table(columns).append_column(
        pa.field("geometry", pa.binary(), metadata=_POINT), _points(found.longitude, found.latitude)
    )
    return _made_under(table.filter(pa.array(_begins(found, window))), [case])


def _begins(found: FindingTable, window: Window) -> NDArray[np.bool_]:
    """The rule of `selection.fit`, by column: where no beginning is told, the end decides."""
    first = EARLIEST if window.first is None else window.first.toordinal() - _EPOCH
    last = LATEST if window.last is None else window.last.toordinal() - _EPOCH
    told = found.first_day != EARLIEST
    inside = (found.first_day >= first) & (found.first_day <= last)
    open_ended = window.is_open | ((window.first is None) & (found.last_day <= last))
    begins: NDArray[np.bool_] = np.where(told, inside, open_ended)
    return begins


def _words(codes: NDArray[np.int8], values: Sequence[str]) -> pa.Array:
    return pa.DictionaryArray.from_arrays(_present(codes.astype(np.int8)), pa.array(values, pa.string()))


def _each(words: list[str], found: FindingTable) -> pa.Array:
    """A word for each incident that is a breach, or may be one."""
    return pa.array(words, pa.string(), mask=found.outcome <= 0).dictionary_encode()


def _present(figures: NDArray[Any]) -> pa.Array:
    return pa.array(figures, mask=figures == ABSENT)


def _measured(figures: NDArray[Any]) -> pa.Array:
    return pa.array(figures, from_pandas=True)


def _days(numbers: NDArray[np.int32], unknown: int) -> pa.Array:
    return pa.array(numbers, pa.int32(), mask=numbers == unknown).cast(pa.date32())


def _lists(several: Iterable[tuple[str, ...]]) -> pa.Array:
    return pa.array([list(one) for one in several], _TEXTS)


def _points(longitude: NDArray[np.float64], latitude: NDArray[np.float64]) -> pa.Array:
    """The middle of where it may have been (WGS 84), as well-known binary."""
    placed = ~np.isnan(longitude)
    points = np.full(len(longitude), None, object)
    points[placed] = shapely.to_wkb(shapely.points(longitude[placed], latitude[placed]))
    return pa.array(points, pa.binary())


def ledger_frame(cases: Sequence[Case], ledgers: Sequence[Ledger]) -> pa.Table:
    """A row for every view and key of its ledger."""
    rows = [
        {
            "view": one.name,
            "key": list(row.key),
            "provisions": list(row.provisions),
            "definite": row.definite,
            "possible": row.possible,
            **_loss("killed", row.loss),
            **_loss("killed_possible", row.loss_possible),
        }
        for one in ledgers
        for row in one.rows
    ]
    counts = ("definite", "possible", *_loss_names("killed"), *_loss_names("killed_possible"))
    fields = [("view", pa.string()), ("key", _TEXTS), ("provisions", _TEXTS), *_integers(counts)]
    return _made_under(_table(rows, fields), cases)


def totals_frame(cases: Sequence[Case], ledgers: Sequence[Ledger]) -> pa.Table:
    """A row for every view: the headline figures of its ledger."""
    rows = [
        {
            "view": one.name,
            "in": one.in_,
            "out": sum(one.out.values()),
            "definite": one.totals.definite,
            "possible": one.totals.possible,
            "none": one.totals.none,
            **_loss("killed", one.totals.loss),
            **_loss("killed_possible", one.totals.loss_possible),
            **_loss("killed_none", one.totals.loss_none),
        }
        for one in ledgers
    ]
    counts = ("in", "out", "definite", "possible", "none")
    losses = (name for kind in ("killed", "killed_possible", "killed_none") for name in _loss_names(kind))
    return _made_under(_table(rows, [("view", pa.string()), *_integers((*counts, *losses))]), cases)


def _loss(name: str, loss: Loss) -> dict[str, int | None]:
    return {f"{name}_low": loss.low, f"{name}_best": loss.best, f"{name}_high": loss.high}


def _loss_names(name: str) -> tuple[str, str, str]:
    return f"{name}_low", f"{name}_best", f"{name}_high"


def comparison_frame(found: Comparison) -> pa.Table:
    """A row for every differing incident and two views: what each finds, and what makes the difference."""
    rows = [
        {
            "incident": incident,
            "view": group.between[0],
            "against": group.between[1],
            "found": group.found[0],
            "found_against": group.found[1],
            "group": number,
            "alone": group.alone,
            "reasons": [reason.kind.value for reason in group.reasons],
            "about": [" ".join(reason.about) for reason in group.reasons],
        }
        for number, group in enumerate(found.groups)
        for incident in group.incidents
    ]
    texts = ("incident", "view", "against", "found", "found_against")
    fields = [*((name, pa.string()) for name in texts), *_integers(("group",)), ("alone", pa.bool_())]
    fields += [("reasons", _TEXTS), ("about", _TEXTS)]
    return _made_under(_table(rows, fields), [one.case for one in found.views])


def crux_frame(cases: Sequence[Case], rows: Iterable[Crux]) -> pa.Table:
    """A row for every answer flipped: what it becomes, what that explains, and the ledger then."""
    flat = [
        {
            "view": flip.view,
            "against": row.between[1 - number] if row.differing is not None else None,
            "kind": row.question.kind.value,
            "about": list(row.question.about),
            "question": row.question.text,
            "answer": row.answers[number] if row.differing is not None else "contested",
            "flipped_to": flip.answer,
            "explained": len(flip.settled) if row.differing is not None else None,
            "of": row.differing,
            "newly_differing": len(flip.unsettled) if row.differing is not None else None,
            "changed": len(flip.changed),
            "in": flip.heads.in_,
            "definite": flip.heads.definite,
            "possible": flip.heads.possible,
            "none": flip.heads.none,
            "claims": list(row.claims[number]),
            "incidents": list(flip.changed),
        }
        for row in rows
        for number, flip in enumerate(row.flips)
    ]
    texts = [(name, pa.string()) for name in ("view", "against", "kind", "question", "answer", "flipped_to")]
    counts = ("explained", "of", "newly_differing", "changed", "in", "definite", "possible", "none")
    lists = [(name, _TEXTS) for name in ("about", "claims", "incidents")]
    return _made_under(_table(flat, [*texts, *_integers(counts), *lists]), cases)


def sensitivity_frame(case: Case, rows: Iterable[Without]) -> pa.Table:
    """A row for every source, or class of protected ones, left out."""
    flat = [
        {
            "without": list(row.sources),
            "in": row.in_,
            "definite": row.definite,
            "possible": row.possible,
            "none": row.none,
            "no_longer_in": row.lost,
            "changed": row.changed,
        }
        for row in rows
    ]
    counts = ("in", "definite", "possible", "none", "no_longer_in", "changed")
    return _made_under(_table(flat, [("without", _TEXTS), *_integers(counts)]), [case])


_Fields = Sequence[tuple[str, Any]]


def _integers(names: Iterable[str]) -> list[tuple[str, Any]]:
    return [(name, pa.int64()) for name in names]


def _table(rows: list[dict[str, Any]], fields: _Fields) -> pa.Table:
    return pa.Table.from_pylist(rows, schema=pa.schema(fields))


def _made_under(table: pa.Table, cases: Sequence[Case]) -> pa.Table:
    """The table with what no figure means anything without."""
    snapshot = cases[0].shared.evidence.snapshot
    told = {
        "agreement": cases[0].agreement.id,
        "record": {"origin": snapshot.origin, "size": snapshot.size, "root": snapshot.root},
        "views": [_view(case) for case in cases],
        "assessment_version": ASSESSMENT_VERSION,
        "note": DISCLAIMER,
    }
    held = table.schema.metadata or {}
    return table.replace_schema_metadata({**held, UNDER: json.dumps(told, ensure_ascii=False).encode()})


def _view(case: Case) -> dict[str, Any]:
    view = case.view
    size = case.shared.evidence.snapshot.size
    return {
        "name": view.name,
        "title": view.title,
        "published_by": view.published_by,
        "known_by": {"asked": view.known_by, "size": size},
    }
