"""Verb groups: "has not said", "is expected to", "denying", with tense, voice and form."""

from collections.abc import Iterator

from attrs import evolve, frozen

from truceline.reading.passage import Passage

BE = frozenset(
    "is are was were be been being 's 're isn't aren't wasn't weren't isn’t aren’t wasn’t weren’t get gets got gotten".split()
)
HAVE = frozenset("has have had having 've hasn't haven't hadn't hasn’t haven’t hadn’t".split())
DO = frozenset("do does did don't doesn't didn't don’t doesn’t didn’t".split())
MODAL = frozenset(
    """will would can could may might must should shall 'd 'll won't wouldn't can't couldn't shouldn't won’t wouldn’t
    can’t couldn’t shouldn’t cannot""".split()
)
AUXILIARY = BE | HAVE | DO | MODAL
_BETWEEN = frozenset("not never n't also then later all both himself herself itself themselves".split())
_KEEPS = frozenset("when so as how why where that".split())
SURE = {
    "said": "VBD",
    "says": "VBZ",
    "wrote": "VBD",
    "told": "VBD",
    "tells": "VBZ",
    "saying": "VBG",
    "telling": "VBG",
}


def is_contracted(p: Passage, word: int) -> bool:
    """Whether a pronoun carries its verb: "he's", "they’ve", "who's"."""
    return p.tags[word] in ("PRP", "WP", "EX", "DT") and p.low[word].endswith(_CLITICS)


_CLITICS = tuple(mark + ending for mark in "'’" for ending in ("s", "re", "ve", "ll", "d", "m"))


@frozen
class Group:
    """A verb with its auxiliaries: words ``first`` to ``head``; ``form`` as the tags have it.

    form: finite, infinitive, participle (-ing), past-participle.
    """

    first: int
    head: int
    form: str
    passive: bool
    negated: bool


def verb_tag(p: Passage, word: int) -> str:
    """The word's tag, mended where a frequent verb of speech is mistaken."""
    return SURE.get(p.low[word], p.tags[word])


def groups_of(p: Passage, first: int, last: int) -> Iterator[Group]:
    """The verb groups between two words, left to right."""
    word = first
    while word <= last:
        helps = p.low[word] in AUXILIARY and not p.is_proper(word)
        if helps or verb_tag(p, word).startswith("VB") or p.tags[word] == "MD":
            head = _head(p, word, last)
            yield group_at(p, head, first)
            word = head + 1
        else:
            word += 1


def mended(p: Passage, group: Group) -> Group:
    """A past participle that is the only verb its clause can have is a past tense mistaken."""
    if group.form != "past-participle" or group.first == p.bounds(group.head)[0]:
        return group
    first, last = p.bounds(group.head)
    if group.head < last and p.low[group.head + 1] == "by":
        return group
    before = group.first - 1
    if p.words[before] == "," and p.words[first:before].count(",") == 1 and not _has_finite(p, first, before):
        return evolve(group, form="finite")
    if not (
        p.is_noun(before)
        or p.tags[before] in ("PRP", "WP", "WDT", "RB", "CC")
        or p.words[before] in (",", "—", ")")
    ):
        return group
    for word in range(group.head + 1, last + 1):
        if p.words[word] in (",", ";", "—", "–") or p.low[word] in _OPENS_CLAUSE or p.quote[word] >= 0:
            break
        if p.tags[word] in ("VBD", "VBZ", "VBP", "MD"):
            return group
    return evolve(group, form="finite")


def _has_finite(p: Passage, first: int, last: int) -> bool:
    return any(p.tags[word] in ("VBD", "VBZ", "VBP", "MD") for word in range(first, last))


_OPENS_CLAUSE = frozenset("that who which and but because while as if when after what".split())


def _head(p: Passage, word: int, last: int) -> int:
    """The main verb of a run that starts with a verb: past auxiliaries and what stands between."""
    while p.low[word] in AUXILIARY or p.tags[word] == "MD":
        after = word + 1
        while after <= last and (p.tags[after] == "RB" or p.low[after] in _BETWEEN):
            after += 1
        if after > last or not (verb_tag(p, after).startswith("VB") or p.low[after] in AUXILIARY):
            return word
        word = after
    return word


def group_at(p: Passage, head: int, floor: int) -> Group:
    """The group whose main verb is ``head``, with the auxiliaries before it."""
    first = head
    while first > floor and _belongs(p, first - 1):
        first -= 1
    before = [p.low[word] for word in range(first, head)]
    tag = verb_tag(p, head)
    infinitive = (first > floor and p.low[first - 1] == "to" and tag in ("VB", "VBP", "NN")) or "to" in before
    has_be = any(word in BE for word in before)
    contracted = first > floor and is_contracted(p, first - 1)
    has_aux = contracted or any(word in AUXILIARY for word in before)
    has_be = has_be or (contracted and tag == "VBG")
    if infinitive:
        form = "infinitive"
    elif tag == "VBG" and not has_be:
        form = "participle"
    elif tag == "VBN" and not has_aux:
        form = "past-participle"
    else:
        form = "finite"
    while first < head and p.tags[first] == "RB" and p.low[first] not in ("not", "never"):
        first += 1
    passive = tag in ("VBN", "VBD") and has_be and not (tag == "VBD" and not has_be)
    negated = any(word in ("not", "never") or word.endswith(("n't", "n’t")) for word in before)
    return Group(first, head, form, passive, negated)


def _belongs(p: Passage, word: int) -> bool:
    low = p.low[word]
    if low in _KEEPS or p.quote[word] >= 0:
        return False
    return low in AUXILIARY or p.tags[word] in ("MD", "RB") or low in _BETWEEN
