"""Agreements, actors, talks, dossiers, the reader and the inbox over a small record."""

import csv
import io
import re
import shutil
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from threading import Event
from typing import Any
from urllib.parse import urlencode

import pytest
from attrs import evolve
from tests.simulated import TEXT
from tests.told import AGREEMENT, LISTS, PAPER, THINGS, told_world
from tests.workbench import NOON, OWN, Workbench, opened, record_of
from tests.world import event

from truceline.exchange.addfile import read_add_file
from truceline.reading.review import Choice
from truceline.record.store import Record
from truceline.testimony.decision import Answer
from truceline.testimony.register import Handling
from truceline.workbench.reviewing import decide
from truceline.workbench.web.access import See
from truceline.workbench.web.asked import Basis
from truceline.workbench.web.jobs import Cancelled, Job, Stage
from truceline.workbench.web.reviews import Reviews


@pytest.fixture(scope="module")
def told_record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The record of that world, for all tests that only look, and to be copied."""
    return record_of(told_world(), tmp_path_factory.mktemp("told"))


@pytest.fixture(scope="module")
def told(told_record: Path) -> Iterator[Workbench]:
    with opened(told_record) as made:
        yield made


@pytest.fixture
def mine(told_record: Path, tmp_path: Path) -> Iterator[Workbench]:
    """A workbench whose record a test may write to, with a name given."""
    with opened(Path(shutil.copytree(told_record, tmp_path / "mine.truceline"))) as made:
        made.session.name = "Ann"
        yield made


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def words_of(page: str) -> str:
    """A page's text without its markup."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", page)))


def send(workbench: Workbench, path: str, **fields: str) -> Any:
    return workbench.client.post(
        path, data={"csrf": workbench.session.csrf, **fields}, headers=OWN, follow_redirects=False
    )


@pytest.mark.parametrize("path", [*LISTS, *THINGS])
def test_every_screen_is_a_page_and_json_and_csv_in_both_languages(told: Workbench, path: str) -> None:
    for language in ("ar", "en"):
        page = told.client.get(path, params={"lang": language})
        assert page.status_code == 200, page.text[:500]
        assert f'<html lang="{language}"' in page.text
        assert page.text.count("<h1>") == 1
    assert told.client.get(f"{path}.json").headers["content-type"] == "application/json"
    answer = told.client.get(f"{path}.csv")
    assert answer.headers["content-type"].startswith("text/csv")
    assert len({len(row) for row in csv.reader(io.StringIO(answer.text))}) <= 1


@pytest.mark.parametrize(
    "path",
    ["/agreement/none", "/agreement/none/zones", "/actor/none", "/incident/none", "/document/none", "/agreement/none/text"],
)  # fmt: skip
def test_what_is_not_there_is_not_found(told: Workbench, path: str) -> None:
    assert told.client.get(path).status_code == 404


@pytest.mark.parametrize("path", [f"{AGREEMENT}/standings", f"{AGREEMENT}/zones", "/actors/control"])
def test_a_day_that_is_none_is_told(told: Workbench, path: str) -> None:
    answer = told.client.get(f"{path}.json", params={"day": "someday"})
    assert answer.status_code == 400
    assert answer.json()["problems"][0]["code"] == "cli.date"


def test_an_invented_incident_is_answered_and_nothing_is_written(told: Workbench) -> None:
    before = told.holding.record.size
    query = {"what": "shelling", "when": "2016-03-10", "at": "outer", "who": "North", "whom": "south"}
    body = told.client.get(f"{AGREEMENT}/trial.json", params=query).json()
    assert body["found"]["outcome"] == "violation"
    page = words_of(told.client.get(f"{AGREEMENT}/trial", params=query).text)
    assert "It would be: ✖ violation" in page
    assert told.holding.record.size == before


