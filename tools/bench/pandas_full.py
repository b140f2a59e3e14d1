"""The whole view in pandas, as most researchers would write it: the framework, then what follows for incidents (the same steps as `full_sql`)."""

from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from bench.full_view import EITHER, VIEWS, full_facts, read_full, work_of
from bench.measuring import measured, tell

_FAR = 1_000_000_000_000
_SPAN = ["started", "ended"]
_TIE = ["subject", "object"]
_WORLD = ["incident", "suspect"]


def whole_views(folder: Path, found: Any, tables: dict[str, Any]) -> None:
    """Ask each whole view, the framework anew and then known; tell each as soon as it is answered."""
    full = {name: table.to_pandas() for name, table in read_full(folder).items()}
    full |= {
        "tellings": tables["tellings"],
        "incidents": tables["incidents"][["incident", *_SPAN]],
        "found": found.loc[found.covered, ["incident", "clause", "level"]],
    }
    for view in VIEWS:
        row, known = measured(work_of(view, framed=False), "pandas", partial(_both, full, view), times=1)
        tell([row])
        row, answers = measured(work_of(view, framed=True), "pandas", partial(findings, full, view, *known))
        tell([row], **full_facts(view, answers.incident, answers.outcome, answers.failed))


def _both(tables: dict[str, Any], view: int) -> tuple[Any, Any]:
    known = framework(tables, view)
    findings(tables, view, *known)
    return known


def framework(tables: dict[str, Any], view: int) -> tuple[Any, Any]:
    """Which actors belong to which lists, and who accepted, each from when to when."""
    heeded = _sources(tables["heeded"], view)
    held = _stretches(_words(tables["ties"], heeded))
    paths, last = [held], held
    step = held.rename(columns={"subject": "object", "object": "next", "since": "from", "until": "to"})
    while len(last):
        further = last.merge(step, on="object")
        last = pd.DataFrame({
            "subject": further.subject, "object": further.next,
            "since": further[["since", "from"]].max(axis=1), "until": further[["until", "to"]].min(axis=1),
        }).drop_duplicates()  # fmt: skip
        paths.append(last)
    of_paths = pd.concat(paths).merge(tables["parties"].rename(columns={"actor": "object"}), on="object")
    members = pd.concat([
        tables["parties"].assign(since=-_FAR, until=_FAR),
        of_paths.rename(columns={"subject": "actor"})[["party", "actor", "since", "until"]],
    ]).drop_duplicates()  # fmt: skip
    accepted = tables["accepted"]
    return members, accepted.loc[accepted.source.isin(heeded), ["actor", "since", "until"]]


def _sources(table: Any, view: int) -> Any:
    return table.loc[table.view == view, "source"]


def _words(ties: Any, heeded: Any) -> Any:
    """Each source's latest word on a tie holds until its next one."""
    words = ties[ties.source.isin(heeded)].sort_values([*_TIE, "source", "since"])
    following = words.groupby([*_TIE, "source"]).since.shift(-1)
    words = words.assign(until=np.fmin(words.until, following).astype(np.int64))
    return words[words.since < words.until].sort_values([*_TIE, "since", "until"])


def _stretches(words: Any) -> Any:
    """What several say of one tie without a gap is one stretch."""
    words = words.assign(most=words.groupby(_TIE).until.cummax())
    before = words.groupby(_TIE).most.shift()
    runs = words.assign(run=(~(words.since <= before)).cumsum()).groupby([*_TIE, "run"], as_index=False)
    return runs.agg(since=("since", "min"), until=("until", "max")).drop(columns="run")


