"""The figures of UCDP GED for Syria, 2016-2019, straight from its coded claims (semantics 8).

Those that need a view (outcomes, in and out) are tested with the assessment.
"""

from collections import Counter
from datetime import UTC, date, datetime
from functools import cache
from importlib import resources
from pathlib import Path

import pytest
from attrs import evolve, frozen

from truceline.exchange.addfile import read_add_file
from truceline.exchange.ucdp import GedTable, Register, claims_of, read_ged, rows_by_incident
from truceline.testimony.batch import Batch, Dataset
from truceline.testimony.claim import EventClaim, LossClaim, Role, RoleClaim
from truceline.testimony.register import Place, Source
from truceline.values.when import Fills, Interval, Period
from truceline.values.who import Form, Who

pytestmark = pytest.mark.real_data

INSURGENTS = "11973"
FIRST, LAST = date(2016, 2, 27), date(2016, 5, 23)
RELEASED = Period(edtf="2019", zone="UTC", fills=Fills.WITHIN, words="")


@frozen
class Incident:
    """The claims of one row, as far as the figures need them."""

    happened: Period
    kind: str
    circumstances: tuple[str, ...]
    place: str | None
    figures: tuple[int, int, int]
    roles: dict[Role, list[Who]]
    speakers: tuple[str | None, ...]
    row: dict[str, str]

    @property
    def begins(self) -> date:
        return self.happened.local_days()[0]


@cache
def registered() -> dict[str, Source]:
    text = resources.files("truceline.data").joinpath("example/syria-spring-2016.toml").read_text("utf-8")
    return {each.id: each for each in read_add_file(text, "syria-spring-2016.toml", known=None).sources}


@cache
def table(path: Path) -> GedTable:
    return read_ged(path)


@cache
def batch(path: Path) -> Batch:
    read = table(path)
    dataset = Dataset(
        id="ucdp-ged-19.1",
        title="UCDP GED",
        publisher="ucdp",
        released=RELEASED,
        codebook="ucdp-ged",
        codebook_version="1",
        sha256=read.sha256,
        stored="",
        rows=len(read.rows),
        root="",
    )
    register = Register(sources=registered(), actors={}, places={})
    return claims_of(read.layout.columns, read.rows, dataset=dataset, register=register)


@cache
def incidents(path: Path) -> dict[str, Incident]:
    coded = batch(path)
    events: dict[str, EventClaim] = {}
    figures: dict[str, tuple[int, int, int]] = {}
    roles: dict[str, dict[Role, list[Who]]] = {}
    speakers: dict[str, list[str | None]] = {}
    said = {statement.id: statement.speaker.source for statement in coded.statements}
    for claim in coded.claims:
        if isinstance(claim, LossClaim) and not claim.victims:
            low, best, high = (int(part) for part in claim.count.words.split("/"))
            figures[claim.incidents[0]] = (low, best, high)
        elif isinstance(claim, RoleClaim):
            roles.setdefault(str(claim.incident), {}).setdefault(claim.role, []).append(claim.actor)
        elif isinstance(claim, EventClaim) and claim.happened is not None:
            events[str(claim.incident)] = claim
        elif isinstance(claim, EventClaim):
            speakers.setdefault(str(claim.incident), []).append(said[claim.statement])
    read = table(path)
    rows = rows_by_incident(read.layout.columns, read.rows)
    return {
        name: Incident(
            happened=claim.happened,
            kind=claim.kind,
            circumstances=claim.circumstances,
            place=None if claim.place is None else claim.place.alternatives[0].place,
            figures=figures[name],
            roles=roles[name],
            speakers=tuple(speakers[name]),
            row=dict(rows[name]),
        )
        for name, claim in events.items()
        if claim.happened is not None
    }


@pytest.fixture
def ged(real_data: Path) -> Path:
    return real_data / "ucdp_ged_syria" / "ged_syria.csv.gz"


def of_insurgents(path: Path) -> dict[str, Incident]:
    return {name: each for name, each in incidents(path).items() if each.row["dyad"] == INSURGENTS}


def in_window(path: Path) -> list[Incident]:
    return [each for each in of_insurgents(path).values() if FIRST <= each.begins <= LAST]


def summed(chosen: list[Incident]) -> tuple[int, ...]:
    return tuple(sum(each.figures[part] for each in chosen) for part in range(3))


def test_every_row_becomes_one_incident(ged: Path) -> None:
    assert len(incidents(ged)) == 16_566
    assert {each.kind for each in incidents(ged).values()} == {"armed-force"}


def test_nothing_is_wrong_with_the_file_but_101_counts_out_of_order(ged: Path) -> None:
    assert Counter(problem.code for problem in table(ged).problems) == {"ucdp.count_order": 101}


def test_the_dyad_with_syrian_insurgents_in_the_spring(ged: Path) -> None:
    chosen = in_window(ged)

    assert len(chosen) == 643
    assert summed(chosen) == (2604, 2640, 2674)
    assert sum(int(each.row["where_prec"]) >= 3 for each in chosen) == 123


@pytest.mark.parametrize(
    ("first", "end", "count", "best"),
    [
        ((2016, 1, 28), (2016, 2, 27), 322, 1948),
        ((2016, 2, 27), (2016, 3, 28), 196, 670),
        ((2016, 3, 28), (2016, 4, 27), 286, 1199),
        ((2016, 4, 27), (2016, 5, 27), 161, 771),
    ],
)
def test_thirty_days_at_a_time(
    ged: Path, first: tuple[int, int, int], end: tuple[int, int, int], count: int, best: int
) -> None:
    chosen = [each for each in of_insurgents(ged).values() if date(*first) <= each.begins < date(*end)]

    assert (len(chosen), summed(chosen)[1]) == (count, best)


