"""What of a record is carried to where parts of its reports are assessed: all but its incidents.

Invariant: who is believed, bound and tied to whom comes out the same as from the whole record. What a
row needs beside it is told in it from its columns (`told.py`); texts of documents stay at home.
"""

from collections.abc import Iterable

from attrs import evolve

from truceline.assessment.case import Shared
from truceline.assessment.engine.engine import Engine
from truceline.assessment.engine.kept import Kept
from truceline.assessment.engine.reports import Reports
from truceline.assessment.engine.runs import leave_out_of_time, run_of
from truceline.assessment.engine.seam import Seam
from truceline.assessment.evidence import Evidence
from truceline.assessment.origins import Origins
from truceline.testimony.link import Link


def carried(shared: Shared) -> Shared:
    """The record without what is told of incidents."""
    evidence = _framework_of(shared.evidence)
    return evolve(
        shared, evidence=evidence, origins=Origins(evidence.snapshot), framings=[], accounts={}, later={}
    )


def _framework_of(evidence: Evidence) -> Evidence:
    snapshot = evidence.snapshot
    claims = (*evidence.relations, *evidence.standings, *evidence.terms, *evidence.controls)
    kept = {claim.id: claim for claim in claims}
    said = {claim.statement for claim in claims}
    links = {name: pointing for name, pointing in evidence.links_to.items() if name in kept or name in said}
    behind = _behind(link for pointing in links.values() for link in pointing)
    kept |= {name: evidence.claims_by_id[name] for name in behind if name in evidence.claims_by_id}
    said |= {claim.statement for claim in kept.values()} | behind
    statements = {name: snapshot.statements[name] for name in _with_coded(evidence, said)}
    return evolve(
        evidence,
        snapshot=evolve(
            snapshot,
            statements=statements,
            documents={name: evolve(one, text=None) for name, one in snapshot.documents.items()},
            claims=tuple(kept.values()), links=(), judgements=(), recorded={}, endings={},
        ),
        incidents={}, linked=frozenset(), whole_of={}, unsure=(), compliance=(), watches=(),
        links_to=links, claims_by_id=kept,
    )  # fmt: skip


def _behind(links: Iterable[Link]) -> set[str]:
    """The claims and statements that some links stand on."""
    return {name for link in links for name in (link.subject, link.statement, link.object) if name}


def _with_coded(evidence: Evidence, names: set[str]) -> set[str]:
    """The statements of these names, and what they were coded from."""
    found: set[str] = set()
    waiting = [name for name in names if name in evidence.snapshot.statements]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting.extend(evidence.snapshot.statements[name].coded_from)
    return found


def without_room(engine: Engine) -> Engine:
    """An engine without what is only room to work in, or known by where in memory it lies."""
    framed = [evolve(each.beside(()), memos=[]) for each in engine.framed]
    return evolve(engine, framed=framed, before=(), kept=Kept())


def over(engine: Engine, reports: Reports) -> Engine:
    """The same engine over other reports, with what it has laid out for all whom they name."""
    run = run_of(reports, engine.shared)
    framed = [each.beside((run,)) for each in engine.framed if each.names_all_of(run)]
    for each in framed:
        leave_out_of_time(run, each)
    return evolve(
        engine, runs=(run,), seam=Seam(), framed=[evolve(each, memos=[]) for each in framed], before=()
    )
