"""Lays a violation report out: the dossier of one incident, to print."""

from collections.abc import Iterator

from truceline.testimony.claim import Claim
from truceline.testimony.statement import Speaker
from truceline.values.doubt import Count
from truceline.values.when import Period
from truceline.values.where import Location
from truceline.values.who import Who
from truceline.workbench import charts
from truceline.workbench.dossiers.values import (
    Cell,
    Clause,
    Determination,
    Dossier,
    FieldRow,
    FindingUnder,
    HistoryItem,
    Telling,
    Value,
)
from truceline.workbench.reports import vocabulary
from truceline.workbench.reports.chain_blocks import chain_blocks
from truceline.workbench.reports.closing import disclaimer, foot_lines, method, running, sources
from truceline.workbench.reports.lines import (
    NOTHING,
    Block,
    Bullets,
    Data,
    Grid,
    Heading,
    Line,
    Page,
    Paragraph,
    Picture,
    Words,
    data,
    plain,
    together,
)
from truceline.workbench.reports.phrases import Phrases, numbers_of
from truceline.workbench.reports.tongue import N_, Tongue
from truceline.workbench.reports.values import Violation

_HASH, _SHORT = 64, 12


def violation_page(report: Violation, tongue: Tongue) -> Page:
    """The report in a language."""
    phrases = Phrases(tongue, report.register, numbers_of(report.notes))
    found = report.dossier
    return Page(
        language=tongue.language,
        direction=tongue.direction,
        title=tongue.say(N_("Report on an incident: %(incident)s"), incident=found.incident),
        blocks=(
            *_opening(phrases, report),
            *_findings(phrases, found),
            *_clauses(phrases, found),
            *_accounts(phrases, found),
            *_tolls(phrases, found),
            *chain_blocks(phrases, report),
            *_determinations(phrases, found),
            *_left_aside(phrases, found.findings[0]),
            *_history(phrases, found.history),
            *method(phrases, report.foot),
            *sources(phrases, report.notes),
        ),
        foot=foot_lines(phrases, report.foot),
        running=running(phrases, report.foot),
    )


def _opening(phrases: Phrases, report: Violation) -> Iterator[Block]:
    """The finding of the first view: whether it is a breach, and apart from that who is responsible."""
    say, first = phrases.tongue.say, report.dossier.findings[0]
    yield Paragraph(data(report.foot.agreement_title, strong=True), "lead")
    yield disclaimer(phrases)
    outcome = phrases.outcome(first.outcome, first.failed, first.out)
    yield Paragraph(
        say(N_("Breach, under %(view)s: %(outcome)s."), view=data(first.view, strong=True), outcome=outcome),
        "",
    )
    yield Paragraph(say(N_("Responsible: %(who)s."), who=phrases.responsible(first.responsible)), "")
    if first.capped:
        why = together((phrases.word(vocabulary.CAPS, cap) for cap in first.capped), "; ")
        yield Paragraph(say(N_("Possible at most: %(why)s."), why=why), "")
    if first.settles:
        yield Heading(2, say(N_("What would settle it")), "settles")
        yield Bullets(
            tuple(
                say(
                    N_("%(condition)s: %(settle)s."),
                    condition=phrases.word(vocabulary.CONDITIONS, doubt.condition),
                    settle=phrases.settle(doubt),
                )
                for doubt in first.settles
            )
        )


def _findings(phrases: Phrases, found: Dossier) -> Iterator[Block]:
    say = phrases.tongue.say
    yield Heading(2, say(N_("How each view finds it")), "findings")
    heads = (say(N_("view")), say(N_("breach")), say(N_("who is responsible")), say(N_("provisions")))
    rows = tuple(
        (
            data(one.view),
            phrases.outcome(one.outcome, one.failed, one.out),
            phrases.responsible(one.responsible) if one.outcome is not None else (Words("–"),),
            phrases.listed(one.decisive),
        )
        for one in found.findings
    )
    yield Grid(say(N_("Findings on %(incident)s"), incident=found.incident), heads, rows, frozenset())


def _clauses(phrases: Phrases, found: Dossier) -> Iterator[Block]:
    """Every clause beside its six answers; then, in full, those that give the finding."""
    say, first = phrases.tongue.say, found.findings[0]
    if not first.clauses:
        return
    yield Heading(2, say(N_("The six conditions, clause by clause")), "conditions")
    heads = (
        say(N_("clause")),
        *(phrases.word(vocabulary.CONDITIONS, one.name) for one in first.clauses[0].conditions),
        say(N_("breach")),
        say(N_("source")),
    )
    rows = tuple(_clause_row(phrases, clause) for clause in first.clauses)
    yield Grid(say(N_("Every clause, with the answer to each condition")), heads, rows, frozenset())
    # What is no breach is none under every clause: then the gravest stands for all.
    decisive = [clause for clause in first.clauses if clause.key in first.decisive] or first.clauses[:1]
    for clause in decisive:
        yield Heading(3, (Data(clause.key),), f"clause-{clause.key}")
        yield Paragraph((Data(clause.text),) if clause.text else (Data(clause.plain, "en"),), "quiet")
        yield _conditions(phrases, clause)


