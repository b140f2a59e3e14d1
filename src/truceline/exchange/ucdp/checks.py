"""What may be wrong with a row, all of it found at once."""

from collections.abc import Mapping

from truceline.exchange.ucdp.cells import Codes, Days, Degrees, Reading, Texts, Wholes
from truceline.exchange.ucdp.codebook import Codebook
from truceline.exchange.ucdp.columns import Layout
from truceline.exchange.ucdp.names import slug
from truceline.values.problems import Problem

_GLOBE = {"latitude": 90, "longitude": 180}
_COUNTS = ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "low", "best", "high")
_PARTS = _COUNTS[:4]
_MAY_BE_EMPTY = ("source_original",)


class RowCheck:
    """Checks rows one after another; ``noted`` collects what is reported and imported.

    Codes of faults: ``ucdp.row_length``, ``ucdp.missing``, ``ucdp.number``, ``ucdp.negative``,
    ``ucdp.code``, ``ucdp.position``, ``ucdp.date``, ``ucdp.date_impossible``,
    ``ucdp.date_order``, ``ucdp.id_twice``. Noted: ``ucdp.count_order``, ``ucdp.sum``,
    ``ucdp.zone``.
    """

    def __init__(self, layout: Layout, codebook: Codebook) -> None:
        self.noted: list[Problem] = []
        self._layout = layout
        self._zones = codebook.zones
        self._first: dict[int, int] = {}
        self._zoneless: set[str] = set()
        kinds = _readers(codebook)
        self._readers = [
            (name, place, kinds.get(name, Texts()))
            for name, place in layout.places.items()
            if name in codebook.required or name in codebook.codes
            if name not in _MAY_BE_EMPTY
        ]

    def faults(self, number: int, row: tuple[str | None, ...]) -> list[Problem]:
        """All that is wrong with a row; nothing when it can be imported."""
        columns = self._layout.columns
        if len(row) != len(columns):
            return [Problem("ucdp.row_length", f"{len(row)} cells under {len(columns)} columns", line=number)]
        values: dict[str, int | str] = {}
        found = []
        for name, place, reader in self._readers:
            text = row[place]
            reading = reader[text] if text is not None else _EMPTY
            if reading.code is not None:
                found.append(Problem(reading.code, text or "nothing", line=number, path=columns[place]))
            elif reading.value is not None:
                values[name] = reading.value
        found += self._between(number, values)
        if not found:
            self._first[int(values["id"])] = number
            self._note(number, values)
        return found

    def _between(self, number: int, values: Mapping[str, int | str]) -> list[Problem]:
        """Faults between cells that are each in order."""
        found = []
        start, end = values.get("date_start"), values.get("date_end")
        # ISO texts of days sort as the days do.
        if start is not None and end is not None and str(end) < str(start):
            found.append(Problem("ucdp.date_order", f"{start} to {end}", line=number, path="date_end"))
        first = self._first.get(int(values["id"])) if "id" in values else None
        if first is not None:
            found.append(
                Problem("ucdp.id_twice", f"{values['id']}, also in row {first}", line=number, path="id")
            )
        return found

    def _note(self, number: int, values: Mapping[str, int | str]) -> None:
        low, best, high = (int(values[name]) for name in ("low", "best", "high"))
        if not low <= best <= high:
            self.noted.append(
                Problem("ucdp.count_order", f"{low}/{best}/{high}", line=number, path="low/best/high")
            )
        parts = [int(values[name]) for name in _PARTS]
        if sum(parts) != best:
            text = f"{' + '.join(map(str, parts))} = {sum(parts)}, best {best}"
            self.noted.append(Problem("ucdp.sum", text, line=number, path="best"))
        country = str(values["country"])
        if slug(country) not in self._zones and country not in self._zoneless:
            self._zoneless.add(country)
            self.noted.append(Problem("ucdp.zone", country, line=number, path="country"))


_EMPTY: Reading[str] = Reading(None, "ucdp.missing")


def _readers(codebook: Codebook) -> dict[str, Mapping[str, Reading[int] | Reading[str]]]:
    wholes, days = Wholes(), Days()
    readers: dict[str, Mapping[str, Reading[int] | Reading[str]]] = {"id": wholes}
    readers |= dict.fromkeys(_COUNTS, wholes)
    readers |= {name: Codes(codes) for name, codes in codebook.codes.items()}
    readers |= {name: Degrees(most) for name, most in _GLOBE.items()}
    return readers | {"date_start": days, "date_end": days}
