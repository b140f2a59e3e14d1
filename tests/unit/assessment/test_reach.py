"""Which incidents an answer can touch at most."""

from tests.world import NORTH_KEEPS_TO_IT, TRUCE, World

from truceline.agreement.parse import read_agreement
from truceline.assessment.evidence import gather
from truceline.assessment.reach import Reach


def test_who_speaks_of_an_incident_in_two_ways_is_found_once_with_all_who_answer_it() -> None:
    world = World()
    said = world.reports("monitor")
    world.reports("observer", "another-day")
    words = world.says("north-office", act="denial")
    world.links(words, "denies", f"{said}/1", asserter="north-office")
    world.links(words, "contradicts", f"{said}/1", asserter="north-office", aspect="time")
    world.links(world.says("reporter"), "retracts", words, asserter="reporter")
    reach = Reach(gather(world.snapshot()), read_agreement(TRUCE + NORTH_KEEPS_TO_IT, "truce.toml"))
    told = {
        name: reach.of_word_on_incidents(name) for name in ("monitor", "north-office", "reporter", "observer")
    }
    assert told == {
        "monitor": {"shelling"},
        "north-office": {"shelling"},
        "reporter": {"shelling"},
        "observer": {"another-day"},
    }
