"""The screens: what each shows of a small record, in three forms that agree, and how far each is seen."""

import csv
import io
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from tests.workbench import NOON, OWN, Workbench, opened, record_of, small_world
from tests.world import event

from truceline.exchange.addfile import read_add_file
from truceline.record.store import Record
from truceline.workbench.desk import AsOf, Desk
from truceline.workbench.web.access import See

SCREENS = ("/situation", "/compare", "/crux", "/views", "/record", "/changes")


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize("path", SCREENS)
def test_every_screen_is_a_page_and_json_and_csv(workbench: Workbench, path: str) -> None:
    page = workbench.client.get(path)
    assert page.status_code == 200
    assert page.headers["content-type"].startswith("text/html")
    assert "<h1>" in page.text
    for ending, media in (("json", "application/json"), ("csv", "text/csv")):
        by_path = workbench.client.get(f"{path}.{ending}")
        by_field = workbench.client.get(path, params={"format": ending})
        assert by_path.headers["content-type"].startswith(media)
        assert by_path.text == by_field.text


def test_the_first_page_is_the_situation(workbench: Workbench) -> None:
    assert workbench.client.get("/").url.path == "/situation"


def test_the_situation_shows_what_the_ledger_says(workbench: Workbench, small_record: Path) -> None:
    body = workbench.client.get("/situation.json").json()
    with Record.open(small_record) as record:
        (case,) = Desk(record).cases(None, None, AsOf("", ""))
        found = {name: case.finding(name) for name in case.shared.evidence.incidents}
    told = {one["incident"]: one["outcome"] for one in body["incidents"]}
    assert told == {name: finding.outcome.value for name, finding in found.items() if finding is not None}
    assert body["figures"]["violation"] == sum(outcome == "violation" for outcome in told.values())
    assert body["record"]["size"] > 0
    assert "no legal determination" in body["disclaimer"]


def test_page_json_and_csv_list_the_same_incidents(workbench: Workbench) -> None:
    query = {"from": "2016-03-01", "outcome": "possible"}
    body = workbench.client.get("/situation.json", params=query).json()
    page = workbench.client.get("/situation", params=query).text
    rows = rows_of(workbench.client.get("/situation.csv", params=query).text)
    names = [one["incident"] for one in body["incidents"]]
    assert names
    assert [row["incident"] for row in rows] == names
    ledger = page.partition('class="lines"')[2]
    assert re.findall(r"<bdi>([a-z0-9-]+)</bdi></a>", ledger) == names


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"q": "on-outlaws"}, {"on-outlaws"}),
        ({"q": "OUTER shelling"}, {"shelling-outer", "on-outlaws"}),
        ({"q": "zzz"}, set()),
        ({"q": '" OR *'}, set()),
        ({"kind": "talks"}, {"talks-edge"}),
        ({"place": "outer"}, {"shelling-outer", "on-outlaws"}),
        ({"place": "land", "kind": "talks"}, {"talks-edge"}),
        ({"from": "2016-03-12", "to": "2016-03-15"}, {"shelling-outer", "talks-edge"}),
        ({"failed": "when"}, {"before-truce"}),
    ],
)
def test_the_list_is_narrowed_by_what_is_asked(
    workbench: Workbench, query: dict[str, str], names: set[str]
) -> None:
    body = workbench.client.get("/situation.json", params=query).json()
    assert {one["incident"] for one in body["incidents"]} == names


def test_a_period_is_set_against_the_one_before(workbench: Workbench) -> None:
    body = workbench.client.get("/situation.json", params={"from": "2016-03-11", "to": "2016-03-20"}).json()
    earlier = workbench.client.get(
        "/situation.json", params={"from": "2016-03-01", "to": "2016-03-10"}
    ).json()
    assert {one["outcome"]: one["count"] for one in body["previous"]} == {
        name: earlier["figures"][name] for name in ("violation", "possible", "none")
    }
    page = workbench.client.get("/situation", params={"from": "2016-03-11", "to": "2016-03-20"}).text
    assert "against the period before" in page


