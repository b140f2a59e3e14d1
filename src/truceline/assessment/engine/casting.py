"""The ways reports name actors, laid out for the kernels: alternatives, sets of targets, undirected scenes."""

from collections.abc import Mapping
from itertools import product
from typing import Any

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from truceline.assessment.engine.compiled import world_kernels
from truceline.assessment.engine.lines import laid_end_to_end
from truceline.assessment.engine.reports import ABSENT, Reports
from truceline.assessment.worlds import expanded, undirected
from truceline.values.who import Form, Who


@frozen(eq=False)
class Casting:
    """All actors as named: those of the reports first, under their codes.

    ``single`` says of each name whether it is one actor's, ``lone`` of each set of targets the one such name, or -2.
    """

    whos: tuple[Who, ...]
    cast: Any
    single: NDArray[np.bool_]
    lone: NDArray[np.int32]


def casting_of(reports: Reports) -> Casting:
    """Lay out whom reports name."""
    numbers: dict[Who, int] = {who: code for code, who in enumerate(reports.whos)}

    def number(who: Who | None) -> int:
        return ABSENT if who is None else numbers.setdefault(who, len(numbers))

    sets = [
        tuple(product(*(expanded(whom) for whom in sorted(targets, key=str))))
        for targets in reports.target_sets
    ]
    worlds = [world for several in sets for world in several]
    hits = laid_end_to_end([number(whom) for whom in world] for world in worlds)
    parts = laid_end_to_end([number(who) for who in several] for several in reports.participant_sets)
    keys, scenes = _scenes(reports)
    staged = [world for several in scenes for world in several]
    pairs = [(number(pair.perpetrator), number(pair.target)) for world in staged for pair in world]
    # Only now are all names known: an alternative may be named nowhere else.
    for who in tuple(numbers):
        for single in expanded(who):
            number(single)
    whos = tuple(numbers)
    singles = laid_end_to_end([numbers[one] for one in expanded(who)] for who in whos)
    return Casting(
        whos=whos,
        cast=world_kernels().Cast(
            single_first=singles[0], single=singles[1],
            set_first=_firsts(len(several) for several in sets), hit_first=hits[0], hit=hits[1],
            part_first=parts[0], part=parts[1],
            scene_key=keys,
            scene_first=_firsts(len(several) for several in scenes),
            scene_world=_firsts(len(world) for world in staged),
            scene_by=np.array([by for by, _ in pairs], np.int32),
            scene_on=np.array([on for _, on in pairs], np.int32),
        ),
        single=np.array([_is_single(who) for who in whos], np.bool_),
        lone=np.array([_lone(targets, numbers) for targets in reports.target_sets], np.int32),
    )  # fmt: skip


def _is_single(who: Who) -> bool:
    return who.form is Form.ONE and len(who.members) == 1


def _lone(targets: frozenset[Who], numbers: Mapping[Who, int]) -> int:
    (only, *others) = targets or (None,)
    return NOT_PLAIN if others or only is None or not _is_single(only) else numbers[only]


NOT_PLAIN = -2


def _firsts(counts: Any) -> NDArray[np.int32]:
    return np.cumsum([0, *counts]).astype(np.int32)


def _scenes(reports: Reports) -> tuple[NDArray[np.int64], list[Any]]:
    """Each different pair of participants and targets, and its worlds: with the targets, and without."""
    many = np.array([len(several) > 1 for several in reports.participant_sets] + [False], np.bool_)
    rows = np.flatnonzero(many[reports.participants])
    sets = len(reports.target_sets)
    keys = reports.participants[rows].astype(np.int64) * (sets + 1) + reports.targets[rows] + 1
    different = np.unique(keys)
    scenes = []
    for key in different.tolist():
        participants, targets = divmod(key, sets + 1)
        named = reports.participant_sets[participants]
        hit = reports.target_sets[targets - 1] if targets else frozenset[Who]()
        struck = tuple(product(*(expanded(whom) for whom in sorted(hit, key=str)))) if hit else ((None,),)
        scenes += [undirected(named, struck), undirected(named, ((None,),))]
    return different, scenes
