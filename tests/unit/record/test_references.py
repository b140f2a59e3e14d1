"""Which ids each kind of item rests on, each with the code when nothing has it."""

from typing import Any

import pytest
from tests.unit.record.samples import (
    actor,
    document,
    event,
    ground,
    judgement,
    link,
    period,
    place,
    role,
    source,
    statement,
)

from truceline.record.admission import Offered, unmet
from truceline.record.entries import Custody, CustodyAction, EntryKind
from truceline.record.references import references_of
from truceline.testimony.claim import (
    CLAIM_TYPES,
    ControlClaim,
    Degree,
    Firmness,
    Modality,
    Polarity,
    RelationClaim,
    WatchClaim,
    Watched,
)
from truceline.testimony.codec import identified
from truceline.testimony.decision import Answer, Decision
from truceline.testimony.register import Affiliation, Bond
from truceline.testimony.statement import Hop, Mode, Speaker, Stance
from truceline.values.where import Location
from truceline.values.who import Who

COMMON: dict[str, Any] = {
    "id": "",
    "label": "",
    "statement": "s",
    "polarity": Polarity.AFFIRMED,
    "modality": Modality.ACTUAL,
    "firmness": Firmness.ASSERTS,
    "happened": None,
    "place": None,
}
SAID = statement()
HOP = Hop(Speaker("agency", ""), "wire", None, Mode.QUOTES, Stance.NEUTRAL)
UNNAMED_HOP = Hop(Speaker(None, "officials"), None, None, Mode.QUOTES, Stance.NEUTRAL)
RELATION = RelationClaim(**COMMON, subject="a", relation="part-of", object="b")
WATCH = WatchClaim(
    **COMMON,
    observer="patrol",
    means="",
    result=Watched.PREVENTED,
    prevented_by=Who.one("guards"),
    how="denied",
    saw=(),
)
CONTROL = ControlClaim(**COMMON, actor=Who.parse("a + b"), degree=Degree.SOLE)
CUSTODY = Custody("daily-1", CustodyAction.OPENED, "desk", None, period("2016-05-02"), "", "")
CASES: dict[str, tuple[Any, set[tuple[str, str, str]]]] = {
    "a source's ties and its actor": (
        source(actor="x", affiliations=(Affiliation("y", Bond.PART_OF, None, ""),)),
        {("affiliations", "unknown_source", "y"), ("actor", "unknown_actor", "x")},
    ),
    "a source on its own": (source(), set()),
    "the members of a closed class": (actor(members=("x",)), {("members", "unknown_actor", "x")}),
    "an open class": (actor(), set()),
    "what a place is part of": (place(part_of=("x",)), {("part_of", "unknown_place", "x")}),
    "a document's outlet": (document(), {("outlet", "unknown_source", "monitor")}),
    "a document without an outlet": (document(outlet=None), set()),
    "a statement's document, speaker, chain, citations and what it codes": (
        statement(chain=(HOP, UNNAMED_HOP), cites=("paper",), coded_from=("s",)),
        {
            ("document", "unknown_document", "daily-1"),
            ("speaker", "unknown_source", "monitor"),
            ("chain", "unknown_source", "agency"),
            ("chain", "unknown_document", "wire"),
            ("cites", "unknown_document", "paper"),
            ("coded_from", "unknown_statement", "s"),
        },
    ),
    "an unnamed speaker": (
        statement(speaker=Speaker(None, "officials")),
        {("document", "unknown_document", "daily-1")},
    ),
    "an event's statement and places; incidents are free": (
        event(SAID, origin=Location.parse("x | @35.1, 36.1 ~2 km")),
        {
            ("statement", "unknown_statement", SAID.id),
            ("place", "unknown_place", "riverton"),
            ("origin", "unknown_place", "x"),
        },
    ),
    "a role's actor": (
        role(SAID),
        {("statement", "unknown_statement", SAID.id), ("actor", "unknown_actor", "first-party")},
    ),
    "several actors": (
        CONTROL,
        {
            ("statement", "unknown_statement", "s"),
            ("actor", "unknown_actor", "a"),
            ("actor", "unknown_actor", "b"),
        },
    ),
    "a relation's two ends, actors or places": (
        RELATION,
        {
            ("statement", "unknown_statement", "s"),
            ("subject", "unknown_subject", "a"),
            ("object", "unknown_subject", "b"),
        },
    ),
    "a watch's observer, a source or an actor": (
        WATCH,
        {
            ("statement", "unknown_statement", "s"),
            ("observer", "unknown_observer", "patrol"),
            ("prevented_by", "unknown_actor", "guards"),
        },
    ),
    "both ends of a link and the statement that makes it": (
        link("c", "d", statement="s"),
        {
            ("subject", "unknown_target", "c"),
            ("object", "unknown_target", "d"),
            ("statement", "unknown_statement", "s"),
        },
    ),
    "a document whose custody is told": (CUSTODY, {("document", "unknown_document", "daily-1")}),
    "a decision's document, and the claim entered for it": (
        Decision("d", "daily-1", 0, 4, "rules", "that-clause", Answer.ACCEPTED, "c", "coder", ""),
        {("document", "unknown_document", "daily-1"), ("claim", "unknown_claim", "c")},
    ),
    "a judgement names nothing that must be held": (judgement(), set()),
}


@pytest.mark.parametrize("name", CASES)
def test_references_of(name: str) -> None:
    item, expected = CASES[name]
    found = {(each.field, each.code.removeprefix("record."), each.id) for each in references_of(item)}
    assert found == expected


def test_all_ten_claim_types_rest_on_their_statement() -> None:
    assert len(CLAIM_TYPES) == 10
    for claim in (event(SAID), role(SAID), CONTROL, RELATION, WATCH):
        assert "statement" in {each.field for each in references_of(claim)}


class Nothing:
    """A record that holds nothing."""

    def latest(self, _kind: EntryKind, _ids: Any) -> dict[str, Any]:
        return {}


def test_items_of_one_batch_meet_each_others_references() -> None:
    batch = ground()
    items = [
        Offered(EntryKind.SOURCE, "monitor", batch.sources[0]),
        Offered(EntryKind.DOCUMENT, "daily-1", batch.documents[0]),
    ]
    assert unmet(items, Nothing()) == []  # type: ignore[arg-type]  # it asks for latest only
    assert [fault.path for fault in unmet(items[1:], Nothing())] == [  # type: ignore[arg-type]  # as above
        "document/daily-1/outlet"
    ]


def test_a_relation_may_join_two_places() -> None:
    items = [
        Offered(EntryKind.PLACE, "a", place("a")),
        Offered(EntryKind.PLACE, "b", place("b")),
        Offered(EntryKind.STATEMENT, "s", None),
        Offered(EntryKind.CLAIM, "c", identified(RELATION)),
    ]
    assert unmet(items, Nothing()) == []  # type: ignore[arg-type]  # it asks for latest only
