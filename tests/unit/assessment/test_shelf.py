"""What is kept of a record on disk: found again only whole, sound and of the same record and code."""

import json
import multiprocessing
import os
import random
import signal
import stat
from pathlib import Path

import numpy as np
import pytest
from attrs import evolve, fields
from tests.by_chance import CLAUSES, agreement_text, register
from tests.laws.test_engine_laws import assert_same
from tests.world import EVERY_SOURCE

from truceline.agreement.parse import read_agreement
from truceline.agreement.terms import Agreement
from truceline.assessment.case import Shared, share
from truceline.assessment.engine.engine import engine_for
from truceline.assessment.engine.gathering import reports_of
from truceline.assessment.engine.joining import is_sound
from truceline.assessment.engine.reports import DICTIONARIES, Reports
from truceline.assessment.engine.shelf import Shelf, key_of
from truceline.assessment.evidence import gather

pytest.importorskip("numba")

Record = tuple[Shared, Agreement]


@pytest.fixture(scope="module")
def record() -> Record:
    world = register(random.Random(8))
    for number in range(12):
        speaker = ("monitor", "reporter", "observer")[number % 3]
        world.reports(speaker, f"h{number % 8}", place=("inner", "outer", "@34.75, 36.9 ~9 km")[number % 3])
    agreement = read_agreement(agreement_text(list(CLAUSES)), "shelved.toml")
    return share(gather(world.snapshot())), agreement


def shelf_at(folder: Path, record: Record, mode: int = 0o600) -> Shelf:
    return Shelf(folder / "cache", key_of(record[0].evidence.snapshot), mode)


def test_a_record_opened_again_is_found_the_same_without_gathering(record: Record, tmp_path: Path) -> None:
    shared, agreement = record
    shelf = shelf_at(tmp_path, record)
    assert shelf.reports() is None
    first = engine_for(shared, agreement, shelf=shelf)
    table = first.table(EVERY_SOURCE)
    again = shelf.reports()
    assert again is not None
    assert_alike(again, first.runs[0].given)
    second = engine_for(shared, agreement, shelf=shelf)
    assert_same(second.table(EVERY_SOURCE), table)
    assert_same(engine_for(shared, agreement).table(EVERY_SOURCE), table)
    assert sorted(entry.name.split("-")[0] for entry in shelf.folder.iterdir()) == ["reports", "scanned"]


def assert_alike(one: Reports, other: Reports) -> None:
    for name in (item.name for item in fields(Reports)):
        left, right = getattr(one, name), getattr(other, name)
        if name in DICTIONARIES:
            assert left == right, name
        elif name == "incidents":
            assert left.equals(right)
        else:
            assert left.dtype == right.dtype, name
            assert left.flags.writeable, "a kernel is compiled again for what may not be written to"
            assert (left == right).all(), name


@pytest.mark.parametrize("seed", range(30))
def test_what_is_damaged_anywhere_is_made_again(record: Record, tmp_path: Path, seed: int) -> None:
    chance, (shared, agreement) = random.Random(seed), record
    shelf = shelf_at(tmp_path, record)
    table = engine_for(shared, agreement, shelf=shelf).table(EVERY_SOURCE)
    files = sorted(file for file in shelf.folder.rglob("*") if file.is_file())
    for file in chance.sample(files, chance.randrange(1, len(files))):
        harm(file, chance)
    assert_same(engine_for(shared, agreement, shelf=shelf).table(EVERY_SOURCE), table)
    assert shelf.reports() is not None, "and it is whole again"


def harm(file: Path, chance: random.Random) -> None:
    """Turn a bit over, cut off, lengthen, empty, take away or swap for something else."""
    content = bytearray(file.read_bytes())
    way = chance.randrange(6)
    if way == 0:
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    elif way == 1:
        del content[chance.randrange(len(content)) :]
    elif way == 2:
        content += b"more"
    elif way == 3:
        content.clear()
    elif way == 4:
        file.unlink()
        return
    else:
        content[:] = b"{}" if file.suffix == ".json" else b"PAR1PAR1"
    file.write_bytes(content)


def test_codes_that_stand_for_nothing_are_not_read_though_hashes_agree(
    record: Record, tmp_path: Path
) -> None:
    shared, agreement = record
    reports = reports_of(shared.evidence, shared.origins)
    assert is_sound(reports)
    for name in ("teller", "perpetrator", "place", "kind", "zone", "moment", "toll", "targets"):
        column = getattr(reports, name).copy()
        column[-1] = 9999
        assert not is_sound(evolve(reports, **{name: column})), name
    assert not is_sound(evolve(reports, first=reports.first[::-1].copy()))
    assert not is_sound(evolve(reports, start=reports.start[1:]))
    falling = reports.first.copy()
    falling[1] = falling[-1] + 5
    assert not is_sound(evolve(reports, first=falling))
    shelf = shelf_at(tmp_path, record)
    odd = reports.teller.copy()
    odd[0] = -7
    shelf.keep_reports(evolve(reports, teller=odd))
    assert shelf.reports() is None
    engine = engine_for(shared, agreement)
    engine.findings(EVERY_SOURCE)
    (static, found), *_ = ((one, what) for one, what in engine.runs[0].scanned.items() if len(what.rows))
    for rows, codes in ((found.rows + 9999, found.codes), (found.rows, np.full_like(found.codes, 3))):
        shelf.keep_scanned({static: evolve(found, rows=rows, codes=codes)})
        assert shelf.scanned([static], len(reports)) is None


