"""View files and views are inverses."""

from hypothesis import given, settings
from hypothesis import strategies as st

from truceline.assessment.view import AccountRule, FrameworkRule, Persistence, Treatment, View, Whom
from truceline.assessment.view_file import print_view, read_view
from truceline.testimony.register import SourceKind
from truceline.testimony.statement import Basis

IDS = st.sampled_from(["a", "b-1", "us.x", "x:y", "0_z"])
SEVERAL = st.lists(IDS, unique=True, max_size=3).map(tuple)
KINDS = st.lists(st.sampled_from(SourceKind), unique=True, max_size=2).map(tuple)
LISTED = st.builds(Whom, st.just(value=False), st.just(value=False), SEVERAL, SEVERAL, KINDS).filter(
    lambda whom: not whom.is_empty
)
ANY = Whom(any=True, named=False, sources=(), groups=(), kinds=())
NAMED = Whom(any=False, named=True, sources=(), groups=(), kinds=())
TAKEN = LISTED | st.sampled_from([ANY, NAMED])
DAYS = st.none() | st.integers(1, 9999)
VIEWS = st.builds(
    View,
    name=IDS,
    title=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20),
    published_by=st.sampled_from(["", "2016-05-01", "2016-05-01T12:00[Asia/Damascus]"]),
    known_by=st.sampled_from(["", "@0", "@1234", "2016-05"]),
    accounts=st.builds(
        AccountRule,
        takes=TAKEN,
        refuses=st.none() | LISTED,
        refuses_hops=st.none() | LISTED,
        origins=st.integers(1, 9),
        bases=st.lists(st.sampled_from(Basis), unique=True, max_size=2).map(tuple),
        retracted=st.sampled_from(Treatment),
        hedged=st.sampled_from(Treatment),
    ),
    framework=st.builds(
        FrameworkRule,
        takes=TAKEN,
        refuses=st.none() | LISTED,
        versions=st.dictionaries(IDS, SEVERAL.filter(bool), max_size=3),
    ),
    persists=st.builds(Persistence, DAYS, DAYS, DAYS),
)


@given(VIEWS)
@settings(max_examples=60, deadline=None)
def test_reading_what_was_printed_gives_the_view_back(view: View) -> None:
    assert read_view(print_view(view), "v.toml") == view
