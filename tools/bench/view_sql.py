"""The view that all are asked, in SQL that PostgreSQL and DuckDB both read.

From the tables `found` (incident, clause, covered, level), `tellings`, `trusted` and `bound`; gives `outcomes`.
"""

STEPS = (
    """create temporary table heard as
    select incident, actor from tellings join trusted using (source) where not withdrawn""",
    """create temporary table named as select distinct incident, actor from heard where actor >= 0""",
    """create temporary table worlds as
    select incident, actor, max(coalesce(level, 0)) as level
    from named left join (select * from found join bound using (clause) where covered) as open using (incident, actor)
    group by incident, actor""",
    """create temporary table outcomes as
    select incident, case when min(level) = max(level) then min(level) else 1 end as outcome
    from worlds group by incident
    union all
    select incident, case when exists (select 1 from found where covered and found.incident = heard.incident) then 1 else 0 end
    from (select distinct incident from heard) as heard
    where not exists (select 1 from named where named.incident = heard.incident)""",
)
TABLES = ("heard", "named", "worlds", "outcomes")
