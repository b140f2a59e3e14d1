"""Problems of the data: each kind of fault found, and its look-alike that is none left alone."""

from textwrap import dedent

import pytest

from truceline.assessment.checks import check
from truceline.assessment.look_alikes import folded
from truceline.exchange.addfile import read_add_file
from truceline.record.snapshot import Snapshot

HEAD = 'format = "truceline-add/1"\nzone = "UTC"\ncoder = "coder"\n'
REGISTER = HEAD + dedent("""
    [[source]]
    id = "monitor"
    name = "The monitor"
    kind = "monitor"

    [[source]]
    id = "spokesman"
    name = "The spokesman"
    kind = "person-in-office"
    affiliations = [{ to = "monitor", bond = "speaks-for" }]

    [[source]]
    id = "other"
    name = "Another"
    kind = "media"

    [[document]]
    id = "daily"
    title = "Daily report"
    published = "2016-05-02"
    """)


def snapshot(text: str) -> Snapshot:
    batch = read_add_file(text, "t.toml", known=None)
    return Snapshot(
        origin="test",
        size=0,
        root="",
        known_by=None,
        sources={one.id: one for one in batch.sources},
        actors={one.id: one for one in batch.actors},
        places={one.id: one for one in batch.places},
        documents={one.id: one for one in batch.documents},
        statements={one.id: one for one in batch.statements},
        claims=batch.claims,
        links=batch.links,
        judgements=batch.judgements,
        datasets={},
        endings={},
        recorded={},
        issued=(),
        custody=(),
    )


def found(text: str) -> list[tuple[str, str, str]]:
    return [(one.code, one.path, one.value) for one in check(snapshot(text))]


def statement(id: str, claims: str = "", *, speaker: str = "monitor", more: str = "") -> str:
    return dedent(f"""
        [[statement]]
        id = "{id}"
        document = "daily"
        speaker = "{speaker}"
        content = "What {id} says."
        {more}
        claims = [{claims}]
        """)


def event(incident: str, more: str = "") -> str:
    return f'{{ type = "event", incident = "{incident}", kind = "shelling"{more} }},'


def tally(*parts: str) -> str:
    return f'{{ id = "count", type = "compliance", judgement = "breached", tallies = [{", ".join(parts)}] }},'


def part(label: str, count: int, more: str = "") -> str:
    return f'{{ label = "{label}", count = {count}{more} }}'


SEPTEMBER = (
    part("all", 242),
    part("combat", 219, ', of = "all", by = "manner"'),
    part("arrests", 32, ', of = "all", by = "manner"'),
    part("government", 203, ', of = "combat", by = "actor"'),
    part("air force", 10, ', of = "combat", by = "actor"'),
    part("groups", 6, ', of = "combat", by = "actor"'),
    part("arrests by government", 18, ', of = "arrests", by = "actor"'),
    part("arrests by groups", 5, ', of = "arrests", by = "actor"'),
)


def test_sound_data_has_no_problem() -> None:
    assert found(REGISTER + statement("s", event("i", ', happened = "2016-05-01"'))) == []


def test_a_breakdown_that_does_not_add_up_is_told_at_each_level() -> None:
    assert found(REGISTER + statement("s", tally(*SEPTEMBER))) == [
        ("check.tally_sum", "count", "all = 242, but by manner 219 + 32 = 251"),
        ("check.tally_sum", "count", "arrests = 32, but by actor 18 + 5 = 23"),
    ]


def test_a_partial_breakdown_is_no_fault() -> None:
    parts = [part(name, 9, ', of = "all", by = "place", complete = false') for name in ("Homs", "Hama")]
    assert found(REGISTER + statement("s", tally(part("all", 35), *parts))) == []


def test_even_of_a_partial_breakdown_no_part_exceeds_the_whole() -> None:
    parts = [part("Homs", 36, ', of = "all", complete = false'), part("Hama", 1, ', of = "all"')]
    assert found(REGISTER + statement("s", tally(part("all", 35), *parts))) == [
        ("check.tally_part", "count", "Homs = 36, of all = 35")
    ]


