"""The narrative part of the bundled example: it reads, it is rich enough, its agreement fits it."""

from collections import Counter
from importlib.resources import files

import pytest

from truceline.agreement.parse import read_agreement
from truceline.agreement.terms import Agreement, Deontic, Effort
from truceline.exchange.addfile import read_add_file
from truceline.testimony.batch import Batch
from truceline.testimony.claim import CLAIM_TYPES, LossClaim, Modality, TermClaim, incidents_of

FOLDER = files("truceline.data") / "example"
PART = "syria-spring-2016.toml"
AGREEMENT = "agreement-syria-coh-2016.toml"


@pytest.fixture(scope="module")
def batch() -> Batch:
    return read_add_file((FOLDER / PART).read_text(encoding="utf-8"), PART, known={})


@pytest.fixture(scope="module")
def agreement() -> Agreement:
    return read_agreement((FOLDER / AGREEMENT).read_text(encoding="utf-8"), AGREEMENT)


def test_the_narrative_has_all_ten_claim_types_in_number(batch: Batch) -> None:
    types = Counter(claim.type for claim in batch.claims)
    assert set(types) == set(CLAIM_TYPES)
    assert types.total() >= 170
    assert len({incident for claim in batch.claims for incident in incidents_of(claim)}) >= 25
    assert len(batch.documents) >= 28
    assert len({str(statement.speaker) for statement in batch.statements}) >= 25


def test_nine_kinds_of_link_are_used(batch: Batch) -> None:
    assert len({link.kind for link in batch.links}) >= 9


def test_four_of_its_incidents_are_tied_to_rows_of_ucdp(batch: Batch) -> None:
    tied = {judgement.right for judgement in batch.judgements if judgement.right.startswith("ucdp:")}
    assert tied == {"ucdp:300933", "ucdp:300990", "ucdp:219224", "ucdp:216505"}


def test_threats_and_conditions_never_name_an_incident(batch: Batch) -> None:
    only_said = (Modality.THREATENED, Modality.CONDITIONAL)
    assert not [claim for claim in batch.claims if claim.modality in only_said and incidents_of(claim)]


def test_every_toll_of_the_coast_is_on_record(batch: Batch) -> None:
    words = {
        claim.count.words
        for claim in batch.claims
        if isinstance(claim, LossClaim) and claim.harm.value == "killed" and len(claim.incidents) == 2
    }
    assert {"over 75", "at least 78", "over 100", "145", "148", "184"} <= words


def test_terms_are_about_provisions_the_agreement_has(batch: Batch, agreement: Agreement) -> None:
    about = {
        claim.provision
        for claim in batch.claims
        if isinstance(claim, TermClaim) and claim.agreement == agreement.id
    }
    assert about - {None} <= {provision.id for provision in agreement.provisions}


def test_everybody_and_everywhere_the_agreement_names_is_registered(
    batch: Batch, agreement: Agreement
) -> None:
    actors = {actor.id for actor in batch.actors}
    sources = {source.id for source in batch.sources}
    places = {place.id for place in batch.places}
    for provision in agreement.provisions:
        assert {*provision.binds.actors, *provision.binds.lists} <= actors
        assert set(provision.according_to) <= sources
        assert provision.area is None or provision.area.place in places


def test_relief_is_due_by_request_and_release_only_by_effort(agreement: Agreement) -> None:
    dues = {one.id: one.due for one in agreement.provisions if one.deontic is Deontic.REQUIRES}
    access, release = dues["humanitarian-access"], dues["release-of-detainees"]
    assert access is not None
    assert access.each == "access-request"
    assert access.effort is Effort.RESULT
    assert release is not None
    assert release.each == "release-request"
    assert release.effort is Effort.MEANS


def test_rival_readings_stand_beside_the_text(agreement: Agreement) -> None:
    versions = [one.version for one in agreement.provisions if one.id == "government-towards-groups"]
    assert versions == ["text", "affiliates", "civilians"]
    assert [one.version for one in agreement.provisions if one.id == "aleppo-zone"] == ["ru", "us"]
