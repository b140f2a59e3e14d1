"""Explanations for people: the finding, each clause, the claims it rests on, what would settle it."""

from collections.abc import Iterable, Mapping

from rich.console import Console

from truceline.assessment.case import Case
from truceline.assessment.explain import Explanation
from truceline.assessment.finding import (
    CONDITIONS,
    DISCLAIMER,
    Finding,
    Outcome,
    ProvisionFinding,
    Responsible,
    Share,
)
from truceline.assessment.shapes import Shape
from truceline.testimony.claim import RelationClaim, StandingClaim, TermClaim
from truceline.values.doubt import Truth
from truceline.workbench.formats import Cell, Sheet
from truceline.workbench.tables import REASONS
from truceline.workbench.testimony_text import Teller

_MOST_CLAIMS = 12


def heading_of(case: Case) -> str:
    """The agreement and the view, as every output says them."""
    view = case.view
    cut = "".join(
        f", {word} by {text}"
        for word, text in (("published", view.published_by), ("known", view.known_by))
        if text
    )
    return f"{case.agreement.title} - {view.name}: {view.title}{cut}"


def assessed_sheet(rows: Iterable[Shape], names: Mapping[str, str], *, title: str) -> Sheet:
    """One row for each incident and clause."""
    cells: tuple[tuple[Cell, ...], ...] = tuple(
        (
            row["incident"],
            row["provision"] + (f"@{row['version']}" if row["version"] else ""),
            row["outcome"],
            row["failed"] or "",
            " ".join(names.get(actor, actor) for actor in row["responsible"]["actors"]),
            *(row[name] for name in CONDITIONS),
        )
        for row in rows
    )
    return Sheet(
        title,
        ("incident", "provision", "outcome", "failed", "responsible", *CONDITIONS),
        cells,
        (DISCLAIMER,),
    )


def finding_text(finding: Finding | None, out: str, names: Mapping[str, str]) -> str:
    """A finding in a sentence."""
    if finding is None:
        return f"out of this view: {out}"
    if finding.outcome is Outcome.NONE:
        return f"no breach: {REASONS[finding.failed or '']}"
    word = "violation" if finding.outcome is Outcome.VIOLATION else "possible violation"
    return f"{word}; responsible: {responsible_text(finding.responsible, names)}"


def responsible_text(responsible: Responsible, names: Mapping[str, str]) -> str:
    """Who answers for it, by name."""
    named = ", ".join(names.get(actor, actor) for actor in responsible.actors)
    if not named or responsible.share is Share.NOT_ATTRIBUTED:
        return named or Share.NOT_ATTRIBUTED.value
    return named if responsible.share is Share.ONE else f"{responsible.share.value} {named}"


def draw_explanation(case: Case, found: Explanation, teller: Teller, screen: Console) -> None:
    """All of it, the shortest first: finding, what is open, clauses, accounts, what was set aside."""
    out = found.account.out
    screen.print(found.incident, style="bold")
    screen.print(heading_of(case), soft_wrap=True)
    screen.print(
        f"Finding: {finding_text(found.finding, out.value if out else '', teller.names)}", soft_wrap=True
    )
    if found.finding is not None and found.finding.capped:
        screen.print(f"  possible at most: {'; '.join(found.finding.capped)}")
    _draw_clauses(found.provisions, teller, screen)
    draw_list("What would settle it", dict.fromkeys(_settling(found)), screen)
    taken = [item.claim.id for item in found.account.admissions if item.aside is None]
    draw_list("What it rests on", [teller.sentence(claim) for claim in taken], screen)
    framework = [teller.sentence(claim) for claim in _framework_claims(found, teller)]
    draw_list("On who is bound, protected or excluded, and when", framework, screen)
    aside = [f"{teller.sentence(item.claim)} - {item.reason}" for item in found.set_aside]
    draw_list("Set aside", aside, screen)
    draw_list("Contradicting", [teller.sentence(claim) for claim in found.contradicting], screen)
    screen.print(f"{DISCLAIMER}\n", style="dim")


def _settling(found: Explanation) -> Iterable[str]:
    return (f"{doubt.condition}: {doubt.settle}" for one in found.provisions for doubt in one.settles)


def _framework_claims(found: Explanation, teller: Teller) -> Iterable[str]:
    """Claims on terms, standing and relations that decide the clauses that give the finding."""
    if found.finding is None:
        return ()
    own = found.finding.provisions
    # What is no breach is none under every clause.
    clauses = [one for one in found.provisions if not own or _key_of(one) in own]
    return (
        claim
        for claim in dict.fromkeys(claim for one in clauses for claim in _deciding(one))
        if isinstance(teller.claim(claim), RelationClaim | StandingClaim | TermClaim)
    )


def _deciding(one: ProvisionFinding) -> Iterable[str]:
    """The claims of the condition that failed, else of every one: first on whom, then on when."""
    names = (one.failed,) if one.failed in one.conditions else _WHO_FIRST
    return (claim for name in names for claim in one.conditions[name].claims)


_WHO_FIRST = sorted(CONDITIONS, key=lambda name: name not in ("who", "whom"))


def _key_of(one: ProvisionFinding) -> str:
    """A clause by its id, and which reading of it."""
    return f"{one.provision}@{one.version}" if one.version else one.provision


def _draw_clauses(provisions: Iterable[ProvisionFinding], teller: Teller, screen: Console) -> None:
    """What each clause gives; clauses that say the same stand together."""
    together: dict[str, list[str]] = {}
    for one in provisions:
        together.setdefault(_clause_text(one, teller.names), []).append(_key_of(one))
    for text, keys in together.items():
        screen.print(f"  {', '.join(keys)}: {text}", soft_wrap=True)


def _clause_text(one: ProvisionFinding, names: Mapping[str, str]) -> str:
    if one.outcome is Outcome.NONE:
        return f"no breach, {REASONS[one.failed or '']}"
    opened = [name for name, answer in one.conditions.items() if answer.truth is not Truth.YES]
    asked = f" ({', '.join(opened)} unknown)" if opened else ""
    return f"{one.outcome.value}, {responsible_text(one.responsible, names)}{asked}"


def draw_list(title: str, lines: Iterable[str], screen: Console) -> None:
    """Lines under a heading, a dozen at most; nothing where there are none."""
    shown = list(lines)
    if not shown:
        return
    screen.print(f"{title}:")
    for line in shown[:_MOST_CLAIMS]:
        screen.print(f"  - {line}", soft_wrap=True)
    if len(shown) > _MOST_CLAIMS:
        screen.print(f"  - and {len(shown) - _MOST_CLAIMS} more (all of them with --format json)")
