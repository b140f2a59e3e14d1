"""Lays a daily report out: figures, recorders side by side, incidents, watches, dues."""

from collections.abc import Callable, Iterable, Iterator

from attrs import evolve

from truceline.assessment.account import Toll
from truceline.assessment.finding import Outcome
from truceline.assessment.ledger import Ledger
from truceline.workbench import charts
from truceline.workbench.reports import vocabulary
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
from truceline.workbench.reports.recorder_page import recorder_blocks
from truceline.workbench.reports.tongue import N_, Tongue
from truceline.workbench.reports.values import Brief, Compared, Daily, Days, Owed, Reported, Told, Watching


def daily_page(report: Daily, tongue: Tongue) -> Page:
    """The report in a language."""
    phrases = Phrases(tongue, report.register, numbers_of(report.notes))
    title = N_("Daily report, %(days)s") if report.days.length == 1 else N_("Report for %(days)s")
    return Page(
        language=tongue.language,
        direction=tongue.direction,
        title=tongue.say(title, days=_days(phrases, report.days)),
        blocks=(
            *_opening(phrases, report),
            *_figures(phrases, report),
            *recorder_blocks(phrases, report),
            *_incidents(phrases, report),
            *_watches(phrases, report),
            *_dues(phrases, report),
            *method(phrases, report.foot),
            *sources(phrases, report.notes),
        ),
        foot=foot_lines(phrases, report.foot),
        running=running(phrases, report.foot),
    )


def _days(phrases: Phrases, days: Days) -> Line:
    return phrases.edtf(str(days))


def _opening(phrases: Phrases, report: Daily) -> Iterator[Block]:
    """What it is about, and the headline of the first view in one sentence."""
    tongue, first = phrases.tongue, report.compared[0].now
    yield Paragraph(data(report.foot.agreement_title, strong=True), "lead")
    yield disclaimer(phrases)
    totals, before = first.totals, report.compared[0].before.totals
    yield Paragraph(
        tongue.say(
            N_(
                "Under the view %(view)s: %(violations)s breaches (before: %(violations_before)s), with "
                "%(killed)s killed in definite and %(killed_possible)s in possible ones; %(none)s incidents "
                "are no breach."
            ),
            view=data(first.name, strong=True),
            violations=phrases.range(totals.definite, totals.possible),
            violations_before=phrases.range(before.definite, before.possible),
            killed=phrases.loss(totals.loss),
            killed_possible=phrases.loss(totals.loss_possible),
            none=totals.none,
        ),
        "",
    )


_Figure = Callable[[Phrases, Ledger], Line]

_FIGURES: tuple[tuple[str, _Figure], ...] = (
    (N_("incidents in the view"), lambda _, one: data(one.in_)),
    (
        N_("breaches, least to most"),
        lambda phrases, one: phrases.range(one.totals.definite, one.totals.possible),
    ),
    (N_("killed in the definite ones"), lambda phrases, one: phrases.loss(one.totals.loss)),
    (N_("killed in the possible ones"), lambda phrases, one: phrases.loss(one.totals.loss_possible)),
    (N_("no breach"), lambda _, one: data(one.totals.none)),
    (N_("killed in these"), lambda phrases, one: phrases.loss(one.totals.loss_none)),
    (N_("out of the view"), lambda _, one: data(sum(one.out.values()))),
    (
        N_("reports that sum up several incidents"),
        lambda _, one: data(one.aggregates.possible + sum(one.aggregates.none.values())),
    ),
    (N_("begin earlier, may reach into the period"), lambda _, one: data(one.may_overlap)),
    (N_("possible doubles"), lambda _, one: data(one.possible_doubles)),
)


def _figures(phrases: Phrases, report: Daily) -> Iterator[Block]:
    say, several = phrases.tongue.say, len(report.compared) > 1
    yield Heading(2, say(N_("Figures, beside the period before")), "figures")
    heads: list[Line] = [say(N_("figure"))]
    for each in report.compared:
        for days in (report.days, report.days.before):
            shown = _days(phrases, days)
            view = data(each.now.name)
            heads.append(say(N_("%(view)s: %(days)s"), view=view, days=shown) if several else shown)
    rows = tuple(
        (say(label), *(figure(phrases, ledger) for each in report.compared for ledger in _both(each)))
        for label, figure in _FIGURES
    )
    caption = say(
        N_("%(days)s beside a period as long just before it, under %(views)s"),
        days=_days(phrases, report.days),
        views=phrases.listed(each.now.name for each in report.compared),
    )
    yield Grid(caption, tuple(heads), rows, frozenset(range(1, len(heads))))
    yield _reasons(phrases, report)
    yield _course(phrases, report)


def _both(each: Compared) -> tuple[Ledger, Ledger]:
    return each.now, each.before


