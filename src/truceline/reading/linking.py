"""Spans of sources, cues and contents tied into attributions by what stands nearest."""

from collections.abc import Sequence

from attrs import frozen

from truceline.reading.gold import Attribution
from truceline.reading.passage import Passage


@frozen
class Labelled:
    """A run of words with one label."""

    part: str
    first: int
    last: int


def runs_of(labels: Sequence[str]) -> list[Labelled]:
    """The labelled runs, left to right."""
    runs: list[Labelled] = []
    for word, label in enumerate(labels):
        if label == "O":
            continue
        part = label[2:]
        if label[0] == "I" and runs and runs[-1].part == part and runs[-1].last == word - 1:
            runs[-1] = Labelled(part, runs[-1].first, word)
        else:
            runs.append(Labelled(part, word, word))
    return runs


def linked(p: Passage, labels: Sequence[str]) -> list[Attribution]:
    """One attribution a cue: the contents nearest to it, and the source nearest to it."""
    runs = runs_of(labels)
    cues = [run for run in runs if run.part == "cue"]
    contents: dict[int, list[Labelled]] = {}
    for run in runs:
        if run.part == "content" and cues:
            nearest = min(range(len(cues)), key=lambda number: _distance(p, cues[number], run))
            if _distance(p, cues[nearest], run) < _FAR:
                contents.setdefault(nearest, []).append(run)
    found = []
    for number, cue in enumerate(cues):
        own = contents.get(number)
        if own:
            source = _source(p, cue, runs)
            found.append(
                Attribution(
                    () if source is None else ((p.starts[source.first], p.ends[source.last]),),
                    ((p.starts[cue.first], p.ends[cue.last]),),
                    tuple((p.starts[run.first], p.ends[run.last]) for run in own),
                )
            )
    return found


_FAR = 40


def _distance(p: Passage, one: Labelled, other: Labelled) -> float:
    gap = other.first - one.last if other.first > one.last else one.first - other.last
    apart = abs(p.sentence[one.first] - p.sentence[other.first])
    return gap + 12 * apart - (0.5 if other.first > one.last else 0)


def _source(p: Passage, cue: Labelled, runs: Sequence[Labelled]) -> Labelled | None:
    sources = [run for run in runs if run.part == "source" and p.sentence[run.first] == p.sentence[cue.first]]
    return min(sources, key=lambda run: _distance(p, cue, run), default=None)
