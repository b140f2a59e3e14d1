"""Each way of attributing, by one sentence: source | cue | content as they must be read."""

import pytest
from tests.unit.reading.test_gold_set import read

from truceline.reading.result import SpeakerKind
from truceline.testimony.claim import Firmness
from truceline.testimony.statement import Act, Basis, Binding, Quotation, Stance

CASES = (
    # that-clause
    ("The mayor said that the road was open.", "The mayor | said | that the road was open"),
    # bare clause
    ("Officials say the road is open.", "Officials | say | the road is open"),
    # trailing
    (
        "The road to the lake was open again, the mayor said on Friday.",
        "the mayor | said | The road to the lake was open again",
    ),
    # inverted
    ("“The road is open,” said Ana Perle.", "Ana Perle | said | “The road is open,”"),
    # quotation first
    ("“The road is open,” the mayor told reporters.", "the mayor | told | “The road is open,”"),
    # quotation after
    ("The mayor said: “The road is open.”", "The mayor | said | “The road is open.”"),
    # according to, first and last
    ("According to the mayor, the road is open.", "the mayor | According to | the road is open"),
    ("The road is open, according to the mayor.", "the mayor | according to | The road is open"),
    # hearsay
    ("It is reported that the road is open.", " | is reported | that the road is open"),
    # told whom
    ("The mayor told the council that the road was open.", "The mayor | told | that the road was open"),
    # participle
    ("The mayor left, saying that the road was open.", "The mayor | saying | that the road was open"),
    # coordinated
    ("The mayor stood up and said that the road was open.", "The mayor | said | that the road was open"),
    # apposition
    (
        "Ana Perle, a resident of Velmar, said that the road was open.",
        "Ana Perle, a resident of Velmar | said | that the road was open",
    ),
    # possessed noun
    (
        "The mayor's claim that the road was open is wrong.",
        "The mayor's | claim | that the road was open is wrong",
    ),
    # object
    ("The council condemned the attack.", "The council | condemned | the attack"),
    # colon
    ("As the mayor put it: “The road is open to all.”", "the mayor | put it | “The road is open to all.”"),
    # dash
    ("“The road is open to everybody.” – Ana Perle", "Ana Perle | – | “The road is open to everybody.”"),
    # adjunct between
    (
        "The mayor said in a statement on Friday that the road was open.",
        "The mayor | said | that the road was open",
    ),
    # a bracket longer than a party and a seat
    (
        "Ana Perle (who came to the lake on the day after the flood with two of hers) said that the road was open.",
        "Ana Perle (who came to the lake on the day after the flood with two of hers) | said | that the road was open",
    ),
    # a bracket that nothing closes
    (
        "The road was open, according to Ana Perle (who came to the lake on the day after the flood.",
        "Ana Perle | according to | The road was open",
    ),
    # object control
    ("Somebody led him to say that the road was open.", "him | say | that the road was open"),
)


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[case[0][:40] for case in CASES])
def test_an_attribution_is_read(text: str, expected: str) -> None:
    item = read(text).statements[0]
    parts = [" … ".join(text[a:b] for a, b in spans) for spans in (item.source, item.cue, item.content)]
    assert " | ".join(parts) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The road was open.",
        "The ‘quiet’ front was not quiet.",
        "In the novel “The Quiet Front” a general orders silence.",
        "The so-called “lake peace” is over.",
        "",
    ],
)
def test_what_nobody_said_is_no_statement(text: str) -> None:
    assert read(text).statements == ()


def test_a_quotation_of_two_paragraphs_is_one_statement() -> None:
    (item,) = read(
        "“The road is open,” the mayor said.\n\n“It will stay open until the snow comes.”"
    ).statements
    assert len(item.content) == 2


def test_an_open_quotation_goes_on_in_the_next_line() -> None:
    (item,) = read(
        'He said, "In the first half of the day it felt good out there.\nWe could have stayed for ever."'
    ).statements
    assert len(item.content) == 2


def test_a_paragraph_that_ends_in_a_colon_announces_the_next() -> None:
    (item,) = read("The mayor put it this way:\n\n“The road is open to everybody who walks.”").statements
    assert item.rule == "announced"


def test_thought_is_kept_apart_from_speech() -> None:
    (item,) = read("The sponsors wanted the truce to fail.").statements
    assert not item.reported


def test_a_statement_inside_a_statement_names_its_parent() -> None:
    outer, inner = read(
        "“The envoy said that the road was open to everybody,” the mayor told reporters."
    ).statements
    assert inner.parent == outer.id
    assert [hop.agent for hop in inner.chain] == ["Ada Writer", "mayor"]


def test_kinds_of_quotation_are_told_apart() -> None:
    kinds = [read(text).statements[0].quotation for text in (
        "“The road is open,” she said.", "She said that the road was open.", "She said that the road was “open to all of us”.",
    )]  # fmt: skip
    assert kinds == [Quotation.DIRECT, Quotation.INDIRECT, Quotation.MIXED]


def test_the_cue_and_brackets_show_the_writer_s_stance() -> None:
    def stance(text: str) -> Stance:
        return read(text).statements[0].chain[0].stance

    assert stance("The mayor claimed that the road was open.") is Stance.DISTANCES
    assert stance("The mayor noted that the road was open.") is Stance.ENDORSES
    assert stance("The mayor said (correctly) that the road was open.") is Stance.ENDORSES
    assert stance("The mayor falsely said that the road was open.") is Stance.REJECTS
    assert stance("The mayor said that the road was open.") is Stance.NEUTRAL


