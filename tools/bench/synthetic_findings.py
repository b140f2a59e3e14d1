"""Findings that nobody made, as many as wanted, shaped like those of a real record.

Settlements, days, kinds and who is responsible follow the long tails of conflict data: a few
cities and months hold most incidents. The same number gives the same table.
"""

from datetime import date, timedelta

import numpy as np
import pyarrow as pa

from truceline.assessment.finding import NOBODY, Responsible, Share
from truceline.assessment.finding_table import ABSENT, Coded, FindingTable

_SETTLEMENTS, _ACTORS, _DAYS = 5_000, 400, 1_460
_FIRST_DAY = date(2015, 1, 1)
_KINDS = ("shelling", "air-strike", "clash", "explosion", "use-of-weapons")


def findings(incidents: int, seed: int = 1) -> FindingTable:
    """A table of so many incidents, all in the view but one in fifty."""
    draw = np.random.default_rng(seed)
    days = draw.integers(0, _DAYS, incidents)
    settlement = np.minimum((draw.pareto(1.0, incidents) * 40).astype(np.int64), _SETTLEMENTS - 1)
    lon, lat = draw.uniform(35.8, 42.2, _SETTLEMENTS), draw.uniform(32.4, 37.2, _SETTLEMENTS)
    out = np.where(draw.random(incidents) < 0.02, 1, ABSENT).astype(np.int8)  # noqa: PLR2004 - one in fifty
    outcome = np.where(out == ABSENT, draw.choice(3, incidents, p=[0.55, 0.35, 0.10]), ABSENT).astype(np.int8)
    first_day = ((_FIRST_DAY - date(1970, 1, 1)).days + days).astype(np.int32)
    dead = draw.poisson(1.5, incidents)
    return FindingTable(
        incidents=pa.array([f"row:{number}" for number in range(incidents)], pa.string()),
        out=out,
        outcome=outcome,
        failed=np.where(outcome == 0, draw.integers(0, 6, incidents), ABSENT).astype(np.int8),
        perhaps=draw.random(incidents) < 0.1,  # noqa: PLR2004 - one in ten
        aggregate=draw.random(incidents) < 0.001,  # noqa: PLR2004 - one in a thousand
        whole=np.full(incidents, ABSENT, np.int32),
        first_day=first_day,
        last_day=first_day + draw.choice([0, 0, 0, 2, 7], incidents).astype(np.int32),
        longitude=lon[settlement] + draw.normal(0, 0.02, incidents),
        latitude=lat[settlement] + draw.normal(0, 0.02, incidents),
        radius=draw.choice(np.array([1000, 3000, 8000, 25000], np.float32), incidents),
        low=dead,
        best=dead,
        high=dead + draw.poisson(0.5, incidents),
        losses=np.ones(incidents, np.int8),
        origins=draw.integers(1, 4, incidents).astype(np.int16),
        responsible=Coded(_tailed(draw, incidents, _ACTORS), _actors()),
        provisions=Coded(
            draw.integers(0, 3, incidents).astype(np.int32), (("north",), ("accepted",), ("zone",))
        ),
        kinds=Coded(
            draw.integers(0, len(_KINDS), incidents).astype(np.int32), tuple((kind,) for kind in _KINDS)
        ),
        places=Coded(settlement.astype(np.int32), tuple((f"place-{n}",) for n in range(_SETTLEMENTS))),
        days=Coded(days.astype(np.int32), tuple((_FIRST_DAY + timedelta(n),) for n in range(_DAYS))),
    )


def _tailed(
    draw: np.random.Generator, length: int, values: int
) -> np.ndarray[tuple[int], np.dtype[np.int32]]:
    return np.minimum(draw.zipf(1.4, length) - 1, values - 1).astype(np.int32)


def _actors() -> tuple[Responsible, ...]:
    named = (Responsible(Share.ONE, (f"actor-{number}",)) for number in range(_ACTORS - 1))
    return (NOBODY, *named)
