"""What every report ends with: how it was made, the numbered sources, and the foot."""

from collections.abc import Iterator

from truceline.testimony.register import Handling
from truceline.workbench.reports import vocabulary
from truceline.workbench.reports.lines import (
    Block,
    Bullets,
    Data,
    Heading,
    Line,
    Paragraph,
    Sources,
    Words,
    data,
    together,
)
from truceline.workbench.reports.phrases import Phrases
from truceline.workbench.reports.tongue import N_
from truceline.workbench.reports.values import Foot, SourceNote, Under

DISCLAIMER = N_(
    "Assessed under this agreement, reading and view; no legal determination; says nothing about "
    "international humanitarian law."
)
_SHORT_ROOT = 16


def disclaimer(phrases: Phrases) -> Paragraph:
    """The line that no report goes without."""
    return Paragraph(phrases.tongue.say(DISCLAIMER), "caution")


def method(phrases: Phrases, foot: Foot) -> Iterator[Block]:
    """How the report was made, and under which views."""
    say = phrases.tongue.say
    yield Heading(2, say(N_("How this was made")), "method")
    handlings = (value for value in Handling if value in foot.making.handlings)
    seen = together((phrases.word(vocabulary.HANDLINGS, one.value) for one in handlings), phrases.comma)
    yield Bullets(
        (
            say(N_("Nothing here is taken as a fact: every line rests on what somebody said, and says who.")),
            say(
                N_(
                    "A figure is given as bounds, from what is a violation in every reading of the doubts to "
                    "that with what may be one. Breaches and who is responsible are answered apart."
                )
            ),
            say(
                N_(
                    "An incident belongs to the day on which it may have begun, in the zone of its place "
                    "(%(zone)s where none is told). Losses are people killed unless said otherwise."
                ),
                zone=foot.zone,
            ),
            say(
                N_(
                    "Counts that sources publish stand beside the findings: never added, never converted, and "
                    "no source's silence is taken for agreement."
                )
            ),
            say(N_("Made only from items whose handling is: %(handlings)s."), handlings=seen),
            *(_under(phrases, under) for under in foot.views),
        )
    )


def _under(phrases: Phrases, under: Under) -> Line:
    """A view in a sentence: whose word, how many origins, as known when."""
    tongue = phrases.tongue
    parts = [
        tongue.say(
            N_("View %(view)s: %(title)s."),
            view=data(under.name, strong=True),
            title=phrases.view_title(under.title),
        ),
        tongue.count("%(n)s origin is enough.", "%(n)s independent origins are needed.", under.origins),
    ]
    if under.unfiltered:
        parts.append(tongue.say(N_("Nothing was filtered.")))
    if under.published_by:
        parts.append(
            tongue.say(N_("Only what was published by %(date)s."), date=phrases.edtf(under.published_by))
        )
    if under.known_by:
        parts.append(tongue.say(N_("Only what this record held by %(date)s."), date=under.known_by))
    if under.not_assessed:
        clauses = phrases.listed(under.not_assessed)
        parts.append(
            tongue.say(N_("Not assessed, as it takes no reading of them: %(clauses)s."), clauses=clauses)
        )
    return together(parts, " ")


def sources(phrases: Phrases, notes: tuple[SourceNote, ...]) -> Iterator[Block]:
    """Every statement the report rests on, by number."""
    yield Heading(2, phrases.tongue.say(N_("Sources")), "sources")
    if notes:
        yield Sources(tuple(_note(phrases, note) for note in notes))
    else:
        yield Paragraph(phrases.tongue.say(N_("None.")), "")


def _note(phrases: Phrases, note: SourceNote) -> Line:
    """Speaker, day, chain, what was said, in which document, and where in it."""
    say = phrases.tongue.say
    head = [
        (*phrases.speaker(note.speaker), Words(f" ({phrases.tongue.plain(vocabulary.ACTS[note.act.value])})"))
    ]
    if note.said is not None:
        head.append(phrases.period(note.said))
    if note.hops:
        through = together((phrases.speaker(hop) for hop in reversed(note.hops)), phrases.comma)
        head.append(say(N_("through %(hops)s"), hops=through))
    parts = [together(head, phrases.comma)]
    if note.content:
        parts.append(say(N_("says: “%(content)s”"), content=(Data(note.content, _language_of(note)),)))
    parts.append(_document(phrases, note))
    parts.append(say(N_("statement %(id)s"), id=note.statement[:12]))
    return (*together(parts, ". "), Words("."))


def _language_of(note: SourceNote) -> str:
    """Words in the document's own language where they are its words; else not known."""
    return note.language if note.spans else ""


def _document(phrases: Phrases, note: SourceNote) -> Line:
    say = phrases.tongue.say
    parts: list[Line] = [(Data(phrases.document(note.document, note.title), note.language, note.url),)]
    if note.outlet is not None:
        parts.append(phrases.name(note.outlet))
    if note.published is not None:
        parts.append(say(N_("published %(date)s"), date=phrases.period(note.published)))
    if note.spans:
        first, last = min(span.start for span in note.spans), max(span.end for span in note.spans)
        parts.append(say(N_("characters %(first)s–%(last)s"), first=first, last=last))
    if note.title:
        parts.append(say(N_("document %(id)s"), id=note.document))
    return together(parts, phrases.comma)


def foot_lines(phrases: Phrases, foot: Foot) -> tuple[Line, ...]:
    """View, assessment version, record head, audience: below every report."""
    say, head, making = phrases.tongue.say, foot.head, foot.making
    lines = [
        say(
            N_("Agreement: %(title)s (%(id)s). Views: %(views)s. Assessment version %(version)s."),
            title=foot.agreement_title,
            id=foot.agreement,
            views=phrases.listed(under.name for under in foot.views),
            version=head.assessment_version,
        ),
        say(
            N_("Record %(origin)s, %(size)s entries, root %(root)s."),
            origin=head.origin,
            size=head.size,
            root=head.root,
        ),
    ]
    if making.audience:
        lines.append(say(N_("For: %(audience)s."), audience=making.audience))
    if making.by or making.made:
        by = say(N_("Prepared by %(name)s"), name=making.by) if making.by else ()
        made = say(N_("made on %(date)s"), date=making.made) if making.made else ()
        lines.append((*together((by, made), phrases.comma), Words(".")))
    lines.append(say(DISCLAIMER))
    return tuple(lines)


def running(phrases: Phrases, foot: Foot) -> Line:
    """The short foot that stands on every sheet."""
    return phrases.tongue.say(
        N_(
            "%(views)s · assessment %(version)s · %(origin)s @%(size)s · root %(root)s · no legal determination"
        ),
        views=phrases.listed(under.name for under in foot.views),
        version=foot.head.assessment_version,
        origin=foot.head.origin,
        size=foot.head.size,
        root=foot.head.root[:_SHORT_ROOT],
    )
