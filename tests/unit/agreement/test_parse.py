"""Agreement files: what they mean, and every fault with its place."""

from textwrap import dedent

import pytest

from truceline.agreement.parse import InvalidAgreement, read_agreement
from truceline.agreement.terms import (
    Agreement,
    Condition,
    Deontic,
    Due,
    Effort,
    Impact,
    Parties,
    Provision,
    Zone,
)
from truceline.values.problems import Problems
from truceline.values.when import Fills, Period

HEAD = 'id = "a"\ntitle = "A truce"\nkind = "ceasefire"\nzone = "Asia/Damascus"\n'
CLAUSE = HEAD + '[[provision]]\nid = "p"\nprohibits = ["use-of-weapons"]\n'
DUE = HEAD + '[[provision]]\nid = "p"\nrequires = "withdrawal"\n'
NOBODY = Parties(
    anyone=False,
    actors=(),
    accepted=None,
    lists=(),
    kinds=(),
    holds_place=False,
    relations=(),
    closed=False,
    other_than=(),
)


def parties(**fields: object) -> Parties:
    return Parties(**{**{name: getattr(NOBODY, name) for name in Parties.__annotations__}, **fields})


def period(edtf: str, zone: str = "Asia/Damascus", fills: Fills = Fills.THROUGHOUT) -> Period:
    return Period(edtf=edtf, zone=zone, fills=fills, words="")


def read(text: str) -> Agreement:
    return read_agreement(text, "a.toml")


def clause(extra: str, start: str = CLAUSE) -> Provision:
    return read(start + extra).provisions[0]


def test_a_whole_head_is_read() -> None:
    agreement = read(
        HEAD
        + dedent("""
        declared = "2016-02-22"
        from = "2016-02-27"
        until = "2016-03-12"
        sponsors = ["us", "russia"]
        ethprio = 652057
        pax = 1507
        documents = ["joint-statement"]
        breach-word = "breach"
        [[provision]]
        id = "p"
        prohibits = ["use-of-weapons"]
        """)
    )
    assert agreement.declared == period("2016-02-22", fills=Fills.WITHIN)
    assert agreement.period == period("2016-02-27/2016-03-12")
    assert (agreement.sponsors, agreement.documents) == (("us", "russia"), ("joint-statement",))
    assert (agreement.ethprio, agreement.pax, agreement.breach_word) == (652057, 1507, "breach")


def test_a_prohibition_is_read_with_the_file_s_defaults() -> None:
    assert clause("") == Provision(
        id="p",
        version="",
        deontic=Deontic.PROHIBITS,
        text="",
        clause="",
        conduct=("use-of-weapons",),
        of=(),
        due=None,
        binds=parties(accepted="a"),
        protects=None,
        excludes=(),
        area=None,
        where=Impact.IMPACT,
        period=None,
        unless=(),
        provided=(),
        overrides=(),
        commanders=(),
        according_to=(),
    )


def test_without_a_zone_dates_are_in_utc() -> None:
    agreement = read(CLAUSE.replace('zone = "Asia/Damascus"\n', "") + 'from = "2016-02-27"')
    assert agreement.zone == "UTC"
    assert agreement.provisions[0].period == period("2016-02-27/..", "UTC")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ('"anyone"', parties(anyone=True)),
        ('"everyone"', parties(anyone=True)),
        ('{ kinds = ["everyone"] }', parties(anyone=True)),
        ('{ actor = "x" }', parties(actors=("x",))),
        ('{ actor = "x", actors = ["y", "z"] }', parties(actors=("x", "y", "z"))),
        ('{ list = "x", lists = ["y"] }', parties(lists=("x", "y"))),
        ('{ accepted = "b" }', parties(accepted="b")),
        ('{ kinds = ["civilians"] }', parties(kinds=("civilians",))),
        ('{ holds = "place" }', parties(holds_place=True)),
        (
            '{ actor = "x", and = ["supporting", "associated", "affiliated", "allied"], closed = true }',
            parties(
                actors=("x",),
                relations=("supporting", "associated-with", "affiliated-with", "allied-with"),
                closed=True,
            ),
        ),
    ],
)
def test_whom_a_clause_binds_can_be_written_in_several_ways(written: str, meant: Parties) -> None:
    assert clause(f"binds = {written}").binds == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ('"everyone"', parties(kinds=("everyone",))),
        ('{ accepted = "a" }', parties(accepted="a")),
        ('{ kinds = ["bound", "medical"] }', parties(kinds=("bound", "medical"))),
    ],
)
def test_whom_a_clause_protects_may_be_those_it_binds(written: str, meant: Parties) -> None:
    assert clause(f"protects = {written}").protects == meant