def test_the_dossier_says_what_the_assessment_says_and_how_every_view_sees_it(told: Workbench) -> None:
    body = told.client.get("/incident/strike.json").json()["dossier"]
    with told.holding.sight(See.LEAD).assessing(_basis()) as case:
        finding = case.finding("strike")
    assert finding is not None
    first = body["findings"][0]
    assert (first["outcome"], first["view"]) == (finding.outcome.value, "every-source")
    assert len(body["findings"]) == len(told.holding.sight(See.LEAD).views)
    page = told.client.get("/incident/strike").text
    assert "possible violation" in words_of(page)
    assert page.count('class="cell likeness contrary') >= 2
    assert 'id="chain-1"' in page
    assert 'id="toll-picture"' in page
    assert 'id="incident-map"' in page
    assert body["head"]["root"] in page


def _basis() -> Any:
    return Basis("truce", "every-source", "", "")


def test_every_claim_of_a_dossier_leads_to_its_document(told: Workbench) -> None:
    page = told.client.get("/incident/strike").text
    links = set(re.findall(r'href="(/document/[^"?#]+)', page))
    assert links
    for link in links:
        assert told.client.get(link).status_code == 200


def test_a_long_document_shows_its_statements_in_stretches_and_each_by_its_own_link(tmp_path: Path) -> None:
    world = told_world()
    for number in range(70):
        world.reports("monitor", f"many-{number}")
    with opened(record_of(world, tmp_path)) as made:
        whole = made.client.get("/document/monitor-report.json").json()["document"]["notes"]
        assert len(whole) > 70
        shown = [re.findall(r'id="note-(s-[0-9a-f]+)"', made.client.get("/document/monitor-report").text)]
        following = re.search(r'rel="next" href="([^"]+)"', made.client.get("/document/monitor-report").text)
        assert following is not None
        shown.append(re.findall(r'id="note-(s-[0-9a-f]+)"', made.client.get(unescape(following[1])).text))
        assert [*shown[0], *shown[1]] == [one["id"] for one in whole][:100]
        link = next(
            one
            for one in re.findall(r'href="(/document/[^"]+)"', made.client.get("/incident/many-69").text)
            if "#" in one
        )
        path, _, note = unescape(link).partition("#")
        assert f'id="{note}"' in made.client.get(path).text


def test_a_disputed_statement_says_by_whom_in_the_reader(told: Workbench) -> None:
    page = words_of(told.client.get("/document/monitor-report").text)
    assert "Disputed: denies, North-Office" in page


def test_the_reader_marks_every_word_of_the_text_once(told: Workbench) -> None:
    page = told.client.get("/document/paper").text
    article = page.partition("<article")[2].partition("</article>")[0]
    pieces = re.findall(r'data-start="(\d+)" data-end="(\d+)"[^>]*>([^<]*)<', article)
    assert "".join(unescape(text) for _, _, text in pieces) == PAPER
    assert [int(end) for _, end, _ in pieces][:-1] == [int(start) for start, _, _ in pieces][1:]
    assert (
        page.count("data-proposal=") == len(told.client.get("/document/paper.json").json()["proposals"]) >= 3
    )


def proposals(workbench: Workbench) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = workbench.client.get("/document/paper.json").json()["proposals"]
    return found


def test_nothing_is_decided_without_a_name(told: Workbench) -> None:
    before = told.holding.record.size
    for path in (
        f"/document/paper/proposals/{proposals(told)[0]['id']}/accept",
        "/inbox/judgements",
        "/document/paper/claims",
        f"{AGREEMENT}/text",
    ):
        answer = send(told, path, text=TEXT, quote="North", next="/inbox")
        assert (answer.status_code, answer.headers["location"]) == (303, "/you?next=%2Finbox")
    assert told.holding.record.size == before


@pytest.mark.parametrize("verb", ["accept", "reject"])
def test_a_proposal_is_answered_once_and_whoever_is_second_is_told_who_was_first(
    mine: Workbench, verb: str
) -> None:
    one = proposals(mine)[0]
    path = f"/document/paper/proposals/{one['id']}/{verb}"
    assert send(mine, path, next="/document/paper").headers["location"] == "/document/paper"
    (now_,) = [each for each in proposals(mine) if each["id"] == one["id"]]
    assert (now_["decided"]["answer"], now_["decided"]["by"]) == (f"{verb}ed", "Ann")
    size = mine.holding.record.size
    again = send(mine, f"/document/paper/proposals/{one['id']}/reject", next="/inbox")
    assert again.status_code == 409
    assert f"{verb}ed by Ann" in words_of(again.text)
    assert mine.holding.record.size == size