def test_another_record_or_what_may_be_seen_of_it_has_another_key(record: Record) -> None:
    snapshot = record[0].evidence.snapshot
    changed = (
        evolve(snapshot, root="another"), evolve(snapshot, size=2), evolve(snapshot, origin="other"),
        evolve(snapshot, claims=snapshot.claims[1:]), evolve(snapshot, judgements=snapshot.judgements[1:], statements={}),
        evolve(snapshot, sources=dict(list(snapshot.sources.items())[1:])),
    )  # fmt: skip
    assert len({key_of(each) for each in (snapshot, *changed)}) == 1 + len(changed)
    assert key_of(snapshot) == key_of(evolve(snapshot))


def test_an_entry_of_another_form_is_not_read(record: Record, tmp_path: Path) -> None:
    shared, agreement = record
    shelf = shelf_at(tmp_path, record)
    engine_for(shared, agreement, shelf=shelf)
    for sums in shelf.folder.rglob("sums.json"):
        noted = json.loads(sums.read_text("utf-8"))
        sums.write_text(json.dumps({**noted, "format": "truceline-shelf/0"}), "utf-8")
    assert shelf.reports() is None


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o644])
def test_what_is_kept_may_be_read_by_whoever_may_read_the_record(
    record: Record, tmp_path: Path, mode: int
) -> None:
    shelf = shelf_at(tmp_path, record, mode)
    engine_for(*record, shelf=shelf)
    modes = {stat.S_IMODE(item.stat().st_mode) for item in shelf.folder.rglob("*") if item.is_file()}
    assert modes == {mode}
    others = stat.S_IMODE(shelf.folder.stat().st_mode) & 0o077
    assert others == (mode & 0o044) | (mode & 0o044) >> 2


def test_the_oldest_is_dropped_when_there_is_too_much(record: Record, tmp_path: Path) -> None:
    shared, _ = record
    reports = reports_of(shared.evidence, shared.origins)
    size = 0
    for number in range(4):
        most = 10**9 if number < 3 else 2 * size + size // 2
        shelf = Shelf(tmp_path / "cache", f"{number}", 0o600, most)
        shelf.keep_reports(reports)
        (entry,) = shelf.folder.glob(f"reports-{number}")
        size = sum(file.stat().st_size for file in entry.iterdir())
        os.utime(entry, (1000 * number, 1000 * number + 1000))
    shelf.keep_reports(reports)
    assert sorted(entry.name for entry in shelf.folder.iterdir()) == ["reports-2", "reports-3"]


def test_what_a_killed_writer_left_is_dropped_once_it_is_old(record: Record, tmp_path: Path) -> None:
    shelf = shelf_at(tmp_path, record)
    for name, age in (("old.part", 10_000), ("fresh.part", 0)):
        draft = shelf.folder / name
        draft.mkdir(parents=True)
        (draft / "half").write_text("half", "utf-8")
        now = draft.stat().st_mtime
        os.utime(draft, (now - age, now - age))
    engine_for(*record, shelf=shelf)
    assert {entry.name for entry in shelf.folder.iterdir() if entry.suffix} == {"fresh.part"}


def test_where_nothing_can_be_kept_the_findings_are_the_same(record: Record, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("no folder", "utf-8")
    shelf = shelf_at(tmp_path, record)
    table = engine_for(*record, shelf=shelf).table(EVERY_SOURCE)
    assert_same(table, engine_for(*record).table(EVERY_SOURCE))
    assert (tmp_path / "cache").read_text("utf-8") == "no folder"


def _keep(folder: Path, key: str, times: int) -> None:
    world = register(random.Random(8))
    world.reports("monitor", "h1")
    shared = share(gather(world.snapshot()))
    reports = reports_of(shared.evidence, shared.origins)
    for _ in range(times):
        Shelf(folder, key, 0o600).keep_reports(reports)


def test_two_may_write_at_once_and_either_may_be_killed(tmp_path: Path) -> None:
    folder, context = tmp_path / "cache", multiprocessing.get_context("spawn")
    writers = [context.Process(target=_keep, args=(folder, "k", times)) for times in (10, 100_000)]
    for writer in writers:
        writer.start()
    writers[0].join(60)
    assert writers[0].exitcode == 0
    pid = writers[1].pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    writers[1].join(60)
    found = Shelf(folder, "k", 0o600).reports()
    assert found is not None
    assert found.incidents.to_pylist() == ["h1"]
