"""Lays out how each statement reached us: as pictures and as a list, equal chains together."""

from collections.abc import Iterator

from attrs import frozen

from truceline.workbench import charts
from truceline.workbench.chain_picture import Box, chain_picture
from truceline.workbench.dossiers.values import Chain
from truceline.workbench.reports import vocabulary
from truceline.workbench.reports.lines import (
    Block,
    Bullets,
    Data,
    Heading,
    Line,
    Picture,
    Words,
    plain,
    together,
)
from truceline.workbench.reports.phrases import Phrases
from truceline.workbench.reports.tongue import N_
from truceline.workbench.reports.values import SourceNote, Violation


@frozen
class _Alike:
    """Statements that came the same way: same document, same hops, same speaker."""

    chain: Chain
    statements: tuple[str, ...]


def chain_blocks(phrases: Phrases, report: Violation) -> Iterator[Block]:
    """Every chain in a line; those of more than one hop or so also as a picture."""
    say = phrases.tongue.say
    chains = _alike(report.dossier.chains)
    if not chains:
        return
    notes = {note.statement: note for note in report.notes}
    yield Heading(2, say(N_("How each account reached this record")), "chains")
    yield Bullets(tuple(_line(phrases, one, notes) for one in chains))
    for number, one in enumerate((one for one in chains if one.chain.hops), start=1):
        yield _picture(phrases, one, notes, f"chain-{number}")


def _alike(chains: tuple[Chain, ...]) -> list[_Alike]:
    found: dict[tuple[object, ...], list[Chain]] = {}
    for chain in chains:
        found.setdefault((chain.document, chain.hops, chain.speaker), []).append(chain)
    return [_Alike(several[0], tuple(one.statement for one in several)) for several in found.values()]


def _title(phrases: Phrases, note: SourceNote | None, chain: Chain) -> str:
    return phrases.document(chain.document, note.title if note is not None else "")


def _line(phrases: Phrases, one: _Alike, notes: dict[str, SourceNote]) -> Line:
    """The document we hold, then each hop, then the speaker."""
    say, chain = phrases.tongue.say, one.chain
    steps: list[Line] = [
        say(
            N_("held here: %(document)s"),
            document=(Data(_title(phrases, notes.get(chain.statement), chain)),),
        )
    ]
    steps += [
        say(
            N_("%(agent)s (%(mode)s)"),
            agent=phrases.speaker(hop.agent),
            mode=phrases.word(vocabulary.MODES, hop.mode.value),
        )
        for hop in chain.hops
    ]
    steps.append(say(N_("speaker: %(speaker)s"), speaker=phrases.speaker(chain.speaker)))
    arrow = " ← " if phrases.tongue.direction == "rtl" else " → "
    return (*together(steps, arrow), Words(" "), *phrases.references(one.statements))


def _picture(phrases: Phrases, one: _Alike, notes: dict[str, SourceNote], id: str) -> Block:
    chain, plain_word = one.chain, phrases.tongue.plain
    number = phrases.numbers.get(chain.statement)
    href = f"#source-{number}" if number is not None else None
    boxes = [
        Box(
            plain_word(N_("held here")),
            _title(phrases, notes.get(chain.statement), chain),
            phrases.document(chain.document),
            "",
            href,
        )
    ]
    passes = ""
    for hop in chain.hops:
        below = str(hop.date) if hop.date is not None else phrases.document(hop.document or "")
        boxes.append(Box(plain_word(N_("through")), plain(phrases.speaker(hop.agent)), below, passes, None))
        passes = plain_word(vocabulary.MODES[hop.mode.value])
    said = plain(phrases.period(chain.said)) if chain.said is not None else ""
    boxes.append(Box(plain_word(N_("speaker")), plain(phrases.speaker(chain.speaker)), said, passes, href))
    caption = phrases.tongue.say(N_("Chain of %(speaker)s"), speaker=phrases.speaker(chain.speaker))
    line = _line(phrases, one, notes)
    drawn = chain_picture(charts.Title(id, plain(caption), plain(line)), boxes)
    return Picture(drawn, (*caption, Words(" "), *phrases.references(one.statements)), plain(line))
