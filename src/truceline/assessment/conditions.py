"""The six conditions, each yes, no or unknown, with claims and what would settle it (semantics 6)."""

from collections.abc import Callable, Iterable, Mapping

from attrs import frozen

from truceline.agreement.terms import Agreement, Impact, Parties, Provision
from truceline.assessment.account import Account
from truceline.assessment.algebras import When
from truceline.assessment.conduct import may_be_covered
from truceline.assessment.finding import Answered, Doubt
from truceline.assessment.framework import Answer, Framework
from truceline.assessment.geography import Geography
from truceline.assessment.standing import Field
from truceline.testimony.register import Actor, ActorKind
from truceline.values.doubt import Truth, agreed, any_of, known
from truceline.values.when import Interval, may_lie_in
from truceline.values.where import Location
from truceline.values.who import Form, Who

YES, NO, UNKNOWN = Truth.YES, Truth.NO, Truth.UNKNOWN
MEMBERSHIP = ("listed-in", "member-of")
# Those who cannot accept an agreement or be associated with a force: they are no parties.
NO_PARTY = {
    ActorKind.POPULATION: "civilians",
    ActorKind.MEDICAL: "medical",
    ActorKind.RELIEF: "humanitarian",
    ActorKind.INFRASTRUCTURE: "infrastructure",
}
_CLEAR = Answered(YES, (), ())


