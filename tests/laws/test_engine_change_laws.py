"""An engine that went through changes finds what one made from scratch finds, and what the reference finds."""

import random
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from attrs import evolve
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from tests.by_chance import CLAUSES, agreement_text, register, reports_by_chance
from tests.laws.test_engine_laws import assert_same
from tests.seeds import seeds
from tests.world import CORROBORATED, EVERY_SOURCE, event, framed_by, role

from truceline.agreement.parse import read_agreement
from truceline.agreement.terms import Agreement
from truceline.assessment.case import Case, Shared, share
from truceline.assessment.engine import merging
from truceline.assessment.engine.engine import Engine, engine_of
from truceline.assessment.engine.gathering import reports_of
from truceline.assessment.engine.joining import end_to_end
from truceline.assessment.engine.reports import Reports, taken
from truceline.assessment.evidence import gather
from truceline.assessment.finding_table import table_of
from truceline.assessment.ledger import By, tally
from truceline.assessment.view import View

pytest.importorskip("numba")

VIEWS = (
    EVERY_SOURCE,
    CORROBORATED,
    framed_by("monitor", "silent"),
    evolve(EVERY_SOURCE, published_by="2016-03-11"),
)
SPEAKERS = ("monitor", "reporter", "observer", "south-office", "silent", "tied", "collector")
ACTORS = ("north", "south", "east", "outlaws", "ally", "north | south", "class: rebels")
SINGLE = ("north", "south", "east", "ally", "outlaws")
DAYS = ("2016-02-20", "2016-02-28", "2016-03", "2016-03-10")
PLACES = ("inner", "outer", "edge", "zone", "abroad", "@34.75, 36.9 ~9 km", "@34.75, 36.75")
KINDS = ("shelling", "mortar-fire", "talks")
anyone = st.sampled_from(SPEAKERS)


