"""The whole view in Polars' lazy frames: the framework, then what follows for incidents (the same steps as `full_sql`)."""

from functools import partial
from pathlib import Path
from typing import Any

import polars as pl

from bench.full_view import EITHER, VIEWS, full_facts, merged, read_full, work_of
from bench.measuring import Row, measured

_FAR = 1_000_000_000_000
_SPAN = ("started", "ended")


def whole_views(folder: Path, found: Any, frames: dict[str, Any]) -> tuple[list[Row], dict[str, Any]]:
    """The rows of each whole view, and what was found."""
    tables = {name: _wide(pl.from_arrow(table)) for name, table in read_full(folder).items()}
    tables |= {name: _wide(frames[name]) for name in ("tellings", "incidents")}
    tables["found"] = _wide(found)
    rows, facts = [], []
    for view in VIEWS:
        row, members = measured(work_of(view, framed=False), "Polars", partial(_both, tables, view))
        rows.append(row)
        row, answers = measured(
            work_of(view, framed=True), "Polars", partial(findings, tables, view, *members)
        )
        rows.append(row)
        facts.append(full_facts(view, answers["incident"], answers["outcome"], answers["failed"]))
    return rows, merged(facts)


def _wide(frame: Any) -> Any:
    """Whole numbers in 64 bits, so that joins need no casts."""
    import polars.selectors as cs

    return frame.with_columns(cs.integer().cast(pl.Int64))


def _both(tables: dict[str, Any], view: int) -> tuple[Any, Any]:
    known = framework(tables, view)
    findings(tables, view, *known)
    return known


def framework(tables: dict[str, Any], view: int) -> tuple[Any, Any]:
    """Which actors belong to which lists, and who accepted, each from when to when."""
    heeded = tables["heeded"].lazy().filter(pl.col("view") == view).select("source")
    tie = ["subject", "object"]
    following = pl.col("since").shift(-1).over([*tie, "source"], order_by="since")
    words = tables["ties"].lazy().join(heeded, on="source", how="semi").with_columns(
        until=pl.min_horizontal("until", following)
    )  # fmt: skip
    words = words.filter(pl.col("since") < pl.col("until")).sort(*tie, "since", "until")
    before = pl.col("until").cum_max().shift(1).over(tie)
    held = (
        words.with_columns(run=(~(pl.col("since") <= before).fill_null(value=False)).cast(pl.Int64).cum_sum().over(tie))
        .group_by(*tie, "run").agg(pl.col("since").min(), pl.col("until").max()).drop("run").collect()
    )  # fmt: skip
    step = held.lazy().rename({"subject": "object", "object": "next", "since": "from", "until": "to"})
    paths, last = [held], held
    while len(last):
        last = (
            last.lazy().join(step, on="object")
            .select("subject", object="next", since=pl.max_horizontal("since", "from"), until=pl.min_horizontal("until", "to"))
            .unique().collect()
        )  # fmt: skip
        paths.append(last)
    parties = tables["parties"].lazy()
    of_lists = parties.with_columns(since=pl.lit(-_FAR, pl.Int64), until=pl.lit(_FAR, pl.Int64))
    of_paths = pl.concat(paths).lazy().join(parties.rename({"actor": "object"}), on="object")
    columns = ["party", "actor", "since", "until"]
    members = pl.concat([of_lists, of_paths.rename({"subject": "actor"}).select(columns)]).unique().collect()
    acceding = tables["accepted"].lazy().join(heeded, on="source", how="semi").drop("source").collect()
    return members, acceding


