"""The rival tallies of the bundled example, against the figures their sources printed."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pytest

Table = dict[str, Any]
# What the sources printed: the total and its parts along each line, as {line: {of: [parts]}}.
PRINTED: dict[str, tuple[int, dict[tuple[str, str], list[int]]]] = {
    "ru-0228-count": (9, {}),
    "ru-0229-count": (7, {}),
    "tass-0229-count": (7, {}),
    "ru-0301-count": (15, {}),
    "ru-0304-count": (27, {("place", "all"): [8, 7, 4, 4, 3, 1]}),
    "ru-0321-count": (6, {("place", "all"): [3, 2, 1]}),
    "ru-0405-count": (5, {("place", "all"): [2, 1, 1, 1]}),
    "ru-0418-count": (5, {("place", "all"): [4, 1]}),
    "ru-0914-count": (42, {("place", "all"): [20, 8, 5, 4, 3, 2]}),
    "ru-0917-count": (55, {("place", "all"): [27, 11, 7, 6, 2, 1, 1]}),
    "ru-0917-total": (199, {}),
    "ru-170506-count": (15, {("place", "all"): [9, 3, 2, 1]}),
    "tr-170506-count": (11, {}),
    "snhr-d01-count": (14, {("actor", "all"): [14]}),
    "snhr-d02-count": (35, {("actor", "all"): [27, 8]}),
    "snhr-d02-total": (49, {}),
    "snhr-d09-count": (23, {("manner", "all"): [14, 9], ("actor", "military attacks"): [9]}),
    "snhr-d09-total": (312, {}),
    "snhr-d11-count": (79, {("manner", "all"): [52, 27], ("actor", "arrests"): [18, 9]}),
    "snhr-d11-total": (418, {}),
    "snhr-march-count": (60, {}),
    "snhr-round-2-count": (396, {}),
    "snhr-september-count": (
        242,
        {
            ("manner", "all"): [219, 32],
            ("actor", "combat operations"): [203, 10, 6],
            ("actor", "arrests"): [18, 5],
        },
    ),
}
INCOMPLETE = {
    "ru-0228-count": ("Damascus city", 6),
    "ru-0229-count": ("Damascus", 4),
    "ru-0301-count": ("Damascus", 3),
    "tr-170506-count": ("Damascus", 4),
    "snhr-march-count": ("government forces", 48),
}


# The documents whose tallies these are; the rest of the example is not looked at here.
DOCUMENTS = re.compile(r"ru-bulletin-|tass-20(16-02-29|17-05-06)-|snhr-(day|march|second|september)-")


@pytest.fixture(scope="module")
def example() -> Table:
    """What the example takes from the two ledgers' documents, as plain tables."""
    folder = files("truceline.data") / "example"
    parts = [each for each in folder.iterdir() if re.fullmatch(r"syria-spring-2016.*\.toml", each.name)]
    tables = [tomllib.loads(each.read_text(encoding="utf-8")) for each in parts]
    statements = [row for table in tables for row in table.get("statement", ())]
    documents = [row for table in tables for row in table.get("document", ())]
    links = [row for table in tables for row in table.get("link", ())]
    return {
        "statement": [row for row in statements if DOCUMENTS.match(row["document"])],
        "document": [row for row in documents if DOCUMENTS.match(row["id"])],
        "link": [row for row in links if row["kind"] == "counts" and row["subject"] in PRINTED],
    }


def claims_of(example: Table) -> Iterator[Table]:
    return (claim for statement in example["statement"] for claim in statement["claims"])


def tallies_of(example: Table, handle: str) -> list[Table]:
    found = [claim for claim in claims_of(example) if claim.get("id") == handle]
    assert len(found) == 1
    return list(found[0]["tallies"])


def complete_parts(tallies: list[Table]) -> dict[tuple[str, str], list[int]]:
    """The printed parts along each line that claims to be whole, largest first."""
    parts: dict[tuple[str, str], list[int]] = defaultdict(list)
    for tally in tallies:
        if tally.get("of") is not None and tally["complete"]:
            parts[tally["by"], tally["of"]].append(tally["count"])
    return {line: sorted(counts, reverse=True) for line, counts in parts.items()}


