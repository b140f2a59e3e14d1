"""Processes killed at any point: nothing acknowledged is lost, nothing is there by halves.

A killed process proves that transactions are whole; it cannot show a missing flush to the
disk, which is why test_sqlite asserts WAL and synchronous=FULL.
"""

import random
import time
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
from tests.unit.record.samples import NOON, event, ground, role, statement

from truceline.record.audit import verify
from truceline.record.store import Record
from truceline.testimony.batch import Batch

PROCESSES = get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.unit.record.test_kill"])
GROUND_SIZE = 4
BATCH_SIZE = 30
LONGEST_SECONDS = 0.08


def batch(name: str) -> Batch:
    said = tuple(statement(f"{name}-{number}") for number in range(BATCH_SIZE // 3))
    return Batch(statements=said, claims=tuple(make(each) for each in said for make in (event, role)))


def append_until_killed(path: Path, name: str, acknowledge: Connection) -> None:
    """Open, append, and say so after each batch that is safely there, for ever."""
    with Record.open(path) as record:
        number = 0
        while True:
            acknowledge.send(record.size)
            record.append(batch(f"{name}-{number}"), by=name, at=NOON)
            number += 1


def run_and_kill(path: Path, name: str, *, after: int, seconds: float) -> int:
    """The last size that a process acknowledged before it was killed, some time after so many batches."""
    ours, theirs = PROCESSES.Pipe(duplex=False)
    process = PROCESSES.Process(target=append_until_killed, args=(path, name, theirs))
    process.start()
    theirs.close()
    for _ in range(1 + after):
        acknowledged = ours.recv()
    time.sleep(seconds)
    process.kill()
    process.join()
    try:
        while True:
            acknowledged = ours.recv()
    except EOFError:
        ours.close()
    process.close()
    return int(acknowledged)


def kill_again_and_again(path: Path, times: int) -> int:
    """Kill that many times at drawn moments; how many entries were acknowledged in all."""
    drawn = random.Random(times)
    Record.create(path, origin="records.example/one").close()
    with Record.open(path) as record:
        record.append(ground(), by="coder", at=NOON)
    for run in range(times):
        # Every other one is let finish a batch, so that a slow machine writes something too.
        seconds = drawn.uniform(0, LONGEST_SECONDS)
        acknowledged = run_and_kill(path, f"run-{run}", after=run % 2, seconds=seconds)
        with Record.open(path) as record:
            assert record.size >= acknowledged
            assert (record.size - GROUND_SIZE) % BATCH_SIZE == 0
    with Record.open(path) as record:
        assert verify(record) == []
        return record.size


def test_twenty_killed_processes_lose_nothing_acknowledged(tmp_path: Path) -> None:
    assert kill_again_and_again(tmp_path / "one.truceline", times=20) > GROUND_SIZE


@pytest.mark.nightly
def test_a_thousand_killed_processes_lose_nothing_acknowledged(tmp_path: Path) -> None:
    assert kill_again_and_again(tmp_path / "one.truceline", times=1000) > GROUND_SIZE


def append_some(path: Path, name: str, times: int) -> None:
    with Record.open(path) as record:
        for number in range(times):
            record.append(batch(f"{name}-{number}"), by=name, at=NOON)


def test_two_processes_writing_at_once_leave_no_gap_and_mix_no_batches(tmp_path: Path) -> None:
    path = tmp_path / "one.truceline"
    with Record.create(path, origin="records.example/one") as record:
        record.append(ground(), by="coder", at=NOON)
        writers = [PROCESSES.Process(target=append_some, args=(path, name, 8)) for name in ("a", "b")]
        for writer in writers:
            writer.start()
        for writer in writers:
            writer.join()
        assert [writer.exitcode for writer in writers] == [0, 0]
        names = [entry.by for entry in record.entries(GROUND_SIZE)]
        assert len(names) == 2 * 8 * BATCH_SIZE
        assert all(
            len(set(names[start : start + BATCH_SIZE])) == 1 for start in range(0, len(names), BATCH_SIZE)
        )
        record.append(Batch(), by="coder", at=NOON)
        assert verify(record) == []
