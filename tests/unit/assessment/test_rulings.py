"""The rules of semantics 3 to 7 and the rulings of section 9, each worked once from record to finding.

Finer cases stand with the module that decides them; here each rule has one test of its own.
"""

from datetime import date
from typing import Any

import pytest
from attrs import evolve
from tests.world import (
    ACCEPTED_KEEP_TO_IT,
    CORROBORATED,
    EVERY_SOURCE,
    NO_FIRE_IN_ZONE,
    NORTH_KEEPS_TO_IT,
    TRUCE,
    World,
    accounts,
    event,
    framed_by,
    only,
    role,
    taking,
)

from truceline.assessment.account import Out
from truceline.assessment.finding import Finding, Outcome, Share
from truceline.assessment.incidents import incidents
from truceline.assessment.ledger import EVERYTHING, Scope, tally
from truceline.assessment.selection import Window, every_incident
from truceline.assessment.view import Treatment, View
from truceline.values.doubt import Truth

BOTH = NORTH_KEEPS_TO_IT + ACCEPTED_KEEP_TO_IT
VIOLATION, POSSIBLE, NONE = Outcome.VIOLATION, Outcome.POSSIBLE, Outcome.NONE


@pytest.fixture
def world() -> World:
    made = World()
    made.accepts("south")
    made.source("rows", kind="data-set", compiler=True)
    made.source("digest", kind="wire", compiler=True)
    return made


def row(world: World, name: str, *sources: str, **more: Any) -> None:
    """A row of a data set, as an importer makes it: what its sources reported, coded by the compiler.

    The sources say only that it happened; the compiler codes two undirected sides.
    """
    known = {"sides": ("north", "south"), "happened": "2016-03-10", "place": "inner", "killed": 4, **more}
    told = [
        world.says(
            source,
            event(name, "armed-force"),
            document="rows-report",
            chain=[{"agent": "rows", "mode": "codes"}],
            id=f"{name}-told-{number}",
        )
        for number, source in enumerate(sources)
    ]
    roles = [role(name, side, "participant") for side in known["sides"]]
    if "by" in known:
        roles = [role(name, known["by"]), role(name, known["on"], "target")]
    toll = {"type": "loss", "incidents": [name], "harm": "killed", "count": known["killed"]}
    coding = event(name, "armed-force", happened=known["happened"], place=known["place"])
    more_said = {"coded-from": told, "document": "rows-report"}
    world.says("rows", coding, *roles, toll, id=f"{name}-coding", **more_said)


def finding(world: World, name: str, clauses: str = BOTH, view: View = EVERY_SOURCE) -> Finding:
    found = world.case(TRUCE + clauses, view).finding(name)
    assert found is not None
    return found


# Section 9, the rulings


def test_ruling_1_a_compilers_coding_stands_with_its_row_and_needs_no_second_origin(world: World) -> None:
    row(world, "rows:1", "monitor", "observer")
    found = finding(world, "rows:1", view=CORROBORATED)
    assert (found.outcome, found.responsible.share) == (VIOLATION, Share.AT_LEAST_ONE)


def test_ruling_1_a_row_is_in_if_any_admitted_chain_suffices(world: World) -> None:
    row(world, "rows:1", "monitor", "observer")
    assert finding(world, "rows:1", view=taking("observer")).outcome is VIOLATION


def test_ruling_1_coding_alone_never_brings_a_row_in(world: World) -> None:
    row(world, "rows:1", "monitor")
    case = world.case(TRUCE + BOTH, taking("rows"))
    assert case.account("rows:1").out is Out.NO_ACCOUNT


def test_ruling_1_coding_falls_only_to_a_hop_rule_that_refuses_it(world: World) -> None:
    row(world, "rows:1", "monitor")
    case = world.case(TRUCE + BOTH, accounts(refuses_hops=only("rows")))
    assert case.account("rows:1").out is Out.NO_ACCOUNT


def test_ruling_1_the_coding_is_the_compilers_own_word(world: World) -> None:
    row(world, "rows:1", "monitor")
    case = world.case(TRUCE + BOTH)
    evidence = case.shared.evidence
    (claim,) = case.account("rows:1").when.claims
    assert str(evidence.statement_of(evidence.claims_by_id[claim]).speaker) == "rows"


