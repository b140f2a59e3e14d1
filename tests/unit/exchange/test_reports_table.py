"""Tables of reports: what is wrong with them, all at once, and what they give at the command line."""

import csv
import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.world import World
from typer.testing import CliRunner

from truceline.assessment.case import Shared, share
from truceline.assessment.evidence import gather
from truceline.exchange.reports import read_reports_table
from truceline.exchange.reports.sheet import COLUMNS
from truceline.values.problems import Problems
from truceline.workbench.cli import app

Row = dict[str, Any]
GOOD: Row = {"incident": "one", "source": "monitor", "happened": "2016-03-10", "zone": "Asia/Damascus",
             "place": "inner", "kind": "shelling", "perpetrator": "north"}  # fmt: skip


@pytest.fixture(scope="module")
def shared() -> Shared:
    return share(gather(World().snapshot()))


def table(folder: Path, *rows: Row) -> Path:
    """A CSV file of these rows."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    with (folder / "reports.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names)
        writer.writeheader()
        writer.writerows(rows)
    return folder / "reports.csv"


def faults(path: Path, shared: Shared) -> list[tuple[str, int | None, str]]:
    with pytest.raises(Problems) as raised:
        read_reports_table(path, shared)
    return [(one.code, one.line, one.path) for one in raised.value.problems]


def changed(**cells: Any) -> Row:
    """The good row with some cells changed; None empties one."""
    return {**GOOD, **{name: "" if cell is None else cell for name, cell in cells.items()}}


@pytest.mark.parametrize(
    ("row", "code", "path"),
    [
        (changed(incident=None), "input.missing_key", "incident"),
        (changed(source=None), "input.missing_key", "source"),
        (changed(incident="One!"), "id.spelling", "incident"),
        (changed(source="stranger"), "record.unknown_source", "source"),
        (changed(through="monitor; stranger"), "record.unknown_source", "through"),
        (changed(perpetrator="nobody"), "record.unknown_actor", "perpetrator"),
        (changed(perpetrator="north + south | east"), "who.unreadable", "perpetrator"),
        (changed(targets="south; nobody"), "record.unknown_actor", "targets"),
        (changed(place="atlantis"), "record.unknown_place", "place"),
        (changed(kind="mischief"), "codebook.kind", "kind"),
        (changed(happened="2016-02-31"), "period.impossible", "happened"),
        (changed(happened="yesterday"), "period.unreadable", "happened"),
        (changed(happened="2016-03-10T12:00:30"), "reports.minute", "happened"),
        (changed(zone=None), "reports.zone", "happened"),
        (changed(zone="Nowhere/City"), "period.zone", "happened"),
        (changed(happened=None, until="2016-03-11"), "reports.until", "until"),
        (changed(fills="mostly"), "reports.fills", "fills"),
        (changed(basis="dreamt"), "reports.basis", "basis"),
        (changed(published="soon"), "period.unreadable", "published"),
        (changed(hedged="perhaps"), "reports.switch", "hedged"),
        (changed(place=None, longitude="36.7", km="1"), "place.position", "latitude"),
        (changed(place=None, longitude="36.7", latitude="94", km="1"), "place.position", "latitude"),
        (changed(place=None, longitude="36.7", latitude="34.7"), "reports.km", "latitude"),
        (changed(place=None, longitude="36.123456789", latitude="34.7", km="1"), "reports.decimals", "latitude"),
        (changed(place=None, longitude="36.7", latitude="34.7", km="40000"), "reports.far", "km"),
        (changed(longitude="36.7", latitude="34.7", km="1"), "place.one_of", "place"),
        (changed(killed_best="some"), "reports.number", "killed_best"),
        (changed(killed_best="2.5"), "reports.whole", "killed_best"),
        (changed(killed_best="-1"), "count.negative", "killed_best"),
        (changed(killed_low="5", killed_high="3"), "count.order", "killed_low"),
        (changed(killed_high="3"), "reports.low", "killed_best"),
        (changed(kind=None), "reports.kind", "incident"),
        ({"incident": "one", "source": "monitor", "kind": ""}, "reports.empty", "incident"),
        ({"incident": "one", "source": "monitor", "perpetrator": "north"}, "reports.no_kind", "incident"),
        (changed(part_of="one"), "reports.part_of", "part_of"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_row_is_said_with_its_number(
    row: Row, code: str, path: str, shared: Shared, tmp_path: Path
) -> None:
    found = faults(table(tmp_path, changed(incident="other"), row), shared)
    assert (code, 2, path) in found


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ({"kind": "mischief"}, "codebook.kind"),
        ({"longitude": "east", "latitude": "34.7", "km": "1", "place": None}, "reports.number"),
        ({"longitude": "36.7", "latitude": "34.7", "km": "far", "place": None}, "reports.number"),
    ],
)
def test_nothing_more_is_said_to_be_missing_where_a_cell_cannot_be_read(
    cell: Row, code: str, shared: Shared, tmp_path: Path
) -> None:
    found = faults(table(tmp_path, changed(incident="other"), changed(**cell)), shared)
    assert [(one, line) for one, line, _ in found] == [(code, 2)]


def test_all_that_is_wrong_is_said_at_once_and_what_is_wrong_often_only_once(
    shared: Shared, tmp_path: Path
) -> None:
    rows = [changed(incident=f"i{number}", source="stranger") for number in range(5)]
    path = table(tmp_path, *rows, changed(kind="mischief"))
    with pytest.raises(Problems) as raised:
        read_reports_table(path, shared)
    told = {one.code: one for one in raised.value.problems}
    assert told["record.unknown_source"].value == "'stranger' (and in 4 more rows)"
    assert told["codebook.kind"].line == 6
    assert {one.file for one in raised.value.problems} == {"reports.csv"}


def test_columns_that_are_missing_unknown_or_twice_are_refused(shared: Shared, tmp_path: Path) -> None:
    path = tmp_path / "reports.csv"
    path.write_text("incident,kind,kind,colour\none,shelling,shelling,red\n", "utf-8")
    codes = {code for code, _, _ in faults(path, shared)}
    assert codes == {"input.missing_key", "input.unknown_key", "dataset.columns"}


@pytest.mark.parametrize("name", ["reports.parquet", "missing.parquet", "empty"])
def test_what_is_no_table_is_refused(name: str, shared: Shared, tmp_path: Path) -> None:
    (tmp_path / "reports.parquet").write_bytes(b"not a table")
    (tmp_path / "empty").mkdir()
    assert [code for code, _, _ in faults(tmp_path / name, shared)] == ["reports.file"]


def test_typed_columns_are_read_as_what_they_are(shared: Shared, tmp_path: Path) -> None:
    texts = [{**GOOD, "happened": "2016-03-10T04:00Z", "until": "2016-03-10T05:30Z", "killed_best": "3"}]
    typed = pa.table({
        "incident": ["one"], "source": pa.array(["monitor"]).dictionary_encode(), "zone": ["Asia/Damascus"],
        "happened": pa.array([1457582400], pa.timestamp("s", tz="UTC")), "kind": ["shelling"], "place": ["inner"],
        "until": pa.array([1457587800], pa.timestamp("s", tz="UTC")), "perpetrator": ["north"],
        "killed_best": pa.array([3.0], pa.float64()), "hedged": pa.array([False]),
    })  # fmt: skip
    pq.write_table(typed, tmp_path / "reports.parquet")
    one = read_reports_table(table(tmp_path, *texts), shared).reports
    other = read_reports_table(tmp_path / "reports.parquet", shared).reports
    assert (one.start[0], one.end[0]) == (other.start[0], other.end[0])
    assert one.tolls.tolist() == other.tolls.tolist() == [[3, 3, 3]]


def test_the_page_on_the_format_names_every_column(repository: Path) -> None:
    text = (repository / "docs" / "spec" / "reports.md").read_text("utf-8")
    assert [name for name in COLUMNS if f"`{name}`" not in text] == []


@pytest.fixture(scope="module")
def record(example: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(shutil.copytree(example, tmp_path_factory.mktemp("example") / "syria.truceline"))


def test_a_ledger_is_made_over_a_record_with_a_table_beside_it(record: str, tmp_path: Path) -> None:
    row = {
        "incident": "mine:1",
        "source": "snhr",
        "happened": "2016-03-01",
        "zone": "Asia/Damascus",
        "kind": "shelling",
    }
    path = table(tmp_path, row, {**row, "incident": "mine:2", "source": "unnamed: a caller"})
    words = ["ledger", "--record", record, "--format", "json"]
    plain = json.loads(CliRunner().invoke(app, words).stdout)[0]
    done = CliRunner().invoke(app, [*words, "--reports", str(path)])
    assert done.exit_code == 0, done.output
    (found,) = json.loads(done.stdout)
    assert found["in"] == plain["in"] + 2
    assert "beside_record" not in plain
    # Whoever reads the ledger can tell which file it was made with, by the hash any tool gives.
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert found["beside_record"] == {"file": path.name, "rows": 2, "sha256": digest}
    drawn = CliRunner().invoke(app, ["ledger", "--record", record, "--reports", str(path)]).stdout
    assert f"2 rows of {path.name} that it does not hold (SHA-256 {digest})" in drawn
    words = ["ledger", "--record", record, "--format", "csv"]
    alone = list(csv.reader(CliRunner().invoke(app, words).stdout.splitlines()))
    rows = list(csv.reader(CliRunner().invoke(app, [*words, "--reports", str(path)]).stdout.splitlines()))
    named = ["beside_file", "beside_rows", "beside_sha256"]
    assert rows[0] == [*alone[0], *named]
    assert {tuple(row[-3:]) for row in rows[1:]} == {(path.name, "2", digest)}


def test_what_only_claims_can_answer_is_not_asked_of_a_table(record: str, tmp_path: Path) -> None:
    words = ["ledger", "--record", record, "--reports", str(table(tmp_path, GOOD))]
    for more in (["--why"], ["--place", "aleppo"], ["--engine", "plain"]):
        done = CliRunner().invoke(app, [*words, *more])
        assert done.exit_code == 1
        assert "reports.claims" in done.output
