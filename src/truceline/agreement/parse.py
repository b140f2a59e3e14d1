"""Reads the agreement file: TOML in, an Agreement out, or every fault of the file at once.

A file that is wrong never looks like a breach: it raises InvalidAgreement, which knows
nothing of findings. The format is described in docs/spec/agreement.md.
"""

from collections import Counter
from functools import partial
from typing import TypeVar

from attrs import evolve, frozen

from truceline.agreement.clauses import AFTERWARDS, Surroundings, provisions_of
from truceline.agreement.file_form import AgreementForm, ConditionForm, ProvisionForm, agreement_converter
from truceline.agreement.stretch import Dates
from truceline.agreement.terms import Agreement, Condition, Provision
from truceline.agreement.vocabulary import POSITIONS
from truceline.values.forms import Faults, nearest, read_form
from truceline.values.located import problems_of, read_toml
from truceline.values.problems import Problems
from truceline.values.structure import Path
from truceline.values.when import zone_of
from truceline.values.who import check_id

F = TypeVar("F")


class InvalidAgreement(Problems):
    """The agreement's file is wrong; nothing was read from it and nothing was assessed."""


@frozen
class _Read:
    """A provision and where in the file it stands."""

    provision: Provision
    path: Path


def read_agreement(text: str, file: str) -> Agreement:
    """The agreement that a file states.

    Raises:
        InvalidAgreement: with every fault of the file, each with line, column and caret.
    """
    try:
        located = read_toml(text, file)
    except Problems as error:
        raise InvalidAgreement(error.problems) from error
    faults = Faults()
    agreement = _agreement(_form(located.data, AgreementForm, (), faults) or AgreementForm(), faults)
    if faults.found:
        raise InvalidAgreement(problems_of(located, faults.found))
    return agreement


def _form(raw: object, form: type[F], path: Path, faults: Faults) -> F | None:
    value, found = read_form(agreement_converter(), raw, form)
    faults.found += [evolve(fault, path=(*path, *fault.path)) for fault in found]
    return value


def _agreement(form: AgreementForm, faults: Faults) -> Agreement:
    zone = _zone(form.zone, faults)
    dates = Dates(zone, faults)
    conditions = _conditions(form, faults)
    around = Surroundings(form.id, dates, conditions, faults)
    for key in ("id", "title", "kind"):
        if not getattr(form, key) and not faults.holds((key,)):
            faults.add((), "input.missing_key", key)
    return Agreement(
        id=around.id(form.id, ("id",)) if form.id else "",
        title=form.title,
        kind=around.id(form.kind, ("kind",)) if form.kind else "",
        zone=zone,
        declared=dates.day(form.declared, ("declared",)),
        period=dates.stretch((), period=form.period, start=form.from_, until=form.until),
        sponsors=around.ids(form.sponsors, ("sponsors",)),
        ethprio=form.ethprio,
        pax=form.pax,
        documents=around.ids(form.documents, ("documents",)),
        breach_word=form.breach_word,
        provisions=_provisions(form, around),
    )


def _zone(name: str, faults: Faults) -> str:
    return name if faults.tried(("zone",), lambda: zone_of(name)) else "UTC"


def _conditions(form: AgreementForm, faults: Faults) -> dict[str, Condition | None]:
    """By id; None for one that has a fault, so that naming it is not another."""
    conditions: dict[str, Condition | None] = {}
    used = {name for raw in form.provision if isinstance(raw, dict) for name in _names(raw.get("provided"))}
    for number, raw in enumerate(form.condition):
        path = ("condition", number)
        written = _form(raw, ConditionForm, path, faults)
        if written is None:
            continue
        if written.id in conditions:
            faults.add((*path, "id"), "agreement.duplicate_condition", written.id)
        elif written.id and written.id not in used:
            faults.add(path, "agreement.unused_condition", written.id)
        conditions[written.id] = _condition(written, path, faults)
    return conditions


def _names(raw: object) -> list[str]:
    return [name for name in raw if isinstance(name, str)] if isinstance(raw, list) else []


def _condition(form: ConditionForm, path: Path, faults: Faults) -> Condition | None:
    for key in ("id", "actor", "position"):
        if not getattr(form, key) and not faults.holds((*path, key)):
            faults.add(path, "input.missing_key", key)
    for key in ("id", "actor"):
        if value := getattr(form, key):
            faults.tried((*path, key), partial(check_id, value))
    if form.position and form.position not in POSITIONS:
        faults.add((*path, "position"), "input.choice", f"{form.position!r}; one of: {', '.join(POSITIONS)}")
    return None if faults.holds(path) else Condition(form.id, form.actor, form.position)


def _provisions(form: AgreementForm, around: Surroundings) -> tuple[Provision, ...]:
    faults = around.faults
    if not form.provision and not faults.holds(("provision",)):
        faults.add((), "agreement.no_provisions", form.id)
    read: list[_Read] = []
    for number, raw in enumerate(form.provision):
        path = ("provision", number)
        written = _form(raw, ProvisionForm, path, faults)
        if written is None:
            continue
        sound = not faults.holds(path)
        if not written.id and not faults.holds((*path, "id")):
            faults.add(path, "input.missing_key", "id")
        read += [_Read(one, path) for one in provisions_of(written, path, around, sound=sound)]
    _check_keys(read, faults)
    _check_rivals(read, faults)
    _check_overrides(read, faults)
    return tuple(one.provision for one in read)


def _check_keys(read: list[_Read], faults: Faults) -> None:
    seen: set[str] = set()
    for one in read:
        key = one.provision.key
        if one.provision.id and key in seen and not one.provision.id.endswith(AFTERWARDS):
            faults.add((*one.path, "id"), "agreement.duplicate_provision", key)
        seen.add(key)


def _check_rivals(read: list[_Read], faults: Faults) -> None:
    readings = Counter(one.provision.id for one in read if one.provision.id)
    for one in read:
        provision = one.provision
        is_rival = readings[provision.id] > 1 and not provision.id.endswith(AFTERWARDS)
        if is_rival and not provision.according_to and not faults.holds((*one.path, "according-to")):
            faults.add(one.path, "agreement.rival_without_author", provision.key)


def _check_overrides(read: list[_Read], faults: Faults) -> None:
    known = {name for one in read for name in (one.provision.id, one.provision.key)}
    for one in read:
        for number, name in enumerate(one.provision.overrides):
            spot = (*one.path, "overrides", number)
            if name in (one.provision.id, one.provision.key):
                faults.add(spot, "agreement.overrides_itself", name)
            elif name not in known:
                faults.add(spot, "agreement.unknown_provision", nearest(name, known))
