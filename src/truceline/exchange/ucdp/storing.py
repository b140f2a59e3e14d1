"""A table on its way into a record: its rows as Parquet, and the one entry that describes them."""

from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from attrs import frozen

from truceline.exchange.ucdp.codebook import codebook
from truceline.exchange.ucdp.rows import GedTable
from truceline.record.datasets import rows_root, write_parquet
from truceline.record.store import Record
from truceline.testimony.batch import Batch, Dataset
from truceline.values.when import Period
from truceline.values.who import check_id


@frozen
class Edition:
    """Which release of the data set a file is, as whoever imports it says.

    Without a version ("") it goes by the start of the file's hash; without a release date
    (None) UCDP's own coding became public at an unknown time.
    """

    version: str
    released: Period | None
    title: str


NOT_STATED = Edition(version="", released=None, title="UCDP Georeferenced Event Dataset")


def prepare(table: GedTable, folder: Path, *, edition: Edition) -> tuple[Dataset, Path]:
    """The entry of a data set, and the file of its rows written into ``folder``.

    Raises:
        ValueProblem: ``id.spelling`` for a version that cannot stand in an id.
    """
    rules = codebook()
    version = edition.version or table.sha256[:12]
    name = check_id(f"{rules.name}-{version}")
    columns = table.layout.columns
    path, stored = write_parquet(table.rows, columns, folder)
    dataset = Dataset(
        id=name,
        title=f"{edition.title}, {version}",
        publisher=rules.publisher,
        released=edition.released,
        codebook=rules.name,
        codebook_version=rules.version,
        sha256=table.sha256,
        stored=stored,
        rows=len(table.rows),
        root=rows_root(columns, table.rows),
    )
    return dataset, path


def import_ucdp(record: Record, table: GedTable, *, edition: Edition, by: str, at: datetime) -> Dataset:
    """Enter a table into a record as one data set; the same file again changes nothing.

    Raises:
        ValueProblem: as :func:`prepare`.
        Problems: ``record.differs`` when another file stands under that version.
    """
    with TemporaryDirectory() as folder:
        dataset, path = prepare(table, Path(folder), edition=edition)
        record.store_dataset(dataset, path)
    record.append(Batch(datasets=(dataset,)), by=by, at=at)
    return dataset
