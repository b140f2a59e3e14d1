"""Candidates and a view by Polars: a join by cell and time, shapes settled by shapely, the rest in its frames."""

import sys
from pathlib import Path
from typing import Any

import polars as pl

from bench.engine_work import CANDIDATES, SHARED_VIEW, digest, outcome_facts
from bench.measuring import measured, tell
from bench.plain_join import Plain, keys, read_plain, settled
from bench.polars_full import whole_views


def main(folder: Path) -> None:
    """Read the plain tables, join, ask the view, tell."""
    plain = read_plain(folder)
    frames = {name: pl.from_arrow(table) for name, table in plain.tables.items()}
    row, found = measured(CANDIDATES, "Polars", lambda: joined(plain, frames), times=1)
    tell([row], **digest(found["incident"], found["clause"], found["covered"]))
    row, findings = measured(SHARED_VIEW, "Polars", lambda: viewed(found, frames))
    tell([row], **outcome_facts(findings["incident"], findings["outcome"]))
    rows, facts = whole_views(folder, found, frames)
    tell(rows, **facts)


def joined(plain: Plain, frames: dict[str, Any]) -> Any:
    """Each incident that may be in time and place of a clause, whether its kind may be covered, and how surely."""
    incidents, periods = frames["incidents"], frames["periods"].with_row_index("period")
    left, right = (
        pl.DataFrame({name: row, "key": key}) for name, (row, key) in zip(("incident", "period"), keys(plain), strict=True)
    )  # fmt: skip
    pairs = (
        left.lazy().join(right.lazy(), on="key").select("incident", "period").unique()
        .join(incidents.lazy().cast({"incident": pl.Int64}), on="incident")
        .join(periods.lazy().cast({"period": pl.Int64}), on="period")
        .filter((pl.col("started") < pl.col("until")) & (pl.col("ended") > pl.col("since")))
        .with_columns(within=(pl.col("started") >= pl.col("since")) & (pl.col("ended") <= pl.col("until")))
        .group_by("incident", "clause").agg(pl.col("within").any(), pl.col("kind").first()).collect()
    )  # fmt: skip
    meets, inside = settled(plain, pairs["incident"].to_numpy(), pairs["clause"].to_numpy())
    pairs = pairs.with_columns(inside=pl.Series(inside)).filter(pl.Series(meets))
    pairs = pairs.join(frames["conduct"], on=["clause", "kind"], how="left", maintain_order="left")
    surely = pl.col("within") & pl.col("inside") & pl.col("surely")
    return pairs.select(
        "incident", "clause", covered=pl.col("surely").is_not_null(), level=1 + surely.fill_null(value=False).cast(pl.Int8)
    )  # fmt: skip


def viewed(found: Any, frames: dict[str, Any]) -> Any:
    """The outcome of each incident that is in."""
    heard = (
        frames["tellings"]
        .lazy()
        .filter(~pl.col("withdrawn"))
        .join(frames["trusted"].lazy(), on="source", how="semi")
    )
    heard = heard.cast({"incident": pl.Int64})
    inside = heard.select("incident").unique()
    named = heard.filter(pl.col("actor") >= 0).select("incident", "actor").unique()
    bound = frames["bound"].lazy().cast({"actor": named.collect_schema()["actor"]})
    open_ = found.lazy().filter("covered").select("incident", "clause", "level")
    breach = named.join(open_, on="incident").join(bound, on=["clause", "actor"])
    worst = breach.group_by("incident", "actor").agg(pl.col("level").max())
    worlds = named.join(worst, on=["incident", "actor"], how="left").with_columns(
        pl.col("level").fill_null(0)
    )
    of_worlds = worlds.group_by("incident").agg(low=pl.col("level").min(), high=pl.col("level").max())
    unnamed = inside.join(named, on="incident", how="anti").join(open_, on="incident", how="semi")
    return pl.concat([
        of_worlds.select("incident", outcome=pl.when(pl.col("low") == pl.col("high")).then("low").otherwise(1).cast(pl.Int64)),
        unnamed.select("incident", outcome=pl.lit(1, pl.Int64)),
        inside.join(named, on="incident", how="anti").join(open_, on="incident", how="anti")
        .select("incident", outcome=pl.lit(0, pl.Int64)),
    ]).collect()  # fmt: skip


if __name__ == "__main__":
    main(Path(sys.argv[1]))
