"""What a row says: origins, UCDP's coding of them, roles, counts, days."""

import hashlib

import pytest
from attrs import evolve
from tests.unit.exchange.ucdp_samples import (
    actor,
    coded,
    coded_row,
    dataset_of,
    event_of,
    losses_in,
    origins_in,
    register,
    roles_in,
    small,
    source,
    with_cells,
)

from truceline.exchange.ucdp import claims_of
from truceline.exchange.ucdp.codebook import codebook
from truceline.exchange.ucdp.names import fold_name
from truceline.exchange.ucdp.register import EMPTY
from truceline.exchange.ucdp.speakers import Speakers
from truceline.testimony.claim import EventClaim, LossClaim, RoleClaim
from truceline.testimony.register import ActorKind, Alias, SourceKind
from truceline.testimony.statement import Basis, Mode, Statement
from truceline.values.problems import Problems
from truceline.values.when import Fills, Period
from truceline.values.who import Form

PEOPLE = {"dr. invented person": "observatory", "Ms Made-Up": ""}
OBSERVATORY = source("observatory", "Invented Observatory", kind=SourceKind.MONITOR)
INVENTOR = source("inventor", "The Daily Inventor", "Daily Inventor")


def speakers_of(batch_origins: list[Statement]) -> list[str]:
    return [str(statement.speaker) for statement in batch_origins]


def hops_of(statement: Statement) -> list[str]:
    return [str(hop.agent) for hop in statement.chain]


# ------------------------------------------------------------------------------- statements


def test_a_row_is_one_incident_whose_origin_says_only_that_it_happened() -> None:
    batch = coded(small())

    bare = next(claim for claim in batch.claims if claim.id == "ucdp:1001#origin-1-event")
    assert isinstance(bare, EventClaim)
    assert (bare.incident, bare.kind, bare.happened, bare.place) == ("ucdp:1001", "armed-force", None, None)


def test_the_coding_is_ucdps_own_and_names_what_it_coded() -> None:
    coding = next(item for item in coded(small()).statements if item.id == "ucdp:1002#coding")

    assert (str(coding.speaker), coding.basis, coding.document) == ("ucdp", Basis.DOCUMENT, "ucdp-ged-1.0")
    assert coding.coded_from == ("ucdp:1002#origin-1", "ucdp:1002#origin-2", "ucdp:1002#origin-3")


def test_every_claim_stands_on_a_statement_of_the_batch_and_no_id_is_used_twice() -> None:
    batch = coded(small())
    ids = [item.id for item in batch.statements] + [claim.id for claim in batch.claims]

    assert len(set(ids)) == len(ids)
    assert {claim.statement for claim in batch.claims} <= {statement.id for statement in batch.statements}


def test_the_data_set_is_the_document_and_its_publisher_a_compiler() -> None:
    batch = coded(small())
    ucdp = next(each for each in batch.sources if each.id == "ucdp")

    assert [(document.id, document.outlet) for document in batch.documents] == [("ucdp-ged-1.0", "ucdp")]
    assert ucdp.compiler


def test_a_second_edition_tells_of_the_same_incident_at_addresses_of_its_own() -> None:
    table = small()

    again = claims_of(
        table.layout.columns, table.rows, dataset=dataset_of(table), register=EMPTY, is_second=True
    )

    assert "ucdp:1001@ucdp-ged-1.0#coding" in {statement.id for statement in again.statements}
    assert {claim.incident for claim in again.claims if isinstance(claim, EventClaim)} == {
        f"ucdp:{number}" for number in range(1001, 1009)
    }


def test_rows_without_the_columns_of_ged_are_refused() -> None:
    with pytest.raises(Problems):
        claims_of(["id"], [("1",)], dataset=dataset_of(small()), register=EMPTY)


# ---------------------------------------------------------------------------------- origins


def test_sources_are_split_as_written_and_folded_by_the_register() -> None:
    batch = coded(small(), register((OBSERVATORY, INVENTOR)))

    assert speakers_of(origins_in(batch, 1002)) == ["observatory", "inventor", "unnamed: a resident"]


@pytest.mark.parametrize(
    ("original", "speakers"),
    [
        ("INVENTED OBSERVATORY", ["observatory"]),
        ("Invented Observatory; the daily inventor", ["observatory", "inventor"]),
        ("Invented Observatory/Daily Inventor", ["observatory", "inventor"]),
        ("Invented Observatory and (Daily Inventor)", ["observatory", "inventor"]),
        ("Invented Observatory, Invented Observatory", ["observatory"]),
        ("Invented Observatory. Daily Inventor", ["ucdp:invented-observatory-daily-inventor"]),
        ("a resident, two witnesses, Daily Inventor", ["inventor", "unnamed: a resident"]),
        ("police", ["unnamed: police"]),
        (None, ["unnamed"]),
        (" , ;", ["unnamed"]),
    ],
)
def test_a_cell_names_its_speakers(original: str | None, speakers: list[str]) -> None:
    batch = coded_row(register((OBSERVATORY, INVENTOR)), source_original=original)

    assert speakers_of(origins_in(batch, 1001)) == speakers


