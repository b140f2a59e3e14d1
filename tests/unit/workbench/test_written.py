"""Files are written whole or not at all."""

from pathlib import Path

import pytest

from truceline.workbench.written import write_whole


def test_a_file_has_all_of_its_content_and_nothing_lies_beside_it(tmp_path: Path) -> None:
    write_whole(tmp_path / "a", b"whole")
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("a", b"whole")]


def test_when_what_comes_before_the_name_fails_there_is_no_file_and_what_was_stays(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"before")

    def fail() -> None:
        assert len(list(tmp_path.iterdir())) == 2, "the content is on the disk already"
        raise RuntimeError

    with pytest.raises(RuntimeError):
        write_whole(tmp_path / "a", b"after", once_safe=fail)
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("a", b"before")]


def test_a_file_is_as_open_as_others_of_its_maker(tmp_path: Path) -> None:
    (tmp_path / "other").write_bytes(b"")
    write_whole(tmp_path / "a", b"")
    assert (tmp_path / "a").stat().st_mode == (tmp_path / "other").stat().st_mode