def test_parts_of_what_is_not_there_are_told() -> None:
    assert found(REGISTER + statement("s", tally(part("Homs", 9, ', of = "all"')))) == [
        ("check.tally_whole", "count", "all")
    ]


def test_the_same_whole_divided_along_two_lines_is_checked_along_each() -> None:
    places = [part("Homs", 3, ', of = "all", by = "place"'), part("Hama", 2, ', of = "all", by = "place"')]
    actors = [part("north", 4, ', of = "all", by = "actor"')]
    assert found(REGISTER + statement("s", tally(part("all", 5), *places, *actors))) == [
        ("check.tally_sum", "count", "all = 5, but by actor 4 = 4")
    ]


def loss(count: str, more: str = "") -> str:
    return f'{{ type = "loss", incidents = ["i"], harm = "killed", count = "{count}"{more} }},'


def test_some_of_the_victims_cannot_be_more_than_all_of_them() -> None:
    claims = event("i") + loss("5-10") + loss("at least 11", ', victims = "civilians"')
    assert found(REGISTER + statement("s", claims)) == [
        ("check.loss_part", "s/3", "civilians 11 or more, of all 5-10")
    ]


def test_losses_of_another_scope_or_without_a_bound_are_not_compared() -> None:
    claims = event("i") + loss("at least 5") + loss("11", ', victims = "civilians"')
    denied = loss("1", ', polarity = "denied"')
    assert found(REGISTER + statement("s", claims + denied)) == []


def test_dates_of_a_document_are_in_order() -> None:
    document = '[[document]]\nid = "early"\ntitle = "t"\npublished = "2016-05-02"\nretrieved = "2016-05-01"\n'
    assert found(REGISTER + document) == [
        ("check.retrieved_before_published", "early", "published 2016-05-02, retrieved 2016-05-01")
    ]


@pytest.mark.parametrize("said", ["2016-05-02", "2016-05", "2016-05-02/..", "2016-05-03T00:30+03:00"])
def test_a_statement_that_may_have_been_made_in_time_is_no_fault(said: str) -> None:
    assert found(REGISTER + statement("s", more=f'said = "{said}"')) == []


def test_a_statement_made_after_its_publication_is_told() -> None:
    assert found(REGISTER + statement("s", more='said = "2016-05-03"')) == [
        ("check.published_before_said", "s", "said 2016-05-03, published 2016-05-02 in daily")
    ]


def test_a_statement_passed_on_before_it_was_made_is_told() -> None:
    early = '[[document]]\nid = "early"\ntitle = "t"\npublished = "2016-04-29"\n'
    hops = '[{ agent = "other", date = "2016-04-30" }, { agent = "other", document = "early" }, { agent = "other" }]'
    more = f'said = "2016-05-01"\nchain = {hops}'
    assert found(REGISTER + early + statement("s", more=more)) == [
        ("check.passed_on_before_said", "s", "said 2016-05-01, passed on 2016-04-30 by other"),
        ("check.passed_on_before_said", "s", "said 2016-05-01, passed on 2016-04-29 by other"),
    ]


def test_what_happened_after_it_was_said_or_published_is_told() -> None:
    said = statement("s", event("i", ', happened = "2016-05-02"'), more='said = "2016-05-01"')
    published = statement("t", event("i", ', happened = "2016-05-03"'))
    assert found(REGISTER + said + published) == [
        ("check.happened_after_said", "s/1", "happened 2016-05-02, said 2016-05-01"),
        ("check.happened_after_published", "t/1", "happened 2016-05-03, published 2016-05-02 in daily"),
    ]


def test_threats_and_denials_may_be_about_the_future() -> None:
    planned = event("i", ', happened = "2016-06", modality = "threatened"')
    denied = event("i", ', happened = "2016-06", polarity = "denied"')
    assert found(REGISTER + statement("s", planned + denied)) == []


