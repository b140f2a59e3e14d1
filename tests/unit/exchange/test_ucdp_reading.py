"""Reading GED files: every fault of every row at once, nothing dropped in silence."""

import csv
import gzip
from pathlib import Path

import pytest
from tests.unit.exchange.ucdp_samples import BAD, MODERN, SMALL, small

from truceline.exchange.ucdp import read_ged
from truceline.exchange.ucdp.codebook import codebook
from truceline.values.problems import Problem, Problems


def codes(problems: tuple[Problem, ...]) -> list[tuple[int | None, str, str]]:
    return [(problem.line, problem.path, problem.code) for problem in problems]


def faults_of(path: Path) -> tuple[Problem, ...]:
    with pytest.raises(Problems) as caught:
        read_ged(path)
    return caught.value.problems


def test_every_row_of_the_old_layout_is_read() -> None:
    assert len(small().rows) == 8


def test_both_layouts_give_the_same_cells_for_the_columns_that_are_coded() -> None:
    old, new = small(), read_ged(MODERN)

    def cells(name: str) -> list[list[str]]:
        return [
            [
                (row[table.layout.places[name]] or "").removesuffix(".0").removesuffix(" 00:00:00.000")
                for row in table.rows
            ]
            for table in (old, new)
        ]

    for name in (*codebook().required, *codebook().optional):
        first, second = cells(name)
        assert first == second, name


def test_an_empty_cell_is_null_and_every_other_is_kept_as_printed() -> None:
    table = small()

    assert table.rows[0][table.layout.places["id"]] == "1001.0"
    assert table.rows[2][table.layout.places["source_original"]] is None


def test_a_packed_file_reads_like_a_plain_one(tmp_path: Path) -> None:
    packed = tmp_path / "ged.csv.gz"
    packed.write_bytes(gzip.compress(SMALL.read_bytes()))

    assert read_ged(packed).rows == small().rows


def test_a_row_of_hxl_tags_under_the_header_is_passed_over_and_told(tmp_path: Path) -> None:
    header, *lines = SMALL.read_text(encoding="utf-8").splitlines(keepends=True)
    tags = ",".join(["#meta+id", "", *["#x"] * (header.count(",") - 1)]) + "\n"
    tagged = tmp_path / "ged.csv"
    tagged.write_text("".join([header, tags, *lines]), encoding="utf-8")

    table = read_ged(tagged)

    assert table.rows == small().rows
    assert [(each.line, each.code) for each in table.problems if each.code == "ucdp.hxl"] == [(2, "ucdp.hxl")]


def test_hashtags_in_any_other_row_are_faults_of_that_row(tmp_path: Path) -> None:
    header, first, *lines = SMALL.read_text(encoding="utf-8").splitlines(keepends=True)
    tags = ",".join(["#x"] * (header.count(",") + 1)) + "\n"
    tagged = tmp_path / "ged.csv"
    tagged.write_text("".join([header, first, tags, *lines]), encoding="utf-8")

    assert {each.line for each in faults_of(tagged)} == {3}


def test_all_bad_rows_are_told_at_once_with_row_column_and_reason() -> None:
    assert sorted(codes(faults_of(BAD))) == [
        (3, "latitude", "ucdp.position"),
        (4, "date_start", "ucdp.date_impossible"),
        (5, "date_start", "ucdp.date"),
        (5, "deaths_a", "ucdp.number"),
        (6, "date_end", "ucdp.date_order"),
        (7, "id", "ucdp.missing"),
        (8, "id", "ucdp.id_twice"),
        (9, "date_prec", "ucdp.code"),
        (9, "type_of_violence", "ucdp.code"),
        (9, "where_prec", "ucdp.code"),
        (10, "country", "ucdp.missing"),
        (10, "low", "ucdp.negative"),
    ]


def test_a_fault_says_the_value_as_printed() -> None:
    position = faults_of(BAD)[0]

    assert (position.value, position.file) == ("95.0", "ged_bad.csv")


def test_keep_going_imports_the_rows_without_fault_and_returns_the_faults_of_the_others() -> None:
    table = read_ged(BAD, keep_going=True)

    assert [row[0] for row in table.rows] == ["2001.0", "2010.0"]
    assert {problem.line for problem in table.problems} == {3, 4, 5, 6, 7, 8, 9, 10, 11}


