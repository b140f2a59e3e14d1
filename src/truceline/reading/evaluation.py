"""How well a reader reads: precision, recall and F1 by element and by kind of quotation.

Compared in words, so that punctuation and spaces at the edges do not count. *exact*: the same
words. *overlap*: half of the words of both together are shared. *triple*: source, cue and
content together; *partial*: content overlaps, source and cue share a word. *statements*: who
says what, over direct, mixed and indirect speech with a verb of speech; what people only want
or support is left out, as the published figures it is compared with do.
"""

import re
import time
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from attrs import define, field, frozen

from truceline.reading.gold import Attribution, GoldDocument, Range
from truceline.reading.segments import Stretch, paragraphs, sentences
from truceline.reading.words import is_wordlike, words_of

_PARTS = ("source", "cue", "content")
_HALF = 0.5
KINDS = ("direct", "mixed", "indirect, verb of speech", "indirect, other")
_SPEECH = frozenset(
    [
        "said",
        "say",
        "says",
        "saying",
        "added",
        "add",
        "adds",
        "adding",
        "told",
        "tell",
        "tells",
        "telling",
        "asked",
        "ask",
        "wrote",
        "write",
        "writes",
        "announced",
        "noted",
        "reported",
        "according",
        "warned",
        "claimed",
        "denied",
        "insisted",
        "accused",
        "acknowledged",
        "explained",
        "stated",
        "argued",
        "tweeted",
        "declared",
        "suggested",
        "replied",
        "responded",
        "admitted",
        "alleged",
        "confirmed",
        "testified",
        "described",
        "called",
        "continued",
        "concluded",
        "remarked",
        "complained",
        "recalled",
        "urged",
        "promised",
        "vowed",
        "pledged",
        "predicted",
        "revealed",
        "estimated",
        "disclosed",
        "asserted",
        "maintained",
        "contended",
        "reiterated",
        "emphasized",
        "stressed",
    ]
)
T = TypeVar("T")
Predict = Callable[[str], Sequence[Attribution]]
Narrow = Callable[[str, Attribution], Attribution]


@frozen
class Rate:
    """How many were right, how many were given, how many were to be found."""

    right: int
    given: int
    wanted: int
    wanted_right: int

    @property
    def precision(self) -> float:
        return self.right / self.given if self.given else 0.0

    @property
    def recall(self) -> float:
        return self.wanted_right / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def __add__(self, other: "Rate") -> "Rate":
        return Rate(
            self.right + other.right,
            self.given + other.given,
            self.wanted + other.wanted,
            self.wanted_right + other.wanted_right,
        )


_NOTHING = Rate(0, 0, 0, 0)


@frozen
class Scores:
    """All rates of one reader over some documents, and how many documents a second it read."""

    documents: int
    attributions: int
    rates: dict[str, Rate]
    per_second: float

    @property
    def statements(self) -> Rate:
        """Who says what, without attitudes."""
        return sum((self.rates.get(kind, _NOTHING) for kind in KINDS[:3]), _NOTHING)


@define
class _Sums:
    rates: dict[str, Rate] = field(factory=dict)

    def add(self, name: str, rate: Rate) -> None:
        self.rates[name] = self.rates.get(name, _NOTHING) + rate


def as_marked(_: str, item: Attribution) -> Attribution:
    """An attribution as it was marked: nothing narrowed."""
    return item


def score(predict: Predict, documents: Iterable[GoldDocument], *, narrowed: Narrow = as_marked) -> Scores:
    """Grade a reader, given as a function from a text to attributions.

    ``narrowed`` cuts both sides alike before they are compared; kinds are told from the whole.
    """
    sums, count, attributions, seconds = _Sums(), 0, 0, 0.0
    for document in documents:
        started = time.process_time()
        predicted = [item for item in predict(document.text) if item.content or item.cue]
        seconds += time.process_time() - started
        _grade(document, predicted, sums, narrowed)
        count += 1
        attributions += len(document.attributions)
    return Scores(count, attributions, sums.rates, count / seconds if seconds else 0.0)


Words = dict[str, frozenset[int]]


def _grade(document: GoldDocument, predicted: Sequence[Attribution], sums: _Sums, narrowed: Narrow) -> None:
    owners = _owners(document.text)
    gold = [_words(owners, narrowed(document.text, item)) for item in document.attributions]
    given = [_words(owners, narrowed(document.text, item)) for item in predicted]
    for part in _PARTS:
        wanted, found = (
            {item[part] for item in gold if item[part]},
            {item[part] for item in given if item[part]},
        )
        same = len(wanted & found)
        sums.add(f"{part}, exact", Rate(same, len(found), len(wanted), same))
        near = len(_matched(list(wanted), list(found), _overlap))
        sums.add(f"{part}, overlap", Rate(near, len(found), len(wanted), near))
    for name, measure in (("triple, exact", _triple_exact), ("triple, partial", _triple_partial)):
        right = len(_matched(gold, given, measure))
        sums.add(name, Rate(right, len(given), len(gold), right))
    pairs = _matched(gold, given, _says)
    found_gold, right_given = {one for one, _ in pairs}, {other for _, other in pairs}
    for number, item in enumerate(document.attributions):
        sums.add(kind_of(document.text, item), Rate(0, 0, 1, int(number in found_gold)))
    for number, item in enumerate(predicted):
        sums.add(kind_of(document.text, item), Rate(int(number in right_given), 1, 0, 0))