def test_the_same_proposal_decided_elsewhere_meanwhile_is_a_clear_conflict(mine: Workbench) -> None:
    one = proposals(mine)[0]
    review = Reviews(mine.holding.record).of(mine.holding.sight(See.LEAD), "paper")
    decide(mine.holding.record, review, one["id"], Choice(Answer.REJECTED, {}, "", ""), by="Ben", at=NOON)
    answer = send(mine, f"/document/paper/proposals/{one['id']}/accept")
    assert answer.status_code == 409
    assert "rejected by Ben" in words_of(answer.text)


def test_an_edited_proposal_enters_as_edited_with_only_what_was_changed(mine: Workbench) -> None:
    one = next(each for each in proposals(mine) if each["type"] == "loss")
    fields = {f"f-{name}": value for name, value in one["fields"].items()}
    answer = send(mine, f"/document/paper/proposals/{one['id']}/edit", **{**fields, "f-count": "at least 4"})
    assert answer.status_code == 303
    (entered,) = [c for c in mine.holding.record.snapshot().claims if c.statement and c.type == "loss" and c.count.low == 4]  # type: ignore[attr-defined]  # losses have counts  # fmt: skip
    assert entered.incidents == (one["fields"]["incidents"],)  # type: ignore[attr-defined]
    (now_,) = [each for each in proposals(mine) if each["id"] == one["id"]]
    assert now_["decided"]["answer"] == "edited"


def test_an_edit_that_is_no_claim_enters_nothing_and_says_why(mine: Workbench) -> None:
    one = next(each for each in proposals(mine) if each["type"] == "loss")
    size = mine.holding.record.size
    answer = send(mine, f"/document/paper/proposals/{one['id']}/edit", **{"f-count": "heaps"})
    assert answer.status_code == 422
    assert "count" in words_of(answer.text)
    assert mine.holding.record.size == size


def test_a_proposal_is_joined_to_an_incident_on_record_and_the_rest_of_it_follows(mine: Workbench) -> None:
    body = mine.client.get("/inbox.json").json()["proposals"]
    strike = next(one for one in body if one["type"] == "event" and "strike" in one["may_be"])
    assert send(mine, f"/document/paper/proposals/{strike['id']}/join", incident="strike").status_code == 303
    evidence = mine.client.get("/incident/strike.json").json()["dossier"]["accounts"]["tellings"]
    assert any(one["document"] == "paper" for one in evidence)
    rest = [one for one in mine.client.get("/inbox.json").json()["proposals"] if one["fields"].get("incidents") == strike["fields"]["incident"]]  # fmt: skip
    assert rest
    assert all(one["may_be"] == ["strike"] for one in rest)
    relation = send(mine, f"/document/paper/proposals/{strike['id']}/join", incident="")
    assert relation.status_code == 422


def test_a_held_proposal_stays_undecided_and_says_who_holds_it(mine: Workbench) -> None:
    one, size = proposals(mine)[0], mine.holding.record.size
    assert send(mine, f"/document/paper/proposals/{one['id']}/hold").status_code == 303
    assert mine.holding.record.size == size
    (held,) = [each for each in mine.client.get("/inbox.json").json()["proposals"] if each["held"]]
    assert (held["id"], held["held"]["by"], held["decided"]) == (one["id"], "Ann", None)
    assert "held by Ann" in words_of(mine.client.get("/inbox").text)


def test_an_unknown_proposal_or_answer_changes_nothing(mine: Workbench) -> None:
    one, size = proposals(mine)[0], mine.holding.record.size
    assert send(mine, f"/document/paper/proposals/{one['id']}/burn").status_code == 404
    assert send(mine, "/document/paper/proposals/p-0/accept").status_code == 400
    assert send(mine, f"/document/none/proposals/{one['id']}/accept").status_code in (400, 404)
    assert mine.holding.record.size == size


def pair(workbench: Workbench) -> dict[str, str]:
    (found,) = workbench.client.get("/inbox.json").json()["pairs"]["incidents"]
    return {"about": "incident", "left": found["left"], "right": found["right"], "seen": found["latest"]}


