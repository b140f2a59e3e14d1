"""Which claims a view admits, and why others are set aside (semantics 4)."""

from datetime import UTC, datetime
from typing import Any

import pytest
from attrs import evolve
from tests.world import EVERY_SOURCE, World, accounts, event, only, role

from truceline.assessment.admission import Admissions, Aside, end_of_day, public_span
from truceline.assessment.evidence import gather
from truceline.assessment.origins import Origins
from truceline.assessment.view import Treatment, View, Whom
from truceline.testimony.link import Aspect
from truceline.testimony.register import SourceKind
from truceline.testimony.statement import Basis
from truceline.values.problems import ValueProblem


@pytest.fixture
def world() -> World:
    return World()


def asides(world: World, view: View, *, incident: str = "shelling") -> list[Aside | None]:
    return [item.aside for item in admissions(world, view, incident)]


def admissions(world: World, view: View, incident: str = "shelling") -> list[Any]:
    evidence = gather(world.snapshot())
    answers = Admissions(evidence, Origins(evidence.snapshot), view)
    return [answers.of(claim) for claim in evidence.incidents[incident]]


def whom(**rule: Any) -> Whom:
    return evolve(only(), **rule)


@pytest.mark.parametrize(
    ("takes", "taken"),
    [
        (whom(any=True), ["monitor", "observer", "unnamed"]),
        (whom(named=True), ["monitor", "observer"]),
        (whom(sources=("observer",)), ["observer"]),
        (whom(groups=("watchers",)), ["monitor"]),
        (whom(kinds=(SourceKind.MEDIA,)), ["observer"]),
    ],
)
def test_a_rule_takes_the_speakers_it_names_by_source_group_kind_or_being_named(
    takes: Whom, taken: list[str]
) -> None:
    world = World()
    world.rows = [row for row in world.rows if row[1]["id"] not in ("monitor", "observer")]
    world.rows.append(("source", {"id": "monitor", "name": "M", "kind": "monitor", "groups": ["watchers"]}))
    world.rows.append(("source", {"id": "observer", "name": "O", "kind": "media"}))
    for speaker in ("monitor", "observer", "unnamed: somebody"):
        world.says(speaker, event("shelling"))
    evidence = gather(world.snapshot())
    answers = Admissions(evidence, Origins(evidence.snapshot), accounts(takes=takes))
    heard = [
        str(evidence.statement_of(claim).speaker).partition(":")[0]
        for claim in evidence.incidents["shelling"]
        if answers.of(claim).aside is None
    ]
    assert heard == taken


def test_a_refused_speaker_is_not_taken(world: World) -> None:
    world.says("monitor", event("shelling"))
    assert asides(world, accounts(refuses=only("monitor"))) == [Aside.NOT_TAKEN]


def test_what_comes_through_a_refused_hop_is_set_aside(world: World) -> None:
    world.says("monitor", event("shelling"), chain=[{"agent": "reporter"}, {"agent": "unnamed: a blog"}])
    assert asides(world, accounts(refuses_hops=only("reporter"))) == [Aside.HOP_REFUSED]
    assert asides(world, accounts(refuses_hops=only("observer"))) == [None]


def test_only_the_bases_of_knowledge_asked_for_count(world: World) -> None:
    world.says("monitor", event("shelling"), basis="saw")
    assert asides(world, accounts(bases=(Basis.INSTRUMENT,))) == [Aside.BASIS]
    assert asides(world, accounts(bases=(Basis.SAW,))) == [None]


def test_what_the_writer_only_imputes_is_never_the_holders_statement(world: World) -> None:
    world.says("monitor", event("shelling"), reported=False)
    assert asides(world, EVERY_SOURCE) == [Aside.IMPUTED]


@pytest.mark.parametrize(
    ("treatment", "aside", "weak"),
    [
        (Treatment.DROP, Aside.HEDGED, ""),
        (Treatment.POSSIBLE, None, "hedged"),
        (Treatment.KEEP, None, ""),
    ],
)
def test_a_hedged_claim_is_treated_as_the_view_says(
    world: World, treatment: Treatment, aside: Aside | None, weak: str
) -> None:
    world.says("monitor", {**event("shelling"), "firmness": "probable"})
    (found,) = admissions(world, accounts(hedged=treatment))
    assert (found.aside, found.weak) == (aside, weak)