def misfits(example: Table) -> set[tuple[str, str]]:
    """Counts whose complete parts do not add up, and what they are parts of."""
    found = set()
    for claim in claims_of(example):
        tallies = claim.get("tallies", [])
        wholes = {tally["label"]: tally["count"] for tally in tallies}
        for (_, of), counts in complete_parts(tallies).items():
            if sum(counts) != wholes[of]:
                found.add((claim["id"], of))
    return found


@pytest.mark.parametrize("handle", PRINTED)
def test_a_tally_holds_what_its_source_printed(example: Table, handle: str) -> None:
    total, parts = PRINTED[handle]
    tallies = tallies_of(example, handle)
    assert [tally["count"] for tally in tallies if "of" not in tally] == [total]
    assert complete_parts(tallies) == parts


@pytest.mark.parametrize("handle", INCOMPLETE)
def test_a_breakdown_of_only_some_parts_does_not_claim_to_be_whole(example: Table, handle: str) -> None:
    label, count = INCOMPLETE[handle]
    tally = next(tally for tally in tallies_of(example, handle) if tally["label"] == label)
    assert (tally["count"], tally["of"], tally["complete"]) == (count, "all", False)


def test_the_places_of_the_second_day_make_up_twenty_seven_of_thirty_five(example: Table) -> None:
    places = [tally for tally in tallies_of(example, "snhr-d02-count") if tally.get("by") == "place"]
    assert sum(tally["count"] for tally in places) == 27
    assert not any(tally["complete"] for tally in places)


def test_only_the_september_week_does_not_add_up(example: Table) -> None:
    assert misfits(example) == {("snhr-september-count", "all"), ("snhr-september-count", "arrests")}


def test_every_tally_says_what_it_counts_and_how(example: Table) -> None:
    counted = [claim for claim in claims_of(example) if claim.get("tallies")]
    assert len(counted) >= 20
    assert all(claim["unit"] and claim["rule"] and claim["happened"] for claim in counted)


def test_every_described_incident_is_linked_to_the_tally_that_counts_it(example: Table) -> None:
    events = {claim.get("id"): claim for claim in claims_of(example) if claim["type"] == "event"}
    counted = [link["object"] for link in example["link"]]
    assert len(counted) == len(set(counted)) >= 40
    assert set(counted) <= events.keys()
    assert all("incident" in events[handle] for handle in counted)


def test_the_example_holds_the_incidents_that_the_texts_itemise(example: Table) -> None:
    incidents = {claim["incident"] for claim in claims_of(example) if "incident" in claim}
    lost_in = {incident for claim in claims_of(example) for incident in claim.get("incidents", [])}
    assert lost_in <= incidents
    assert len(incidents) >= 40
    assert all(re.fullmatch(r"[a-z0-9-]+-2016-\d\d-\d\d", incident) for incident in incidents)


def test_the_counts_of_the_two_sides_come_in_at_least_seventeen_documents(example: Table) -> None:
    used = {statement["document"] for statement in example["statement"]}
    assert used == {document["id"] for document in example["document"]}
    assert len(used) >= 17
    assert sum(1 for _ in claims_of(example)) >= 150


def test_several_watches_say_where_the_centre_could_observe(example: Table) -> None:
    watches = [claim for claim in claims_of(example) if claim["type"] == "watch"]
    assert {claim["place"] for claim in watches if claim["result"] == "complete"} == {
        "aleppo-governorate", "daraa-governorate", "hama-governorate", "homs-governorate", "latakia-governorate",
    }  # fmt: skip


def test_no_sentence_uses_a_loaded_word(example: Table) -> None:
    loaded = re.compile(r"regime|terroris|militant|patriot|mercenar", re.IGNORECASE)
    contents = [statement["content"] for statement in example["statement"]]
    assert not [content for content in contents if loaded.search(content)]
