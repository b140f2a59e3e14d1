"""Reading the add file: all of it as values, or every fault at once with its place."""

from typing import Any

import pytest

from truceline.exchange.addfile import read_add_file
from truceline.testimony.batch import Batch
from truceline.testimony.claim import ControlClaim, EventClaim, LossClaim
from truceline.testimony.statement import Speaker
from truceline.values.doubt import Count
from truceline.values.problems import Problem, Problems
from truceline.values.when import Fills, Period
from truceline.values.where import Location
from truceline.values.who import Who

HEAD = 'format = "truceline-add/1"\nzone = "Asia/Damascus"\ncoder = "me"\n'
SAID = '[[statement]]\nid = "s1"\ndocument = "d1"\nspeaker = "snhr"\ncontent = "words"\n'
FILE_LINE = '{"file": {"format": "truceline-add/1", "zone": "UTC"}}\n'


def read(text: str, *, known: dict[str, str] | None = None) -> Batch:
    return read_add_file(HEAD + text, "f.toml", known=known)


def faults(text: str, *, file: str = "f.toml", known: dict[str, str] | None = None) -> list[Problem]:
    with pytest.raises(Problems) as refusal:
        read_add_file(text, file, known=known)
    return list(refusal.value.problems)


def codes(text: str, **options: Any) -> list[tuple[str, str]]:
    return [(problem.code, problem.path) for problem in faults(HEAD + text, **options)]


def test_defaults_are_filled_in() -> None:
    batch = read(
        SAID + 'claims = [{ type = "event", kind = "shelling", incident = "i1", happened = "2016-02-27" }]\n'
    )
    (statement,), (claim,) = batch.statements, batch.claims
    assert (statement.label, statement.reported, statement.speaker) == ("s1", True, Speaker("snhr", ""))
    assert isinstance(claim, EventClaim)
    assert (claim.label, claim.statement, claim.circumstances) == ("s1/1", statement.id, ())
    assert claim.happened == Period(edtf="2016-02-27", zone="Asia/Damascus", fills=Fills.WITHIN, words="")


def test_a_state_fills_its_period_unless_it_says_otherwise() -> None:
    batch = read(
        SAID
        + """claims = [
  { type = "control", actor = "a", degree = "sole", happened = "2016-04" },
  { type = "control", actor = "b", degree = "sole", happened = { edtf = "2016-04-20", fills = "as-of" } },
  { type = "control", actor = "c", degree = "sole", happened = { edtf = "2016-04", words = "in April" } },
]
[[source]]
id = "snhr"
name = "S"
kind = "monitor"
affiliations = [{ to = "x", bond = "part-of", period = "2011/.." }]
aliases = [{ text = "T", used = "2012" }]
"""
    )
    fills = [claim.happened.fills for claim in batch.claims if claim.happened]
    assert fills == [Fills.THROUGHOUT, Fills.AS_OF, Fills.THROUGHOUT]
    tie, alias = batch.sources[0].affiliations[0], batch.sources[0].aliases[0]
    assert tie.period is not None
    assert alias.used is not None
    assert tie.period.fills is alias.used.fills is Fills.THROUGHOUT


def test_short_and_full_forms_say_the_same() -> None:
    batch = read(
        SAID
        + """claims = [
  { type = "loss", incidents = ["i1"], harm = "killed", count = 3, place = "part of aleppo" },
  { id = "full", type = "loss", incidents = ["i1"], harm = "killed", victims = "all", \
count = { low = 3, best = 3, high = 3, words = "3" }, \
place = { alternatives = [{ place = "aleppo", extent = "part", km = 0 }] } },
  { type = "role", actor = { form = "joint", members = ["b", "a"] }, role = "target" },
  { type = "role", actor = "a + b", role = "participant" },
]
"""
    )
    short, full, one, other = batch.claims
    assert isinstance(short, LossClaim)
    assert isinstance(full, LossClaim)
    assert (short.count, short.place) == (full.count, full.place)
    assert (short.count, short.place) == (Count.exactly(3), Location.parse("part of aleppo"))
    assert full.label == "full"
    assert [getattr(claim, "actor") for claim in (one, other)] == [Who.parse("a + b")] * 2  # noqa: B009 - both are roles


