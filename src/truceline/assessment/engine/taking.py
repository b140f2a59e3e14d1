"""A view's ledger for the reference to compare: what is found is read from the columns, an incident's account only when it is asked for.

So ledgers of different states of a record are compared, each over an engine of its own: all incidents
are assessed over arrays, and one after another only those that differ or that an answer bears on.
"""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from attrs import frozen

from truceline.assessment.case import Case
from truceline.assessment.engine.engine import Engine
from truceline.assessment.engine.seen import NOT_COUNTED, SeenCodes, held_of
from truceline.assessment.flipping import Taken, tallied_in
from truceline.assessment.ledger import Scope, Seen, Tallied


@frozen(eq=False)
class TakenOver(Taken):
    """As `flipping.Taken`; ``found`` is the number of what is found of each incident that counts."""

    found: Mapping[str, int]
    numbers: SeenCodes

    def seen(self, incident: str) -> Seen | None:
        """What is found of an incident, None where it does not count."""
        return self.numbers.seen(self.found.get(incident, NOT_COUNTED))


class _WhenAsked(Mapping[str, Tallied | None]):
    """As the reference tallies incidents, each once it is asked about."""

    def __init__(self, case: Case, scope: Scope, incidents: Sequence[str]) -> None:
        self._case = case
        self._scope = scope
        self._incidents = dict.fromkeys(incidents)
        self._known: dict[str, Tallied | None] = {}

    def __getitem__(self, incident: str) -> Tallied | None:
        if incident not in self._known:
            self._known[incident] = tallied_in(self._case, self._scope, incident)
        return self._known[incident]

    def __contains__(self, incident: object) -> bool:
        return incident in self._incidents

    def __iter__(self) -> Iterator[str]:
        return iter(self._incidents)

    def __len__(self) -> int:
        return len(self._incidents)


def take_over(engine: Engine, case: Case, scope: Scope, incidents: Sequence[str]) -> Taken:
    """As `flipping.take`, over an engine of the case's own record and agreement."""
    numbers = SeenCodes()
    held = held_of(engine.as_one(), engine.case(case.view), scope, numbers)
    counted = np.flatnonzero(held.codes != NOT_COUNTED)
    return TakenOver(
        case=case, scope=scope, tallied=_WhenAsked(case, scope, incidents), heads=held.heads,
        found=dict(zip(held.names(counted), held.codes[counted].tolist(), strict=True)), numbers=numbers,
    )  # fmt: skip
