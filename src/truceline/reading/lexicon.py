"""The lexicon of cues: which words show that somebody speaks, what they do by it, and the writer's stance.

The words are data (data/reading/cues.toml); a caller may hand in another file of the same
shape, so nothing about the vocabulary is fixed in code.
"""

import tomllib
from functools import cache
from importlib import resources
from typing import Any

from attrs import frozen

from truceline.testimony.statement import Act, Stance

_VOWELS = "aeiou"
_TAKES_ES = ("s", "sh", "ch", "x", "z")


@frozen
class Cue:
    """A verb or noun that shows speech or thought.

    ``takes`` says what may follow: clause, quotation, recipient, object, infinitive.
    ``thought`` marks what a writer can only impute to somebody; ``phrasal`` a verb that speaks only
    with its particle ("shot back").
    """

    lemma: str
    takes: frozenset[str]
    particles: frozenset[str]
    act: Act
    stance: Stance
    thought: bool
    phrasal: bool


@frozen
class Lexicon:
    """Every inflected form of every cue verb, and the cue nouns, each to its entry."""

    verbs: dict[str, Cue]
    nouns: dict[str, Cue]


def inflections(verb: str, *, doubled: bool) -> set[str]:
    """The regular forms of an English verb, the bare one included."""
    stem = verb + verb[-1] if doubled else verb
    if verb.endswith("e"):
        return {verb, verb + "d", verb + "s", verb[:-1] + "ing"}
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return {verb, verb[:-1] + "ied", verb[:-1] + "ies", verb + "ing"}
    third = verb + ("es" if verb.endswith(_TAKES_ES) else "s")
    return {verb, stem + "ed", third, stem + "ing"}


def read_lexicon(text: str) -> Lexicon:
    """The lexicon a file describes."""
    raw = tomllib.loads(text)
    verbs: dict[str, Cue] = {}
    for lemma, entry in raw.get("verb", {}).items():
        cue = _cue(lemma, entry)
        forms = (
            {lemma, *entry["forms"]}
            if "forms" in entry
            else inflections(lemma, doubled=entry.get("doubled", False))
        )
        for form in sorted(forms):
            verbs.setdefault(form, cue)
    nouns = {}
    for lemma, entry in raw.get("noun", {}).items():
        plural = lemma[:-1] + "ies" if lemma.endswith("y") and lemma[-2] not in _VOWELS else lemma + "s"
        nouns[lemma] = nouns[plural] = _cue(lemma, entry)
    return Lexicon(verbs=verbs, nouns=nouns)


def _cue(lemma: str, entry: dict[str, Any]) -> Cue:
    return Cue(
        lemma=lemma,
        takes=frozenset(entry.get("takes", ())),
        particles=frozenset(entry.get("particles", ())),
        act=Act(entry["act"]),
        stance=Stance(entry["stance"]),
        thought=entry.get("thought", False),
        phrasal=entry.get("phrasal", False),
    )


@cache
def shipped_lexicon() -> Lexicon:
    """The English cues that come with the package."""
    return read_lexicon(resources.files("truceline.data.reading").joinpath("cues.toml").read_text("utf-8"))
