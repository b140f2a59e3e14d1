"""What the rules look at and what they leave behind: a passage, its verbs, its cues, what was found."""

from bisect import bisect_left, bisect_right
from functools import cached_property

from attrs import define, evolve, field, frozen

from truceline.reading.groups import Group, group_at, groups_of, mended
from truceline.reading.lexicon import Cue, Lexicon
from truceline.reading.passage import Passage, Range

_UNTAGGED = frozenset(("said", "says", "wrote", "added", "told", "tweeted", "asked", "claimed"))


@frozen
class Candidate:
    """A cue verb in its place: words ``group.first`` to ``last`` (particle included)."""

    cue: Cue
    group: Group
    last: int


@frozen
class Found:
    """One attribution: source, cue and content as character spans, and the rule that made it."""

    source: tuple[Range, ...]
    cue: tuple[Range, ...]
    content: tuple[Range, ...]
    rule: str
    speech: bool
    lexical: Cue | None
    negated: bool
    relay: tuple[Range, ...]


@define
class Scene:
    """One passage under reading. ``taken`` are quotations already given to somebody."""

    p: Passage
    groups: tuple[Group, ...]
    candidates: tuple[Candidate, ...]
    taken: set[int] = field(factory=set)
    found: list[Found] = field(factory=list)

    def characters(self, words: Range | None) -> tuple[Range, ...]:
        """A stretch of words as a list of character spans."""
        return () if words is None else ((self.p.starts[words[0]], self.p.ends[words[1]]),)

    @cached_property
    def by_head(self) -> dict[int, Candidate]:
        """The cues by the word that is their verb."""
        return {candidate.group.head: candidate for candidate in self.candidates}

    @cached_property
    def _firsts(self) -> list[Range]:
        return sorted((candidate.group.first, at) for at, candidate in enumerate(self.candidates))

    def cues_between(self, first: int, last: int) -> list[Candidate]:
        """The cues whose verb group begins between two words, in the order of the passage."""
        begun = self._firsts[
            bisect_left(self._firsts, (first, 0)) : bisect_right(self._firsts, (last + 1, -1))
        ]
        return [self.candidates[at] for at in sorted(at for _, at in begun)]

    def take_quotes(self, first: int, last: int) -> None:
        """Mark every quotation between two words as given to somebody."""
        self.taken |= {self.p.quote[word] for word in range(first, last + 1) if self.p.quote[word] >= 0}


def scene_of(p: Passage, lexicon: Lexicon) -> Scene:
    """The verb groups and cue candidates of a passage, outside quoted speech."""
    groups = tuple(mended(p, group) for first, last in p.sentences for group in groups_of(p, first, last))
    heads = {group.head for group in groups}
    extra = [
        word
        for word in range(len(p.words))
        if word not in heads and (p.low[word] in _UNTAGGED or _heralds(p, word, lexicon))
    ]
    every = sorted(
        [*groups, *(group_at(p, word, p.bounds(word)[0]) for word in extra)], key=lambda group: group.head
    )
    candidates = []
    for group in every:
        cue = lexicon.verbs.get(p.low[group.head])
        if cue is not None and not p.in_speech(group.head):
            last = _with_particle(p, group.head, cue)
            if last > group.head or not cue.phrasal:
                candidates.append(Candidate(cue, group, last))
    return Scene(p=_parted(p, candidates), groups=tuple(every), candidates=tuple(candidates))


_MOST_CUES = 16
"""Cues of one sentence. No prose has more; a sentence is parted before the next, so that each is read against few others."""


def _parted(p: Passage, candidates: list[Candidate]) -> Passage:
    """The passage, with sentences of too many cues taken in parts."""
    if len(candidates) <= _MOST_CUES:
        return p
    cuts, sentence, count = [], -1, 0
    for candidate in candidates:
        if p.sentence[candidate.group.first] != sentence:
            sentence, count = p.sentence[candidate.group.first], 0
        count += 1
        if count % _MOST_CUES == 0:
            cuts.append(candidate.last + 1)
    firsts = sorted({first for first, _ in p.sentences} | {cut for cut in cuts if cut < len(p.words)})
    sentences = tuple(zip(firsts, [*(first - 1 for first in firsts[1:]), len(p.words) - 1], strict=True))
    numbers = [number for number, (first, last) in enumerate(sentences) for _ in range(first, last + 1)]
    return evolve(p, sentence=tuple(numbers), sentences=sentences)


def _heralds(p: Passage, word: int, lexicon: Lexicon) -> bool:
    """As in "the memo states, “…”": a cue taken for a plural noun, where a quotation follows or ends before it."""
    cue = lexicon.verbs.get(p.low[word])
    if cue is None or p.tags[word] != "NNS" or p.quote[word] >= 0 or not cue.takes & {"clause", "quotation"}:
        return False
    first, last = p.bounds(word)
    after = word + 2 if word < last and p.words[word + 1] in (",", ":") else word + 1
    opens = after <= last and p.in_speech(after) and p.quote[after] != p.quote[after - 1]
    ends = word == last or p.words[word + 1] in (".", ",")
    quoted = next((at for at in range(word - 1, max(first, word - _CLOSE) - 1, -1) if p.in_speech(at)), None)
    return word > first and (
        opens or (ends and quoted is not None and "," in p.words[quoted - 1 : quoted + 2])
    )


_CLOSE = 8


def _with_particle(p: Passage, head: int, cue: Cue) -> int:
    _, last = p.bounds(head)
    if head < last and p.quote[head + 1] < 0 and p.low[head + 1] in cue.particles:
        return head + 1
    return head