def test_watched_time_stands_beside_the_figures(workbench: Workbench) -> None:
    assert (
        "3 days" in workbench.client.get("/situation", params={"from": "2016-03-01", "to": "2016-03-31"}).text
    )
    nobody = workbench.client.get("/situation", params={"from": "2016-04-01", "to": "2016-04-02"}).text
    assert "few reports may mean few observers" in nobody


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ({"from": "yesterday"}, "cli.date"),
        ({"from": "2016-03-02", "to": "2016-03-01"}, "period.order"),
        ({"outcome": "maybe"}, "web.outcome"),
        ({"failed": "why"}, "web.failed"),
        ({"known_by": "@x"}, "view.date"),
        ({"known_by": "@999999"}, "record.size"),
        ({"known_by": "soon"}, "period.unreadable"),
        ({"published_by": "soon"}, "period.unreadable"),
        ({"agreement": "no-such"}, "cli.no_agreement"),
        ({"view": "no-such"}, "cli.no_view"),
    ],
)
def test_a_question_that_makes_no_sense_is_told_what_to_do(
    workbench: Workbench, query: dict[str, str], code: str
) -> None:
    answer = workbench.client.get("/situation.json", params=query)
    assert answer.status_code in (400, 404)
    assert [one["code"] for one in answer.json()["problems"]] == [code]
    page = workbench.client.get("/situation", params=query)
    assert page.status_code == answer.status_code
    assert code in page.text


def test_a_page_for_a_script_is_only_its_main_part(workbench: Workbench) -> None:
    whole = workbench.client.get("/situation").text
    part = workbench.client.get("/situation", headers={"hx-request": "true"}).text
    assert part.lstrip().startswith('<ul class="who"')
    assert "<html" not in part
    # What a script draws by itself is left out; all else is the same.
    assert "<svg" not in part
    for heading in re.findall(r"<h[123].*?</h[123]>", whole, re.DOTALL):
        assert heading in part
    restored = {"hx-request": "true", "hx-history-restore-request": "true"}
    assert "<html" in workbench.client.get("/situation", headers=restored).text


def test_the_pictures_show_what_was_counted(workbench: Workbench) -> None:
    page = workbench.client.get("/situation").text
    assert '<circle class="spot' in page
    assert '<path class="violation"' in page
    assert "in force" in page


def test_views_are_compared_row_by_row_and_incident_by_incident(workbench: Workbench) -> None:
    query = {"view": "every-source", "view2": "corroborated", "by": "place", "incident": "shelling-outer"}
    body = workbench.client.get("/compare.json", params=query).json()
    assert body["views"] == ["every-source", "corroborated"]
    inner = next(row for row in body["rows"] if row["key"] == ["outer"])
    assert inner["counts"]["every-source"]["possible"] > inner["counts"]["corroborated"]["possible"] == 0
    assert "shelling-outer" in {one["incident"] for one in body["partings"]}
    assert body["why"]["incident"] == "shelling-outer"
    assert workbench.client.get("/compare", params=query).status_code == 200


def test_what_flips_an_incident_is_the_claim_that_one_view_does_not_take(workbench: Workbench) -> None:
    query = {"view": "every-source", "view2": "named-only", "view3": "snhr", "incident": "shelling-inner"}
    why = workbench.client.get("/compare.json", params=query).json()["why"]
    heard = [one["reasons"] for one in why["claims"]]
    assert heard
    assert all(one["every-source"] == "" != one["snhr"] for one in heard)


def test_the_answers_that_part_views_are_listed_with_what_they_explain(workbench: Workbench) -> None:
    query = {"view": "every-source", "view2": "corroborated"}
    rows = workbench.client.get("/crux.json", params=query).json()
    page = workbench.client.get("/crux", params=query).text
    assert rows
    assert page.count('class="crux"') > 0
    assert "found otherwise" in page


