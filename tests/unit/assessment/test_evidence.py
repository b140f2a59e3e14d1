"""The evidence of a record, arranged by incident once judgements are applied (semantics 4, 7)."""

import pytest
from attrs import evolve
from tests.world import World, event, role

from truceline.assessment.evidence import gather, links_of
from truceline.testimony.link import LinkKind
from truceline.values.who import Form, Who


@pytest.fixture
def world() -> World:
    made = World()
    for name in ("a", "b", "c"):
        made.reports("monitor", name)
    return made


def test_claims_are_gathered_by_the_incident_they_are_about(world: World) -> None:
    evidence = gather(world.snapshot())
    assert list(evidence.incidents) == ["a", "b", "c"]
    assert [claim.type for claim in evidence.incidents["a"]] == ["event", "role", "role"]
    assert evidence.statement_of(evidence.incidents["a"][0]).label == "s1"


def test_a_toll_or_a_tally_alone_makes_no_incident(world: World) -> None:
    world.says(
        "monitor",
        {"type": "loss", "incidents": ["d"], "harm": "killed", "count": 3},
        {"type": "compliance", "incident": "e", "judgement": "a breach"},
    )
    assert not {"d", "e"} & set(gather(world.snapshot()).incidents)


def test_two_judged_the_same_are_one_under_the_name_on_the_left(world: World) -> None:
    world.judges("a", "same", "b")
    evidence = gather(world.snapshot())
    assert list(evidence.incidents) == ["a", "c"]
    assert len(evidence.incidents["a"]) == 6
    assert evidence.folded == {"b": "a"}


@pytest.mark.parametrize(
    "judgements",
    [
        [("a", "b"), ("b", "c")],
        [("b", "c"), ("a", "b")],
        [("a", "b"), ("b", "c"), ("c", "a")],
        [("a", "c"), ("b", "c")],
        [("c", "a"), ("b", "a")],
    ],
)
def test_judgements_of_sameness_chain_whichever_way_they_were_written(
    world: World, judgements: list[tuple[str, str]]
) -> None:
    for left, right in judgements:
        world.judges(left, "same", right)
    evidence = gather(world.snapshot())
    (name,) = evidence.incidents
    assert len(evidence.incidents[name]) == 9
    assert set(evidence.folded.values()) == {name}


@pytest.mark.parametrize("answer", ["different", "unsure", "part-of"])
def test_no_other_judgement_merges(world: World, answer: str) -> None:
    world.judges("a", answer, "b")
    assert list(gather(world.snapshot()).incidents) == ["a", "b", "c"]


def test_parts_unsure_pairs_and_what_was_judged_follow_the_folded_names(world: World) -> None:
    world.judges("a", "same", "x")
    world.judges("x", "part-of", "b")
    world.judges("x", "unsure", "c")
    evidence = gather(world.snapshot())
    assert evidence.whole_of == {"a": "b"}
    assert evidence.unsure == (("a", "c"),)
    assert frozenset(("a", "c")) in evidence.judged


def test_nothing_is_a_part_of_itself_or_perhaps_itself_once_folded(world: World) -> None:
    world.judges("a", "same", "b")
    world.judges("b", "same", "c")
    world.judges("d", "same", "c")
    world.judges("a", "part-of", "c")
    world.judges("a", "unsure", "d")
    evidence = gather(world.snapshot())
    assert evidence.whole_of == {}
    assert evidence.unsure == ()


def test_a_toll_of_two_names_for_one_incident_is_told_of_it_once(world: World) -> None:
    world.says("monitor", {"type": "loss", "incidents": ["a", "b"], "harm": "killed", "count": 3})
    world.judges("a", "same", "b")
    types = [claim.type for claim in gather(world.snapshot()).incidents["a"]]
    assert types.count("loss") == 1


def test_actors_judged_the_same_are_read_under_one_name(world: World) -> None:
    world.judges("north", "same", "army", about="actor")
    evidence = gather(world.snapshot())
    assert evidence.actor("army") == "north"
    assert evidence.who(Who.parse("army")) == Who.one("north")
    assert evidence.who(Who.parse("south")) == Who.one("south")
    assert evidence.who(Who.parse("army + north")) == Who.one("north")
    assert evidence.who(Who.parse("army + east")) == Who(Form.JOINT, ("east", "north"), "")
    assert evidence.who(Who.parse("army | east")) == Who(Form.ALTERNATIVES, ("east", "north"), "")
    assert evidence.who(Who.parse("unnamed: a group")).form is Form.UNNAMED


