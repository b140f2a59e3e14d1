"""From a provision as it is written to the provision it means, with every fault noted."""

import re

from attrs import evolve, frozen

from truceline.agreement.file_form import AreaForm, PartiesForm, ProvisionForm
from truceline.agreement.stretch import Dates, deadline, period_after
from truceline.agreement.terms import Condition, Deontic, Due, Parties, Provision, Zone
from truceline.agreement.vocabulary import (
    BOUND,
    COMMANDERS,
    EVERYONE,
    KINDS,
    SHORT_RELATIONS,
    conduct_kinds,
    relations,
)
from truceline.values.forms import Faults, nearest
from truceline.values.structure import Path
from truceline.values.who import check_id

EACH_REQUEST = "each-request"
"""Short for the request that goes with the conduct owed (``access``: ``access-request``)."""

AFTERWARDS = "/afterwards"
"""What a provision's id ends with that a requirement's ``afterwards`` stands for."""


_NOBODY = Parties(
    anyone=False,
    actors=(),
    accepted=None,
    lists=(),
    kinds=(),
    holds_place=False,
    relations=(),
    closed=False,
    other_than=(),
)


@frozen
class Surroundings:
    """What a clause is read with: its file's id, dates and conditions, and where faults go."""

    agreement: str
    dates: Dates
    conditions: dict[str, Condition | None]
    faults: Faults

    def words(self, words: tuple[str, ...], path: Path, *, of: tuple[str, ...]) -> tuple[str, ...]:
        """Words of a list that is closed."""
        for number, word in enumerate(words):
            if word not in of:
                self.faults.add((*path, number), "input.choice", f"{word!r}; one of: {', '.join(of)}")
        return words

    def ids(self, ids: tuple[str, ...], path: Path) -> tuple[str, ...]:
        """Identifiers, checked for their spelling only."""
        for number, one in enumerate(ids):
            self.id(one, (*path, number))
        return ids

    def id(self, one: str, path: Path) -> str:
        """An identifier, checked for its spelling only."""
        self.faults.tried(path, lambda: check_id(one))
        return one

    def conduct(self, kinds: tuple[str, ...], path: Path) -> tuple[str, ...]:
        """Kinds of conduct, of which there must be one."""
        if not kinds and not self.faults.holds(path):
            self.faults.add(path, "agreement.no_conduct", "[]")
        for number, kind in enumerate(kinds):
            self.kind(kind, (*path, number))
        return kinds

    def kind(self, kind: str, path: Path) -> str:
        """A kind of conduct."""
        if kind not in conduct_kinds():
            self.faults.add(path, "agreement.conduct", nearest(kind, conduct_kinds()))
        return kind


def provisions_of(form: ProvisionForm, path: Path, around: Surroundings, *, sound: bool) -> list[Provision]:
    """The provision, and the one that its ``afterwards`` stands for.

    ``sound`` says that no key of the table was already found wrong: only then is what seems
    to be missing really missing.
    """
    deontic = _deontic(form, path, around, sound=sound)
    period = around.dates.stretch(path, period=form.period, start=form.from_, until=form.until)
    provision = Provision(
        id=around.id(form.id, (*path, "id")) if form.id else "",
        version=around.id(form.version, (*path, "version")) if form.version else "",
        deontic=deontic,
        text=form.text,
        clause=form.clause,
        conduct=_conduct(form, path, around),
        of=around.ids(form.of, (*path, "of")) if form.requires is None else (),
        due=_due(form, path, around),
        binds=_binds(form.binds, (*path, "binds"), around),
        protects=_protects(form.protects, (*path, "protects"), around),
        excludes=_excludes(form.excludes, (*path, "excludes"), around),
        area=_area(form.area, (*path, "area"), around),
        where=form.where,
        period=period,
        unless=around.ids(form.unless, (*path, "unless")),
        provided=_provided(form.provided, (*path, "provided"), around),
        overrides=form.overrides,
        commanders=around.words(form.commanders, (*path, "commanders"), of=COMMANDERS),
        according_to=around.ids(form.according_to, (*path, "according-to")),
    )
    if form.overrides and deontic is not Deontic.PERMITS:
        around.faults.add((*path, "overrides"), "agreement.overrides_without_permits", provision.key)
    if _late_start(provision):
        around.faults.add((*path, "by"), "agreement.by_before_from", str(form.by))
    return [provision, *_afterwards(form, path, around, provision)]


