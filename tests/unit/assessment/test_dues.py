"""Dues: what a text requires, and whether it was done (design section 7, semantics 1)."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from tests.world import CORROBORATED, EVERY_SOURCE, TRUCE, World, event, snapshot_of, taking

from truceline.agreement.parse import read_agreement
from truceline.assessment.case import Case, share
from truceline.assessment.dues import DueFinding, Standing, find_dues, tally_dues
from truceline.assessment.evidence import gather
from truceline.assessment.finding import NOBODY, Outcome, Responsible, Share
from truceline.assessment.selection import Window
from truceline.assessment.view import View

ACCESS = """
[[provision]]
id = "access"
text = "Whoever holds a place lets relief in within three days of being asked."
requires = "access"
for = "each-request"
within-days = 3
binds = { holds = "place" }
"""

WITHDRAW = """
[[provision]]
id = "withdraw"
text = "The north withdraws its rocket launchers from the zone by 5 March."
requires = "withdrawal"
of = ["mlrs"]
by = "2016-03-05"
area = "zone"
binds = { actors = ["north"] }
"""


@pytest.fixture
def world() -> World:
    return World()


def asked(world: World, speaker: str = "monitor", **more: Any) -> str:
    claim = {"happened": "2016-03-10", "place": "inner", **more}
    return world.says(speaker, event("request", "access-request", **claim))


def holds(world: World, actor: str, speaker: str = "monitor", **more: Any) -> None:
    said = more.pop("said", "2016-03-01")
    claim = {"type": "control", "actor": actor, "degree": "sole", "place": "inner", **more}
    world.says(speaker, claim, said=said)


def done(
    world: World, request: str | None, kind: str = "relief-delivery", *, speaker: str = "monitor", **more: Any
) -> None:
    """Something happens, said to respond to the request if there is one."""
    incident = more.pop("incident", f"{kind}-{len(world.rows)}")
    claim = {"happened": "2016-03-12", "place": "inner", **more}
    said = world.says(speaker, event(incident, kind, **claim))
    if request is not None:
        world.links(said, "responds-to", request, asserter=speaker)


def watched(
    world: World, happened: str | None, result: str = "complete", speaker: str = "observer", **more: Any
) -> None:
    claim = {"type": "watch", "observer": speaker, "result": result, "place": "inner", **more}
    if happened is not None:
        claim["happened"] = happened
    world.says(speaker, claim)


def dues(
    world: World, clauses: str = ACCESS, view: View = EVERY_SOURCE, *, by: datetime | None = None
) -> list[DueFinding]:
    terms = read_agreement(TRUCE + clauses, "truce.toml")
    return list(find_dues(Case(share(gather(snapshot_of(world.batch(), by))), terms, view)))


def due(world: World, clauses: str = ACCESS, view: View = EVERY_SOURCE) -> DueFinding:
    (found,) = dues(world, clauses, view)
    return found


def what(found: DueFinding) -> tuple[Standing, Outcome | None]:
    return found.standing, found.outcome


VIOLATION, POSSIBLE, NONE = Outcome.VIOLATION, Outcome.POSSIBLE, Outcome.NONE
NOT_KNOWN = (Standing.NOT_KNOWN, POSSIBLE)


# The eight of the table


def test_a_due_whose_deadline_has_not_passed_is_pending_and_has_no_finding(world: World) -> None:
    asked(world)
    (found,) = dues(world, by=datetime(2016, 3, 12, tzinfo=UTC))
    assert what(found) == (Standing.PENDING, None)
    (found,) = dues(world, by=datetime(2016, 3, 14, tzinfo=UTC))
    assert what(found) == NOT_KNOWN


def test_a_due_without_a_deadline_stays_pending(world: World) -> None:
    asked(world)
    assert what(due(world, ACCESS.replace("within-days = 3\n", ""))) == (Standing.PENDING, None)


def test_a_performed_due_is_no_breach(world: World) -> None:
    done(world, asked(world))
    found = due(world)
    assert what(found) == (Standing.PERFORMED, NONE)
    assert found.request == "request"
    assert len(found.claims) == 1


@pytest.mark.parametrize(("late_is_breach", "outcome"), [("true", VIOLATION), ("false", NONE)])
def test_a_due_performed_late_is_what_the_text_makes_of_it(
    world: World, late_is_breach: str, outcome: Outcome
) -> None:
    done(world, asked(world), happened="2016-03-14")
    assert what(due(world, f"{ACCESS}late-is-breach = {late_is_breach}\n")) == (Standing.LATE, outcome)


@pytest.mark.parametrize("kind", ["refusal", "access-denied"])
def test_a_refused_due_is_a_violation(world: World, kind: str) -> None:
    done(world, asked(world), kind)
    assert what(due(world)) == (Standing.REFUSED, VIOLATION)


def test_a_weapon_seen_where_it_was_to_be_gone_is_a_violation(world: World) -> None:
    world.says(
        "monitor", event("seen", "weapons-presence", means="mlrs", happened="2016-03-06", place="inner")
    )
    found = due(world, WITHDRAW)
    assert what(found) == (Standing.SEEN_UNDONE, VIOLATION)
    assert found.responsible == Responsible(Share.ONE, ("north",))


def test_an_uninterrupted_watch_that_saw_nothing_decides_it(world: World) -> None:
    asked(world)
    watched(world, "2016-03-10/2016-03-13")
    found = due(world)
    assert what(found) == (Standing.WATCHED, VIOLATION)
    assert len(found.claims) == 1


def test_silence_is_never_a_breach_and_a_visit_would_settle_it(world: World) -> None:
    asked(world)
    found = due(world)
    assert what(found) == NOT_KNOWN
    assert [doubt.settle for doubt in found.doubts] == ["a visit, or an uninterrupted watch"]


def test_a_prevented_watch_leaves_it_not_known_and_is_shown_beside_it(world: World) -> None:
    asked(world)
    watched(world, "2016-03-10/2016-03-13", "prevented", **{"prevented-by": "north", "how": "denied"})
    found = due(world)
    assert what(found) == NOT_KNOWN
    assert len(found.restrictions) == 1


def test_a_duty_of_means_is_never_more_than_possible(world: World) -> None:
    done(world, asked(world), "refusal")
    assert what(due(world, f'{ACCESS}effort = "means"\n')) == (Standing.REFUSED, POSSIBLE)


def test_dues_are_tallied_by_outcome_and_by_what_is_known(world: World) -> None:
    request = asked(world)
    done(world, request)
    clauses = ACCESS + ACCESS.replace('id = "access"', 'id = "release"').replace('"access"', '"release"')
    done(world, None, "release-request", incident="second")
    terms = read_agreement(TRUCE + clauses + WITHDRAW.replace("2016-03-05", "2216-03-05"), "truce.toml")
    found = tally_dues(Case(share(gather(world.snapshot())), terms, EVERY_SOURCE))
    assert (found.definite, found.possible, found.none, found.pending) == (0, 1, 1, 1)
    assert found.by_standing == {"performed": 1, "not known": 1, "pending": 1}


# What creates a due


def test_each_request_on_record_is_a_due_of_its_own(world: World) -> None:
    asked(world)
    world.says("observer", event("second", "access-request", happened="2016-03-20", place="outer"))
    assert [found.request for found in dues(world)] == ["request", "second"]


@pytest.mark.parametrize(
    ("more", "clauses"),
    [
        ({"kind": "talks"}, ACCESS),
        ({"happened": "2016-02-20"}, ACCESS),
        ({"place": "outer"}, f'{ACCESS}area = "zone"\n'),
    ],
)
def test_what_is_no_request_under_the_clause_creates_none(
    world: World, more: dict[str, Any], clauses: str
) -> None:
    claim = {"kind": "access-request", "happened": "2016-03-10", "place": "inner", **more}
    world.says("monitor", event("request", **claim))
    assert dues(world, clauses) == []


def test_a_request_that_is_out_creates_none(world: World) -> None:
    asked(world)
    assert dues(world, ACCESS, taking("observer")) == []


@pytest.mark.parametrize(
    ("more", "rival"),
    [({"happened": "2016-02"}, None), ({}, "talks"), ({}, "denied")],
)
def test_a_due_of_a_doubtful_request_is_possible_at_most(
    world: World, more: dict[str, Any], rival: str | None
) -> None:
    request = asked(world, **more)
    done(world, request, "refusal", happened="2016-03-11")
    if rival == "talks":
        world.says("observer", event("request", "talks", happened="2016-03-10", place="inner"))
    if rival == "denied":
        world.says("observer", event("request", "access-request", polarity="denied"))
    assert what(due(world)) == (Standing.REFUSED, POSSIBLE)


# What answers one


def test_an_answer_is_one_that_somebody_links_to_the_request(world: World) -> None:
    asked(world)
    done(world, None)
    assert what(due(world)) == NOT_KNOWN


def test_an_answer_that_is_out_is_none(world: World) -> None:
    done(world, asked(world), speaker="reporter")
    assert what(due(world)) == (Standing.PERFORMED, NONE)
    assert what(due(world, view=taking("monitor"))) == NOT_KNOWN


def test_the_earliest_performance_counts_whatever_the_order_of_the_record(world: World) -> None:
    request = asked(world)
    done(world, request, happened="2016-03-20")
    done(world, request, happened="2016-03-12")
    assert what(due(world, f"{ACCESS}late-is-breach = true\n")) == (Standing.PERFORMED, NONE)


def test_a_performance_nobody_dates_is_not_said_to_be_late(world: World) -> None:
    done(world, asked(world), happened=None)
    assert what(due(world)) == (Standing.PERFORMED, NONE)


@pytest.mark.parametrize(("late_is_breach", "outcome"), [("true", POSSIBLE), ("false", NONE)])
def test_a_performance_across_the_deadline_is_open_where_late_is_a_breach(
    world: World, late_is_breach: str, outcome: Outcome
) -> None:
    done(world, asked(world), happened="2016-03-12/2016-03-15")
    found = due(world, f"{ACCESS}late-is-breach = {late_is_breach}\n")
    assert what(found) == (Standing.PERFORMED, outcome)
    assert bool(found.doubts) is (outcome is POSSIBLE)


def test_a_request_nobody_dates_has_no_deadline(world: World) -> None:
    asked(world, happened=None)
    assert what(due(world)) == (Standing.PENDING, None)


def test_a_hedged_performance_unsettles_a_refusal_and_is_none_itself(world: World) -> None:
    request = asked(world)
    done(world, request, speaker="observer", firmness="probable")
    assert what(due(world)) == NOT_KNOWN
    done(world, request, "refusal")
    found = due(world)
    assert what(found) == (Standing.REFUSED, POSSIBLE)
    assert [doubt.settle for doubt in found.doubts] == ["whether what some say was done was done"]


def test_a_single_due_is_answered_in_its_area_and_since_it_arose(world: World) -> None:
    launchers = {"means": "mlrs", "place": "inner", "happened": "2016-03-04"}
    others: list[dict[str, Any]] = [
        {"place": "outer"}, {"place": None}, {"happened": "2016-02-20"}, {"means": "tanks"},
    ]  # fmt: skip
    for more in others:
        done(world, None, "withdrawal", **{**launchers, **more})
    assert what(due(world, WITHDRAW)) == NOT_KNOWN
    done(world, None, "withdrawal", **launchers)
    assert what(due(world, WITHDRAW)) == (Standing.PERFORMED, NONE)


def test_a_single_due_without_an_area_is_answered_anywhere(world: World) -> None:
    done(world, None, "withdrawal", happened="2016-03-06", place=None)
    anywhere = WITHDRAW.replace('area = "zone"\n', "")
    assert what(due(world, anywhere)) == (Standing.LATE, NONE)


def test_access_denied_to_somebody_refuses_no_other_single_due(world: World) -> None:
    done(world, None, "access-denied", happened="2016-03-04")
    assert what(due(world, WITHDRAW)) == NOT_KNOWN
    opened = WITHDRAW.replace('"withdrawal"', '"access"').replace('of = ["mlrs"]\n', "")
    assert what(due(world, opened)) == (Standing.REFUSED, VIOLATION)


def test_a_refusal_in_words_refuses_a_single_due(world: World) -> None:
    done(world, None, "refusal", happened="2016-03-04")
    assert what(due(world, WITHDRAW)) == (Standing.REFUSED, VIOLATION)


@pytest.mark.parametrize("claim", ["", "/1"], ids=["linked as a statement", "linked as a claim"])
def test_a_refusal_of_a_request_refuses_no_single_due_beside_it(world: World, claim: str) -> None:
    request = asked(world, happened="2016-03-03")
    done(world, request + claim, "refusal", happened="2016-03-04")
    assert what(due(world, WITHDRAW)) == NOT_KNOWN
    assert what(due(world, ACCESS)) == (Standing.REFUSED, VIOLATION)


def test_a_link_to_something_else_than_a_request_leaves_a_refusal_what_it_is(world: World) -> None:
    report = world.reports("monitor")
    done(world, report, "refusal", happened="2016-03-04")
    assert what(due(world, WITHDRAW)) == (Standing.REFUSED, VIOLATION)


@pytest.mark.parametrize(
    "more",
    [
        {"happened": "2016-03-04"},
        {"place": "outer"},
        {"means": "tanks"},
        {"firmness": "probable"},
        {"kind": "monitoring"},
    ],
)
def test_what_is_seen_counts_after_the_deadline_there_and_of_what_was_owed(
    world: World, more: dict[str, str]
) -> None:
    seen = {"kind": "weapons-presence", "means": "mlrs", "happened": "2016-03-06", "place": "inner", **more}
    world.says("monitor", event("seen", **seen))
    assert what(due(world, WITHDRAW)) == NOT_KNOWN


def test_what_is_seen_counts_for_a_withdrawal_only_and_once_a_deadline_has_passed(world: World) -> None:
    world.says("monitor", event("seen", "presence", happened="2016-03-06", place="inner"))
    of_all = WITHDRAW.replace('of = ["mlrs"]\n', "")
    assert what(due(world, of_all))[0] is Standing.SEEN_UNDONE
    assert what(due(world, of_all.replace('"withdrawal"', '"release"'))) == NOT_KNOWN
    assert what(due(world, of_all.replace('by = "2016-03-05"\n', ""))) == (Standing.PENDING, None)


# Watches


@pytest.mark.parametrize(
    ("watches", "decided"),
    [
        ([("2016-03-10/2016-03-13", "complete", {})], True),
        ([("2016-03-01/..", "complete", {})], True),
        ([("2016-03-10/2016-03-13", "complete", {"place": "zone"})], True),
        ([("2016-03-10/2016-03-11", "complete", {}), ("2016-03-12/2016-03-20", "complete", {})], True),
        ([("2016-03-10/2016-03-13", "complete", {"saw": ["monitoring"]})], True),
        ([("2016-03-10/2016-03-11", "complete", {}), ("2016-03-13/2016-03-20", "complete", {})], False),
        ([("2016-03-11/2016-03-20", "complete", {})], False),
        ([("2016-04-01", "complete", {})], False),
        ([("2016-03-01", "complete", {})], False),
        ([(None, "complete", {})], False),
        ([("2016-03-10/2016-03-13", "partial", {})], False),
        ([("2016-03-10/2016-03-13", "complete", {"place": "outer"})], False),
        ([("2016-03-10/2016-03-13", "complete", {"place": None})], False),
        ([("2016-03-10/2016-03-13", "complete", {"polarity": "denied"})], False),
        ([("2016-03-10/2016-03-13", "complete", {"firmness": "probable"})], False),
        ([("2016-03-10/2016-03-13", "complete", {"saw": ["relief-delivery"]})], False),
        (
            [
                ("2016-03-10/2016-03-13", "complete", {}),
                ("2016-03-12", "partial", {"saw": ["relief-delivery"]}),
            ],
            False,
        ),
    ],
)  # fmt: skip
def test_a_watch_decides_when_it_was_over_the_place_all_the_time_and_nobody_saw_it_done(
    world: World, watches: list[tuple[str | None, str, dict[str, Any]]], *, decided: bool
) -> None:
    asked(world)
    for happened, result, more in watches:
        kept = {key: value for key, value in more.items() if value is not None}
        watched(world, happened, result, **kept)
        if "place" in more and more["place"] is None:
            del world.rows[-1][1]["claims"][0]["place"]
    assert what(due(world)) == ((Standing.WATCHED, VIOLATION) if decided else NOT_KNOWN)


def test_a_watch_must_itself_meet_the_needs(world: World) -> None:
    for speaker in ("monitor", "reporter"):
        asked(world, speaker)
    watched(world, "2016-03-10/2016-03-13")
    assert what(due(world)) == (Standing.WATCHED, VIOLATION)
    assert what(due(world, ACCESS, CORROBORATED)) == NOT_KNOWN
    watched(world, "2016-03-10/2016-03-13", speaker="monitor")
    assert what(due(world, ACCESS, CORROBORATED)) == (Standing.WATCHED, VIOLATION)


def test_a_watch_over_a_whole_area_decides_a_single_due(world: World) -> None:
    watched(world, "2016-02-27/2016-03-05", place="zone")
    assert what(due(world, WITHDRAW)) == (Standing.WATCHED, VIOLATION)


def test_a_watch_over_a_part_of_the_area_decides_nothing(world: World) -> None:
    watched(world, "2016-02-27/2016-03-05")
    assert what(due(world, WITHDRAW)) == NOT_KNOWN


def test_no_watch_is_over_everywhere(world: World) -> None:
    watched(world, "2016-02-27/2016-03-05", place="land")
    assert what(due(world, WITHDRAW.replace('area = "zone"\n', ""))) == NOT_KNOWN


def test_a_watch_within_a_distance_must_cover_all_of_it(world: World) -> None:
    near = WITHDRAW.replace('area = "zone"', 'area = { within = "5 km", of = "inner" }')
    watched(world, "2016-02-27/2016-03-05")
    assert what(due(world, near)) == NOT_KNOWN
    watched(world, "2016-02-27/2016-03-05", place="zone")
    assert what(due(world, near)) == (Standing.WATCHED, VIOLATION)


@pytest.mark.parametrize(
    ("happened", "place", "shown"),
    [
        ("2016-03-11", "inner", True),
        ("2016-03-01", "inner", False),
        ("2016-03-11", "outer", False),
        (None, "inner", True),
    ],
)
def test_a_prevented_watch_is_shown_when_it_was_over_the_place_since_the_due_arose(
    world: World, happened: str | None, place: str, *, shown: bool
) -> None:
    asked(world)
    watched(world, happened, "prevented", place=place)
    assert bool(due(world).restrictions) is shown


def test_where_a_clause_has_no_place_every_prevented_watch_is_shown(world: World) -> None:
    watched(world, "2016-03-04", "prevented", place="outer")
    assert len(due(world, WITHDRAW.replace('area = "zone"\n', "")).restrictions) == 1


def test_a_single_due_of_an_agreement_that_starts_nobody_knows_when_is_decided_by_no_watch(
    world: World,
) -> None:
    watched(world, "2016-01-01/2016-04-01", place="zone")
    timeless = TRUCE.replace('from = "2016-02-27T00:00"\n', "").replace('declared = "2016-02-22"\n', "")
    terms = read_agreement(timeless + WITHDRAW, "truce.toml")
    (found,) = find_dues(Case(share(gather(world.snapshot())), terms, EVERY_SOURCE))
    assert what(found) == NOT_KNOWN


# Who owes it


@pytest.mark.parametrize(
    ("binds", "responsible"),
    [
        ('{ actors = ["north"] }', Responsible(Share.ONE, ("north",))),
        ('{ actors = ["south", "north"] }', Responsible(Share.JOINTLY, ("north", "south"))),
        ('{ accepted = "truce" }', NOBODY),
        ('{ holds = "place" }', NOBODY),
    ],
)
def test_the_parties_bound_owe_it(world: World, binds: str, responsible: Responsible) -> None:
    clause = WITHDRAW.replace('{ actors = ["north"] }', binds)
    assert due(world, clause).responsible == responsible


def holder(world: World, view: View = EVERY_SOURCE) -> str:
    return str(due(world, ACCESS, view).responsible)


def test_whoever_holds_the_place_asked_for_owes_it(world: World) -> None:
    asked(world)
    assert holder(world) == "not attributed"
    holds(world, "north")
    assert holder(world) == "north"


@pytest.mark.parametrize(
    "more",
    [
        {"degree": "contested"},
        {"degree": "none"},
        {"polarity": "denied"},
        {"firmness": "probable"},
        {"place": "outer"},
        {"actor": "class: rebels"},
        {"actor": "unnamed: gunmen"},
        {"happened": "2016-03-01/2016-03-05"},
        {"happened": "2016-03-11/.."},
        {"said": "2016-02-01"},
        {"said": "2016-03-11"},
    ],
)
def test_control_that_is_partial_hedged_elsewhere_stale_over_or_yet_to_come_names_nobody(
    world: World, more: dict[str, str]
) -> None:
    asked(world)
    holds(world, more.pop("actor", "north"), **more)
    assert holder(world) == "not attributed"


def test_a_control_claim_without_a_place_names_nobody(world: World) -> None:
    asked(world)
    holds(world, "north")
    del world.rows[-1][1]["claims"][0]["place"]
    assert holder(world) == "not attributed"


def test_control_of_a_wider_place_is_control_of_what_lies_in_it(world: World) -> None:
    asked(world)
    holds(world, "north", place="zone", degree="dominant", happened="2016-03-05/2016-03-20")
    assert holder(world) == "north"


def test_a_later_word_of_the_same_origin_replaces_its_earlier_one(world: World) -> None:
    asked(world)
    holds(world, "north")
    holds(world, "south", said="2016-03-05")
    assert holder(world) == "south"
    holds(world, "nobody", said="2016-03-06", degree="contested")
    assert holder(world) == "not attributed"


def test_rival_holders_owe_it_between_them(world: World) -> None:
    asked(world)
    holds(world, "north")
    holds(world, "south", speaker="observer")
    assert holder(world) == "at least one of north, south"


def test_a_holder_must_itself_stand(world: World) -> None:
    for speaker in ("monitor", "reporter"):
        asked(world, speaker)
    holds(world, "north")
    holds(world, "south", speaker="observer")
    assert holder(world, CORROBORATED) == "not attributed"
    holds(world, "north", speaker="reporter")
    assert holder(world, CORROBORATED) == "north"


def test_a_request_nobody_dates_names_no_holder(world: World) -> None:
    asked(world, happened=None)
    holds(world, "north")
    assert holder(world) == "not attributed"


# Whom a request was made to


FROM_TWO = """
[[provision]]
id = "access"
requires = "access"
for = "each-request"
within-days = 3
binds = { actors = ["north", "south"] }
"""


def asked_of(world: World, actor: str, **more: Any) -> None:
    recipient = {"type": "role", "incident": "request", "actor": actor, "role": "recipient", **more}
    request = event("request", "access-request", happened="2016-03-10", place="inner")
    world.says("monitor", request, recipient)


def test_of_several_who_are_bound_the_one_that_was_asked_owes_it(world: World) -> None:
    asked_of(world, "south")
    assert due(world, FROM_TWO).responsible == Responsible(Share.ONE, ("south",))


def test_where_nobody_says_who_was_asked_all_who_are_bound_owe_it(world: World) -> None:
    asked(world)
    assert due(world, FROM_TWO).responsible == Responsible(Share.JOINTLY, ("north", "south"))


def test_a_request_to_who_is_not_bound_creates_no_due(world: World) -> None:
    asked_of(world, "outlaws")
    assert dues(world, FROM_TWO) == []


def test_a_request_to_who_may_be_bound_creates_a_possible_due(world: World) -> None:
    asked_of(world, "south")
    text = FROM_TWO.replace('binds = { actors = ["north", "south"] }', 'binds = { accepted = "truce" }')
    done(world, None, "refusal")
    found = due(world, text)
    assert found.responsible == Responsible(Share.ONE, ("south",))
    assert found.outcome is POSSIBLE


@pytest.mark.parametrize(
    "more", [{"polarity": "denied"}, {"firmness": "possible"}, {"actor": "north | south"}]
)
def test_who_was_asked_must_itself_stand(world: World, more: dict[str, str]) -> None:
    asked_of(world, **{"actor": "south", **more})
    assert due(world, FROM_TWO).responsible == Responsible(Share.JOINTLY, ("north", "south"))


def test_of_those_who_hold_a_place_the_one_that_was_asked_owes_it(world: World) -> None:
    asked_of(world, "south")
    holds(world, "north")
    holds(world, "south", "observer")
    assert due(world).responsible == Responsible(Share.ONE, ("south",))


def test_asked_of_somebody_who_does_not_hold_the_place_it_is_not_known_whether_it_is_owed(
    world: World,
) -> None:
    asked_of(world, "south")
    holds(world, "north")
    watched(world, "2016-03-10/2016-03-20")
    found = due(world)
    assert found.responsible == Responsible(Share.ONE, ("north",))
    assert what(found) == (Standing.WATCHED, POSSIBLE)


# A due lapses with its agreement


def says_of_the_truce(
    world: World, step: str, speaker: str = "monitor", happened: str = "2016-03-02/.."
) -> None:
    world.says(speaker, {"type": "term", "agreement": "truce", "step": step, "happened": happened})


def test_a_single_due_is_no_longer_owed_once_the_agreement_has_lapsed_before_its_deadline(
    world: World,
) -> None:
    says_of_the_truce(world, "in-force", happened="2016-02-27")
    says_of_the_truce(world, "lapsed")
    found = due(world, WITHDRAW)
    assert what(found) == (Standing.LAPSED, NONE)
    assert (
        tally_dues(
            Case(share(gather(world.snapshot())), read_agreement(TRUCE + WITHDRAW, "t"), EVERY_SOURCE)
        ).none
        == 1
    )


def test_where_accounts_differ_on_whether_it_lapsed_it_is_not_known(world: World) -> None:
    says_of_the_truce(world, "in-force", happened="2016-02-27")
    says_of_the_truce(world, "lapsed")
    says_of_the_truce(world, "in-force", "observer", "2016-02-27/2016-03-20")
    found = due(world, WITHDRAW)
    assert what(found) == NOT_KNOWN
    assert "still in force" in found.doubts[0].settle


def test_what_was_performed_before_the_agreement_lapsed_stays_performed(world: World) -> None:
    says_of_the_truce(world, "in-force", happened="2016-02-27")
    says_of_the_truce(world, "lapsed")
    done(world, None, "withdrawal", means="mlrs", happened="2016-03-01")
    assert what(due(world, WITHDRAW)) == (Standing.PERFORMED, NONE)


# Dues of some days only


def counted(world: World, clauses: str, first: date | None, last: date | None) -> int:
    case = Case(share(gather(world.snapshot())), read_agreement(TRUCE + clauses, "truce.toml"), EVERY_SOURCE)
    window = Window(first, last)
    found = list(find_dues(case, window))
    tallied = tally_dues(case, window)
    assert tallied.definite + tallied.possible + tallied.none + tallied.pending == len(found)
    return len(found)


def test_a_requested_due_falls_on_the_day_it_was_asked_for(world: World) -> None:
    asked(world)
    assert counted(world, ACCESS, date(2016, 3, 10), date(2016, 3, 10)) == 1
    assert counted(world, ACCESS, date(2016, 3, 11), None) == 0


def test_a_single_due_falls_on_the_day_of_its_deadline(world: World) -> None:
    assert counted(world, WITHDRAW, date(2016, 3, 5), date(2016, 3, 5)) == 1
    assert counted(world, WITHDRAW, None, date(2016, 3, 4)) == 0
    assert counted(world, WITHDRAW, date(2016, 3, 6), None) == 0


def test_a_due_without_a_deadline_falls_in_every_window(world: World) -> None:
    text = WITHDRAW.replace('by = "2016-03-05"\n', "")
    assert counted(world, text, date(2020, 1, 1), date(2020, 1, 2)) == 1


# Whose weapons were seen


def seen(world: World, *claims: dict[str, Any]) -> None:
    event_of_it = event("seen", "weapons-presence", means="mlrs", happened="2016-03-08", place="inner")
    world.says("monitor", event_of_it, *claims)


SEEN = (Standing.SEEN_UNDONE, VIOLATION)


def test_weapons_of_somebody_else_do_not_show_that_a_withdrawal_was_not_done(world: World) -> None:
    seen(world, {"type": "role", "incident": "seen", "actor": "south", "role": "perpetrated"})
    assert what(due(world, WITHDRAW)) == NOT_KNOWN


def test_weapons_of_who_is_bound_do(world: World) -> None:
    seen(world, {"type": "role", "incident": "seen", "actor": "north", "role": "perpetrated"})
    assert what(due(world, WITHDRAW)) == SEEN


def test_where_nobody_says_whose_they_are_it_is_those_of_who_holds_the_place(world: World) -> None:
    seen(world)
    assert what(due(world, WITHDRAW)) == SEEN
    holds(world, "south")
    assert what(due(world, WITHDRAW)) == NOT_KNOWN
    holds(world, "north", "observer")
    assert what(due(world, WITHDRAW)) == SEEN


def test_undated_weapons_are_seen_at_no_known_time(world: World) -> None:
    world.says("monitor", event("seen", "weapons-presence", means="mlrs", place="inner"))
    holds(world, "south")
    assert what(due(world, WITHDRAW)) == NOT_KNOWN
