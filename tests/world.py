"""A simulated world: parties, a truce, and sources that see, lie, hedge, pass on and take back.

The test says what happened and who says so; the world turns that into the record of a
mission that hears only the sources. Rows go in through the add file, as a user's would.
"""

import json
from datetime import UTC, datetime
from typing import Any

from attrs import evolve

from truceline.agreement.parse import read_agreement
from truceline.agreement.terms import Agreement
from truceline.assessment.case import Case, share
from truceline.assessment.evidence import gather
from truceline.assessment.finding import Finding
from truceline.assessment.view import (
    AccountRule,
    FrameworkRule,
    Persistence,
    Treatment,
    View,
    Whom,
)
from truceline.exchange.addfile import read_add_file
from truceline.record.snapshot import Snapshot
from truceline.testimony.batch import Batch

Row = dict[str, Any]

TRUCE = """
id = "truce"
title = "Truce of the two rivers"
kind = "cessation-of-hostilities"
zone = "Asia/Damascus"
declared = "2016-02-22"
from = "2016-02-27T00:00"
"""

NORTH_KEEPS_TO_IT = """
[[provision]]
id = "north"
text = "The north does not fire at those who accepted."
prohibits = ["use-of-weapons"]
binds = { actors = ["north"] }
protects = { accepted = "truce" }
excludes = [ { actor = "outlaws" } ]
area = "land"
unless = ["proportionate-self-defence"]
"""

ACCEPTED_KEEP_TO_IT = """
[[provision]]
id = "accepted"
text = "Those who accepted do not fire at the north."
prohibits = ["use-of-weapons"]
binds = { accepted = "truce" }
protects = { actors = ["north"] }
excludes = [ { actor = "outlaws" } ]
area = "land"
unless = ["proportionate-self-defence"]
"""

NO_FIRE_IN_ZONE = """
[[provision]]
id = "zone"
text = "Nobody fires in the zone."
prohibits = ["use-of-weapons"]
binds = "anyone"
area = "zone"
"""

ANY = Whom(any=True, named=False, sources=(), groups=(), kinds=())

EVERY_SOURCE = View(
    name="every-source",
    title="Every source; nothing was filtered",
    published_by="",
    known_by="",
    accounts=AccountRule(
        takes=ANY, refuses=None, refuses_hops=None, origins=1, bases=(),
        retracted=Treatment.DROP, hedged=Treatment.POSSIBLE,
    ),
    framework=FrameworkRule(takes=ANY, refuses=None, versions={}),
    persists=Persistence(control=30, relation=365, standing=None),
)  # fmt: skip


def accounts(**changes: Any) -> View:
    """Every source, with some switches of the accounts part changed."""
    return evolve(EVERY_SOURCE, accounts=evolve(EVERY_SOURCE.accounts, **changes))


CORROBORATED = accounts(origins=2)


def only(*sources: str) -> Whom:
    """These sources and nobody else."""
    return Whom(any=False, named=False, sources=sources, groups=(), kinds=())


def taking(*sources: str) -> View:
    """A view that takes these sources' word on incidents, and anybody's on the framework."""
    return accounts(takes=only(*sources))


def framed_by(*sources: str, **versions: tuple[str, ...]) -> View:
    """A view that takes any word on incidents, and these sources' on the framework."""
    rule = evolve(EVERY_SOURCE.framework, takes=only(*sources), versions=versions)
    return evolve(EVERY_SOURCE, framework=rule)