def test_excluded_parties_are_listed_one_by_one() -> None:
    written = 'excludes = [{ actor = "x", and = ["affiliated"] }, { list = "y" }]'
    assert clause(written).excludes == (
        parties(actors=("x",), relations=("affiliated-with",)),
        parties(lists=("y",)),
    )


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ('"syria"', Zone(place="syria", within_km=None)),
        ('{ of = "syria" }', Zone(place="syria", within_km=None)),
        ('{ within = "35 km", of = "line" }', Zone(place="line", within_km=35)),
    ],
)
def test_an_area_is_a_place_or_a_distance_from_one(written: str, meant: Zone) -> None:
    assert clause(f'area = {written}\nwhere = "either"').area == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ('from = "2016-02-27"', period("2016-02-27/..")),
        ('until = "2016-03"', period("../2016-03")),
        ('from = "2016-02-27T00:00"\nuntil = "2016-03-01"', period("2016-02-27T00:00/2016-03-01")),
        ('from = "2016-02-27[UTC]"', period("2016-02-27/..", "UTC")),
        ('from = "2016-02-27"\nuntil = "2016-02-28[UTC]"', period("2016-02-27/2016-02-28", "UTC")),
        ('period = "2016-02"', period("2016-02")),
        ('period = "2016-02-27/2016-03-01[UTC]"', period("2016-02-27/2016-03-01", "UTC")),
    ],
)
def test_a_clause_s_period_is_two_ends_or_one_text(written: str, meant: Period) -> None:
    assert clause(written).period == meant


def test_a_due_for_each_request_names_the_request_of_what_is_owed() -> None:
    due = clause(
        'for = "each-request"\nwithin-days = 3\neffort = "means"', DUE.replace("withdrawal", "access")
    ).due
    assert due == Due(
        performance="access",
        of=(),
        each="access-request",
        by=None,
        within_days=3,
        effort=Effort.MEANS,
        late_is_breach=False,
    )


def test_a_due_may_name_the_conduct_that_creates_it() -> None:
    due = clause('for = "release-request"', DUE).due
    assert due is not None
    assert due.each == "release-request"


def test_what_holds_after_a_deadline_is_a_provision_of_its_own() -> None:
    written = dedent("""
        version = "us"
        of = ["mlrs"]
        by = "2016-03-24"
        late-is-breach = true
        until = "2016-12-31"
        area = "zone"
        afterwards = { prohibits = ["presence"], unless = ["in-storage"] }
        according-to = ["us"]
        """)
    owed, afterwards = read(DUE + written).provisions
    assert owed.due == Due(
        performance="withdrawal",
        of=("mlrs",),
        each=None,
        by=period("2016-03-24", fills=Fills.WITHIN),
        within_days=None,
        effort=Effort.RESULT,
        late_is_breach=True,
    )
    assert owed.of == ()
    assert afterwards.key == "p/afterwards@us"
    assert (afterwards.deontic, afterwards.due) == (Deontic.PROHIBITS, None)
    assert (afterwards.conduct, afterwards.of, afterwards.unless) == (
        ("presence",),
        ("mlrs",),
        ("in-storage",),
    )
    assert (afterwards.binds, afterwards.area) == (owed.binds, owed.area)
    assert afterwards.according_to == ("us",)
    # That midnight is one the local clocks skip; hence the hour and the offsets.
    assert afterwards.period == period("2016-03-25T01:00:00+03:00/2017-01-01T00:00:00+02:00")


