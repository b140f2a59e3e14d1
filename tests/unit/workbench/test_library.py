"""Truceline from Python: a record opened and asked, every answer an Arrow table."""

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import truceline


@pytest.fixture(scope="module")
def record(example: Path) -> Iterator[truceline.OpenRecord]:
    with truceline.open(example) as opened:
        yield opened


def under(table: pa.Table) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(table.schema.metadata[b"truceline"])
    return found


def test_every_public_name_is_there_and_no_other() -> None:
    assert all(hasattr(truceline, name) for name in truceline.__all__)
    assert set(truceline.__all__) <= set(dir(truceline))
    with pytest.raises(AttributeError, match="no attribute 'closed'"):
        _ = truceline.closed


def test_importing_the_package_imports_nothing_heavy() -> None:
    code = "import sys, truceline; print('pyarrow' in sys.modules, 'truceline.workbench' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False False\n"


def test_the_record_names_its_agreements_and_views(record: truceline.OpenRecord) -> None:
    assert record.agreements == ("syria-coh-2016",)
    assert record.views == ()


def test_findings_have_a_row_for_every_incident_in_or_out(record: truceline.OpenRecord) -> None:
    table = record.findings(view="corroborated")
    ledger = record.totals(views=["corroborated"]).to_pylist()[0]
    rows = table.to_pylist()
    assert len(rows) == 108
    assert sum(row["out"] is not None for row in rows) == ledger["out"]
    assert all((row["out"] is None) is (row["outcome"] is not None) for row in rows)
    counted = [
        row for row in rows if row["outcome"] and not row["sums_up_several"] and row["part_of"] is None
    ]
    for outcome, name in (("violation", "definite"), ("possible", "possible"), ("none", "none")):
        assert sum(row["outcome"] == outcome for row in counted) == ledger[name]


def test_findings_are_of_the_days_asked_for(record: truceline.OpenRecord) -> None:
    march = truceline.Asking(begin=date(2016, 3, 1), end="2016-03-31")
    rows = record.findings(about=march).to_pylist()
    assert rows
    assert all(row["first_day"].month == 3 for row in rows)
    total = record.totals(about=march).to_pylist()[0]
    assert sum(row["out"] is None for row in rows) == total["in"]


def test_findings_say_where_and_how_surely(record: truceline.OpenRecord) -> None:
    placed = [row for row in record.findings().to_pylist() if row["longitude"] is not None]
    assert placed
    assert all(row["radius_m"] >= 0 and row["geometry"] is not None for row in placed)
    field = record.findings().schema.field("geometry")
    assert field.metadata[b"ARROW:extension:name"] == b"geoarrow.wkb"


def test_the_rows_of_a_ledger_add_up_to_its_totals(record: truceline.OpenRecord) -> None:
    views = ["every-source", "snhr"]
    rows = record.ledger(views=views, by="kind").to_pylist()
    for total in record.totals(views=views).to_pylist():
        own = [row for row in rows if row["view"] == total["view"]]
        assert sum(row["definite"] for row in own) == total["definite"]
        assert sum(row["possible"] for row in own) == total["possible"]


def test_a_comparison_has_a_row_for_every_differing_incident(record: truceline.OpenRecord) -> None:
    rows = record.compare(["us-officials", "russian-centre"]).to_pylist()
    assert len({row["incident"] for row in rows}) == len(rows) == 58
    assert {row["view"] for row in rows} == {"us-officials"}
    assert rows[0]["reasons"] == ["word on incidents"]
    assert rows[0]["about"] == ["russian-centre"]


def test_a_crux_has_a_row_for_every_flip(record: truceline.OpenRecord) -> None:
    rows = record.crux(["us-officials", "russian-centre"]).to_pylist()
    assert (rows[0]["explained"], rows[0]["of"], rows[0]["against"]) == (50, 58, "russian-centre")
    assert len(rows[0]["incidents"]) == rows[0]["changed"] == 50
    alone = record.crux(["every-source"]).to_pylist()
    assert {(row["answer"], row["explained"], row["of"]) for row in alone} == {("contested", None, None)}


