"""Origins and their independence: corroboration counts origins, not mentions (semantics 3)."""

from collections.abc import Sequence
from itertools import combinations

from attrs import frozen

from truceline.record.snapshot import Snapshot
from truceline.testimony.register import Source, SourceKind
from truceline.testimony.statement import Basis, Statement
from truceline.values.doubt import Truth, any_of
from truceline.values.when import Interval

_PASSED_ON = (Basis.WAS_TOLD, Basis.DOCUMENT)


@frozen(cache_hash=True)
class Origin:
    """Who a statement comes from, and through whom.

    ``source`` is None for an unnamed origin, of which a document has one, never two.
    ``hops`` are the named agents in the chain that are no compilers.
    """

    source: str | None
    document: str
    hops: frozenset[str]
    said: Interval | None

    @property
    def key(self) -> str:
        """One origin, one key, however often it speaks."""
        return self.source if self.source is not None else f"unnamed in {self.document}"


class Origins:
    """The origins of statements and their independence, by the source register.

    Invariant: a pure function of the register and the statements; results are remembered.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self._sources = snapshot.sources
        self._statements = snapshot.statements
        self._documents = snapshot.documents
        self._origins: dict[str, tuple[Origin, ...]] = {}
        self._independence: dict[tuple[Origin, Origin], Truth] = {}
        self._ties = {name: _ties_of(source) for name, source in snapshot.sources.items()}

    def of(self, statement: Statement) -> tuple[Origin, ...]:
        """The origins a statement rests on: its speaker's, or those a compiler coded from."""
        found = self._origins.get(statement.id)
        if found is None:
            found = self._origins[statement.id] = self._read(statement)
        return found

    def _read(self, statement: Statement) -> tuple[Origin, ...]:
        if statement.coded_from:
            coded = (self._statements[name] for name in statement.coded_from)
            return tuple(origin for inner in coded for origin in self.of(inner))
        name = statement.speaker.source
        hops = frozenset(
            hop.agent.source
            for hop in statement.chain
            if hop.agent.source is not None and not self._is_compiler(hop.agent.source)
        )
        said = statement.said.span if statement.said is not None else None
        own = name is not None and not self._is_unnamed(name) and not self._passes_on(name, statement)
        return (Origin(name if own else None, statement.document, hops, said),)

    def _passes_on(self, name: str, statement: Statement) -> bool:
        """Whether the speaker only hands on what somebody left unnamed told or wrote."""
        return statement.basis in _PASSED_ON or self._is_compiler(name)

    def _is_compiler(self, name: str) -> bool:
        source = self._sources.get(name)
        return source is not None and source.compiler

    def _is_unnamed(self, name: str) -> bool:
        source = self._sources.get(name)
        return source is not None and source.kind is SourceKind.UNNAMED

    def independent(self, one: Origin, other: Origin) -> Truth:
        """Whether two origins are independent of each other.

        No when they are one agent, tied in the register at the time of speaking, in each
        other's chain, met in one shared article, or passed on by one agent; unknown when
        either is unnamed or the register is silent on its ties; else yes.
        """
        pair = (one, other)
        found = self._independence.get(pair)
        if found is None:
            found = self._independence[pair] = self._compare(one, other)
        return found

    def _compare(self, one: Origin, other: Origin) -> Truth:
        if one.key == other.key or one.hops & other.hops or self._share_article(one, other):
            return Truth.NO
        if one.source in other.hops or other.source in one.hops:
            return Truth.NO
        tied = any_of((self._tied(one, other), self._tied(other, one)))
        if tied is Truth.YES:
            return Truth.NO
        return Truth.UNKNOWN if self._is_silent(one) or self._is_silent(other) else ~tied

    def _share_article(self, one: Origin, other: Origin) -> bool:
        """A data set's rows name their own articles; sharing the data set is no tie."""
        if one.document != other.document:
            return False
        document = self._documents.get(one.document)
        outlet = self._sources.get(document.outlet) if document is not None and document.outlet else None
        return outlet is None or outlet.kind is not SourceKind.DATA_SET

    def _tied(self, one: Origin, other: Origin) -> Truth:
        """Whether the register ties the first to the second, through any number of steps."""
        if one.source is None or other.source is None:
            return Truth.NO
        reached: dict[str, Truth] = {one.source: Truth.YES}
        waiting = [one.source]
        while waiting:
            name = waiting.pop()
            for to, period in self._ties.get(name, ()):
                held = reached[name] & _held_at(period, one.said)
                if held is not Truth.NO and reached.get(to) is not held and reached.get(to) is not Truth.YES:
                    reached[to] = held
                    waiting.append(to)
        return reached.get(other.source, Truth.NO)

    def _is_silent(self, origin: Origin) -> bool:
        source = self._sources.get(origin.source) if origin.source is not None else None
        return source is None or not (source.unaffiliated or source.affiliations)

    def enough(self, origins: Sequence[Origin], needed: int) -> Truth:
        """Whether so many of them are independent of each other; unknown if only perhaps."""
        unique = tuple(dict.fromkeys(origins))
        if needed == 1:
            return Truth.YES if unique else Truth.NO
        if len({origin.key for origin in unique}) < needed:
            return Truth.NO
        return any_of(self._all_apart(group) for group in combinations(unique, needed))

    def _all_apart(self, group: Sequence[Origin]) -> Truth:
        result = Truth.YES
        for one, other in combinations(group, 2):
            result &= self.independent(one, other)
            if result is Truth.NO:
                break
        return result


def _ties_of(source: Source) -> tuple[tuple[str, Interval | None], ...]:
    return tuple((tie.to, tie.period.span if tie.period is not None else None) for tie in source.affiliations)


def _held_at(period: Interval | None, said: Interval | None) -> Truth:
    """Whether a tie held when somebody spoke; a tie without dates is taken to hold."""
    if period is None:
        return Truth.YES
    if said is None:
        return Truth.UNKNOWN
    if period.contains(said):
        return Truth.YES
    return Truth.UNKNOWN if period.overlaps(said) else Truth.NO
