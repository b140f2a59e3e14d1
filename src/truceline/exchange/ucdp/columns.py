"""Which column of a file is which: mapped, ignored on purpose, or reported."""

from collections.abc import Sequence

from attrs import frozen

from truceline.exchange.ucdp.codebook import Codebook
from truceline.values.problems import Problem


@frozen
class Layout:
    """The columns of a file as printed, and where each canonical one stands among them."""

    columns: tuple[str, ...]
    places: dict[str, int]

    @property
    def names(self) -> tuple[str, ...]:
        """The canonical name of each column, or the printed one where it has none."""
        canonical = {place: name for name, place in self.places.items()}
        return tuple(canonical.get(place, name) for place, name in enumerate(self.columns))


def layout_of(header: Sequence[str], codebook: Codebook) -> tuple[Layout, list[Problem], list[Problem]]:
    """The layout; what makes the file unreadable; and what is only to be known.

    Codes: ``ucdp.column_missing``, ``ucdp.column_twice``; ``ucdp.column_unknown``.
    """
    columns = tuple(text.strip() or f"unnamed-{number}" for number, text in enumerate(header, start=1))
    folded = [column.casefold() for column in columns]
    known = {**codebook.required, **codebook.optional}
    found = {
        name: [place for place, column in enumerate(folded) if column in spellings]
        for name, spellings in known.items()
    }
    fatal = [Problem("ucdp.column_missing", name, line=1) for name in codebook.required if not found[name]]
    fatal += [
        Problem("ucdp.column_twice", " and ".join(columns[place] for place in places), line=1)
        for places in found.values()
        if len(places) > 1
    ]
    doubles = {column for column in columns if columns.count(column) > 1}
    fatal += [Problem("ucdp.column_twice", column, line=1) for column in sorted(doubles)]
    mapped = {place for places in found.values() for place in places}
    noted = [
        Problem("ucdp.column_unknown", columns[place], line=1, path=columns[place])
        for place, column in enumerate(folded)
        if place not in mapped and column not in codebook.ignored
    ]
    layout = Layout(columns, {name: places[0] for name, places in found.items() if places})
    return layout, list(dict.fromkeys(fatal)), noted
