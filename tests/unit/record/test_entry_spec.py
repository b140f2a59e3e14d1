"""docs/spec/entry.md: its worked example is what the code does."""

import json
import re
import subprocess
from pathlib import Path

import pytest

from truceline.record.datasets import row_bytes
from truceline.record.entries import FORMAT, ITEM_TYPES, EntryKind, hash_entry, read_entry, seal_entry
from truceline.record.snapshot import snapshot_of
from truceline.values.seal import canonical, root_hash


@pytest.fixture
def page(repository: Path) -> str:
    return (repository / "docs/spec/entry.md").read_text("utf-8")


@pytest.fixture
def examples(page: str) -> list[bytes]:
    """The bytes shown, in order: two entries and a row."""
    return [text.encode() for text in re.findall(r"```json\n(.*)\n```", page)]


def shown(page: str, name: str) -> str:
    """The value in the table row of that name."""
    (value,) = re.findall(rf"^\| {name} \| `(.*)` \|$", page, re.MULTILINE)
    return str(value)


def test_the_hashes_shown_are_those_of_the_bytes_shown(page: str, examples: list[bytes]) -> None:
    leaves = [hash_entry(body) for body in examples[:2]]
    assert [leaf.hex() for leaf in leaves] == [shown(page, "leaf 0"), shown(page, "leaf 1")]
    assert root_hash(leaves).hex() == shown(page, "root over both")
    assert f"{len(examples[0])} bytes" in page


def test_the_entries_shown_are_read_and_written_back_the_same(page: str, examples: list[bytes]) -> None:
    entries = [read_entry(seq, hash_entry(body), body) for seq, body in enumerate(examples[:2])]
    for entry, body in zip(entries, examples[:2], strict=True):
        assert seal_entry(entry.kind, entry.item, by=entry.by, at=entry.recorded_at) == body
    claim, ending = (entry.item for entry in entries)
    assert claim.id == ending.target == shown(page, "id of the claim")
    assert snapshot_of(entries, origin="a").claims == ()


def test_the_command_shown_gives_the_leaf_shown(page: str, examples: list[bytes], tmp_path: Path) -> None:
    (command,) = re.findall(r"```sh\n(.*)\n```", page)
    (tmp_path / "entry").write_bytes(examples[0])
    printed = subprocess.run(["sh", "-c", command], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert printed.stdout.split()[0] == shown(page, "leaf 0")


def test_the_row_shown_is_how_rows_are_spelt(examples: list[bytes]) -> None:
    row = json.loads(examples[2])
    assert row_bytes(list(row), list(row.values())) == examples[2] == canonical(row)


def test_the_page_names_the_format_every_kind_and_no_other(page: str) -> None:
    assert f"`{FORMAT}`" in page
    table = page.split("## Kinds")[1].split("Fields are", maxsplit=1)[0]
    first_cells = re.findall(r"^\| (`.*?) \|", table, re.MULTILINE)
    named = {word for cell in first_cells for word in re.findall(r"`([a-z]+)`", cell)}
    assert named == {kind.value for kind in EntryKind}
    reserved = {kind.value for kind in EntryKind if kind not in ITEM_TYPES}
    assert reserved == {"import", "checkpoint"}
