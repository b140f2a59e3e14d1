"""Prints an agreement as the file it could have been read from: the inverse of parse."""

from collections.abc import Iterable, Iterator

from truceline.agreement.clauses import AFTERWARDS, EACH_REQUEST
from truceline.agreement.terms import (
    Agreement,
    Condition,
    Deontic,
    Due,
    Effort,
    Impact,
    Parties,
    Provision,
    Zone,
)
from truceline.agreement.vocabulary import EVERYONE
from truceline.values.forms import inline, list_line, number_line, quoted, text_line
from truceline.values.when import Period


def print_agreement(agreement: Agreement) -> str:
    """The agreement's file: reading it gives the agreement back.

    Comments are not part of an agreement; what stands there by default is left out.
    """
    tables = [_head(agreement)]
    tables += [_condition(condition) for condition in _conditions(agreement)]
    afterwards = {one.key: one for one in agreement.provisions if one.id.endswith(AFTERWARDS)}
    for provision in agreement.provisions:
        if not provision.id.endswith(AFTERWARDS):
            lines = _provision(provision, _afterwards_of(provision, afterwards), agreement.zone)
            tables.append(["[[provision]]", *lines])
    return "\n\n".join("\n".join(lines) for lines in tables) + "\n"


def print_provision(agreement: Agreement, provision: Provision) -> str:
    """The table of one of an agreement's clauses, as it stands in the file.

    A prohibition that a requirement's ``afterwards`` stands for is printed with that requirement.
    """
    afterwards = {one.key: one for one in agreement.provisions if one.id.endswith(AFTERWARDS)}
    if provision.key in afterwards:
        owed = (one for one in agreement.provisions if _afterwards_of(one, afterwards) == provision)
        provision = next(owed, provision)
    lines = _provision(provision, _afterwards_of(provision, afterwards), agreement.zone)
    return "\n".join(["[[provision]]", *lines]) + "\n"


def _afterwards_of(provision: Provision, afterwards: dict[str, Provision]) -> Provision | None:
    version = f"@{provision.version}" if provision.version else ""
    return afterwards.get(f"{provision.id}{AFTERWARDS}{version}")


def _head(agreement: Agreement) -> list[str]:
    return [
        *text_line("id", agreement.id),
        *text_line("title", agreement.title),
        *text_line("kind", agreement.kind),
        *text_line("zone", agreement.zone),
        *_date("declared", agreement.declared, agreement.zone),
        *_stretch(agreement.period, agreement.zone),
        *list_line("sponsors", agreement.sponsors),
        *number_line("ethprio", agreement.ethprio),
        *number_line("pax", agreement.pax),
        *list_line("documents", agreement.documents),
        *text_line("breach-word", agreement.breach_word),
    ]


def _conditions(agreement: Agreement) -> Iterable[Condition]:
    """Each once, in the order they are first named."""
    return {one.id: one for provision in agreement.provisions for one in provision.provided}.values()


def _condition(condition: Condition) -> list[str]:
    return [
        "[[condition]]",
        *text_line("id", condition.id),
        *text_line("actor", condition.actor),
        *text_line("position", condition.position),
    ]


def _provision(provision: Provision, afterwards: Provision | None, zone: str) -> Iterator[str]:
    yield from text_line("id", provision.id)
    yield from text_line("version", provision.version) if provision.version else ()
    yield from text_line("clause", provision.clause) if provision.clause else ()
    yield from text_line("text", provision.text) if provision.text else ()
    yield from _what(provision, afterwards, zone)
    yield f"binds = {_parties(provision.binds)}"
    if provision.protects is not None:
        yield f"protects = {_parties(provision.protects)}"
    if provision.excludes:
        yield f"excludes = [{', '.join(_parties(one) for one in provision.excludes)}]"
    if provision.area is not None:
        yield f"area = {_area(provision.area)}"
    if provision.where is not Impact.IMPACT:
        yield from text_line("where", provision.where.value)
    yield from _stretch(provision.period, zone)
    yield from list_line("unless", provision.unless)
    yield from list_line("provided", tuple(one.id for one in provision.provided))
    yield from list_line("overrides", provision.overrides)
    yield from list_line("commanders", provision.commanders)
    yield from list_line("according-to", provision.according_to)


def _what(provision: Provision, afterwards: Provision | None, zone: str) -> Iterator[str]:
    if provision.due is None:
        yield from list_line(provision.deontic.value, provision.conduct)
        yield from list_line("of", provision.of)
        return
    due = provision.due
    yield from text_line(Deontic.REQUIRES.value, due.performance)
    yield from list_line("of", due.of)
    if due.each is not None:
        yield from text_line("for", _each(due))
    yield from _date("by", due.by, zone)
    yield from number_line("within-days", due.within_days)
    if due.effort is not Effort.RESULT:
        yield from text_line("effort", due.effort.value)
    if due.late_is_breach:
        yield "late-is-breach = true"
    if afterwards is not None:
        prohibited = [*list_line("prohibits", afterwards.conduct), *list_line("unless", afterwards.unless)]
        yield f"afterwards = {inline(prohibited)}"


def _each(due: Due) -> str:
    return EACH_REQUEST if due.each == f"{due.performance}-request" else str(due.each)


def _parties(parties: Parties) -> str:
    if parties.anyone:
        return '"anyone"'
    if parties.kinds == (EVERYONE,):
        return f'"{EVERYONE}"'
    entries = [
        *_singly("actor", parties.actors),
        *text_line("accepted", parties.accepted),
        *_singly("list", parties.lists),
        *list_line("kinds", parties.kinds),
        *(['holds = "place"'] if parties.holds_place else []),
        *list_line("and", parties.relations),
        *(["closed = true"] if parties.closed else []),
        *list_line("other-than", parties.other_than),
    ]
    return inline(entries)


def _singly(key: str, ids: tuple[str, ...]) -> list[str]:
    return text_line(key, ids[0]) if len(ids) == 1 else list_line(f"{key}s", ids)


def _area(area: Zone) -> str:
    if area.within_km is None:
        return quoted(area.place)
    return inline([*text_line("within", f"{area.within_km} km"), *text_line("of", area.place)])


def _stretch(period: Period | None, zone: str) -> list[str]:
    if period is None:
        return []
    start, _, end = period.edtf.partition("/")
    suffix = _suffix(period, zone)
    halves = [(key, half) for key, half in (("from", start), ("until", end)) if half not in ("", "..")]
    if not end or not halves:
        return text_line("period", period.edtf + suffix)
    return [line for key, half in halves for line in text_line(key, half + suffix)]


def _date(key: str, period: Period | None, zone: str) -> list[str]:
    return [] if period is None else text_line(key, period.edtf + _suffix(period, zone))


def _suffix(period: Period, zone: str) -> str:
    return "" if period.zone == zone else f"[{period.zone}]"
