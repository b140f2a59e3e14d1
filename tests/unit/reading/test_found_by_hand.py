"""What reporters' articles showed to be read wrongly, each with what holds now."""

import pytest
from tests.unit.reading.test_gold_set import read

from truceline.reading.result import Reading, ReadStatement, SpeakerKind
from truceline.testimony.statement import Act


def _read(text: str) -> list[ReadStatement]:
    return list(read(text).statements)


def _words(reading: Reading, item: ReadStatement) -> str:
    return " ".join((reading.document.text or "")[start:end] for start, end in item.content)


SAID: tuple[tuple[str, list[str]], ...] = (
    (
        "Otto Brandt said that his men “have not fired since Sunday” and suggested that the rest was staged.",
        ["that his men “have not fired since Sunday”", "that the rest was staged"],
    ),
    (
        "A commander, who asked not to be named because he was not authorised to speak, dismissed that as “a fairy tale”.",
        ["that as “a fairy tale”"],
    ),
    ("Residents who asked not to be named said they had heard it.", ["they had heard it"]),
    ("An official, speaking on condition of anonymity, said that two had died.", ["that two had died"]),
    ("Ann Perle told the newspaper The Brunn Courier that it was over.", ["that it was over"]),
    ("Ann Perle told the newspaper that it was over.", ["that it was over"]),
    (
        "Up to half may be lost, the farmers’ union warned, citing a report that it had seen.",
        ["Up to half may be lost", "a report that it had seen"],
    ),
    ("Nobody said that it was over.", []),
    ("Ann Perle was told by the mayor that it was over.", ["that it was over"]),
)


@pytest.mark.parametrize(("text", "contents"), SAID)
def test_what_is_said_is_read_and_nothing_else(text: str, contents: list[str]) -> None:
    reading = read(text)
    assert [_words(reading, item) for item in reading.statements] == contents


def test_whoever_cites_a_report_is_who_said_it() -> None:
    speakers = [
        item.speaker.name for item in _read("Half may be lost, the farmers’ union warned, citing a report.")
    ]
    assert speakers == ["farmers’ union"] * 2


def test_a_thing_may_be_what_is_said_to_say_it() -> None:
    (item,) = _read("The price rose in Tarn, suggesting that the road was shut.")
    assert item.speaker.name == "price"


def test_a_relative_clause_without_a_name_is_said_by_whoever_it_hangs_on() -> None:
    (item,) = _read("He met a soldier, who said that it was over.")
    assert (item.speaker.name, item.speaker.kind) == ("soldier", SpeakerKind.UNNAMED)


LATER = "Colonel Otto Brandt said it was quiet.\n\n{0} He conceded that guns had moved."


@pytest.mark.parametrize(
    ("sentence", "name", "kind", "candidates"),
    [
        ("A Tarn commander came.", "Tarn commander", SpeakerKind.UNNAMED, ()),
        ("A soldier met a medic.", "He", SpeakerKind.OPEN, ("soldier", "medic")),
        ("A spokeswoman came.", "Otto Brandt", SpeakerKind.NAMED, ()),
    ],
)
def test_he_is_somebody_without_a_name_rather_than_somebody_farther_off(
    sentence: str, name: str, kind: SpeakerKind, candidates: tuple[str, ...]
) -> None:
    speaker = _read(LATER.format(sentence))[-1].speaker
    assert (speaker.name, speaker.kind, speaker.candidates) == (name, kind, candidates)


def test_what_a_body_is_for_is_no_person() -> None:
    text = "“It is pressure,” said Jonas Wieck of the Institute for Regional Studies. He cautioned that it was over."
    assert _read(text)[-1].speaker.candidates == ("Jonas Wieck",)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The army said that it fired on Sunday and added that it was over.", ["", ""]),
        ("The committee accused the army of shelling Osk on 28 May.", [""]),
        ("The committee accused the army of shelling Osk, on 28 May.", ["28 May"]),
        ("The committee condemned the shelling on 28 May.", ["28 May"]),
        ("The committee accused the army on 28 May.", ["28 May"]),
    ],
)
def test_a_day_of_what_was_done_or_said_by_others_is_not_when_it_was_said(
    text: str, words: list[str]
) -> None:
    assert [item.said.words for item in _read(text)] == words


def test_asking_somebody_to_do_something_is_no_question() -> None:
    assert [item.act for item in _read("The mayor asked the army to leave.")] == [Act.REQUEST]


@pytest.mark.parametrize(
    ("cited", "title", "outlet"),
    [
        ("Lake Mission, “Monthly report no. 4,” 1 May 2021", "Monthly report no. 4", "Lake Mission"),
        ("“Council corrects toll,” Brunn Courier, 5 May 2021", "Council corrects toll", "Brunn Courier"),
    ],
)
def test_citations_with_the_comma_inside_the_marks_are_read(cited: str, title: str, outlet: str) -> None:
    (citation,) = read(f"The report counted 402 of them ({cited}).").citations
    assert (citation.title, citation.outlet) == (title, outlet)


def test_words_passed_on_within_a_quotation_that_does_not_come_first_are_read() -> None:
    text = "Marek Dolan said he could not say: “I was told by the mayor that the sergeant had said, ‘We reply to all.’ I did not hear it.”"
    statements = _read(text)
    assert [item.speaker.name for item in statements] == ["Marek Dolan", "mayor", "sergeant"]
    assert [item.parent for item in statements] == [None, "s1", "s1"]
