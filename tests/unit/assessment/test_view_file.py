"""View files: what they mean, every fault with its place, and the views that are shipped."""

from textwrap import dedent

import pytest

from truceline.assessment.view import AccountRule, FrameworkRule, Persistence, Treatment, View, Whom
from truceline.assessment.view_file import (
    SHIPPED,
    InvalidView,
    print_view,
    read_view,
    shipped_view,
    shipped_views,
)
from truceline.testimony.register import SourceKind
from truceline.testimony.statement import Basis
from truceline.values.problems import Problems, ValueProblem

ANY = Whom(any=True, named=False, sources=(), groups=(), kinds=())
HEAD = 'name = "v"\ntitle = "A view"\n'
SMALLEST = HEAD + "[accounts]\ntakes-word-of = { any = true }\n"
WHOLE = dedent("""\
    name = "corroborated"
    title = "Two independent origins, nothing retracted"
    published-by = "2016-05-01"
    known-by = "@1234"

    [accounts]
    takes-word-of = { sources = ["snhr"], groups = ["monitors"], kinds = ["medical"] }
    refuses = { sources = ["x"] }
    refuses-hops = { groups = ["y"] }
    needs = { origins = 2, basis = ["saw", "instrument"] }
    retracted = "possible"
    hedged = "drop"

    [framework]
    takes-word-of = { named = true }
    refuses = { kinds = ["wire"] }
    readings = "all"
    versions = { "aleppo-zone" = ["us"], "p" = ["un", "russia"] }

    [persists]
    control = 10
    relation = "unlimited"
    standing = 90
    """)


def whom(**fields: object) -> Whom:
    return Whom(**{"any": False, "named": False, "sources": (), "groups": (), "kinds": ()} | fields)  # type: ignore[arg-type]  # the test names the fields


def test_the_smallest_view_has_the_file_s_defaults() -> None:
    assert read_view(SMALLEST, "v.toml") == View(
        name="v",
        title="A view",
        published_by="",
        known_by="",
        accounts=AccountRule(
            takes=ANY,
            refuses=None,
            refuses_hops=None,
            origins=1,
            bases=(),
            retracted=Treatment.DROP,
            hedged=Treatment.POSSIBLE,
        ),
        framework=FrameworkRule(takes=ANY, refuses=None, versions={}),
        persists=Persistence(control=30, relation=365, standing=None),
    )


def test_a_whole_view_is_read() -> None:
    assert read_view(WHOLE, "v.toml") == View(
        name="corroborated",
        title="Two independent origins, nothing retracted",
        published_by="2016-05-01",
        known_by="@1234",
        accounts=AccountRule(
            takes=whom(sources=("snhr",), groups=("monitors",), kinds=(SourceKind.MEDICAL,)),
            refuses=whom(sources=("x",)),
            refuses_hops=whom(groups=("y",)),
            origins=2,
            bases=(Basis.SAW, Basis.INSTRUMENT),
            retracted=Treatment.POSSIBLE,
            hedged=Treatment.DROP,
        ),
        framework=FrameworkRule(
            takes=whom(named=True),
            refuses=whom(kinds=(SourceKind.WIRE,)),
            versions={"aleppo-zone": ("us",), "p": ("un", "russia")},
        ),
        persists=Persistence(control=10, relation=None, standing=90),
    )


def test_a_view_is_printed_as_it_is_read() -> None:
    assert print_view(read_view(WHOLE, "v.toml")) == WHOLE


def test_an_instant_in_a_zone_is_a_date_too() -> None:
    text = 'known-by = "2016-05-01T12:00[Asia/Damascus]"\n' + SMALLEST
    assert read_view(text, "v.toml").known_by == "2016-05-01T12:00[Asia/Damascus]"


