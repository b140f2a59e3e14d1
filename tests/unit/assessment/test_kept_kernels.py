"""What is compiled is kept by the text of all kernels, since each has those it calls compiled into it."""

import os
from pathlib import Path

import pytest

from truceline.assessment.engine import jit
from truceline.assessment.engine.compiled import judge_kernels, party_kernels


@pytest.fixture
def sources(tmp_path: Path) -> list[Path]:
    made = [tmp_path / "a_kernels.py", tmp_path / "b_kernels.py"]
    for one in made:
        one.write_text("def one(): pass\n", "utf-8")
    return made


def test_another_text_of_any_kernel_is_another_folder(sources: list[Path], tmp_path: Path) -> None:
    before = jit.folder_of(sources, [tmp_path / "kept"])
    assert jit.folder_of(reversed(sources), [tmp_path / "kept"]) == before
    for source in sources:
        source.write_text("def one(): return 1\n", "utf-8")
        now = jit.folder_of(sources, [tmp_path / "kept"])
        assert now != before
        before = now


def test_only_the_latest_of_older_texts_are_left(sources: list[Path], tmp_path: Path) -> None:
    made = []
    for number in range(6):
        sources[0].write_text(f"{number}", "utf-8")
        made.append(jit.folder_of(sources, [tmp_path / "kept"]))
        os.utime(made[-1], (number, number))
    assert sorted((tmp_path / "kept").iterdir()) == sorted(made[-4:])


def test_where_the_first_place_cannot_be_written_to_the_next_is_taken(
    sources: list[Path], tmp_path: Path
) -> None:
    file = tmp_path / "no-folder"
    file.write_text("", "utf-8")
    assert jit.folder_of(sources, [file, tmp_path / "kept"]).parent == tmp_path / "kept"
    with pytest.raises(OSError, match="can be written"):
        jit.folder_of(sources, [file])


def test_all_kernels_are_kept_in_that_folder() -> None:
    for kernel in (judge_kernels().judge, party_kernels().side):
        assert Path(kernel.stats.cache_path).parent == Path(jit._FOLDER)
