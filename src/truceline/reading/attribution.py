"""From a text to its attributions: every passage, every rule, in a fixed order.

Deterministic: the same text, tagger and lexicon give the same attributions; each names its rule.
"""

import re
from bisect import bisect_left
from collections.abc import Callable

from attrs import evolve

from truceline.reading.clauses import forward, hearsay, passive_by, trailing
from truceline.reading.lexicon import Lexicon
from truceline.reading.passage import Quoted, Range, passages
from truceline.reading.phrasal import according, noun_cue
from truceline.reading.quoting import (
    Introduction,
    Thread,
    beside_any_verb,
    colon_speaker,
    introduced,
    quote_first,
    signed_quotes,
    unclaimed_speech,
    unowned,
)  # fmt: skip
from truceline.reading.scene import Found, Scene, scene_of
from truceline.reading.subjects import subject_of
from truceline.reading.tagger import Tagger

_NEAR = 400


Heed = Callable[[int], object]
"""Is told up to which character a text is read."""


def _unheeded(_: int) -> None:
    """Nobody waits."""


def find_attributions(text: str, tagger: Tagger, lexicon: Lexicon, *, heed: Heed = _unheeded) -> list[Found]:
    """Every attribution outside quoted speech, in the order of the text."""
    found: list[Found] = []
    thread: Thread | None = None
    unsigned: Quoted | None = None
    awaited: Introduction | None = None
    for p in passages(text, tagger):
        scene = scene_of(p, lexicon)
        signed = signed_quotes(scene, unsigned)
        according(scene)
        _read_verbs(scene)
        awaited = introduced(scene, awaited)
        colon_speaker(scene)
        noun_cue(scene, lexicon)
        scene.found.sort(key=lambda item: (item.cue or item.content)[0][0])
        thread = _continue(scene, thread, found)
        given = len(found)
        found += scene.found
        left = unclaimed_speech(p, scene) if not signed else []
        found += unowned(scene)
        unsigned = left[-1] if left and left[-1].last >= len(p.words) - 2 else None
        thread = _latest(scene, thread, given)
        heed(p.ends[-1])
    return found


def _read_verbs(scene: Scene) -> None:
    """Quotations with their speaker beside them first, so that no clause before swallows them."""
    done: set[int] = set()
    for candidate in scene.candidates:
        result = hearsay(scene, candidate) or passive_by(scene, candidate) or quote_first(scene, candidate)
        if result is not None:
            scene.found.append(result)
            first = bisect_left(scene.p.starts, result.cue[0][0])
            done.update(range(first, bisect_left(scene.p.starts, result.cue[-1][1])))
    for candidate in scene.candidates:
        if candidate.group.head not in done:
            result = trailing(scene, candidate) or forward(scene, candidate)
            if result is not None:
                scene.found.append(result)
    beside_any_verb(scene)


def _continue(scene: Scene, thread: Thread | None, earlier: list[Found]) -> Thread | None:
    """Give left-over speech to whoever spoke just before, in this paragraph or the last."""
    p = scene.p
    for quoted in unclaimed_speech(p, scene):
        own = [
            item
            for item in scene.found
            if item.speech and item.rule != "signed" and item.cue and item.cue[0][0] < quoted.start
        ]
        if own and not _parted(scene, own[-1], quoted) and not _somebody_between(scene, own[-1], quoted):
            longer = evolve(own[-1], content=(*own[-1].content, (quoted.start, quoted.end)))
            scene.found[scene.found.index(own[-1])] = longer
            scene.taken.add(p.quote[quoted.first])
        elif (
            thread is not None
            and quoted.first == 0
            and p.number - thread.passage <= 1
            and quoted.start - thread.end < _NEAR
        ):
            longer = earlier[thread.number]
            earlier[thread.number] = evolve(longer, content=(*longer.content, (quoted.start, quoted.end)))
            scene.taken.add(p.quote[quoted.first])
            thread = Thread(thread.number, quoted.end, p.number)
    return thread


def _parted(scene: Scene, found: Found, quoted: Quoted) -> bool:
    """Whether somebody else's quotation, or more than a sentence, stands between what was said and a quotation."""
    p = scene.p
    end = max(found.cue[-1][1], found.content[-1][1])
    other = any(one.speech and one.start >= end and one.end <= quoted.start for one in p.quotes)
    whole = sum(p.starts[first] >= end and p.ends[last] <= quoted.start for first, last in p.sentences)
    return other or whole > 1


def _somebody_between(scene: Scene, found: Found, quoted: Quoted) -> bool:
    """Whether a whole sentence about somebody by name stands between what was said and a quotation."""
    p = scene.p
    end = max(found.cue[-1][1], found.content[-1][1])
    for first, last in p.sentences:
        if p.starts[first] >= end and p.ends[last] <= quoted.start:
            for group in scene.groups:
                subject = subject_of(p, group, scene.groups) if first <= group.head <= last else None
                if subject is not None and p.is_proper(subject[1]):
                    return True
    return False


def _latest(scene: Scene, thread: Thread | None, given: int) -> Thread | None:
    """Who spoke last; ``given`` attributions stand before this passage's."""
    for number in range(len(scene.found) - 1, -1, -1):
        item = scene.found[number]
        if item.speech and item.rule != "signed":
            return Thread(given + number, item.content[-1][1], scene.p.number)
    return thread


def find_all(
    text: str, tagger: Tagger, lexicon: Lexicon, *, heed: Heed = _unheeded
) -> list[tuple[Found, int | None]]:
    """Every attribution with the index of the one whose quoted words it stands in, or None."""
    found: list[tuple[Found, int | None]] = [
        (item, None) for item in find_attributions(text, tagger, lexicon, heed=heed)
    ]
    first = 0
    for _ in range(_DEEPEST):
        last = len(found)
        for at in range(first, last):
            for start, end in found[at][0].content:
                opened = _opened(text, start, end)
                if end - opened > _WORTH_READING:
                    inner = find_attributions(text[opened:end], tagger, lexicon)
                    found += [(_moved(item, opened), at) for item in inner]
        first = last
    return found


def _opened(text: str, start: int, end: int) -> int:
    """Behind the mark that opens the first quotation of some words; their end when none is opened."""
    mark = _OPENING.search(text, start, end)
    return end if mark is None else mark.end()


_DEEPEST = 4
"""Quotations within quotations that are looked into; nobody writes more."""
_OPENING = re.compile(r"[“\"«„]")
_WORTH_READING = 30


def _moved(found: Found, by: int) -> Found:
    def move(spans: tuple[Range, ...]) -> tuple[Range, ...]:
        return tuple((start + by, end + by) for start, end in spans)

    return evolve(found, source=move(found.source), cue=move(found.cue), content=move(found.content))
