"""Notebooks: what they ship holds no rows of the data, and running them gives what they ship."""

import re
from pathlib import Path
from typing import Any

import pytest

NOTEBOOKS = sorted((Path(__file__).parents[2] / "docs" / "notebooks").glob("*.ipynb"))
GED = "ucdp_ged_syria/ged_syria.csv.gz"
IN_SEMANTICS = ("322", "1948", "196", "670", "286", "1199", "161", "771")


def read(path: Path) -> Any:
    nbformat = pytest.importorskip("nbformat")
    return nbformat.read(path, as_version=4)


def texts(notebook: Any) -> list[str]:
    """What each cell's outputs say, without pictures and warnings."""
    return [
        output.get("text") or output.get("data", {}).get("text/plain", "")
        for cell in notebook.cells
        for output in cell.get("outputs", ())
        if output.get("name") != "stderr"
    ]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_what_is_shipped_holds_figures_and_no_rows(path: Path) -> None:
    notebook = read(path)
    whole = path.read_text("utf-8")
    assert "ucdp:" not in whole
    assert not re.search(r'"/(home|root|tmp|work)/', whole)
    assert any(
        "image/png" in output.get("data", {}) for cell in notebook.cells for output in cell.get("outputs", ())
    )
    assert all(len(text.splitlines()) < 30 for text in texts(notebook))
    assert not [
        output
        for cell in notebook.cells
        for output in cell.get("outputs", ())
        if output.get("name") == "stderr"
    ]


@pytest.mark.real_data
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_running_it_gives_the_figures_it_ships(
    path: Path, real_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nbclient = pytest.importorskip("nbclient")
    monkeypatch.setenv("TRUCELINE_GED", str(real_data / GED))
    shipped, notebook = read(path), read(path)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = []
    nbclient.NotebookClient(notebook, timeout=600, kernel_name="python3").execute()
    assert texts(notebook) == texts(shipped)
    first = next(text for text in texts(notebook) if "events" in text)
    assert all(figure in first for figure in IN_SEMANTICS)