def test_a_class_known_by_another_name_stays_a_class(world: World) -> None:
    world.judges("rebels", "same", "insurgents", about="actor")
    assert gather(world.snapshot()).who(Who.parse("class: insurgents")) == Who.parse("class: rebels")


def test_links_are_found_by_what_they_point_at(world: World) -> None:
    world.links("s1", "denies", "s2/1", asserter="observer")
    world.links("s3", "restates", "s2/1", asserter="observer")
    evidence = gather(world.snapshot())
    claim = evidence.incidents["b"][0].id
    assert [link.kind for link in links_of(evidence, [claim], [LinkKind.DENIES])] == [LinkKind.DENIES]
    assert links_of(evidence, ["nothing"], list(LinkKind)) == ()


def test_states_and_terms_are_kept_apart_and_only_what_is_actual(world: World) -> None:
    tie = {"type": "relation", "subject": "east", "relation": "part-of", "object": "north"}
    world.says(
        "monitor",
        tie,
        {**tie, "modality": "planned"},
        {"type": "term", "agreement": "truce", "step": "extended"},
        {"type": "control", "actor": "north", "degree": "sole", "place": "inner"},
        {"type": "watch", "observer": "monitor", "result": "complete"},
        {"type": "compliance", "judgement": "held"},
        {"type": "standing", "actor": "north", "agreement": "truce", "position": "accepted"},
        {**role("a", "east"), "modality": "threatened"},
    )
    evidence = gather(world.snapshot())
    kinds = (
        evidence.relations, evidence.terms, evidence.controls, evidence.watches,
        evidence.compliance, evidence.standings,
    )  # fmt: skip
    assert [len(found) for found in kinds] == [1, 1, 1, 1, 1, 1]
    assert len(evidence.incidents["a"]) == 3


def test_a_class_of_events_belongs_to_no_incident(world: World) -> None:
    world.says("monitor", event(None, happened="2016-03"))
    assert list(gather(world.snapshot()).incidents) == ["a", "b", "c"]


def test_a_later_judgement_on_the_same_pair_undoes_an_earlier_one() -> None:
    world = World()
    world.reports("monitor", "one")
    world.reports("observer", "two")
    world.judges("one", "same", "two")
    assert set(gather(world.snapshot()).incidents) == {"one"}
    world.judges("two", "different", "one")
    assert set(gather(world.snapshot()).incidents) == {"one", "two"}


@pytest.mark.parametrize(
    ("judged", "expected"),
    [
        ([("a", "b")], {"a": "b"}),
        ([("a", "b"), ("b", "c")], {"a": "b", "b": "c"}),
        ([("a", "b"), ("b", "c"), ("c", "a")], {"b": "c", "c": "a"}),
        ([("a", "b"), ("a", "c")], {"a": "c"}),
    ],
)
def test_of_incidents_judged_part_of_each_other_in_a_circle_the_later_judgement_stands(
    judged: list[tuple[str, str]], expected: dict[str, str]
) -> None:
    world = World()
    for name in ("a", "b", "c"):
        world.reports("monitor", name)
    for part, whole in judged:
        world.judges(part, "part-of", whole)
    assert dict(gather(world.snapshot()).whole_of) == expected


def test_two_that_judgements_fold_into_parts_of_each_other_do_not_both_vanish() -> None:
    world = World()
    for name in ("a", "b", "same-as-b"):
        world.reports("monitor", name)
    world.judges("b", "same", "same-as-b")
    world.judges("a", "part-of", "b")
    world.judges("same-as-b", "part-of", "a")
    assert dict(gather(world.snapshot()).whole_of) == {"b": "a"}


def test_in_whose_words_an_actor_is_named_makes_no_other_of_it(world: World) -> None:
    evidence = gather(world.snapshot())
    assert evidence.who(evolve(Who.one("north"), words="the northern forces")) == Who.one("north")
    unnamed = Who.parse("unknown:armed men")
    assert evidence.who(unnamed) == unnamed