def test_hedges_are_marked_and_weaken() -> None:
    item = read("The mayor said the road might be open in May.").statements[0]
    assert item.firmness is Firmness.POSSIBLE
    assert len(item.hedges) == 1
    assert read("It is reported that the road is open.").statements[0].firmness is Firmness.UNCOMMITTED


def test_acts_and_basis_are_read_from_words() -> None:
    def act(text: str) -> Act:
        return read(text).statements[0].act

    assert act("The colonel denied that his guns had fired.") is Act.DENIAL
    assert act("The group admitted that it had no proof.") is Act.ADMISSION
    assert act("“I was wrong about the road,” the mayor said.") is Act.RETRACTION
    assert act("The mayor said it was unclear who had fired.") is Act.IGNORANCE
    assert act("“Where is the road?” the mayor asked.") is Act.QUESTION
    assert read("“I saw the road,” the mayor said.").statements[0].basis is Basis.SAW


def test_a_retraction_withdraws_one_statement_of_the_same_speaker() -> None:
    text = (
        "Envoy Peter Stamm said that the River Brigade holds Haldon.\n\nLater Stamm told the magazine Border Review: "
        "“I was wrong when I said the River Brigade holds Haldon.”"
    )
    first, second = read(text).statements
    assert second.retracts == first.id
    assert [hop.agent for hop in second.chain] == ["Ada Writer"] or "Review" in second.chain[-1].agent


def test_the_date_of_saying_comes_from_the_sentence_then_the_citation() -> None:
    dated, cited = read(
        "The mayor said on Friday that the road was open.\n\nThe envoy said it was “closed to all of us”. (Road is closed, Dorn Herald, 1 May 2021)"
    ).statements
    assert (dated.said.told_by, str(dated.said.period)) == ("sentence", "2021-06-25")
    assert (cited.said.told_by, str(cited.said.period)) == ("citation", "2021-05-01")
    assert cited.cited is not None
    assert cited.cited.binding is Binding.EXPLICIT
    undated = read("The mayor said that the road was open.").statements[0]
    assert (undated.said.told_by, str(undated.said.period)) == ("publication", "../2021-06-28")


def test_two_candidates_leave_a_pronoun_open() -> None:
    text = "Ana Perle met Clara Hein at the bridge. “The road is open,” she said."
    item = read(text).statements[0]
    assert item.speaker.kind is SpeakerKind.OPEN
    assert set(item.speaker.candidates) == {"Ana Perle", "Clara Hein"}


@pytest.mark.parametrize(
    "text",
    [
        "Ines Kolar told the Valley Courier that it was late. She added that two boats were lost.",
        "Ines Kolar waited (Quiet on the river by Mina Fost, Valley Courier, 2 May 2021). She said that it was over.",
    ],
)
def test_a_paper_and_a_cited_author_are_no_candidates_for_a_pronoun(text: str) -> None:
    assert read(text).statements[-1].speaker.candidates == ("Ines Kolar",)


def test_surnames_are_given_their_full_name() -> None:
    second = read("Mayor Ana Perle left. Perle said that the road was open.").statements[0]
    assert second.speaker.name == "Ana Perle"


def test_several_bearers_of_a_surname_leave_it_open() -> None:
    text = "Mayor Ana Perle met Judge Otto Perle. Perle said that the road was open."
    assert read(text).statements[0].speaker.kind is SpeakerKind.OPEN


def test_who_relays_is_a_hop_and_not_the_speaker() -> None:
    item = read(
        "John Hale was reported by the Norian Gazette as saying that the army might move."
    ).statements[0]
    assert item.speaker.name == "John Hale"
    assert item.chain[-1].agent == "Norian Gazette"


def test_a_quotation_with_nothing_but_a_citation_is_its_author_s() -> None:
    text = "Their part has been “for intelligence, for rapport with civilians, and for the taxes of the city”. (Quitting by Mara Lind, 1 May 2021)"
    item = read(text).statements[0]
    assert item.speaker.name == "Mara Lind"


def test_every_sentence_has_a_voice_and_unsourced_assertions_are_listed() -> None:
    text = "Road opens in Velmar\n\nThe road is open. The mayor said it would stay open. Who knew?"
    reading = read(text)
    assert [item.voice.value for item in reading.sentences] == ["writer", "writer", "attributed", "writer"]
    assert [text[item.start : item.end] for item in reading.sentences if item.unsourced] == [
        "The road is open."
    ]


def test_loaded_words_are_marked_in_the_writer_s_voice_only() -> None:
    text = "The regime clearly lied. “The regime is gone from here,” the mayor said. It was a ‘victory’."
    reading = read(text)
    assert [(text[item.start : item.end], item.neutral) for item in reading.wording] == [
        ("regime", "government"), ("clearly", ""), ("‘victory’", "victory"),
    ]  # fmt: skip


def test_other_languages_give_their_direct_quotations_or_say_they_cannot() -> None:
    french = read("« La route est ouverte à tous », a déclaré le maire Jean Perle.", "fr")
    assert french.statements[0].speaker.name.endswith("Jean Perle")
    assert (
        read("Мэр Иван Перле заявил: «Дорога открыта для всех».", "ru")
        .statements[0]
        .speaker.name.endswith("Перле")
    )
    assert read("“Дорога открыта”, все молчали.", "ru").statements == ()
    assert not read("Die Straße ist offen.", "de").supported
