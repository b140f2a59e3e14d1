"""Which claims are proposed for a sentence, which are not, and whose they are."""

import pytest
from attrs import evolve
from tests.unit.reading.test_gold_set import read
from tests.unit.reading.test_names_and_proposals import NAMES, actor, proposals, source

from truceline.reading.names import names_of
from truceline.reading.proposals import propose_claims
from truceline.record.snapshot import snapshot_of
from truceline.testimony.claim import LossClaim
from truceline.workbench.testimony_text import Teller

TELLER = Teller(snapshot_of((), origin=""))
CASES: list[tuple[str, list[str]]] = [
    (
        "The Black Flag attended the peace talks in Tarn on 5 May.",
        ["attendance: black-flag took part 2021-05-05", "event-talks: talks 2021-05-05 at tarn"],
    ),
    (
        "The Black Flag did not attend the talks in Tarn on 5 May.",
        ["attendance: denies that: black-flag took part 2021-05-05"],
    ),
    (
        "The Black Flag refused to come to the talks in Tarn.",
        ["attendance-refused: denies that: black-flag took part"],
    ),
    (
        "The Black Flag said it would not attend the talks in Tarn.",
        ["attendance: denies that: black-flag took part [planned] (s1)"],
    ),
    (
        "The Black Flag walked out of the talks in Tarn on 5 May, the mediator said.",
        [
            "attendance-left: denies that: black-flag took part 2021-05-05 (s1)",
            "event-talks: talks 2021-05-05 at tarn (s1)",
        ],
    ),
    (
        "The mediator said the Black Flag stayed away from the talks.",
        ["attendance-away: denies that: black-flag took part (s1)"],
    ),
    (
        "The Black Flag and the River Brigade took part in the second round of talks in Tarn.",
        [
            "attendance: black-flag took part",
            "attendance: river-brigade took part",
            "event-talks: talks at tarn",
        ],
    ),
    (
        "The Northern Front boycotted the negotiations.",
        [
            "attendance-refused: denies that: northern-front took part",
        ],
    ),
    (
        "The negotiations were boycotted by the Northern Front.",
        ["attendance-left: denies that: northern-front took part"],
    ),
    ("The Black Flag will attend the talks in Tarn.", ["attendance: black-flag took part [planned]"]),
    (
        "The Black Flag threatened to boycott the talks.",
        ["attendance-refused: denies that: black-flag took part [threatened]"],
    ),
    ("The Black Flag may attend the talks in Tarn.", []),
    ("The mediator urged the Black Flag to attend the talks.", []),
    (
        "Talks between the Black Flag and the River Brigade began in Tarn on 3 May.",
        [
            "attendance: black-flag took part 2021-05-03",
            "attendance: river-brigade took part 2021-05-03",
            "event-talks: talks 2021-05-03 at tarn",
        ],
    ),
    (
        "The Black Flag held talks with the River Brigade in Velmar on 3 May.",
        [
            "attendance: black-flag took part 2021-05-03",
            "attendance: river-brigade took part 2021-05-03",
            "event-talks: talks 2021-05-03 at velmar",
        ],
    ),
    (
        "The Black Flag’s walk-out from the talks on 4 May surprised nobody.",
        ["attendance-left: denies that: black-flag took part 2021-05-04", "event-talks: talks 2021-05-04"],
    ),
    ("The Black Flag left the city before the talks.", []),
    (
        "“We did not attend the talks,” the Black Flag said.",
        ["attendance: denies that: black-flag took part (s1)"],
    ),
    (
        "The Black Flag denied that it had walked out of the talks.",
        ["attendance-left: black-flag took part (s1)"],
    ),
    (
        "The Black Flag was absent from the talks in Tarn.",
        ["attendance-away: denies that: black-flag took part"],
    ),
    ("The Black Flag did not walk out of the talks.", ["attendance-left: black-flag took part"]),
    (
        "The army denied that it had shelled Velmar on 23 June.",
        ["event-shelling: denies that: shelling 2021-06-23 at velmar (s1)"],
    ),
    (
        "The River Brigade denied that it had shelled Velmar on 23 June.",
        [
            "event-shelling: denies that: shelling 2021-06-23 at velmar (s1)",
            "role-perpetrated: denies that: river-brigade did it (s1)",
        ],
    ),
    (
        "The River Brigade denied shelling Velmar on 23 June.",
        [
            "event-shelling: denies that: shelling 2021-06-23 at velmar (s1)",
            "role-perpetrated: denies that: river-brigade did it (s1)",
        ],
    ),
    (
        "The mayor accused the Black Flag of shelling Velmar on 23 June.",
        ["event-shelling: shelling 2021-06-23 at velmar (s1)", "role-perpetrated: black-flag did it (s1)"],
    ),
    (
        "The Black Flag was attacked in Velmar on 23 June.",
        ["event-armed-force: armed-force 2021-06-23 at velmar", "role-target: black-flag was the target"],
    ),
    (
        "The mayor said that the Black Flag has not attacked Velmar on 23 June.",
        [
            "event-armed-force: denies that: armed-force 2021-06-23 at velmar (s1)",
            "role-perpetrated: denies that: black-flag did it (s1)",
        ],
    ),
    (
        "A raid on Black Flag positions in Velmar on 23 June killed three fighters.",
        [
            "event-armed-force: armed-force 2021-06-23 at velmar",
            "loss-killed: 3 fighters killed at velmar",
            "role-target: black-flag was the target",
        ],
    ),
    (
        "On 23 June shells hit Velmar and Tarn, killing nine people.",
        [
            "event-shelling: shelling 2021-06-23 at velmar",
            "event-shelling: shelling 2021-06-23 at tarn",
            "loss-killed: 9 people killed",
        ],
    ),
    (
        "An explosion in a market in Velmar, Tarn on 23 June killed four.",
        ["event-explosion: explosion 2021-06-23 at velmar", "loss-killed: 4 people killed at velmar"],
    ),
    (
        "The River Brigade does not hold Tarn.",
        ["control: denies that: river-brigade in sole control at tarn"],
    ),
    ("The River Brigade wants to hold Tarn.", []),
    (
        "The River Brigade lost control of Tarn on 3 June.",
        ["control: denies that: river-brigade in sole control 2021-06-03 at tarn"],
    ),
    (
        "The River Brigade holds talks in Tarn.",
        ["attendance: river-brigade took part", "event-talks: talks at tarn"],
    ),
    (
        "The River Brigade seized Tarn on 3 June.",
        ["control: river-brigade in sole control 2021-06-03 at tarn"],
    ),
    (
        "The Black Flag, an affiliate of the River Brigade, holds Velmar.",
        [
            "control: black-flag in sole control at velmar",
            "relation-affiliated-with: black-flag affiliated-with river-brigade",
        ],
    ),
    (
        "The River Brigade-backed Black Flag is gone.",
        ["relation-backed-by: black-flag backed-by river-brigade"],
    ),
    ("The Black Flag is not part of the truce.", ["standing-excluded: black-flag excluded under truce-2021"]),
    (
        "The Black Flag has accepted the cessation of hostilities.",
        ["standing-accepted: black-flag accepted under truce-2021"],
    ),
    (
        "The River Brigade signed up to the truce on 3 May.",
        ["standing-accepted: river-brigade accepted under truce-2021 2021-05-03"],
    ),
    (
        "The River Brigade said it rejected the truce.",
        ["standing-refused: river-brigade refused under truce-2021 (s1)"],
    ),
    ("The Black Flag would reject the truce.", []),
    ("The truce has not held.", ["compliance-held: denies that: judges: held"]),
    ("If the truce has collapsed, nobody says so.", []),
    ("Prices rose by 30 percent.", ["indicator-percent: increase of Prices: 30 percent"]),
    (
        "The mayor said food prices have risen by about 30 percent since May.",
        ["indicator-percent: increase of food prices: about 30 percent 2021-05/.. [possible] (s1)"],
    ),
    ("Peace talks opened in Tarn on 5 May.", ["event-talks: talks 2021-05-05 at tarn"]),
    ("The Black Flag seized weapons in Tarn.", []),
    (
        "The Black Flag fired on the River Brigade in Tarn on 23 June.",
        ["event-armed-force: armed-force 2021-06-23 at tarn", "role-perpetrated: black-flag did it"],
    ),
    (
        "Shelling in Velmar on 23 June was carried out by the River Brigade, killing two.",
        [
            "event-shelling: shelling 2021-06-23 at velmar",
            "loss-killed: 2 people killed at velmar",
            "role-perpetrated: river-brigade did it",
        ],
    ),
    (
        "There was no shelling in Velmar on 23 June.",
        ["event-shelling: denies that: shelling 2021-06-23 at velmar"],
    ),
    ("The mayor said that if the Black Flag attacks Velmar on 23 June, 12 people will be killed.", []),
    (
        "Clashes between the Black Flag and the River Brigade in Velmar on 23 June left four dead.",
        [
            "event-clash: clash 2021-06-23 at velmar",
            "loss-killed: 4 people killed at velmar",
            "role-participant: black-flag took part",
            "role-participant: river-brigade took part",
        ],
    ),
    (
        "On 3 May the Black Flag suspended its participation in the talks.",
        ["attendance-left: denies that: black-flag took part 2021-05-03", "event-talks: talks 2021-05-03"],
    ),
    (
        "The Black Flag sent a delegation to the talks in Tarn.",
        ["attendance: black-flag took part", "event-talks: talks at tarn"],
    ),
    ("Velmar was shelled on 3 May.", ["event-shelling: shelling 2021-05-03 at velmar"]),
    ("An explosion hit Tarn while Velmar slept on 3 May.", ["event-explosion: explosion 2021-05-03 at tarn"]),
    ("An explosion on 3 May was heard from Tarn to Velmar.", []),
    (
        "Velmar resembles a cake, with the largest part controlled by the Black Flag.",
        ["control: black-flag in part control at velmar"],
    ),
    (
        "The Black Flag, an ally of the River Brigade, are mixed throughout parts of the area, as in Tarn.",
        ["control: black-flag in mixed control at tarn"],
    ),
    ("The Black Flag was running Tarn.", ["control: black-flag in present control at tarn"]),
    ("Nobody knows by how much; 30 percent were lost.", []),
    ("The Black Flag and the River Brigade, it was said, may attend the talks.", []),
    (
        "Clashes between residents and the River Brigade in Velmar on 23 June went on.",
        ["event-clash: clash 2021-06-23 at velmar"],
    ),
    (
        "The Northern Front met the Black Flag, and the River Brigade attended the talks.",
        ["attendance: river-brigade took part"],
    ),
    ("Talks between guests in Tarn were quiet.", []),
    ("Some attended the peace talks in Tarn.", []),
    ("The Black Flag lost many men in Velmar.", []),
    ("Nobody wanted shelling in Velmar on 3 May.", []),
    ("Some accepted the truce before the Black Flag had heard of it.", []),
    (
        "An explosion in Velmar on 3 May killed four, and the mayor fears 12 people killed.",
        ["event-explosion: explosion 2021-05-03 at velmar", "loss-killed: 4 people killed at velmar"],
    ),
    (
        "The Velmar hospital was shelled from Tarn on 3 May.",
        ["event-shelling: shelling 2021-05-03 at velmar"],
    ),
    ("A shell hit parts of Tarn on 3 May.", ["event-shelling: shelling 2021-05-03 at part of tarn"]),
    ("The mayor called for talks between the Black Flag and the River Brigade.", []),
    (
        "The Black Flag attended the talks, the River Brigade and the Northern Front stayed away from the talks.",
        [
            "attendance-away: denies that: river-brigade took part",
            "attendance-away: denies that: northern-front took part",
            "attendance: black-flag took part",
        ],
    ),
]