def findings(tables: dict[str, Any], view: int, members: Any, acceding: Any) -> Any:
    """The outcome of each incident that is in, and for none the condition that failed."""
    needed = tables["needs"].filter(pl.col("view") == view)["origins"][0]
    believed = tables["believed"].lazy().filter(pl.col("view") == view).select("source")
    heard = tables["tellings"].lazy().filter(~pl.col("withdrawn")).join(believed, on="source", how="semi")
    enough = pl.col("source").n_unique() >= needed
    inside = heard.group_by("incident").agg(enough.alias("is_in")).filter("is_in").select("incident")
    named = (
        heard.filter(pl.col("actor") >= 0).group_by("incident", "actor").agg(enough.alias("stands"))
        .filter("stands").select("incident", suspect="actor")
    )  # fmt: skip
    worlds = (
        inside.join(named, on="incident", how="left")
        .with_columns(pl.col("suspect").fill_null(-1))
        .join(tables["circumstances"].lazy(), on="incident")
        .collect()
    )
    asked = (
        worlds.lazy().join(tables["found"].lazy().filter("covered"), on="incident")
        .join(tables["sides"].lazy(), on="clause")
        .join(tables["incidents"].lazy().select("incident", *_SPAN), on="incident").collect()
    )  # fmt: skip
    belonging = _belonging(asked, members)
    weighed = _weighed(asked, belonging, acceding.lazy())
    worst = pl.min_horizontal("level", "who", "whom").fill_null(0)
    reason = pl.when(pl.col("who") == 0).then(3).when(pl.col("whom") == 0).then(4).otherwise(-1)
    of_worlds = (
        worlds.lazy().join(weighed, on=["incident", "suspect"], how="left")
        .group_by("incident", "suspect").agg(worst=worst.max(), failed=pl.max_horizontal("reached", reason).max())
    )  # fmt: skip
    low, high, failed = pl.col("worst").min(), pl.col("worst").max(), pl.col("failed")
    return of_worlds.group_by("incident").agg(
        outcome=pl.when(low == high).then(low).otherwise(1),
        failed=pl.when(high > 0).then(-1).when(failed.min() < failed.max()).then(EITHER).otherwise(failed.max()),
    ).collect()  # fmt: skip


def _belonging(asked: Any, members: Any) -> Any:
    """How surely an actor asked about is one of some parties all through a stretch; each asked once."""
    of = asked.lazy()
    guarded = of.filter("guarded")
    different = pl.concat([
        of.select(*_SPAN, party="bound", actor="suspect"), guarded.select(*_SPAN, party="outside", actor="suspect"),
        guarded.select(*_SPAN, party="outside", actor="target"),
    ]).filter(pl.col("actor") >= 0).unique()  # fmt: skip
    surely = (pl.col("started") >= pl.col("since")) & (pl.col("ended") <= pl.col("until"))
    perhaps = (pl.col("started") < pl.col("until")) & (pl.col("ended") > pl.col("since"))
    truth = pl.when(surely).then(2).when(perhaps).then(1).otherwise(0)
    return (
        different.join(members.lazy(), on=["party", "actor"])
        .group_by("party", "actor", *_SPAN)
        .agg(truth=truth.max())
        .collect()
        .lazy()
    )


def _weighed(asked: Any, belonging: Any, acceding: Any) -> Any:
    """Of each world and clause asked about, who and whom."""
    joined = asked.lazy()
    for name, party, actor in (("own", "bound", "suspect"), ("not_own", "outside", "suspect"), ("not_whom", "outside", "target")):  # fmt: skip
        other = belonging.rename({"party": party, "actor": actor, "truth": name})
        joined = joined.join(other, on=[party, actor, *_SPAN], how="left")
    joined = joined.join(
        acceding.rename({"actor": "target", "since": "acceded", "until": "left"}), on="target", how="left"
    )
    own = pl.when(pl.col("own") > 0).then("own").when("closed").then(0).otherwise(1)
    out = pl.when("guarded").then(pl.col("not_own").fill_null(0)).otherwise(0)
    acceded = (pl.col("acceded") <= pl.col("started")) & (pl.col("left") >= pl.col("ended"))
    protected = pl.min_horizontal(pl.when(acceded).then(2).otherwise(1), 2 - pl.col("not_whom").fill_null(0))
    return joined.select(
        "incident", "suspect", "level",
        who=pl.when(pl.col("suspect") < 0).then(1).otherwise(pl.min_horizontal(own, 2 - out)),
        whom=pl.when(~pl.col("guarded")).then(2).when(pl.col("target") < 0).then(1).otherwise(protected),
    )  # fmt: skip