@pytest.mark.parametrize(
    ("treatment", "aside", "weak"),
    [
        (Treatment.DROP, Aside.RETRACTED, ""),
        (Treatment.POSSIBLE, None, "withdrawn"),
        (Treatment.KEEP, None, ""),
    ],
)
def test_a_retracted_claim_is_treated_as_the_view_says(
    world: World, treatment: Treatment, aside: Aside | None, weak: str
) -> None:
    said = world.says("monitor", event("shelling"))
    taken_back = world.says("monitor", act="retraction")
    world.links(taken_back, "retracts", f"{said}/1", asserter="monitor")
    (found,) = admissions(world, accounts(retracted=treatment))
    assert (found.aside, found.weak) == (aside, weak)


def test_a_retraction_withdraws_one_claim_and_not_all_that_was_said(world: World) -> None:
    said = world.says("monitor", event("shelling"), role("shelling", "north"))
    world.links(world.says("monitor"), "retracts", f"{said}/2", asserter="monitor")
    assert asides(world, EVERY_SOURCE) == [None, Aside.RETRACTED]


def test_a_speakers_correction_withdraws_what_it_corrects(world: World) -> None:
    said = world.says("monitor", event("shelling"))
    world.links(world.says("monitor"), "corrects", said, asserter="monitor")
    assert asides(world, EVERY_SOURCE) == [Aside.RETRACTED]


def test_anothers_retraction_withdraws_nothing_unless_they_may_speak_for_them(world: World) -> None:
    world.source("office", affiliations=[{"to": "monitor", "bond": "speaks-for"}])
    said = world.says("monitor", event("shelling"))
    world.links(world.says("observer"), "retracts", said, asserter="observer")
    assert asides(world, EVERY_SOURCE) == [None]
    world.links(world.says("office"), "retracts", said, asserter="office")
    assert asides(world, EVERY_SOURCE) == [Aside.RETRACTED]


def test_a_retraction_the_view_does_not_hear_withdraws_nothing(world: World) -> None:
    said = world.says("monitor", event("shelling"))
    taken_back = world.says("monitor", chain=[{"agent": "reporter"}])
    world.links(taken_back, "retracts", said, asserter="monitor")
    assert asides(world, accounts(refuses_hops=only("reporter"))) == [None]


def test_a_retraction_by_nobody_named_withdraws_nothing(world: World) -> None:
    said = world.says("monitor", event("shelling"))
    world.links(world.says("unnamed: somebody"), "retracts", said, asserter="unnamed: somebody")
    assert asides(world, EVERY_SOURCE) == [None]


def test_a_link_of_another_kind_withdraws_nothing(world: World) -> None:
    said = world.says("monitor", event("shelling"))
    world.links(world.says("monitor"), "restates", said, asserter="monitor")
    assert asides(world, EVERY_SOURCE) == [None]


@pytest.mark.parametrize(
    ("published_by", "aside", "weak"),
    [
        ("2016-03-09", Aside.NOT_PUBLIC, ""),
        # The local day of publication begins two hours before the UTC day of the cut-off ends.
        ("2016-03-10", None, "perhaps not yet public"),
        ("2016-03-11", None, ""),
    ],
)
def test_a_claim_counts_from_when_it_was_public(
    world: World, published_by: str, aside: Aside | None, weak: str
) -> None:
    world.says("monitor", event("shelling"))
    (found,) = admissions(world, evolve(EVERY_SOURCE, published_by=published_by))
    assert (found.aside, found.weak) == (aside, weak)


def test_words_spoken_in_public_are_public_when_said(world: World) -> None:
    world.says("monitor", event("shelling"), said="2016-03-01", **{"in-public": True})
    assert asides(world, evolve(EVERY_SOURCE, published_by="2016-03-02")) == [None]


