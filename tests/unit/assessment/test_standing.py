"""What stands: the narrowest value that enough independent origins support (semantics 4)."""

from collections.abc import Sequence
from itertools import permutations

import pytest
from tests.world import World, event

from truceline.assessment.admission import Admission
from truceline.assessment.evidence import gather
from truceline.assessment.origins import Origins
from truceline.assessment.standing import Algebra, Field, Resolver, Said
from truceline.values.doubt import Truth

Span = tuple[int, int]

SPANS = Algebra[Span](
    within=lambda part, whole: whole[0] <= part[0] and part[1] <= whole[1],
    meets=lambda one, other: one[0] < other[1] and other[0] < one[1],
    hull=lambda one, other: (
        (min(one[0], other[0]), max(one[1], other[1]))
        if one[0] < other[1] and other[0] < one[1]
        else None
    ),
    size=lambda span: span[1] - span[0],
)  # fmt: skip

MONITOR, REPORTER, OBSERVER, UNNAMED, CODED = range(5)


class Voices:
    """Three independent monitors, an unnamed source and a compiler, each with one statement."""

    def __init__(self) -> None:
        world = World()
        world.source("rows", kind="data-set", compiler=True)
        for speaker in ("monitor", "reporter", "observer"):
            world.says(speaker, event("shelling"))
        world.document("leaflet", outlet="monitor")
        world.says("unnamed: residents", event("shelling"), document="leaflet")
        world.says("rows", event("shelling"), **{"coded-from": ["s4"]})
        evidence = gather(world.snapshot())
        self.claims = evidence.incidents["shelling"]
        self.origins = Origins(evidence.snapshot)
        self._by_claim = {claim.id: evidence.statement_of(claim) for claim in self.claims}

    def said(self, voice: int, value: Span, *, weak: str = "") -> Said[Span]:
        claim = self.claims[voice]
        origins = self.origins.of(self._by_claim[claim.id])
        return Said(value, Admission(claim, None, weak, origins, coded=voice == CODED))


VOICES = Voices()


def resolved(needed: int, *said: Said[Span]) -> Field[Span]:
    return Resolver(VOICES.origins, needed).resolve(said, SPANS)


def said(voice: int, start: int, end: int, *, weak: str = "") -> Said[Span]:
    return VOICES.said(voice, (start, end), weak=weak)


@pytest.mark.parametrize("needed", [1, 2])
def test_nothing_said_stands_nowhere(needed: int) -> None:
    found = resolved(needed)
    assert (found.values, found.rivals, found.worlds, found.is_contested) == ((), (), (), False)


def test_one_origin_suffices_where_one_is_needed_and_not_where_two_are() -> None:
    assert resolved(1, said(MONITOR, 0, 9)).values == ((0, 9),)
    assert resolved(2, said(MONITOR, 0, 9)).values == ()


def test_the_narrowest_of_the_values_that_meet_stands() -> None:
    found = resolved(1, said(MONITOR, 0, 30), said(OBSERVER, 10, 12))
    assert found.values == ((10, 12),)
    assert not found.is_contested
    assert len(found.claims) == 2


def test_values_that_do_not_meet_both_stand_and_contest_the_field() -> None:
    found = resolved(1, said(MONITOR, 0, 9), said(OBSERVER, 20, 29))
    assert found.values == ((0, 9), (20, 29))
    assert found.is_contested


def test_of_equally_narrow_values_that_meet_none_is_preferred() -> None:
    found = resolved(1, said(MONITOR, 0, 9), said(OBSERVER, 5, 14))
    assert found.values == ((0, 9), (5, 14))


def test_the_same_value_said_twice_stands_once() -> None:
    assert resolved(1, said(MONITOR, 0, 9), said(OBSERVER, 0, 9)).values == ((0, 9),)


@pytest.mark.parametrize("needed", [1, 2])
def test_the_order_in_which_they_spoke_does_not_matter(needed: int) -> None:
    spoken: Sequence[Said[Span]] = (
        said(MONITOR, 0, 9), said(OBSERVER, 5, 14), said(REPORTER, 8, 40), said(UNNAMED, 3, 11, weak="hedged"),
    )  # fmt: skip
    found = {
        (field.values, field.rivals, field.weak)
        for order in permutations(spoken)
        for field in [resolved(needed, *order)]
    }
    assert len(found) == 1