def _reasons(phrases: Phrases, report: Daily) -> Block:
    """Why incidents of the period are no breach, or out of the first view."""
    ledger, lines = report.compared[0].now, []
    counted = ((ledger.none, vocabulary.FAILED), (ledger.out, vocabulary.OUT))
    for counts, words in counted:
        lines += [
            phrases.tongue.say(N_("%(reason)s: %(n)s"), reason=phrases.word(words, reason), n=number)
            for reason, number in counts.items()
        ]
    if not lines:
        return Paragraph(phrases.tongue.say(N_("No incident was left aside.")), "quiet")
    head = phrases.tongue.say(N_("No breach, or out of %(view)s"), view=ledger.name)
    return Paragraph((*head, Words(": "), *together(lines, "; "), Words(".")), "quiet")


def _course(phrases: Phrases, report: Daily) -> Picture:
    """The course of the last days as a picture, said in words for those who do not see it."""
    tongue = phrases.tongue
    view, first, last = report.compared[0].now.name, report.course[0].day, report.course[-1].day
    caption = tongue.say(
        N_("Incidents by the day they may have begun on, %(first)s to %(last)s, under %(view)s"),
        first=str(first),
        last=str(last),
        view=view,
    )
    busy = [
        tongue.say(
            N_("%(day)s: %(violation)s violations, %(possible)s possible, %(none)s none"),
            day=str(item.day),
            violation=item.violation,
            possible=item.possible,
            none=item.none,
        )
        for item in report.course
        if item.total
    ]
    says = together(busy, "; ") or tongue.say(N_("No incident on any of these days."))
    legend = [(name, tongue.plain(vocabulary.OUTCOMES[name])) for name in ("violation", "possible", "none")]
    drawn = charts.days(charts.Title("course", plain(caption), plain(says)), report.course, legend)
    return Picture(drawn, caption, plain(says))


def _incidents(phrases: Phrases, report: Daily) -> Iterator[Block]:
    """Those that are or may be a breach in some view, one by one; the others in a table."""
    say = phrases.tongue.say
    yield Heading(2, say(N_("Incidents of the period")), "incidents")
    if not report.incidents:
        yield Paragraph(say(N_("No incident that begins in the period is in any of these views.")), "")
    breaches = [one for one in report.incidents if _may_be_breach(one)]
    for incident in breaches:
        yield Heading(3, title_of(phrases, incident), f"incident-{incident.incident}")
        yield Bullets((*finding_lines(phrases, incident.findings), *_facts(phrases, incident)))
    others = [one for one in report.incidents if not _may_be_breach(one)]
    if others:
        yield Heading(3, say(N_("No breach in any of these views")), "no-breach")
        heads = (say(N_("incident")), say(N_("finding")), say(N_("losses")), say(N_("source")))
        rows = tuple(_other_row(phrases, one) for one in others)
        yield Grid(say(N_("Incidents of the period that are no breach")), heads, rows, frozenset())


def _may_be_breach(incident: Reported) -> bool:
    return any(one.outcome in (Outcome.VIOLATION, Outcome.POSSIBLE) for one in incident.findings)


def _other_row(phrases: Phrases, one: Reported) -> tuple[Line, ...]:
    return (
        (*title_of(phrases, one), Words(" · "), Data(one.incident)),
        together(finding_lines(phrases, one.findings), " "),
        together((_toll(phrases, toll) for toll in one.tolls), "; "),
        phrases.references(claim for told in one.told for claim in told.claims),
    )


def finding_lines(phrases: Phrases, findings: Iterable[Brief]) -> Iterator[Line]:
    """What the views find, those that find the same together: breach, and apart from it who."""
    alike: dict[Brief, list[str]] = {}
    for one in findings:
        alike.setdefault(evolve(one, view="", capped=()), []).append(one.view)
    for one, views in alike.items():
        found = phrases.outcome(one.outcome, one.failed, one.out)
        shown = phrases.listed(views, strong=True)
        if one.outcome is None:
            yield phrases.tongue.say(N_("%(views)s: %(finding)s."), views=shown, finding=found)
        elif one.outcome is Outcome.NONE:
            yield phrases.tongue.say(N_("Breach, under %(view)s: %(outcome)s."), view=shown, outcome=found)
        else:
            yield phrases.tongue.say(
                N_("Breach, under %(view)s: %(outcome)s, of %(provisions)s. Responsible: %(who)s."),
                view=shown,
                outcome=found,
                provisions=phrases.listed(one.provisions),
                who=phrases.responsible(one.responsible),
            )


def title_of(phrases: Phrases, incident: Reported) -> Line:
    """An incident in a line: what, where, when."""
    return phrases.tongue.say(
        N_("%(kind)s, %(place)s, %(days)s"),
        kind=phrases.kinds(incident.kinds),
        place=phrases.locations(incident.places),
        days=phrases.days(incident.days),
    )


def _facts(phrases: Phrases, incident: Reported) -> Iterator[Line]:
    """Target, tolls, and who says what, each with its source."""
    say = phrases.tongue.say
    yield say(N_("Incident %(id)s."), id=incident.incident)
    if incident.targets:
        targets = together(map(phrases.who, incident.targets), phrases.comma)
        yield say(N_("Target: %(targets)s."), targets=targets)
    if incident.tolls:
        tolls = together((_toll(phrases, toll) for toll in incident.tolls), "; ")
        yield say(N_("Losses: %(tolls)s."), tolls=tolls)
    for caps in dict.fromkeys(one.capped for one in incident.findings if one.capped):
        why = together((phrases.word(vocabulary.CAPS, cap) for cap in caps), "; ")
        yield say(N_("Possible at most: %(why)s."), why=why)
    for told in incident.told:
        yield _told(phrases, told)


