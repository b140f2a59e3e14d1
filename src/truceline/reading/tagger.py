"""Parts of speech: a small averaged perceptron (Penn tags), deterministic, numpy only.

The weights are trained by `tagger_training` on the CC BY part of GUM and shipped in
data/reading/tagger.npz. Features are hashed (CRC-32) into a fixed number of rows, so the
model is two arrays and no vocabulary. Possessives carry ``$`` after their noun's tag.
"""

import itertools
import zlib
from collections.abc import Sequence
from functools import cache, cached_property, lru_cache
from importlib import resources

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

ROWS = 1 << 16
_START, _END = "<s>", "</s>"
_OPENING, _CLOSING = frozenset(("“", "«", "„", "``")), frozenset(("”", "»", '"', "''"))


@lru_cache(maxsize=200_000)
def plain_word(word: str) -> str:
    """The spelling the tagger looks at: opening marks alike, closing marks alike, figures alike, lower case.

    A straight mark counts as closing; who knows that it opens hands in an opening one.
    """
    if word in _OPENING:
        return "``"
    if word in _CLOSING:
        return "''"
    if word in "‘’`'":
        return "'"
    if word[0].isdigit() and not any(letter.isalpha() for letter in word):
        return "!number"
    return word.lower()


@lru_cache(maxsize=200_000)
def _row(feature: str) -> int:
    return zlib.crc32(feature.encode()) % ROWS


@lru_cache(maxsize=50_000)
def _own_rows(word: str, first: bool) -> tuple[int, ...]:
    """Rows of what the word alone tells: itself, its ends, its shape."""
    low = plain_word(word)
    shape = ("A" if word.isupper() else "U" if word[:1].isupper() else "l") + ("0" if first else "1")
    shape += ("-" if "-" in word else "") + ("." if "." in word else "")
    texts = (
        f"w {low}", f"s3 {low[-3:]}", f"s2 {low[-2:]}", f"s1 {low[-1:]}", f"s4 {low[-4:]}", f"p2 {low[:2]}",
        f"c {shape}", f"c+s {shape} {low[-2:]}", "bias",
    )  # fmt: skip
    return tuple(_row(text) for text in texts)


@lru_cache(maxsize=50_000)
def _rows_before(low: str) -> tuple[int, int]:
    """Rows of a word as the one before another."""
    return _row(f"w-1 {low}"), _row(f"s-1 {low[-3:]}")


@lru_cache(maxsize=50_000)
def _rows_after(low: str) -> tuple[int, int]:
    """Rows of a word as the one after another."""
    return _row(f"w+1 {low}"), _row(f"s+1 {low[-3:]}")


@lru_cache(maxsize=50_000)
def _rows_far(low: str) -> tuple[int, int]:
    """Rows of a word as the second before another, and as the second after it."""
    return _row(f"w-2 {low}"), _row(f"w+2 {low}")


@lru_cache(maxsize=100_000)
def _rows_of_two(here: str, after: str) -> tuple[int, int, int]:
    """Rows of two words side by side: as this one and the next (both, their ends), as the last and this one."""
    return _row(f"w0+1 {here} {after}"), _row(f"s0+1 {here[-3:]} {after[-3:]}"), _row(f"w-1+0 {here} {after}")


_COLUMNS = 19


def static_rows(words: Sequence[str]) -> NDArray[np.int64]:
    """One line of feature rows a word, of everything that does not depend on earlier tags."""
    low = [_START, _START, *(plain_word(word) for word in words), _END, _END]
    shapes = ["l", *("U" if word[:1].isupper() else "l" for word in words), "l"]
    twos = [_rows_of_two(here, after) for here, after in itertools.pairwise(low)]
    flat: list[int] = []
    for place, word in enumerate(words):
        at = place + 2
        both, ends, _ = twos[at]
        flat += _own_rows(word, place == 0)
        flat += _rows_before(low[at - 1])
        flat += _rows_after(low[at + 1])
        flat += (
            _rows_far(low[at - 2])[0],
            _rows_far(low[at + 2])[1],
            both,
            twos[at - 1][2],
            _row(f"c-1+1 {shapes[place]}{shapes[place + 2]} {low[at][-2:]}"),
            ends,
        )
    return np.array(flat, dtype=np.int64).reshape(len(words), _COLUMNS)


def dynamic_rows(last: int, before: int, word_row: int) -> tuple[int, int, int]:
    """Rows of the two tags before: alone, together, and with the word. Arithmetic, for speed."""
    return (
        (last * 7919 + 17) % ROWS,
        (last * 104_729 + before * 1_299_709 + 31) % ROWS,
        row_with_word(last, word_row),
    )


def row_with_word(last: int, word_row: int) -> int:
    """The row of the tag before together with the word."""
    return (last * 15_485_863 + word_row * 49 + 5) % ROWS


@frozen(eq=False)
class Tagger:
    """The weights (features x tags), the tags, and words that always carry one tag."""

    weights: NDArray[np.float32]
    tags: tuple[str, ...]
    fixed: dict[str, int]

    @cached_property
    def _following(self) -> NDArray[np.float32]:
        """What any two tags before say of the next, one line for each pair."""
        count = len(self.tags) + 1
        rows = [dynamic_rows(last, before, 0)[:2] for last in range(count) for before in range(count)]
        found: NDArray[np.float32] = self.weights[np.array(rows, dtype=np.int64)].sum(axis=1)
        return found

    def tag(self, words: Sequence[str]) -> list[str]:
        """One tag a word, decided left to right."""
        if not words:
            return []
        rows = static_rows(words)
        scores = self.weights[rows].sum(axis=1)
        own = rows[:, 0].tolist()
        weights, following, fixed = self.weights, self._following, self.fixed
        count = len(self.tags) + 1
        last = before = count - 1
        found = []
        for place, word in enumerate(words):
            known = fixed.get(plain_word(word))
            if known is None:
                line = scores[place]
                line += following[last * count + before]
                line += weights[row_with_word(last, own[place])]
                known = int(line.argmax())
            found.append(self.tags[known])
            before, last = last, known
        return found


@cache
def shipped_tagger() -> Tagger:
    """The tagger that comes with the package; GUM's CC BY texts are named in data/reading/NOTICE."""
    with resources.files("truceline.data.reading").joinpath("tagger.npz").open("rb") as file:
        arrays = np.load(file, allow_pickle=False)
        return Tagger(
            weights=arrays["weights"].astype(np.float32),  # whole steps, so that no sum is rounded
            tags=tuple(str(tag) for tag in arrays["tags"]),
            fixed={
                str(word): int(tag)
                for word, tag in zip(arrays["fixed_words"], arrays["fixed_tags"], strict=True)
            },
        )
