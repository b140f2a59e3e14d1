"""What a fitted model sees of each word: the word, its place, the verbs around it, and the rules' opinion."""

from collections.abc import Iterable, Sequence

from attrs import frozen

from truceline.reading.gold import Attribution
from truceline.reading.groups import Group
from truceline.reading.lexicon import Lexicon
from truceline.reading.mending import PERSONS
from truceline.reading.passage import Passage
from truceline.reading.phrases import OCCASIONS, TIMES
from truceline.reading.scene import scene_of

PARTS = ("source", "cue", "content")
OUT = "O"
_STEPS = ((1, "0"), (2, "1"), (3, "2"), (4, "3"), (7, "6"), (13, "12"))


def labels_of(p: Passage, attributions: Iterable[Attribution]) -> list[str]:
    """B-, I- or O for each word; where attributions overlap the outer one counts."""
    labels = [OUT] * len(p.words)
    for attribution in sorted(
        attributions, key=lambda item: -sum(end - start for start, end in item.content)
    ):
        for part in reversed(PARTS):
            for start, end in getattr(attribution, part):
                inside = [word for word in range(len(p.words)) if start <= p.starts[word] < end]
                for place, word in enumerate(inside):
                    if labels[word] == OUT or part != "content":
                        labels[word] = f"{'I' if place else 'B'}-{part}"
    return labels


@frozen(eq=False)
class _View:
    """A passage with what the features of all its words share."""

    p: Passage
    lexicon: Lexicon
    opinions: list[str]
    forms: list[str]
    before: list[int]
    after: list[int]


def features_of(p: Passage, ruled: Sequence[Attribution], lexicon: Lexicon) -> list[list[str]]:
    """One list of features a word."""
    groups = scene_of(p, lexicon).groups
    before, after = _neighbours(p, groups)
    view = _View(p, lexicon, labels_of(p, ruled), _forms(p, groups), before, after)
    return [
        [*_own(view, word), *_around(view, word), *_verb(view, word, before[word], "lv"),
         *_verb(view, word, after[word], "nv")]
        for word in range(len(p.words))
    ]  # fmt: skip


def _forms(p: Passage, groups: Sequence[Group]) -> list[str]:
    """The verb group a word is in: head or auxiliary, its form, its voice."""
    forms = ["-"] * len(p.words)
    for group in groups:
        for word in range(group.first, group.head + 1):
            forms[word] = (
                f"{'h' if word == group.head else 'a'}{group.form[:4]}{'p' if group.passive else ''}"
            )
    return forms


def _neighbours(p: Passage, groups: Sequence[Group]) -> tuple[list[int], list[int]]:
    """The nearest verb of the same sentence before and after each word, -1 for none."""
    heads = {group.head for group in groups}
    before, after = [-1] * len(p.words), [-1] * len(p.words)
    for first, last in p.sentences:
        latest = -1
        for word in range(first, last + 1):
            before[word] = latest
            latest = word if word in heads else latest
        latest = -1
        for word in range(last, first - 1, -1):
            after[word] = latest
            latest = word if word in heads else latest
    return before, after


def _own(view: _View, word: int) -> list[str]:
    p, low = view.p, view.p.low[word]
    first, last = p.bounds(word)
    row = [
        "bias",
        f"q={_quote(p, word)}",
        f"g={view.forms[word]}",
        f"s={low[-3:]}",
        f"s2={low[-2:]}",
        f"p={low[:4]}",
    ]
    row += [f"c={p.words[word][:1].isupper()}", f"bs={_rough(word - first)}", f"es={_rough(last - word)}"]
    said = {view.opinions[at] for at in range(first, last + 1)}
    row.append(f"has={'B-cue' in said}{'B-source' in said}")
    cue = view.lexicon.verbs.get(low)
    if cue is not None:
        row += [
            "lex",
            f"lem={cue.lemma}",
            f"th={cue.thought}",
            f"act={cue.act}",
            *(f"tk={take}" for take in sorted(cue.takes)),
        ]
    row += ["noun-cue"] * (low in view.lexicon.nouns)
    row += ["person"] * (low.removesuffix("s") in PERSONS)
    row += ["occasion"] * (low in OCCASIONS)
    row += ["time"] * (low in TIMES)
    return row


def _around(view: _View, word: int) -> list[str]:
    p, row = view.p, []
    for step in (-2, -1, 0, 1, 2):
        at = word + step
        if 0 <= at < len(p.words):
            row += [
                f"{step}w={p.low[at]}",
                f"{step}t={p.tags[at]}",
                f"{step}o={view.opinions[at]}",
                f"{step}g={view.forms[at]}",
            ]
        else:
            row.append(f"{step}edge")
    tags = ("<", *p.tags[word - 1 : word + 2], ">") if word else ("<<", *p.tags[:2], ">")
    row += [f"t3={' '.join(tags)}", f"w2={' '.join(p.low[word : word + 2])}"]
    return row


def _verb(view: _View, word: int, verb: int, name: str) -> list[str]:
    """The nearest verb on one side: which, how far, whether it shows speech, what the rules make of it."""
    if verb < 0:
        return [f"{name}none"]
    p = view.p
    cue = view.lexicon.verbs.get(p.low[verb])
    speaks = cue is not None and not cue.thought
    far = _rough(abs(word - verb))
    return [
        f"{name}={p.low[verb]}", f"{name}o={view.opinions[verb]}", f"{name}d={far}", f"{name}s={speaks}",
        f"{name}g={view.forms[verb]}", f"{name}x={speaks} {p.tags[word]} {far}",
    ]  # fmt: skip


def _quote(p: Passage, word: int) -> str:
    if p.quote[word] < 0:
        return "out"
    return "speech" if p.in_speech(word) else "scare"


def _rough(distance: int) -> str:
    """A distance in words: exact when near."""
    return next((name for limit, name in _STEPS if distance < limit), "far")