def _toll(phrases: Phrases, toll: Toll) -> Line:
    line = phrases.tongue.say(
        N_("%(count)s %(toll)s"), count=phrases.count(toll.count), toll=phrases.scope(toll.scope)
    )
    return (*line, *phrases.references(toll.claims))


def _told(phrases: Phrases, told: Told) -> Line:
    """One account: who speaks, what they say was done and by whom, hedges and denials in words."""
    say = phrases.tongue.say
    parts = [phrases.kinds(told.kinds)] if told.kinds else []
    if told.perpetrators:
        by = together(map(phrases.who, told.perpetrators), phrases.comma)
        parts.append(say(N_("by %(actors)s"), actors=by))
    if told.denied:
        parts.append(say(N_("with a denial")))
    if told.hedged:
        parts.append(say(N_("hedged")))
    if told.aside is not None:
        reason = phrases.word(vocabulary.OUT, told.aside)
        parts.append(say(N_("set aside: %(reason)s"), reason=reason))
    says = together(parts, phrases.comma) or say(N_("on losses or those hit"))
    line = say(N_("%(speaker)s: %(says)s"), speaker=phrases.speaker(told.speaker), says=says)
    return (*line, *phrases.references(told.claims))


def _watches(phrases: Phrases, report: Daily) -> Iterator[Block]:
    say = phrases.tongue.say
    yield Heading(2, say(N_("Watches prevented, and by whom")), "watches")
    counts = together(
        (
            say(N_("%(result)s: %(n)s"), result=phrases.word(vocabulary.WATCHED, result), n=number)
            for result, number in report.watched.items()
        ),
        phrases.comma,
    )
    yield Paragraph(
        say(N_("Watches on record for the period: %(counts)s."), counts=counts or say(N_("none"))), ""
    )
    if not report.watches:
        return
    heads = (say(N_("observer")), say(N_("where")), say(N_("when")), say(N_("result")),
             say(N_("prevented by")), say(N_("how")), say(N_("source")))  # fmt: skip
    rows = tuple(_watch_row(phrases, one) for one in report.watches)
    yield Grid(say(N_("Watches that could not do all of their task")), heads, rows, frozenset())


def _watch_row(phrases: Phrases, one: Watching) -> tuple[Line, ...]:
    return (
        phrases.name(one.observer),
        phrases.location(one.place) if one.place is not None else NOTHING,
        phrases.period(one.happened) if one.happened is not None else NOTHING,
        phrases.word(vocabulary.WATCHED, one.result.value),
        phrases.who(one.prevented_by)
        if one.prevented_by is not None
        else phrases.tongue.say(N_("not stated")),
        (Data(one.how),) if one.how else NOTHING,
        phrases.references([one.claim]),
    )


def _dues(phrases: Phrases, report: Daily) -> Iterator[Block]:
    tongue, view = phrases.tongue, report.compared[0].now.name
    yield Heading(2, tongue.say(N_("Dues pending and overdue")), "dues")
    pending = sum(one.is_pending for one in report.owed)
    yield Paragraph(
        tongue.say(
            N_(
                "Under %(view)s, as of %(day)s and by what was published by then: %(met)s met, %(pending)s "
                "pending, %(open)s not met or not known. A passed deadline opens the question; it does not "
                "decide it."
            ),
            day=str(report.days.last),
            view=view,
            met=report.met,
            pending=pending,
            open=len(report.owed) - pending,
        ),
        "",
    )
    if not report.owed:
        return
    say = tongue.say
    heads = (say(N_("clause")), say(N_("asked for")), say(N_("deadline")), say(N_("what is known")),
             say(N_("breach")), say(N_("who owes it")), say(N_("would settle it")), say(N_("source")))  # fmt: skip
    rows = tuple(_due_row(phrases, one) for one in report.owed)
    yield Grid(say(N_("What the agreement requires and is not known to be done")), heads, rows, frozenset())


def _due_row(phrases: Phrases, one: Owed) -> tuple[Line, ...]:
    due, say = one.due, phrases.tongue.say
    deadline = phrases.period(one.by) if one.by is not None else NOTHING
    if one.within_days is not None:
        deadline = phrases.tongue.count(
            "within %(n)s day of the request", "within %(n)s days of the request", one.within_days
        )
    outcome = phrases.outcome(due.outcome, None, None) if due.outcome is not None else say(N_("not yet due"))
    return (
        data(due.provision),
        data(due.request) if due.request is not None else NOTHING,
        deadline or say(N_("none set")),
        phrases.word(vocabulary.STANDINGS, due.standing.value),
        outcome,
        phrases.responsible(due.responsible),
        together(map(phrases.settle, due.doubts), "; "),
        phrases.references((*due.claims, *due.restrictions)),
    )