def test_a_pair_judged_in_two_windows_gives_a_conflict_with_what_happened(mine: Workbench) -> None:
    one = pair(mine)
    assert send(mine, "/inbox/judgements", **one, answer="same", reason="same words").status_code == 303
    assert mine.client.get("/inbox.json").json()["pairs"]["incidents"] == []
    size = mine.holding.record.size
    second = send(mine, "/inbox/judgements", **one, answer="different", reason="no")
    assert second.status_code == 409
    assert "the same" in words_of(second.text)
    assert "Ann" in words_of(second.text)
    assert mine.holding.record.size == size
    assert {one["left"], one["right"]} == {"strike", "set:1"}


@pytest.mark.parametrize(
    "wrong",
    [{"answer": "perhaps"}, {"about": "weather"}, {"left": "no-such"}, {"right": "strike", "left": "strike"}],
)
def test_a_judgement_on_what_is_not_there_is_refused(mine: Workbench, wrong: dict[str, str]) -> None:
    size = mine.holding.record.size
    answer = send(mine, "/inbox/judgements", **{**pair(mine), "answer": "same", **wrong})
    assert answer.status_code in (404, 422)
    assert mine.holding.record.size == size


def test_a_claim_made_by_hand_enters_with_its_words_and_its_coders_name(mine: Workbench) -> None:
    start = PAPER.index("North shelled Outer")
    answer = send(
        mine, "/document/paper/claims", quote="North shelled Outer", start=str(start), end=str(start + 19),
        speaker="reporter", said="2016-03-12", type="event",
        **{"event-incident": "by-hand", "event-kind": "shelling", "event-happened": "2016-03-11", "event-place": "outer"},
    )  # fmt: skip
    assert answer.status_code == 303, words_of(answer.text)
    note = answer.headers["location"].partition("#")[2]
    page = mine.client.get("/document/paper").text
    assert f'id="{note}"' in page
    entry = list(mine.holding.record.entries())[-1]
    assert entry.by == "Ann"
    assert mine.client.get("/incident/by-hand").status_code == 200


def test_a_form_with_faults_keeps_what_was_typed_and_tells_every_fault(mine: Workbench) -> None:
    size = mine.holding.record.size
    answer = send(
        mine, "/document/paper/claims", quote="North shelled Outer", speaker="nobody", said="soon", type="event",
        **{"event-kind": "fireworks", "event-place": "atlantis"},
    )  # fmt: skip
    assert answer.status_code == 422
    assert 'value="atlantis"' in answer.text
    assert "said" in words_of(answer.text)
    assert mine.holding.record.size == size
    assert send(mine, "/document/monitor-report/claims", quote="x").status_code == 404
    twice = send(mine, "/document/twice/claims", quote="Inner", speaker="monitor", type="event", **{"event-kind": "shelling"})  # fmt: skip
    assert "web.words_twice" in twice.text


def edit(workbench: Workbench, text: str, **more: str) -> Any:
    base = workbench.client.get(f"{AGREEMENT}/text.json").json()["base"]
    return send(workbench, f"{AGREEMENT}/text", **{"text": text, "base": base, **more})


def test_an_edited_agreement_is_kept_as_a_new_text_under_the_editors_name(mine: Workbench) -> None:
    newer = TEXT.replace("Nobody fires in the zone.", "Nobody fires there.")
    assert edit(mine, newer, reason="clearer").status_code == 303
    assert "Nobody fires there." in mine.client.get(AGREEMENT).text
    entry = next(each for each in list(mine.holding.record.entries())[::-1] if each.kind.value == "document")
    assert entry.by == "Ann"


def test_with_a_fault_nothing_is_kept_and_all_faults_stand_at_their_lines(mine: Workbench) -> None:
    size = mine.holding.record.size
    answer = edit(mine, TEXT.replace('"use-of-weapons"', '"fireworks"'))
    assert answer.status_code == 422
    assert answer.text.count("agreement.conduct") == 3
    assert "fireworks" in answer.text.partition("<textarea")[2]
    assert "^" in answer.text
    assert mine.holding.record.size == size


