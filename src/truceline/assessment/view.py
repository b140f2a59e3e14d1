"""Views: whose word is taken, how much corroboration is needed, as known by when.

No ledger exists without one. Trust rules compose; an empty rule is refused when the view is
read, because "nobody" is never what somebody meant.
"""

from enum import Enum

from attrs import frozen

from truceline.testimony.register import Source, SourceKind
from truceline.testimony.statement import Basis, Speaker


@frozen
class Whom:
    """A set of sources: those listed, those in a group, those of a kind, or any.

    ``named`` leaves out unnamed speakers even where ``any`` is true.
    """

    any: bool
    named: bool
    sources: tuple[str, ...]
    groups: tuple[str, ...]
    kinds: tuple[SourceKind, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.any or self.named or self.sources or self.groups or self.kinds)

    def includes(self, speaker: Speaker, source: Source | None) -> bool:
        """Whether this speaker, with their entry in the register if there is one, is meant."""
        unnamed = speaker.source is None or (source is not None and source.kind is SourceKind.UNNAMED)
        if self.named:
            return not unnamed
        if self.any or speaker.source in self.sources:
            return True
        if source is None:
            return False
        return source.kind in self.kinds or bool(set(source.groups) & set(self.groups))


class Treatment(Enum):
    """What a view does with retracted or hedged claims."""

    DROP = "drop"
    POSSIBLE = "possible"
    KEEP = "keep"


@frozen
class AccountRule:
    """The rule for claims about incidents, and for control, watch and indicator claims.

    ``refuses`` are speakers never taken, ``refuses_hops`` agents through whom nothing is
    taken. ``origins`` is how many independent origins a value needs, ``bases`` the bases of
    knowledge that count (empty: all).
    """

    takes: Whom
    refuses: Whom | None
    refuses_hops: Whom | None
    origins: int
    bases: tuple[Basis, ...]
    retracted: Treatment
    hedged: Treatment


@frozen
class FrameworkRule:
    """The rule for term, standing and relation claims, and which rival versions apply.

    ``versions`` maps a provision id to the versions chosen; where it names none, all versions
    apply whose ``according-to`` the rule takes.
    """

    takes: Whom
    refuses: Whom | None
    versions: dict[str, tuple[str, ...]]


@frozen
class Persistence:
    """Days a state is taken to last without news of it; None is unlimited."""

    control: int | None
    relation: int | None
    standing: int | None


@frozen
class View:
    """Whose word is taken, how much corroboration, as known by when.

    ``published_by`` and ``known_by`` are texts as written ("2016-05-01", "@1234"), "" for all.
    """

    name: str
    title: str
    published_by: str
    known_by: str
    accounts: AccountRule
    framework: FrameworkRule
    persists: Persistence
