"""Rows asked for by incident and column, each made only when somebody looks at it."""

from collections.abc import Iterator, Mapping, Sequence

from truceline.exchange.ucdp.codebook import codebook
from truceline.exchange.ucdp.coding import incident_of
from truceline.exchange.ucdp.columns import layout_of

DYAD = "dyad_new_id"


class RowsByIncident(Mapping[str, Mapping[str, str]]):
    """Incident -> column -> what the cell says, whole numbers without the ``.0`` of old files.

    Columns go by their canonical names where the codebook has one; ``dyad`` is UCDP's dyad.
    """

    def __init__(self, columns: Sequence[str], rows: Sequence[Sequence[str | None]]) -> None:
        layout, _, _ = layout_of(columns, codebook())
        places = {name: number for number, name in enumerate(layout.names)}
        self._places = {**places, "dyad": places.get(DYAD, len(places))}
        self._rows = rows
        place = layout.places["id"]
        self._at = {incident_of(int(_plain(row[place]))): number for number, row in enumerate(rows)}

    def __getitem__(self, incident: str) -> Mapping[str, str]:
        return _Row(self._places, self._rows[self._at[incident]])

    def __iter__(self) -> Iterator[str]:
        return iter(self._at)

    def __len__(self) -> int:
        return len(self._at)


class _Row(Mapping[str, str]):
    """The cells of one row by column; one is read when it is asked for, as most never are."""

    __slots__ = ("_cells", "_places")

    def __init__(self, places: Mapping[str, int], cells: Sequence[str | None]) -> None:
        self._places = places
        self._cells = cells

    def __getitem__(self, column: str) -> str:
        place = self._places[column]
        return _plain(self._cells[place]) if place < len(self._cells) else ""

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


def rows_by_incident(columns: Sequence[str], rows: Sequence[Sequence[str | None]]) -> RowsByIncident:
    """The rows of a stored file by the incident each is about."""
    return RowsByIncident(columns, rows)


def _plain(cell: str | None) -> str:
    if cell is None:
        return ""
    whole, point, rest = cell.partition(".")
    return whole if point and rest.strip("0") == "" and whole.lstrip("-").isdecimal() else cell
