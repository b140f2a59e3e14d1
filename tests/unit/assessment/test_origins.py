"""Origins and independence (semantics 3)."""

from itertools import pairwise

import pytest
from tests.world import World, event

from truceline.assessment.origins import Origin, Origins
from truceline.values.doubt import Truth

YES, NO, UNKNOWN = Truth.YES, Truth.NO, Truth.UNKNOWN


@pytest.fixture
def world() -> World:
    return World()


def independence(world: World, *labels: str) -> Truth:
    """Whether the origins of the first two statements of these labels are independent."""
    one, other = (found[0] for found in origins_of(world, *labels))
    return Origins(world.snapshot()).independent(one, other)


def origins_of(world: World, *labels: str) -> list[tuple[Origin, ...]]:
    snapshot = world.snapshot()
    by_label = {item.label: item for item in snapshot.statements.values()}
    origins = Origins(snapshot)
    return [origins.of(by_label[label]) for label in labels]


def said(world: World, speaker: str, **more: object) -> str:
    return world.says(speaker, event("shelling"), **more)


def test_two_unaffiliated_sources_in_documents_of_their_own_are_independent(world: World) -> None:
    assert independence(world, said(world, "monitor"), said(world, "observer")) is YES


def test_one_source_is_one_origin_however_often_it_speaks(world: World) -> None:
    assert independence(world, said(world, "monitor"), said(world, "monitor", said="2016-03-12")) is NO


def test_sources_tied_in_the_register_are_not_independent_through_any_number_of_steps(
    world: World,
) -> None:
    world.source("parent", unaffiliated=True)
    world.source("middle", affiliations=[{"to": "parent", "bond": "part-of"}])
    world.source("child", affiliations=[{"to": "middle", "bond": "hosted-by"}])
    handles = [said(world, name) for name in ("child", "parent")]
    assert independence(world, *handles) is NO
    assert independence(world, *reversed(handles)) is NO


def test_two_bodies_tied_to_a_third_are_not_tied_to_each_other(world: World) -> None:
    world.source("parent", unaffiliated=True)
    for name in ("one", "two"):
        world.source(name, affiliations=[{"to": "parent", "bond": "part-of"}])
    assert independence(world, said(world, "one"), said(world, "two")) is YES


def test_a_circle_of_ties_is_followed_once(world: World) -> None:
    world.source("one", affiliations=[{"to": "two", "bond": "affiliated-with"}])
    world.source("two", affiliations=[{"to": "one", "bond": "affiliated-with"}])
    assert independence(world, said(world, "one"), said(world, "monitor")) is YES


@pytest.mark.parametrize(
    ("period", "spoken", "expected"),
    [
        ("2015", "2016-03-11", YES),
        ("2016", "2016-03-11", NO),
        ("2016-03-11T12:00/..", "2016-03-11", UNKNOWN),
        ("2016", None, UNKNOWN),
    ],
)
def test_a_dated_tie_counts_when_it_held_at_the_time_of_speaking(
    world: World, period: str, spoken: str | None, expected: Truth
) -> None:
    world.source("guest", affiliations=[{"to": "monitor", "bond": "hosted-by", "period": period}])
    more = {"said": spoken} if spoken else {}
    handle = world.says("guest", event("shelling"), **more)
    if spoken is None:
        del world.rows[-1][1]["said"]
    assert independence(world, handle, said(world, "monitor")) is expected


def test_somebody_in_the_others_chain_is_not_independent_of_them(world: World) -> None:
    quoted = said(world, "observer", document="reporter-report", chain=[{"agent": "monitor"}])
    handles = (quoted, said(world, "monitor"))
    assert independence(world, *handles) is NO
    assert independence(world, *reversed(handles)) is NO


