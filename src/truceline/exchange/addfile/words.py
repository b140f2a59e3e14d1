"""The words of the codebooks that an add file may use: kinds of conduct and relations."""

import tomllib
from collections.abc import Callable, Iterable
from difflib import get_close_matches
from functools import cache
from importlib import resources

from truceline.values.problems import Problem


@cache
def conduct_kinds() -> tuple[str, ...]:
    """Every kind of conduct in the codebook."""
    return _entries("conduct.toml", "kinds")


@cache
def relation_words() -> tuple[str, ...]:
    """Every relation in the codebook."""
    return _entries("relations.toml", "relations")


def _entries(file: str, table: str) -> tuple[str, ...]:
    text = resources.files("truceline.data").joinpath("codebooks", file).read_text("utf-8")
    return tuple(tomllib.loads(text)[table])


def word_problem(table: str, key: str, word: str) -> Problem | None:
    """What is wrong with a word of a table that must be in a codebook; None for nothing."""
    code, allowed = _CODEBOOKS.get((table, key), ("", None))
    if allowed is None or word in allowed():
        return None
    return Problem(code, suggested(word, allowed()))


_CODEBOOKS: dict[tuple[str, str], tuple[str, Callable[[], tuple[str, ...]] | None]] = {
    ("event", "kind"): ("codebook.kind", conduct_kinds),
    ("watch", "saw"): ("codebook.kind", conduct_kinds),
    ("relation", "relation"): ("codebook.relation", relation_words),
}


def suggested(word: str, allowed: Iterable[str]) -> str:
    """The word as a problem quotes it, with the likeliest one meant if any is near."""
    near = get_close_matches(word, list(allowed), n=1)
    return f"{word!r}; did you mean {near[0]!r}" if near else repr(word)
