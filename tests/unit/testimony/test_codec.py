"""Bodies of entries and the ids over their content."""

import pytest
from attrs import evolve
from cattrs import BaseValidationError

from truceline.testimony import codec
from truceline.testimony.claim import Claim, ControlClaim, Degree, Firmness, Modality, Polarity
from truceline.testimony.codec import from_body, id_of, identified, to_body
from truceline.testimony.register import Actor, ActorKind, Alias
from truceline.values.structure import structure_all
from truceline.values.who import Who

CONTROL = ControlClaim(
    id="", label="c1", statement="0" * 64, polarity=Polarity.AFFIRMED, modality=Modality.ACTUAL,
    firmness=Firmness.ASSERTS, happened=None, place=None, actor=Who.one("a"), degree=Degree.SOLE,
)  # fmt: skip


def test_neither_id_nor_label_is_content() -> None:
    one, other = identified(CONTROL), identified(evolve(CONTROL, label="c2", id="x"))
    assert one.id == other.id
    assert "id" not in to_body(one)
    assert id_of(to_body(one)) == one.id


def test_any_content_changes_the_id() -> None:
    assert identified(evolve(CONTROL, degree=Degree.PART)).id != identified(CONTROL).id


def test_a_claim_comes_back_as_its_own_type() -> None:
    claim = identified(CONTROL)
    assert to_body(claim)["type"] == "control"
    assert from_body(to_body(claim), Claim) == claim


def test_register_entries_keep_their_own_id() -> None:
    actor = Actor(
        id="a", name="A", aliases=(Alias("x", None, None),), kind=ActorKind.STATE, members=None, note=""
    )
    assert to_body(actor)["id"] == "a"
    assert from_body(to_body(actor), Actor) == actor
    short, faults = structure_all(
        codec.testimony_converter("UTC"), {**to_body(actor), "aliases": ["x"]}, Actor
    )
    assert (short, faults) == (actor, [])


def test_a_claim_of_no_type_is_told() -> None:
    converter = codec.testimony_converter("UTC")
    for raw in ({"type": "guess"}, {}, "event"):
        value, faults = structure_all(converter, raw, Claim)
        assert value is None
        assert [fault.problem.code for fault in faults] == ["claim.type"]


def test_a_body_this_version_did_not_write_is_refused() -> None:
    with pytest.raises(BaseValidationError):
        from_body({**to_body(CONTROL), "mood": "bad"}, Claim)
