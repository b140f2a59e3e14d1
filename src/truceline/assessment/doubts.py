"""Why findings are only possible: which conditions are open, and which answer would settle most."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import frozen

from truceline.assessment.case import Case
from truceline.assessment.finding import Doubt, Outcome, ProvisionFinding
from truceline.assessment.ledger import By, Gathered, Scope, Totals, collect, tally_gathered
from truceline.assessment.supposition import Supposition, standing_settled

STANDING = "standing: "
_ANSWERS = {
    True: "{} has accepted {}",
    False: "{} has not accepted {}, and is associated with no party to it",
}


@frozen
class Question:
    """One open question, and the incidents it leaves possible."""

    key: str
    settle: str
    incidents: int


@frozen
class Settled:
    """The totals once a question is answered one way."""

    answer: str
    totals: Totals


@frozen
class Why:
    """Why the possible findings of a ledger are no more than that.

    ``conditions`` counts possible findings by open condition (one may have several open),
    ``questions`` come by how many incidents they leave open, ``settled`` is what the ledger
    becomes under each answer to the standing question that settles most.
    """

    possible: int
    conditions: Mapping[str, int]
    questions: tuple[Question, ...]
    settling_most: str | None
    settled: tuple[Settled, ...]


def why_possible(case: Case, scope: Scope, gathered: Gathered, *, settle: bool) -> Why:
    """Count the doubts of a ledger; with ``settle``, also answer the biggest of them both ways."""
    conditions: Counter[str] = Counter()
    doubts: Counter[str] = Counter()
    sentences: dict[str, str] = {}
    possible = [item for item in gathered.counted if item.finding.outcome is Outcome.POSSIBLE]
    for item in possible:
        open_now = open_doubts(case, item.finding.incident)
        conditions.update({doubt.condition for doubt in open_now})
        doubts.update({doubt.key for doubt in open_now})
        sentences.update({doubt.key: doubt.settle for doubt in open_now})
    questions = tuple(Question(key, sentences[key], number) for key, number in doubts.most_common())
    key = next((question.key for question in questions if question.key.startswith(STANDING)), None)
    return Why(
        possible=len(possible),
        conditions={name: conditions[name] for name in _in_order(conditions)},
        questions=questions,
        settling_most=key,
        settled=settled_by(case, scope, key.removeprefix(STANDING)) if key and settle else (),
    )


def _in_order(conditions: Mapping[str, int]) -> Sequence[str]:
    return sorted(conditions, key=lambda name: (-conditions[name], name))


def open_doubts(case: Case, incident: str) -> frozenset[Doubt]:
    """The doubts of every clause that may have been breached; a cap is a doubt of its own."""
    finding = case.finding(incident)
    if finding is None or finding.outcome is not Outcome.POSSIBLE:
        return frozenset()
    per_clause = case.provision_findings(incident)
    found = {doubt for clause in per_clause for doubt in clause.settles}
    found.update(_rival_readings(per_clause))
    if not found:
        found = {
            Doubt("corroboration", reason, "another independent origin, or a firm account")
            for reason in finding.capped
        }
    return frozenset(found)


def _rival_readings(findings: Iterable[ProvisionFinding]) -> Iterator[Doubt]:
    """Clauses whose rival readings, all taken, come to different outcomes."""
    outcomes: dict[str, dict[str, Outcome]] = defaultdict(dict)
    for finding in findings:
        outcomes[finding.provision][finding.version] = finding.outcome
    for name, versions in outcomes.items():
        if len(set(versions.values())) > 1:
            which = f"which reading of {name} applies: {', '.join(sorted(versions))}"
            yield Doubt("reading", f"reading: {name}", which)


def settled_by(case: Case, scope: Scope, actor: str) -> tuple[Settled, ...]:
    """The ledger's totals if a claim on that actor's standing were admitted, either way."""
    return tuple(
        Settled(
            answer=_ANSWERS[accepted].format(actor, case.agreement.id),
            totals=_totals_supposing(
                case, scope, standing_settled(actor, case.agreement.id, accepted=accepted)
            ),
        )
        for accepted in (True, False)
    )


def _totals_supposing(case: Case, scope: Scope, supposition: Supposition) -> Totals:
    other = Case(case.shared, case.agreement, case.view, (supposition,))
    return tally_gathered(other, scope, By.ACTOR, collect(other, scope)).totals
