"""Writing the add file: canonical text, short where nothing is lost, nothing let out by accident."""

from typing import Any

import pytest
from attrs import evolve

from truceline.exchange.addfile import PUBLIC_ONLY, read_add_file, write_add_file
from truceline.testimony.batch import Batch, Dataset
from truceline.testimony.register import Handling

ALL = frozenset(Handling)
TEXT = """\
format = "truceline-add/1"
zone = "Asia/Damascus"
coder = "me"

[[source]]
id = "snhr"
name = "Network"
aliases = [
  "SNHR",
  { text = "الشبكة", language = "ar", used = "2011/.." },
]
kind = "monitor"
affiliations = [
  { to = "other", bond = "part-of", stated-in = "d1" },
]

[[place]]
id = "homs"
name = "Homs"
kind = "city"
part-of = ["syria"]
position = "34.73, 36.71"

[[document]]
id = "d1"
title = "A \\"report\\"\\nin two lines\\u007f"
outlet = "snhr"
published = "2016-02-28[UTC]"

[[statement]]
id = "s1"
document = "d1"
speaker = "snhr"
content = "words"
said = { edtf = "2016-02-28", words = "on Sunday" }
chain = [
  { agent = "unnamed: an aide", date = { edtf = "2016-02", zone = "UTC", fills = "throughout" }, mode = "quotes" },
]
claims = [
  { type = "event", incident = "i1", kind = "shelling", happened = "2016-02-27", place = "part of homs" },
  { type = "loss", id = "toll", incidents = ["i1", "i2"], harm = "killed", count = "at least 3" },
  { type = "loss", incidents = [], harm = "injured", count = { low = 1, high = 4 } },
  { type = "loss", incidents = ["i1"], harm = "injured", victims = "civilians", count = 3 },
  { type = "control", actor = { form = "one", members = ["a"], words = "A" }, degree = "sole", happened = "2016-04" },
]

[[statement]]
id = "s2"
document = "d1"
speaker = { source = "snhr", words = "its head" }
content = ""
coded-from = ["s1"]

[[link]]
subject = "s2"
kind = "counts"
object = "toll"

[[judgement]]
about = "incident"
left = "i1"
right = "i2"
answer = "unsure"
made = "2026-11-24"
"""


def batch() -> Batch:
    return read_add_file(TEXT, "f.toml", known=None)


def write(items: Batch, **options: Any) -> str:
    usual: dict[str, Any] = {"zone": "Asia/Damascus", "coder": "me", "form": "toml", "handlings": ALL}
    return write_add_file(items, **{**usual, **options}).text


def test_the_canonical_text_is_written_back_byte_for_byte() -> None:
    assert write(batch()) == TEXT


def test_json_lines_hold_the_same_items() -> None:
    lines = write(batch(), form="jsonl")
    assert lines.split("\n")[0] == (
        '{"file": {"format": "truceline-add/1", "zone": "Asia/Damascus", "coder": "me"}}'
    )
    assert read_add_file(lines, "f.jsonl", known=None) == batch()


def test_another_zone_and_coder_change_the_text_and_nothing_else() -> None:
    text = write(batch(), zone="UTC", coder="")
    assert 'asserter = "me"' in text
    assert '"2016-02-27[Asia/Damascus]"' in text
    assert read_add_file(text, "f.toml", known=None) == batch()


def test_a_label_that_serves_no_longer_is_written_as_the_id() -> None:
    items = batch()
    first, second = items.statements
    bare = evolve(items, statements=(evolve(first, label=""), evolve(second, label="toll")), links=())
    again = read_add_file(write(bare), "f.toml", known=None)
    assert [item.id for item in again.statements] == [first.id, second.id]
    assert again.statements[0].label == first.id
    assert [item.id for item in again.claims] == [item.id for item in items.claims]
    assert write(again) == write(bare)


def test_only_what_is_public_goes_out_and_the_rest_is_counted() -> None:
    items = batch()
    hidden = evolve(
        items, statements=(evolve(items.statements[0], handling=Handling.RESTRICTED), items.statements[1])
    )
    written = write_add_file(hidden, zone="UTC", coder="", form="toml", handlings=PUBLIC_ONLY)
    # What is coded from it, and the judgement on incidents nobody else speaks of, stay with it.
    assert written.withheld == {"statements": 2, "claims": 5, "links": 1, "judgements": 1}
    assert "i1" not in written.text


def test_a_protected_source_takes_everything_that_names_it_along() -> None:
    items = batch()
    source = evolve(items.sources[0], handling=Handling.LEAD_ONLY)
    written = write_add_file(
        evolve(items, sources=(source,)), zone="UTC", coder="", form="toml", handlings=PUBLIC_ONLY
    )
    assert written.withheld == {
        "sources": 1, "documents": 1, "statements": 2, "claims": 5, "links": 1, "judgements": 1,
    }  # fmt: skip
    assert "snhr" not in written.text


def test_data_sets_and_claims_without_their_statement_are_counted_as_withheld() -> None:
    items = batch()
    data_set = Dataset(
        id="ged", title="", publisher="ucdp", released=None, codebook="c", codebook_version="1", sha256="",
        stored="", rows=1, root="",
    )  # fmt: skip
    orphans = evolve(items, statements=items.statements[1:], links=(), judgements=(), datasets=(data_set,))
    written = write_add_file(orphans, zone="UTC", coder="", form="toml", handlings=ALL)
    assert written.withheld == {"claims": 5, "datasets": 1}


@pytest.mark.parametrize("kind", ["observer", "asserter", "stated_in"])
def test_a_protected_source_or_document_is_not_named_in_passing(kind: str) -> None:
    head = 'format = "truceline-add/1"\nzone = "UTC"\ncoder = "me"\n'
    secret = '[[source]]\nid = "secret"\nname = "S"\nkind = "other"\nhandling = "lead-only"\n'
    paper = '[[document]]\nid = "paper"\ntitle = "P"\nhandling = "restricted"\n'
    said = '[[statement]]\nid = "s1"\ndocument = "d1"\nspeaker = "snhr"\ncontent = "words"\n'
    naming = {
        "observer": 'claims = [{ type = "watch", observer = "secret", result = "partial" }]\n',
        "asserter": '[[link]]\nsubject = "s1"\nkind = "counts"\nobject = "{}"\nasserter = "secret"\n'.format(
            "a" * 64
        ),
        "stated_in": '[[place]]\nid = "p"\nname = "P"\nkind = "other"\nstated-in = "paper"\n',
    }
    items = read_add_file(head + secret + paper + said + naming[kind], "f.toml", known=None)
    written = write_add_file(items, zone="UTC", coder="me", form="toml", handlings=PUBLIC_ONLY)
    assert "secret" not in written.text
    assert "paper" not in written.text
    assert 'id = "s1"' in written.text
    assert sum(written.withheld.values()) == 3
