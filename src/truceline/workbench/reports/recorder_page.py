"""Lays out the recorders side by side: as counted by the sources themselves, beside the findings."""

from collections.abc import Iterator

from truceline.testimony.claim import Tally
from truceline.workbench.reports import vocabulary
from truceline.workbench.reports.lines import (
    Block,
    Bullets,
    Data,
    Grid,
    Heading,
    Line,
    Paragraph,
    data,
    together,
)
from truceline.workbench.reports.phrases import Phrases
from truceline.workbench.reports.tongue import N_
from truceline.workbench.reports.values import Daily, Fate, Recorder


def recorder_blocks(phrases: Phrases, report: Daily) -> Iterator[Block]:
    """The table by recorder, then for each what explains the gap."""
    say = phrases.tongue.say
    yield Heading(2, say(N_("By recorder, side by side")), "recorders")
    yield Grid(
        say(N_("As counted by the sources themselves, beside the findings under each view")),
        (
            say(N_("recorder")),
            say(N_("window")),
            say(N_("unit")),
            say(N_("stated")),
            say(N_("described")),
            say(N_("not accounted for")),
            say(N_("source")),
        ),
        (*_ours(phrases, report), *(_row(phrases, one) for one in report.recorders)),
        frozenset({3, 4, 5}),
    )
    yield Paragraph(
        say(
            N_(
                "Their own numbers in their own units, and no findings: they are never added up. What a source "
                "describes is what this record holds of its account of single incidents."
            )
        ),
        "quiet",
    )
    if not report.recorders:
        yield Paragraph(say(N_("No source on record publishes a count for this period.")), "")
    for one in report.recorders:
        yield Heading(3, _gap_title(phrases, one), f"recorder-{one.claim[:12]}")
        yield Bullets(tuple(_gap(phrases, one)))


def _ours(phrases: Phrases, report: Daily) -> Iterator[tuple[Line, ...]]:
    """Our findings as rows of the same table, one for each view."""
    say = phrases.tongue.say
    for each in report.compared:
        totals = each.now.totals
        yield (
            say(N_("findings here, under %(view)s"), view=data(each.now.name, strong=True)),
            phrases.edtf(str(report.days)),
            say(N_("incidents in breach, least to most")),
            phrases.range(totals.definite, totals.possible),
            data(each.now.in_),
            (),
            (),
        )


def _row(phrases: Phrases, one: Recorder) -> tuple[Line, ...]:
    say = phrases.tongue.say
    return (
        phrases.speaker(one.counter),
        phrases.edtf(one.window) if one.window else say(N_("date not known")),
        (Data(one.unit or one.judgement),),
        data(one.stated) if one.stated is not None else say(N_("parts only")),
        data(len(one.described)),
        data(one.undescribed) if one.undescribed is not None else (),
        phrases.references([one.claim]),
    )


def _gap_title(phrases: Phrases, one: Recorder) -> Line:
    return phrases.tongue.say(
        N_("What lies between: %(recorder)s, %(window)s"),
        recorder=phrases.speaker(one.counter),
        window=phrases.edtf(one.window) if one.window else phrases.tongue.say(N_("date not known")),
    )


def _gap(phrases: Phrases, one: Recorder) -> Iterator[Line]:
    """Rule, window and parts of the count, then what becomes of what it describes."""
    say = phrases.tongue.say
    if one.rule:
        yield say(N_("Its counting rule: “%(rule)s”."), rule=(Data(one.rule),))
    if not one.inside:
        yield say(N_("Its window is not within the period: part of what it counts is of other days."))
    parts = together((_part(phrases, tally) for tally in one.tallies if tally.of is not None), "; ")
    if parts:
        yield say(N_("Its own breakdown: %(parts)s."), parts=parts)
    if one.undescribed:
        yield phrases.tongue.count(
            "%(n)s of those it states is not described in what this record holds of it.",
            "%(n)s of those it states are not described in what this record holds of it.",
            one.undescribed,
        )
    yield from (_fate(phrases, fate) for fate in one.fates if one.described)
    beside = [fate for fate in one.fates if fate.beside]
    if beside:
        counts = together(
            (say(N_("%(n)s under %(view)s"), n=fate.beside, view=data(fate.view)) for fate in beside), "; "
        )
        yield say(
            N_("Breaches, definite or possible, counted here and not in its account: %(counts)s."),
            counts=counts,
        )


def _part(phrases: Phrases, tally: Tally) -> Line:
    return phrases.tongue.say(N_("%(label)s %(n)s"), label=(Data(tally.label),), n=tally.count)


def _fate(phrases: Phrases, fate: Fate) -> Line:
    """What becomes of the incidents a recorder describes, under one view."""
    say = phrases.tongue.say
    counts: list[tuple[Line, int]] = [
        (phrases.word(vocabulary.OUTCOMES, "violation"), fate.violation),
        (phrases.word(vocabulary.OUTCOMES, "possible"), fate.possible),
        *(
            (say(N_("no breach, %(reason)s"), reason=phrases.word(vocabulary.FAILED, name)), number)
            for name, number in fate.none.items()
        ),
        *(
            (say(N_("out, %(reason)s"), reason=phrases.word(vocabulary.OUT, name)), number)
            for name, number in fate.out.items()
        ),
        (say(N_("beginning on another day, or summed up")), fate.elsewhere),
    ]
    shown = together(
        (say(N_("%(reason)s: %(n)s"), reason=what, n=number) for what, number in counts if number),
        phrases.comma,
    )
    view = data(fate.view, strong=True)
    return say(N_("Of those it describes, under %(view)s: %(counts)s."), view=view, counts=shown)