def test_two_origins_support_the_hull_of_what_they_say() -> None:
    assert resolved(2, said(MONITOR, 0, 9), said(OBSERVER, 5, 14)).values == ((0, 14),)


def test_a_claim_supports_every_value_that_its_own_lies_within() -> None:
    assert resolved(2, said(MONITOR, 0, 30), said(OBSERVER, 10, 12)).values == ((0, 30),)


def test_a_third_origin_narrows_what_two_support() -> None:
    found = resolved(2, said(MONITOR, 0, 30), said(OBSERVER, 10, 12), said(REPORTER, 9, 12))
    assert found.values == ((9, 12),)


def test_what_two_say_apart_from_each_other_stands_nowhere() -> None:
    found = resolved(2, said(MONITOR, 0, 9), said(OBSERVER, 20, 29))
    assert found.values == ()
    assert not found.weak


def test_two_apart_support_what_a_third_says_that_holds_them_both() -> None:
    found = resolved(3, said(MONITOR, 0, 9), said(OBSERVER, 20, 29), said(REPORTER, 0, 40))
    assert found.values == ((0, 40),)


def test_three_that_meet_support_the_hull_of_all() -> None:
    found = resolved(3, said(MONITOR, 0, 9), said(OBSERVER, 5, 14), said(REPORTER, 8, 40))
    assert found.values == ((0, 40),)


def test_a_value_with_too_few_known_independent_origins_stands_weakly() -> None:
    found = resolved(2, said(MONITOR, 0, 9), said(UNNAMED, 0, 9))
    assert found.values == ((0, 9),)
    assert found.weak


def test_a_value_known_to_stand_is_taken_before_one_that_perhaps_does() -> None:
    found = resolved(2, said(MONITOR, 0, 9), said(OBSERVER, 0, 9), said(UNNAMED, 2, 9))
    assert found.values == ((0, 9),)
    assert not found.weak


def test_a_compilers_coding_needs_no_second_origin() -> None:
    assert resolved(2, said(CODED, 0, 9)).values == ((0, 9),)
    assert resolved(2, said(CODED, 0, 9), said(MONITOR, 3, 4)).values == ((0, 9),)


def test_a_hedged_value_beside_a_firm_one_it_meets_changes_nothing() -> None:
    found = resolved(1, said(MONITOR, 0, 30), said(OBSERVER, 10, 12, weak="hedged"))
    assert (found.values, found.rivals) == (((0, 30),), ())


def test_a_hedged_value_apart_from_the_firm_one_is_a_rival() -> None:
    found = resolved(1, said(MONITOR, 0, 9), said(OBSERVER, 20, 29, weak="hedged"))
    assert (found.values, found.rivals) == (((0, 9),), ((20, 29),))
    assert found.worlds == ((0, 9), (20, 29))
    assert not found.is_contested


def test_a_hedged_value_that_meets_the_firm_one_hides_no_rival() -> None:
    found = resolved(
        1, said(MONITOR, 0, 10), said(OBSERVER, 8, 12, weak="hedged"), said(REPORTER, 11, 20, weak="hedged")
    )
    assert found.rivals == ((11, 20),)


def test_what_is_known_only_by_hedged_claims_stands_as_a_rival_only() -> None:
    found = resolved(1, said(MONITOR, 0, 9, weak="hedged"))
    assert (found.values, found.rivals) == ((), ((0, 9),))


def test_support_is_unknown_as_long_as_independence_is() -> None:
    resolver = Resolver(VOICES.origins, 2)
    unnamed, monitor = said(UNNAMED, 0, 1).admission, said(MONITOR, 0, 1).admission
    assert resolver.support([monitor]) is Truth.NO
    assert resolver.support([monitor, unnamed]) is Truth.UNKNOWN
    assert resolver.support([monitor, said(OBSERVER, 0, 1).admission]) is Truth.YES
    assert resolver.support([said(CODED, 0, 1).admission]) is Truth.YES