def _deontic(form: ProvisionForm, path: Path, around: Surroundings, *, sound: bool) -> Deontic:
    stated = [deontic for deontic in Deontic if getattr(form, deontic.value) is not None]
    if len(stated) > 1:
        words = ", ".join(deontic.value for deontic in stated)
        around.faults.add((*path, stated[1].value), "agreement.two_deontics", words)
    if not stated and sound:
        around.faults.add(path, "agreement.no_deontic", form.id)
    return stated[0] if stated else Deontic.PROHIBITS


def _conduct(form: ProvisionForm, path: Path, around: Surroundings) -> tuple[str, ...]:
    prohibited = _kinds(form.prohibits, (*path, "prohibits"), around)
    return prohibited + _kinds(form.permits, (*path, "permits"), around)


def _kinds(kinds: tuple[str, ...] | None, path: Path, around: Surroundings) -> tuple[str, ...]:
    return () if kinds is None else around.conduct(kinds, path)


def _due(form: ProvisionForm, path: Path, around: Surroundings) -> Due | None:
    by = around.dates.day(form.by, (*path, "by"))
    if form.requires is None:
        _nothing_owed(form, path, around)
        return None
    if not form.requires:
        around.faults.add((*path, "requires"), "agreement.no_performance", form.id)
    if form.within_days is not None:
        _count_of_days(form, path, around)
    return Due(
        performance=around.kind(form.requires, (*path, "requires")) if form.requires else "",
        of=around.ids(form.of, (*path, "of")),
        each=_each(form, (*path, "for"), around),
        by=by,
        within_days=form.within_days,
        effort=form.effort,
        late_is_breach=form.late_is_breach,
    )


def _nothing_owed(form: ProvisionForm, path: Path, around: Surroundings) -> None:
    plain = ProvisionForm()
    for key in ("for_", "by", "within_days", "effort", "late_is_breach", "afterwards"):
        if getattr(form, key) != getattr(plain, key):
            name = key.removesuffix("_").replace("_", "-")
            around.faults.add((*path, name), "agreement.due_without_requires", name)


def _count_of_days(form: ProvisionForm, path: Path, around: Surroundings) -> None:
    spot = (*path, "within-days")
    if form.within_days is not None and form.within_days < 1:
        around.faults.add(spot, "agreement.within_days", str(form.within_days))
    if form.for_ is None:
        around.faults.add(spot, "agreement.within_without_for", str(form.within_days))
    if form.by is not None:
        around.faults.add(spot, "agreement.two_deadlines", f"by {form.by}, within {form.within_days} days")


def _each(form: ProvisionForm, path: Path, around: Surroundings) -> str | None:
    if form.for_ is None or (form.for_ == EACH_REQUEST and form.requires not in conduct_kinds()):
        return None
    each = f"{form.requires}-request" if form.for_ == EACH_REQUEST else form.for_
    return around.kind(each, path)


def _late_start(provision: Provision) -> bool:
    if provision.due is None or provision.due.by is None or provision.period is None:
        return False
    start = provision.period.span.start
    return start is not None and deadline(provision.due.by) <= start


def _afterwards(
    form: ProvisionForm, path: Path, around: Surroundings, provision: Provision
) -> list[Provision]:
    if form.afterwards is None or provision.due is None:
        return []
    spot = (*path, "afterwards")
    conduct = around.conduct(form.afterwards.prohibits, (*spot, "prohibits"))
    unless = around.ids(form.afterwards.unless, (*spot, "unless"))
    by = provision.due.by
    if by is None:
        if form.by is None:
            around.faults.add(spot, "agreement.afterwards_without_by", provision.key)
        return []
    end = provision.period.span.end if provision.period else None
    period = around.faults.tried(spot, lambda: period_after(by, end))
    return [
        evolve(
            provision,
            id=provision.id + AFTERWARDS,
            deontic=Deontic.PROHIBITS,
            conduct=conduct,
            of=provision.due.of,
            due=None,
            period=period,
            unless=unless,
            overrides=(),
        )
    ]