def test_what_lies_wholly_inside_and_what_touches_the_window(ged: Path) -> None:
    # From local midnight to local midnight; the clocks went forward in between.
    window = Interval(datetime(2016, 2, 26, 22, tzinfo=UTC), datetime(2016, 5, 23, 21, tzinfo=UTC))
    chosen = list(of_insurgents(ged).values())
    inside = [each for each in chosen if window.contains(each.happened.span)]
    touching = [each for each in chosen if window.overlaps(each.happened.span)]

    assert (len(inside), summed(inside)[1]) == (642, 2546)
    assert (len(touching), summed(touching)[1]) == (647, 12769)


def test_a_row_of_the_first_day_lies_wholly_inside_a_truce_from_local_midnight(ged: Path) -> None:
    truce = Interval(datetime(2016, 2, 26, 22, tzinfo=UTC), None)
    first_day = [each for each in of_insurgents(ged).values() if each.happened.edtf == "2016-02-27"]

    assert first_day
    assert all(truce.contains(each.happened.span) for each in first_day)


def test_rows_with_more_than_one_named_source(ged: Path) -> None:
    named = [[speaker for speaker in each.speakers if speaker is not None] for each in in_window(ged)]
    several = [speakers for speakers in named if len(speakers) > 1]
    origins = [[name for name in speakers if not registered()[name].compiler] for speakers in several]

    assert len(several) == 13
    assert sum(len(speakers) > 1 for speakers in origins) == 4
    assert not any("russian" in str(name) for speakers in named for name in speakers)


def test_rows_told_by_the_observatory_alone(ged: Path) -> None:
    assert sum(each.speakers == ("sohr",) for each in in_window(ged)) == 578


def test_all_dyads_in_the_window_and_those_with_the_excluded_group(ged: Path) -> None:
    chosen = [each for each in incidents(ged).values() if FIRST <= each.begins <= LAST]
    with_isil = [
        each
        for each in chosen
        if each.row["type_of_violence"] != "3" and "IS" in (each.row["side_a"], each.row["side_b"])
    ]

    assert (len(chosen), len(with_isil)) == (1296, 506)


@pytest.mark.parametrize("id", [233200, 236765, 236773, 236764, 236772, 236774])
def test_rows_of_a_whole_year_and_country_are_aggregates(ged: Path, id: int) -> None:
    each = incidents(ged)[f"ucdp:{id}"]

    assert (each.happened.edtf, each.place, each.circumstances) == (
        "2016-01-01/2016-12-31",
        "syria",
        ("aggregate",),
    )


@pytest.mark.parametrize(
    ("id", "sides"),
    [
        (233200, ["government-of-syria", "class: syrian-insurgents"]),
        (236765, ["government-of-syria", "class: syrian-insurgents"]),
        (236764, ["government-of-syria", "isil"]),
        (236772, ["government-of-syria", "isil"]),
    ],
)
def test_clashes_have_two_sides_and_no_direction(ged: Path, id: int, sides: list[str]) -> None:
    roles = incidents(ged)[f"ucdp:{id}"].roles

    assert {role: [str(who) for who in actors] for role, actors in roles.items()} == {Role.PARTICIPANT: sides}


@pytest.mark.parametrize(("id", "best"), [(236773, 643), (236774, 151), (219224, 58)])
def test_rows_whose_dead_are_all_civilians_are_no_clash(ged: Path, id: int, best: int) -> None:
    each = incidents(ged)[f"ucdp:{id}"]

    assert each.figures[1] == best
    assert [who.form for who in each.roles[Role.PERPETRATED]] == [Form.UNKNOWN]
    assert each.roles[Role.TARGET] == [evolve(Who.one("civilians"), words="Civilians")]


def test_a_row_with_unidentified_dead_hit_nobody_knows_whom(ged: Path) -> None:
    each = incidents(ged)["ucdp:216505"]

    assert [who.form for who in each.roles[Role.TARGET]] == [Form.UNKNOWN]
    assert each.speakers == ("sohr", "waha-report")


@pytest.mark.parametrize(("id", "best"), [(300933, 137), (300990, 48)])
def test_the_two_bombings_of_23_may_are_one_sided(ged: Path, id: int, best: int) -> None:
    each = incidents(ged)[f"ucdp:{id}"]

    assert each.figures[1] == best
    assert [str(who) for who in each.roles[Role.PERPETRATED]] == ["isil"]
    assert each.speakers == ("hrw", "sana", "sohr")


def test_joint_sides_are_joint(ged: Path) -> None:
    joint = {
        claim.incident
        for claim in batch(ged).claims
        if isinstance(claim, RoleClaim) and claim.actor.form is Form.JOINT
    }
    printed = {
        name
        for name, each in incidents(ged).items()
        if "," in each.row["side_a"] or "," in each.row["side_b"]
    }

    assert len(printed) == 833
    # Rows whose dead are none of the two sides name no side.
    assert joint <= printed
    assert {name for name in printed - joint if Role.PARTICIPANT in incidents(ged)[name].roles} == set()


def test_the_shipped_register_and_codebook_know_every_source_that_the_file_names(ged: Path) -> None:
    said = {str(name) for each in incidents(ged).values() for name in each.speakers if name is not None}

    assert said <= set(registered())


def test_every_place_lies_in_the_country(ged: Path) -> None:
    places = {place.id: place for place in batch(ged).places}

    assert all("syria" in place.part_of for name, place in places.items() if name != "syria")
    assert {each.place for each in incidents(ged).values()} <= set(places)
    assert not [place for place in places.values() if is_bare_point(place)]


def is_bare_point(place: Place) -> bool:
    return place.position is not None and place.km == 0
