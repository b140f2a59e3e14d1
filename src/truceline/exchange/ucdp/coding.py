"""From rows to claims: what each named source is coded to have said, and what UCDP made of it.

A row is one incident, ``ucdp:233200``. Each source it names says that it happened; what UCDP
itself decided (sides, place, dates, counts) is one statement of UCDP's that names those as
what it coded. Ids are addresses in the data set, not hashes: the row is what is proved.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from truceline.exchange.ucdp.codebook import codebook
from truceline.exchange.ucdp.columns import layout_of
from truceline.exchange.ucdp.days import Calendar
from truceline.exchange.ucdp.drafts import (
    AGGREGATE,
    Address,
    bare_event,
    coded_event,
    coded_loss,
    coded_role,
)
from truceline.exchange.ucdp.events import Deaths, GedEvent, Memo, events_of, spots_of
from truceline.exchange.ucdp.places import Places, Spotted
from truceline.exchange.ucdp.reading import SUMMED_UP, losses_of, roles_of
from truceline.exchange.ucdp.register import Register
from truceline.exchange.ucdp.sides import Sides
from truceline.exchange.ucdp.speakers import Speakers
from truceline.testimony.batch import Batch, Dataset
from truceline.testimony.claim import Claim
from truceline.testimony.document import Document
from truceline.testimony.register import Handling
from truceline.testimony.statement import Act, Basis, Binding, Hop, Quotation, Speaker, Statement
from truceline.values.doubt import Count
from truceline.values.problems import Problem, Problems
from truceline.values.when import Period
from truceline.values.where import Location


def incident_of(id: int) -> str:
    """The incident a row is about.

    >>> incident_of(233200)
    'ucdp:233200'
    """
    return f"ucdp:{id}"


def claims_of(
    columns: Sequence[str],
    rows: Sequence[Sequence[str | None]],
    *,
    dataset: Dataset,
    register: Register,
    is_second: bool = False,
) -> Batch:
    """What the rows of a data set say, under the codebook: statements, claims and what they name.

    ``columns`` and ``rows`` are those of the stored file. Of sources, actors and places only
    those that the register lacks are given, so that the batch can be laid beside it. A second
    edition in one record (``is_second``) has the data set's id in the ids of its claims.

    Raises:
        Problems: ``ucdp.column_missing`` when these are no rows of GED.
    """
    layout, fatal, _ = layout_of(columns, codebook())
    if fatal:
        raise Problems(Problem(each.code, each.value, file=dataset.id) for each in fatal)
    events = list(events_of(layout, rows))
    coder = _Coder(dataset, register, spots_of(events), f"@{dataset.id}" if is_second else "")
    for event in events:
        coder.code(event)
    return coder.batch()


class _Coder:
    """Codes events one after another; what repeats from row to row is made once."""

    def __init__(self, dataset: Dataset, register: Register, spots: Iterable[Spotted], edition: str) -> None:
        rules = codebook()
        self._dataset = dataset
        self._edition = edition
        self._conduct = rules.conduct
        self._publisher = Speaker(source=rules.publisher, words="")
        self._speakers = Speakers(register, rules, dataset.id)
        self._sides = Sides(register, rules)
        self._calendar = Calendar(rules)
        self._places = Places(register, spots, rules)
        self._locations = Memo[Spotted, Location | None](self._places.of)
        self._losses: Mapping[Deaths, tuple[tuple[str, str, Count], ...]] = Memo(losses_of)
        self._statements: list[Statement] = []
        self._claims: list[Claim] = []

    def code(self, event: GedEvent) -> None:
        """Add what one row says."""
        incident = incident_of(event.id)
        row = Address(incident, incident + self._edition)
        origins = tuple(self._origins(event, row))
        self._statements += (*origins, self._coding(row, tuple(origin.id for origin in origins)))
        claims = self._claims
        claims += (bare_event(row, origin.id, self._conduct) for origin in origins)
        claims.append(
            coded_event(
                row,
                self._conduct,
                happened=self._calendar.happened(event.start, event.end, event.spotted.country),
                place=self._locations[event.spotted],
                circumstances=AGGREGATE if event.clarity == SUMMED_UP else (),
            )
        )
        for end, actor, role in roles_of(event, self._sides):
            claims.append(coded_role(row, end, actor=actor, role=role))
        for end, victims, count in self._losses[event.deaths]:
            claims.append(coded_loss(row, end, victims=victims, count=count))

    def _origins(self, event: GedEvent, row: Address) -> Iterator[Statement]:
        speakers = self._speakers.of(event.original)
        chains = self._speakers.chains(event.original, event.office)
        said = self._calendar.published(event.dates, event.spotted.country)
        content = f"{event.dyad}; {event.spotted.name}; {event.start}"
        for number, (speaker, chain) in enumerate(zip(speakers, chains, strict=True), start=1):
            yield self._origin(row.at(f"origin-{number}"), content, speaker=speaker, chain=chain, said=said)

    def _origin(
        self, id: str, content: str, *, speaker: Speaker, chain: tuple[Hop, ...], said: Period | None
    ) -> Statement:
        return Statement(
            id=id,
            label="",
            document=self._dataset.id,
            speaker=speaker,
            content=content,
            cue="",
            spans=(),
            quotation=Quotation.INDIRECT,
            reported=True,
            act=Act.ASSERTION,
            basis=Basis.NOT_STATED,
            said=said,
            in_public=True,
            chain=chain,
            cites=(),
            binding=Binding.EXPLICIT,
            coded_from=(),
            handling=Handling.PUBLIC,
            purpose="",
        )

    def _coding(self, row: Address, origins: tuple[str, ...]) -> Statement:
        return Statement(
            id=row.coding,
            label="",
            document=self._dataset.id,
            speaker=self._publisher,
            content="",
            cue="",
            spans=(),
            quotation=Quotation.INDIRECT,
            reported=True,
            act=Act.ASSERTION,
            basis=Basis.DOCUMENT,
            said=self._dataset.released,
            in_public=False,
            chain=(),
            cites=(),
            binding=Binding.EXPLICIT,
            coded_from=origins,
            handling=Handling.PUBLIC,
            purpose="",
        )

    def batch(self) -> Batch:
        """All that was added, with what it names."""
        return Batch(
            sources=tuple(self._speakers.made.values()),
            actors=tuple(self._sides.made.values()),
            places=self._places.made,
            documents=(document_of(self._dataset),),
            statements=tuple(self._statements),
            claims=tuple(self._claims),
        )


def document_of(dataset: Dataset) -> Document:
    """The data set as the document its statements stand in."""
    return Document(
        id=dataset.id,
        title=dataset.title,
        authors=(),
        outlet=dataset.publisher,
        published=dataset.released,
        retrieved=None,
        language="en",
        media_type="text/csv",
        url="",
        sha256=dataset.sha256,
        text=None,
        handling=Handling.PUBLIC,
        purpose="",
        note="",
    )