def test_a_source_described_and_not_named_in_the_register_speaks_unnamed() -> None:
    neighbours = source("neighbours", "people next door", kind=SourceKind.UNNAMED)

    batch = coded_row(register((neighbours,)), source_original="People next door")

    assert speakers_of(origins_in(batch, 1001)) == ["unnamed: people next door"]


def test_a_spelling_of_the_codebook_means_the_source_that_the_register_has() -> None:
    force = source("hezbollah-statement", "Hezbollah's media office")

    assert speakers_of(origins_in(coded_row(register((force,)), source_original="Hezbollah"), 1001)) == [
        "hezbollah-statement"
    ]
    assert speakers_of(origins_in(coded_row(source_original="Hezbollah"), 1001)) == [
        "ucdp:hezbollah-statement"
    ]


def test_a_source_that_nobody_registered_is_made_once_and_says_so() -> None:
    made = [each for each in coded(small()).sources if each.name == "Invented Observatory"]

    assert [each.id for each in made] == ["ucdp:invented-observatory"]
    assert "register states nothing" in made[0].note


def test_somebodys_name_is_folded_into_the_body_that_speaks_or_left_unnamed() -> None:
    rules = codebook()
    spelt = {hashlib.sha256(fold_name(text).encode()).hexdigest(): name for text, name in PEOPLE.items()}
    known = evolve(rules, sources=evolve(rules.sources, unprinted=spelt))
    speakers = Speakers(register((OBSERVATORY,)), known, "document")

    assert [str(each) for each in speakers.of("Dr. Invented Person; Ms Made-Up")] == [
        "observatory",
        "unnamed: somebody named in the report",
    ]


def test_a_source_made_for_an_earlier_edition_is_not_made_again() -> None:
    earlier = source("ucdp:other-wire", "Another name by now")

    batch = coded_row(register((earlier,)), source_original="Other Wire")

    assert [each.id for each in batch.sources] == ["ucdp", "ucdp:invented-observatory"]


# ----------------------------------------------------------------------------------- chains


def test_ucdp_codes_and_is_the_outermost_hop() -> None:
    first = origins_in(coded(small()), 1001)[0]

    assert [(hop.mode, hop.document) for hop in first.chain] == [(Mode.CODES, "ucdp-ged-1.0")]


def test_an_outlet_other_than_the_source_is_a_hop() -> None:
    batch = coded_row(register((OBSERVATORY, INVENTOR)), source_original="Daily Inventor")

    assert hops_of(origins_in(batch, 1001)[0]) == ["ucdp", "observatory"]


def test_sources_with_an_article_of_their_own_need_no_outlet() -> None:
    batch = coded(small(), register((OBSERVATORY, INVENTOR)))

    first, second, _ = origins_in(batch, 1002)
    assert hops_of(first) == hops_of(second) == ["ucdp"]


def test_of_several_outlets_each_that_may_have_carried_a_source_is_a_hop() -> None:
    batch = coded(small(), register((OBSERVATORY, INVENTOR)))

    assert [hops_of(item) for item in origins_in(batch, 1007)] == [
        ["ucdp", "ucdp:third-paper", "ucdp:other-wire"]
    ] * 2


def test_an_empty_source_is_unnamed_whatever_the_outlet() -> None:
    origin = origins_in(coded(small(), register((INVENTOR,))), 1003)[0]

    assert (str(origin.speaker), hops_of(origin)) == ("unnamed", ["ucdp", "inventor"])


# ------------------------------------------------------------------------------------- days


def test_words_are_public_from_the_earliest_article() -> None:
    origin = origins_in(coded(small()), 1002)[0]

    assert (str(origin.said), origin.in_public) == ("2016-03-03", True)


def test_a_date_that_stands_for_none_is_none() -> None:
    assert origins_in(coded(small()), 1003)[0].said is None


@pytest.mark.parametrize("dates", [None, "soon", "2016-02-31"])
def test_a_date_nobody_can_read_is_none(dates: str | None) -> None:
    assert origins_in(coded_row(source_date=dates), 1001)[0].said is None


def test_days_are_local_to_the_country() -> None:
    happened = event_of(
        coded_row(country="Syria", date_start="2016-02-27", date_end="2016-02-27"), 1001
    ).happened

    assert happened == Period(edtf="2016-02-27", zone="Asia/Damascus", fills=Fills.WITHIN, words="")


def test_several_days_are_a_period_in_which_it_was() -> None:
    assert str(event_of(coded(small()), 1006).happened) == "2016-03-01/2016-06-30"