def _clause_row(phrases: Phrases, clause: Clause) -> tuple[Line, ...]:
    return (
        data(clause.key),
        *(phrases.word(vocabulary.TRUTHS, one.answered.truth.value) for one in clause.conditions),
        phrases.outcome(clause.outcome, clause.failed, None),
        phrases.references(claim for one in clause.conditions for claim in one.answered.claims),
    )


def _conditions(phrases: Phrases, clause: Clause) -> Block:
    say = phrases.tongue.say
    rows = tuple(
        (
            say(vocabulary.ASKS[one.name]),
            phrases.word(vocabulary.TRUTHS, one.answered.truth.value),
            together(map(phrases.settle, one.answered.doubts), "; "),
            phrases.references(one.answered.claims),
        )
        for one in clause.conditions
    )
    outcome = phrases.outcome(clause.outcome, clause.failed, None)
    caption = say(
        N_("%(clause)s: %(outcome)s; responsible: %(who)s"),
        clause=clause.key,
        outcome=outcome,
        who=phrases.responsible(clause.responsible),
    )
    heads = (say(N_("condition")), say(N_("answer")), say(N_("would settle it")), say(N_("source")))
    return Grid(caption, heads, rows, frozenset())


def _accounts(phrases: Phrases, found: Dossier) -> Iterator[Block]:
    """One row for each field and account: printed side by side they would not fit a sheet."""
    say, side = phrases.tongue.say, found.accounts
    yield Heading(2, say(N_("Accounts side by side")), "accounts")
    if not side.rows:
        yield Paragraph(say(N_("None.")), "")
        return
    heads = (
        say(N_("field")),
        say(N_("account")),
        say(N_("says")),
        say(N_("beside the others")),
        say(N_("source")),
    )
    rows = tuple(
        (
            _field(phrases, row) if not (number or earlier) else NOTHING,
            phrases.speaker(telling.speaker),
            _value(phrases, cell),
            phrases.word(vocabulary.LIKENESS, cell.likeness.value),
            phrases.references([cell.claim]),
        )
        for row in side.rows
        for earlier, telling, cells in _spoken(row, found)
        for number, cell in enumerate(cells)
    )
    yield Grid(say(N_("What each account says, field by field")), heads, rows, frozenset())


def _spoken(row: FieldRow, found: Dossier) -> Iterator[tuple[int, Telling, tuple[Cell, ...]]]:
    pairs = [
        (telling, cells) for telling, cells in zip(found.accounts.tellings, row.cells, strict=True) if cells
    ]
    for earlier, (telling, cells) in enumerate(pairs):
        yield earlier, telling, cells


def _field(phrases: Phrases, row: FieldRow) -> Line:
    if row.scope is not None:
        return phrases.scope(row.scope)
    return phrases.word(vocabulary.FIELDS, row.name)


def _value(phrases: Phrases, cell: Cell) -> Line:
    """A value with all that weakens it: denied, hedged, set aside."""
    say = phrases.tongue.say
    line = value_line(phrases, cell.value)
    if cell.denied:
        line = say(N_("not: %(value)s"), value=line)
    weak = []
    if cell.firmness.is_hedged:
        weak.append(phrases.word(vocabulary.FIRMNESS, cell.firmness.value))
    if cell.aside is not None:
        reason = phrases.word(vocabulary.OUT, cell.aside)
        weak.append(say(N_("set aside: %(reason)s"), reason=reason))
    if not weak:
        return line
    return say(N_("%(value)s (%(weak)s)"), value=line, weak=together(weak, "; "))


def value_line(phrases: Phrases, value: Value) -> Line:
    """A claim's value in words."""
    if isinstance(value, Period):
        return phrases.period(value)
    if isinstance(value, Location):
        return phrases.location(value)
    if isinstance(value, Who):
        return phrases.who(value)
    if isinstance(value, Count):
        words = (Words(" "), Data(f"“{value.words}”")) if value.words and value.words != str(value) else ()
        return (*phrases.count(value), *words)
    return phrases.word(vocabulary.KINDS, value)