def test_the_earliest_document_in_the_chain_makes_it_public(world: World) -> None:
    world.document("early", outlet="reporter", published="2016-03-02")
    world.says("monitor", event("shelling"), chain=[{"agent": "reporter", "document": "early"}])
    assert asides(world, evolve(EVERY_SOURCE, published_by="2016-03-03")) == [None]


def test_what_nobody_dates_is_out_before_any_day_and_said_to_be_so(world: World) -> None:
    world.rows.append(("document", {"id": "undated", "title": "undated"}))
    world.says("monitor", event("shelling"), document="undated")
    assert asides(world, evolve(EVERY_SOURCE, published_by="2030-01-01")) == [Aside.PUBLIC_UNKNOWN]
    assert asides(world, EVERY_SOURCE) == [None]


def coded(world: World, **release: Any) -> None:
    """A row of a data set: what the monitor reported, as coded by the compiler."""
    world.source("rows", kind="data-set", compiler=True)
    world.rows.append(("document", {"id": "release", "title": "rows", "outlet": "rows", **release}))
    chain = [{"agent": "rows", "mode": "codes"}]
    world.says("monitor", event("shelling"), id="origin", document="release", chain=chain)
    world.says(
        "rows", role("shelling", "north"), id="coding", document="release", **{"coded-from": ["origin"]}
    )


def test_a_compilers_coding_comes_with_the_row_it_coded(world: World) -> None:
    coded(world)
    assert asides(world, accounts(takes=only("monitor"))) == [None, None]
    assert [item.coded for item in admissions(world, EVERY_SOURCE)] == [False, True]


def test_coding_alone_brings_nothing_in(world: World) -> None:
    coded(world)
    assert asides(world, accounts(takes=only("rows"))) == [Aside.NOT_TAKEN, Aside.NOT_TAKEN]


def test_refusing_the_compiler_as_a_speaker_leaves_the_row_without_its_coding(world: World) -> None:
    coded(world)
    assert asides(world, accounts(refuses=only("rows"))) == [None, Aside.NOT_TAKEN]


def test_refusing_the_compiler_as_a_hop_leaves_nothing_of_the_row(world: World) -> None:
    coded(world)
    assert asides(world, accounts(refuses_hops=only("rows"))) == [Aside.HOP_REFUSED, Aside.HOP_REFUSED]


@pytest.mark.parametrize(
    ("by", "aside", "weak"),
    [
        ("2016-06-01", Aside.NOT_PUBLIC, ""),
        ("2017-06-01", None, "perhaps not yet public"),
        ("2018-01-01", None, ""),
    ],
)
def test_coding_is_public_from_its_release_and_the_row_from_its_source(
    world: World, by: str, aside: Aside | None, weak: str
) -> None:
    coded(world, published="2017")
    world.rows[-2][1].update({"said": "2016-03-11", "in-public": True})
    first, second = admissions(world, evolve(EVERY_SOURCE, published_by=by))
    assert first.aside is None
    assert (second.aside, second.weak) == (aside, weak)


def test_a_cutoff_is_the_end_of_its_day_in_utc_unless_it_names_an_instant() -> None:
    assert end_of_day("") is None
    assert end_of_day("2016-05-01") == datetime(2016, 5, 2, tzinfo=UTC)
    assert end_of_day("2016-05-01T10:00+02:00") == datetime(2016, 5, 1, 8, tzinfo=UTC)


@pytest.mark.parametrize("text", ["XXXX", "yesterday", "2016-05-01/.."])
def test_a_cutoff_that_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(ValueProblem, match=r"period\."):
        end_of_day(text)


def test_public_time_is_open_where_a_publication_is_only_bounded(world: World) -> None:
    handle = world.says("monitor", event("shelling"), chain=[{"agent": "reporter", "date": "../2016-03-05"}])
    snapshot = world.snapshot()
    (statement,) = [item for item in snapshot.statements.values() if item.label == handle]
    start, end = public_span(statement, snapshot.documents)
    assert start is not None
    assert end is not None
    assert end < start


