"""Places, actors, tolls and outlets of annotated reports, graded beside a baseline."""

import zipfile
from html import escape
from pathlib import Path

import pytest

from truceline.reading.fakes import read_annotations, score_fakes
from truceline.reading.gazetteer import read_gazetteer
from truceline.reading.names import names_of
from truceline.values.problems import ValueProblem

TITLES = ["Content-Title", "Location", "Actor", "Civilians", "NonCivilians", "Source"]
ROWS = [
    ["3 May 2021 - Norian jets kill twelve in Velmar - Air strikes by Norian warplanes killed 12 people in Velmar. | Jordan Times", "Velmar", "Norian", "12 people", "", "jordan_times"],
    ["An explosion in the town of Tarn left more than 120 dead, Reuters said.", "Tarn", "", "120", "", "reuters"],
    ["Nobody was hurt.", "", "", "", "", "ahram"],
]  # fmt: skip


def cell_of(x: int, y: int, word: int) -> str:
    return f'<c r="{"ABCDEF"[x]}{y}" t="s"><v>{word}</v></c>'


def sheet(folder: Path, rows: list[list[str]]) -> Path:
    """A workbook as annotators' tools write it: shared strings, one sheet."""
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    words = list(dict.fromkeys(cell for row in rows for cell in row))
    strings = "".join(f"<si><t>{escape(word)}</t></si>" for word in words)
    lines = "".join(
        "<row>" + "".join(cell_of(x, y, words.index(cell)) for x, cell in enumerate(row)) + "</row>"
        for y, row in enumerate(rows, start=1)
    )
    file = folder / "crowdsourced-annotations.xlsx"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("xl/sharedStrings.xml", f"<sst {space}>{strings}</sst>")
        archive.writestr(
            "xl/worksheets/sheet1.xml", f"<worksheet {space}><sheetData>{lines}</sheetData></worksheet>"
        )
    return file


def test_each_field_is_graded_beside_a_baseline(tmp_path: Path) -> None:
    names = names_of((), (), (), read_gazetteer("id,name\nvelmar,Velmar\ntarn,Tarn\n", "g.csv"))
    scores = score_fakes(read_annotations(sheet(tmp_path, [TITLES, *ROWS]).read_bytes()), names)
    found = {one.field: (one.reader.f1, one.baseline.f1) for one in scores.fields}
    assert found["place"] == (1, 1)
    assert found["actor"] == (1, 0)
    assert found["deaths"] == (1, 2 / 3)
    assert found["outlet"] == (0.5, 0.8)
    assert (scores.tolls_right, scores.tolls_wanted) == (2, 2)


@pytest.mark.parametrize("rows", [[["a", "b"], ["c", "d"]], []])
def test_a_sheet_of_other_columns_is_a_problem(tmp_path: Path, rows: list[list[str]]) -> None:
    with pytest.raises(ValueProblem, match=r"gold\.unreadable"):
        read_annotations(sheet(tmp_path, rows).read_bytes())


def test_an_archive_that_is_no_workbook_and_what_is_no_archive_are_problems(tmp_path: Path) -> None:
    wrong = tmp_path / "other.xlsx"
    with zipfile.ZipFile(wrong, "w") as archive:
        archive.writestr("other", "x")
    with pytest.raises(ValueProblem, match=r"gold\.unreadable"):
        read_annotations(wrong.read_bytes())
    with pytest.raises(ValueProblem, match=r"intake\.damaged"):
        read_annotations(b"no archive")
