"""Rival versions of clauses: each reading takes one of each, however many readings there are."""

import random
from itertools import product

import pytest
from tests.by_chance import register, reports_by_chance
from tests.world import EVERY_SOURCE, TRUCE

from truceline.agreement.parse import read_agreement
from truceline.agreement.terms import Agreement
from truceline.assessment.case import Case, share
from truceline.assessment.engine.told import evidence_of
from truceline.assessment.evidence import gather
from truceline.assessment.worlds import combined, worst

BINDS = ('binds = "anyone"', 'binds = { actors = ["north", "south"] }', 'binds = { accepted = "truce" }',
         'binds = { actors = ["east"] }\nprotects = { kinds = ["civilians"] }')  # fmt: skip
AREAS = ("land", "zone", "ring", "nowhere")
CONDUCT = ("use-of-weapons", "shelling", "armed-force", "air-strike")


def rivals(chance: random.Random, clauses: int) -> Agreement:
    """An agreement of clauses with two or three versions each."""
    text = [
        f"""
[[provision]]
id = "rival-{number}"
version = "{version}"
text = "As somebody reads it."
prohibits = ["{chance.choice(CONDUCT)}"]
{chance.choice(BINDS)}
area = "{chance.choice(AREAS)}"
according-to = ["monitor"]
"""
        for number in range(clauses)
        for version in "abc"[: chance.choice((2, 3))]
    ]
    return read_agreement(TRUCE + "".join(text), "rivals.toml")


def cases(seed: int, clauses: int) -> Case:
    chance = random.Random(seed)
    world, reports = register(chance), reports_by_chance(chance, 12)
    evidence = evidence_of(reports, gather(world.snapshot()), range(12))
    return Case(share(evidence), rivals(chance, clauses), EVERY_SOURCE)


@pytest.mark.parametrize("seed", range(6))
def test_readings_put_together_clause_by_clause_are_all_readings(seed: int) -> None:
    case = cases(seed, 3)
    for incident in case.shared.evidence.incidents:
        case.finding(incident)
    judge = case.framing.judge
    versions: dict[str, list[str]] = {}
    for clause in judge.prohibitions:
        versions.setdefault(clause.id, []).append(clause.key)
    assert judge._weighed
    for bearing, found in judge._weighed.items():
        results = {clause.key: judge.in_worlds(bearing, clause) for clause in judge.prohibitions}
        every = [worst(results[key][number] for key in reading)
                 for reading in product(*versions.values()) for number in range(len(bearing.worlds))]  # fmt: skip
        assert combined(every) == (found.outcome, found.failed, found.responsible)


def test_thirty_clauses_with_rivals_are_read_in_the_time_of_thirty() -> None:
    case = cases(1, 30)
    found = [case.finding(incident) for incident in case.shared.evidence.incidents]
    assert any(finding is not None for finding in found)