@pytest.mark.parametrize("by", ["actor", "place", "kind", "day"])
def test_rows_sum_to_the_breaches_of_each_view(workbench: Workbench, by: str) -> None:
    body = workbench.client.get("/compare.json", params={"by": by, "view2": "named-only"}).json()
    for view in body["views"]:
        figures = workbench.client.get("/situation.json", params={"view": view}).json()["figures"]
        assert sum(row["counts"][view]["definite"] for row in body["rows"]) == figures["violation"]
        assert sum(row["counts"][view]["possible"] for row in body["rows"]) == figures["possible"]


def test_rows_by_nothing_known_and_incidents_not_there_are_told(workbench: Workbench) -> None:
    assert workbench.client.get("/compare.json", params={"by": "x"}).json()["problems"][0]["code"] == "web.by"
    assert workbench.client.get("/compare.json", params={"incident": "x"}).status_code == 404


def test_a_drafted_view_shows_its_effect_and_its_file(workbench: Workbench) -> None:
    query = {
        "draft": "1",
        "name": "mine",
        "title": "Mine",
        "whose": "listed",
        "source": ["monitor"],
        "origins": "1",
    }
    body = workbench.client.get("/views.json", params=query).json()
    assert body["before"]["violation"] + body["before"]["possible"] >= body["after"]["violation"]
    assert 'sources = ["monitor"]' in body["view"]
    assert workbench.client.get("/views.toml", params=query).text == body["view"]
    assert "What it does" in workbench.client.get("/views", params=query).text


def test_a_draft_that_is_no_view_yet_says_why_and_keeps_its_form(workbench: Workbench) -> None:
    query = {"draft": "1", "whose": "listed"}
    page = workbench.client.get("/views", params=query)
    assert page.status_code == 200
    assert "This is no view yet" in page.text
    assert 'value="listed" checked' in page.text
    assert workbench.client.get("/views.json", params=query).status_code == 400


def test_the_record_shows_who_entered_what(workbench: Workbench) -> None:
    body = workbench.client.get("/record.json").json()
    assert body["entered_by"] == [{"by": "coder", "entries": body["size"]}]
    seen, before = [], body["size"]
    while True:
        page = workbench.client.get("/record.json", params={"before": before}).json()
        seen += [one["seq"] for one in page["entries"]]
        if page["next"] is None:
            break
        before = page["next"]
    assert seen == list(range(body["size"] - 1, -1, -1))


def test_the_record_is_checked_and_found_as_written(workbench: Workbench) -> None:
    assert workbench.post("/record/verify") == 303
    assert "All entries are as written" in workbench.client.get("/record", params={"checked": "1"}).text


def test_what_is_taken_along_can_be_added_elsewhere(workbench: Workbench, tmp_path: Path) -> None:
    text = workbench.client.get("/record/add-file.jsonl").text
    with Record.create(tmp_path / "elsewhere.truceline", origin="test/elsewhere") as elsewhere:
        elsewhere.append(read_add_file(text, "record.jsonl", known=None), by="other", at=NOON)
        assert set(elsewhere.snapshot().statements) == set(workbench.holding.record.snapshot().statements)
    assert workbench.client.get("/record/add-file.exe").status_code == 404
    assert workbench.client.get("/record/checkpoint.json").json()["origin"] == "test/record"
    assert len(workbench.client.get("/record/log.jsonl").text.splitlines()) == workbench.holding.record.size


# What is written, and that it is noticed


def test_a_view_is_kept_under_the_name_of_who_keeps_it(tmp_path: Path) -> None:
    with opened(record_of(small_world(), tmp_path)) as made:
        query = {"draft": "1", "name": "mine", "title": "Mine", "whose": "named"}
        text = made.client.get("/views.toml", params=query).text
        size = made.holding.record.size
        unnamed = made.client.post(
            "/views/keep", data={"csrf": made.session.csrf, "text": text}, headers=OWN, follow_redirects=False
        )
        assert unnamed.headers["location"].startswith("/you?")
        assert made.holding.record.size == size
        made.post("/you", name="Officer")
        assert made.post("/views/keep", text=text) == 303
        assert made.client.get("/record.json").json()["entries"][0]["by"] == "Officer"
        assert made.client.get("/situation.json", params={"view": "mine"}).json()["view"] == "mine"


