"""A small world worth reporting on: a shelling told five ways, one of them not for everybody."""

from datetime import UTC, datetime
from pathlib import Path

from tests.world import NORTH_KEEPS_TO_IT, TRUCE, Row, World, event, role
from truceline.agreement.parse import read_agreement
from truceline.record.store import Record
from truceline.workbench.kept import agreement_document

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
LATER = datetime(2026, 2, 1, 12, tzinfo=UTC)

ACCESS = """
[[provision]]
id = "access"
text = "Relief reaches whoever asks for it."
requires = "access"
for = "each-request"
within-days = 3
binds = { actors = ["north"] }
"""
CLAUSES = TRUCE + NORTH_KEEPS_TO_IT + ACCESS
HIDDEN_NAME = "Witness of the mill"


def world(*, hidden: bool = True) -> World:
    """The world; without what is hidden, it is as those see it who may see public items only."""
    made = World()
    made.accepts("south")
    made.reports("monitor", killed="at least 5")
    made.reports("reporter", happened="2016-03-10T06:00/2016-03-10T08:00", killed="3", firmness="probable")
    made.says("north-office", role("shelling", "north", polarity="denied"))
    made.reports("observer", "clash", by="south", on="north", kind="clash")
    made.reports("monitor", "earlier", happened="2016-03-09")
    made.says(
        "monitor",
        {
            "type": "compliance", "agreement": "truce", "judgement": "breaches", "unit": "breach",
            "rule": "each shell is one", "happened": "2016-03-10",
            "tallies": [{"label": "all", "count": 4}, {"label": "inner", "count": 1, "of": "all", "by": "place"}],
        },
        {
            "type": "compliance", "agreement": "truce", "incident": "shelling", "actor": "north",
            "judgement": "breach of article 2", "body": "Joint commission", "stage": "substantiated",
        },
        {
            "type": "watch", "observer": "monitor", "place": "inner", "happened": "2016-03-10",
            "result": "prevented", "prevented-by": "north", "how": "denied",
        },
    )  # fmt: skip
    made.says("monitor", event("asking", "access-request", happened="2016-03-10", place="inner"))
    made.source("chained", kind="media")
    made.reports(
        "south-office", "shelling", kind="mortar-fire", killed="7 to 9",
        chain=[{"agent": "chained", "mode": "quotes"}, {"agent": "reporter", "mode": "paraphrases"}],
    )  # fmt: skip
    if hidden:
        made.source("mill-witness", kind="other", handling="restricted")
        made.reports("mill-witness", killed="50", handling="restricted")
        made.reports("mill-witness", "unseen", handling="lead-only")
        made.rows = [(kind, _as_told(row)) for kind, row in made.rows]
    return made


def _as_told(row: Row) -> Row:
    """A row of the hidden source: a name that must not appear, words that do not name it."""
    if row.get("id") == "mill-witness":
        return {**row, "name": HIDDEN_NAME}
    return {**row, "content": "fifty were carried out"} if row.get("speaker") == "mill-witness" else row


def held(folder: Path, told: World) -> Path:
    """A record that holds this world and its truce."""
    with Record.create(folder, origin="local/reported") as record:
        record.append(told.batch(), by="coder", at=NOON)
        document = agreement_document(CLAUSES, read_agreement(CLAUSES, "truce.toml"))
        record.replace_document(document, reason="", by="coder", at=NOON)
    return folder
