"""What a claim says, as a line of a page's language: our words, and the record's own kept apart."""

from truceline.testimony.claim import (
    Claim,
    ComplianceClaim,
    ControlClaim,
    EventClaim,
    IndicatorClaim,
    LossClaim,
    Modality,
    Polarity,
    RelationClaim,
    RoleClaim,
    StandingClaim,
    TermClaim,
    WatchClaim,
)
from truceline.workbench.reports import vocabulary
from truceline.workbench.reports.lines import NOTHING, Data, Line, Words, data, together
from truceline.workbench.reports.phrases import Phrases
from truceline.workbench.reports.tongue import N_

PARTS = {
    "perpetrated": N_("%(who)s did it"),
    "ordered": N_("%(who)s ordered it"),
    "commanded": N_("%(who)s commanded it"),
    "supported": N_("%(who)s supported it"),
    "target": N_("%(who)s was the target"),
    "participant": N_("%(who)s took part"),
    "sender": N_("%(who)s sent it"),
    "recipient": N_("%(who)s received it"),
    "subject": N_("%(who)s was its subject"),
}
DEGREES = {
    "sole": N_("%(who)s holds it alone"),
    "dominant": N_("%(who)s holds most of it"),
    "part": N_("%(who)s holds a part"),
    "mixed": N_("%(who)s is mixed among others"),
    "contested": N_("%(who)s fights for it"),
    "present": N_("%(who)s is present"),
    "none": N_("%(who)s is not there"),
}
POSITIONS = {
    "accepted": N_("%(who)s accepted %(agreement)s"),
    "refused": N_("%(who)s refused %(agreement)s"),
    "bound": N_("%(who)s is bound by %(agreement)s"),
    "sponsor": N_("%(who)s is a sponsor of %(agreement)s"),
    "observing": N_("%(who)s observes %(agreement)s"),
    "excluded": N_("%(who)s is excluded from %(agreement)s"),
    "withdrawn": N_("%(who)s withdrew from %(agreement)s"),
}
STEPS = {
    "reading": N_("reading of %(what)s"),
    "proposed": N_("%(what)s proposed"),
    "announced": N_("%(what)s announced"),
    "in-force": N_("%(what)s in force"),
    "extended": N_("%(what)s extended"),
    "suspended": N_("%(what)s suspended"),
    "lapsed": N_("%(what)s lapsed"),
    "collapsed": N_("%(what)s collapsed"),
    "not-started": N_("%(what)s did not start"),
}
RELATIONS = {
    "affiliated-with": N_("affiliated with"),
    "part-of": N_("part of"),
    "allied-with": N_("allied with"),
    "supporting": N_("supporting"),
    "associated-with": N_("associated with"),
    "backed-by": N_("backed by"),
    "steered-by": N_("steered by"),
    "formerly": N_("formerly"),
    "listed-in": N_("listed in"),
    "member-of": N_("member of"),
    "separate-from": N_("separate from"),
    "located-in": N_("located in"),
}
MODALITIES = {
    "planned": N_("planned"),
    "threatened": N_("threatened"),
    "conditional": N_("conditional"),
    "proposed": N_("proposed"),
    "attempted": N_("attempted"),
}


def claim_line(phrases: Phrases, claim: Claim) -> Line:
    """What is claimed, with when, where and all that weakens it."""
    say = phrases.tongue.say
    line = _gist(phrases, claim)
    if claim.polarity is Polarity.DENIED:
        line = say(N_("not so: %(what)s"), what=line)
    beside = [line]
    if claim.happened is not None:
        beside.append(phrases.period(claim.happened))
    if claim.place is not None:
        beside.append(phrases.location(claim.place))
    whole = together(beside, phrases.tongue.plain(N_(", ")))
    weak = []
    if claim.firmness.is_hedged:
        weak.append(phrases.word(vocabulary.FIRMNESS, claim.firmness.value))
    if claim.modality is not Modality.ACTUAL:
        weak.append(phrases.word(MODALITIES, claim.modality.value))
    if not weak:
        return whole
    return say(N_("%(value)s (%(weak)s)"), value=whole, weak=together(weak, "; "))


def _gist(phrases: Phrases, claim: Claim) -> Line:  # noqa: C901 - one answer for each of the ten types
    say = phrases.tongue.say
    match claim:
        case EventClaim():
            return _event(phrases, claim)
        case RoleClaim():
            return say(PARTS[claim.role.value], who=phrases.who(claim.actor))
        case LossClaim():
            return _loss(phrases, claim)
        case ControlClaim():
            return say(DEGREES[claim.degree.value], who=phrases.who(claim.actor))
        case RelationClaim():
            relation = phrases.word(RELATIONS, claim.relation)
            ends = (phrases.name(claim.subject), relation, phrases.name(claim.object))
            return together(ends, " ")
        case StandingClaim():
            agreement = phrases.name(claim.agreement)
            return say(POSITIONS[claim.position.value], who=phrases.who(claim.actor), agreement=agreement)
        case TermClaim():
            what = say(STEPS[claim.step.value], what=phrases.name(claim.provision or claim.agreement))
            return (*what, Words(" – "), Data(claim.text)) if claim.text else what
        case ComplianceClaim():
            return _judgement(phrases, claim)
        case WatchClaim():
            result = phrases.word(vocabulary.WATCHED, claim.result.value)
            return say(N_("watch by %(who)s: %(result)s"), who=phrases.name(claim.observer), result=result)
        case IndicatorClaim():
            return _measured(phrases, claim)
    return data(claim.type)


def _event(phrases: Phrases, claim: EventClaim) -> Line:
    kind = phrases.word(vocabulary.KINDS, claim.kind)
    if not claim.means:
        return kind
    return phrases.tongue.say(N_("%(kind)s with %(means)s"), kind=kind, means=claim.means)


def _loss(phrases: Phrases, claim: LossClaim) -> Line:
    harm = phrases.word(vocabulary.HARMS, claim.harm.value)
    count = phrases.count(claim.count)
    if not claim.victims:
        return phrases.tongue.say(N_("%(count)s people %(harm)s"), count=count, harm=harm)
    victims = phrases.word(vocabulary.VICTIMS, claim.victims)
    return phrases.tongue.say(N_("%(count)s %(victims)s %(harm)s"), count=count, victims=victims, harm=harm)


def _judgement(phrases: Phrases, claim: ComplianceClaim) -> Line:
    if claim.exception is not None:
        said = phrases.tongue.say(N_("claims an exception: %(exception)s"), exception=claim.exception)
    else:
        said = phrases.tongue.say(N_("judges: %(judgement)s"), judgement=claim.judgement)
    counts = ", ".join(f"{tally.label} {tally.count}" for tally in claim.tallies)
    return (*said, Words(" ("), Data(counts), Words(")")) if counts else said


def _measured(phrases: Phrases, claim: IndicatorClaim) -> Line:
    figure = (*phrases.count(claim.value), *((Words(" "), Data(claim.unit)) if claim.unit else NOTHING))
    return phrases.tongue.say(
        N_("%(measure)s, %(subject)s: %(figure)s"),
        measure=(Data(claim.measure, "en"),),
        subject=phrases.name(claim.subject),
        figure=figure,
    )