def test_checking_only_keeps_nothing(mine: Workbench) -> None:
    size = mine.holding.record.size
    answer = edit(mine, TEXT, only_check="1")
    assert (answer.status_code, mine.holding.record.size) == (200, size)
    assert "No faults" in answer.text


def test_a_text_kept_meanwhile_by_somebody_else_is_not_overwritten(mine: Workbench) -> None:
    first = TEXT.replace("Nobody fires in the zone.", "First.")
    base = mine.client.get(f"{AGREEMENT}/text.json").json()["base"]
    assert edit(mine, first).status_code == 303
    second = send(mine, f"{AGREEMENT}/text", text=TEXT.replace("in the zone", "here"), base=base)
    assert second.status_code == 409
    assert "First." in second.text
    assert "First." in mine.client.get(AGREEMENT).text


SECRET = """
format = "truceline-add/1"
zone = "Asia/Damascus"
coder = "coder"
[[source]]
id = "informant"
name = "Informant Zeta"
kind = "local-network"
handling = "lead-only"
[[actor]]
id = "shadow"
name = "Shadow Brigade"
kind = "armed-group"
[[document]]
id = "covert-paper"
title = "Covert paper"
handling = "lead-only"
text = "North shelled Outer on 11 March 2016, Informant Zeta said."
[[statement]]
id = "whisper"
document = "covert-paper"
speaker = "informant"
content = "hushed words"
handling = "lead-only"
claims = [
  { type = "event", incident = "hush-talks", kind = "talks", happened = "2016-03-10" },
  { type = "role", incident = "hush-talks", actor = "shadow", role = "participant" },
  { type = "relation", subject = "shadow", relation = "part-of", object = "north" },
  { type = "control", actor = "shadow", degree = "sole", place = "inner" },
  { type = "indicator", subject = "shadow", measure = "hushed measure", value = 7 },
  { type = "standing", actor = "shadow", agreement = "truce", position = "accepted" },
  { type = "event", incident = "strike", kind = "air-strike", happened = "2016-03-10", place = "inner" },
]
"""
HIDDEN = ("informant", "zeta", "shadow", "covert", "hush", "whisper")


def test_what_is_hidden_is_on_no_page_in_no_list_and_in_no_picture(told_record: Path, tmp_path: Path) -> None:
    path = Path(shutil.copytree(told_record, tmp_path / "mine.truceline"))
    with Record.open(path) as record:
        record.append(read_add_file(SECRET, "secret.toml", known=None), by="lead", at=NOON)
    pages = [*LISTS, *THINGS]
    with opened(path, see=See.PUBLIC) as public:
        for each in pages:
            for form in (each, f"{each}.json", f"{each}.csv"):
                text = public.client.get(form).text.lower()
                assert not [text[max(0, text.find(word) - 60) :][:140] for word in HIDDEN if word in text], (
                    form
                )
        for gone in ("/actor/shadow", "/document/covert-paper", "/incident/hush-talks"):
            assert public.client.get(gone).status_code == 404
        public.session.name = "Ann"
        for forbidden in (
            send(public, "/document/covert-paper/claims", quote="North"),
            send(public, "/document/covert-paper/proposals/p-0/accept"),
            send(
                public,
                "/inbox/judgements",
                about="incident",
                left="hush-talks",
                right="round",
                answer="same",
            ),
            send(public, "/inbox/judgements", about="actor", left="shadow", right="north", answer="same"),
        ):
            assert forbidden.status_code in (400, 404)
            assert not [
                word for word in ("zeta", "shadow brigade", "hushed words") if word in forbidden.text.lower()
            ]
    with opened(path, see=See.LEAD) as lead:
        assert "Shadow Brigade" in lead.client.get("/actors").text
        assert "Covert paper" in lead.client.get("/documents").text