def _binds(form: PartiesForm | None, path: Path, around: Surroundings) -> Parties:
    if form is None:
        # Absent: those who accepted this agreement, as for any agreement between parties.
        return evolve(_NOBODY, accepted=around.agreement)
    return _anyone(_parties(form, path, around, kinds=(*KINDS, EVERYONE)))


def _protects(form: PartiesForm | None, path: Path, around: Surroundings) -> Parties | None:
    return None if form is None else _parties(form, path, around, kinds=(*KINDS, BOUND, EVERYONE))


def _excludes(forms: tuple[PartiesForm, ...], path: Path, around: Surroundings) -> tuple[Parties, ...]:
    return tuple(_excluded(form, (*path, number), around) for number, form in enumerate(forms))


def _excluded(form: PartiesForm, path: Path, around: Surroundings) -> Parties:
    excluded = _parties(form, path, around, kinds=(*KINDS, EVERYONE))
    if excluded.kinds == (EVERYONE,):
        around.faults.add(path, "agreement.everyone", "excludes everyone")
    return excluded


def _anyone(parties: Parties) -> Parties:
    """A clause on anyone's conduct binds people, whatever they are; it has one form."""
    return evolve(_NOBODY, anyone=True) if parties.kinds == (EVERYONE,) else parties


def _parties(form: PartiesForm, path: Path, around: Surroundings, *, kinds: tuple[str, ...]) -> Parties:
    if EVERYONE in form.kinds and form != PartiesForm(kinds=(EVERYONE,)):
        around.faults.add((*path, "kinds"), "agreement.everyone", ", ".join(form.kinds))
    ties = tuple(SHORT_RELATIONS.get(word, word) for word in form.and_)
    parties = Parties(
        anyone=False,
        actors=_one_or_more(form.actor, form.actors, (*path, "actor"), around),
        accepted=around.id(form.accepted, (*path, "accepted")) if form.accepted is not None else None,
        lists=_one_or_more(form.list, form.lists, (*path, "list"), around),
        kinds=around.words(form.kinds, (*path, "kinds"), of=kinds),
        holds_place=_holds(form.holds, (*path, "holds"), around),
        relations=around.words(ties, (*path, "and"), of=relations()),
        closed=form.closed,
        other_than=around.ids(form.other_than, (*path, "other-than")),
    )
    if evolve(parties, relations=(), closed=False, other_than=()) == _NOBODY and not around.faults.holds(
        path
    ):
        around.faults.add(path, "agreement.empty_parties", "{}")
    return parties


def _one_or_more(one: str | None, more: tuple[str, ...], path: Path, around: Surroundings) -> tuple[str, ...]:
    """Ids given singly, in a list, or both; the list's key is the single one's plural."""
    plural = (*path[:-1], f"{path[-1]}s")
    single = () if one is None else (around.id(one, path),)
    return single + around.ids(more, plural)


def _holds(word: str | None, path: Path, around: Surroundings) -> bool:
    if word is not None and word != "place":
        around.faults.add(path, "input.choice", f"{word!r}; one of: place")
    return word is not None


_KILOMETRES = re.compile(r"([1-9]\d*) ?km", re.ASCII)


def _area(form: AreaForm | None, path: Path, around: Surroundings) -> Zone | None:
    if form is None:
        return None
    if form.within is None:
        return Zone(place=around.id(form.of, path), within_km=None)
    match = _KILOMETRES.fullmatch(form.within.strip())
    if match is None:
        around.faults.add((*path, "within"), "agreement.distance", form.within)
    return Zone(place=around.id(form.of, (*path, "of")), within_km=int(match[1]) if match else None)


def _provided(names: tuple[str, ...], path: Path, around: Surroundings) -> tuple[Condition, ...]:
    for number, name in enumerate(names):
        if name not in around.conditions:
            value = nearest(name, around.conditions)
            around.faults.add((*path, number), "agreement.unknown_condition", value)
    found = (around.conditions.get(name) for name in names)
    return tuple(condition for condition in found if condition is not None)