def told(text: str) -> list[str]:
    """Each proposal: its rule, the claim in words, and the statement it rests on unless it is the writer's."""
    return [
        f"{one.rule}: {TELLER.content(one.claim)}"
        + ("" if one.statement == "writer" else f" ({one.statement})")
        for one in proposals(text)
    ]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text for text, _ in CASES])
def test_what_is_proposed_for_a_sentence(text: str, expected: list[str]) -> None:
    assert told(text) == expected


def test_what_is_dated_in_one_sentence_of_a_quotation_is_not_dated_in_the_next() -> None:
    text = (
        "“On 3 May the Black Flag shelled Velmar. On 9 May the River Brigade shelled Tarn,” the mayor said."
    )
    dates = [str(one.claim.happened) for one in proposals(text) if one.rule == "event-shelling"]
    assert dates == ["2021-05-03", "2021-05-09"]


def test_a_walk_out_is_of_the_talks_that_the_same_words_name() -> None:
    text = "“The talks never ended. The Black Flag did decide to walk out in Tarn,” the envoy said."
    assert told(text) == [
        "attendance-left: denies that: black-flag took part (s1)",
        "event-talks: talks at tarn (s1)",
    ]
    assert told("“The Black Flag did decide to walk out of the hall,” the envoy said.") == []


