"""The SQLite log keeps the contract of every log."""

from pathlib import Path

from tests.contracts.log_contract import LogContract

from truceline.record.backends.sqlite import SqliteLog
from truceline.record.log import Log


class TestSqliteLog(LogContract):
    def make(self, folder: Path) -> Log:
        return SqliteLog.create(folder / "log.db", origin="records.example/one")

    def open(self, folder: Path) -> Log:
        return SqliteLog.open(folder / "log.db")