class Changes(RuleBasedStateMachine):
    """A record that grows, is taken back, ended and judged; one engine goes along."""

    @initialize(seed=st.integers(0, 99), smallest=st.sampled_from([0, 3, 256]), threads=st.integers(1, 2))
    def begin(self, seed: int, smallest: int, threads: int) -> None:
        self.chance = random.Random(seed)
        self.world, self.ended = register(self.chance), set[str]()
        self.names = [name for name in CLAUSES if self.chance.random() < 0.5] or ["plain"]
        self.told: list[str] = []
        self.kept, merging.SMALLEST = merging.SMALLEST, smallest
        shared = self.shared()
        reports = reports_of(shared.evidence, shared.origins)
        self.engine = engine_of(reports, shared, self.agreement(), threads=threads)

    def teardown(self) -> None:
        merging.SMALLEST = getattr(self, "kept", merging.SMALLEST)

    def agreement(self) -> Agreement:
        return read_agreement(agreement_text(self.names), "changing.toml")

    def shared(self) -> Shared:
        found = self.world.snapshot()
        claims = tuple(claim for claim in found.claims if claim.label not in self.ended)
        links = tuple(link for link in found.links if link.id not in self.ended)
        return share(gather(evolve(found, claims=claims, links=links)))

    def change(self) -> None:
        self.engine = self.engine.with_shared(self.shared())

    def tell(self, speaker: str, *claims: dict[str, Any], **more: Any) -> None:
        self.told.append(self.world.says(speaker, *claims, said="2016-03-11", **more))
        self.change()

    @rule(
        speaker=anyone, incident=st.integers(0, 5), by=st.sampled_from(ACTORS), on=st.sampled_from(ACTORS),
        day=st.sampled_from(DAYS), place=st.sampled_from(PLACES), kind=st.sampled_from(KINDS),
        firmness=st.sampled_from(["asserts", "asserts", "probable"]),
    )  # fmt: skip
    def somebody_reports(  # noqa: PLR0913, PLR0917 - as many as it draws
        self, speaker: str, incident: int, by: str, on: str, day: str, place: str, kind: str, firmness: str
    ) -> None:
        name = f"h{incident}"
        claims = [event(name, kind, happened=day, place=place), role(name, by), role(name, on, "target"),
                  {"type": "loss", "incidents": [name], "harm": "killed", "count": incident}]  # fmt: skip
        self.tell(speaker, *({**claim, "firmness": firmness} for claim in claims))

    @rule(speaker=anyone, incident=st.integers(0, 5), by=st.sampled_from(ACTORS))
    def somebody_adds_who_did_it(self, speaker: str, incident: int, by: str) -> None:
        self.tell(speaker, role(f"h{incident}", by))

    @precondition(lambda self: self.told)
    @rule(number=st.integers(0, 50), speaker=anyone, kind=st.sampled_from(["retracts", "denies", "corrects"]))
    def somebody_takes_it_back(self, number: int, speaker: str, kind: str) -> None:
        back = self.world.says(speaker, act="retraction", said="2016-03-12")
        self.world.links(back, kind, self.told[number % len(self.told)], asserter=speaker)
        self.told.append(back)
        self.change()

    @rule(number=st.integers(0, 200))
    def a_claim_or_link_is_ended(self, number: int) -> None:
        found = self.world.snapshot()
        ids = [claim.label for claim in found.claims] + [link.id for link in found.links]
        if ids:
            self.ended.add(ids[number % len(ids)])
            self.change()

    @precondition(lambda self: self.ended)
    @rule()
    def what_was_ended_stands_again(self) -> None:
        self.ended.pop()
        self.change()

    @rule(
        speaker=anyone, subject=st.sampled_from(SINGLE), other=st.sampled_from(SINGLE),
        relation=st.sampled_from(["associated-with", "supporting", "part-of", "separate-from"]),
        polarity=st.sampled_from(["affirmed", "affirmed", "denied"]),
    )  # fmt: skip
    def an_affiliation(self, speaker: str, subject: str, other: str, relation: str, polarity: str) -> None:
        if subject != other:
            self.tell(speaker, {"type": "relation", "subject": subject, "object": other,
                                "relation": relation, "polarity": polarity})  # fmt: skip

    @rule(
        speaker=anyone, actor=st.sampled_from(SINGLE),
        position=st.sampled_from(["accepted", "refused", "excluded", "withdrawn"]),
    )  # fmt: skip
    def a_standing(self, speaker: str, actor: str, position: str) -> None:
        self.tell(speaker, {"type": "standing", "actor": actor, "agreement": "truce", "position": position})

    @rule(speaker=anyone, step=st.sampled_from(["extended", "suspended", "collapsed", "in-force"]), day=st.sampled_from(DAYS),
          clause=st.sampled_from([None, "plain", "zone"]))  # fmt: skip
    def a_term(self, speaker: str, step: str, day: str, clause: str | None) -> None:
        claim = {"type": "term", "agreement": "truce", "step": step, "happened": day}
        self.tell(speaker, claim if clause is None else {**claim, "provision": clause})

    @rule(name=st.sampled_from(sorted(CLAUSES)))
    def a_provision_comes_or_goes(self, name: str) -> None:
        self.names = [each for each in self.names if each != name] or ["zone"]
        if name not in self.names and self.chance.random() < 0.6:
            self.names.insert(self.chance.randrange(len(self.names) + 1), name)
        self.engine = self.engine.with_agreement(self.agreement())

    @rule(number=st.integers(0, 20), hedge=st.booleans())
    def a_provision_is_changed(self, number: int, *, hedge: bool) -> None:
        agreement = self.engine.agreement
        clauses = list(agreement.provisions)
        place = number % len(clauses)
        conduct = ("talks",) if hedge else ("armed-force",)
        clauses[place] = evolve(clauses[place], conduct=conduct)
        self.engine = self.engine.with_agreement(evolve(agreement, provisions=tuple(clauses)))

    @rule(left=st.integers(0, 5), right=st.integers(0, 5),
          answer=st.sampled_from(["same", "different", "part-of", "unsure"]))  # fmt: skip
    def a_coder_judges_incidents(self, left: int, right: int, answer: str) -> None:
        if left != right:
            self.world.judges(f"h{left}", answer, f"h{right}")
            self.change()

    @rule(answer=st.sampled_from(["same", "different"]))
    def a_coder_judges_actors(self, answer: str) -> None:
        self.world.judges("ally", answer, "east", about="actor")
        self.change()

    @rule(number=st.integers(0, 3), tied=st.booleans())
    def a_source_place_or_actor_is_entered(self, number: int, *, tied: bool) -> None:
        if f"new-{number}" in {row["id"] for table, row in self.world.rows if table == "source"}:
            return
        ties: dict[str, Any] = (
            {"affiliations": [{"to": "monitor", "bond": "part-of", "stated-in": "x"}]} if tied else {}
        )
        self.world.source(f"new-{number}", **ties)
        self.world.place(f"hamlet-{number}", kind="village", position="34.8, 36.8", **{"part-of": ["zone"]})
        self.world.actor(f"band-{number}")
        self.change()

    @rule()
    def a_class_is_known_to_have_more_members(self) -> None:
        for table, row in self.world.rows:
            if table == "actor" and row["id"] == "league":
                row["members"] = ["south", "east", *(["ally"] if "ally" not in row["members"] else [])]
        self.change()

    @rule(number=st.integers(0, 3))
    def a_source_turns_out_to_be_tied(self, number: int) -> None:
        for table, row in self.world.rows:
            if table == "source" and row["id"] == ("observer", "reporter", "silent", "tied")[number]:
                row["unaffiliated"] = False
                row["affiliations"] = [{"to": "monitor", "bond": "part-of", "stated-in": "x"}]
        self.change()

    @rule()
    def nothing(self) -> None:
        self.change()

    @invariant()
    def everything_is_found_as_from_scratch(self) -> None:
        if hasattr(self, "engine"):
            found_as_from_scratch(self.engine, VIEWS[self.chance.randrange(len(VIEWS))])


