"""Reads and prints view files, and holds the views that are shipped (docs/spec/view.md).

An empty rule is refused: nobody's word is never what somebody meant.
"""

import re
from collections.abc import Iterator
from functools import cache, partial
from importlib import resources
from typing import Any

from attrs import Factory, frozen
from cattrs import Converter

from truceline.assessment.view import AccountRule, FrameworkRule, Persistence, Treatment, View, Whom
from truceline.testimony.register import SourceKind
from truceline.testimony.statement import Basis
from truceline.values.forms import (
    Faults,
    form_converter,
    inline,
    list_line,
    number_line,
    quoted,
    read_form,
    text_line,
)
from truceline.values.located import problems_of, read_toml
from truceline.values.problems import Problems, ValueProblem
from truceline.values.structure import Path
from truceline.values.when import Fills, parse_period
from truceline.values.who import check_id

UNLIMITED = "unlimited"
CONTROL_DAYS = 30
RELATION_DAYS = 365


class InvalidView(Problems):
    """The view's file is wrong; nothing was read from it."""


@frozen
class WhomForm:
    """A set of sources."""

    any: bool = False
    named: bool = False
    sources: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    kinds: tuple[SourceKind, ...] = ()


@frozen
class NeedsForm:
    """How much corroboration."""

    origins: int = 1
    basis: tuple[Basis, ...] = ()


@frozen
class AccountsForm:
    """The rule for claims about incidents and other observations."""

    takes_word_of: WhomForm | None = None
    refuses: WhomForm | None = None
    refuses_hops: WhomForm | None = None
    needs: NeedsForm = NeedsForm()
    retracted: Treatment = Treatment.DROP
    hedged: Treatment = Treatment.POSSIBLE


@frozen
class FrameworkForm:
    """The rule for what the text says, who is bound, who belongs to whom."""

    takes_word_of: WhomForm = WhomForm(any=True)
    refuses: WhomForm | None = None
    readings: str = "all"
    versions: dict[str, tuple[str, ...]] = Factory(dict)


@frozen
class PersistsForm:
    """How long states last without news of them."""

    control: Any = CONTROL_DAYS
    relation: Any = RELATION_DAYS
    standing: Any = UNLIMITED


@frozen
class ViewForm:
    """The whole file."""

    name: str = ""
    title: str = ""
    published_by: str = ""
    known_by: str = ""
    accounts: AccountsForm | None = None
    framework: FrameworkForm = FrameworkForm()
    persists: PersistsForm = PersistsForm()


@cache
def _converter() -> Converter:
    forms = (WhomForm, NeedsForm, AccountsForm, FrameworkForm, PersistsForm, ViewForm)
    return form_converter("UTC", forms)


def read_view(text: str, file: str) -> View:
    """The view that a file states.

    Raises:
        InvalidView: with every fault of the file, each with line, column and caret.
    """
    try:
        located = read_toml(text, file)
    except Problems as error:
        raise InvalidView(error.problems) from error
    form, found = read_form(_converter(), located.data, ViewForm)
    faults = Faults()
    faults.found += found
    view = _view(form or ViewForm(), faults)
    if faults.found:
        raise InvalidView(problems_of(located, faults.found))
    return view


def _view(form: ViewForm, faults: Faults) -> View:
    if form.name:
        faults.tried(("name",), lambda: check_id(form.name))
    for key in ("name", "title"):
        if not getattr(form, key) and not faults.holds((key,)):
            faults.add((), "input.missing_key", key)
    if form.published_by:
        faults.tried(("published-by",), lambda: _check_date(form.published_by))
    if form.known_by and not _SIZE.fullmatch(form.known_by):
        faults.tried(("known-by",), lambda: _check_date(form.known_by))
    return View(
        name=form.name,
        title=form.title,
        published_by=form.published_by,
        known_by=form.known_by,
        accounts=_accounts(form.accounts, faults),
        framework=_framework(form.framework, faults),
        persists=_persists(form.persists, faults),
    )


_SIZE = re.compile(r"@(?:0|[1-9]\d*)", re.ASCII)


def _check_date(text: str) -> None:
    try:
        period = parse_period(text, zone="UTC", fills=Fills.WITHIN)
    except ValueProblem as error:
        raise ValueProblem("view.date", text) from error
    if "/" in period.edtf or period.edtf[-1] in "~?%X":
        raise ValueProblem("view.date", text)


def _accounts(form: AccountsForm | None, faults: Faults) -> AccountRule:
    path: Path = ("accounts",)
    written = form or AccountsForm()
    if written.takes_word_of is None and not faults.holds(path):
        faults.add(() if form is None else path, "view.empty_rule", "accounts without takes-word-of")
    if written.needs.origins < 1:
        faults.add((*path, "needs", "origins"), "view.origins", str(written.needs.origins))
    return AccountRule(
        takes=_whom(written.takes_word_of or WhomForm(any=True), (*path, "takes-word-of"), faults),
        refuses=_refused(written.refuses, (*path, "refuses"), faults),
        refuses_hops=_refused(written.refuses_hops, (*path, "refuses-hops"), faults),
        origins=written.needs.origins,
        bases=written.needs.basis,
        retracted=written.retracted,
        hedged=written.hedged,
    )


