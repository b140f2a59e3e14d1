"""Losses: published figures added, bounds kept, gaps said (semantics 7; ruling 11)."""

import random
from itertools import permutations
from typing import Any

import numpy as np
import pytest
from attrs import evolve
from tests.by_chance import register, reports_by_chance
from tests.world import NO_FIRE_IN_ZONE, TRUCE, World, event

from truceline.assessment.account import Account
from truceline.assessment.engine.told import evidence_of
from truceline.assessment.evidence import gather
from truceline.assessment.loss import NO_LOSS, Loss, add_losses, loss_of, loss_of_count, whole_toll
from truceline.testimony.claim import Harm, LossClaim


def toll(count: Any, harm: str = "killed", **more: Any) -> dict[str, Any]:
    return {"type": "loss", "incidents": ["shelling"], "harm": harm, "count": count, **more}


def account(*tolls: dict[str, Any]) -> Account:
    world = World()
    world.says("monitor", event("shelling"), *tolls)
    return world.case(TRUCE + NO_FIRE_IN_ZONE).account("shelling")


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (7, Loss(7, 7, 7, best_of=1, incidents=1)),
        ("at least 7", Loss(7, 0, None, best_of=0, incidents=1)),
        ("7-9", Loss(7, 0, 9, best_of=0, incidents=1)),
        (0, Loss(0, 0, 0, best_of=1, incidents=1)),
        ({"low": 5, "best": 7, "high": 9, "words": ""}, Loss(5, 7, 9, best_of=1, incidents=1)),
        ({"low": 3, "best": 7, "high": 9, "words": "8/7/3"}, Loss(8, 7, 3, best_of=1, incidents=1)),
    ],
)
def test_an_incidents_loss_is_its_toll_as_printed(count: Any, expected: Loss) -> None:
    assert loss_of(account(toll(count))) == expected


def test_an_incident_without_a_toll_has_no_loss() -> None:
    assert loss_of(account()) == NO_LOSS
    assert loss_of(account(toll(3, "injured"))) == NO_LOSS
    assert whole_toll(account(), Harm.KILLED) is None


def test_other_harm_has_a_loss_of_its_own() -> None:
    assert loss_of(account(toll(3, "injured"), toll(1)), Harm.INJURED).low == 3


def test_of_everybody_and_a_part_of_them_everybody_is_the_loss() -> None:
    assert loss_of(account(toll(9, victims="children"), toll(4))).low == 4


def test_of_the_whole_and_one_place_of_it_the_whole_is_the_loss() -> None:
    assert loss_of(account(toll(9, place="inner"), toll(4))).low == 4


def test_tolls_of_parts_are_never_added() -> None:
    assert loss_of(account(toll(9, victims="children"), toll(4, victims="medics"))).low == 9


def test_which_part_stands_for_the_loss_does_not_depend_on_who_spoke_first() -> None:
    parts = [
        toll(4, victims="children"),
        toll("at least 4", victims="medics"),
        toll("4-9", victims="drivers"),
        toll("at least 4", victims="nurses"),
    ]
    assert {loss_of(account(*order)) for order in permutations(parts)} == {
        Loss(4, 0, None, best_of=0, incidents=1)
    }


def test_an_open_high_opens_the_sum_and_a_missing_best_is_left_out_and_said() -> None:
    total = add_losses([loss_of(account(toll(count))) for count in (7, "at least 2", "1-3")])
    assert total == Loss(low=10, best=7, high=None, best_of=1, incidents=3)
    assert add_losses([]) == NO_LOSS
    assert add_losses([loss_of(account(toll(7))), NO_LOSS]).high == 7


def test_a_toll_printed_out_of_order_is_told_again_as_printed() -> None:
    chance = random.Random(3)
    world, reports = register(chance), reports_by_chance(chance, 12)
    printed = np.tile(np.array([[16, 11, 16]], np.int32), (len(reports.tolls), 1))
    told = evidence_of(evolve(reports, tolls=printed), gather(world.snapshot()), range(12))
    losses = [claim for claim in told.snapshot.claims if isinstance(claim, LossClaim)]
    assert losses
    assert {loss_of_count(claim.count) for claim in losses} == {Loss(16, 11, 16, 1, 1)}
