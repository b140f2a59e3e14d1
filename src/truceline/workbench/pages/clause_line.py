"""What a clause says, as a line of a page's language.

:mod:`truceline.agreement.plain` says the same for programs, in English and with other words where a language needs others.
It says what the machine form says and nothing else; names, times and figures of the record are kept
apart from our words, so that each keeps its own direction.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import frozen

from truceline.agreement.terms import Condition, Deontic, Due, Effort, Impact, Parties, Provision, Zone
from truceline.agreement.vocabulary import BOUND, EVERYONE
from truceline.values.when import Period
from truceline.workbench.reports.lines import Line, Words, data, together
from truceline.workbench.reports.phrases import Phrases
from truceline.workbench.reports.tongue import N_

_DUTIES = {
    Deontic.PROHIBITS: N_("%(who)s must refrain from %(what)s"),
    Deontic.PERMITS: N_("%(who)s may engage in %(what)s"),
}
_OWED = {
    Effort.RESULT: N_("%(who)s must see to %(what)s"),
    Effort.MEANS: N_("%(who)s must make every effort towards %(what)s"),
}
_WHERE = {
    Impact.IMPACT: N_("%(area)s"),
    Impact.ORIGIN: N_("when it comes from a place %(area)s"),
    Impact.EITHER: N_("when it comes from a place or hits one %(area)s"),
}
_PROTECTED = {
    EVERYONE: N_("everyone"),
    BOUND: N_("those bound by this agreement"),
    "civilians": N_("civilians"),
    "medical": N_("medical staff and places"),
    "humanitarian": N_("humanitarian staff and goods"),
    "infrastructure": N_("infrastructure"),
}
_TIES = {
    "affiliated-with": N_("affiliated with them"),
    "part-of": N_("part of them"),
    "allied-with": N_("allied with them"),
    "supporting": N_("supporting them"),
    "associated-with": N_("associated with them"),
    "backed-by": N_("backed by them"),
    "steered-by": N_("steered by them"),
    "formerly": N_("formerly them"),
    "listed-in": N_("listed in them"),
    "member-of": N_("members of them"),
    "separate-from": N_("separate from them"),
}
_POSITIONS = {
    "accepted": N_("%(who)s has accepted it"),
    "refused": N_("%(who)s has refused it"),
    "bound": N_("%(who)s is bound by it"),
    "sponsor": N_("%(who)s is a sponsor of it"),
    "observing": N_("%(who)s observes it"),
    "excluded": N_("%(who)s is excluded from it"),
    "withdrawn": N_("%(who)s has withdrawn from it"),
}
_EXCEPTIONS = {"proportionate-self-defence": N_("proportionate self-defence")}
_ALSO = {
    "ordered": N_("whoever ordered it is responsible too"),
    "commanded": N_("whoever commanded it is responsible too"),
    "supported": N_("whoever supported it is responsible too"),
}


def clause_line(phrases: Phrases, provision: Provision, conduct: Mapping[str, str]) -> Line:
    """What a clause says, in one sentence; ``conduct`` has the messages of kinds of conduct."""
    clause = _Clause(phrases, conduct)
    parts = (clause.act(provision), *clause.limits(provision), *clause.exceptions(provision))
    text = together(parts, phrases.comma)
    if provision.according_to:
        sources = clause.listed(map(phrases.name, provision.according_to))
        text = phrases.tongue.say(N_("%(sentence)s (as read by %(sources)s)"), sentence=text, sources=sources)
    return _begun(phrases.tongue.say(N_("%(sentence)s."), sentence=text))


def _begun(line: Line) -> Line:
    first = line[0]
    return (Words(first.text[:1].upper() + first.text[1:]), *line[1:]) if isinstance(first, Words) else line


@frozen
class _Clause:
    """The parts of a clause's sentence in one language."""

    phrases: Phrases
    conduct: Mapping[str, str]

    def listed(self, lines: Iterable[Line], last: str = N_(" and ")) -> Line:
        """Lines as a list whose last is joined by a word."""
        *others, end = tuple(lines) or ((),)
        joined = together(others, self.phrases.comma)
        return together((joined, end), self.phrases.tongue.plain(last))

    def words(self, known: Mapping[str, str], keys: Iterable[str], last: str = N_(" or ")) -> Line:
        """Words of the program as a list."""
        return self.listed((self.phrases.word(known, key) for key in keys), last)

    def act(self, provision: Provision) -> Line:
        """Who must or may do what."""
        say = self.phrases.tongue.say
        who = self._bound(provision.binds)
        if provision.due is not None:
            return self._owed(provision.due, who)
        what = self._of(self.words(self.conduct, provision.conduct), provision.of)
        found = say(_DUTIES[provision.deontic], who=who, what=what)
        if not provision.overrides:
            return found
        return say(
            N_("%(act)s in spite of %(others)s"),
            act=found,
            others=self.listed(map(data, provision.overrides)),
        )

    def _of(self, what: Line, things: Sequence[str]) -> Line:
        if not things:
            return what
        named = self.listed(map(self.phrases.name, things))
        return self.phrases.tongue.say(N_("%(what)s of %(things)s"), what=what, things=named)

    def _owed(self, due: Due, who: Line) -> Line:
        tongue = self.phrases.tongue
        what = self._of(self.phrases.word(self.conduct, due.performance), due.of)
        found = tongue.say(_OWED[due.effort], who=who, what=what)
        if due.each is not None:
            each = self.phrases.word(self.conduct, due.each)
            found = tongue.say(N_("%(duty)s for each %(cause)s"), duty=found, cause=each)
        if due.within_days is not None:
            found = tongue.count(
                "%(duty)s within %(n)s day of it",
                "%(duty)s within %(n)s days of it",
                due.within_days,
                duty=found,
            )
        if due.by is not None:
            found = tongue.say(N_("%(duty)s by %(time)s"), duty=found, time=self._time(due.by))
        if due.late_is_breach:
            found = tongue.say(N_("%(duty)s (late performance is itself a breach)"), duty=found)
        return found

    def _bound(self, parties: Parties) -> Line:
        tongue = self.phrases.tongue
        who = tongue.say(N_("everybody")) if parties.anyone else self.listed(self._parties(parties))
        if not parties.other_than:
            return who
        others = self.listed(map(self.phrases.name, parties.other_than))
        return tongue.say(N_("%(who)s, other than %(others)s"), who=who, others=others)

    def _parties(self, parties: Parties) -> Iterator[Line]:
        tongue, name = self.phrases.tongue, self.phrases.name
        yield from map(name, parties.actors)
        yield from (tongue.say(N_("whoever stands on %(list)s"), list=name(id)) for id in parties.lists)
        if parties.relations:
            ties = tongue.say(N_("those %(ties)s"), ties=self.words(_TIES, parties.relations))
            yield tongue.say(N_("%(who)s (no others are)"), who=ties) if parties.closed else ties
        if parties.accepted is not None:
            yield tongue.say(N_("whoever accepted %(agreement)s"), agreement=name(parties.accepted))
        yield from (self.phrases.word(_PROTECTED, kind) for kind in parties.kinds)
        if parties.holds_place:
            yield tongue.say(N_("whoever holds the place asked for"))

    def limits(self, provision: Provision) -> Iterator[Line]:
        """Towards whom, without whom, where and when."""
        say = self.phrases.tongue.say
        if provision.protects is not None:
            yield say(N_("towards %(whom)s"), whom=self.listed(self._parties(provision.protects)))
        if provision.excludes:
            shut_out = (name for parties in provision.excludes for name in self._parties(parties))
            yield say(N_("leaving out %(whom)s"), whom=self.listed(shut_out))
        if provision.area is not None:
            yield say(_WHERE[provision.where], area=self._area(provision.area))
        if provision.period is not None:
            yield self._stretch(provision.period)

    def _area(self, area: Zone) -> Line:
        say, place = self.phrases.tongue.say, self.phrases.name(area.place)
        if area.within_km is None:
            return say(N_("in %(place)s"), place=place)
        return say(N_("within %(km)s km of %(place)s"), km=str(area.within_km), place=place)

    def exceptions(self, provision: Provision) -> Iterator[Line]:
        """Unless what, on which conditions, and who answers besides."""
        say = self.phrases.tongue.say
        if provision.unless:
            yield say(N_("unless it is %(what)s"), what=self.words(_EXCEPTIONS, provision.unless))
        if provision.provided:
            conditions = self.listed(map(self._condition, provision.provided))
            yield say(N_("provided that %(conditions)s"), conditions=conditions)
        yield from (self.phrases.word(_ALSO, part) for part in provision.commanders)

    def _condition(self, condition: Condition) -> Line:
        return self.phrases.tongue.say(_POSITIONS[condition.position], who=self.phrases.name(condition.actor))

    def _stretch(self, period: Period) -> Line:
        time = self._time(period)
        return time if "/" in period.edtf else self.phrases.tongue.say(N_("during %(time)s"), time=time)

    def _time(self, period: Period) -> Line:
        """A time with the zone it is told in."""
        told = self.phrases.period(period)
        return self.phrases.tongue.say(N_("%(time)s (%(zone)s)"), time=told, zone=period.zone)