def findings(tables: dict[str, Any], view: int, members: Any, acceding: Any) -> Any:
    """The outcome of each incident that is in, and for none the condition that failed."""
    worlds = _worlds(tables, view).merge(tables["circumstances"], on="incident")
    asked = worlds.merge(tables["found"], on="incident").merge(tables["sides"], on="clause")
    asked = asked.merge(tables["incidents"], on="incident")
    weighed = _weighed(asked, _belonging(asked, members), acceding)
    joined = worlds.merge(weighed, on=_WORLD, how="left")
    worst = joined[["level", "who", "whom"]].min(axis=1).fillna(0).astype(np.int8)
    reason = np.select([joined.who == 0, joined.whom == 0], [3, 4], -1)
    joined = joined[_WORLD].assign(worst=worst, failed=np.maximum(joined.reached, reason))
    of_worlds = joined.groupby(_WORLD, as_index=False).max()
    bounds = of_worlds.groupby("incident").agg(
        low=("worst", "min"), high=("worst", "max"), first=("failed", "min"), last=("failed", "max")
    )
    why = bounds["last"].where(bounds["first"] == bounds["last"], EITHER)
    return pd.DataFrame({
        "incident": bounds.index,
        "outcome": bounds.low.where(bounds.low == bounds.high, 1).to_numpy(),
        "failed": why.where(bounds.high == 0, -1).to_numpy(),
    })  # fmt: skip


def _worlds(tables: dict[str, Any], view: int) -> Any:
    """The incidents that are in, each with everybody who may have done it; -1 where nobody is named."""
    needs, tellings = tables["needs"], tables["tellings"]
    needed = needs.loc[needs.view == view, "origins"].iloc[0]
    heard = tellings[~tellings.withdrawn & tellings.source.isin(_sources(tables["believed"], view))]

    def enough(columns: list[str], said: Any) -> Any:
        several = said[[*columns, "source"]].drop_duplicates().groupby(columns).size()
        return several[several >= needed].index.to_frame(index=False)

    named = enough(["incident", "actor"], heard[heard.actor >= 0]).rename(columns={"actor": "suspect"})
    worlds = enough(["incident"], heard).merge(named, on="incident", how="left")
    return worlds.fillna({"suspect": -1}).astype({"suspect": np.int32})


def _belonging(asked: Any, members: Any) -> Any:
    """How surely an actor asked about is one of some parties all through a stretch; each asked once."""
    guarded = asked[asked.guarded]
    of = ((asked, "bound", "suspect"), (guarded, "outside", "suspect"), (guarded, "outside", "target"))
    different = pd.concat([
        table.loc[table[actor] >= 0, [*_SPAN, party, actor]].rename(columns={party: "party", actor: "actor"})
        for table, party, actor in of
    ]).drop_duplicates()  # fmt: skip
    met = different.merge(members, on=["party", "actor"])
    surely = (met.started >= met.since) & (met.ended <= met.until)
    perhaps = (met.started < met.until) & (met.ended > met.since)
    met = met.assign(truth=np.select([surely, perhaps], [2, 1], 0))
    return met.groupby(["party", "actor", *_SPAN], as_index=False).truth.max()


def _weighed(asked: Any, belonging: Any, acceding: Any) -> Any:
    """Of each world and clause asked about, who and whom."""
    for name, party, actor in (("own", "bound", "suspect"), ("not_own", "outside", "suspect"), ("not_whom", "outside", "target")):  # fmt: skip
        other = belonging.rename(columns={"party": party, "actor": actor, "truth": name})
        asked = asked.merge(other, on=[party, actor, *_SPAN], how="left").fillna({name: 0})
    acceding = acceding.rename(columns={"actor": "target", "since": "acceded", "until": "left"})
    asked = asked.merge(acceding, on="target", how="left")
    own = np.select([asked.own > 0, asked.closed], [asked.own, 0], 1)
    out = np.where(asked.guarded, asked.not_own, 0)
    acceded = (asked.acceded <= asked.started) & (asked.left >= asked.ended)
    protected = np.minimum(np.where(acceded, 2, 1), 2 - asked.not_whom)
    return asked[[*_WORLD, "level"]].assign(
        who=np.where(asked.suspect < 0, 1, np.minimum(own, 2 - out)),
        whom=np.select([~asked.guarded, asked.target < 0], [2, 1], protected),
    )
