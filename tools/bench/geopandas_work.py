"""Candidates as most researchers would find them: a spatial join in GeoPandas, then pandas."""

import sys
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely

from bench.engine_work import CANDIDATES, digest
from bench.measuring import measured, tell


def main(folder: Path) -> None:
    """Read the plain tables, join, tell."""
    tables = {
        name: pd.read_parquet(folder / f"{name}.parquet")
        for name in ("incidents", "clauses", "periods", "conduct")
    }
    shaped = {
        name: gpd.GeoDataFrame(
            tables[name].drop(columns="shape"), geometry=shapely.from_wkb(tables[name]["shape"].to_numpy())
        )
        for name in ("incidents", "clauses")
    }
    row, found = measured(CANDIDATES, "GeoPandas", lambda: joined(shaped, tables), times=1)
    tell([row], **digest(found.incident, found.clause, found.covered))


def joined(shaped: dict[str, Any], tables: dict[str, Any]) -> Any:
    """Each incident that may be in time and place of a clause, and whether its kind may be covered."""
    pairs = gpd.sjoin(shaped["incidents"], shaped["clauses"], predicate="intersects")
    pairs = pd.DataFrame(pairs.drop(columns=["geometry", "index_right"])).merge(
        tables["periods"], on="clause"
    )
    pairs = pairs[(pairs.started < pairs.until) & (pairs.ended > pairs.since)]
    pairs = pairs.drop_duplicates(["incident", "clause"])
    conduct = tables["conduct"].assign(covered=True)
    pairs = pairs.merge(conduct, on=["clause", "kind"], how="left")
    return pairs.assign(covered=pairs.covered.notna())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