def test_ruling_2_the_furthest_failed_condition_over_pairs_and_provisions_is_the_reason(
    world: World,
) -> None:
    # The zone fails by where, the clause on the accepted by who, that on the north by whom.
    world.reports("monitor", on="outlaws", place="outer")
    assert finding(world, "shelling", BOTH + NO_FIRE_IN_ZONE).failed == "whom"


def test_ruling_2_worlds_that_fail_for_different_reasons_fail_either_way(world: World) -> None:
    row(world, "rows:1", "monitor", sides=("north", "outlaws"))
    found = finding(world, "rows:1")
    assert (found.outcome, found.failed) == (NONE, "either-way")


def test_ruling_3_in_each_world_the_worst_over_pairs_and_provisions_then_the_worlds(world: World) -> None:
    row(world, "rows:1", "monitor")
    case = world.case(TRUCE + BOTH)
    assert [one.outcome for one in case.provision_findings("rows:1")] == [POSSIBLE, POSSIBLE]
    found = finding(world, "rows:1")
    assert (found.outcome, found.responsible.actors) == (VIOLATION, ("north", "south"))


def test_ruling_4_whom_an_attack_hit_is_not_shown_by_its_sides_alone(world: World) -> None:
    row(world, "rows:1", "monitor", by="north", on="unknown")
    found = finding(world, "rows:1")
    assert (found.outcome, str(found.responsible)) == (POSSIBLE, "north")


def test_ruling_5_an_excluded_standing_applies_to_every_provision_of_that_agreement_only(
    world: World,
) -> None:
    standing = {"type": "standing", "actor": "south", "position": "excluded"}
    world.says("monitor", {**standing, "agreement": "another"}, said="2016-02-26")
    world.reports("monitor")
    assert finding(world, "shelling").outcome is VIOLATION
    world.says("monitor", {**standing, "agreement": "truce"}, said="2016-02-26")
    assert finding(world, "shelling").failed == "whom"


def test_ruling_5_an_association_nobody_states_is_unknown_unless_the_list_is_closed(world: World) -> None:
    tied = NORTH_KEEPS_TO_IT.replace('actors = ["north"]', 'actors = ["north"], and = ["supporting"]')
    world.reports("monitor", by="east")
    assert finding(world, "shelling", tied).outcome is POSSIBLE
    closed = tied.replace('["supporting"]', '["supporting"], closed = true')
    assert finding(world, "shelling", closed).failed == "who"


def test_ruling_6_renamed_groups_are_folded_only_by_a_judgement(world: World) -> None:
    world.reports("monitor", on="the-former-outlaws")
    assert finding(world, "shelling").outcome is POSSIBLE
    world.judges("outlaws", "same", "the-former-outlaws", about="actor")
    assert finding(world, "shelling").failed == "whom"


def test_ruling_6_a_joint_actor_is_evaluated_as_one(world: World) -> None:
    world.reports("monitor", by="north + outlaws", on="south + villagers")
    found = finding(world, "shelling")
    assert (found.outcome, str(found.responsible)) == (POSSIBLE, "north")


def test_ruling_7_aggregates_keep_their_own_breakdown(world: World) -> None:
    # 32 local calendar days, though clocks went forward in between.
    row(world, "rows:1", "monitor", happened="2016-03-01/2016-04-01", killed=100)
    row(world, "rows:2", "monitor", happened="2016-03-01/2016-03-31", killed=1)
    ledger = tally(world.case(TRUCE + BOTH))
    assert (ledger.aggregates.possible, ledger.aggregates.loss.low) == (1, 100)
    assert (ledger.totals.definite, ledger.totals.loss.low) == (1, 1)


def test_ruling_8_named_and_unnamed_together_are_in_possible_at_most_and_counted_apart(
    world: World,
) -> None:
    row(world, "rows:1", "monitor", "unnamed: residents")
    ledger = tally(world.case(TRUCE + BOTH, CORROBORATED))
    assert (ledger.in_, ledger.in_perhaps, ledger.totals.possible) == (1, 1, 1)


def test_ruling_8_origins_met_only_in_one_shared_article_are_not_independent(world: World) -> None:
    for speaker in ("monitor", "observer"):
        world.reports(speaker, document="reporter-report")
    assert world.case(TRUCE + BOTH, CORROBORATED).account("shelling").out is Out.TOO_FEW


