"""Makes the report of one incident: the dossier, to print, with numbered sources."""

from collections.abc import Sequence

from truceline.assessment.case import Case
from truceline.workbench.dossiers.history import Histories
from truceline.workbench.dossiers.make import dossier
from truceline.workbench.dossiers.values import Dossier
from truceline.workbench.reports.foot import foot_of
from truceline.workbench.reports.noting import Notes
from truceline.workbench.reports.values import Making, Violation


def violation(cases: Sequence[Case], incident: str, histories: Histories, making: Making) -> Violation:
    """The report of an incident under each of these views, the first asked for first.

    Raises:
        KeyError: when the first case's record holds no such incident.
    """
    found = dossier(cases, incident, histories)
    notes = Notes(cases[0])
    _note_all(notes, found)
    return Violation(
        dossier=found,
        notes=notes.all(),
        register=notes.register,
        foot=foot_of(cases, making),
    )


def _note_all(notes: Notes, found: Dossier) -> None:
    """Number the sources in the order in which the report comes to them."""
    for row in found.accounts.rows:
        for cells in row.cells:
            notes.use(cell.claim for cell in cells)
    for chain in found.chains:
        notes.use([chain.statement])
    for under in found.findings:
        notes.use(item.claim for item in under.set_aside)
        notes.use(under.contradicting)
        for clause in under.clauses:
            for condition in clause.conditions:
                notes.use(condition.answered.claims)
    notes.use(one.claim for one in found.determinations)