def test_hostile_words_in_every_field_stay_words(tmp_path: Path) -> None:
    evil = '"><script>alert(1)</script>\u202e<img src=x onerror=alert(1)>'
    world = told_world()
    for _, row in world.rows:
        for name in ("title", "name", "note", "content", "measure", "unit", "text"):
            if name in row and name != "text":
                row[name] = f"{row[name]} {evil}"
            for claim in row.get("claims", ()):
                if name in claim:
                    claim[name] = f"{claim[name]} {evil}"
    world.document("evil", outlet="monitor", text=f"Monitor said {evil} on 1 March 2016.")
    with opened(record_of(world, tmp_path)) as made:
        for each in (*LISTS, *THINGS, "/document/evil"):
            page = made.client.get(each).text
            assert "<script>alert" not in page, each
            assert "<img src=x" not in page, each
            assert "\u202e" not in page, each


def test_an_agreement_keeps_its_handling_when_it_is_edited(mine: Workbench) -> None:
    snapshot = mine.holding.record.snapshot()
    kept = snapshot.documents["agreement:truce"]
    mine.holding.record.replace_document(
        evolve(kept, handling=Handling.RESTRICTED), reason="", by="lead", at=NOON
    )
    assert edit(mine, TEXT.replace("Nobody fires in the zone.", "Nobody.")).status_code == 303
    assert mine.holding.record.snapshot().documents["agreement:truce"].handling is Handling.RESTRICTED


def test_several_proposals_are_answered_at_once_and_of_those_decided_meanwhile_it_is_told(
    mine: Workbench,
) -> None:
    first, second, third = proposals(mine)[:3]
    path = "/inbox/decisions/many"
    page = mine.client.get("/inbox").text
    assert page.count('form="decide-many"') == len(proposals(mine))
    chosen = {f"proposal-{one['id']}": "paper" for one in (first, second)}
    assert send(mine, path, verb="reject", reason="read wrongly", **chosen).status_code == 303
    decided = {one["id"]: one["decided"] for one in proposals(mine)}
    assert [decided[one["id"]]["answer"] for one in (first, second)] == ["rejected"] * 2
    assert {decided[one["id"]]["reason"] for one in (first, second)} == {"read wrongly"}
    assert {decided[one["id"]]["by"] for one in (first, second)} == {"Ann"}
    again = send(mine, path, verb="accept", **{f"proposal-{one['id']}": "paper" for one in (first, third)})
    assert again.status_code == 409
    assert "1 was entered" in words_of(again.text)
    assert {one["id"]: one["decided"] for one in proposals(mine)}[third["id"]]["answer"] == "accepted"


@pytest.mark.parametrize(
    "fields",
    [
        {"verb": "accept"},
        {"verb": "burn", "proposal-p-0": "paper"},
        {"verb": "accept", "proposal-p-0": "paper"},
    ],
)
def test_an_answer_to_several_that_makes_no_sense_enters_nothing(
    mine: Workbench, fields: dict[str, str]
) -> None:
    size = mine.holding.record.size
    assert send(mine, "/inbox/decisions/many", **fields).status_code in (400, 404, 422)
    assert mine.holding.record.size == size


def test_several_pairs_are_judged_at_once_or_none_of_them(tmp_path: Path) -> None:
    world = told_world()
    world.reports("monitor", "battery", happened="2016-03-14", place="outer")
    world.says("reporter", event("set:2", "shelling", happened="2016-03-14", place="outer"))
    with opened(record_of(world, tmp_path)) as made:
        made.session.name = "Ann"
        pairs = made.client.get("/inbox.json").json()["pairs"]["incidents"]
        assert len(pairs) == 2
        assert made.client.get("/inbox").text.count('form="judge-many"') == 2
        fields = {
            f"pair-incident-{n}": urlencode(
                {"about": "incident", "left": one["left"], "right": one["right"], "seen": one["latest"]}
            )
            for n, one in enumerate(pairs)
        }
        path = "/inbox/judgements/many"
        assert send(made, path, answer="same", reason="").status_code == 422
        assert send(made, path, answer="same", **{**fields, "pair-incident-9": "about=weather"}).status_code == 422  # fmt: skip
        first = dict(list(fields.items())[:1])
        assert send(made, path, answer="different", reason="other shells", **first).status_code == 303
        size = made.holding.record.size
        assert send(made, path, answer="same", reason="one list", **fields).status_code == 409
        assert made.holding.record.size == size
        rest = dict(list(fields.items())[1:])
        assert send(made, path, answer="same", reason="one list", **rest).status_code == 303
        assert made.client.get("/inbox.json").json()["pairs"]["incidents"] == []


