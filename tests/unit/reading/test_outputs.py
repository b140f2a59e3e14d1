import json
from importlib import resources
from typing import Any

from attrs import evolve
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # ships no types
from tests.gold.marked import gold_articles
from tests.unit.reading.test_gold_set import read
from tests.unit.reading.test_intake import PAGE, take
from tests.unit.reading.test_names_and_proposals import NAMES, source

from truceline.reading.accept import to_statement
from truceline.reading.annotations import reading_to_annotations
from truceline.reading.names import names_of
from truceline.reading.outputs import reading_to_json
from truceline.reading.page import reading_to_page
from truceline.reading.proposals import propose_claims
from truceline.reading.rules_reader import shipped_reader
from truceline.testimony.document import Part


def schema() -> dict[str, Any]:
    text = resources.files("truceline.data.schemas").joinpath("reading.schema.json").read_text("utf-8")
    return dict(json.loads(text))


def test_every_reading_fits_its_schema() -> None:
    check = Draft202012Validator(schema())
    for article in gold_articles():
        reading = read(article.document.text)
        plain = reading_to_json(reading, None, propose_claims(reading, NAMES, "truce"))
        assert list(check.iter_errors(json.loads(json.dumps(plain)))) == []


def test_spans_in_json_cut_the_words_and_bytes_the_original() -> None:
    intake = take(PAGE.replace("{0}", "utf-8").encode(), "a.html")
    plain = reading_to_json(shipped_reader().read(intake.document), intake.offsets, ())
    item = plain["statements"][0]
    assert list(Draft202012Validator(schema()).iter_errors(json.loads(json.dumps(plain)))) == []
    place = item["bytes"]["content"][0]
    source = item["bytes"]["source"][0]
    assert intake.original[source["start"] : source["end"]].startswith(b"The mayor of <b>Velmar")
    start, end = item["content"][0]
    assert plain["document"]["text"][start:end].startswith("that “at least twelve”")
    assert intake.original[place["start"] : place["end"]].startswith(b"that &ldquo;at least twelve")


def test_annotations_carry_both_selectors() -> None:
    text = "The mayor said that the road might be open."
    page = reading_to_annotations(read(text))
    (item,) = page["items"]
    for target in item["target"]:
        position, quote = target["selector"]
        assert text[position["start"] : position["end"]] == quote["exact"]
    assert page["@context"] == "http://www.w3.org/ns/anno.jsonld"


def test_the_page_escapes_marks_and_names_its_notes() -> None:
    text = "The <mayor> said that “the road is open & free to all”.\n\nThe sponsors wanted the truce to fail."
    page = reading_to_page(read(text))
    assert "&lt;mayor&gt;" in page
    assert 'id="note-s1"' in page
    assert 'aria-describedby="note-s1"' in page
    assert "imputed by the writer" in page
    assert "<script" not in page


def test_a_title_the_text_opens_with_stands_there_once() -> None:
    text = "The road is open\n\nThe mayor said that it stays so."
    document = evolve(read(text).document, title="The road is open")
    page = reading_to_page(evolve(read(text), document=document))
    assert page.count("The road is open") == 2  # in the head of the file, and above the text
    assert "<h1>The road is open</h1>" in page
    elsewhere = reading_to_page(evolve(read(text), document=evolve(document, title="Another")))
    assert ("<h1>Another</h1>" in elsewhere, "<p>The road is open</p>" in elsewhere) == (True, True)


def test_the_words_of_a_note_carry_its_number_and_its_own_words_run_left_to_right() -> None:
    page = reading_to_page(read("«الطريق مفتوح للجميع»، قال كريم دوست.", "ar"))
    assert '<html lang="ar" dir="rtl">' in page
    assert page.count('data-note="1"') == 1
    assert (
        '<div class="note" id="note-s1" lang="en" dir="ltr">1 <strong><bdi>كريم دوست</bdi></strong>' in page
    )
    assert "said: by 2021-06-28" in page


def test_candidates_stand_in_the_note() -> None:
    page = reading_to_page(read("Ana Perle met Clara Hein at the bridge. “The road is open,” she said."))
    assert "may be" in page


def test_an_accepted_statement_is_testimony_with_its_spans() -> None:
    reading = read("Mayor Ana Perle said that the road might be open.")
    names = names_of((), (), (source("perle", "Ana Perle"),), ())
    statement = to_statement(reading, reading.statements[0], names)
    assert statement.speaker.source == "perle"
    assert {span.part for span in statement.spans} == {Part.SOURCE, Part.CUE, Part.CONTENT, Part.HEDGE}
    assert len(statement.id) == 64
    unknown = to_statement(reading, reading.statements[0], NAMES)
    assert unknown.speaker.source is None
    relayed = read("John Hale was reported by the Norian Gazette as saying that the army might move.")
    chain = to_statement(relayed, relayed.statements[0], NAMES).chain
    assert [hop.agent.words for hop in chain] == ["Ada Writer", "Norian Gazette"]


def test_the_page_tells_what_its_marks_mean_and_shows_none_by_colour_alone() -> None:
    page = reading_to_page(read("The mayor said that the road may be shut."))
    key = page[page.index('<p class="key"') : page.index("<main>")]
    for kind in ("source", "cue", "content", "hedge", "wording"):
        assert f'<mark class="{kind}">' in key
        style = page[page.index(f".{kind}{{") :].split("}")[0]
        assert "border-bottom" in style or "text-decoration" in style