def test_ruling_8_digests_and_wires_are_compilers_and_join_nobody(world: World) -> None:
    for speaker in ("monitor", "observer"):
        world.reports(speaker, chain=[{"agent": "digest"}])
    assert finding(world, "shelling", view=CORROBORATED).outcome is VIOLATION


def test_ruling_9_the_country_settles_a_country_wide_area_and_clipping_never_empties(world: World) -> None:
    world.place("over-the-border", kind="village", position="34.5, 38.5", **{"part-of": ["land"]})
    world.reports("monitor", place="over-the-border")
    assert finding(world, "shelling").outcome is VIOLATION


def test_ruling_10_armed_force_is_a_use_of_weapons(world: World) -> None:
    row(world, "rows:1", "monitor")
    (clause, _) = world.case(TRUCE + BOTH).provision_findings("rows:1")
    assert clause.conditions["what"].truth is Truth.YES


def test_ruling_11_loss_sums_add_the_published_figures(world: World) -> None:
    row(world, "rows:1", "monitor", killed={"low": 3, "best": 7, "high": 9, "words": "9/7/3"})
    row(world, "rows:2", "monitor", killed=1)
    loss = tally(world.case(TRUCE + BOTH)).totals.loss
    assert (loss.low, loss.best, loss.high) == (10, 8, 4)


def test_ruling_11_may_overlap_counts_extra_rows_only(world: World) -> None:
    row(world, "rows:1", "monitor")
    row(world, "rows:2", "monitor", happened="2016-03-09/2016-03-11")
    window = Window(date(2016, 3, 10), date(2016, 3, 12))
    found = incidents(world.case(TRUCE + BOTH), Scope(window, every_incident))
    assert (found.count, found.may_overlap) == (1, 1)


def test_ruling_12_a_row_of_the_first_day_lies_wholly_inside_a_truce_from_local_midnight(
    world: World,
) -> None:
    row(world, "rows:1", "monitor", happened="2016-02-27")
    row(world, "rows:2", "monitor", happened="2016-02-27[UTC]")
    row(world, "rows:3", "monitor", happened="2016-02-26")
    found = [finding(world, f"rows:{number}") for number in (1, 2, 3)]
    assert [one.outcome for one in found] == [VIOLATION, VIOLATION, NONE]
    assert found[2].failed == "when"


# Section 3, chains and origins


def test_three_outlets_quoting_one_speaker_are_one_origin(world: World) -> None:
    for outlet in ("reporter", "observer", "north-office"):
        world.reports("monitor", document=f"{outlet}-report", chain=[{"agent": outlet}])
    assert world.case(TRUCE + BOTH, CORROBORATED).account("shelling").out is Out.TOO_FEW


def test_a_data_set_that_codes_a_monitor_is_no_origin_of_its_own(world: World) -> None:
    world.reports("monitor")
    row(world, "rows:1", "monitor")
    world.judges("shelling", "same", "rows:1")
    assert world.case(TRUCE + BOTH, CORROBORATED).account("shelling").out is Out.TOO_FEW


def test_a_speaker_told_by_nobody_named_is_an_unnamed_origin(world: World) -> None:
    world.reports("monitor")
    world.reports("observer", basis="was-told")
    case = world.case(TRUCE + BOTH, CORROBORATED)
    assert case.account("shelling").capped == ("origins perhaps not independent",)
    assert finding(world, "shelling", view=CORROBORATED).outcome is POSSIBLE


# Section 4, views


def test_the_accounts_part_filters_incidents_and_the_framework_part_terms_and_standing(
    world: World,
) -> None:
    world.reports("observer")
    assert finding(world, "shelling", view=taking("observer")).outcome is VIOLATION
    assert finding(world, "shelling", view=framed_by("observer")).outcome is POSSIBLE


def test_an_actors_own_acceptance_is_always_admitted() -> None:
    world = World()
    world.accepts("south", speaker="south-office")
    world.reports("observer")
    assert finding(world, "shelling", view=framed_by("observer")).outcome is VIOLATION