def test_toml_dates_without_quotes_are_taken_as_their_text() -> None:
    batch = read(
        SAID
        + "said = 2016-02-28\n"
        + '[[document]]\nid = "d1"\ntitle = "t"\npublished = 2016-02-28T06:25:00+03:00\nretrieved = 2016-02-28\n'
    )
    assert batch.statements[0].said is not None
    assert batch.statements[0].said.edtf == "2016-02-28"
    assert batch.documents[0].published is not None
    assert batch.documents[0].published.edtf == "2016-02-28T06:25:00+03:00"


def test_claims_may_stand_as_tables_of_their_own() -> None:
    nested = SAID + '[[statement.claims]]\ntype = "control"\nactor = "a"\ndegree = "sole"\n'
    inline = SAID + 'claims = [{ type = "control", actor = "a", degree = "sole" }]\n'
    assert read(nested) == read(inline)
    assert isinstance(read(nested).claims[0], ControlClaim)


def test_json_lines_say_the_same_as_toml() -> None:
    toml = (
        HEAD.replace("Asia/Damascus", "UTC").replace('coder = "me"\n', "")
        + SAID
        + 'chain = [{ agent = "unnamed: x" }]\n'
    )
    lines = FILE_LINE + (
        '{"statement": {"id": "s1", "document": "d1", "speaker": "snhr", "content": "words", "said": null, '
        '"chain": [{"agent": "unnamed: x"}]}}\n'
    )
    expected = read_add_file(toml, "f.toml", known=None)
    for name in ("f.jsonl", "f.ndjson", "anything"):
        assert read_add_file(lines, name, known=None) == expected
    assert read_add_file(toml, "anything", known=None) == expected


def test_links_and_codings_name_handles_of_the_file_the_record_or_whole_ids() -> None:
    link = '[[link]]\nsubject = "s1"\nkind = "retracts"\nobject = "{}"\nstatement = "s1"\n'
    second = SAID.replace('"s1"', '"s2"') + 'coded-from = ["s1", "old"]\n'
    old, whole = "a" * 64, "b" * 64
    batch = read(second + SAID + link.format("s2") + link.format(whole), known={"old": old})
    by_label = {item.label: item for item in batch.statements}
    assert [item.label for item in batch.statements] == ["s2", "s1"]
    assert by_label["s2"].coded_from == (by_label["s1"].id, old)
    assert [item.object for item in batch.links] == [by_label["s2"].id, whole]
    assert batch.links[0].statement == by_label["s1"].id
    assert batch.links[0].asserter == Speaker("me", "")


def test_what_is_given_twice_in_the_same_words_is_one() -> None:
    place = '[[place]]\nid = "homs"\nname = "Homs"\nkind = "city"\n'
    judgement = (
        '[[judgement]]\nabout = "incident"\nleft = "a"\nright = "b"\nanswer = "same"\nmade = "2026-01-01"\n'
    )
    batch = read(SAID + SAID + place + place + judgement + judgement)
    assert len(batch.statements) == len(batch.places) == len(batch.judgements) == 1
    assert batch.judgements[0].coder == "me"


def test_adding_again_what_the_record_has_is_no_problem_but_other_content_is() -> None:
    id = read(SAID).statements[0].id
    assert read(SAID, known={"s1": id}).statements[0].id == id
    assert codes(SAID, known={"s1": "f" * 64}) == [("handle.taken", "statement[0].id")]


