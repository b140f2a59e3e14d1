"""The whole view in SQL that PostgreSQL and DuckDB both read: first the framework, then what follows for incidents.

``{view}`` is the view's number, ``{either}`` that of failing by different conditions. From the tables of `bench.full_view`, `found` (incident, clause, covered, level), `tellings` and `incidents`;
gives `answers` (incident, outcome, failed). Truths are 0 no, 1 unknown, 2 yes.
"""

FRAMEWORK = {
    # Each source's latest word on a tie holds until its next one.
    "words": """
    select subject, object, since, least(until, lead(since) over (partition by subject, object, source order by since)) as until
    from ties join heeded using (source) where view = {view}""",
    # What several say of one tie without a gap is one stretch.
    "held": """
    select subject, object, min(since) as since, max(until) as until
    from (select *, sum(fresh) over (partition by subject, object order by since, until) as run
          from (select *, case when since <= max(until) over (partition by subject, object order by since, until
                                   rows between unbounded preceding and 1 preceding) then 0 else 1 end as fresh
                from words where since < until) as marked) as numbered
    group by subject, object, run""",
    # A path holds surely between its latest start and its earliest end, perhaps where each of its ties may.
    "members": """
    with recursive paths(subject, object, since, until) as (
        select subject, object, since, until from held
        union
        select paths.subject, held.object, greatest(paths.since, held.since), least(paths.until, held.until)
        from paths join held on held.subject = paths.object)
    select party, actor, -1000000000000 as since, 1000000000000 as until from parties
    union
    select party, subject as actor, since, until from paths join parties on parties.actor = paths.object""",
    "acceding": """
    select actor, since, until from accepted join heeded using (source) where view = {view}""",
}
FINDINGS = {
    "heard": """
    select incident, source, actor from tellings join believed using (source) where view = {view} and not withdrawn""",
    "inside": """
    select incident from heard group by incident
    having count(distinct source) >= (select origins from needs where view = {view})""",
    "named": """
    select incident, actor from heard where actor >= 0 group by incident, actor
    having count(distinct source) >= (select origins from needs where view = {view})""",
    "worlds": """
    select incident, coalesce(named.actor, -1) as suspect from inside left join named using (incident)""",
    "asked": """
    select worlds.incident, suspect, clause, level, bound, closed, guarded, outside, target, started, ended
    from worlds join found using (incident) join sides using (clause) join circumstances using (incident)
    join incidents using (incident) where covered""",
    "belonging": """
    select party, actor, started, ended,
           max(case when started >= since and ended <= until then 2 when started < until and ended > since then 1 else 0 end) as truth
    from (select bound as party, suspect as actor, started, ended from asked where suspect >= 0
          union select outside, suspect, started, ended from asked where guarded and suspect >= 0
          union select outside, target, started, ended from asked where guarded and target >= 0) as different
    join members using (party, actor) group by party, actor, started, ended""",
    "weighed": """
    select incident, suspect, level,
           case when suspect < 0 then 1
                else least(case when coalesce(own.truth, 0) > 0 then own.truth when closed then 0 else 1 end,
                           2 - case when guarded then coalesce(not_own.truth, 0) else 0 end) end as who,
           case when not guarded then 2 when target < 0 then 1
                else least(case when acceding.since <= asked.started and acceding.until >= asked.ended then 2 else 1 end,
                           2 - coalesce(not_whom.truth, 0)) end as whom
    from asked
    left join belonging as own
        on own.party = bound and own.actor = suspect and own.started = asked.started and own.ended = asked.ended
    left join belonging as not_own
        on not_own.party = outside and not_own.actor = suspect and not_own.started = asked.started and not_own.ended = asked.ended
    left join belonging as not_whom
        on not_whom.party = outside and not_whom.actor = target and not_whom.started = asked.started and not_whom.ended = asked.ended
    left join acceding on acceding.actor = target""",
    "of_worlds": """
    select incident, suspect, max(coalesce(least(level, who, whom), 0)) as worst,
           max(greatest(reached, case when who = 0 then 3 when whom = 0 then 4 else -1 end)) as failed
    from worlds join circumstances using (incident) left join weighed using (incident, suspect)
    group by incident, suspect""",
    "answers": """
    select incident, case when min(worst) = max(worst) then min(worst) else 1 end as outcome,
           case when max(worst) > 0 then -1 when min(failed) < max(failed) then {either} else max(failed) end as failed
    from of_worlds group by incident""",
}  # fmt: skip
