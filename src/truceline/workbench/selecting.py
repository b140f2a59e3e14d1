"""Which incidents a command is about: the options that choose, and the choice they make."""

from collections.abc import Callable, Iterable, Mapping
from typing import Annotated

import typer
from attrs import frozen

from truceline.assessment.case import Case
from truceline.assessment.incidents import involving
from truceline.assessment.selection import every_incident
from truceline.exchange.datasets import dataset_rows
from truceline.record.store import Record
from truceline.values.problems import Problem, Problems

PlaceOption = Annotated[
    list[str] | None, typer.Option("--place", metavar="ID", help="Only incidents in one of these places.")
]
ActorOption = Annotated[
    list[str] | None,
    typer.Option("--actor", metavar="ID", help="Only incidents one of these took part in, or was hit in."),
]
SourceOption = Annotated[
    list[str] | None,
    typer.Option("--source", metavar="ID", help="Only incidents that rest on one of these origins."),
]
DyadOption = Annotated[
    str | None,
    typer.Option("--dyad", metavar="ID", help="Only rows of a data set with this dyad, by number or name."),
]
WhereOption = Annotated[
    list[str] | None,
    typer.Option(
        "--where",
        metavar="COLUMN=VALUE",
        help="Only rows of a data set with this value; all of them must hold.",
    ),
]


@frozen
class Selection:
    """The choosing options of a command, as given."""

    place: PlaceOption = None
    actor: ActorOption = None
    source: SourceOption = None
    dyad: DyadOption = None
    where: WhereOption = None

    @property
    def is_any(self) -> bool:
        """Whether anything is chosen by at all."""
        return self.is_of_accounts or self.dyad is not None or bool(self.where)

    @property
    def is_of_accounts(self) -> bool:
        """Whether it asks what a view holds of an incident, not only which row it is."""
        return bool(self.place or self.actor or self.source)

    def choice(self, record: Record, case: Case) -> Callable[[str], bool]:
        """Whether an incident is chosen.

        Raises:
            Problems: ``cli.condition`` for each --where that is none.
        """
        if not self.is_any:
            return every_incident
        of_rows = self._rows_of(record, case) if self.dyad is not None or self.where else None
        named = involving(case, actors=self.actor or (), places=self.place or (), sources=self.source or ())
        plain = not self.is_of_accounts

        def chosen(incident: str) -> bool:
            return (of_rows is None or incident in of_rows) and (plain or named(incident))

        return chosen

    def choice_of_any(self, record: Record, cases: Iterable[Case]) -> Callable[[str], bool]:
        """Whether an incident is chosen under at least one of these cases.

        Raises:
            Problems: ``cli.condition`` for each --where that is none.
        """
        choices = [
            (self.choice(record, case), {*case.shared.evidence.incidents, *case.shared.later})
            for case in cases
        ]
        return lambda incident: any(incident in known and chosen(incident) for chosen, known in choices)

    def _rows_of(self, record: Record, case: Case) -> frozenset[str]:
        """The incidents of which a row, under its own id or folded, has all the values asked for."""
        conditions, evidence = self._conditions(), case.shared.evidence
        rows = dataset_rows(record, evidence.snapshot)
        return frozenset(
            evidence.folded.get(incident, incident)
            for incident in rows
            if self._fits(rows[incident], conditions)
        )

    def _fits(self, row: Mapping[str, str], conditions: list[tuple[str, str]]) -> bool:
        of_dyad = self.dyad is None or self.dyad in {row.get(column) for column in _DYAD_COLUMNS}
        return of_dyad and all(row.get(column) == value for column, value in conditions)

    def _conditions(self) -> list[tuple[str, str]]:
        pairs = [text.partition("=") for text in self.where or ()]
        bad = [Problem("cli.condition", column) for column, equals, _ in pairs if not equals or not column]
        if bad:
            raise Problems(bad)
        return [(column.strip(), value.strip()) for column, _, value in pairs]


_DYAD_COLUMNS = ("dyad_new_id", "dyad_name")
