"""What claims on the framework told one view is told to the next where it answers their speakers alike."""

from typing import Any

from attrs import evolve
from tests.world import EVERY_SOURCE, World, framed_by

from truceline.assessment.admission import Admissions
from truceline.assessment.evidence import gather
from truceline.assessment.origins import Origins
from truceline.assessment.states import FactsHeard, read_claims


def tie(subject: str, polarity: str = "affirmed") -> dict[str, Any]:
    return {
        "type": "relation",
        "subject": subject,
        "relation": "part-of",
        "object": "south",
        "polarity": polarity,
    }


def test_views_that_share_what_was_heard_are_told_what_each_is_told_alone() -> None:
    world = World()
    stand = {"type": "standing", "actor": "south", "agreement": "truce", "position": "accepted"}
    for speaker in ("monitor", "observer", "reporter"):
        world.says(speaker, tie("east"), said="2016-03-01")
        world.says(speaker, stand, said="2016-02-26")
    world.says("monitor", tie("north", "denied"), said="2016-03-02")
    taken_back = world.says("monitor", tie("north"), said="2016-03-03")
    world.links(
        world.says("monitor", tie("north", "denied"), said="2016-03-04"),
        "retracts",
        taken_back,
        asserter="monitor",
    )
    evidence = gather(world.snapshot())
    origins, heard = Origins(evidence.snapshot), FactsHeard()
    views = [EVERY_SOURCE, *map(framed_by, ("monitor", "observer", "reporter"))]
    views += [evolve(view, published_by=day) for view in views for day in ("2016-02-27", "2016-12-31")]
    for view in (*views, *views):
        admissions = Admissions(evidence, origins, view)
        shared = read_claims(evidence, admissions, {}, heard)
        assert shared == read_claims(evidence, Admissions(evidence, origins, view), {}, FactsHeard())
    assert 0 < len(heard.plain) < len(evidence.relations) + len(evidence.standings)
    assert any(len(plain.told) > 1 for plain in heard.plain.values())
