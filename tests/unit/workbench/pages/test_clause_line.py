"""Clauses as lines of a language: in English every part of them in one sentence, in Arabic nothing of ours in English."""

import re
from importlib import resources

import pytest
from attrs import evolve

from truceline.agreement.parse import read_agreement
from truceline.agreement.terms import Agreement, Due, Effort, Provision
from truceline.agreement.vocabulary import BOUND, COMMANDERS, EVERYONE, POSITIONS, relations
from truceline.agreement.vocabulary import KINDS as PROTECTED
from truceline.values.when import Fills, parse_period
from truceline.workbench.pages import clause_line as module
from truceline.workbench.pages.clause_line import clause_line
from truceline.workbench.reports.lines import Line, Words, plain
from truceline.workbench.reports.values import Register
from truceline.workbench.web.saying import phrases_in
from truceline.workbench.web.vocabulary import KINDS
from truceline.workbench.web.words import LANGUAGES, Language, words_in

EVERYTHING = """
id = "all"
title = "All that a clause may say"
kind = "ceasefire"
zone = "Asia/Aden"
from = "2016-02-27"

[[condition]]
id = "north-accepted"
actor = "north"
position = "accepted"

[[provision]]
id = "directed"
version = "wide"
prohibits = ["use-of-weapons", "siege"]
of = ["mlrs"]
binds = { actors = ["north"], and = ["supporting", "part-of"], closed = true, other-than = ["east"] }
protects = { kinds = ["civilians", "medical"], accepted = "all" }
excludes = [{ list = "listed" }]
area = { within = "5 km", of = "zone" }
where = "either"
unless = ["proportionate-self-defence"]
provided = ["north-accepted"]
commanders = ["ordered"]
according-to = ["monitor"]
from = "2016-03-01"
until = "2016-03-05"

[[provision]]
id = "allowed"
permits = ["access"]
binds = "anyone"
area = "zone"
overrides = ["owed"]
period = "2016-03"

[[provision]]
id = "owed"
requires = "withdrawal"
binds = { holds = "place" }
"""
ENGLISH, ARABIC = LANGUAGES
REGISTER = Register(names={}, protected=(), documents=())


@pytest.fixture(scope="module")
def clauses() -> dict[str, Provision]:
    return {one.id: one for one in read_agreement(EVERYTHING, "all.toml").provisions}


def said(provision: Provision, language: Language = ENGLISH) -> Line:
    return clause_line(phrases_in(words_in(language), REGISTER), provision, KINDS)


def test_a_clause_says_all_its_parts_in_one_sentence(clauses: dict[str, Provision]) -> None:
    assert plain(said(clauses["directed"])) == (
        "north and those supporting them or part of them (no others are), other than east must refrain from"
        " use of weapons or siege of mlrs, towards whoever accepted all, civilians and medical staff and places,"
        " leaving out whoever stands on listed, when it comes from a place or hits one within 5 km of zone,"
        " 2016-03-01 to 2016-03-05 (Asia/Aden), unless it is proportionate self-defence,"
        " provided that north has accepted it, whoever ordered it is responsible too (as read by monitor)."
    )
    assert plain(said(clauses["allowed"])) == (
        "Everybody may engage in access in spite of owed, in zone, during 2016-03 (Asia/Aden)."
    )
    assert plain(said(clauses["owed"])) == "Whoever holds the place asked for must see to withdrawal."


def test_a_due_says_how_hard_how_often_and_by_when(clauses: dict[str, Provision]) -> None:
    due = Due(
        performance="access", of=(), effort=Effort.MEANS, each="access-request",
        by=parse_period("2016-03-09", zone="Asia/Aden", fills=Fills.WITHIN), within_days=3, late_is_breach=True,
    )  # fmt: skip
    owed = evolve(clauses["owed"], due=due)
    assert plain(said(owed)) == (
        "Whoever holds the place asked for must make every effort towards access for each request for access"
        " within 3 days of it by 2016-03-09 (Asia/Aden) (late performance is itself a breach)."
    )
    for days, form in {1: "يوم واحد", 2: "يومين", 3: "3 أيام", 11: "11 يومًا", 100: "100 يوم"}.items():
        counted = evolve(owed, due=evolve(due, within_days=days))
        assert f"خلال {form} من ذلك" in plain(said(counted, ARABIC))


def test_of_ours_nothing_is_english_in_arabic(clauses: dict[str, Provision]) -> None:
    name = "agreement-syria-coh-2016.toml"
    text = resources.files("truceline.data").joinpath("example", name).read_text("utf-8")
    example: Agreement = read_agreement(text, name)
    for provision in (*clauses.values(), *example.provisions):
        ours = " ".join(run.text for run in said(provision, ARABIC) if isinstance(run, Words))
        assert not re.search("[A-Za-z]", ours), ours


def test_every_word_that_an_agreement_file_may_use_has_its_message() -> None:
    def known(name: str) -> set[str]:
        return set(getattr(module, name))

    assert known("_TIES") == set(relations())
    assert known("_POSITIONS") == set(POSITIONS)
    assert known("_ALSO") == set(COMMANDERS)
    assert known("_PROTECTED") == {*PROTECTED, EVERYONE, BOUND}