def test_every_fault_of_a_file_is_told_at_once() -> None:
    text = """\
format = "truceline-add/2"
zone = "Asia/Damascas"
coder = 5
sources = 3
[[source]]
id = "Snhr"
kind = "monitr"
aliases = "x"
coded_by = 3
affiliations = [{ to = "x y", bond = "part" }, 4]
groups = ["ok", "Not Ok"]
[[statement]]
id = "S 1"
document = "d"
speaker = "A B"
said = "2016-13"
contents = "x"
coded-from = ["nobody"]
claims = [
  { type = "evnt" },
  { type = "event", kind = "shellin", happened = 2016-02-27, place = "a b" },
  { type = "loss", incidents = "x", harm = "killed", count = "quite" },
  { kind = "x" },
  3,
  { type = "watch", observer = "a", result = "partial", saw = ["talks", "tank"] },
  { type = "relation", subject = "a", relation = "part", object = "b" },
]
[[statement]]
id = "s2"
claims = 7
[[link]]
subject = "s2"
kind = "retracts"
object = "s3"
[[link]]
subject = "s2"
kind = "retracts"
object = "s2"
asserter = "me"
[judgement]
about = "incident"
"""
    found = [(problem.line, problem.code, problem.path) for problem in faults(text)]
    assert found == [
        (1, "addfile.format", "format"),
        (2, "period.zone", "zone"),
        (3, "input.type", "coder"),
        (4, "input.unknown_key", "sources"),
        (5, "input.missing_key", "source[0]"),
        (6, "id.spelling", "source[0].id"),
        (7, "input.choice", "source[0].kind"),
        (8, "input.type", "source[0].aliases"),
        (9, "input.unknown_key", "source[0].coded_by"),
        (10, "id.spelling", "source[0].affiliations[0].to"),
        (10, "input.choice", "source[0].affiliations[0].bond"),
        (10, "input.type", "source[0].affiliations[1]"),
        (11, "id.spelling", "source[0].groups[1]"),
        (12, "input.missing_key", "statement[0]"),
        (13, "handle.spelling", "statement[0].id"),
        (15, "id.spelling", "statement[0].speaker"),
        (16, "period.impossible", "statement[0].said"),
        (17, "input.unknown_key", "statement[0].contents"),
        (18, "handle.unresolved", "statement[0].coded-from[0]"),
        (20, "claim.type", "statement[0].claims[0].type"),
        (21, "codebook.kind", "statement[0].claims[1].kind"),
        (21, "id.spelling", "statement[0].claims[1].place"),
        (22, "input.type", "statement[0].claims[2].incidents"),
        (22, "count.unreadable", "statement[0].claims[2].count"),
        (23, "input.missing_key", "statement[0].claims[3]"),
        (24, "input.type", "statement[0].claims[4]"),
        (25, "codebook.kind", "statement[0].claims[5].saw[1]"),
        (26, "codebook.relation", "statement[0].claims[6].relation"),
        (28, "input.missing_key", "statement[1]"),
        (28, "input.missing_key", "statement[1]"),
        (28, "input.missing_key", "statement[1]"),
        (30, "input.type", "statement[1].claims"),
        (31, "input.missing_key", "link[0]"),
        (34, "handle.unresolved", "link[0].object"),
        (35, "link.to_itself", "link[1]"),
        (40, "input.type", "judgement"),
    ]


def test_a_near_word_is_suggested_in_the_problem() -> None:
    values = [problem.value for problem in faults(HEAD + SAID + 'contnt = "x"\n' + "[[sorce]]\n")]
    assert values == ["'contnt'; did you mean 'content'", "'sorce'; did you mean 'source'"]


def test_a_statement_needs_a_handle() -> None:
    bare = SAID.replace('id = "s1"\n', "")
    assert codes(bare + bare) == [
        ("input.missing_key", "statement[0]"),
        ("input.missing_key", "statement[1]"),
    ]
    assert codes(SAID.replace('"s1"', "5")) == [("input.type", "statement[0].id")]


def test_claims_of_statements_without_a_handle_are_no_faults_of_their_own() -> None:
    bare = SAID.replace('id = "s1"\n', "")
    claim = 'claims = [{{ type = "control", actor = "a", degree = "{}" }}]\n'
    assert codes(bare + claim.format("sole") + bare + claim.format("none")) == [
        ("input.missing_key", "statement[0]"),
        ("input.missing_key", "statement[1]"),
    ]


def test_one_handle_cannot_stand_for_two_things() -> None:
    other = SAID.replace("words", "other words")
    assert codes(SAID + other) == [("handle.duplicate", "statement[1].id")]
    claim = 'claims = [{{ id = "{}", type = "control", actor = "a", degree = "{}" }}]\n'
    assert codes(SAID + claim.format("s1", "sole")) == [("handle.duplicate", "statement[0].claims[0].id")]
    place = '[[place]]\nid = "homs"\nname = "{}"\nkind = "city"\n'
    assert codes(place.format("Homs") + place.format("Hims")) == [("handle.duplicate", "place[1].id")]


