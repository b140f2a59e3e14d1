"""States when a few claims tell something else: only what these tell of is put together again.

Invariant: the same states as from all claims, told anew.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from attrs import evolve

from truceline.assessment.engine.patching import Changed
from truceline.assessment.question import one_way
from truceline.assessment.states import Fact, States, Told

_Key = tuple[str, Any]
"""A store of states, and which state in it."""


class Telling:
    """What the claims of a framing tell, by the states they tell of."""

    def __init__(self, told: Mapping[str, Told], states: States) -> None:
        self._told = told
        self._states = states
        self._place = {claim: place for place, claim in enumerate(told)}

    def with_others(self, again: Mapping[str, Told]) -> tuple[States, Changed]:
        """The states where some claims tell something else, and which of them are others."""
        speaking: dict[_Key, set[str]] = defaultdict(set)
        for claim, told in again.items():
            for store, key, _ in (*self._told.get(claim, ()), *told):
                speaking[store, key].add(claim)
        stores: dict[str, dict[Any, tuple[Fact, ...]]] = defaultdict(dict)
        for (store, key), claims in speaking.items():
            facts = self._facts((store, key), claims, again)
            if facts != getattr(self._states, store).get(key, ()):
                stores[store][key] = facts
        states = evolve(
            self._states, **{store: {**getattr(self._states, store), **own} for store, own in stores.items()}
        )
        return states, self._changed(states, stores)

    def _facts(self, state: _Key, claims: Iterable[str], again: Mapping[str, Told]) -> tuple[Fact, ...]:
        """What all claims tell of a state, in their order."""
        every = sorted({*claims, *self._by_state.get(state, ())}, key=self._place.__getitem__)
        return tuple(
            fact
            for claim in every
            for store, key, facts in again.get(claim, self._told[claim])
            if (store, key) == state
            for fact in facts
        )

    @cached_property
    def _by_state(self) -> Mapping[_Key, list[str]]:
        found: dict[_Key, list[str]] = defaultdict(list)
        for claim, told in self._told.items():
            for store, key, _ in told:
                found[store, key].append(claim)
        return found

    def _changed(self, states: States, stores: Mapping[str, Mapping[Any, object]]) -> Changed:
        ties = frozenset(map(one_way, stores.get("relations", ())))
        return Changed(
            ties=frozenset(tie for tie in ties if self._states.of_tie(tie) != states.of_tie(tie)),
            accepted=frozenset(stores.get("accepted", ())),
            excluded=frozenset(stores.get("excluded", ())),
        )
