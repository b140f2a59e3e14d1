"""Reads the gold articles' markup: {s1 source} {c1 cue} {q1 content}, and the @ lines below."""

import re
from pathlib import Path

from attrs import frozen

from truceline.reading.gold import Attribution, GoldDocument

ARTICLES = Path(__file__).parent / "articles"
_OPEN = re.compile(r"\{([scq])(\d+) ")
_PARTS = {"s": "source", "c": "cue", "q": "content"}
Spans = dict[int, dict[str, list[tuple[int, int]]]]


@frozen
class Marked:
    """One gold article: its document, the numbers of its attributions, and what else must be read of them."""

    document: GoldDocument
    numbers: tuple[int, ...]
    expected: dict[int, dict[str, str]]


def read_article(path: Path) -> Marked:
    """The article without its markup, and the spans that the markup stood for."""
    body, _, notes = path.read_text("utf-8").partition("\n@")
    spans: Spans = {}
    text = _unmarked(body, spans)
    numbers = tuple(sorted(spans))
    attributions = tuple(
        Attribution(*(tuple(sorted(spans[number].get(part, []))) for part in ("source", "cue", "content")))
        for number in numbers
    )
    return Marked(GoldDocument(path.stem, text, attributions), numbers, _expected("@" + notes))


def _unmarked(body: str, spans: Spans) -> str:
    plain: list[str] = []
    stack: list[tuple[str, int, int]] = []
    length = at = 0
    while at < len(body):
        opened = _OPEN.match(body, at)
        if opened:
            stack.append((_PARTS[opened[1]], int(opened[2]), length))
            at = opened.end()
            continue
        if body[at] == "}":
            part, number, start = stack.pop()
            spans.setdefault(number, {}).setdefault(part, []).append((start, length))
        else:
            plain.append(body[at])
            length += 1
        at += 1
    assert not stack, "a brace is open"
    return "".join(plain)


def _expected(notes: str) -> dict[int, dict[str, str]]:
    found: dict[int, dict[str, str]] = {}
    for match in re.finditer(r"^@(\d+) (.+)$", notes, re.MULTILINE):
        found[int(match[1])] = dict(item.strip().split("=", 1) for item in match[2].split(";"))
    return found


def gold_articles() -> tuple[Marked, ...]:
    """All articles, in the order of their names."""
    return tuple(read_article(path) for path in sorted(ARTICLES.glob("*.txt")))
