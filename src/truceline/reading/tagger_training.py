"""Trains the shipped part-of-speech tagger: ``python -m truceline.reading.tagger_training``.

Reads GUM's gold tags as JSON lines ({id, split, sents: [[[start, end, form, tag, ...]]]}) and
keeps only documents whose own text is CC BY (not share-alike, not non-commercial), named by
the licence file beside it. Same input, same weights: the order is shuffled with a fixed seed.
"""

import json
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from attrs import define, frozen
from numpy.typing import NDArray

from truceline.reading.tagger import ROWS, Tagger, dynamic_rows, plain_word, static_rows

EPOCHS = 8
_ALWAYS = 0.985
_OFTEN = 20
_CLITIC = re.compile(r"[’'](?:s|ll|re|ve|d|m|S)|n[’']t")
_MARKS = ("``", "''")
"""Tags of quotation marks; they also tell which way a straight one faces."""
_NOUNS = {"NN", "NNS", "NNP", "NNPS"}
_STEPS = 127


@frozen
class Tagged:
    """One sentence in the reader's words, with gold tags."""

    words: tuple[str, ...]
    tags: tuple[str, ...]


def permissive_ids(attributions: Path) -> set[str]:
    """Documents whose text is CC BY in some version."""
    rows = (json.loads(line) for line in attributions.read_text("utf-8").splitlines())
    return {row["id"] for row in rows if re.fullmatch(r"CC BY [\d.]+", row["licence"])}


def read_gold(path: Path, ids: set[str]) -> Iterator[tuple[str, Tagged]]:
    """(split, sentence) of every document that may be used."""
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        if row["id"] in ids:
            for sentence in row["sents"]:
                yield row["split"], joined(sentence)


def joined(sentence: Sequence[Sequence[object]]) -> Tagged:
    """GUM's words put together as the reader keeps them: hyphens, possessives, contractions."""
    words: list[str] = []
    tags: list[str] = []
    glue = False
    end_before: object = None
    for start, end, form, tag, *_ in sentence:
        touches, text = start == end_before, str(tag) if tag in _MARKS else str(form)
        if touches and words and (glue or (_CLITIC.fullmatch(text) and words[-1][-1].isalnum())):
            tags[-1] = _joined_tag(tags[-1], str(tag), glue=glue)
            words[-1] += text
            glue = False
        elif touches and words and text == "-" and words[-1][-1].isalnum():
            words[-1] += text
            glue = True
        else:
            words.append(text)
            tags.append(str(tag))
            glue = False
        end_before = end
    return Tagged(tuple(words), tuple(tags))


def _joined_tag(host: str, clitic: str, *, glue: bool) -> str:
    if glue:
        return clitic
    return f"{host}$" if host in _NOUNS and clitic == "POS" else host


@define(eq=False)
class _Averaged:
    """Weights in training, with the running sums that averaging needs."""

    weights: NDArray[np.float64]
    sums: NDArray[np.float64]
    step: int

    def update(self, rows: NDArray[np.int64], right: int, wrong: int) -> None:
        for tag, change in ((right, 1.0), (wrong, -1.0)):
            np.add.at(self.weights[:, tag], rows, change)
            np.add.at(self.sums[:, tag], rows, change * self.step)

    def average(self) -> NDArray[np.float64]:
        return self.weights - self.sums / max(self.step, 1)


def train(sentences: Sequence[Tagged], epochs: int) -> Tagger:
    """A tagger from gold sentences (Collins 2002, averaged)."""
    tags = tuple(sorted({tag for sentence in sentences for tag in sentence.tags}))
    fixed = _always_one_tag(sentences, tags)
    state = _Averaged(np.zeros((ROWS, len(tags))), np.zeros((ROWS, len(tags))), 1)
    prepared = [(sentence, static_rows(sentence.words)) for sentence in sentences if sentence.words]
    chance = random.Random(1)  # noqa: S311 - shuffling, nothing secret
    for _ in range(epochs):
        chance.shuffle(prepared)
        for sentence, rows in prepared:
            _learn(sentence, rows, state, (tags, fixed))
    return Tagger(state.average().astype(np.float32), tags, fixed)


def _learn(
    sentence: Tagged, rows: NDArray[np.int64], state: _Averaged, known: tuple[tuple[str, ...], dict[str, int]]
) -> None:
    tags, fixed = known
    last = before = len(tags)
    for place, (word, gold) in enumerate(zip(sentence.words, sentence.tags, strict=True)):
        guess = fixed.get(plain_word(word))
        if guess is None:
            all_rows = np.append(rows[place], dynamic_rows(last, before, int(rows[place, 0])))
            guess = int(state.weights[all_rows].sum(axis=0).argmax())
            right = tags.index(gold)
            if guess != right:
                state.update(all_rows, right, guess)
            state.step += 1
        before, last = last, guess


def _always_one_tag(sentences: Sequence[Tagged], tags: Sequence[str]) -> dict[str, int]:
    seen: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for sentence in sentences:
        for word, tag in zip(sentence.words, sentence.tags, strict=True):
            seen[plain_word(word)][tag] += 1
    fixed = {}
    for word, counts in seen.items():
        tag, times = counts.most_common(1)[0]
        if counts.total() >= _OFTEN and times / counts.total() >= _ALWAYS:
            fixed[word] = tags.index(tag)
    return fixed


def accuracy(tagger: Tagger, sentences: Sequence[Tagged]) -> float:
    """The share of words whose tag is the gold one."""
    right = total = 0
    for sentence in sentences:
        found = tagger.tag(sentence.words)
        right += sum(one == other for one, other in zip(found, sentence.tags, strict=True))
        total += len(found)
    return right / total if total else 0.0


def save(tagger: Tagger, path: Path) -> None:
    """Write the weights in 8-bit steps, which costs no accuracy and a quarter of the size."""
    step = float(np.abs(tagger.weights).max()) / _STEPS or 1.0
    limit = (
        np.percentile(np.abs(tagger.weights[tagger.weights != 0]), 99.9) / _STEPS
        if tagger.weights.any()
        else step
    )
    small = np.clip(np.rint(tagger.weights / limit), -_STEPS, _STEPS).astype(np.int8)
    np.savez_compressed(
        path,
        weights=small,
        step=np.float32(limit),
        tags=np.array(tagger.tags),
        fixed_words=np.array(sorted(tagger.fixed)),
        fixed_tags=np.array([tagger.fixed[word] for word in sorted(tagger.fixed)], dtype=np.int16),
    )


def main(arguments: Sequence[str]) -> None:
    """``GOLD.jsonl ATTRIBUTIONS.jsonl OUT.npz``: measure on dev and test, then fit on all."""
    gold, attributions, out = (Path(argument) for argument in arguments)
    sentences = list(read_gold(gold, permissive_ids(attributions)))
    trained = train([item for split, item in sentences if split == "train"], EPOCHS)
    unseen = [item for split, item in sentences if split != "train"]
    sys.stdout.write(f"accuracy on GUM dev and test: {accuracy(trained, unseen):.4f}\n")
    save(train([item for _, item in sentences], EPOCHS), out)


if __name__ == "__main__":
    main(sys.argv[1:])