def test_where_the_zone_is_not_known_days_are_wider() -> None:
    happened = event_of(coded_row(country="Examplia", date_end="2016-03-03"), 1001).happened

    assert happened is not None
    assert (str(happened), happened.zone) == ("2016-03-01~/2016-03-03~", "UTC")
    assert str(event_of(coded_row(country="Examplia"), 1001).happened) == "2016-03-01~"


# ------------------------------------------------------------------------------ who and whom


def test_two_sides_with_dead_of_their_own_are_participants() -> None:
    ends = {"ucdp:1001#side-a", "ucdp:1001#side-b"}
    sides = [claim for claim in coded(small()).claims if claim.id in ends]

    assert [str(claim.actor) for claim in sides if isinstance(claim, RoleClaim)] == [
        "government-of-uruguay",
        "ucdp:blue-column",
    ]


@pytest.mark.parametrize(
    ("row", "roles"),
    [
        (1002, {"perpetrated": "unknown", "target": "civilians"}),
        (1003, {"perpetrated": "unknown", "target": "unknown"}),
        (1004, {"perpetrated": "ucdp:blue-column", "target": "civilians"}),
        (1005, {"participant": "ucdp:blue-column + ucdp:green-column"}),
    ],
)
def test_who_did_what_follows_from_the_type_and_the_dead(row: int, roles: dict[str, str]) -> None:
    assert roles_in(coded(small()), row) == roles


def test_a_row_that_sums_up_many_events_is_an_aggregate() -> None:
    batch = coded(small())

    assert event_of(batch, 1006).circumstances == ("aggregate",)
    assert event_of(batch, 1001).circumstances == ()


def test_insurgents_not_told_apart_are_an_unstated_part_of_a_class() -> None:
    batch = coded_row(side_b="Syrian insurgents")

    assert roles_in(batch, 1001)["participant"] == "class: syrian-insurgents"
    assert {each.id: each.kind for each in batch.actors}["syrian-insurgents"] is ActorKind.CLASS


def test_a_side_is_folded_by_the_names_and_aliases_of_the_register() -> None:
    column = actor("column", "The Column", Alias(text="Blue Column", language=None, used=None))

    batch = coded_row(register(actors=(column,)))

    assert roles_in(batch, 1001)["participant"] == "column"
    assert {each.id for each in batch.actors} == {"civilians", "government-of-uruguay"}


def test_an_alias_with_a_time_of_its_own_does_not_fold() -> None:
    used = Period(edtf="2017/..", zone="UTC", fills=Fills.THROUGHOUT, words="")
    later = actor("later", "Later Name", Alias(text="Blue Column", language=None, used=used))

    assert roles_in(coded_row(register(actors=(later,))), 1001)["participant"] == "ucdp:blue-column"


def test_an_actor_the_register_has_under_the_codebooks_id_is_taken() -> None:
    isil = actor("isil", "A name UCDP does not print")

    batch = coded_row(register(actors=(isil,)), side_b="IS")

    assert roles_in(batch, 1001)["participant"] == "isil"
    assert "isil" not in {each.id for each in batch.actors}


def test_a_side_named_twice_is_one() -> None:
    assert roles_in(coded_row(side_b="Blue Column, Blue Column"), 1001)["participant"] == "ucdp:blue-column"


def test_a_side_of_separators_only_is_not_known() -> None:
    sides = [claim for claim in coded_row(side_b=",").claims if claim.id == "ucdp:1001#side-b"]

    assert [claim.actor.form for claim in sides if isinstance(claim, RoleClaim)] == [Form.UNKNOWN]


# ---------------------------------------------------------------------------------- the dead


def test_the_three_estimates_are_kept_as_printed_and_the_dead_by_side() -> None:
    assert losses_in(coded(small()), 1001) == {"": "3/3/4", "side-a": "1", "side-b": "2"}
    assert losses_in(coded(small()), 1003) == {"": "3/3/4", "civilians": "1", "unknown": "2"}


def test_estimates_out_of_order_bound_the_count_from_the_least_to_the_greatest() -> None:
    count = next(
        claim.count
        for claim in coded(small()).claims
        if isinstance(claim, LossClaim) and claim.id == "ucdp:1006#killed"
    )

    assert (count.low, count.best, count.high, count.words) == (6, 6, 9, "9/6/8")


def test_a_loss_is_of_the_whole_incident() -> None:
    assert all(claim.place is None for claim in coded(small()).claims if isinstance(claim, LossClaim))


def test_columns_that_may_be_missing_are_not_needed() -> None:
    table = with_cells(small())
    keep = [
        place
        for place, name in enumerate(table.layout.names)
        if name not in {"source_office", "adm_2", "dyad_name"}
    ]
    columns = [table.layout.columns[place] for place in keep]
    rows = [[row[place] for place in keep] for row in table.rows]

    batch = claims_of(columns, rows, dataset=dataset_of(table), register=EMPTY)

    assert hops_of(origins_in(batch, 1001)[0]) == ["ucdp"]