def test_speakers_passed_on_by_one_agent_are_not_independent_unless_it_compiles(world: World) -> None:
    world.source("digest", kind="data-set", compiler=True)
    for agent, expected in (("reporter", NO), ("digest", YES)):
        handles = [
            said(world, speaker, said=f"2016-03-{day}", chain=[{"agent": agent}])
            for speaker, day in (("monitor", 20), ("observer", 21))
        ]
        assert independence(world, *handles) is expected


def test_origins_met_only_in_one_shared_article_are_not_independent(world: World) -> None:
    handles = [said(world, name, document="reporter-report") for name in ("monitor", "observer")]
    assert independence(world, *handles) is NO


def test_rows_of_one_data_set_do_not_share_an_article(world: World) -> None:
    world.source("rows", kind="data-set", compiler=True)
    handles = [said(world, name, document="rows-report") for name in ("monitor", "observer")]
    assert independence(world, *handles) is YES


def test_an_article_without_a_known_outlet_is_an_article_all_the_same(world: World) -> None:
    world.rows.append(("document", {"id": "leaflet", "title": "leaflet"}))
    handles = [said(world, name, document="leaflet") for name in ("monitor", "observer")]
    assert independence(world, *handles) is NO


@pytest.mark.parametrize("basis", ["was-told", "document"])
def test_a_speaker_who_was_told_by_nobody_named_is_an_unnamed_origin(world: World, basis: str) -> None:
    ((origin,),) = origins_of(world, said(world, "monitor", basis=basis))
    assert origin.source is None
    assert origin.key == "unnamed in monitor-report"


def test_unnamed_speakers_and_generic_sources_are_unnamed_origins(world: World) -> None:
    world.source("locals", kind="unnamed")
    ((one,), (other,)) = origins_of(world, said(world, "unnamed: residents"), said(world, "locals"))
    assert (one.source, other.source) == (None, None)


def test_independence_of_an_unnamed_origin_or_one_the_register_is_silent_about_is_unknown(
    world: World,
) -> None:
    world.source("stranger", unaffiliated=False)
    unnamed = said(world, "unnamed: residents", document="reporter-report")
    stranger, monitor = said(world, "stranger"), said(world, "monitor")
    for one, other in pairwise([unnamed, stranger, monitor]):
        assert independence(world, one, other) is UNKNOWN


def test_a_compiler_is_no_origin_for_what_it_takes_from_others(world: World) -> None:
    world.source("rows", kind="data-set", compiler=True)
    first = said(world, "monitor", id="a", document="rows-report", chain=[{"agent": "rows", "mode": "codes"}])
    second = said(
        world, "observer", id="b", document="rows-report", chain=[{"agent": "rows", "mode": "codes"}]
    )
    coding = said(world, "rows", **{"coded-from": [first, second]})
    own = said(world, "rows", said="2016-03-30")
    coded, unnamed = origins_of(world, coding, own)
    assert [origin.source for origin in coded] == ["monitor", "observer"]
    assert [origin.source for origin in unnamed] == [None]


@pytest.mark.parametrize(
    ("speakers", "needed", "expected"),
    [
        ((), 1, NO),
        (("monitor",), 1, YES),
        (("monitor",), 2, NO),
        (("monitor", "observer"), 2, YES),
        (("monitor", "unnamed: residents"), 2, UNKNOWN),
        (("monitor", "observer", "unnamed: residents"), 2, YES),
        (("monitor", "observer", "reporter"), 3, YES),
        (("monitor", "observer", "reporter"), 4, NO),
    ],
)
def test_enough_counts_independent_origins_and_not_mentions(
    world: World, speakers: tuple[str, ...], needed: int, expected: Truth
) -> None:
    handles = [
        said(world, name, document=f"{('reporter', 'observer', 'monitor')[number]}-report")
        if name.startswith("unnamed")
        else said(world, name)
        for number, name in enumerate(speakers)
    ]
    found = [origin for group in origins_of(world, *handles) for origin in group]
    assert Origins(world.snapshot()).enough(found * 2, needed) is expected