class World:
    """Two parties (north, south), outlaws outside the truce, and three independent monitors."""

    def __init__(self) -> None:
        self.rows: list[tuple[str, Row]] = []
        self._statements = 0
        for name in ("monitor", "reporter", "observer"):
            self.source(name)
        self.source("north-office", kind="state-body", actor="north")
        self.source("south-office", kind="armed-group", actor="south")
        for name in ("north", "south", "east", "outlaws"):
            self.actor(name)
        self.actor("villagers", kind="population")
        self.actor("rebels", kind="class")
        self.place("land", kind="country", outline="POLYGON ((36 34, 38 34, 38 36, 36 36, 36 34))")
        self.place("zone", kind="zone", outline="POLYGON ((36.5 34.5, 37 34.5, 37 35, 36.5 35, 36.5 34.5))")
        self.place("inner", kind="village", position="34.75, 36.75", **{"part-of": ["land"]})
        self.place("edge", kind="city", position="34.75, 37.0", **{"part-of": ["land"]})
        self.place("outer", kind="village", position="35.5, 37.5", **{"part-of": ["land"]})
        self.place("abroad", kind="village", position="10, 10", **{"part-of": ["elsewhere"]})
        self.place("elsewhere", kind="country")

    def source(self, name: str, *, kind: str = "monitor", **more: Any) -> None:
        more.setdefault("unaffiliated", "affiliations" not in more)
        self.rows.append(("source", {"id": name, "name": name.title(), "kind": kind, **more}))
        self.document(f"{name}-report", outlet=name)

    def actor(self, name: str, *, kind: str = "armed-group", **more: Any) -> None:
        self.rows.append(("actor", {"id": name, "name": name.title(), "kind": kind, **more}))

    def place(self, name: str, **more: Any) -> None:
        self.rows.append(("place", {"id": name, "name": name.title(), **more}))

    def document(self, name: str, *, outlet: str, published: str = "2016-03-11", **more: Any) -> None:
        self.rows.append(
            ("document", {"id": name, "title": name, "outlet": outlet, "published": published, **more})
        )

    def says(self, speaker: str, *claims: Row, **more: Any) -> str:
        """Somebody says something; the handle of the statement, whose claims are HANDLE/1, /2 ..."""
        self._statements += 1
        handle = str(more.pop("id", f"s{self._statements}"))
        statement = {
            "id": handle,
            "document": f"{speaker}-report" if ":" not in speaker else "monitor-report",
            "speaker": speaker,
            "said": "2016-03-11",
            "content": f"what {speaker} said ({handle})",
            "claims": list(claims),
        }
        self.rows.append(("statement", {**statement, **more}))
        return handle

    def reports(self, speaker: str, incident: str = "shelling", **more: Any) -> str:
        """An ordinary report: an event, who did it to whom, how many died; None leaves a part out."""
        known = {"by": "north", "on": "south", "kind": "shelling", "happened": "2016-03-10", "place": "inner"}
        said = {**known, **more}
        claims: list[Row] = [event(incident, said["kind"], happened=said["happened"], place=said["place"])]
        if said["by"] is not None:
            claims.append(role(incident, said["by"]))
        if said["on"] is not None:
            claims.append(role(incident, said["on"], "target"))
        if "killed" in said:
            claims.append(
                {"type": "loss", "incidents": [incident], "harm": "killed", "count": said["killed"]}
            )
        for claim in claims:
            claim["firmness"] = said.get("firmness", "asserts")
        extra = {key: value for key, value in more.items() if key in _STATEMENT_KEYS}
        return self.says(speaker, *claims, **extra)

    def accepts(self, actor: str, *, speaker: str = "monitor", **more: Any) -> str:
        """Somebody says that an actor has accepted the truce."""
        return self.says(
            speaker,
            {"type": "standing", "actor": actor, "agreement": "truce", "position": "accepted", **more},
            said="2016-02-26",
        )

    def links(self, subject: str, kind: str, target: str, *, asserter: str, **more: Any) -> None:
        link = {"subject": subject, "kind": kind, "object": target, "asserter": asserter}
        self.rows.append(("link", {**link, **more}))

    def judges(self, left: str, answer: str, right: str, *, about: str = "incident") -> None:
        row = {"about": about, "left": left, "right": right, "answer": answer}
        self.rows.append(("judgement", {**row, "coder": "coder", "made": "2016-04-01", "reason": "looked"}))

    def batch(self) -> Batch:
        """Everything so far as the add file's reader gives it."""
        head = {"file": {"format": "truceline-add/1", "zone": "Asia/Damascus", "coder": "coder"}}
        lines = [json.dumps(head)] + [json.dumps({table: row}) for table, row in self.rows]
        return read_add_file("\n".join(lines), "world.jsonl", known=None)

    def snapshot(self, known_by: datetime | None = None) -> Snapshot:
        return snapshot_of(self.batch(), known_by)

    def case(self, agreement: str | Agreement, view: View = EVERY_SOURCE) -> Case:
        """The record under an agreement and a view, given as text or value."""
        terms = read_agreement(agreement, "truce.toml") if isinstance(agreement, str) else agreement
        return Case(share(gather(self.snapshot())), terms, view)

    def finding(self, clauses: str, view: View = EVERY_SOURCE, incident: str = "shelling") -> Finding:
        """The finding on an incident that is in."""
        found = self.case(TRUCE + clauses, view).finding(incident)
        assert found is not None, "the incident is out under this view"
        return found


_STATEMENT_KEYS = {
    "id",
    "document",
    "chain",
    "said",
    "basis",
    "reported",
    "in-public",
    "coded-from",
    "handling",
}


def event(incident: str | None, kind: str = "shelling", **more: Any) -> Row:
    row = {"type": "event", "kind": kind, **{key: value for key, value in more.items() if value is not None}}
    return row if incident is None else {**row, "incident": incident}


def role(incident: str, actor: str, part: str = "perpetrated", **more: Any) -> Row:
    return {"type": "role", "incident": incident, "actor": actor, "role": part, **more}


def snapshot_of(batch: Batch, known_by: datetime | None = None) -> Snapshot:
    """A snapshot holding just this batch."""
    return Snapshot(
        origin="test", size=1, root="", known_by=known_by or datetime(2026, 1, 1, tzinfo=UTC),
        sources={item.id: item for item in batch.sources},
        actors={item.id: item for item in batch.actors},
        places={item.id: item for item in batch.places},
        documents={item.id: item for item in batch.documents},
        statements={item.id: item for item in batch.statements},
        claims=batch.claims, links=batch.links, judgements=batch.judgements,
        datasets={item.id: item for item in batch.datasets},
        endings={}, recorded={}, issued=(), custody=(),
    )  # fmt: skip
