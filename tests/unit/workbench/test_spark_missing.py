"""What is said where Spark, or what it needs, is missing."""

import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from truceline.values.problems import Problems
from truceline.workbench.cli import app
from truceline.workbench.spark_session import check_spark, java


def codes(raised: pytest.ExceptionInfo[Problems]) -> list[str]:
    return [one.code for one in raised.value.problems]


@pytest.mark.parametrize("name", ["pyspark", "numba"])
def test_without_its_libraries_the_ledger_by_spark_says_what_to_install(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(Problems) as raised:
        check_spark()
    assert codes(raised) == ["spark.missing"]
    assert "the extra 'spark'" in str(raised.value)


def test_without_java_the_ledger_by_spark_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Problems) as raised:
        check_spark()
    assert codes(raised) == ["spark.java"]
    monkeypatch.setenv("JAVA_HOME", str(tmp_path / "nothing"))
    assert java() is None


def test_a_program_started_by_spark_submit_has_java_already(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("PYSPARK_GATEWAY_PORT", "1")
    check_spark()


def test_on_a_cluster_a_folder_in_common_must_be_named(example: Path) -> None:
    words = ["ledger", "--record", str(example), "--engine", "spark", "--master", "spark://nowhere:7077"]
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 1
    assert "spark.spread" in done.output
