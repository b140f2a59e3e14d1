"""Local learning: a small CRF fitted on the user's own corrected statements, as a second reader.

Each word is labelled as part of a source, a cue or a content; what the rules found there is
among its features, so little material goes a long way. No weights are shipped.
"""

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from attrs import evolve, frozen

from truceline.reading.features import features_of, labels_of
from truceline.reading.gold import Attribution, GoldDocument
from truceline.reading.linking import linked
from truceline.reading.passage import Passage, passages
from truceline.reading.result import Reading
from truceline.reading.rules_reader import RulesReader, shipped_reader, statements_from
from truceline.testimony.document import Document
from truceline.values.problems import ValueProblem

READER = "learned/1"
FEWEST = 20


def train(documents: Sequence[GoldDocument], rules: RulesReader, model: Path) -> None:
    """Fit a model on corrected documents and write it.

    Raises:
        ValueProblem: ``reader.untrained`` for fewer than twenty documents, ``reader.missing``.
    """
    library = _library()
    if len(documents) < FEWEST:
        raise ValueProblem("reader.untrained", f"{len(documents)} documents")
    trainer = library.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params({"c1": 0.05, "c2": 0.05, "max_iterations": 120, "feature.minfreq": 2})
    for document in documents:
        ruled = rules.attributions(document.text)
        for passage in passages(document.text, rules.tagger):
            rows = features_of(passage, ruled, rules.lexicon)
            trainer.append(rows, labels_of(passage, document.attributions))
    part = model.with_name(f"{model.name}.part")
    try:
        trainer.train(str(part))
        part.replace(model)
    finally:
        part.unlink(missing_ok=True)  # broken off: the model that was there before stays whole


def _library() -> ModuleType:
    """The library that fits and runs the model; it comes with an extra."""
    try:
        return import_module("pycrfsuite")
    except ImportError as error:
        raise ValueProblem("reader.missing", "python-crfsuite: pip install 'truceline[learning]'") from error


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
        """The rules' spans the model does not think wrong, and where they are silent those it is sure of."""
        ruled = self.rules.attributions(text)
        kept: list[Attribution] = []
        added: list[Attribution] = []
        for passage in passages(text, self.rules.tagger):
            labels = self.model.tag(features_of(passage, ruled, self.rules.lexicon))
            first, last = passage.starts[0], passage.ends[-1]
            own = [item for item in ruled if first <= (item.cue or item.content)[0][0] < last]
            kept += [item for item in own if not item.cue or self._belief(passage, item) >= _DISBELIEVED]
            added += [
                item
                for item in linked(passage, labels)
                if item.source and self._belief(passage, item) >= _SURE
            ]
        taken = {
            place for item in kept for start, end in (*item.cue, *item.content) for place in range(start, end)
        }
        new = [
            item
            for item in added
            if not any(start in taken or end - 1 in taken for start, end in (*item.cue, *item.content))
        ]
        return sorted(kept + new, key=lambda item: (item.cue or item.content)[0])

    def _belief(self, p: Passage, item: Attribution) -> float:
        """How sure the model is that the cue is one, by its surest word."""
        return max(
            float(max(self.model.marginal("B-cue", word), self.model.marginal("I-cue", word)))
            for word in range(len(p.words))
            if any(start <= p.starts[word] < end for start, end in item.cue)
        )


_SURE, _DISBELIEVED = 0.5, 0.05


def make(options: dict[str, str]) -> LearnedReader:
    """The reader over a trained model file (``model``).

    Raises:
        ValueProblem: ``reader.missing`` without the library or the file.
    """
    path = Path(options.get("model", ""))
    if not path.is_file():
        raise ValueProblem("reader.missing", f"the model {path}")
    tagger = _library().Tagger()
    tagger.open(str(path))
    return LearnedReader(shipped_reader(), tagger)
