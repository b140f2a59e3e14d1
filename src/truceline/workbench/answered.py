"""Ledgers answered before, for the same question to the same record: nothing is read but its bytes.

An answer lies on the record's shelf under the hash of every file of the record, of the program's text and of
the question, a view's own file included; whatever of it is another, it is another question. It is read back as the ledgers
it was, whole and unchanged, or it is as if it were not there.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from attrs import frozen
from cattrs import Converter

from truceline.assessment.engine.shelf import Shelf, code_hash
from truceline.assessment.ledger import Ledger
from truceline.record.store import INDEX_FILE, LOG_FILE
from truceline.workbench.sizing import CACHE

_ASIDE = (INDEX_FILE, f"{INDEX_FILE}-wal", f"{INDEX_FILE}-shm", f"{LOG_FILE}-shm")
"""What is made of the log, and what its readers share while they read; it says nothing that the log does not."""
_BLOCK = 1 << 20
_CONVERTER = Converter()


@frozen
class Answer:
    """Ledgers, with the names that whoever prints them needs."""

    ledgers: tuple[Ledger, ...]
    names: Mapping[str, str]


@frozen
class Answers:
    """The answers to one question, in the folder of its record; where that is None nothing is kept."""

    record: Path | None
    words: tuple[str, ...]

    @property
    def place(self) -> Shelf | None:
        """Where the answer lies, by all it depends on; None where nothing is kept."""
        if self.record is None:
            return None
        mode = (self.record / LOG_FILE).stat().st_mode & 0o666
        return Shelf(self.record / CACHE, _key_of(self.record, self.words), mode)

    def read(self) -> Answer | None:
        """What was answered, if it is there and sound."""
        place = self.place
        return None if place is None else place.answer(_answer_of)

    def keep(self, place: Shelf | None, answer: Answer) -> None:
        """Keep an answer in its place of before it was worked out, if the record is still the same."""
        now = self.place
        if place is not None and now is not None and now.key == place.key:
            place.keep_answer(_text_of(answer))


def question(record: Path | None, words: Iterable[object], named: Sequence[str | None]) -> Answers:
    """A question to a record in words; of what is ``named`` the text counts where it is a file."""
    return Answers(record, tuple(map(repr, (*words, *named, *map(_text_in, named)))))


def _text_in(name: str | None) -> str:
    """The hash of a file's text; "" of what is none."""
    try:
        return hashlib.sha256(Path(name).read_bytes()).hexdigest() if name else ""
    except OSError:
        return ""


def _key_of(record: Path, words: Iterable[str]) -> str:
    digest = hashlib.sha256(code_hash(()).encode())
    for word in words:
        digest.update(f"{len(word)}:{word}".encode())
    for file in _files(record):
        digest.update(f"{file.relative_to(record).as_posix()}:{file.stat().st_size}:".encode())
        with file.open("rb") as content:
            while block := content.read(_BLOCK):
                digest.update(block)
    return digest.hexdigest()


def _files(record: Path) -> list[Path]:
    """The files of a record in order, but for what is made of them; an empty one is like none."""
    found = [
        file
        for file in sorted(record.rglob("*"))
        if file.is_file() and file.relative_to(record).parts[0] not in (CACHE, *_ASIDE)
    ]
    return [file for file in found if file.stat().st_size]


def _text_of(answer: Answer) -> str:
    return json.dumps(_CONVERTER.unstructure(answer), ensure_ascii=False)


def _answer_of(text: str) -> Answer | None:
    """The answer that a text says, if that very answer says this text."""
    found: Any = _CONVERTER.structure(json.loads(text), Answer)
    return found if _text_of(found) == text else None