def _framework(form: FrameworkForm, faults: Faults) -> FrameworkRule:
    path: Path = ("framework",)
    if form.readings != "all":
        faults.add((*path, "readings"), "input.choice", f"{form.readings!r}; one of: all")
    for provision, versions in form.versions.items():
        spot = (*path, "versions", provision)
        faults.tried(spot, partial(check_id, provision))
        if not versions:
            faults.add(spot, "view.empty_rule", "[]")
        _check_ids(versions, spot, faults)
    return FrameworkRule(
        takes=_whom(form.takes_word_of, (*path, "takes-word-of"), faults),
        refuses=_refused(form.refuses, (*path, "refuses"), faults),
        versions=dict(form.versions),
    )


def _whom(form: WhomForm, path: Path, faults: Faults) -> Whom:
    whom = Whom(form.any, form.named, form.sources, form.groups, form.kinds)
    if whom.is_empty and not faults.holds(path):
        faults.add(path, "view.empty_rule", "{}")
    listed = form.sources or form.groups or form.kinds
    if (form.any and form.named) or ((form.any or form.named) and listed):
        faults.add(path, "view.mixed_rule", ", ".join(_entries(whom)))
    _check_ids(form.sources, (*path, "sources"), faults)
    _check_ids(form.groups, (*path, "groups"), faults)
    return whom


def _refused(form: WhomForm | None, path: Path, faults: Faults) -> Whom | None:
    if form is None:
        return None
    whom = _whom(form, path, faults)
    if form.any or form.named:
        faults.add(path, "view.refuses_all", ", ".join(_entries(whom)))
    return whom


def _check_ids(ids: tuple[str, ...], path: Path, faults: Faults) -> None:
    for number, one in enumerate(ids):
        faults.tried((*path, number), partial(check_id, one))


def _persists(form: PersistsForm, faults: Faults) -> Persistence:
    return Persistence(
        control=faults.tried(("persists", "control"), lambda: _days(form.control)),
        relation=faults.tried(("persists", "relation"), lambda: _days(form.relation)),
        standing=faults.tried(("persists", "standing"), lambda: _days(form.standing)),
    )


def _days(raw: object) -> int | None:
    if raw == UNLIMITED:
        return None
    if not isinstance(raw, int) or isinstance(raw, bool) or raw < 1:
        raise ValueProblem("view.days", repr(raw))
    return raw


def print_view(view: View) -> str:
    """The view's file: reading it gives the view back."""
    head = [
        *text_line("name", view.name),
        *text_line("title", view.title),
        *text_line("published-by", view.published_by),
        *text_line("known-by", view.known_by),
    ]
    tables = [head, list(_account_lines(view.accounts)), list(_framework_lines(view.framework))]
    days = [f"{key} = {_printed(getattr(view.persists, key))}" for key in ("control", "relation", "standing")]
    tables.append(["[persists]", *days])
    return "\n\n".join("\n".join(lines) for lines in tables) + "\n"


def _account_lines(rule: AccountRule) -> Iterator[str]:
    yield "[accounts]"
    yield from _rule_line("takes-word-of", rule.takes)
    yield from _rule_line("refuses", rule.refuses)
    yield from _rule_line("refuses-hops", rule.refuses_hops)
    bases = list_line("basis", (basis.value for basis in rule.bases))
    yield f"needs = {inline([*number_line('origins', rule.origins), *bases])}"
    yield from text_line("retracted", rule.retracted.value)
    yield from text_line("hedged", rule.hedged.value)


def _framework_lines(rule: FrameworkRule) -> Iterator[str]:
    yield "[framework]"
    yield from _rule_line("takes-word-of", rule.takes)
    yield from _rule_line("refuses", rule.refuses)
    yield from text_line("readings", "all")
    if rule.versions:
        entries = (line for name in rule.versions for line in list_line(quoted(name), rule.versions[name]))
        yield f"versions = {inline(entries)}"


def _rule_line(key: str, whom: Whom | None) -> list[str]:
    return [] if whom is None else [f"{key} = {inline(_entries(whom))}"]


def _entries(whom: Whom) -> Iterator[str]:
    yield from ["any = true"] if whom.any else []
    yield from ["named = true"] if whom.named else []
    yield from list_line("sources", whom.sources)
    yield from list_line("groups", whom.groups)
    yield from list_line("kinds", (kind.value for kind in whom.kinds))


def _printed(days: int | None) -> str:
    return quoted(UNLIMITED) if days is None else str(days)


SHIPPED = (
    "every-source", "corroborated", "named-only", "russian-centre", "us-officials",
    "syrian-government", "snhr", "sohr", "etilaf", "un-envoy", "medical-organisations",
)  # fmt: skip
"""The shipped views, in the order they are listed."""


@cache
def _shipped(name: str) -> View:
    text = resources.files("truceline.data").joinpath("views", f"{name}.toml").read_text("utf-8")
    return read_view(text, f"{name}.toml")


def shipped_views() -> dict[str, View]:
    """The views that come with Truceline, by name."""
    return {name: _shipped(name) for name in SHIPPED}


def shipped_view(name: str) -> View:
    """One of them.

    Raises:
        ValueProblem: ``view.unknown``, with the names there are.
    """
    if name not in SHIPPED:
        raise ValueProblem("view.unknown", f"{name!r}; one of: {', '.join(SHIPPED)}")
    return _shipped(name)