class PartyRule:
    """Who is bound, protected or excluded by a clause, as of a time, under one view."""

    def __init__(self, agreement: Agreement, framework: Framework, actors: Mapping[str, Actor]) -> None:
        self._agreement = agreement
        self._framework = framework
        self._actors = actors
        self._bound: dict[tuple[str, Who | None, Interval], Answered] = {}
        self._protected: dict[tuple[str, Who | None, Interval], Answered] = {}

    def bound(self, provision: Provision, who: Who | None, span: Interval) -> Answered:
        """Whether a perpetrator is bound by the clause (*who*)."""
        key = (provision.key, who, span)
        found = self._bound.get(key)
        if found is None:
            found = self._bound[key] = self._who(provision, who, span)
        return found

    def protected(self, provision: Provision, whom: Who | None, span: Interval) -> Answered:
        """Whether a target is protected by the clause (*whom*)."""
        key = (provision.key, whom, span)
        found = self._protected.get(key)
        if found is None:
            found = self._protected[key] = self._whom(provision, whom, span)
        return found

    def bound_members(self, provision: Provision, who: Who, span: Interval) -> tuple[str, ...]:
        """Of actors acting jointly, those who are bound: they are responsible."""
        if who.form is not Form.JOINT:
            return who.members
        bound = [
            member for member in who.members if self.bound(provision, Who.one(member), span).truth is not NO
        ]
        sure = [m for m in bound if self.bound(provision, Who.one(m), span).truth is YES]
        return tuple(sure or bound)

    def _who(self, provision: Provision, who: Who | None, span: Interval) -> Answered:
        if provision.binds.anyone:
            return _CLEAR
        if who is None or not who.members:
            return _doubtful("who", "perpetrator", "an admitted account that names who did it")
        answers = self._sides(provision, provision.binds, who, span)
        truth = any_of(one.truth for one in answers) if who.form is Form.JOINT else _one(answers)
        return self._answered("who", who, truth, answers)

    def _whom(self, provision: Provision, whom: Who | None, span: Interval) -> Answered:
        if provision.protects is None:
            return _CLEAR
        if "everyone" in provision.protects.kinds:
            return _CLEAR
        if whom is None or not whom.members:
            return _doubtful("whom", "target", "an admitted account that names whom it hit")
        answers = self._sides(provision, provision.protects, whom, span)
        # A joint target is judged as one: protected if all are, not if none is, else unknown.
        return self._answered("whom", whom, agreed(one.truth for one in answers), answers)

    def _sides(self, provision: Provision, parties: Parties, who: Who, span: Interval) -> list[Answered]:
        """The answer of every member; of a class what is said of itself, else of all in a closed one."""
        own = [self._side(provision, parties, member, span) for member in who.members]
        actor = self._actors.get(who.members[0])
        if who.form is not Form.CLASS or own[0].truth is not UNKNOWN or actor is None:
            return own
        return [self._side(provision, parties, member, span) for member in actor.members or ()] or own

    def _answered(self, condition: str, who: Who, truth: Truth, answers: list[Answered]) -> Answered:
        claims = tuple(dict.fromkeys(claim for one in answers for claim in one.claims))
        if truth is not UNKNOWN:
            return Answered(truth, claims, ())
        doubts = tuple(
            Doubt(condition, doubt.key, doubt.settle)
            for one in answers
            for doubt in one.doubts
            if one.truth is UNKNOWN
        )
        if not doubts:
            names = ", ".join(who.members)
            doubts = (Doubt(condition, f"part of {who}", f"an account that tells {names} apart"),)
        return Answered(UNKNOWN, claims, tuple(dict.fromkeys(doubts)))

    def _side(self, provision: Provision, parties: Parties, actor: str, span: Interval) -> Answered:
        """Whether one actor belongs to a side of the clause and is not excluded."""
        belongs, claims = self._belongs(parties, actor, span, silent=UNKNOWN)
        excluded, excluding = self._excluded(provision, actor, span)
        truth = belongs & ~excluded
        if truth is not UNKNOWN:
            return Answered(truth, (*claims, *excluding), ())
        return Answered(UNKNOWN, (*claims, *excluding), (self._question(actor, excluded),))

    def _question(self, actor: str, excluded: Truth) -> Doubt:
        if excluded is UNKNOWN:
            return Doubt(
                "", f"exclusion: {actor}", f"whether {actor} belongs to an excluded group: accounts differ"
            )
        return Doubt(
            "",
            f"standing: {actor}",
            f"a claim on the standing of {actor} under {self._agreement.id}, or on whom it is associated with",
        )

    def _excluded(self, provision: Provision, actor: str, span: Interval) -> tuple[Truth, tuple[str, ...]]:
        """Excluded by the clause, by a relation its reading names, or by an admitted standing."""
        truth = NO
        claims: list[str] = []
        for parties in provision.excludes:
            belongs, because = self._belongs(parties, actor, span, silent=NO)
            truth |= belongs
            claims.extend(because)
        stated = self._framework.excluded(actor, self._agreement.id, span)
        return truth | stated.known_as(NO), (*claims, *stated.claims)

    def _belongs(
        self, parties: Parties, actor: str, span: Interval, *, silent: Truth
    ) -> tuple[Truth, tuple[str, ...]]:
        """Whether an actor is one of these parties; ``silent`` is what nothing said means."""
        if actor in parties.other_than:
            return NO, ()
        if parties.anyone or actor in parties.actors:
            return YES, ()
        known = self._actors.get(actor)
        if known is not None and known.kind in NO_PARTY:
            return (YES if NO_PARTY[known.kind] in parties.kinds else NO), ()
        answers = list(self._stated(parties, actor, span, silent=silent))
        told = any(answer.truth is not None for answer in answers)
        if not told and known is not None and known.kind in (ActorKind.CLASS, ActorKind.LIST):
            # Of a class the answer is no only by a claim about it, never by its not being listed.
            answers.append(Answer(silent, ()))
        truth = any_of(answer.known_as(silent) for answer in answers)
        return truth, tuple(claim for answer in answers for claim in answer.claims)

    def _stated(self, parties: Parties, actor: str, span: Interval, *, silent: Truth) -> Iterable[Answer]:
        if parties.holds_place:
            yield Answer(None, ())  # who holds a place is asked for a request, never for an incident
        if parties.accepted is not None:
            yield self._framework.accepted(actor, parties.accepted, span)
        if "bound" in parties.kinds:
            yield self._bound_anywhere(actor, span)
        if parties.lists:
            yield self._framework.related(actor, MEMBERSHIP, parties.lists, span)
        if parties.relations and parties.actors:
            related = self._framework.related(actor, parties.relations, parties.actors, span)
            # Silence about an association is no answer unless the text closes the list (ruling 5).
            yield Answer(NO, ()) if parties.closed and related.truth is None else related
        if parties.relations and parties.lists:
            listed = self._framework.related(actor, (*parties.relations, *MEMBERSHIP), parties.lists, span)
            yield listed if listed.truth is not None else Answer(silent if not parties.closed else NO, ())

    def _bound_anywhere(self, actor: str, span: Interval) -> Answer:
        """Whether some other clause of the agreement names or binds this actor."""
        named = any(actor in clause.binds.actors for clause in self._agreement.provisions)
        accepted = self._framework.accepted(actor, self._agreement.id, span)
        return Answer(YES, ()) if named else accepted


def _one(answers: list[Answered]) -> Truth:
    return agreed(one.truth for one in answers)


def _doubtful(condition: str, key: str, settle: str) -> Answered:
    return Answered(UNKNOWN, (), (Doubt(condition, key, settle),))


@frozen
class InForce:
    """When a clause is in force, surely and possibly, and the condition it is under.

    ``claims`` are those its life rests on; ``doubt`` says what is open about it, if anything.
    """

    sure: tuple[Interval, ...]
    possible: tuple[Interval, ...]
    provided: Callable[[Interval], Truth]
    claims: tuple[str, ...]
    doubt: str

    def at(self, when: When) -> Truth:
        """Whether something of that time happened while it was in force."""
        surely = may_lie_in(when.span, when.fills, self.sure)
        perhaps = may_lie_in(when.span, when.fills, self.possible)
        if perhaps is NO:
            return NO
        return (perhaps if surely is perhaps else UNKNOWN) & self.provided(when.span)


