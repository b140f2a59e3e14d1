"""Claims say one thing each; links and judgements tie two different ones."""

from typing import Any

import pytest

from truceline.testimony.claim import (
    CLAIM_TYPES,
    ComplianceClaim,
    Degree,
    EventClaim,
    Firmness,
    Harm,
    IndicatorClaim,
    LossClaim,
    Modality,
    Polarity,
    Role,
    RoleClaim,
    Stage,
    incidents_of,
)
from truceline.testimony.link import Aspect, Judgement, Link, LinkKind, Sameness, Subject
from truceline.testimony.statement import Speaker
from truceline.values.doubt import Count
from truceline.values.problems import ValueProblem
from truceline.values.when import Fills, Period
from truceline.values.who import Who

COMMON: dict[str, Any] = {
    "id": "", "label": "", "statement": "0" * 64, "polarity": Polarity.AFFIRMED, "modality": Modality.ACTUAL,
    "firmness": Firmness.ASSERTS, "happened": None, "place": None,
}  # fmt: skip
EVENT = EventClaim(incident="i1", kind="shelling", means="", origin=None, circumstances=(), **COMMON)
COMPLIANCE = ComplianceClaim(
    agreement=None, actor=None, incident=None, judgement="broken", body="", article="", standard="",
    stage=Stage.ALLEGED, unit="", rule="", tallies=(), exception=None, **COMMON,
)  # fmt: skip


def test_there_are_ten_types_under_their_own_names() -> None:
    assert list(CLAIM_TYPES) == [
        "event", "role", "loss", "control", "relation", "standing", "term", "compliance", "watch", "indicator",
    ]  # fmt: skip
    assert all(kind.type == name for name, kind in CLAIM_TYPES.items())


def test_only_a_plain_assertion_is_not_hedged() -> None:
    assert [firmness for firmness in Firmness if not firmness.is_hedged] == [Firmness.ASSERTS]


def test_a_claim_knows_the_incidents_it_is_about() -> None:
    role = RoleClaim(incident=None, actor=Who.one("a"), role=Role.TARGET, **COMMON)
    loss = LossClaim(incidents=("i1", "i2"), harm=Harm.KILLED, victims="", count=Count.exactly(1), **COMMON)
    indicator = IndicatorClaim(
        subject="a", measure="m", value=Count.exactly(1), unit="", compared_with="", **COMMON
    )
    assert incidents_of(EVENT) == ("i1",)
    assert incidents_of(role) == ()
    assert incidents_of(loss) == ("i1", "i2")
    assert incidents_of(COMPLIANCE) == ()
    assert incidents_of(indicator) == ()


def test_a_link_ties_two_different_items() -> None:
    with pytest.raises(ValueProblem) as refusal:
        Link("", "a", LinkKind.DENIES, "a", Aspect.WHOLE, None, Speaker("s", ""), Firmness.ASSERTS)
    assert refusal.value.problem.code == "link.to_itself"
    link = Link("", "a", LinkKind.DENIES, "b", Aspect.WHOLE, None, Speaker("s", ""), Firmness.ASSERTS)
    assert link.object == "b"


def test_a_judgement_compares_two_different_ones() -> None:
    made = Period(edtf="2016", zone="UTC", fills=Fills.WITHIN, words="")
    with pytest.raises(ValueProblem) as refusal:
        Judgement("", Subject.ACTOR, "a", "a", Sameness.SAME, "coder", made, "")
    assert refusal.value.problem.code == "judgement.of_itself"
    assert Judgement("", Subject.ACTOR, "a", "b", Sameness.SAME, "coder", made, "").left == "a"


def test_degrees_of_control_include_none_at_all() -> None:
    assert Degree("none") is Degree.NONE
