"""The figures of the reader that must hold (issue 3), on corpora that are not in this repository.

``python -m tests.real.reading_figures`` prints what the rules reach beside the bars; with ``--learning`` also what a
model adds that was fitted on other articles of the same corpus, by cross-validation, for 20, 40 and
all articles; with ``--gum`` GUM's documents are added to what it is fitted on. The tests assert them.
"""

import hashlib
import sys
from collections.abc import Sequence
from importlib import resources
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.gold.marked import gold_articles
from tests.unit.reading.test_gold_set import document_of
from truceline.exchange.addfile import read_add_file
from truceline.reading.evaluation import Scores, in_one_sentence, outermost, score
from truceline.reading.fakes import FakesScores, read_annotations, score_fakes
from truceline.reading.gazetteer import read_gazetteer
from truceline.reading.gold import Attribution, GoldDocument, read_gold
from truceline.reading.learned import make, train
from truceline.reading.names import names_of
from truceline.reading.rules_reader import shipped_reader
from truceline.testimony.register import PlaceKind

DATA = Path(__file__).parents[3] / "shared" / "data"
READER = shipped_reader()
FOLDS = 10


def _hash(text: str) -> int:
    return int(hashlib.sha256(text.encode()).hexdigest(), 16)


def is_held_out(document: GoldDocument) -> bool:
    """Whether a development article is in the half that no rule was written from."""
    return bool(_hash(document.id) % 2)


def all_voices(text: str) -> list[Attribution]:
    """Everything the rules read, nesting kept."""
    return [
        Attribution(item.source, item.cue, item.content) for item in READER.read(document_of(text)).statements
    ]


def one_voice(text: str) -> list[Attribution]:
    """Outermost attributions only: PolNeAR marks no nesting."""
    return outermost(all_voices(text))


def polnear(data: Path) -> tuple[GoldDocument, ...]:
    """The development articles of PolNeAR."""
    return read_gold(data / "attribution" / "polnear_dev.jsonl")


def gum(data: Path) -> tuple[GoldDocument, ...]:
    """GUM's documents."""
    return read_gold(data / "attribution" / "gum.jsonl")


def wikinews(data: Path) -> list[GoldDocument]:
    """GUM's Wikinews articles: another domain, other annotators."""
    return [item for item in gum(data) if "_news_" in item.id]


def learned(
    documents: Sequence[GoldDocument], most: int, more: Sequence[GoldDocument] = ()
) -> dict[str, list[Attribution]]:
    """What a fitted reader finds in each document, having seen ``most`` others and never the document itself."""
    found: dict[str, list[Attribution]] = {}
    for fold in range(FOLDS):
        others = sorted(
            (item for item in documents if _fold(item) != fold), key=lambda item: _hash("o" + item.id)
        )
        with TemporaryDirectory() as folder:
            model = Path(folder) / "model.crf"
            train([*others[:most], *more], READER, model)
            reader = make({"model": str(model)})
            for item in documents:
                if _fold(item) == fold:
                    found[item.id] = outermost(reader.attributions(item.text))
    return found


def _fold(document: GoldDocument) -> int:
    return _hash("fold " + document.id) % FOLDS


def learned_scores(found: dict[str, list[Attribution]], documents: Sequence[GoldDocument]) -> Scores:
    """How well what was found grades."""
    by_text = {item.text: found[item.id] for item in documents}
    return score(lambda text: by_text[text], documents)


_BARS = {
    "rules, PolNeAR, held-out half": (76, 58, 93, 85, 20),
    "rules, GUM Wikinews": (70, None, None, None, 20),
    "learned from nine tenths of 84, held-out half": (79, 62, None, None, None),
}
"""What issue 3 asks for, in the order of the columns."""
_COLUMNS = ("statements", "triple", "direct P", "direct R", "articles/s")


def _print(name: str, scores: Scores) -> None:
    direct, triple = scores.rates["direct"], scores.rates["triple, partial"]
    figures = [100 * scores.statements.f1, 100 * triple.f1, 100 * direct.precision, 100 * direct.recall]
    bars = _BARS.get(name, (None,) * len(_COLUMNS))
    cells = (
        f"{figure:.1f}" + ("" if bar is None else f" ({bar})")
        for figure, bar in zip([*figures, scores.per_second], bars, strict=True)
    )
    sys.stdout.write(f"{name:54s}" + "".join(f"{cell:>13s}" for cell in cells) + "\n")


def fakes(data: Path) -> FakesScores:
    """The fields of FA-KES, with the names of the bundled example and a gazetteer of settlements."""
    example = resources.files("truceline.data").joinpath("example/syria-spring-2016.toml").read_text("utf-8")
    batch = read_add_file(example, "example", known=None)
    gazetteer = data / "syria_gazetteer" / "locations_pcodes_en_ar.json"
    names = names_of(
        batch.actors,
        (place for place in batch.places if place.kind is not PlaceKind.COUNTRY),
        batch.sources,
        read_gazetteer(gazetteer.read_text("utf-8"), gazetteer.name),
    )
    sheet = data / "fakes_syria_news" / "crowdsourced-annotations.xlsx"
    return score_fakes(read_annotations(sheet.read_bytes()), names)


def _print_fakes(scores: FakesScores) -> None:
    for one in scores.fields:
        name = f"FA-KES, {one.field}: F1, baseline's in brackets"
        sys.stdout.write(f"{name:54s}{f'{100 * one.reader.f1:.1f} ({100 * one.baseline.f1:.1f})':>13s}\n")
    share = f"{100 * scores.tolls_right / scores.tolls_wanted:.1f} (85)"
    sys.stdout.write(f"{'FA-KES, tolls with their bounds, % of articles':54s}{share:>13s}\n")


def main(arguments: Sequence[str]) -> None:
    """Print every figure, its bar in brackets; seconds are those of the processor."""
    sys.stdout.write(f"{'':54s}" + "".join(f"{title:>13s}" for title in _COLUMNS) + "\n")
    documents = polnear(DATA)
    held = [item for item in documents if is_held_out(item)]
    _print("rules, PolNeAR, held-out half", score(one_voice, held))
    _print("rules, PolNeAR, tuning half", score(one_voice, [item for item in documents if item not in held]))
    _print("rules, GUM Wikinews", score(all_voices, wikinews(DATA)))
    _print(
        "rules, GUM Wikinews, sentence by sentence",
        score(all_voices, wikinews(DATA), narrowed=in_one_sentence),
    )
    _print("rules, own gold set", score(all_voices, [item.document for item in gold_articles()]))
    _print_fakes(fakes(DATA))
    if "--learning" in arguments:
        for most in (20, 40, len(documents)):
            found = learned(documents, most)
            shown = "nine tenths of 84" if most > len(documents) // 2 else str(most)
            _print(f"learned from {shown}, held-out half", learned_scores(found, held))
            _print(f"learned from {shown}, all 84", learned_scores(found, documents))
    if "--gum" in arguments:
        found = learned(documents, len(documents), gum(DATA))
        _print("learned from nine tenths of 84 and GUM, held-out half", learned_scores(found, held))
        _print("learned from nine tenths of 84 and GUM, all 84", learned_scores(found, documents))


if __name__ == "__main__":
    main(sys.argv[1:])
