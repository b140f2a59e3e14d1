"""A batch: what one file or one import brings, as values, before it enters a record."""

from attrs import frozen

from truceline.testimony.claim import Claim
from truceline.testimony.decision import Decision
from truceline.testimony.document import Document
from truceline.testimony.link import Judgement, Link
from truceline.testimony.register import Actor, Place, Source
from truceline.testimony.statement import Statement
from truceline.values.when import Period


@frozen
class Dataset:
    """A whole imported file, kept row by row: one log entry however many rows it has.

    ``sha256`` is of the file as received, ``stored`` of the Parquet file kept beside the log,
    ``root`` the Merkle root (RFC 6962) over the canonical bytes of its rows in order.
    ``codebook`` names the reading that turns rows into claims, with its version.
    """

    id: str
    title: str
    publisher: str
    released: Period | None
    codebook: str
    codebook_version: str
    sha256: str
    stored: str
    rows: int
    root: str


@frozen
class Batch:
    """Items in the order they were given; statements and claims already carry their ids."""

    sources: tuple[Source, ...] = ()
    actors: tuple[Actor, ...] = ()
    places: tuple[Place, ...] = ()
    documents: tuple[Document, ...] = ()
    statements: tuple[Statement, ...] = ()
    claims: tuple[Claim, ...] = ()
    links: tuple[Link, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    datasets: tuple[Dataset, ...] = ()
    decisions: tuple[Decision, ...] = ()
