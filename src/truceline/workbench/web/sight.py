"""A sight: the record at one size, as one kind of person sees it; all that screens may ask of it."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from attrs import frozen
from shapely.geometry.base import BaseGeometry

from truceline.agreement.terms import Agreement
from truceline.assessment.case import Case
from truceline.assessment.crux import Crux
from truceline.assessment.flipping import Taken
from truceline.assessment.selection import Window
from truceline.assessment.view import View
from truceline.record.snapshot import Snapshot
from truceline.values.problems import Problem
from truceline.values.where import Spot
from truceline.workbench.web.access import See
from truceline.workbench.web.asked import Basis
from truceline.workbench.web.columns import Columns
from truceline.workbench.web.logbook import Log
from truceline.workbench.web.search import TextIndex


@frozen(eq=False)
class Cruxes:
    """Views over the same occasions, and the answers that part them, the one that explains most first."""

    taken: tuple[Taken, ...]
    rows: tuple[Crux, ...]


@frozen
class Head:
    """Which record, how much of it, and its root: what every output is titled with."""

    origin: str
    size: int
    root: str


class Sight(Protocol):
    """A record at one size, as one kind of person sees it: all that screens ask of it."""

    see: See

    @property
    def head(self) -> Head: ...
    @property
    def names(self) -> Mapping[str, str]: ...
    @property
    def agreements(self) -> Mapping[str, Agreement]: ...
    @property
    def views(self) -> Mapping[str, View]: ...

    def snapshot(self, known_by: str = "") -> Snapshot:
        """What was held by then, as far as it may be seen."""
        ...

    def own(self) -> Snapshot:
        """What was entered one by one, without the rows of data sets."""
        ...

    def columns(self, basis: Basis) -> Columns:
        """The findings under an agreement and a view.

        Raises:
            StillWorking: while they are being worked out; Problems: for what there is not.
        """
        ...

    def trial(self, basis: Basis, view: View) -> Columns:
        """The findings under a view that nobody has kept, in place of the basis's.

        Raises:
            StillWorking, Problems: as above.
        """
        ...

    def log(self) -> Log:
        """What entered the record, by whom and when; StillWorking as above."""
        ...

    def verified(self) -> tuple[Problem, ...]:
        """Everything wrong with the record's hashes and indexes; StillWorking as above."""
        ...

    def cruxes(self, bases: Sequence[Basis], window: Window) -> Cruxes:
        """Which single answers account for the difference between these; StillWorking as above."""
        ...

    def assessing(self, basis: Basis) -> AbstractContextManager[Case]:
        """The case itself, for what columns do not tell, and nobody else at it meanwhile.

        Raises:
            StillWorking, Problems: as above.
        """
        ...

    def recorders(self, basis: Basis, incidents: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
        """The origins on whose word each incident rests, by the keys of the source register."""
        ...

    def outline(self, spot: Spot) -> BaseGeometry | None:
        """Everywhere a spot may be, as far as the register tells."""
        ...

    def spots(self, basis: Basis, incident: str) -> tuple[Spot, ...]:
        """Every place an incident may have been at."""
        ...

    def text_index(self, known_by: str) -> TextIndex:
        """What was said of each incident, to be searched; StillWorking as above."""
        ...

    def within(self, place: str) -> frozenset[str]:
        """A place and all that is said to be part of it."""
        ...
