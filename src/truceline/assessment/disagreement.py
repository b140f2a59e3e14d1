"""Disagreements: every single answer that differs between two views, on questions both may ask."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from attrs import evolve

from truceline.assessment.account import Account
from truceline.assessment.admission import Word
from truceline.assessment.answer_words import course, rule_words
from truceline.assessment.case import Case
from truceline.assessment.question import (
    ASPECTS,
    Disagreement,
    Kind,
    Question,
    Side,
    is_protected,
    one_way,
    participants_side,
    side_of,
    standing_side,
    tie_side,
    value_side,
    version_side,
    versions_taken,
)
from truceline.assessment.reach import Reach, Source
from truceline.assessment.sensitivity import SMALLEST_CLASS
from truceline.assessment.states import Fact
from truceline.assessment.supposition import (
    CutoffSupposed,
    Part,
    PersistenceSupposed,
    RuleSupposed,
    ValueSupposed,
    WordSupposed,
)


def disagreements(first: Case, second: Case, differing: Iterable[str]) -> Iterator[Disagreement]:
    """Every answer that two cases differ in, on the whole agreement and on differing incidents.

    Answers about one incident alone are asked only of those whose finding differs.
    """
    pair = _Pair(first, second)
    yield from _on_the_whole(pair)
    yield from _on_incidents(pair, differing)


def disagreements_untouched(
    first: Case, second: Case, speakers: Iterable[Source] = ()
) -> Iterator[Disagreement]:
    """The same on the whole agreement alone, for who knows otherwise which incidents they touch.

    ``speakers`` are those of reports that the cases' evidence does not hold.
    """
    yield from _on_the_whole(_Pair(first, second, unasked=True, speakers=frozenset(speakers)))


def disagreements_on(first: Case, second: Case, incidents: Iterable[str]) -> Iterator[Disagreement]:
    """The same on single incidents alone."""
    yield from _on_incidents(_Pair(first, second), incidents)


def _on_the_whole(pair: "_Pair") -> Iterator[Disagreement]:
    yield from _of_standings(pair, excluded=False)
    yield from _of_standings(pair, excluded=True)
    yield from _of_ties(pair)
    yield from _of_versions(pair)
    yield from _of_words(pair, Part.ACCOUNTS)
    yield from _of_words(pair, Part.FRAMEWORK)
    yield from _of_rules(pair)


def _on_incidents(pair: "_Pair", incidents: Iterable[str]) -> Iterator[Disagreement]:
    for incident in incidents:
        yield from _of_incident(pair, incident)


class _Pair:
    """Two cases under one agreement, with what their answers bear on."""

    def __init__(
        self,
        first: Case,
        second: Case,
        *,
        unasked: bool = False,
        speakers: frozenset[Source] = frozenset(),
    ) -> None:
        self.cases = (first, second)
        self.speakers = speakers
        shared = {} if unasked else {id(case.shared): case.shared for case in self.cases}
        self._reaches = [Reach(one.evidence, first.agreement) for one in shared.values()]

    @property
    def later(self) -> frozenset[str]:
        """Incidents recorded only after what is asked."""
        return frozenset(name for case in self.cases for name in case.shared.later)

    def reached(self, of: Callable[[Reach], frozenset[str]]) -> frozenset[str]:
        return frozenset().union(*map(of, self._reaches))


def _of_standings(pair: _Pair, *, excluded: bool) -> Iterator[Disagreement]:
    stores = [
        case.framing.framework.states.excluded if excluded else case.framing.framework.states.accepted
        for case in pair.cases
    ]
    kind = Kind.EXCLUSION if excluded else Kind.STANDING
    verb = "is excluded from" if excluded else "has accepted"
    for actor, agreement in sorted({*stores[0], *stores[1]}):
        facts = tuple(store.get((actor, agreement), ()) for store in stores)
        if _differ(facts, pair.cases[0].view.persists.standing):
            yield Disagreement(
                Question(kind, (actor,), f"whether {actor} {verb} {agreement}"),
                tuple(
                    standing_side(pair.cases[0], (actor, agreement), one, excluded=excluded) for one in facts
                ),
                pair.reached(lambda reach, actor=actor: reach.of_actor(actor)),  # type: ignore[misc]
            )


def _of_ties(pair: _Pair) -> Iterator[Disagreement]:
    states = [case.framing.framework.states for case in pair.cases]
    for tie in sorted({one_way(tie) for one in states for tie in one.relations}):
        facts = tuple(one.of_tie(tie) for one in states)
        if _differ(facts, pair.cases[0].view.persists.relation):
            yield Disagreement(
                Question(Kind.RELATION, (tie[0], tie[2]), f"whether {' '.join(tie)}"),
                tuple(tie_side(pair.cases[0], tie, one) for one in facts),
                pair.reached(lambda reach, tie=tie: reach.of_tie(tie)),  # type: ignore[misc]
            )


def _differ(facts: tuple[tuple[Fact, ...], ...], days: int | None) -> bool:
    return facts[0] != facts[1] and course(facts[0], days) != course(facts[1], days)


def _of_versions(pair: _Pair) -> Iterator[Disagreement]:
    taken = [versions_taken(case) for case in pair.cases]
    for name in sorted({*taken[0], *taken[1]}):
        versions = [one.get(name, ()) for one in taken]
        if versions[0] != versions[1]:
            yield Disagreement(
                Question(Kind.VERSION, (name,), f"which version of {name} applies"),
                tuple(version_side(name, one) for one in versions),
                pair.reached(lambda reach: reach.everything),
            )


def _of_words(pair: _Pair, part: Part) -> Iterator[Disagreement]:
    """Speakers whose word one takes and the other does not; protected ones together or not at all."""
    together: dict[tuple[Word, Word], list[str]] = defaultdict(list)
    coders = _coders(pair)
    for source in _speakers(pair):
        words = tuple(_word(case, part, source, codes=source in coders) for case in pair.cases)
        if words[0] == words[1]:
            continue
        if source is not None and _is_protected(pair, source):
            together[words[0], words[1]].append(source)
        else:
            yield _of_word(pair, part, (source,), (words[0], words[1]))
    for differing, several in together.items():
        if len(several) >= SMALLEST_CLASS:
            yield _of_word(pair, part, tuple(several), differing)


def _speakers(pair: _Pair) -> list[Source]:
    held = (case.shared.evidence.snapshot.statements.values() for case in pair.cases)
    found = {statement.speaker.source for statements in held for statement in statements}
    found |= pair.speakers
    found |= {name for case in pair.cases for one in case.agreement.provisions for name in one.according_to}
    return sorted(found, key=lambda name: (name is None, name or ""))


def _coders(pair: _Pair) -> frozenset[Source]:
    """Those who code what others said."""
    held = (case.shared.evidence.snapshot.statements.values() for case in pair.cases)
    return frozenset(one.speaker.source for statements in held for one in statements if one.coded_from)


def _word(case: Case, part: Part, source: Source, *, codes: bool) -> Word:
    ask = case.admissions.word_on_incidents if part is Part.ACCOUNTS else case.admissions.word_on_framework
    word = ask(source)
    return word if codes else evolve(word, coding=word.taken)


def _is_protected(pair: _Pair, source: str) -> bool:
    return any(is_protected(case.shared, source) for case in pair.cases)


def _of_word(pair: _Pair, part: Part, sources: tuple[Source, ...], words: tuple[Word, Word]) -> Disagreement:
    in_accounts = part is Part.ACCOUNTS
    kind = Kind.WORD if in_accounts else Kind.FRAMEWORK_WORD
    name = sources[0] or "unnamed speakers" if len(sources) == 1 else f"{len(sources)} protected sources"
    about = (sources[0],) if len(sources) == 1 and sources[0] is not None else ()
    return Disagreement(
        Question(kind, about, f"whether the word of {name} on the {part.value} is taken"),
        tuple(_word_side(part, sources, one) for one in words),
        frozenset().union(
            *(
                pair.reached(
                    lambda reach, source=source: (  # type: ignore[misc]
                        reach.of_word_on_incidents(source)
                        if in_accounts
                        else reach.of_word_on_framework(source)
                    )
                )
                for source in sources
            )
        ),
    )


def _word_side(part: Part, sources: tuple[Source, ...], word: Word) -> Side:
    answer = "taken" if word.taken else "only its coding is taken" if word.coding else "not taken"
    supposed = (WordSupposed(one, part, taken=word.taken, coding=word.coding) for one in sources)
    return side_of(answer, (), *supposed)


_RULES = {
    "origins": "how many independent origins a value needs",
    "bases": "which bases of knowledge count",
    "retracted": "what becomes of retracted claims",
    "hedged": "what becomes of hedged claims",
    "refuses_hops": "through whom nothing is taken",
}


def _of_rules(pair: _Pair) -> Iterator[Disagreement]:
    for question, sides in _rules(pair.cases):
        if sides[0].answer != sides[1].answer:
            everything = pair.reached(lambda reach: reach.everything)
            yield Disagreement(question, sides, everything | pair.later)


def _rules(cases: tuple[Case, Case]) -> Iterator[tuple[Question, tuple[Side, ...]]]:
    for name, text in _RULES.items():
        values = [getattr(case.view.accounts, name) for case in cases]
        yield (
            _rule(name, text),
            tuple(side_of(rule_words(one), (), RuleSupposed(name, one)) for one in values),
        )
    yield (
        _rule("published_by", "by when it was to be public"),
        tuple(
            side_of(rule_words(case.view.published_by), (), CutoffSupposed(case.view.published_by))
            for case in cases
        ),
    )
    yield (
        _rule("persists", "how long states last"),
        tuple(
            side_of(rule_words(case.view.persists), (), PersistenceSupposed(case.view.persists))
            for case in cases
        ),
    )
    sizes = [case.shared.evidence.snapshot.size for case in cases]
    yield (
        _rule("known_by", "by when this record held it"),
        tuple(Side(f"@{size}", (), (), case.shared) for size, case in zip(sizes, cases, strict=True)),
    )


def _rule(name: str, text: str) -> Question:
    return Question(Kind.RULE, (name,), text)


def _of_incident(pair: _Pair, incident: str) -> Iterator[Disagreement]:
    accounts = [_account(case, incident) for case in pair.cases]
    if any(account is None or account.out is not None for account in accounts):
        return
    for aspect, kind in ASPECTS.items():
        sides = tuple(value_side(account, aspect) for account in accounts if account is not None)
        yield from _told_apart(pair, kind, incident, sides)
    sides = tuple(participants_side(account) for account in accounts if account is not None)
    yield from _told_apart(pair, Kind.PARTICIPANTS, incident, sides)


def _account(case: Case, incident: str) -> Account | None:
    known = incident in case.shared.evidence.incidents or incident in case.shared.later
    return case.account(incident) if known else None


def _told_apart(pair: _Pair, kind: Kind, incident: str, sides: tuple[Side, ...]) -> Iterator[Disagreement]:
    if sides[0].supposed != sides[1].supposed and _bare(sides[0]) != _bare(sides[1]):
        touched = pair.reached(lambda reach: reach.of_incident(incident))
        yield Disagreement(Question(kind, (incident,), f"the {kind.value} of {incident}"), sides, touched)


def _bare(side: Side) -> tuple[object, ...]:
    """What an answer about an incident says, whoever says it."""
    (one,) = side.supposed
    if isinstance(one, ValueSupposed):
        return one.field.values, one.field.rivals, one.field.denied, one.perhaps
    return (one,)
