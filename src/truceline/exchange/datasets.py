"""Imported data sets as testimony: their rows read into claims when a snapshot is assessed.

Invariant: what a data set says is a pure function of its stored rows, the codebook it was
entered under and the register it is read beside; results are remembered by exactly those.
"""

from collections import ChainMap
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Protocol, TypeAlias

from attrs import evolve, frozen

from truceline.exchange.ucdp import Register, claims_of, rows_by_incident
from truceline.record.datasets import read_rows
from truceline.record.snapshot import Snapshot
from truceline.record.store import Record
from truceline.testimony.batch import Batch, Dataset
from truceline.testimony.register import Actor, Place, Source
from truceline.values.problems import Problem, Problems

Columns: TypeAlias = Sequence[str]
Rows: TypeAlias = Sequence[Sequence[str | None]]
Lookup: TypeAlias = Mapping[str, Mapping[str, str]]
_REMEMBERED = 4


class Coder(Protocol):
    """Turns the rows of a data set into what they say."""

    def __call__(
        self, columns: Columns, rows: Rows, *, dataset: Dataset, register: Register, is_second: bool
    ) -> Batch: ...


@frozen
class Codebook:
    """One way to read rows, named in the entry of every data set entered under it."""

    code: Coder
    look_up: Callable[[Columns, Rows], Lookup]


CODEBOOKS: dict[tuple[str, str], Codebook] = {
    ("ucdp-ged", "1"): Codebook(code=claims_of, look_up=rows_by_incident),
}
"""By name and version; an old version stays, so that old data sets are read as they were."""


@frozen
class _Beside:
    """The register a data set is read beside, as something that can be compared."""

    sources: tuple[Source, ...]
    actors: tuple[Actor, ...]
    places: tuple[Place, ...]


def with_datasets(record: Record, snapshot: Snapshot) -> Snapshot:
    """The snapshot with everything its data sets say beside what was entered one by one.

    What the record's own register says of a source, an actor or a place comes first. The
    statements and claims of rows are recorded when their data set was.

    Raises:
        Problems: ``dataset.codebook``, ``dataset.missing`` or ``dataset.altered``.
    """
    beside = _Beside(
        sources=tuple(snapshot.sources.values()),
        actors=tuple(snapshot.actors.values()),
        places=tuple(snapshot.places.values()),
    )
    seen: set[str] = set()
    for dataset in snapshot.datasets.values():
        path = record.dataset_path(dataset)
        coded = _coded(path, dataset, beside, dataset.codebook in seen)
        seen.add(dataset.codebook)
        snapshot = _laid_beside(snapshot, coded)
    return snapshot


def dataset_rows(record: Record, snapshot: Snapshot) -> Lookup:
    """The rows of all data sets by incident, each row as column -> text, made when looked at.

    Raises:
        Problems: as :func:`with_datasets`.
    """
    found = []
    for dataset in snapshot.datasets.values():
        columns, rows = read_rows(record.dataset_path(dataset))
        found.append(codebook_of(dataset).look_up(columns, tuple(rows)))
    return ChainMap(*found)  # type: ignore[arg-type]  # only ever read, so that any mapping will do


def codebook_of(dataset: Dataset) -> Codebook:
    """The codebook a data set was entered under.

    Raises:
        Problems: ``dataset.codebook`` when this version of the program has no such codebook.
    """
    found = CODEBOOKS.get((dataset.codebook, dataset.codebook_version))
    if found is None:
        name = f"{dataset.id}: {dataset.codebook} {dataset.codebook_version}"
        raise Problems([Problem("dataset.codebook", name)])
    return found


@lru_cache(maxsize=_REMEMBERED)
def _coded(path: Path, dataset: Dataset, beside: _Beside, is_second: bool) -> Batch:
    columns, rows = read_rows(path)
    register = Register(
        sources={source.id: source for source in beside.sources},
        actors={actor.id: actor for actor in beside.actors},
        places={place.id: place for place in beside.places},
    )
    code = codebook_of(dataset).code
    return code(columns, tuple(rows), dataset=dataset, register=register, is_second=is_second)


def _laid_beside(snapshot: Snapshot, coded: Batch) -> Snapshot:
    return evolve(
        snapshot,
        sources={**{source.id: source for source in coded.sources}, **snapshot.sources},
        actors={**{actor.id: actor for actor in coded.actors}, **snapshot.actors},
        places={**{place.id: place for place in coded.places}, **snapshot.places},
        documents={**{document.id: document for document in coded.documents}, **snapshot.documents},
        statements={**snapshot.statements, **{each.id: each for each in coded.statements}},
        claims=(*snapshot.claims, *coded.claims),
    )