def test_counts_out_of_order_are_imported_and_reported() -> None:
    noted = [problem for problem in small().problems if problem.code == "ucdp.count_order"]

    assert [(problem.line, problem.value) for problem in noted] == [(7, "9/6/8")]


def test_deaths_that_do_not_add_up_are_imported_and_reported(tmp_path: Path) -> None:
    path = rewritten(tmp_path, {"best": "4", "high": "5"})

    assert codes(read_ged(path).problems) == [(2, "best", "ucdp.sum")]


def test_a_country_without_a_known_zone_is_reported_once(tmp_path: Path) -> None:
    path = rewritten(tmp_path, {"country": "Examplia"}, {"id": "2", "country": "Examplia"})

    assert codes(read_ged(path).problems) == [(2, "country", "ucdp.zone")]


def test_a_column_that_nobody_knows_is_reported_and_kept(tmp_path: Path) -> None:
    path = rewritten(tmp_path, {"mood": "grim"})

    table = read_ged(path)

    assert codes(table.problems) == [(1, "mood", "ucdp.column_unknown")]
    assert table.rows[0][-1] == "grim"


def test_a_position_that_is_no_number_is_a_fault(tmp_path: Path) -> None:
    path = rewritten(tmp_path, {"latitude": "north"})

    assert codes(faults_of(path)) == [(2, "latitude", "ucdp.number")]


def test_a_column_without_a_name_gets_one(tmp_path: Path) -> None:
    path = rewritten(tmp_path, {"": "7"})

    assert read_ged(path).layout.columns[-1] == "unnamed-42"


def test_a_missing_column_stops_the_import_even_when_told_to_keep_going(tmp_path: Path) -> None:
    path = tmp_path / "ged.csv"
    path.write_text("id,best\n1,2\n")

    with pytest.raises(Problems) as caught:
        read_ged(path, keep_going=True)

    assert {problem.code for problem in caught.value.problems} == {"ucdp.column_missing"}
    assert "date_start" in {problem.value for problem in caught.value.problems}


def test_two_spellings_of_one_column_are_refused(tmp_path: Path) -> None:
    path = rewritten(tmp_path, {"best_est": "3"})

    assert [(problem.code, problem.value) for problem in faults_of(path)] == [
        ("ucdp.column_twice", "best and best_est")
    ]


def test_a_column_that_stands_twice_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "ged.csv"
    lines = SMALL.read_text().splitlines()
    path.write_text(f"{lines[0]},region,region\n")

    assert ("ucdp.column_twice", "region") in {(problem.code, problem.value) for problem in faults_of(path)}


def test_a_row_of_another_length_is_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "ged.csv"
    path.write_text(SMALL.read_text() + "1,2,3\n")

    assert codes(faults_of(path)) == [(10, "", "ucdp.row_length")]


def test_empty_lines_count_and_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "ged.csv"
    path.write_text(SMALL.read_text() + "\n1,2,3\n")

    assert codes(faults_of(path)) == [(11, "", "ucdp.row_length")]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "ucdp.empty"),
        (b"\x1f\x8b\x08 not packed", "ucdp.file"),
        (b"id,best\n\xff\xfe", "ucdp.encoding"),
    ],
)
def test_a_file_that_is_no_table_is_refused_with_its_reason(
    tmp_path: Path, content: bytes, code: str
) -> None:
    path = tmp_path / "ged.csv"
    path.write_bytes(content)

    assert [problem.code for problem in faults_of(path)] == [code]


def test_quotation_marks_that_do_not_pair_are_told_with_their_row(tmp_path: Path) -> None:
    path = tmp_path / "ged.csv"
    path.write_text(SMALL.read_text() + '"open\n')

    assert codes(faults_of(path)) == [(10, "", "ucdp.csv")]


def rewritten(folder: Path, *changes: dict[str, str]) -> Path:
    """The small file's first row, once for each set of other cells; new columns come last."""
    with SMALL.open(newline="") as file:
        first = next(csv.DictReader(file))
    columns = list(dict.fromkeys([*first, *(name for change in changes for name in change)]))
    path = folder / "ged.csv"
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows({**first, **change} for change in changes)
    return path