def test_two_ids_with_one_name_are_told() -> None:
    sources = dedent("""
        [[source]]
        id = "north-news"
        name = "North News"
        aliases = ["NN"]
        kind = "media"

        [[source]]
        id = "nn"
        name = "NN"
        kind = "media"

        [[actor]]
        id = "a1"
        name = "Al-Nūr"
        kind = "armed-group"

        [[actor]]
        id = "a2"
        name = "al Nur"
        kind = "armed-group"

        [[actor]]
        id = "a3"
        name = "-"
        kind = "other"
        """)
    assert found(REGISTER + sources) == [
        ("check.alias_shared", "nn, north-news", "NN"),
        ("check.look_alike", "a1, a2", "Al-Nūr, al Nur"),
    ]


def place(id: str, name: str, more: str) -> str:
    return f'\n[[place]]\nid = "{id}"\nname = "{name}"\n{more}\n'


def test_a_city_and_its_governorate_share_a_name_by_right() -> None:
    country = place("land", "Land", 'kind = "country"\nposition = "35, 36"')
    governorate = place("g", "Homs", 'kind = "governorate"\npart-of = ["land"]')
    cities = [place(id, "Homs", 'kind = "city"\npart-of = ["g"]') for id in ("c1", "c2")]
    assert found(HEAD + country + governorate + cities[0]) == []
    assert found(HEAD + country + governorate + "".join(cities)) == [("check.alias_shared", "c1, c2", "Homs")]


def test_a_place_that_is_nowhere_or_in_itself_is_told() -> None:
    nowhere = place("x", "X", 'kind = "town"')
    circle = place("y", "Y", 'kind = "town"\npart-of = ["z"]') + place(
        "z", "Z", 'kind = "town"\npart-of = ["y"]'
    )
    inside = place("w", "W", 'kind = "village"\npart-of = ["z", "elsewhere"]')
    assert found(HEAD + nowhere + circle + inside) == [
        ("check.place_nowhere", "x", "X"),
        ("check.place_circle", "y", "z"),
        ("check.place_circle", "z", "y"),
    ]


def test_a_source_tied_to_itself_or_to_others_against_its_word_is_told() -> None:
    source = '\n[[source]]\nid = "{0}"\nname = "{0}"\nkind = "media"\n{1}\n'
    own = source.format("own", 'affiliations = [{ to = "own", bond = "part-of" }]')
    free = source.format(
        "free", 'unaffiliated = true\naffiliations = [{ to = "monitor", bond = "hosted-by" }]'
    )
    assert found(REGISTER + own + free) == [
        ("check.self_affiliation", "own", "own"),
        ("check.unaffiliated_but_tied", "free", "hosted-by monitor"),
    ]


def test_a_relation_of_somebody_to_themselves_is_told() -> None:
    claim = '{ type = "relation", subject = "a", relation = "part-of", object = "a" },'
    assert found(REGISTER + statement("s", claim)) == [("check.self_relation", "s/1", "a part-of a")]


def link(subject: str, kind: str, target: str) -> str:
    return f'\n[[link]]\nsubject = "{subject}"\nkind = "{kind}"\nobject = "{target}"\n'


LINKED = (
    REGISTER
    + statement("s", event("i") + tally(part("all", 1)))
    + statement("t", event("i"), speaker="spokesman")
    + statement("u", event("i") + loss("1"), speaker="other")
)


@pytest.mark.parametrize(
    ("subject", "kind", "target"),
    [
        ("count", "counts", "s/1"),
        ("s/1", "same-incident", "t/1"),
        ("s/1", "restates", "u/1"),
        ("s", "restates", "u/2"),
        ("s/1", "contradicts", "u/2"),
        ("s/1", "retracts", "s"),
        ("t", "retracts", "s/1"),
    ],
)
def test_links_that_make_sense_are_no_fault(subject: str, kind: str, target: str) -> None:
    assert found(LINKED + link(subject, kind, target)) == []


