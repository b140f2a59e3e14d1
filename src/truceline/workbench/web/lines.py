"""The lines of a ledger's list: what a row of a table of findings says, by name."""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from attrs import frozen

from truceline.assessment.finding import Share
from truceline.assessment.finding_table import ABSENT, FAILED, OUTCOMES, FindingTable
from truceline.workbench.formats import Cell, Sheet


@frozen
class Line:
    """One incident as a list shows it.

    ``days`` is empty, one day, or the first and last that bound it; ``km`` how far round its
    place it may have been, None where nothing places it; ``killed`` is (low, best, high).
    """

    incident: str
    days: tuple[str, ...]
    places: tuple[str, ...]
    km: int | None
    kinds: tuple[str, ...]
    outcome: str
    failed: str
    share: str
    actors: tuple[str, ...]
    provisions: tuple[str, ...]
    killed: tuple[int | None, int | None, int | None] | None
    origins: int
    aggregate: bool


def lines(table: FindingTable, rows: Iterable[int]) -> list[Line]:
    """The lines of some rows, in their order."""
    return [_line(table, row) for row in rows]


def _line(table: FindingTable, row: int) -> Line:
    responsible = table.responsible[row]
    killed = tuple(
        None if column[row] == ABSENT else int(column[row]) for column in (table.low, table.best, table.high)
    )
    radius = float(table.radius[row])
    return Line(
        incident=table.incidents[row].as_py(),
        days=tuple(map(str, table.days[row])),
        places=table.places[row],
        km=None if np.isnan(radius) else round(radius / 1000),
        kinds=table.kinds[row],
        outcome=OUTCOMES[table.outcome[row]].value if table.outcome[row] != ABSENT else "",
        failed=FAILED[table.failed[row]] if table.failed[row] != ABSENT else "",
        share="" if responsible.share is Share.ONE else responsible.share.value,
        actors=responsible.actors,
        provisions=table.provisions[row],
        killed=killed if table.losses[row] else None,  # type: ignore[arg-type]  # three columns, three figures
        origins=int(table.origins[row]),
        aggregate=bool(table.aggregate[row]),
    )


def line_shape(line: Line) -> dict[str, Any]:
    """A line as JSON: ids, never names."""
    killed = line.killed
    return {
        "incident": line.incident,
        "days": line.days,
        "places": line.places,
        "radius_km": line.km,
        "kinds": line.kinds,
        "outcome": line.outcome,
        "failed": line.failed or None,
        "responsible": {"share": line.share or "one", "actors": line.actors},
        "provisions": line.provisions,
        "killed": None if killed is None else dict(zip(("low", "best", "high"), killed, strict=True)),
        "origins": line.origins,
        "aggregate": line.aggregate,
    }


def lines_sheet(found: Iterable[Line], names: Mapping[str, str]) -> Sheet:
    """Lines as rows, with names beside ids."""
    columns = (
        "incident", "first_day", "last_day", "place", "place_name", "radius_km", "kind", "outcome", "failed",
        "share", "responsible", "responsible_name", "provisions", "killed_low", "killed_best", "killed_high",
        "origins", "aggregate",
    )  # fmt: skip
    rows: list[tuple[Cell, ...]] = [
        (
            one.incident, one.days[0] if one.days else "", one.days[-1] if one.days else "",
            " ".join(one.places), "; ".join(names.get(place, place) for place in one.places), one.km,
            " ".join(one.kinds), one.outcome, one.failed, one.share, " ".join(one.actors),
            "; ".join(names.get(actor, actor) for actor in one.actors), " ".join(one.provisions),
            *(one.killed or (None, None, None)), one.origins, "yes" if one.aggregate else "no",
        )
        for one in found
    ]  # fmt: skip
    return Sheet("", columns, tuple(rows), ())
