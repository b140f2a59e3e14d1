"""Against a world whose truth is known: what a view finds is what its sources' words bear out."""

from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.simulated import OFFICES, TEXT, THE_TRUTH, TRUTHFUL, History, Telling, histories, tellings
from tests.world import CORROBORATED, EVERY_SOURCE, accounts, only

from truceline.assessment.account import Account
from truceline.assessment.case import Case
from truceline.assessment.doubts import open_doubts
from truceline.assessment.finding import Finding, Outcome
from truceline.assessment.ledger import EVERYTHING
from truceline.assessment.sensitivity import sensitivity, view_without
from truceline.assessment.view import View
from truceline.values.doubt import Truth

VIEWS = st.sampled_from([EVERY_SOURCE, CORROBORATED, THE_TRUTH, accounts(refuses=only("reporter"))])
quick = settings(max_examples=30, deadline=None)


def case_of(history: History, view: View) -> Case:
    return history.world().case(TEXT, view)


def findings(case: Case) -> dict[str, Finding]:
    found = {name: case.finding(name) for name in case.shared.evidence.incidents}
    return {name: finding for name, finding in found.items() if finding is not None}


def outcome(case: Case, name: str) -> Outcome | None:
    """The outcome for an incident; None when it is out, or nobody ever told of it."""
    if name not in case.shared.evidence.incidents:
        return None
    finding = case.finding(name)
    return finding.outcome if finding is not None else None


def definite(case: Case) -> set[str]:
    return {name for name, finding in findings(case).items() if finding.outcome is Outcome.VIOLATION}


@quick
@given(histories())
def test_by_truthful_sources_alone_every_definite_violation_is_a_true_one(history: History) -> None:
    breaches = {happening.name for happening in history.happenings if happening.is_breach}
    assert definite(case_of(history, THE_TRUTH)) <= breaches


@quick
@given(histories())
def test_by_truthful_sources_alone_what_was_no_breach_is_never_more_than_possible_and_what_was_is_never_none(
    history: History,
) -> None:
    case = case_of(history, THE_TRUTH)
    for happening in history.happenings:
        found = outcome(case, happening.name)
        assert found is not (Outcome.NONE if happening.is_breach else Outcome.VIOLATION)


@quick
@given(histories())
def test_every_true_breach_that_one_truthful_source_tells_fully_is_definite(history: History) -> None:
    told = {
        telling.about.name
        for telling in history.tellings
        if telling.is_firm_and_full and telling.about.is_breach
    }
    assert told <= definite(case_of(history, THE_TRUTH))


@quick
@given(histories(), st.data())
def test_another_true_account_never_removes_a_definite_violation_except_by_contest(
    history: History, data: st.DataObject
) -> None:
    view = data.draw(VIEWS)
    about = data.draw(st.sampled_from(history.happenings))
    more = Telling(99, data.draw(st.sampled_from(TRUTHFUL)), about, "fully")
    before = case_of(history, view)
    after = case_of(history.told(*history.tellings, more), view)
    for name in definite(before) - definite(after):
        assert is_contested(after.account(name))
        assert view is not THE_TRUTH


def is_contested(account: Account) -> bool:
    fields = (account.when, account.where, account.kind, account.perpetrators, account.targets)
    return any(field.is_contested or field.rivals or field.denied for field in fields)


@quick
@given(histories(), VIEWS)
def test_hedged_words_never_turn_unknown_into_yes_or_no(history: History, view: View) -> None:
    firm = history.told(*(telling for telling in history.tellings if telling.manner != "hedged"))
    without, with_them = case_of(firm, view), case_of(history, view)
    for name in with_them.shared.evidence.incidents:
        if outcome(without, name) in (None, Outcome.POSSIBLE):
            assert outcome(with_them, name) in (None, Outcome.POSSIBLE)
        if outcome(without, name) is None:
            continue
        for before, after in zip(
            without.provision_findings(name), with_them.provision_findings(name), strict=True
        ):
            for condition, answer in before.conditions.items():
                if answer.truth is Truth.UNKNOWN:
                    assert after.conditions[condition].truth is Truth.UNKNOWN


@quick
@given(histories(), VIEWS, st.sampled_from((*TRUTHFUL, *OFFICES)))
def test_leaving_out_a_source_equals_a_record_without_it(history: History, view: View, source: str) -> None:
    left_out = case_of(history, view_without(view, (source,)))
    never_there = case_of(history.without(source), view)
    assert findings(left_out) == findings(never_there)


@quick
@given(histories(), st.data())
def test_the_order_in_which_sources_speak_does_not_matter(history: History, data: st.DataObject) -> None:
    view = data.draw(VIEWS)
    turned = data.draw(st.permutations(history.tellings))
    assert findings(case_of(history, view)) == findings(case_of(history.told(*turned), view))


@quick
@given(histories(), VIEWS)
def test_a_finding_is_what_its_worlds_come_to_together(history: History, view: View) -> None:
    case = case_of(history, view)
    for name, finding in findings(case).items():
        bearing = case.framing.bearing(case.account(name))
        judge = case.framing.judge
        alone = [judge.weigh(evolve(bearing, worlds=(world,))) for world in bearing.worlds]
        outcomes = {weighed.outcome for weighed in alone}
        together = outcomes.pop() if len(outcomes) == 1 else Outcome.POSSIBLE
        capped = finding.capped and together is Outcome.VIOLATION
        assert finding.outcome is (Outcome.POSSIBLE if capped else together)
        assert set(finding.responsible.actors) <= {
            actor for weighed in alone for actor in weighed.responsible.actors
        }


@quick
@given(histories(), VIEWS)
def test_every_possible_finding_says_what_would_settle_it(history: History, view: View) -> None:
    case = case_of(history, view)
    for name, finding in findings(case).items():
        assert bool(open_doubts(case, name)) is (finding.outcome is Outcome.POSSIBLE)


@quick
@given(histories(), st.data())
def test_a_retracted_telling_is_as_if_it_had_never_been(history: History, data: st.DataObject) -> None:
    more = data.draw(tellings(99, history.happenings))
    taken_back = Telling(99, more.source, more.about, "retracted")
    with_it = findings(case_of(history.told(*history.tellings, taken_back), EVERY_SOURCE))
    assert with_it == findings(case_of(history, EVERY_SOURCE))


@quick
@given(histories(), VIEWS)
def test_the_ledger_without_each_source_is_that_of_a_view_that_refuses_it(
    history: History, view: View
) -> None:
    case = case_of(history, view)
    whole = findings(case)
    for row in sensitivity(case, EVERYTHING):
        refusing = findings(Case(case.shared, case.agreement, view_without(view, row.sources)))
        now = {name: refusing.get(name) for name in whole}
        outcomes = [finding.outcome for finding in now.values() if finding is not None]
        assert row.definite == outcomes.count(Outcome.VIOLATION)
        assert row.possible == outcomes.count(Outcome.POSSIBLE)
        assert row.none == outcomes.count(Outcome.NONE)
        assert row.lost == len(whole) - len(outcomes)