def test_a_clause_before_what_somebody_says_is_the_writers() -> None:
    text = "When the market of Velmar was shelled on 3 May, the mayor said that nobody had warned them."
    assert [(one.rule, one.statement) for one in proposals(text)] == [("event-shelling", "writer")]
    assert told("On 3 May, the mayor said that nobody had warned them.") == []


def test_the_loss_of_two_places_together_is_of_both_incidents() -> None:
    made = proposals("On 23 June shells hit Velmar and Tarn, killing nine people.")
    loss = next(one.claim for one in made if isinstance(one.claim, LossClaim))
    assert loss.incidents == ("doc:gold.0.velmar", "doc:gold.0.tarn")


def test_of_two_attendances_at_one_set_of_talks_both_are_of_the_same_incident() -> None:
    made = proposals(
        "The Black Flag attended the talks in Tarn. The River Brigade boycotted the talks in Tarn."
    )
    assert {getattr(one.claim, "incident", None) for one in made} == {"doc:gold.talks.tarn"}


def test_a_source_that_is_an_actor_lends_it_its_names() -> None:
    council = evolve(source("council-office", "Lake Council"), actor="council")
    names = names_of((), (), (council,), ())
    made = propose_claims(read("The Lake Council walked out of the talks on 3 May."), names, None)
    assert [one.rule for one in made] == ["attendance-left", "event-talks"]


def test_an_undated_document_is_read_all_the_same() -> None:
    reading = read("On 3 May 2021 the Black Flag shelled Velmar.")
    undated = evolve(reading, document=evolve(reading.document, published=None))
    assert [one.rule for one in propose_claims(undated, NAMES, None)] == [
        "event-shelling",
        "role-perpetrated",
    ]


def test_an_actor_whose_name_is_anothers_too_is_one_of_both() -> None:
    names = names_of((actor("front-a", "The Front"), actor("front-b", "The Front")), (), (), ())
    made = propose_claims(read("The Front boycotted the talks."), names, None)
    assert {str(getattr(one.claim, "actor", "")) for one in made} == {"front-a | front-b"}
    assert [one.rule for one in made] == ["attendance-refused"]