class Circumstances:
    """*when*, *where*, *what* and *exception*: what does not depend on who did it to whom."""

    def __init__(self, geography: Geography, in_force: Callable[[Provision], InForce]) -> None:
        self._geography = geography
        self._in_force = in_force

    def when(self, account: Account, provision: Provision) -> Answered:
        """Whether it happened while the clause was in force."""
        field = account.when
        truth = self.when_truth(field, provision)
        force = self._in_force(provision)
        claims = (*field.claims, *force.claims)
        if truth is not UNKNOWN:
            return Answered(truth, claims, ())
        if not field.values:
            return Answered(
                truth, claims, (Doubt("when", "time", "an admitted account of when it happened"),)
            )
        doubts = [Doubt("when", "time", "a closer time, inside or outside the period in force")]
        if force.doubt:
            doubts.append(Doubt("when", f"in force: {provision.key}", force.doubt))
        if field.is_contested or field.rivals or field.denied:
            doubts[0] = Doubt("when", "time", "which of the rival times is right")
        return Answered(truth, claims, tuple(doubts))

    def when_truth(self, field: Field[When], provision: Provision) -> Truth:
        """The bare answer of :meth:`when`."""
        force = self._in_force(provision)
        return _over(field, force.at)

    def where(self, account: Account, provision: Provision) -> Answered:
        """Whether it was in the clause's area: by impact, by origin, or by either."""
        if provision.area is None:
            return _CLEAR
        zone = provision.area
        fields = _places(account.where, account.origin, provision)
        truth = self.where_truth(account.where, account.origin, provision)
        claims = tuple(claim for field in fields for claim in field.claims)
        if truth is not UNKNOWN:
            return Answered(truth, claims, ())
        settle = f"a closer position, inside or outside {zone.place}"
        if not any(field.values for field in fields):
            settle = "an admitted account of where it happened"
        elif any(field.is_contested or field.rivals or field.denied for field in fields):
            settle = f"which of the rival places is right, for {zone.place}"
        return Answered(truth, claims, (Doubt("where", f"place: {zone.place}", settle),))

    def where_truth(self, impact: Field[Location], origin: Field[Location], provision: Provision) -> Truth:
        """The bare answer of :meth:`where`."""
        zone = provision.area
        if zone is None:
            return YES
        return any_of(
            _over(field, lambda location: self._geography.may_be_in(location, zone))
            for field in _places(impact, origin, provision)
        )

    def what(self, account: Account, provision: Provision) -> Answered:
        """Whether the conduct is covered, and nothing observed takes it out of the clause."""
        field = account.kind
        truth = what_truth(account, provision)
        if truth is not UNKNOWN:
            return Answered(truth, field.claims, ())
        excusing = sorted(account.perhaps_observed.intersection(provision.unless))
        asked = " or ".join(excusing or provision.conduct)
        return Answered(truth, field.claims, (Doubt("what", f"conduct: {asked}", f"whether it was {asked}"),))

    def exception(self, account: Account, provision: Provision) -> Answered:
        """Unknown where somebody admitted claims one for this incident; never no."""
        claimed = [claim for claim in account.justified if claim.exception in provision.unless]
        if not claimed:
            return _CLEAR
        names = ", ".join(sorted({str(claim.exception) for claim in claimed}))
        doubt = Doubt("exception", f"exception: {names}", f"an inquiry into the claimed {names}")
        return Answered(UNKNOWN, tuple(claim.id for claim in claimed), (doubt,))


def what_truth(account: Account, provision: Provision) -> Truth:
    """The bare answer of :meth:`Circumstances.what`."""
    if not account.circumstances.isdisjoint(provision.unless):
        return NO
    kind = _over(account.kind, lambda kind: may_be_covered(kind, provision.conduct))
    excused = known(not account.perhaps_observed.isdisjoint(provision.unless)) & UNKNOWN
    return kind & _with_what(account, provision) & ~excused


def _with_what(account: Account, provision: Provision) -> Truth:
    """Whether it was done with the things the clause is about; unknown where nobody says with what."""
    if not provision.of:
        return YES
    said = account.means | account.circumstances
    if not said.isdisjoint(provision.of):
        return YES
    return NO if account.means else UNKNOWN


def _places(
    impact: Field[Location], origin: Field[Location], provision: Provision
) -> tuple[Field[Location], ...]:
    """The places of an event that the clause's area is about."""
    return {Impact.IMPACT: (impact,), Impact.ORIGIN: (origin,), Impact.EITHER: (impact, origin)}[
        provision.where
    ]


def _over(field: Field[Location] | Field[When] | Field[str], ask: Callable[..., Truth]) -> Truth:
    """A condition is yes or no only if it is so for every value that may be the case."""
    if not field.values:
        return UNKNOWN
    truths = [ask(value) for value in field.worlds]
    if field.denied:
        truths.append(UNKNOWN)
    return agreed(truths)