def found_as_from_scratch(engine: Engine, view: View) -> None:
    """A changed engine finds what a new one and the reference find: each row, each reason, the ledger."""
    shared = share(gather(engine.shared.evidence.snapshot))
    scratch = engine_of(
        reports_of(shared.evidence, shared.origins), shared, engine.agreement, threads=engine.threads
    )
    case = Case(shared, engine.agreement, view)
    table = engine.table(view)
    assert_same(table, scratch.table(view))
    assert_same(table, table_of(case))
    assert engine.ledger(view, by=By.PROVISION) == tally(case, by=By.PROVISION)
    for incident in shared.evidence.incidents:
        assert engine.explain(view, incident) == scratch.explain(view, incident)


TestChanges = Changes.TestCase
TestChanges.settings = settings(
    max_examples=12, stateful_step_count=12, deadline=None, suppress_health_check=list(HealthCheck)
)


def pieces(seed: int, rows: int) -> tuple[random.Random, Shared, Agreement, list[Reports]]:
    """A record of which nothing but reports tells, in pieces; later pieces tell of some incidents again."""
    chance = random.Random(seed)
    world = register(chance)
    names = [name for name in CLAUSES if chance.random() < 0.6] or ["plain"]
    reports = reports_by_chance(chance, rows)
    found = []
    for _ in range(chance.randrange(1, 9)):
        chosen = chance.sample(range(rows), chance.randrange(1, rows // 2))
        # The same incident under what is told of another.
        told = taken(reports, np.array([chance.randrange(rows) for _ in chosen], np.intp))
        found.append(evolve(told, incidents=pa.array([f"r{row}" for row in chosen], pa.string())))
    agreement = read_agreement(agreement_text(names), "in-pieces.toml")
    return chance, share(gather(world.snapshot())), agreement, [reports, *found]


def told_last(several: list[Reports]) -> Reports:
    """All incidents where they were first told of, as they were told last."""
    every = end_to_end(several)
    seats = {name: row for row, name in enumerate(every.incidents.to_pylist())}
    return taken(every, np.array(list(seats.values()), np.intp))


def assert_same_reports(engine: Engine, scratch: Engine, view: View) -> None:
    assert engine.incidents.to_pylist() == scratch.incidents.to_pylist()
    assert len(engine) == len(scratch)
    assert_same(engine.table(view), scratch.table(view))
    assert engine.ledger(view) == scratch.ledger(view)


@seeds(*range(4), nightly=range(4, 40))
def test_reports_told_in_pieces_are_found_as_if_told_at_once(seed: int) -> None:
    chance, shared, agreement, several = pieces(seed, 24)
    kept, merging.SMALLEST = merging.SMALLEST, chance.choice([0, 5, 40, 256])
    try:
        engine = engine_of(several[0], shared, agreement, threads=1)
        for number, more in enumerate(several[1:], start=2):
            if chance.random() < 0.5:
                engine.findings(EVERY_SOURCE)
            engine = engine.with_reports(more)
            scratch = engine_of(told_last(several[:number]), shared, agreement, threads=1)
            assert_same_reports(engine, scratch, chance.choice(VIEWS))
            row = chance.randrange(24)
            assert engine.explain(EVERY_SOURCE, f"r{row}") == scratch.explain(EVERY_SOURCE, f"r{row}")
    finally:
        merging.SMALLEST = kept


@pytest.mark.parametrize("tied", ["north", "monitor"])
def test_reports_that_no_claim_tells_stay_when_the_record_changes(tied: str) -> None:
    """An actor's tie changes the framework; a source's tie everything."""
    chance = random.Random(3)
    world, reports = register(chance), reports_by_chance(chance, 24)
    agreement = read_agreement(agreement_text(["plain", "accepted", "zone"]), "kept.toml")
    engine = engine_of(reports, share(gather(world.snapshot())), agreement, threads=1)
    engine.findings(EVERY_SOURCE)
    if tied == "north":
        world.says(
            "monitor",
            {"type": "relation", "subject": "ally", "object": "north", "relation": "associated-with"},
            said="2016-02-20",
        )
    else:
        for table, row in world.rows:
            if table == "source" and row["id"] == "observer":
                row |= {"unaffiliated": False,
                        "affiliations": [{"to": "monitor", "bond": "part-of", "stated-in": "x"}]}  # fmt: skip
    world.reports("monitor", "told")
    shared = share(gather(world.snapshot()))
    told = reports_of(shared.evidence, shared.origins)
    scratch = engine_of(end_to_end([reports, told]), shared, agreement, threads=1)
    for view in VIEWS:
        assert_same_reports(engine.with_shared(shared), scratch, view)
    assert engine.incidents.to_pylist() == reports.incidents.to_pylist(), (
        "the engine before stays what it was"
    )


def test_a_change_of_one_claim_leaves_what_does_not_rest_on_it() -> None:
    chance = random.Random(4)
    world = register(chance)
    for number in range(6):
        world.reports("monitor", f"h{number}")
    shared, agreement = (
        share(gather(world.snapshot())),
        read_agreement(agreement_text(["plain", "zone"]), "x.toml"),
    )
    engine = engine_of(reports_of(shared.evidence, shared.origins), shared, agreement, threads=1)
    engine.findings(EVERY_SOURCE)
    world.reports("reporter", "h2", by="south")
    told = engine.with_shared(share(gather(world.snapshot())))
    assert told.runs[0] is engine.runs[0]
    assert told.runs[1].reports.incidents.to_pylist() == ["h2"]
    told.findings(EVERY_SOURCE)
    assert told.framed[0].arrays is engine.framed[0].arrays, "nothing said of the framework is new"
    world.accepts("east")
    framed = told.with_shared(share(gather(world.snapshot())))
    framed.findings(EVERY_SOURCE)
    assert framed.runs == told.runs
    assert framed.runs[0].arranged[0] is told.runs[0].arranged[0]
