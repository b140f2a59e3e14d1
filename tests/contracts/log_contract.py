"""What every backend of a log must do; a backend's test inherits this and makes the log."""

from abc import ABC, abstractmethod
from pathlib import Path

import pytest

from truceline.record.log import Log, Row
from truceline.values.seal import leaf_hash

ONE, TWO, THREE = b'{"n":1}', b'{"n":2}', b'{"n":3}'


class Interrupted(Exception):  # noqa: N818 - it is no fault of anything
    """Somebody pulls out in the middle."""


class LogContract(ABC):
    """The behaviour of :class:`truceline.record.log.Log`."""

    @abstractmethod
    def make(self, folder: Path) -> Log:
        """A new, empty log of origin ``records.example/one``."""

    @abstractmethod
    def open(self, folder: Path) -> Log:
        """The log made there before."""

    @pytest.fixture
    def log(self, tmp_path: Path) -> Log:
        return self.make(tmp_path)

    def test_a_new_log_is_empty_and_named(self, log: Log) -> None:
        assert (log.origin, log.size, list(log.rows(0, 9)), log.leaves(9)) == (
            "records.example/one",
            0,
            [],
            [],
        )

    def test_entries_are_numbered_from_nought_in_the_order_of_writing(self, log: Log) -> None:
        with log.writing() as writer:
            writer.add([ONE, TWO])
            writer.add([])
            writer.add([THREE])
            assert writer.size == 3
        assert log.size == 3
        assert list(log.rows(0, 3)) == [
            Row(number, leaf_hash(body), body) for number, body in enumerate((ONE, TWO, THREE))
        ]
        assert log.leaves(2) == [leaf_hash(ONE), leaf_hash(TWO)]

    def test_a_writer_starts_where_the_last_one_ended(self, log: Log) -> None:
        for number, body in enumerate((ONE, TWO)):
            with log.writing() as writer:
                assert writer.size == number
                writer.add([body])
        assert [row.body for row in log.rows(0, 9)] == [ONE, TWO]

    def test_a_transaction_that_fails_leaves_nothing(self, log: Log) -> None:
        with log.writing() as writer:
            writer.add([ONE])
        with pytest.raises(Interrupted), log.writing() as writer:  # noqa: PT012 - the block is the case
            writer.add([TWO])
            raise Interrupted
        assert [row.body for row in log.rows(0, 9)] == [ONE]

    def test_what_is_being_written_is_seen_by_nobody_yet(self, log: Log) -> None:
        with log.writing() as writer:
            writer.add([ONE])
            assert log.size == 0
        assert log.size == 1

    def test_rows_are_read_in_order_however_many(self, log: Log) -> None:
        bodies = [str(number).encode() for number in range(2500)]
        with log.writing() as writer:
            writer.add(bodies)
        assert [row.body for row in log.rows(0, 2500)] == bodies
        assert [row.seq for row in log.rows(999, 1002)] == [999, 1000, 1001]
        assert [row.seq for row in log.rows(2499, 9999)] == [2499]

    def test_equal_bodies_may_stand_twice(self, log: Log) -> None:
        with log.writing() as writer:
            writer.add([ONE, ONE])
        assert log.size == 2

    def test_a_log_opened_again_is_the_same(self, log: Log, tmp_path: Path) -> None:
        with log.writing() as writer:
            writer.add([ONE, TWO])
        log.close()
        again = self.open(tmp_path)
        assert (again.origin, again.size) == ("records.example/one", 2)
        assert again.faults() == []
        again.close()

    def test_a_log_that_nobody_touched_has_no_faults(self, log: Log) -> None:
        assert log.faults() == []
