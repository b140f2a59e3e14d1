"""A reader over a user's own spaCy pipeline: its tags take the place of the shipped ones, the rules stay."""

from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from attrs import evolve, frozen

from truceline.reading.lexicon import shipped_lexicon
from truceline.reading.result import Reading
from truceline.reading.rules_reader import RulesReader
from truceline.reading.tagger import Tagger, shipped_tagger
from truceline.testimony.document import Document
from truceline.values.problems import ValueProblem

# An extra; where it is not installed, make() says so.
spacy: Any = import_module("spacy") if find_spec("spacy") else None


@frozen(eq=False)
class PipelineTagger(Tagger):
    """The pipeline's fine tags for the reader's own words."""

    pipeline: Any

    def tag(self, words: Sequence[str]) -> list[str]:
        """One Penn tag a word; the shipped tagger's where the pipeline gives none."""
        doc = spacy.tokens.Doc(self.pipeline.vocab, words=list(words))
        for _, part in self.pipeline.pipeline:
            doc = part(doc)
        own = super().tag(words)
        tags = [token.tag_ or fallback for token, fallback in zip(doc, own, strict=True)]
        return [
            fallback if fallback.endswith("$") and tag.startswith("NN") else tag
            for tag, fallback in zip(tags, own, strict=True)
        ]


@frozen(eq=False)
class PipelineReader:
    """The rules over a pipeline's tags."""

    rules: RulesReader
    name: str

    def read(self, document: Document) -> Reading:
        """The statements of a document."""
        reading = self.rules.read(document)
        renamed = tuple(evolve(item, reader=self.name) for item in reading.statements)
        return evolve(reading, reader=self.name, statements=renamed)


def make(options: dict[str, str]) -> PipelineReader:
    """The reader over the pipeline named in the options (``model``), which the user has installed.

    Raises:
        ValueProblem: ``reader.missing`` without spaCy or without that pipeline.
    """
    model = options.get("model", "")
    if spacy is None:
        raise ValueProblem("reader.missing", "spaCy: pip install 'truceline[spacy]'")
    try:
        pipeline = spacy.load(model)
    except (OSError, ValueError) as error:
        raise ValueProblem("reader.missing", f"the pipeline {model!r}") from error
    shipped = shipped_tagger()
    tagger = PipelineTagger(shipped.weights, shipped.tags, shipped.fixed, pipeline)
    return PipelineReader(RulesReader(tagger, shipped_lexicon()), f"spacy/{model}")
