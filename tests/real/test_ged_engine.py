"""GED beside the bundled example: the engine's table and ledgers are the reference's."""

from datetime import date

import pytest

from tests.laws.test_engine_laws import assert_same
from tests.real.figures import Ged
from truceline.assessment.case import Case
from truceline.assessment.engine.engine import engine_of
from truceline.assessment.engine.gathering import reports_of
from truceline.assessment.finding_table import table_of
from truceline.assessment.ledger import By, Scope, tally
from truceline.assessment.selection import Window, every_incident
from truceline.assessment.view_file import shipped_view
from truceline.workbench.sizing import Engines, Manner

pytestmark = pytest.mark.real_data


def test_every_row_of_ged_is_found_the_same_in_either_way(ged: Ged) -> None:
    shared, agreement = ged.beside.shared, ged.beside.agreement
    reports = reports_of(shared.evidence, shared.origins)
    assert reports.awkward.mean() < 0.01
    engine = engine_of(reports, shared, agreement)
    scope = Scope(Window(date(2016, 2, 27), date(2016, 5, 23)), every_incident)
    for view in map(shipped_view, ("every-source", "corroborated")):
        # What the figures have found under the first of them is not found again.
        asked = ged.beside if view == ged.beside.view else Case(shared, agreement, view)
        assert_same(engine.table(view), table_of(asked))
        for by in (By.ACTOR, By.WEEK, By.PLACE):
            assert engine.ledger(view, scope, by) == tally(asked, scope, by)
    # With its kernels compiled, as they now are, a record of this size is assessed so unless somebody says otherwise.
    assert Engines(Manner.AUTO, 2, None).of(ged.beside) is not None
    assert Engines(Manner.PLAIN, 2, None).of(ged.beside) is None