def test_sensitivity_leaves_out_each_source(record: truceline.OpenRecord) -> None:
    rows = record.sensitivity().to_pylist()
    assert ["russian-centre"] in [row["without"] for row in rows]
    assert rows[0]["changed"] == max(row["changed"] for row in rows)


def test_over_arrays_every_answer_is_the_same(record: truceline.OpenRecord, example: Path) -> None:
    pytest.importorskip("numba")
    march = truceline.Asking(begin="2016-03-01", end="2016-03-31")
    aleppo = truceline.Asking(place=["aleppo"])
    with truceline.open(example, engine="arrays") as swift:
        for about in (truceline.Asking(), march):
            assert swift.findings(about=about).equals(record.findings(about=about))
            assert swift.totals(views=["snhr"], about=about).equals(
                record.totals(views=["snhr"], about=about)
            )
        assert swift.ledger(by="place", about=aleppo).equals(record.ledger(by="place", about=aleppo))


def test_more_views_than_are_remembered_find_what_they_found(record: truceline.OpenRecord) -> None:
    days = [f"2016-{month:02}-15" for month in range(3, 13)]

    def found() -> list[pa.Table]:
        return [record.findings(about=truceline.Asking(published_by=day)) for day in days]

    before = found()
    assert not before[0].equals(before[-1])
    assert all(one.equals(other) for one, other in zip(before, found(), strict=True))


def test_which_incidents_are_asked_about_is_said_once_for_all_questions(record: truceline.OpenRecord) -> None:
    aleppo = truceline.Asking(place=["aleppo"])
    assert 0 < record.findings(about=aleppo).num_rows < 108
    assert record.totals(about=aleppo).to_pylist()[0]["in"] < record.totals().to_pylist()[0]["in"]
    known = record.totals(about=truceline.Asking(published_by="2016-05-01"))
    assert under(known)["views"][0]["published_by"] == "2016-05-01"


def test_every_table_says_what_it_was_made_under(record: truceline.OpenRecord) -> None:
    tables = [
        record.findings(), record.ledger(), record.totals(), record.sensitivity(),
        record.crux(["snhr"]), record.compare(["snhr", "etilaf"]),
    ]  # fmt: skip
    for table in tables:
        told = under(table)
        assert told["agreement"] == "syria-coh-2016"
        assert told["record"]["root"]
        assert told["views"][0]["name"]
        assert "no legal determination" in told["note"]


def test_the_tables_go_to_pandas_polars_and_parquet(record: truceline.OpenRecord, tmp_path: Path) -> None:
    pl = pytest.importorskip("polars")
    table = record.findings()
    assert len(table.to_pandas()) == table.num_rows
    assert pl.from_arrow(table).height == table.num_rows
    pq.write_table(table, tmp_path / "findings.parquet")
    assert under(pq.read_table(tmp_path / "findings.parquet")) == under(table)


def test_findings_go_to_geopandas_with_their_places(record: truceline.OpenRecord) -> None:
    geopandas = pytest.importorskip("geopandas")
    table = record.findings()
    frame = geopandas.GeoDataFrame.from_arrow(table)
    assert frame.crs is not None
    assert frame.crs.to_epsg() in (None, 4326)
    assert frame.geometry.notna().sum() == sum(one is not None for one in table["longitude"].to_pylist())


def test_problems_are_the_same_as_at_the_command_line(record: truceline.OpenRecord, tmp_path: Path) -> None:
    for ask in (
        lambda: record.totals(views=["no-such-view"]),
        lambda: record.findings(agreement="no-such-agreement"),
        lambda: record.findings(about=truceline.Asking(begin="March")),
        lambda: truceline.open(tmp_path / "nothing"),
    ):
        with pytest.raises(truceline.Problems):
            ask()
