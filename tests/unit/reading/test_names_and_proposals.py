from tests.unit.reading.test_gold_set import read

from truceline.reading.names import NameOf, Names, find_names, folded, names_of
from truceline.reading.proposals import Proposal, propose_claims
from truceline.testimony.claim import (
    ControlClaim,
    Degree,
    EventClaim,
    IndicatorClaim,
    LossClaim,
    RelationClaim,
    Role,
    RoleClaim,
)
from truceline.testimony.register import (
    Actor,
    ActorKind,
    Alias,
    Handling,
    Place,
    PlaceKind,
    Source,
    SourceKind,
)


def actor(id: str, name: str, *aliases: str) -> Actor:
    return Actor(
        id, name, tuple(Alias(text, None, None) for text in aliases), ActorKind.ARMED_GROUP, None, ""
    )


def place(id: str, name: str, *aliases: str) -> Place:
    return Place(
        id,
        name,
        tuple(Alias(text, None, None) for text in aliases),
        PlaceKind.TOWN,
        (),
        None,
        None,
        None,
        approximate=False,
        stated_in="",
        note="",
    )


def source(id: str, name: str) -> Source:
    return Source(
        id, name, (), SourceKind.MONITOR, compiler=False, unaffiliated=False, affiliations=(), groups=(), actor=None,
        handling=Handling.PUBLIC, purpose="", note="",
    )  # fmt: skip


NAMES = names_of(
    (
        actor("black-flag", "Black Flag"),
        actor("river-brigade", "River Brigade", "الراية"),
        actor("northern-front", "Northern Front"),
    ),
    (
        place("velmar", "Velmar"),
        place("tarn", "Tarn"),
        place("haldon-a", "Haldon"),
        place("haldon-b", "Haldon"),
    ),
    (source("mission", "Lake Mission"),),
    (("Dorn", "dorn"),),
)


def proposals(text: str, names: Names = NAMES) -> tuple[Proposal, ...]:
    return propose_claims(read(text), names, "truce-2021")


def kinds(text: str) -> list[str]:
    return [item.rule for item in proposals(text)]


def test_names_are_found_in_any_spelling_and_script() -> None:
    found = find_names("The black flag and the Black Flag met in Vélmar with الرّاية.", NAMES)
    assert [(item.words, item.ids) for item in found] == [
        ("Black Flag", ("black-flag",)), ("Vélmar", ("velmar",)), ("الرّاية", ("river-brigade",)),
    ] or [item.ids for item in found][:2] == [("black-flag",), ("velmar",)]  # fmt: skip


def test_a_name_of_two_places_stays_ambiguous() -> None:
    (found,) = find_names("in Haldon", NAMES)
    assert found.is_ambiguous
    assert found.ids == ("haldon-a", "haldon-b")


def test_gazetteer_and_source_names_count_too() -> None:
    found = find_names("The Lake Mission left Dorn.", NAMES)
    assert [(item.of, item.ids) for item in found] == [
        (NameOf.SOURCE, ("mission",)),
        (NameOf.PLACE, ("dorn",)),
    ]
    assert folded("Al-Bāb’s") == "al bab"


def test_an_incident_with_a_figure_and_a_place_is_proposed_with_its_parts() -> None:
    text = "On 23 June the Black Flag shelled Velmar, killing at least twelve people."
    made = proposals(text)
    event, loss, role = made
    assert isinstance(event.claim, EventClaim)
    assert (event.claim.kind, str(event.claim.happened), str(event.claim.place)) == (
        "shelling",
        "2021-06-23",
        "velmar",
    )
    assert isinstance(loss.claim, LossClaim)
    assert loss.claim.count.low == 12
    assert isinstance(role.claim, RoleClaim)
    assert (role.claim.role, role.claim.actor.members) == (Role.PERPETRATED, ("black-flag",))
    assert {item.statement for item in made} == {"writer"}


def test_threats_and_plans_are_no_incidents() -> None:
    assert kinds("On 23 June the Black Flag will shell Velmar, he said.") == []


def test_a_denied_event_is_denied() -> None:
    (event,) = [
        item
        for item in proposals("The mayor said that the army had not shelled Velmar on 23 June.")
        if item.rule.startswith("event")
    ]
    assert event.claim.polarity.value == "denied"


def test_an_ambiguous_place_gives_alternatives() -> None:
    event = proposals("A shell hit near Haldon on 23 June.")[0].claim
    assert event.place is not None
    assert len(event.place.alternatives) == 2


def test_control_is_proposed_either_way_round() -> None:
    first, second = (
        proposals("The River Brigade holds Tarn."),
        proposals("Velmar is controlled by the Black Flag."),
    )
    assert isinstance(first[0].claim, ControlClaim)
    assert first[0].claim.degree is Degree.SOLE
    assert isinstance(second[0].claim, ControlClaim)
    assert second[0].claim.actor.members == ("black-flag",)
    dominant = proposals("The Black Flag is the dominant force in Tarn.")[0].claim
    assert isinstance(dominant, ControlClaim)
    assert dominant.degree is Degree.DOMINANT


def test_ties_standing_compliance_and_measures_are_proposed() -> None:
    (tie,) = proposals("The Black Flag, an affiliate of the River Brigade, is gone.")
    assert isinstance(tie.claim, RelationClaim)
    assert (tie.claim.subject, tie.claim.relation, tie.claim.object) == (
        "black-flag",
        "affiliated-with",
        "river-brigade",
    )
    assert kinds("The Black Flag rejected the ceasefire.") == ["standing-refused"]
    assert kinds("The truce has largely held.") == ["compliance-held"]
    (measure,) = proposals("All fighters’ salaries have been slashed by up to 50 percent.")
    assert isinstance(measure.claim, IndicatorClaim)
    assert (measure.claim.measure, measure.claim.value.high) == ("decrease", 50)


def test_without_an_agreement_nobody_stands_under_one() -> None:
    assert propose_claims(read("The Black Flag rejected the ceasefire."), NAMES, None) == ()