def test_what_holds_after_an_instant_holds_from_it_and_without_end() -> None:
    _, afterwards = read(
        DUE + 'by = "2016-03-01T12:00"\nafterwards = { prohibits = ["presence"] }'
    ).provisions
    assert afterwards.period == period("2016-03-01T12:00:00+02:00/..")


def test_a_prohibition_may_be_about_some_things_only() -> None:
    assert clause('of = ["mlrs"]').of == ("mlrs",)


def test_a_permission_makes_an_exception_to_other_provisions() -> None:
    written = '[[provision]]\nid = "q"\npermits = ["air-strike"]\noverrides = ["p"]'
    _, permission = read(CLAUSE + written).provisions
    assert permission.deontic is Deontic.PERMITS
    assert (permission.conduct, permission.overrides) == (("air-strike",), ("p",))


def test_a_clause_s_conditions_come_with_it() -> None:
    condition = '[[condition]]\nid = "c"\nactor = "x"\nposition = "accepted"\n'
    text = CLAUSE + 'provided = ["c"]\ncommanders = ["commanded", "supported"]\n' + condition
    provision = clause(text, "")
    assert provision.provided == (Condition(id="c", actor="x", position="accepted"),)
    assert provision.commanders == ("commanded", "supported")


def test_rival_readings_of_a_clause_stand_beside_each_other() -> None:
    rival = 'version = "{0}"\nprohibits = ["use-of-weapons"]\naccording-to = ["{0}"]\n'
    text = HEAD + "".join(f'[[provision]]\nid = "p"\n{rival.format(who)}' for who in ("us", "russia"))
    assert [provision.key for provision in read(text).provisions] == ["p@us", "p@russia"]


def faults(text: str) -> list[tuple[int | None, int | None, str, str, str]]:
    with pytest.raises(InvalidAgreement) as caught:
        read(text)
    return [(one.line, one.column, one.code, one.path, one.value) for one in caught.value.problems]


CHOICE = "input.choice"

