"""Views beside each other: over arrays or one by one, whichever suits the record, with the same rows."""

from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import pytest

from truceline.assessment.case import Case
from truceline.assessment.comparison import Comparison
from truceline.assessment.flipping import Progress
from truceline.assessment.ledger import EVERYTHING
from truceline.record.store import Record
from truceline.workbench import beside
from truceline.workbench.beside import Bar, comparison_by, cruxes_by
from truceline.workbench.desk import AsOf, Desk
from truceline.workbench.sizing import Engines, Manner

pytest.importorskip("numba")


@pytest.fixture(scope="module")
def cases(example: Path) -> list[Case]:
    with Record.open(example) as opened:
        return Desk(opened).cases(None, ["us-officials", "russian-centre"], AsOf("", ""))


def told(found: Comparison) -> tuple[object, ...]:
    """A comparison without the ledgers, which each assessment holds in its own way."""
    return found.incidents, found.differing, found.groups, found.heads()


def by(manner: Manner) -> Engines:
    return Engines(manner, 1, None)


def test_a_comparison_is_the_same_by_either_assessment(cases: list[Case]) -> None:
    plain, arrays = (comparison_by(cases, EVERYTHING, by(manner)) for manner in (Manner.PLAIN, Manner.ARRAYS))
    assert told(plain) == told(arrays)


def test_cruxes_are_the_same_by_either_assessment_and_of_single_ones_only_so_many(
    cases: list[Case], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def rows_by(manner: Manner) -> list[tuple[str, int]]:
        taken, rows = cruxes_by(cases, EVERYTHING, by(manner))
        assert [one.case.view for one in taken] == [case.view for case in cases]
        return [(row.question.text, row.explained) for row in rows]

    every = rows_by(Manner.PLAIN)
    assert rows_by(Manner.ARRAYS) == every
    assert "only" not in capsys.readouterr().err
    monkeypatch.setattr(beside, "MOST_SINGLE", 1)
    few = rows_by(Manner.ARRAYS)
    assert few == every[: len(few)]
    assert "no more than that incident" in capsys.readouterr().err


def shown_by(shown: list[tuple[str, int | None]]) -> Bar:
    """What shows how far something is, by writing down what it is told."""

    def bar(what: str, steps: int | None) -> AbstractContextManager[Progress]:
        shown.append((what, steps))
        return nullcontext(lambda _: None)

    return bar


def test_views_of_different_states_of_the_record_are_each_asked_over_arrays_of_its_own(example: Path) -> None:
    with Record.open(example) as opened:
        desk = Desk(opened)
        (now,), (then,) = (desk.cases(None, ["every-source"], AsOf("", known)) for known in ("", "@300"))
        shown: list[tuple[str, int | None]] = []
        one, other = (
            comparison_by([now, then], EVERYTHING, by(manner), shown_by(shown))
            for manner in (Manner.ARRAYS, Manner.PLAIN)
        )
        assert one.differing
        assert told(one) == told(other)
    # Whoever goes through incidents one by one knows how many there are.
    assert [what for what, steps in shown if steps is None] == ["every-source"] * 2 + [
        "answers that differ"
    ] * 2
    assert sum(steps is not None for _, steps in shown) == 2


def test_whoever_shows_progress_is_told_of_each_piece_of_work(cases: list[Case]) -> None:
    shown: list[tuple[str, int | None]] = []

    cruxes_by(cases, EVERYTHING, by(Manner.PLAIN), shown_by(shown))
    assert [what for what, _ in shown] == ["us-officials", "russian-centre", "answers flipped in turn"]
    assert all(steps for _, steps in shown[:2])
