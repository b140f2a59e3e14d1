"""Local learning: a small CRF fitted on the user's own corrected statements, as a second reader.

Each word is labelled as part of a source, a cue or a content; what the rules found there is
among its features, so little material goes a long way. No weights are shipped.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from attrs import evolve, frozen

from truceline.reading.gold import Attribution, GoldDocument
from truceline.reading.linking import linked
from truceline.reading.passage import Passage, passages
from truceline.reading.result import Reading
from truceline.reading.rules_reader import RulesReader, shipped_reader, statements_from
from truceline.testimony.document import Document
from truceline.values.problems import ValueProblem

try:
    import pycrfsuite
except ImportError:  # the extra is not installed; train() and make() say so
    pycrfsuite = None

READER = "learned/1"
FEWEST = 20
_PARTS = ("source", "cue", "content")
_OUT = "O"


def train(documents: Sequence[GoldDocument], rules: RulesReader, model: Path) -> None:
    """Fit a model on corrected documents and write it.

    Raises:
        ValueProblem: ``reader.untrained`` for fewer than twenty documents, ``reader.missing``.
    """
    if pycrfsuite is None:
        raise ValueProblem("reader.missing", "python-crfsuite: pip install 'truceline[learning]'")
    if len(documents) < FEWEST:
        raise ValueProblem("reader.untrained", f"{len(documents)} documents")
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params({"c1": 0.05, "c2": 0.05, "max_iterations": 120, "feature.minfreq": 2})
    for document in documents:
        ruled = rules.attributions(document.text)
        for passage in passages(document.text, rules.tagger):
            trainer.append(features_of(passage, ruled), labels_of(passage, document.attributions))
    trainer.train(str(model))


def labels_of(p: Passage, attributions: Iterable[Attribution]) -> list[str]:
    """B-, I- or O for each word; where attributions overlap the outer one counts."""
    labels = [_OUT] * len(p.words)
    for attribution in sorted(
        attributions, key=lambda item: -sum(end - start for start, end in item.content)
    ):
        for part in reversed(_PARTS):
            for start, end in getattr(attribution, part):
                inside = [word for word in range(len(p.words)) if start <= p.starts[word] < end]
                for place, word in enumerate(inside):
                    if labels[word] == _OUT or part != "content":
                        labels[word] = f"{'I' if place else 'B'}-{part}"
    return labels


def features_of(p: Passage, ruled: Sequence[Attribution]) -> list[list[str]]:
    """What the model sees of each word: it, its neighbours, quotation marks, and the rules' opinion."""
    opinions = labels_of(p, ruled)
    rows = []
    for word in range(len(p.words)):
        row = ["bias", f"o={opinions[word]}", f"q={_quote(p, word)}"]
        for step in (-2, -1, 0, 1, 2):
            at = word + step
            if 0 <= at < len(p.words):
                row += [f"{step}w={p.low[at]}", f"{step}t={p.tags[at]}", f"{step}o={opinions[at]}"]
            else:
                row.append(f"{step}edge")
        row += [f"s={p.low[word][-3:]}", f"c={p.words[word][:1].isupper()}", f"t2={p.tags[word][:2]}"]
        row.append(f"dist={_to_quote(p, word)}")
        rows.append(row)
    return rows


def _quote(p: Passage, word: int) -> str:
    if p.quote[word] < 0:
        return "out"
    return "speech" if p.in_speech(word) else "scare"


def _to_quote(p: Passage, word: int) -> str:
    """How near the closest quotation mark stands, roughly."""
    near = min((abs(word - edge) for quoted in p.quotes for edge in (quoted.first, quoted.last)), default=99)
    return str(near) if near < _NEAR else "far"


_NEAR = 6


@frozen(eq=False)
class LearnedReader:
    """The rules' spans, and where they are silent those that a fitted model is sure of."""

    rules: RulesReader
    model: Any

    name = READER

    def read(self, document: Document) -> Reading:
        """The statements of a document."""
        reading = self.rules.read(document)
        found = statements_from(document, self.attributions(document.text or ""), READER)
        return evolve(reading, reader=READER, statements=found)

    def attributions(self, text: str) -> list[Attribution]:
        """The rules' spans, and where they are silent those the model is sure of."""
        ruled = self.rules.attributions(text)
        taken = {
            place
            for item in ruled
            for start, end in (*item.cue, *item.content)
            for place in range(start, end)
        }
        sure: list[Attribution] = []
        for passage in passages(text, self.rules.tagger):
            labels = self.model.tag(features_of(passage, ruled))
            sure += [item for item in linked(passage, labels) if item.source and self._is_sure(passage, item)]
        added = [
            item
            for item in sure
            if not any(start in taken or end - 1 in taken for start, end in (*item.cue, *item.content))
        ]
        return sorted(ruled + added, key=lambda item: (item.cue or item.content)[0])

    def _is_sure(self, p: Passage, item: Attribution) -> bool:
        start, end = item.cue[0][0], item.cue[-1][1]
        chances = [
            max(self.model.marginal("B-cue", word), self.model.marginal("I-cue", word))
            for word in range(len(p.words))
            if start <= p.starts[word] < end
        ]
        return bool(max(chances) >= _SURE)


_SURE = 0.8


def make(options: dict[str, str]) -> LearnedReader:
    """The reader over a trained model file (``model``).

    Raises:
        ValueProblem: ``reader.missing`` without the library or the file.
    """
    path = Path(options.get("model", ""))
    if pycrfsuite is None or not path.is_file():
        raise ValueProblem("reader.missing", f"python-crfsuite, or the model {path}")
    tagger = pycrfsuite.Tagger()
    tagger.open(str(path))
    return LearnedReader(shipped_reader(), tagger)
