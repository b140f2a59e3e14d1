"""Who took part: the sides of a dyad as actors of the register, or as ones made for it."""

from attrs import evolve

from truceline.exchange.ucdp.codebook import Codebook
from truceline.exchange.ucdp.names import fold_name, slug
from truceline.exchange.ucdp.register import Register, by_name
from truceline.testimony.register import Actor, ActorKind
from truceline.values.who import Form, Who

UNKNOWN = Who(form=Form.UNKNOWN, members=(), words="")


class Sides:
    """Folds the names of sides; ``made`` are the actors that the register did not have."""

    def __init__(self, register: Register, codebook: Codebook) -> None:
        self.made: dict[str, Actor] = {}
        self._known = register.actors
        self._rules = codebook.actors
        self._names = by_name(register.actors.values())
        self._found: dict[str, Who] = {}
        self.civilians = self.of(codebook.actors.civilians)

    def of(self, side: str) -> Who:
        """The actor a cell names; several between commas acted jointly."""
        found = self._found.get(side)
        if found is None:
            actors = [self._actor(part.strip()) for part in side.split(",") if part.strip()]
            found = self._found[side] = evolve(_together(actors), words=side)
        return found

    def _actor(self, text: str) -> Actor:
        entry = self._names.get(fold_name(text))
        if entry is not None:
            return entry
        name, kind = self._identified(text)
        if name in self._known:
            return self._known[name]
        note = "Named by UCDP; the register had nobody of this name."
        return self.made.setdefault(
            name, Actor(id=name, name=text, aliases=(), kind=kind, members=None, note=note)
        )

    def _identified(self, text: str) -> tuple[str, ActorKind]:
        known = self._rules.known.get(fold_name(text))
        if known is not None:
            return known.id, known.kind
        if text.startswith(self._rules.state_prefix):
            return slug(text), ActorKind.STATE
        return f"ucdp:{slug(text)}", self._rules.fallback_kind


def _together(actors: list[Actor]) -> Who:
    names = tuple(dict.fromkeys(actor.id for actor in actors))
    if not names:
        return UNKNOWN
    if len(names) > 1:
        return Who(form=Form.JOINT, members=names, words="")
    if actors[0].kind is ActorKind.CLASS:
        return Who(form=Form.CLASS, members=names, words="")
    return Who.one(names[0])
