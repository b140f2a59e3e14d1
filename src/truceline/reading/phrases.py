"""Noun phrases, found from the tags: the one that ends at a word, the one that starts there.

A phrase is a range of words. It takes in "of", "for" and other prepositional tails, titles
before names ("Russia's deputy foreign minister, A B"), and nothing that reads as a clause.
"""

from truceline.reading.mending import ABBREVIATED, PERSONS
from truceline.reading.passage import Passage, Range

TIMES = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday week month year morning evening night afternoon today
    yesterday tomorrow january february march april may june july august september october november december
    weekend weeks months years days hours hour day mon tue wed thu fri sat sun now then later earlier""".split()
)
OCCASIONS = frozenset(
    "statement interview report speech letter email tweet post conference article news briefing address call memo message press reporters letters statements tweets series posts emails".split()
)
BEARERS = frozenset(
    "sign banner poster placard shirt t-shirt sticker note label caption headline graffiti button flag board".split()
)
"""Things that carry words."""
TITLES = PERSONS
_ABBREVIATED = ABBREVIATED | {"jr", "sr"}
_PRONOUNS = frozenset(
    "who this that some others many both one most everyone nobody few several somebody someone".split()
)
_INSIDE = frozenset(
    "DT PDT PRP$ JJ JJR JJS NN NNS NNP NNPS NN$ NNS$ NNP$ NNPS$ CD VBN VBG POS $ # FW".split()
)
FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
_LOOSE = ("in", "to", "with", "from", "for", "at")


def phrase_ending(p: Passage, end: int, floor: int) -> int | None:
    """Where the noun phrase that ends at a word begins, not before ``floor``; None if none does."""
    if end < floor or (p.low[end] in TIMES and not p.is_proper(end)):
        return None
    if p.tags[end] in ("PRP", "WP", "EX") or p.low[end] in _PRONOUNS:
        return _with_quantified(p, end, floor)
    if not (
        p.is_noun(end)
        or p.tags[end] in ("CD", "FW")
        or (p.tags[end] in ("JJ", "VBN", "VBG") and p.words[end][:1].isupper())
    ):
        return None
    first = end
    while first - 1 >= floor and (step := _step_left(p, first, floor)) is not None:
        first = step
    while first < end and p.tags[first] in ("VBN", "VBG") and not p.words[first][:1].isupper():
        first += 1
    return _with_title(p, first, floor)


def _with_quantified(p: Passage, end: int, floor: int) -> int:
    """As in "some of them": the quantity before a pronoun."""
    if p.tags[end] == "PRP" and end - 2 >= floor and p.low[end - 1] == "of" and p.low[end - 2] in _PRONOUNS:
        return end - 2
    return end


def _step_left(p: Passage, first: int, floor: int) -> int | None:
    """The new first word when the phrase reaches further left, else None."""
    at = first - 1
    word, tag = p.low[at], p.tags[at]
    if p.quote[at] != p.quote[first] and p.in_speech(at):
        return None
    if tag in _INSIDE or tag.startswith("NN") or word in ("&", "the", "a", "an"):
        return at if _may_join(p, at, first) else None
    if p.words[at] in '“”"‘’' and len(p.words[at]) == 1 and not p.in_speech(at) and p.quote[at] >= 0:
        return at
    if at - 1 < floor:
        return None
    return _step_over(p, at)


def _may_join(p: Passage, at: int, first: int) -> bool:
    """Not past an article on its left, nor from a name to the day before it ("Friday Clinton said")."""
    if (
        p.tags[first] in ("DT", "PRP$")
        and p.tags[at] not in ("PDT", "DT", "RB")
        and p.low[at] not in ("all", "both", "half")
    ):
        return False
    return not (p.low[at] in TIMES and not p.tags[at].endswith("$"))


def _step_over(p: Passage, at: int) -> int | None:
    """Past a preposition, "and", an abbreviation's stop or brackets to the noun before it."""
    word, before = p.low[at], at - 1
    noun_before = p.is_noun(before)
    if word == "of" and (noun_before or p.tags[before] in ("CD", "DT", "JJS", "JJ", "RB")):
        return before
    if (
        word in _LOOSE
        and noun_before
        and (p.is_proper(at + 1) or p.tags[at + 1] in ("DT", "PRP$"))
        and not _is_time(p, before)
    ):
        return before
    if (
        p.words[at][:1].isupper()
        and p.tags[at] in ("IN", "NNP")
        and p.is_proper(before)
        and p.is_proper(at + 1)
    ):
        return before
    if word in ("on", "against", "under", "by", "behind") and p.is_proper(before) and p.is_proper(at + 1):
        return before
    if word == "." and p.low[before] in _ABBREVIATED:
        return before
    if word in ("and", "or") and noun_before and not _is_time(p, before):
        return before
    if word == ")":
        return _over_brackets(p, at)
    return None


def _over_brackets(p: Passage, at: int) -> int | None:
    for opening in range(at - 1, max(at - 7, 0), -1):
        if p.words[opening] == "(":
            return opening - 1 if p.is_noun(opening - 1) else None
    return None


def _is_time(p: Passage, word: int) -> bool:
    return p.low[word] in TIMES


def _with_title(p: Passage, first: int, floor: int) -> int:
    """As in "Russia's deputy foreign minister, Sergei R.": the title belongs to the name."""
    if first - 2 < floor or p.words[first - 1] != "," or not p.is_proper(first) or not p.is_noun(first - 2):
        return first
    start = phrase_ending(p, first - 2, floor)
    if start is not None and any(
        p.low[word] in TITLES or p.low[word].endswith("minister") for word in range(start, first - 1)
    ):
        return start
    return first


