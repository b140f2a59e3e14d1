"""Rows as typed events: each repeated part of a row is made once."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from attrs import frozen

from truceline.exchange.ucdp.cells import Wholes
from truceline.exchange.ucdp.columns import Layout
from truceline.exchange.ucdp.places import Spotted

K = TypeVar("K")
V = TypeVar("V")
_NUMBERS = (
    "id", "type_of_violence", "event_clarity",
    "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "low", "best", "high",
)  # fmt: skip
_TEXTS = (
    "side_a",
    "side_b",
    "source_original",
    "source_office",
    "source_date",
    "date_start",
    "date_end",
    "dyad_name",
)
_SPOT = ("where_prec", "latitude", "longitude", "adm_1", "adm_2", "country", "where_coordinates")


@frozen
class Deaths:
    """Recorded deaths by side and the three estimates of their sum, as printed."""

    side_a: int
    side_b: int
    civilians: int
    unknown: int
    low: int
    best: int
    high: int

    @property
    def recorded(self) -> int:
        return self.side_a + self.side_b + self.civilians + self.unknown


@frozen
class GedEvent:
    """One row: what the coding reads of it."""

    id: int
    type: int
    clarity: int
    deaths: Deaths
    side_a: str
    side_b: str
    original: str
    office: str
    dates: str
    start: str
    end: str
    dyad: str
    spotted: Spotted


class Memo(dict[K, V]):
    """Values made once for each key."""

    def __init__(self, make: Callable[[K], V]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, key: K) -> V:
        value = self[key] = self._make(key)
        return value


def events_of(layout: Layout, rows: Sequence[Sequence[str | None]]) -> Iterator[GedEvent]:
    """The events of rows that were checked when they were read."""
    wholes = Wholes()
    deaths = Memo[tuple[int, ...], Deaths](lambda key: Deaths(*key))
    spots = Memo[tuple[str, ...], Spotted](lambda key: _spotted(key, wholes))
    numbers = [[wholes[text].value or 0 for text in _column(layout, rows, name)] for name in _NUMBERS]
    texts = [_column(layout, rows, name) for name in _TEXTS]
    where = [_column(layout, rows, name) for name in _SPOT]
    together = zip(
        zip(*numbers, strict=True), zip(*texts, strict=True), zip(*where, strict=True), strict=True
    )
    for (id, kind, clarity, *dead), (side_a, side_b, *sources, start, end, dyad), spot in together:
        original, office, dates = sources
        yield GedEvent(
            id=id,
            type=kind,
            clarity=clarity,
            deaths=deaths[tuple(dead)],
            side_a=side_a,
            side_b=side_b,
            original=original,
            office=office,
            dates=dates,
            start=start,
            end=end,
            dyad=dyad,
            spotted=spots[spot],
        )


def spots_of(events: Iterable[GedEvent]) -> Iterable[Spotted]:
    """Every different place that the events name."""
    return {event.spotted: None for event in events}.keys()


def _column(layout: Layout, rows: Sequence[Sequence[str | None]], name: str) -> list[str]:
    place = layout.places.get(name)
    return [""] * len(rows) if place is None else [row[place] or "" for row in rows]


def _spotted(key: tuple[str, ...], wholes: Wholes) -> Spotted:
    precision, latitude, longitude, first, second, country, name = (text.strip() for text in key)
    return Spotted(
        wholes[precision].value or 0, latitude, longitude, first, second, country, " ".join(name.split())
    )