def test_what_came_since_one_looked_is_told(tmp_path: Path) -> None:
    record = record_of(small_world(), tmp_path)
    with opened(record) as made:
        assert "Say when you have seen this" in made.client.get("/situation").text
        size = made.client.get("/record.json").json()["size"]
        assert made.post("/looked", size=str(size)) == 303
        assert "Nothing has been added" in made.client.get("/situation").text
        later = small_world()
        taken_back = later.says("monitor", act="retraction", id="back")
        later.links(taken_back, "retracts", "s3", asserter="monitor")
        later.reports("observer", "new-one", happened="2016-03-25")
        made.post("/you", name="Officer")
        person = made.session.person
        made.holding.append(person, later.batch())
        assert "What has changed since you last looked" in made.client.get("/situation").text
        body = made.client.get("/changes.json").json()
        assert [one["incidents"] for one in body["retractions"]] == [["shelling-inner"]]
        assert {one["incident"] for one in body["accounts"]} >= {"new-one"}
        flips: dict[str, Any] = {one["incident"]: one for one in body["flips"]}
        assert flips["new-one"]["before"]["out"] == "not yet recorded"
        assert made.client.get("/changes").status_code == 200
        rows = rows_of(made.client.get("/changes.csv").text)
        assert {row["change"] for row in rows} == {"retraction", "account", "finding"}


# What is hidden is nowhere


@pytest.fixture(scope="module")
def secretive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    world = small_world()
    world.source("hidden-source", kind="local-network", handling="restricted")
    world.actor("hidden-actor")
    world.place("hidden-place", kind="village", position="34.9, 36.6", **{"part-of": ["land"]})
    world.reports(
        "hidden-source", "hidden-incident", by="hidden-actor", place="hidden-place", happened="2016-03-18"
    )
    world.says(
        "monitor",
        event("lead-incident", happened="2016-03-19", place="inner"),
        handling="lead-only",
        id="lead-words",
    )
    return record_of(world, tmp_path_factory.mktemp("secretive"))


EVERYWHERE = (
    "/situation", "/situation.json", "/situation.csv", "/situation?q=hidden", "/compare", "/compare.json",
    "/crux", "/crux.json", "/crux.csv", "/compare.json?by=place", "/compare.csv?by=day", "/views", "/views.json", "/record", "/record.json", "/record.csv",
    "/record/log.jsonl", "/record/add-file.toml?handling=public&handling=restricted&handling=lead-only",
    "/record/add-file.jsonl?handling=lead-only&handling=restricted", "/changes?since=0", "/changes.json?since=0",
    "/changes.csv?since=0", "/data/cells", "/data/points/ids", "/data/places", "/data/labels", "/data/zones",
    "/data/days",
)  # fmt: skip


@pytest.mark.parametrize(
    ("see", "hidden", "shown"),
    [
        (See.PUBLIC, ("hidden-", "lead-incident", "Hidden-", "lead-words"), ()),
        (See.RESTRICTED, ("lead-incident", "lead-words"), ("hidden-incident", "hidden-actor")),
        (See.LEAD, (), ("hidden-incident", "lead-incident")),
    ],
)
def test_what_is_hidden_is_on_no_page_and_in_no_count(
    secretive: Path, small_record: Path, see: See, hidden: tuple[str, ...], shown: tuple[str, ...]
) -> None:
    with opened(secretive, see=see) as made, opened(small_record) as plain:
        whole = ""
        for path in EVERYWHERE:
            text = unescape(made.client.get(path).text)
            whole += text
            for word in hidden:
                assert word not in text.replace("?q=hidden", "").replace("q=hidden", ""), f"{word} in {path}"
        assert all(word in whole for word in shown)
        counts = made.client.get("/situation.json").json()["figures"]
        if see is See.PUBLIC:
            assert counts == plain.client.get("/situation.json").json()["figures"]
            for path in ("/data/cells", "/data/days", "/data/labels"):
                assert made.client.get(path).json() == plain.client.get(path).json()