# Each: what the file is, its text, and the faults it must give.
FAULTY = {
    "no title, kind or provision": (
        'id = "a"\n',
        [
            (1, 1, "input.missing_key", "", "title"),
            (1, 1, "input.missing_key", "", "kind"),
            (1, 1, "agreement.no_provisions", "", "a"),
        ],
    ),
    "keys of the wrong kind are missing nothing": (
        'id = "a"\ntitle = 3\nkind = "ceasefire"\nprovision = "p"\n',
        [
            (2, 9, "input.type", "title", "3, where text is wanted"),
            (4, 13, "input.type", "provision", "'p', where a list is wanted"),
        ],
    ),
    "a provision and a condition that are no tables": (
        'id = "a"\ntitle = "t"\nkind = "k"\nprovision = [3]\ncondition = ["c"]\n',
        [
            (4, 14, "input.type", "provision[0]", "3, where a table is wanted"),
            (5, 14, "input.type", "condition[0]", "'c', where a table is wanted"),
        ],
    ),
    "a zone that is none": (
        CLAUSE.replace("Asia/Damascus", "Asia/Nowhere"),
        [(4, 8, "period.zone", "zone", "Asia/Nowhere")],
    ),
    "ids that are not spelt so": (
        CLAUSE.replace('"a"', '"A b"').replace('"p"', '"P"') + 'version = "V"\nexcludes = [{ actors = ["X"] }]\n',
        [
            (1, 6, "id.spelling", "id", "A b"),
            (6, 6, "id.spelling", "provision[0].id", "P"),
            (8, 11, "id.spelling", "provision[0].version", "V"),
            (9, 25, "id.spelling", "provision[0].excludes[0].actors[0]", "X"),
        ],
    ),
    "unknown keys": (
        CLAUSE.replace("kind =", "sort =") + 'prohibit = []\nbinds = { actor = "x", accept = "a" }\n',
        [
            (1, 1, "input.missing_key", "", "kind"),
            (3, 1, "input.unknown_key", "sort", "sort"),
            (8, 1, "input.unknown_key", "provision[0].prohibit", "prohibit; did you mean prohibits?"),
            (9, 24, "input.unknown_key", "provision[0].binds.accept", "accept; did you mean accepted?"),
        ],
    ),
    "a provision without an id and what it does": (
        HEAD + '[[provision]]\ntext = "so"\n',
        [
            (5, 1, "input.missing_key", "provision[0]", "id"),
            (5, 1, "agreement.no_deontic", "provision[0]", ""),
        ],
    ),
    "an id of the wrong kind is not missing": (
        HEAD + '[[provision]]\nid = 3\nprohibits = ["use-of-weapons"]\n',
        [(6, 6, "input.type", "provision[0].id", "3, where text is wanted")],
    ),
    "two deontics": (
        CLAUSE + 'permits = ["clash"]\n',
        [(8, 11, "agreement.two_deontics", "provision[0].permits", "prohibits, permits")],
    ),
    "duplicate provisions": (
        CLAUSE + '[[provision]]\nid = "p"\nprohibits = ["clash"]\naccording-to = ["x"]\n',
        [
            (5, 1, "agreement.rival_without_author", "provision[0]", "p"),
            (9, 6, "agreement.duplicate_provision", "provision[1].id", "p"),
        ],
    ),
    "two provisions without an id are no duplicates": (
        HEAD + '[[provision]]\nprohibits = ["clash"]\n[[provision]]\nprohibits = ["clash"]\n',
        [
            (5, 1, "input.missing_key", "provision[0]", "id"),
            (7, 1, "input.missing_key", "provision[1]", "id"),
        ],
    ),
    "rival versions without an author": (
        CLAUSE + '[[provision]]\nid = "p"\nversion = "us"\nprohibits = ["clash"]\naccording-to = 3\n',
        [
            (5, 1, "agreement.rival_without_author", "provision[0]", "p"),
            (12, 16, "input.type", "provision[1].according-to", "3, where a list is wanted"),
        ],
    ),
    "conduct that is none": (
        CLAUSE.replace("use-of-weapons", "use-of-weapon") + '[[provision]]\nid = "q"\npermits = []\n',
        [
            (
                7, 14, "agreement.conduct", "provision[0].prohibits[0]", "use-of-weapon; did you mean use-of-weapons?",
            ),
            (10, 11, "agreement.no_conduct", "provision[1].permits", "[]"),
        ],
    ),
    "nothing owed": (
        HEAD + '[[provision]]\nid = "p"\nrequires = ""\nfor = "each-request"\n',
        [(7, 12, "agreement.no_performance", "provision[0].requires", "p")],
    ),
    "no request goes with what is owed": (
        DUE + 'for = "each-request"\n',
        [(8, 7, "agreement.conduct", "provision[0].for", "withdrawal-request; did you mean withdrawal?")],
    ),
    "keys of a requirement on a prohibition": (
        CLAUSE + 'for = "request"\nby = "2016"\nwithin-days = 1\neffort = "means"\nlate-is-breach = true\n'
        'afterwards = { prohibits = ["clash"] }\n',
        [
            (8, 7, "agreement.due_without_requires", "provision[0].for", "for"),
            (9, 6, "agreement.due_without_requires", "provision[0].by", "by"),
            (10, 15, "agreement.due_without_requires", "provision[0].within-days", "within-days"),
            (11, 10, "agreement.due_without_requires", "provision[0].effort", "effort"),
            (12, 18, "agreement.due_without_requires", "provision[0].late-is-breach", "late-is-breach"),
            (13, 14, "agreement.due_without_requires", "provision[0].afterwards", "afterwards"),
        ],
    ),
    "deadlines that are none": (
        DUE + 'within-days = 0\nby = "2016-03-01/2016-03-02"\nfrom = "2016-02-27"\n',
        [
            (8, 15, "agreement.within_days", "provision[0].within-days", "0"),
            (8, 15, "agreement.within_without_for", "provision[0].within-days", "0"),
            (8, 15, "agreement.two_deadlines", "provision[0].within-days", "by 2016-03-01/2016-03-02, within 0 days"),
            (9, 6, "agreement.not_a_date", "provision[0].by", "2016-03-01/2016-03-02"),
        ],
    ),
    "a deadline before the clause": (
        DUE + 'by = "2016-02-26"\nfrom = "2016-02-27"\n',
        [(8, 6, "agreement.by_before_from", "provision[0].by", "2016-02-26")],
    ),
    "what holds afterwards has no deadline": (
        DUE + "afterwards = { prohibits = [] }\n",
        [
            (8, 14, "agreement.afterwards_without_by", "provision[0].afterwards", "p"),
            (8, 28, "agreement.no_conduct", "provision[0].afterwards.prohibits", "[]"),
        ],
    ),
    "what holds afterwards ends before it starts, or has a deadline that cannot be read": (
        DUE + 'by = "2016-03-01"\nuntil = "2016-02-27"\nafterwards = { prohibits = ["clash"] }\n'
        '[[provision]]\nid = "q"\nrequires = "access"\nby = "soon"\nafterwards = { prohibits = ["clash"] }\n',
        [
            (
                10, 14, "period.order", "provision[0].afterwards",
                "2016-03-02T00:00:00+02:00/2016-02-28T00:00:00+02:00",
            ),
            (14, 6, "period.unreadable", "provision[1].by", "soon"),
        ],
    ),
    "conditions": (
        CLAUSE + dedent("""\
        provided = ["d", "e", "twice"]
        [[condition]]
        id = "c"
        actor = "x"
        position = "accepted"
        [[condition]]
        position = "agreed"
        [[condition]]
        id = "d"
        actor = "X"
        [[condition]]
        id = "twice"
        actor = "x"
        position = "accepted"
        [[condition]]
        id = "twice"
        actor = 3
        position = "accepted"
        """),
        [
            (8, 18, "agreement.unknown_condition", "provision[0].provided[1]", "e"),
            (9, 1, "agreement.unused_condition", "condition[0]", "c"),
            (13, 1, "input.missing_key", "condition[1]", "id"),
            (13, 1, "input.missing_key", "condition[1]", "actor"),
            (
                14, 12, CHOICE, "condition[1].position",
                "'agreed'; one of: accepted, refused, bound, sponsor, observing, excluded, withdrawn",
            ),
            (15, 1, "input.missing_key", "condition[2]", "position"),
            (17, 9, "id.spelling", "condition[2].actor", "X"),
            (23, 6, "agreement.duplicate_condition", "condition[4].id", "twice"),
            (24, 9, "input.type", "condition[4].actor", "3, where text is wanted"),
        ],
    ),
    "provided that is no list, beside a condition": (
        CLAUSE + 'provided = "c"\n[[condition]]\nid = "c"\nactor = "x"\nposition = "accepted"\n',
        [
            (8, 12, "input.type", "provision[0].provided", "'c', where a list is wanted"),
            (9, 1, "agreement.unused_condition", "condition[0]", "c"),
        ],
    ),
    "overrides": (
        CLAUSE + 'overrides = ["p"]\n[[provision]]\nid = "q"\npermits = ["clash"]\noverrides = ["pp", "q"]\n',
        [
            (8, 13, "agreement.overrides_without_permits", "provision[0].overrides", "p"),
            (8, 14, "agreement.overrides_itself", "provision[0].overrides[0]", "p"),
            (12, 14, "agreement.unknown_provision", "provision[1].overrides[0]", "pp; did you mean p?"),
            (12, 20, "agreement.overrides_itself", "provision[1].overrides[1]", "q"),
        ],
    ),
    "parties that are nobody, everybody and more, or strangers": (
        CLAUSE + dedent("""\
        binds = { and = ["supporting"] }
        protects = "everybody"
        excludes = ["anyone", { kinds = ["everyone", "bound"] }, { holds = "town", and = ["near"] }]
        commanders = ["cheered"]
        """),
        [
            (8, 9, "agreement.empty_parties", "provision[0].binds", "{}"),
            (9, 12, CHOICE, "provision[0].protects", "'everybody'; 'anyone', 'everyone', or a table"),
            (10, 13, "agreement.everyone", "provision[0].excludes[0]", "excludes everyone"),
            (10, 33, "agreement.everyone", "provision[0].excludes[1].kinds", "everyone, bound"),
            (
                10, 46, CHOICE, "provision[0].excludes[1].kinds[1]",
                "'bound'; one of: civilians, medical, humanitarian, infrastructure, everyone",
            ),
            (10, 68, CHOICE, "provision[0].excludes[2].holds", "'town'; one of: place"),
            (
                10, 83, CHOICE, "provision[0].excludes[2].and[0]",
                "'near'; one of: affiliated-with, part-of, allied-with, supporting, associated-with, backed-by, steered-by, formerly, listed-in, member-of, separate-from",
            ),
            (11, 15, CHOICE, "provision[0].commanders[0]", "'cheered'; one of: ordered, commanded, supported"),
        ],
    ),
    "areas": (
        CLAUSE + 'area = { within = "35 miles", of = "X" }\nwhere = "there"\n'
        '[[provision]]\nid = "q"\nprohibits = ["clash"]\narea = "Y"\n',
        [
            (8, 19, "agreement.distance", "provision[0].area.within", "35 miles"),
            (8, 36, "id.spelling", "provision[0].area.of", "X"),
            (9, 9, CHOICE, "provision[0].where", "'there'; one of: impact, origin, either"),
            (13, 8, "id.spelling", "provision[1].area", "Y"),
        ],
    ),
    "periods": (
        CLAUSE
        + 'period = "2016"\nfrom = "2016-01"\n'
        + '[[provision]]\nid = "q"\nprohibits = ["clash"]\nfrom = "2016-13"\nuntil = "then"\n'
        + '[[provision]]\nid = "r"\nprohibits = ["clash"]\nfrom = "2016[UTC]"\nuntil = "2017[Asia/Tokyo]"\n'
        + '[[provision]]\nid = "s"\nprohibits = ["clash"]\nfrom = "2017"\nuntil = "2016"\n'
        + '[[provision]]\nid = "t"\nprohibits = ["clash"]\nfrom = "2017]["\n'
        + '[[provision]]\nid = "u"\nprohibits = ["clash"]\nperiod = "2017/2018/2019"\n',
        [
            (8, 10, "agreement.period_twice", "provision[0].period", "2016"),
            (13, 8, "period.impossible", "provision[1].from", "2016-13"),
            (14, 9, "period.unreadable", "provision[1].until", "then"),
            (19, 9, "agreement.two_zones", "provision[2].until", "Asia/Tokyo, UTC"),
            (24, 9, "period.order", "provision[3].until", "2017/2016"),
            (28, 8, "period.unreadable", "provision[4].from", "2017]["),
            (32, 10, "period.unreadable", "provision[5].period", "2018/2019"),
        ],
    ),
    "no TOML": ("id = \n", [(1, 6, "toml.syntax", "", "Invalid value")]),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTY)
def test_every_fault_of_a_file_is_told_with_its_place(name: str) -> None:
    text, expected = FAULTY[name]
    assert faults(text) == expected


def test_a_fault_shows_the_line_with_a_caret() -> None:
    with pytest.raises(InvalidAgreement) as caught:
        read(CLAUSE.replace("use-of-weapons", "use-of-weapon"))
    assert str(caught.value).splitlines()[1:] == ['    prohibits = ["use-of-weapon"]', " " * 17 + "^"]


def test_an_invalid_agreement_is_problems() -> None:
    assert issubclass(InvalidAgreement, Problems)
