"""Each clause as one plain, neutral English sentence, for screens.

The sentence says what the machine form says and nothing else; the clause's own words are in
its ``text``. It adopts nobody's word for anybody: names are the register's.
"""

from collections.abc import Iterable, Iterator, Mapping

from attrs import frozen

from truceline.agreement.terms import Condition, Deontic, Due, Effort, Impact, Parties, Provision, Zone
from truceline.agreement.vocabulary import EVERYONE
from truceline.values.when import Period


def sentence(provision: Provision, names: Mapping[str, str] | None = None) -> str:
    """What a clause says, in one sentence; ``names`` gives ids their names where it knows them."""
    words = _Words(names or {})
    parts = [
        f"{words.bound(provision.binds)} {words.act(provision)}",
        *words.limits(provision),
        *words.exceptions(provision),
    ]
    text = ", ".join(part for part in parts if part)
    if provision.according_to:
        text += f" (as read by {words.all_of(provision.according_to)})"
    return text[:1].upper() + text[1:] + "."


@frozen
class _Words:
    """Phrases, with names for ids."""

    names: Mapping[str, str]

    def one(self, id: str) -> str:
        return self.names.get(id, id)

    def all_of(self, ids: Iterable[str]) -> str:
        return _listed([self.one(id) for id in ids], "and")

    def bound(self, parties: Parties) -> str:
        but = f", other than {self.all_of(parties.other_than)}" if parties.other_than else ""
        return "everybody" if parties.anyone else _listed(list(self._parties(parties)), "and") + but

    def _parties(self, parties: Parties) -> Iterator[str]:
        yield from (self.one(id) for id in parties.actors)
        yield from (f"whoever stands on {self.one(id)}" for id in parties.lists)
        if parties.relations:
            ties = _listed([_plain(word) for word in parties.relations], "or")
            yield f"those {ties} them{' (no others are)' if parties.closed else ''}"
        if parties.accepted is not None:
            yield f"whoever accepted {self.one(parties.accepted)}"
        yield from (_KINDS.get(kind, kind) for kind in parties.kinds)
        if parties.holds_place:
            yield "whoever holds the place asked for"

    def act(self, provision: Provision) -> str:
        if provision.due is not None:
            return self._owed(provision.due)
        things = f" of {self.all_of(provision.of)}" if provision.of else ""
        conduct = _listed([_plain(kind) for kind in provision.conduct], "or") + things
        if provision.deontic is Deontic.PERMITS:
            return f"may engage in {conduct}{self._despite(provision)}"
        return f"must refrain from {conduct}"

    def _despite(self, provision: Provision) -> str:
        return f" in spite of {self.all_of(provision.overrides)}" if provision.overrides else ""

    def _owed(self, due: Due) -> str:
        duty = "must see to" if due.effort is Effort.RESULT else "must make every effort towards"
        things = f" of {self.all_of(due.of)}" if due.of else ""
        each = f" each time there is {_article(_plain(due.each))}" if due.each is not None else ""
        within = f" within {due.within_days} days of it" if due.within_days is not None else ""
        by = f" by {_time(due.by)}" if due.by is not None else ""
        late = " (late performance is itself a breach)" if due.late_is_breach else ""
        return f"{duty} {_plain(due.performance)}{things}{each}{within}{by}{late}"

    def limits(self, provision: Provision) -> Iterator[str]:
        if provision.protects is not None:
            yield f"towards {_listed(list(self._parties(provision.protects)), 'and')}"
        if provision.excludes:
            shut_out = [name for parties in provision.excludes for name in self._parties(parties)]
            yield f"leaving out {_listed(shut_out, 'and')}"
        if provision.area is not None:
            yield f"{_WHERE[provision.where]}{self._area(provision.area)}"
        if provision.period is not None:
            yield _stretch(provision.period)

    def _area(self, area: Zone) -> str:
        if area.within_km is None:
            return f"in {self.one(area.place)}"
        return f"within {area.within_km} km of {self.one(area.place)}"

    def exceptions(self, provision: Provision) -> Iterator[str]:
        if provision.unless:
            yield f"unless it is {_listed([_plain(word) for word in provision.unless], 'or')}"
        if provision.provided:
            conditions = [self._condition(one) for one in provision.provided]
            yield f"provided that {_listed(conditions, 'and')}"
        if provision.commanders:
            done = _listed([_plain(word) for word in provision.commanders], "or")
            yield f"for which those who {done} it are responsible too"

    def _condition(self, condition: Condition) -> str:
        return f"{self.one(condition.actor)} stands as {condition.position}"


_KINDS = {
    EVERYONE: "everyone",
    "bound": "those bound by this agreement",
    "medical": "medical staff and places",
    "humanitarian": "humanitarian staff and goods",
}
_WHERE = {
    Impact.IMPACT: "",
    Impact.ORIGIN: "when it comes from a place ",
    Impact.EITHER: "when it comes from a place or hits one ",
}


def _plain(word: str) -> str:
    return word.replace("-", " ")


def _article(noun: str) -> str:
    return f"{'an' if noun[:1] in 'aeiou' else 'a'} {noun}"


def _listed(items: list[str], last: str) -> str:
    if len(items) < 2:  # noqa: PLR2004 - one item needs no conjunction
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def _time(period: Period) -> str:
    return f"{period.edtf.replace('T', ' ')} ({period.zone})"


def _stretch(period: Period) -> str:
    start, _, end = period.edtf.replace("T", " ").partition("/")
    zone = f" ({period.zone})"
    if not end:
        return f"during {start}{zone}"
    since = "" if start == ".." else f"from {start}"
    until = "" if end == ".." else f"until {end}"
    return " ".join(part for part in (since, until) if part) + zone
