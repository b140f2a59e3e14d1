"""The zone that an export writes its dates in."""

from tests.world import World, event

from truceline.testimony.batch import Batch
from truceline.workbench.gathering import commonest_zone


def test_an_export_is_written_in_the_zone_of_most_of_its_dates() -> None:
    world = World()
    world.says("monitor", event("shelling", happened="2016-03-10[Europe/Kyiv]"))
    assert commonest_zone(world.batch()) == "Asia/Damascus"


def test_a_batch_without_dates_is_written_in_utc() -> None:
    assert commonest_zone(Batch()) == "UTC"