def test_sources_are_suggested_by_a_part_of_their_name_and_few_at_a_time(told: Workbench) -> None:
    found = told.client.get("/data/named/sources", params={"q": "ONIT"}).json()["named"]
    assert found == [{"id": "monitor", "name": "Monitor"}]
    assert told.client.get("/data/named/sources", params={"q": "nobody at all"}).json()["named"] == []
    begun = told.client.get("/data/named/sources", params={"q": "o"}).json()["named"]
    assert begun[0]["id"] == "observer"
    assert len(begun) > 1


def test_documents_and_proposals_come_in_stretches(mine: Workbench) -> None:
    body = mine.client.get("/documents.json").json()
    assert body["count"] == len(body["documents"])
    assert body["next"] is None
    told_ = mine.client.get("/document/paper.json").json()
    assert told_["next"] is None
    assert told_["next_proposal"] is None
    last = told_["proposals"][-1]["id"]
    assert f'id="{last}"' in mine.client.get("/document/paper", params={"offer": last}).text


def test_an_invented_incident_that_cannot_be_read_is_shown_again_with_all_its_faults(told: Workbench) -> None:
    typed = {"what": "shelling", "when": "yesterday", "at": "nowhere", "who": "ghost"}
    answer = told.client.get(f"{AGREEMENT}/trial", params=typed)
    assert answer.status_code == 400
    for code in ("period.unreadable", "record.unknown_place", "record.unknown_actor"):
        assert code in answer.text
    for value in ("yesterday", "nowhere", "ghost"):
        assert f'value="{value}"' in answer.text
    told_ = told.client.get(f"{AGREEMENT}/trial.json", params=typed)
    assert told_.status_code == 400
    assert len(told_.json()["problems"]) == 3


def test_lines_of_a_form_end_as_those_of_the_record_do(mine: Workbench) -> None:
    text = TEXT.replace('"use-of-weapons"', '"fireworks"').replace("\n", "\r\n")
    answer = send(mine, f"{AGREEMENT}/text", text=text, base="", reason="", check="1")
    assert answer.status_code == 422
    assert "\\r" not in words_of(answer.text)
    sent = {"text": TEXT.replace("\n", "\r\n"), "reason": "as it was", "base": "", "only_check": "1"}
    assert send(mine, f"{AGREEMENT}/text", **sent).status_code == 200
    quoted = send(mine, "/document/paper/claims", quote="two\r\nlines", speaker="monitor", type="event")
    assert "\\r" not in words_of(quoted.text)


def test_a_claim_by_hand_says_which_field_is_missing(mine: Workbench) -> None:
    words = "North shelled Outer"
    answer = send(mine, "/document/paper/claims", quote=words, speaker="monitor", type="event")
    assert answer.status_code == 422
    (fault,) = re.findall(r'<li lang="en" dir="ltr"><strong>(.*?)</strong>', answer.text)
    assert words_of(fault).strip() == "kind"


def test_work_asked_to_stop_says_so_until_it_does(told: Workbench) -> None:
    begun, free = Event(), Event()

    def work(job: Job[None]) -> None:
        begun.set()
        free.wait(60)
        job.step(1)

    job = told.holding.jobs.begin("held up", "Reading the record", 0, work)
    assert begun.wait(60)
    assert told.post(f"/jobs/{job.id}/cancel") == 303
    page = told.client.get("/jobs").text
    assert "It stops at its next step." in page
    assert f"/jobs/{job.id}/cancel" not in page
    free.set()
    with pytest.raises(Cancelled):
        job.result(60)
    assert "It stops at its next step." not in told.client.get("/jobs").text


def test_work_that_nobody_wants_any_more_is_not_begun() -> None:
    done: list[int] = []
    job: Job[None] = Job("held-up", "Reading the record", 0)
    job.cancel()
    job.run(lambda _: done.append(1))
    assert job.stage is Stage.CANCELLED
    assert done == []
