"""Small items for the record's tests: one source, actor, place, document and what rests on them."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from truceline.record.datasets import rows_root, write_parquet
from truceline.testimony.batch import Batch, Dataset
from truceline.testimony.claim import Claim, EventClaim, Firmness, Modality, Polarity, Role, RoleClaim
from truceline.testimony.codec import identified
from truceline.testimony.document import Document
from truceline.testimony.link import Aspect, Judgement, Link, LinkKind, Sameness, Subject
from truceline.testimony.register import Actor, ActorKind, Handling, Place, PlaceKind, Source, SourceKind
from truceline.testimony.statement import (
    Act,
    Basis,
    Binding,
    Quotation,
    Speaker,
    Statement,
)
from truceline.values.problems import Problems
from truceline.values.when import Fills, Period, parse_period
from truceline.values.where import Location
from truceline.values.who import Who

NOON = datetime(2016, 5, 6, 12, tzinfo=UTC)


def period(text: str) -> Period:
    return parse_period(text, zone="UTC", fills=Fills.WITHIN)


def source(id: str = "monitor", **changes: Any) -> Source:
    plain = Source(
        id=id,
        name=id.title(),
        aliases=(),
        kind=SourceKind.MONITOR,
        compiler=False,
        unaffiliated=True,
        affiliations=(),
        groups=(),
        actor=None,
        handling=Handling.PUBLIC,
        purpose="",
        note="",
    )
    return evolve(plain, **changes)


def actor(id: str = "first-party", **changes: Any) -> Actor:
    plain = Actor(id=id, name=id.title(), aliases=(), kind=ActorKind.ARMED_FORCES, members=None, note="")
    return evolve(plain, **changes)


def place(id: str = "riverton", **changes: Any) -> Place:
    plain = Place(
        id=id,
        name=id.title(),
        aliases=(),
        kind=PlaceKind.TOWN,
        part_of=(),
        outline=None,
        position="35.5, 36.5",
        km=None,
        approximate=False,
        stated_in="",
        note="",
    )
    return evolve(plain, **changes)


def document(id: str = "daily-1", **changes: Any) -> Document:
    plain = Document(
        id=id,
        title=f"The report {id}",
        authors=(),
        outlet="monitor",
        published=period("2016-05-02"),
        retrieved=None,
        language="en",
        media_type="text/html",
        url="",
        sha256=None,
        text=None,
        handling=Handling.PUBLIC,
        purpose="",
        note="",
    )
    return evolve(plain, **changes)


def statement(label: str = "said-1", **changes: Any) -> Statement:
    plain = Statement(
        id="",
        label=label,
        document="daily-1",
        speaker=Speaker(source="monitor", words=""),
        content=f"What {label} says.",
        cue="",
        spans=(),
        quotation=Quotation.INDIRECT,
        reported=True,
        act=Act.ASSERTION,
        basis=Basis.NOT_STATED,
        said=None,
        in_public=False,
        chain=(),
        cites=(),
        binding=Binding.EXPLICIT,
        coded_from=(),
        handling=Handling.PUBLIC,
        purpose="",
    )
    return identified(evolve(plain, **changes))


def event(on: Statement, incident: str | None = "riverton-05-01", **changes: Any) -> Claim:
    plain = EventClaim(
        id="",
        label=f"{on.label}/1",
        statement=on.id,
        polarity=Polarity.AFFIRMED,
        modality=Modality.ACTUAL,
        firmness=Firmness.ASSERTS,
        happened=period("2016-05-01"),
        place=Location.parse("riverton"),
        incident=incident,
        kind="shelling",
        means="",
        origin=None,
        circumstances=(),
    )
    return identified(evolve(plain, **changes))


def role(on: Statement, **changes: Any) -> Claim:
    plain = RoleClaim(
        id="",
        label=f"{on.label}/2",
        statement=on.id,
        polarity=Polarity.AFFIRMED,
        modality=Modality.ACTUAL,
        firmness=Firmness.ASSERTS,
        happened=None,
        place=None,
        incident="riverton-05-01",
        actor=Who.one("first-party"),
        role=Role.PERPETRATED,
    )
    return identified(evolve(plain, **changes))


def link(subject: str, object: str, **changes: Any) -> Link:
    plain = Link(
        id="",
        subject=subject,
        kind=LinkKind.DENIES,
        object=object,
        aspect=Aspect.OCCURRENCE,
        statement=None,
        asserter=Speaker(source="coder", words=""),
        firmness=Firmness.ASSERTS,
    )
    return identified(evolve(plain, **changes))


def judgement(left: str = "riverton-05-01", right: str = "other:1") -> Judgement:
    plain = Judgement(
        id="",
        about=Subject.INCIDENT,
        left=left,
        right=right,
        answer=Sameness.SAME,
        coder="coder",
        made=period("2016-06-01"),
        reason="same day and place",
    )
    return identified(plain)


def ground() -> Batch:
    """The register and the document that the other samples rest on."""
    return Batch(sources=(source(),), actors=(actor(),), places=(place(),), documents=(document(),))


def story() -> Batch:
    """Two statements, three claims, a link and a judgement on that ground; eleven items."""
    one, two = statement("said-1"), statement("said-2")
    first, second = event(one), event(two, "riverton-05-02")
    return evolve(
        ground(),
        statements=(one, two),
        claims=(first, role(one), second),
        links=(link(second.id, first.id),),
        judgements=(judgement(),),
    )


def codes(error: pytest.ExceptionInfo[Problems]) -> list[str]:
    return [problem.code for problem in error.value.problems]


def imported(folder: Path, id: str = "rows") -> tuple[Path, Dataset]:
    columns, rows = ("id", "best"), (("1", "7"), ("2", None))
    path, stored = write_parquet(rows, columns, folder)
    root = rows_root(columns, rows)
    return path, Dataset(id, "Two rows", "nobody", None, "plain", "1", "00", stored, rows=2, root=root)
