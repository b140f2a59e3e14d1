"""The bench: each part in a process of its own, what it told kept, what went wrong named, bars beside what was found."""

from bench.held import SIZE, held, told
from bench.measuring import US, Row, apart


def row(work: str, *, cpu: float, subject: str = US) -> Row:
    return Row(work, subject, cpu, cpu, 100, None, "")


def test_a_part_that_fails_is_named_by_its_last_word() -> None:
    ended = apart("bench.main_job", "no-such-file.csv", seconds=600)
    assert ended.rows == ()
    assert ended.failure.startswith("FileNotFoundError")


def test_a_part_that_does_not_end_is_ended_and_named() -> None:
    assert apart("http.server", "--bind", "127.0.0.1", "0", seconds=1).failure == "not done within 1 s"


def test_each_bar_stands_beside_the_worst_figure_found() -> None:
    several = [row(f"one new incident, {SIZE}", cpu=cpu) for cpu in (0.004, 0.02)]
    found = {one.what: one for one in held([*several, row(f"one new affiliation, {SIZE}", cpu=0.06)])}
    assert found[f"one new incident, {SIZE}"].held == "missed by 2.00"
    assert found[f"one new affiliation, {SIZE}"].held == "held"
    assert found[f"one changed provision, {SIZE}"].held == "not measured"


def test_bars_that_this_work_does_not_measure_are_counted_and_not_listed() -> None:
    found = held([row(f"one new affiliation, {SIZE}", cpu=0.06)])
    head, line, rest = told(found)
    assert "must hold" in head
    assert "one new affiliation" in line
    assert f"{len(found) - 1} of {len(found)}" in rest
    assert len(list(told(held([])))) == 1