@pytest.mark.parametrize(
    ("subject", "kind", "target"),
    [
        ("s/1", "counts", "t/1"),
        ("count", "counts", "s"),
        ("count", "same-incident", "t/1"),
        ("s", "same-incident", "t/1"),
        ("s/1", "restates", "u/2"),
        ("u/2", "corrects", "s/1"),
    ],
)
def test_links_that_make_none_are_told(subject: str, kind: str, target: str) -> None:
    problems = found(LINKED + link(subject, kind, target))
    assert [(code, value) for code, _, value in problems] == [
        ("check.link_kind", f"{subject} {kind} {target}")
    ]


@pytest.mark.parametrize(("subject", "target"), [("u", "s"), ("s/1", "t/1")])
def test_a_word_taken_back_by_somebody_else_is_told(subject: str, target: str) -> None:
    problems = found(LINKED + link(subject, "retracts", target))
    assert [(code, value) for code, _, value in problems] == [
        ("check.retraction_by_other", f"{subject} retracts {target}")
    ]


def test_links_to_what_was_ended_since_are_passed_over() -> None:
    whole = snapshot(LINKED + link("count", "same-incident", "t/1"))
    rest = [claim for claim in whole.claims if claim.label != "t/1"]
    ended = Snapshot(**{name: getattr(whole, name) for name in Snapshot.__annotations__} | {"claims": rest})
    assert check(ended) == []


def test_a_claim_whose_statement_was_ended_is_passed_over() -> None:
    whole = snapshot(LINKED + link("u/1", "retracts", "s/1"))
    fields = {name: getattr(whole, name) for name in Snapshot.__annotations__} | {"statements": {}}
    assert check(Snapshot(**fields)) == []


def test_an_incident_of_which_nobody_says_that_it_happened_is_told() -> None:
    claims = loss("1") + '{ type = "role", incident = "i", actor = "unknown", role = "perpetrated" },'
    assert found(REGISTER + statement("s", claims)) == [("check.no_event", "s/1", "i")]


def judgement(left: str, answer: str, right: str, more: str = "") -> str:
    return (
        f'\n[[judgement]]\nabout = "incident"\nleft = "{left}"\nright = "{right}"\nanswer = "{answer}"\n'
        f'made = "2026-01-01"\n{more}\n'
    )


@pytest.mark.parametrize("other", ["j", "ucdp:233200"])
def test_an_incident_judged_the_same_as_one_that_happened_is_no_fault(other: str) -> None:
    text = REGISTER + statement("s", loss("1") + event("j")) + judgement("i", "same", other)
    assert found(text) == []


def differing(text: str) -> list[str]:
    return [value for code, _, value in found(REGISTER + text) if code == "check.judgements_differ"]


def test_two_coders_who_disagree_are_told() -> None:
    text = judgement("a", "same", "b") + judgement("b", "different", "a", 'coder = "second"')
    assert differing(text) == ["coder: a same b; second: b different a"]


def test_a_part_cannot_be_the_whole_of_its_whole() -> None:
    text = judgement("a", "part-of", "b") + judgement("b", "part-of", "a", 'coder = "second"')
    assert differing(text) == ["coder: a part-of b; second: b part-of a"]


def test_two_coders_who_agree_are_no_fault() -> None:
    assert differing(judgement("a", "unsure", "b") + judgement("b", "unsure", "a", 'coder = "second"')) == []


def test_a_coder_may_change_their_mind() -> None:
    later = judgement("a", "different", "b").replace("2026-01-01", "2026-02-01")
    assert differing(later + judgement("a", "same", "b")) == []


def test_what_others_make_the_same_cannot_be_different() -> None:
    text = judgement("a", "same", "b") + judgement("b", "same", "c") + judgement("c", "different", "a")
    assert differing(text) == ["coder: c different a; by way of others: same"]


def test_actors_and_incidents_are_judged_apart() -> None:
    actors = judgement("a", "different", "b").replace('"incident"', '"actor"')
    assert differing(judgement("a", "same", "b") + actors) == []


def test_names_are_compared_without_case_marks_and_punctuation() -> None:
    assert folded("Aḥrār al-Shām") == folded("AHRAR AL SHAM")
    assert folded("أحرار") == folded("احرار")