EMPTY = "view.empty_rule"
FAULTY = {
    "nothing in it": (
        "",
        [
            (1, 1, "input.missing_key", "", "name"),
            (1, 1, "input.missing_key", "", "title"),
            (1, 1, EMPTY, "", "accounts without takes-word-of"),
        ],
    ),
    "accounts that take nobody": (
        HEAD + "[accounts]\n",
        [(3, 1, EMPTY, "accounts", "accounts without takes-word-of")],
    ),
    "accounts that are no table": (
        "accounts = 3\n" + HEAD,
        [(1, 12, "input.type", "accounts", "3, where a table is wanted")],
    ),
    "empty rules": (
        HEAD
        + dedent("""\
        [accounts]
        takes-word-of = {}
        refuses = {}
        refuses-hops = { sources = [] }
        [framework]
        takes-word-of = { any = false }
        refuses = {}
        versions = { "a b" = [], "p" = ["US"] }
        """),
        [
            (4, 17, EMPTY, "accounts.takes-word-of", "{}"),
            (5, 11, EMPTY, "accounts.refuses", "{}"),
            (6, 16, EMPTY, "accounts.refuses-hops", "{}"),
            (8, 17, EMPTY, "framework.takes-word-of", "{}"),
            (9, 11, EMPTY, "framework.refuses", "{}"),
            (10, 22, "id.spelling", 'framework.versions."a b"', "a b"),
            (10, 22, EMPTY, 'framework.versions."a b"', "[]"),
            (10, 33, "id.spelling", "framework.versions.p[0]", "US"),
        ],
    ),
    "rules that say two things, or refuse everybody": (
        HEAD
        + dedent("""\
        [accounts]
        takes-word-of = { any = true, sources = ["x"] }
        refuses = { named = true }
        refuses-hops = { any = true }
        [framework]
        takes-word-of = { any = true, named = true }
        readings = "some"
        """),
        [
            (4, 17, "view.mixed_rule", "accounts.takes-word-of", 'any = true, sources = ["x"]'),
            (5, 11, "view.refuses_all", "accounts.refuses", "named = true"),
            (6, 16, "view.refuses_all", "accounts.refuses-hops", "any = true"),
            (8, 17, "view.mixed_rule", "framework.takes-word-of", "any = true, named = true"),
            (9, 12, "input.choice", "framework.readings", "'some'; one of: all"),
        ],
    ),
    "numbers and words that are none": (
        HEAD.replace('"v"', '"V"')
        + dedent("""\
        [accounts]
        takes-word-of = { sources = ["X"], source = ["y"], groups = "g" }
        needs = { origins = 0, bases = ["saw"], basis = ["felt"] }
        hedged = "maybe"
        [persists]
        control = 0
        relation = true
        standing = "forever"
        """),
        [
            (1, 8, "id.spelling", "name", "V"),
            (4, 30, "id.spelling", "accounts.takes-word-of.sources[0]", "X"),
            (4, 36, "input.unknown_key", "accounts.takes-word-of.source", "source; did you mean sources?"),
            (4, 61, "input.type", "accounts.takes-word-of.groups", "'g', where a list is wanted"),
            (5, 21, "view.origins", "accounts.needs.origins", "0"),
            (5, 24, "input.unknown_key", "accounts.needs.bases", "bases; did you mean basis?"),
            (
                5,
                50,
                "input.choice",
                "accounts.needs.basis[0]",
                "'felt'; one of: saw, heard, instrument, examined-afterwards, document, was-told, inferred, not-stated",
            ),
            (6, 10, "input.choice", "accounts.hedged", "'maybe'; one of: drop, possible, keep"),
            (8, 11, "view.days", "persists.control", "0"),
            (9, 12, "view.days", "persists.relation", "True"),
            (10, 12, "view.days", "persists.standing", "'forever'"),
        ],
    ),
    "dates that are none": (
        'published-by = "soon"\nknown-by = "@01"\n' + SMALLEST,
        [(1, 16, "view.date", "published-by", "soon"), (2, 12, "view.date", "known-by", "@01")],
    ),
    "dates that are not one date": (
        'published-by = "2016-05-01/2016-05-02"\nknown-by = "XXXX"\n' + SMALLEST,
        [
            (1, 16, "view.date", "published-by", "2016-05-01/2016-05-02"),
            (2, 12, "view.date", "known-by", "XXXX"),
        ],
    ),
    "a date that is about": (
        'published-by = "2016-05-01~"\n' + SMALLEST,
        [(1, 16, "view.date", "published-by", "2016-05-01~")],
    ),
    "no TOML": ("name = \n", [(1, 8, "toml.syntax", "", "Invalid value")]),
}


@pytest.mark.parametrize("name", FAULTY)
def test_every_fault_of_a_view_is_told_with_its_place(name: str) -> None:
    text, expected = FAULTY[name]
    with pytest.raises(InvalidView) as caught:
        read_view(text, "v.toml")
    assert [
        (one.line, one.column, one.code, one.path, one.value) for one in caught.value.problems
    ] == expected


def test_an_invalid_view_is_problems() -> None:
    assert issubclass(InvalidView, Problems)


def test_shipped_views_bear_the_name_of_their_file_and_a_sentence_for_a_title() -> None:
    views = shipped_views()
    assert tuple(views) == SHIPPED
    assert all(view.name == name for name, view in views.items())
    assert len({view.title for view in views.values()}) == len(SHIPPED)


def test_shipped_views_print_and_read_back_the_same() -> None:
    for view in shipped_views().values():
        assert read_view(print_view(view), "v.toml") == view


def test_every_source_says_that_nothing_was_filtered() -> None:
    assert "nothing filtered" in shipped_view("every-source").title
    assert shipped_view("every-source").accounts.takes == ANY


def test_views_of_one_body_still_see_the_agreement_s_terms() -> None:
    assert all(view.framework.takes == ANY for view in shipped_views().values())


def test_corroborated_needs_two_origins_and_the_others_one() -> None:
    needed = {name: view.accounts.origins for name, view in shipped_views().items()}
    assert needed == {name: 2 if name == "corroborated" else 1 for name in SHIPPED}


def test_medical_organisations_are_a_kind_of_body() -> None:
    assert shipped_view("medical-organisations").accounts.takes == whom(
        kinds=(SourceKind.MEDICAL,), groups=("medical-organisations",)
    )


def test_a_view_that_is_not_shipped_is_told_with_those_that_are() -> None:
    with pytest.raises(ValueProblem) as caught:
        shipped_view("everything")
    assert caught.value.problem.code == "view.unknown"
    assert "every-source" in caught.value.problem.value
