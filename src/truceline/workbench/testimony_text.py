"""Claims in words: who said it, through whom, when, and what follows from it as a claim."""

from collections.abc import Mapping

from truceline.record.snapshot import Snapshot
from truceline.testimony.claim import (
    Claim,
    ComplianceClaim,
    ControlClaim,
    EventClaim,
    Firmness,
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
from truceline.testimony.statement import Speaker, Statement
from truceline.values.who import Form, Who

SHORT = 8
"""How many characters of an id stand before a sentence."""


def names_in(snapshot: Snapshot) -> dict[str, str]:
    """What everything of the register is called, by id."""
    places = {place.id: place.name for place in snapshot.places.values()}
    sources = {source.id: source.name for source in snapshot.sources.values()}
    return {**places, **sources, **{actor.id: actor.name for actor in snapshot.actors.values()}}


class Teller:
    """Puts claims of one snapshot into words."""

    def __init__(
        self,
        snapshot: Snapshot,
        *,
        names: Mapping[str, str] | None = None,
        claims: Mapping[str, Claim] | None = None,
    ) -> None:
        """Of a snapshot; ``names`` and ``claims`` (by id) where somebody has them worked out already."""
        self._snapshot = snapshot
        self.names = names_in(snapshot) if names is None else names
        self._claims = {claim.id: claim for claim in snapshot.claims} if claims is None else claims

    def claim(self, id: str) -> Claim | None:
        return self._claims.get(id)

    def sentence(self, id: str) -> str:
        """One line: speaker, day, chain, what is claimed; for a statement's id its own content."""
        claim = self._claims.get(id)
        if claim is not None:
            statement = self._snapshot.statements[claim.statement]
            return f"[{id[:SHORT]}] {self.who_said(statement)}: {self.content(claim)}"
        found = self._snapshot.statements.get(id)
        return id if found is None else f"[{id[:SHORT]}] {self.who_said(found)}: {found.content}"

    def who_said(self, statement: Statement) -> str:
        """The speaker, when, and through whom it reached us."""
        said = f", {statement.said}" if statement.said is not None else ""
        hops = [self.speaker(hop.agent) for hop in statement.chain]
        through = f" (through {', '.join(hops)})" if hops else ""
        return f"{self.speaker(statement.speaker)}{said}{through}"

    def speaker(self, speaker: Speaker) -> str:
        if speaker.source is None:
            return f"unnamed ({speaker.words})" if speaker.words else "unnamed"
        return self.names.get(speaker.source, speaker.source)

    def who(self, who: Who) -> str:
        """Actors by their names, in the form they were named in."""
        if not who.members:
            return str(who)
        names = _BETWEEN.get(who.form, "").join(self.names.get(one, one) for one in who.members)
        return f"some {names}" if who.form is Form.CLASS else names

    def content(self, claim: Claim) -> str:
        """What is claimed, with everything that weakens it."""
        parts = [self._gist(claim)]
        if claim.happened is not None:
            parts.append(str(claim.happened))
        if claim.place is not None:
            parts.append(f"at {claim.place}")
        if claim.polarity is Polarity.DENIED:
            parts.insert(0, "denies that:")
        if claim.firmness is not Firmness.ASSERTS:
            parts.append(f"[{claim.firmness.value}]")
        if claim.modality is not Modality.ACTUAL:
            parts.append(f"[{claim.modality.value}]")
        return " ".join(part for part in parts if part)

    def _gist(self, claim: Claim) -> str:  # noqa: C901 - one answer for each of the ten types
        match claim:
            case EventClaim():
                return f"{claim.kind}" + (f" by {claim.means}" if claim.means else "")
            case RoleClaim():
                return f"{self.who(claim.actor)} {_ROLE_WORDS.get(claim.role.value, claim.role.value)}"
            case LossClaim():
                return f"{claim.count} {claim.victims or 'people'} {claim.harm.value}"
            case ControlClaim():
                return f"{self.who(claim.actor)} in {claim.degree.value} control"
            case RelationClaim():
                ends = (self.names.get(end, end) for end in (claim.subject, claim.object))
                return f" {claim.relation} ".join(ends)
            case StandingClaim():
                return f"{self.who(claim.actor)} {claim.position.value} under {claim.agreement}"
            case TermClaim():
                return f"{claim.provision or claim.agreement}: {claim.step.value} {claim.text}".rstrip()
            case ComplianceClaim():
                counts = ", ".join(f"{tally.label} {tally.count}" for tally in claim.tallies)
                return f"judges: {claim.judgement}" + (f" ({counts})" if counts else "")
            case WatchClaim():
                return f"watch by {self.names.get(claim.observer, claim.observer)}: {claim.result.value}"
            case IndicatorClaim():
                return f"{claim.measure} of {claim.subject}: {claim.value} {claim.unit}".rstrip()
        return claim.type


_BETWEEN = {Form.JOINT: " and ", Form.ALTERNATIVES: " or "}
_ROLE_WORDS = {
    "perpetrated": "did it",
    "ordered": "ordered it",
    "commanded": "commanded it",
    "supported": "supported it",
    "target": "was the target",
    "participant": "took part",
    "sender": "sent it",
    "recipient": "received it",
    "subject": "was its subject",
}
