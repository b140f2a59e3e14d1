"""What an import notes is told again by check, under the incident it is about."""

from pathlib import Path

from typer.testing import CliRunner

from truceline.workbench.cli import app

SMALL = Path(__file__).parents[2] / "assets" / "ged_small.csv"


def truceline(*words: str, status: int = 0) -> str:
    done = CliRunner().invoke(app, [*words], env={"COLUMNS": "200"})
    assert done.exit_code == status, done.output
    return done.output


def test_a_note_is_on_the_same_incident_whatever_rows_of_the_file_were_passed_over(tmp_path: Path) -> None:
    header, *lines = SMALL.read_text(encoding="utf-8").splitlines(keepends=True)
    tags = ",".join(["#x"] * (header.count(",") + 1)) + "\n"
    tagged = tmp_path / "tagged.csv"
    tagged.write_text("".join([header, tags, *lines]), encoding="utf-8")
    told = []
    for file in (SMALL, tagged):
        record = str(tmp_path / f"{file.stem}.truceline")
        truceline("init", record)
        said = truceline("import", "ucdp", str(file), "--version", "1", "--record", record)
        assert ("row 2 tags the columns (HXL)" in said) is (file is tagged)
        listed = truceline("check", "--record", record, status=1)
        noted = int(said.split(" problems noted")[0].rsplit(" ", 1)[1])
        assert f"{noted} problems" in listed
        told.append(listed)
    assert told[0] == told[1]
    assert "ucdp-ged-1 ucdp:10" in told[0]
