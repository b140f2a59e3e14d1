"""A small world with something on every screen, and the addresses of the screens that show it."""

from tests.world import World, event, role

PAPER = (
    "Monitor said on 12 March 2016 that an air strike in Inner on 10 March 2016 killed at least 3 people. "
    "North shelled Outer on 11 March 2016, Reporter said."
)
TWICE = "Inner was hit. Inner was hit."
AGREEMENT = "/agreement/truce"
LISTS = ("/agreements", "/actors", "/actors/relations", "/actors/control", "/actors/indicators", "/talks", "/documents", "/inbox")  # fmt: skip
THINGS = (AGREEMENT, f"{AGREEMENT}/standings", f"{AGREEMENT}/zones", f"{AGREEMENT}/trial", "/actor/north", "/incident/strike", "/document/paper", "/document/monitor-report")  # fmt: skip


def told_world() -> World:
    """A world in which both parties accepted, with something on every screen."""
    world = World()
    for actor in ("north", "south"):
        world.accepts(actor)
    tell_all(world)
    return world


def tell_all(world: World) -> None:
    """A strike that accounts differ on, ties, control, figures, talks, and a document with its text."""
    world.reports("monitor", "strike", kind="air-strike", killed="at least 3", id="told")
    world.reports("reporter", "strike", kind="air-strike", by="south", killed="5")
    world.says("north-office", event("strike", "air-strike", polarity="denied"), id="no", act="denial")
    world.links("no", "denies", "told", asserter="north-office")
    world.says("monitor", {"type": "relation", "subject": "east", "relation": "part-of", "object": "north"})
    world.says("monitor", {"type": "control", "actor": "north", "degree": "sole", "place": "inner"})
    for day, value in (("2016-03-05", "12"), ("2016-03-09", "at least 20")):
        world.says("monitor", {"type": "indicator", "subject": "north", "measure": "guns", "value": value, "happened": day})  # fmt: skip
    world.says("monitor", event("round", "talks", happened="2016-03-01/2016-03-03", place="inner"))
    world.says("monitor", role("round", "north", "participant", happened="2016-03-02"))
    world.says("reporter", event("set:1", "air-strike", happened="2016-03-10", place="inner"))
    world.document("paper", outlet="monitor", published="2016-03-12", text=PAPER)
    world.document("twice", outlet="monitor", text=TWICE)