def test_the_only_version_of_a_provision_always_applies(world: World) -> None:
    world.reports("monitor")
    only_one = NO_FIRE_IN_ZONE.replace('area = "zone"', 'area = "zone"\naccording-to = ["reporter"]')
    assert finding(world, "shelling", only_one, framed_by("observer")).outcome is VIOLATION


def test_a_field_on_which_nothing_stands_is_unknown_for_an_incident_that_is_in(world: World) -> None:
    world.says("monitor", event("shelling", happened="2016-03-10", place="inner"))
    world.says("observer", event("shelling", place="inner"), role("shelling", "north"))
    (clause, _) = world.case(TRUCE + BOTH, CORROBORATED).provision_findings("shelling")
    answers = {name: answer.truth for name, answer in clause.conditions.items()}
    assert (answers["when"], answers["where"], answers["who"]) == (Truth.UNKNOWN, Truth.YES, Truth.UNKNOWN)


def test_a_denial_that_it_happened_makes_it_possible_at_most(world: World) -> None:
    world.reports("monitor")
    world.says("north-office", event("shelling", polarity="denied"))
    assert finding(world, "shelling").outcome is POSSIBLE


def test_hedged_words_turn_yes_into_unknown_and_never_unknown_into_yes(world: World) -> None:
    world.reports("monitor", by=None)
    world.says("observer", role("shelling", "north", firmness="probable"))
    assert finding(world, "shelling").outcome is POSSIBLE
    world.says("reporter", role("shelling", "north"))
    assert finding(world, "shelling").outcome is VIOLATION
    world.says("observer", role("shelling", "outlaws", firmness="possible"))
    assert finding(world, "shelling").outcome is POSSIBLE


def test_hedged_words_dropped_leave_what_only_they_tell_out(world: World) -> None:
    world.reports("monitor", firmness="probable")
    case = world.case(TRUCE + BOTH, accounts(hedged=Treatment.DROP))
    assert case.account("shelling").out is Out.HEDGED


def test_the_smallest_hull_over_two_origins_stands(world: World) -> None:
    world.reports("monitor", happened="2016-02-26T20:00/2016-02-27T04:00")
    world.reports("observer", happened="2016-02-27T02:00/2016-02-27T06:00")
    assert finding(world, "shelling", view=CORROBORATED).outcome is POSSIBLE
    world.reports("reporter", happened="2016-02-27T03:00/2016-02-27T05:00")
    assert finding(world, "shelling", view=CORROBORATED).outcome is VIOLATION


def test_incompatible_values_are_contested_and_a_condition_holds_only_if_for_all(world: World) -> None:
    world.reports("monitor", happened="2016-03-01")
    world.reports("observer", happened="2016-03-09")
    assert finding(world, "shelling").outcome is VIOLATION
    world.reports("reporter", happened="2016-02-01")
    assert finding(world, "shelling").outcome is POSSIBLE


def test_counts_are_never_contested_and_an_open_high_stays_open(world: World) -> None:
    world.reports("monitor", killed=3)
    world.reports("observer", killed="at least 10")
    loss = tally(world.case(TRUCE + BOTH)).totals.loss
    assert (loss.low, loss.high, loss.best_of) == (3, None, 0)


def test_a_denial_contests_its_own_field_only_once_it_meets_the_needs(world: World) -> None:
    for speaker in ("monitor", "observer"):
        world.reports(speaker)
    world.says("north-office", role("shelling", "north", polarity="denied"))
    assert finding(world, "shelling", view=CORROBORATED).outcome is VIOLATION
    found = finding(world, "shelling")
    assert (found.outcome, found.responsible.share) == (POSSIBLE, Share.NOT_ATTRIBUTED)


def test_a_retraction_by_another_is_a_denial_and_withdraws_nothing(world: World) -> None:
    said = world.reports("monitor")
    world.links(world.says("north-office"), "retracts", f"{said}/2", asserter="north-office")
    found = finding(world, "shelling")
    assert (found.outcome, found.provisions) == (POSSIBLE, ("north",))


def test_a_retraction_withdraws_that_claim_and_a_replacement_is_a_claim_of_its_own(world: World) -> None:
    said = world.reports("monitor")
    corrected = world.says("monitor", role("shelling", "outlaws"))
    world.links(corrected, "corrects", f"{said}/2", asserter="monitor")
    assert finding(world, "shelling").failed == "who"