def test_one_saying_cannot_have_two_handles() -> None:
    assert codes(SAID + SAID.replace("s1", "s2")) == [("handle.same_content", "statement[1].id")]
    twice = 'claims = [{ type = "control", actor = "a", degree = "sole" }, { type = "control", actor = "a", degree = "sole" }]\n'
    assert codes(SAID + twice) == [("handle.same_content", "statement[0].claims[1].id")]


def test_a_handle_that_looks_like_an_id_must_be_that_id() -> None:
    assert codes(SAID.replace("s1", "a" * 64)) == [("handle.taken", "statement[0].id")]
    id = read(SAID).statements[0].id
    assert read(SAID.replace("s1", id)).statements[0].label == id


def test_codings_in_a_circle_are_told() -> None:
    one = SAID + 'coded-from = ["s2"]\n'
    two = SAID.replace("s1", "s2") + 'coded-from = ["s1"]\n'
    assert [code for code, _ in codes(one + two)] == ["handle.circle"]


def test_a_coding_of_something_faulty_is_not_told_as_well() -> None:
    one = SAID + 'coded-from = ["s2"]\n'
    two = (
        SAID.replace("s1", "s2").replace("words", "")
        + '[[link]]\nsubject = "s1"\nkind = "counts"\nobject = "s2"\n'
    )
    assert codes(one + two) == [("statement.empty", "statement[1]")]


def test_two_handles_of_one_thing_cannot_be_linked() -> None:
    link = '[[link]]\nsubject = "s1"\nkind = "counts"\nobject = "old"\n'
    id = read(SAID).statements[0].id
    assert codes(SAID + link, known={"old": id}) == [("link.to_itself", "link[0]")]


@pytest.mark.parametrize(
    ("text", "file", "code"),
    [
        ("", "f.toml", "addfile.format"),
        ("", "f.jsonl", "addfile.format"),
        ('title = "An agreement"\n[[provision]]\n', "f.toml", "addfile.format"),
        ("[[source]]\n", "f.toml", "addfile.format"),
        ("a = ", "f.toml", "toml.syntax"),
        ("{", "f.jsonl", "json.syntax"),
        ('{"file": 3}', "f.jsonl", "addfile.format"),
        ('{"source": {}}', "f.jsonl", "addfile.format"),
        (FILE_LINE + FILE_LINE, "f.jsonl", "addfile.line"),
        (FILE_LINE + "{}", "f.jsonl", "addfile.line"),
        (FILE_LINE + '{"sorce": {}}', "f.jsonl", "addfile.line"),
        (FILE_LINE + '{"source": {}, "actor": {}}', "f.jsonl", "addfile.line"),
        (FILE_LINE + '{"source": 3}', "f.jsonl", "input.type"),
        (FILE_LINE.replace('"zone"', '"tone"'), "f.jsonl", "input.unknown_key"),
        (FILE_LINE.replace('"UTC"', '"UTC", "coder": "A B"'), "f.jsonl", "id.spelling"),
    ],
)
def test_what_is_no_add_file_is_refused(text: str, file: str, code: str) -> None:
    assert code in [problem.code for problem in faults(text, file=file)]


def test_faults_of_json_lines_are_placed_in_the_whole_file() -> None:
    (problem,) = faults(FILE_LINE + '\n{"source": {"id": "a", "name": "A", "kind": "x"}}\n', file="f.jsonl")
    assert (problem.line, problem.column, problem.path) == (3, 45, "source.kind")


def test_an_asserter_must_be_stated_where_the_file_names_no_coder() -> None:
    link = '[[link]]\nsubject = "s1"\nkind = "counts"\nobject = "{}"\n'.format("c" * 64)
    text = HEAD.replace('coder = "me"\n', "") + SAID + link
    assert [(problem.code, problem.value) for problem in faults(text)] == [("input.missing_key", "asserter")]
