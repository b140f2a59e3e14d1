"""Candidates and a view as most researchers would find them: a spatial join in GeoPandas, then pandas."""

import sys
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely

from bench.engine_work import CANDIDATES, SHARED_VIEW, digest, outcome_facts
from bench.measuring import measured, tell
from bench.pandas_full import whole_views


def main(folder: Path) -> None:
    """Read the plain tables, join, tell."""
    tables = {
        name: pd.read_parquet(folder / f"{name}.parquet")
        for name in ("incidents", "clauses", "periods", "conduct", "tellings", "bound", "trusted")
    }
    shaped = {
        name: gpd.GeoDataFrame(
            tables[name].drop(columns="shape"), geometry=shapely.from_wkb(tables[name]["shape"].to_numpy())
        )
        for name in ("incidents", "clauses")
    }
    row, found = measured(CANDIDATES, "GeoPandas", lambda: joined(shaped, tables), times=1)
    tell([row], **digest(found.incident, found.clause, found.covered))
    row, outcomes = measured(SHARED_VIEW, "pandas", lambda: viewed(found, tables))
    tell([row], **outcome_facts(outcomes.incident, outcomes.outcome))
    whole_views(folder, found, tables)


def joined(shaped: dict[str, Any], tables: dict[str, Any]) -> Any:
    """Each incident that may be in time and place of a clause, and whether its kind may be covered."""
    pairs = gpd.sjoin(shaped["incidents"], shaped["clauses"], predicate="intersects")
    pairs = pd.DataFrame(pairs.drop(columns=["geometry", "index_right"])).merge(
        tables["periods"], on="clause"
    )
    pairs = pairs[(pairs.started < pairs.until) & (pairs.ended > pairs.since)]
    within = (pairs.started >= pairs.since) & (pairs.ended <= pairs.until)
    pairs = pairs.assign(within=within).sort_values("within", ascending=False)
    pairs = pairs.drop_duplicates(["incident", "clause"])
    inside = shapely.contains(
        shaped["clauses"].geometry.to_numpy()[pairs.clause],
        shaped["incidents"].geometry.to_numpy()[pairs.incident],
    )
    pairs = pairs.assign(inside=inside).merge(tables["conduct"], on=["clause", "kind"], how="left")
    surely = pairs.within & pairs.inside & pairs.surely.eq(True)  # noqa: FBT003 - the value compared with
    return pairs.assign(covered=pairs.surely.notna(), level=1 + surely.astype(int))


def viewed(found: Any, tables: dict[str, Any]) -> Any:
    """The outcome of each incident that is in."""
    tellings = tables["tellings"]
    heard = tellings[~tellings.withdrawn & tellings.source.isin(tables["trusted"].source)]
    named = heard.loc[heard.actor >= 0, ["incident", "actor"]].drop_duplicates()
    open_ = found.loc[found.covered, ["incident", "clause", "level"]]
    breach = named.merge(open_, on="incident").merge(tables["bound"], on=["clause", "actor"])
    worst = breach.groupby(["incident", "actor"], as_index=False)["level"].max()
    worlds = named.merge(worst, on=["incident", "actor"], how="left").fillna({"level": 0})
    bounds = worlds.groupby("incident")["level"].agg(["min", "max"])
    outcome = bounds["min"].where(bounds["min"] == bounds["max"], 1)
    rest = pd.Index(heard.incident.unique()).difference(outcome.index)
    unnamed = pd.Series(rest.isin(open_.incident).astype(int), rest)
    every = pd.concat([outcome, unnamed]).astype(int)
    return pd.DataFrame({"incident": every.index, "outcome": every.to_numpy()})


if __name__ == "__main__":
    main(Path(sys.argv[1]))