def _owners(text: str) -> tuple[list[int], list[bool]]:
    """The word each character belongs to (-1 for none), and whether a word is more than a mark."""
    owner, wordlike = [-1] * len(text), []
    for number, word in enumerate(words_of(text, 0, len(text))):
        owner[word.start : word.end] = [number] * (word.end - word.start)
        wordlike.append(is_wordlike(word.text))
    return owner, wordlike


def _words(owners: tuple[list[int], list[bool]], item: Attribution) -> Words:
    return {part: _trimmed(owners, getattr(item, part)) for part in _PARTS}


def _trimmed(owners: tuple[list[int], list[bool]], spans: tuple[tuple[int, int], ...]) -> frozenset[int]:
    owner, wordlike = owners
    found: set[int] = set()
    for start, end in spans:
        inside = sorted({number for number in owner[start:end] if number >= 0})
        while inside and not wordlike[inside[0]]:
            inside.pop(0)
        while inside and not wordlike[inside[-1]]:
            inside.pop()
        found |= set(inside)
    return frozenset(found)


def _share(one: frozenset[int], other: frozenset[int]) -> float:
    return len(one & other) / len(one | other) if one and other else 0.0


def _overlap(one: frozenset[int], other: frozenset[int]) -> float:
    share = _share(one, other)
    return share if share >= _HALF else 0.0


def _touch(one: frozenset[int], other: frozenset[int]) -> bool:
    return bool(one & other) or (not one and not other)


def _triple_exact(gold: Words, given: Words) -> float:
    return 1.0 if gold == given else 0.0


def _triple_partial(gold: Words, given: Words) -> float:
    return _says(gold, given) if _touch(gold["cue"], given["cue"]) else 0.0


def _says(gold: Words, given: Words) -> float:
    return _overlap(gold["content"], given["content"]) if _touch(gold["source"], given["source"]) else 0.0


def _matched(
    gold: Sequence[T], given: Sequence[T], measure: Callable[[T, T], float]
) -> list[tuple[int, int]]:
    """One to one, best first."""
    ranked = sorted(
        ((measure(one, other), i, j) for i, one in enumerate(gold) for j, other in enumerate(given)),
        key=lambda item: (-item[0], item[1:]),
    )
    pairs: list[tuple[int, int]] = []
    used_gold: set[int] = set()
    used_given: set[int] = set()
    for value, i, j in ranked:
        if value > 0 and i not in used_gold and j not in used_given:
            used_gold.add(i)
            used_given.add(j)
            pairs.append((i, j))
    return pairs


_OPENING, _CLOSING = ("“", '"', "‘", "''", "``"), ("”", '"', "’", "''")
_DOUBLE = ("“", "”", '"', "''", "``")
"""Two apostrophes are what wire services write for a quotation mark."""


def kind_of(text: str, item: Attribution) -> str:
    """Direct, mixed, or indirect with or without a verb of speech."""
    words = " ".join(text[start:end] for start, end in item.content).strip()
    if words.startswith(_OPENING) and words.rstrip(".,").endswith(_CLOSING):
        return KINDS[0]
    if any(mark in words for mark in _DOUBLE):
        return KINDS[1]
    cue = re.findall(r"\w+", " ".join(text[start:end] for start, end in item.cue).lower())
    return KINDS[2] if _SPEECH & set(cue) else KINDS[3]


def outermost(items: Sequence[Attribution]) -> list[Attribution]:
    """Without those that stand inside another's content: for corpora that mark one voice only."""
    kept = []
    for item in items:
        anchor = item.cue or item.content
        inside = any(
            other is not item
            and any(start <= anchor[0][0] and anchor[-1][1] <= end for start, end in other.content)
            for other in items
        )
        if not inside:
            kept.append(item)
    return kept


def in_one_sentence(text: str, item: Attribution) -> Attribution:
    """Of what is said only the part in the sentence of its cue, else the sentence nearest to it.

    For corpora that mark one sentence at a time: a quotation that goes on after "she said." is
    neither missed nor invented by them.
    """
    anchor = (item.cue or item.source or item.content)[0][0]
    every = [part for paragraph in paragraphs(text) for part in sentences(text, paragraph)]
    near = [part for part in every if _cut(item.content, part)]
    if not near:
        return item
    own = [part for part in near if part.start <= anchor < part.end]
    best = (
        own[0] if own else min(near, key=lambda part: min(abs(part.start - anchor), abs(part.end - anchor)))
    )
    return Attribution(item.source, item.cue, _cut(item.content, best))


def _cut(spans: tuple[Range, ...], part: Stretch) -> tuple[Range, ...]:
    """What of some spans stands in a sentence."""
    return tuple(
        (max(start, part.start), min(end, part.end))
        for start, end in spans
        if start < part.end and part.start < end
    )