def phrase_starting(p: Passage, start: int, limit: int) -> int | None:
    """Where the noun phrase that starts at a word ends, with of-tails and one apposition."""
    if start > limit:
        return None
    if p.tags[start] in ("PRP", "EX"):
        return start
    if not (p.tags[start] in _INSIDE or p.is_noun(start) or p.low[start] in _PRONOUNS):
        return None
    last = start
    while last + 1 <= limit and _continues(p, last, limit):
        last += 1
    while last > start and p.tags[last] in ("DT", "VBG", "IN", "CC", "TO"):
        last -= 1
    if not any(p.is_noun(word) or p.tags[word] in ("PRP", "CD", "DT") for word in range(start, last + 1)):
        return None
    return _with_apposition(p, _with_brackets(p, last, limit), limit)


def _with_brackets(p: Passage, last: int, limit: int) -> int:
    """As in "Sen. A B (R-Ga.), head of …": whose party or seat stands in brackets, when more of the name follows."""
    if last + 1 > limit or p.words[last + 1] != "(" or not p.is_proper(last):
        return last
    for close in range(last + 2, min(last + _BRACKETS, limit) + 1):
        if p.words[close] == ")":
            return close
    return last


_BRACKETS = 7


def _continues(p: Passage, last: int, limit: int) -> bool:
    at = last + 1
    if p.quote[at] != p.quote[last] and p.in_speech(at):
        return False
    if (p.tags[at] in _INSIDE and not (p.tags[at] == "DT" and p.is_noun(last))) or p.is_noun(at):
        return not (p.low[at] in TIMES and p.is_proper(last) and p.low[last] not in TIMES)
    if p.words[at] == "." and (p.low[last] in _ABBREVIATED or _is_initials(p, last, limit)):
        return True
    if at + 1 > limit:
        return False
    following = p.tags[at + 1]
    if p.low[at] in ("of", "for", "and", "&", "at", "from", "in", "with"):
        opens = following in ("DT", "PRP$", "JJ") or following.startswith("NN")
        timely = p.low[at + 1] in TIMES or p.low[at + 1] in ("a", "an", "this", "last")
        return (
            opens
            and not (timely and p.low[at] != "of")
            and not (p.low[at] == "in" and following not in ("NNP", "DT"))
        )
    return False


def _is_initials(p: Passage, word: int, limit: int) -> bool:
    """As in "Rep. G.K. Butterfield": capitals with stops, and a name behind them."""
    letters = p.words[word].split(".")
    capitals = all(len(letter) == 1 and letter.isupper() for letter in letters)
    return capitals and word + 2 <= limit and p.is_proper(word + 2)


def _with_apposition(p: Passage, last: int, limit: int) -> int:
    """As in ", a resident of the old town," after a name: part of who speaks."""
    comma = last + 1
    if comma + 1 > limit or p.words[comma] != ",":
        return last
    opens = (
        p.tags[comma + 1] in ("DT", "NN", "JJ", "PRP$") or p.low[comma + 1] == "who" or p.is_noun(comma + 1)
    )
    if not opens or p.low[comma + 1] in TIMES:
        return last
    end = comma + 1
    while end <= limit and p.words[end] not in (",", ".", ";", ":", "”", '"', "“", "''", "—", "–"):
        end += 1
    clause = p.low[comma + 1] != "who" and any(
        p.tags[word] in FINITE
        for word in range(comma + 1, end)
        if p.low[word - 1] not in ("who", "which", "that")
    )
    return end - 1 if end - comma < _APPOSITION and end > comma + 1 and not clause else last


_APPOSITION = 22


def head_of(p: Passage, phrase: Range) -> int:
    """The noun a phrase is about: the last one before a preposition or comma."""
    head = phrase[0]
    for word in range(phrase[0], phrase[1] + 1):
        if p.words[word] == "," or (p.tags[word] == "IN" and p.is_noun(head)):
            break
        if p.is_noun(word) or p.tags[word] == "PRP":
            head = word
    return head


def is_speaker_like(p: Passage, phrase: Range) -> bool:
    """Whether a phrase names somebody: a proper name, a pronoun of persons, a title."""
    return any(
        p.is_proper(word) or (p.tags[word] == "PRP" and p.low[word] != "it") or p.low[word] in TITLES
        for word in range(phrase[0], phrase[1] + 1)
    )


def is_somebody(p: Passage, phrase: Range) -> bool:
    """Whether the head of a phrase names a person: "X's aide" does, "X's show" does not."""
    head = head_of(p, phrase)
    person = p.low[head] in TITLES or p.low[head].removesuffix("s") in TITLES
    return person or p.is_proper(head) or (p.tags[head] == "PRP" and p.low[head] != "it")


def can_carry_words(p: Passage, phrase: Range) -> bool:
    """Whether words before a colon can be a phrase's: not when it only introduces a question, a title, a case."""
    return is_speaker_like(p, phrase) or p.low[head_of(p, phrase)].removesuffix("s") not in _INTRODUCES


_INTRODUCES = frozenset(
    """question challenge problem result truth reality fact thing point issue reason title name following book song film
    difference example case truth upshot bottom choice goal aim purpose rule idea hashtag""".split()
)