def _tolls(phrases: Phrases, found: Dossier) -> Iterator[Block]:
    """Every toll on one axis, as stated."""
    if not found.tolls:
        return
    say = phrases.tongue.say
    yield Heading(2, say(N_("Tolls, as ranges on one axis")), "tolls")
    spoken = {claim: chain.speaker for chain in found.chains for claim in chain.claims}
    labelled = []
    for toll in found.tolls:
        if toll.denied:
            continue
        label = say(
            N_("%(speaker)s: %(toll)s"),
            speaker=phrases.speaker(spoken[toll.claim]),
            toll=phrases.scope(toll.scope),
        )
        labelled.append((label, toll))
    items = [
        charts.Range(plain(label), toll.count.low, toll.count.best, toll.count.high, toll.aside is not None)
        for label, toll in labelled
    ]
    caption = say(N_("Tolls as each account gives them; faint: set aside; an arrow: or more"))
    told = (
        (*label, Words(" "), *phrases.count(toll.count), *phrases.references([toll.claim]))
        for label, toll in labelled
    )
    lines = tuple(told)
    says = "; ".join(plain(line) for line in lines)
    drawn = charts.ranges(charts.Title("tolls-picture", plain(caption), says), items, or_more="+")
    yield Picture(drawn, caption, says)
    yield Bullets(lines)


def _determinations(phrases: Phrases, found: Dossier) -> Iterator[Block]:
    """What a body itself decided, beside our finding and never part of it."""
    if not found.determinations:
        return
    say = phrases.tongue.say
    yield Heading(2, say(N_("A body's own determination, beside the finding")), "determinations")
    heads = (say(N_("body")), say(N_("determination")), say(N_("stage")), say(N_("article and standard")),
             say(N_("on whom")), say(N_("source")))  # fmt: skip
    rows = tuple(_determination(phrases, one) for one in found.determinations)
    yield Grid(say(N_("Shown as that body's; it does not enter the finding")), heads, rows, frozenset())


def _determination(phrases: Phrases, one: Determination) -> tuple[Line, ...]:
    said: Line = (Data(one.judgement),)
    if one.exception is not None:
        exception = phrases.name(one.exception)
        said = phrases.tongue.say(N_("claims an exception: %(exception)s"), exception=exception)
    if one.denied:
        said = phrases.tongue.say(N_("not: %(value)s"), value=said)
    standard = phrases.listed(part for part in (one.article, one.standard) if part)
    return (
        (Data(one.body),) if one.body else phrases.speaker(one.speaker),
        said,
        phrases.word(vocabulary.STAGES, one.stage.value),
        standard,
        phrases.who(one.actor) if one.actor is not None else NOTHING,
        phrases.references([one.claim]),
    )


def _left_aside(phrases: Phrases, first: FindingUnder) -> Iterator[Block]:
    say = phrases.tongue.say
    yield Heading(2, say(N_("Set aside, and contradicting")), "aside")
    lines = [
        (
            *say(
                N_("Set aside: %(speaker)s, because: %(reason)s"),
                speaker=phrases.speaker(Speaker.parse(item.speaker)),
                reason=phrases.word(vocabulary.OUT, item.reason),
            ),
            *phrases.references([item.claim]),
        )
        for item in first.set_aside
    ]
    lines += [
        (*say(N_("Contradicting: see source")), Words(" "), *phrases.references([item]))
        for item in first.contradicting
    ]
    yield Bullets(tuple(dict.fromkeys(lines))) if lines else Paragraph(say(N_("None.")), "")


def _history(phrases: Phrases, history: tuple[HistoryItem, ...]) -> Iterator[Block]:
    """The entries about it, in the order of recording; who recorded them is not printed."""
    say = phrases.tongue.say
    yield Heading(2, say(N_("History of the record on this incident")), "history")
    if not history:
        yield Paragraph(say(N_("None.")), "")
        return
    heads = (say(N_("entry")), say(N_("recorded")), say(N_("what")), say(N_("on")), say(N_("source")))
    rows = tuple(_entry(phrases, item) for item in history)
    yield Grid(say(N_("Entries about it, in the order of recording")), heads, rows, frozenset({0}))


def _entry(phrases: Phrases, item: HistoryItem) -> tuple[Line, ...]:
    what = (
        *phrases.word(vocabulary.ENTRIES, item.kind.value),
        Words(": "),
        *phrases.word(vocabulary.HISTORY, item.what),
    )
    if item.reason:
        what = (*what, Words(" – "), Data(item.reason))
    on = (
        _on(phrases, item.claim)
        if item.claim is not None
        else phrases.listed(_short(phrases.document(id)) for id in item.ids)
    )
    return (
        data(item.seq),
        data(f"{item.recorded_at:%Y-%m-%d %H:%M}Z"),
        what,
        on,
        phrases.references((item.id, *item.ids)),
    )


def _short(id: str) -> str:
    """A content id by its beginning; a name somebody chose as it is."""
    return id[:_SHORT] if len(id) == _HASH else id


def _on(phrases: Phrases, claim: Claim) -> Line:
    """What a claim of the history says, in short."""
    for name in ("kind", "count", "actor"):
        value = getattr(claim, name, None)
        if value:
            return value_line(phrases, value)
    return data(claim.id[:_SHORT])