def test_own_positions_are_heard_even_from_speakers_the_framework_does_not_take(world: World) -> None:
    world.accepts("south", speaker="south-office")
    evidence = gather(world.snapshot())
    view = evolve(EVERY_SOURCE, framework=evolve(EVERY_SOURCE.framework, takes=only("monitor")))
    answers = Admissions(evidence, Origins(evidence.snapshot), view)
    (claim,) = evidence.standings
    assert answers.in_framework(claim).aside is Aside.NOT_TAKEN
    assert answers.in_framework(claim, own_position=True).aside is None


def framework_asides(world: World, view: View, *, own: bool = False) -> list[tuple[Aside | None, str]]:
    evidence = gather(world.snapshot())
    answers = Admissions(evidence, Origins(evidence.snapshot), view)
    found = [answers.in_framework(claim, own_position=own) for claim in evidence.standings]
    return [(item.aside, item.weak) for item in found]


def test_a_framework_claim_is_taken_back_as_far_as_the_framework_hears_it(world: World) -> None:
    said = world.accepts("south", speaker="observer")
    world.links(world.says("observer"), "retracts", said, asserter="observer")
    heard_only_in_framework = accounts(takes=only("monitor"))
    assert framework_asides(world, heard_only_in_framework) == [(Aside.RETRACTED, "")]
    heard_only_in_accounts = evolve(
        EVERY_SOURCE, framework=evolve(EVERY_SOURCE.framework, takes=only("monitor"))
    )
    assert framework_asides(world, heard_only_in_accounts) == [(Aside.NOT_TAKEN, "")]


def test_who_takes_back_their_own_acceptance_is_heard_as_their_acceptance_was(world: World) -> None:
    said = world.accepts("south", speaker="south-office")
    world.links(world.says("south-office"), "retracts", said, asserter="south-office")
    view = evolve(EVERY_SOURCE, framework=evolve(EVERY_SOURCE.framework, takes=only("monitor")))
    assert framework_asides(world, view, own=True) == [(Aside.RETRACTED, "")]


def test_a_position_of_ones_own_counts_only_once_it_is_public(world: World) -> None:
    world.accepts("south", speaker="south-office")
    framework = evolve(EVERY_SOURCE.framework, takes=only("monitor"))
    view = evolve(EVERY_SOURCE, framework=framework, published_by="2016-03-01")
    assert framework_asides(world, view, own=True) == [(Aside.NOT_PUBLIC, "")]


def test_a_retraction_that_is_only_perhaps_public_makes_its_claim_possible_at_most(world: World) -> None:
    said = world.says("monitor", event("shelling"), document="early")
    world.document("early", outlet="monitor", published="2016-03-01")
    world.document("late", outlet="monitor", published="2016-03")
    world.links(world.says("monitor", document="late"), "retracts", said, asserter="monitor")
    (found,) = admissions(world, evolve(EVERY_SOURCE, published_by="2016-03-05"))
    assert (found.aside, found.weak) == (None, "perhaps withdrawn")


def test_a_coding_whose_release_nobody_dates_is_said_to_be_so(world: World) -> None:
    coded(world)
    world.rows[-2][1].update({"said": "2016-03-11", "in-public": True})
    view = evolve(EVERY_SOURCE, published_by="2016-06-01")
    assert asides(world, view) == [None, Aside.PUBLIC_UNKNOWN]


def test_a_denial_whose_statement_the_record_no_longer_holds_denies_nothing(world: World) -> None:
    said = world.says("monitor", event("shelling"))
    denial = world.says("observer")
    world.links(denial, "denies", f"{said}/1", asserter="observer", aspect="occurrence")
    snapshot = world.snapshot()
    kept = {name: item for name, item in snapshot.statements.items() if item.label != denial}
    evidence = gather(evolve(snapshot, statements=kept))
    answers = Admissions(evidence, Origins(evidence.snapshot), EVERY_SOURCE)
    assert list(answers.denials(evidence.incidents["shelling"], (Aspect.OCCURRENCE,))) == []