def test_as_published_by_a_day_a_claim_stands_and_later_it_is_withdrawn(world: World) -> None:
    said = world.reports("monitor")
    world.document("later", outlet="monitor", published="2016-05-06")
    world.links(world.says("monitor", document="later"), "retracts", said, asserter="monitor")
    early, late = (evolve(EVERY_SOURCE, published_by=day) for day in ("2016-05-01", "2016-05-07"))
    assert finding(world, "shelling", view=early).outcome is VIOLATION
    assert world.case(TRUCE + BOTH, late).account("shelling").out is Out.WITHDRAWN


def test_a_publication_across_the_cut_off_counts_towards_possible_only(world: World) -> None:
    world.document("in-march", outlet="monitor", published="2016-03")
    world.reports("monitor", document="in-march")
    view = evolve(EVERY_SOURCE, published_by="2016-03-12")
    account = world.case(TRUCE + NO_FIRE_IN_ZONE, view).account("shelling")
    assert account.capped == ("enough only with claims that are perhaps not yet public",)
    assert finding(world, "shelling", NO_FIRE_IN_ZONE, view).outcome is POSSIBLE


# Section 5, actors and states


def test_a_joint_target_is_one_and_targets_hit_apart_are_pairs(world: World) -> None:
    world.reports("monitor", on="south + outlaws")
    assert finding(world, "shelling").outcome is POSSIBLE
    world.reports("monitor", "apart", on="south")
    world.rows[-1][1]["claims"].append(role("apart", "outlaws", "target"))
    assert finding(world, "apart").outcome is VIOLATION


def test_nothing_is_projected_backwards_except_an_acceptance_that_names_the_start() -> None:
    for more, outcome in (({}, POSSIBLE), ({"happened": "2016-02-27/.."}, VIOLATION)):
        world = World()
        world.accepts("south", **more)
        world.rows[-1][1]["said"] = "2016-03-20"
        world.reports("monitor")
        assert finding(world, "shelling").outcome is outcome


# Section 6, pairs and worlds


def test_government_against_an_open_class_is_possible(world: World) -> None:
    row(world, "rows:1", "monitor", sides=("north", "class: rebels"))
    found = finding(world, "rows:1")
    assert (found.outcome, found.responsible.actors) == (POSSIBLE, ("north", "rebels"))


def test_a_place_that_is_part_of_the_area_is_in_it_without_geometry(world: World) -> None:
    world.place("quarter", kind="neighbourhood", **{"part-of": ["zone"]})
    world.reports("monitor", place="quarter")
    assert finding(world, "shelling", NO_FIRE_IN_ZONE).outcome is VIOLATION


def test_a_point_on_the_line_is_unknown(world: World) -> None:
    world.reports("monitor", place="@34.75, 37.0 ~0 km")
    assert finding(world, "shelling", NO_FIRE_IN_ZONE).outcome is POSSIBLE


# Section 7, ledgers


def test_an_unsure_pair_counts_as_one_at_least_and_two_at_most(world: World) -> None:
    world.reports("monitor", "first")
    world.reports("observer", "second")
    world.judges("first", "unsure", "second")
    totals = tally(world.case(TRUCE + BOTH), EVERYTHING).totals
    assert (totals.definite, totals.definite + totals.possible) == (1, 2)


def test_until_judged_two_data_sets_rows_are_two_incidents_and_a_possible_double(world: World) -> None:
    world.reports("monitor")
    row(world, "rows:1", "observer")
    ledger = tally(world.case(TRUCE + BOTH))
    assert (ledger.totals.definite, ledger.possible_doubles) == (2, 1)
    world.judges("shelling", "same", "rows:1")
    ledger = tally(world.case(TRUCE + BOTH))
    assert (ledger.totals.definite, ledger.possible_doubles) == (1, 0)


def test_a_toll_for_several_incidents_is_never_split_or_added(world: World) -> None:
    toll = {"type": "loss", "incidents": ["first", "second"], "harm": "killed", "count": 40}
    world.reports("monitor", "first", killed=2)
    world.reports("monitor", "second", killed=3)
    world.says("monitor", toll)
    assert tally(world.case(TRUCE + BOTH)).totals.loss.low == 5
