from typing import Any

import pytest
from attrs import evolve
from tests.unit.reading.test_gold_set import read
from tests.unit.reading.test_names_and_proposals import NAMES, source

from truceline.reading.accept import to_statement, writer_of
from truceline.reading.decisions import Line, read_decisions
from truceline.reading.names import names_of
from truceline.reading.result import ReadHop
from truceline.reading.review import Choice, Review, edited, fields_of, review_of
from truceline.testimony.claim import ControlClaim, EventClaim, LossClaim
from truceline.testimony.decision import Answer, Decision
from truceline.testimony.statement import Mode, Stance
from truceline.values.problems import Problems, ValueProblem

TEXT = (
    "The mayor said that on 23 June the Black Flag shelled Velmar, killing at least twelve people. "
    "The River Brigade holds Tarn."
)


def review(text: str = TEXT) -> Review:
    return review_of(read(text), NAMES, "truce-2021")


def choice(answer: Answer, *, speaker: str = "", **fields: Any) -> Choice:
    return Choice(answer, fields, speaker, "")


def test_the_same_proposal_has_the_same_id_in_every_reading() -> None:
    first, second = review(), review()
    assert [one.id for one in first.proposals] == [one.id for one in second.proposals]
    assert len({one.id for one in first.proposals}) == len(first.proposals) == 4
    elsewhere = review_of(
        evolve(first.reading, document=evolve(first.reading.document, id="doc:other")), NAMES, None
    )
    assert not {one.id for one in first.proposals} & {one.id for one in elsewhere.proposals}


def test_what_is_accepted_enters_with_its_statement_and_who_decided() -> None:
    found = review()
    batch = found.entering(found.proposals[0].id, choice(Answer.ACCEPTED), "A. Coder")
    (statement,), (claim,), (decision,) = batch.statements, batch.claims, batch.decisions
    assert isinstance(claim, EventClaim)
    assert claim.statement == statement.id
    assert (decision.answer, decision.claim, decision.coder) == (Answer.ACCEPTED, claim.id, "A. Coder")
    assert str(statement.speaker) == "unnamed: mayor"
    assert claim.incident == "doc:gold.15"


def test_what_is_rejected_enters_as_a_decision_alone() -> None:
    found = review()
    batch = found.entering(found.proposals[0].id, choice(Answer.REJECTED), "A. Coder")
    assert (batch.statements, batch.claims) == ((), ())
    assert batch.decisions[0].claim is None


def test_an_edited_claim_is_read_as_an_add_file_writes_it() -> None:
    found = review()
    loss = next(one for one in found.proposals if isinstance(one.claim, LossClaim))
    batch = found.entering(loss.id, choice(Answer.EDITED, count="13-20", victims="residents"), "c")
    (claim,) = batch.claims
    assert isinstance(claim, LossClaim)
    assert (claim.count.low, claim.count.high, claim.victims) == (13, 20, "residents")


def test_the_writers_own_word_is_the_writers_statement() -> None:
    found = review()
    control = next(one for one in found.proposals if isinstance(one.claim, ControlClaim))
    assert found.statement_of(control) is None
    (statement,) = found.entering(control.id, choice(Answer.ACCEPTED), "c").statements
    assert statement.content == "The River Brigade holds Tarn."
    assert statement.spans[0].exact == statement.content
    assert str(statement.speaker) == "unnamed: Ada Writer"


def test_a_reviewer_may_name_the_source_who_speaks() -> None:
    found = review()
    batch = found.entering(found.proposals[0].id, choice(Answer.ACCEPTED, speaker="mission"), "c")
    assert batch.statements[0].speaker.source == "mission"
    with pytest.raises(ValueProblem):
        found.entering(found.proposals[0].id, choice(Answer.ACCEPTED, speaker="No Id"), "c")


def test_every_wrong_field_of_an_edit_is_told_at_once() -> None:
    found = review()
    with pytest.raises(Problems) as caught:
        found.entering(found.proposals[-1].id, choice(Answer.EDITED, degree="total", colour="red"), "c")
    assert [(one.code, one.path) for one in caught.value.problems] == [
        ("review.claim", "degree"),
        ("review.claim", "colour"),
    ]


def test_a_claim_may_become_one_of_another_type() -> None:
    claim = review().proposals[-1].claim
    made = edited(claim, {"type": "relation", "subject": "a", "relation": "part-of", "object": "b"})
    assert made.type == "relation"
    assert made.statement == claim.statement
    assert edited(claim, {"type": "control", "degree": "part"}).type == "control"
    assert set(fields_of(claim)) >= {"type", "actor", "degree", "happened", "place"}
    assert edited(review().proposals[0].claim, {"happened": "2021-06"}).happened is not None


def test_an_unknown_proposal_is_a_problem() -> None:
    with pytest.raises(Problems) as caught:
        review().entering("p-0", choice(Answer.ACCEPTED), "c")
    assert caught.value.problems[0].code == "review.unknown"


def test_the_words_of_a_proposal_are_those_of_its_statement_or_sentence() -> None:
    found = review()
    text = found.reading.document.text or ""
    first, last = found.words_of(found.proposals[0]), found.words_of(found.proposals[-1])
    assert text[slice(*first)].startswith("The mayor said")
    assert text[slice(*last)] == "The River Brigade holds Tarn."


def test_hops_are_sources_where_the_register_knows_them() -> None:
    reading = read("Ana Perle said that the road was open.")
    hops = (
        *reading.statements[0].chain,
        ReadHop("Lake Mission", "", "3 May 2021", Mode.QUOTES, Stance.NEUTRAL),
        ReadHop("unnamed", "", "", Mode.QUOTES, Stance.NEUTRAL),
    )
    names = names_of((), (), (source("mission", "Lake Mission"), source("writer", "Ada Writer")), ())
    made = to_statement(reading, evolve(reading.statements[0], chain=hops), names)
    assert [str(hop.agent) for hop in made.chain] == ["writer", "mission", "unnamed"]
    assert str(made.chain[1].date) == "2021-05-03"
    undated = evolve(reading, document=evolve(reading.document, published=None))
    again = to_statement(undated, evolve(reading.statements[0], chain=hops), names)
    assert again.chain[1].date is not None


def test_a_writer_is_the_author_else_the_outlet_else_nobody_known() -> None:
    document = read("The road is open.").document
    names = names_of((), (), (source("gazette", "The Gazette"),), ())
    outlet = evolve(document, authors=(), outlet="The Gazette")
    assert str(writer_of(outlet, names)) == "gazette"
    assert str(writer_of(evolve(document, authors=(), outlet=None), names)) == "unnamed: the writer"


def test_a_decision_that_accepts_names_its_claim_and_one_that_rejects_none() -> None:
    for answer, claim in ((Answer.ACCEPTED, None), (Answer.REJECTED, "a" * 64)):
        with pytest.raises(ValueProblem):
            Decision("p-1", "doc:a", 0, 1, "rules/1", "control", answer, claim, "c", "")


def test_the_last_line_on_a_proposal_counts() -> None:
    one = Line("p-1", Answer.ACCEPTED, "c", "2026-11-24T10:00:00Z", {}, "", "")
    lines = (one, evolve(one, answer=Answer.REJECTED), evolve(one, proposal="p-2", fields={"victims": "x"}))
    kept = read_decisions("".join(line.to_text() for line in lines))
    assert kept == {"p-1": lines[1], "p-2": lines[2]}


def test_a_damaged_decision_names_its_line() -> None:
    with pytest.raises(Problems) as caught:
        read_decisions('{"answer": "accept"}\nnot json\n')
    assert [problem.line for problem in caught.value.problems] == [1, 2]
