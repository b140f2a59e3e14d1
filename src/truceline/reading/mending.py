"""Tags set right where a small tagger is known to slip and the word itself tells.

Names it has never seen, nouns of persons, plural nouns before a verb: each rule is one line of
grammar, none knows a corpus.
"""

from collections.abc import Sequence

ABBREVIATED = frozenset("sen rep gov gen mr mrs ms dr col lt sgt rev st capt maj prof".split())
PERSONS = frozenset(
    """minister president director spokesman spokeswoman spokesperson secretary chief head leader ambassador envoy
    general colonel chairman chairwoman chair editor author founder manager coordinator commander governor senator mayor
    official officer professor analyst expert correspondent representative king prince sheikh judge candidate
    activist doctor nurse resident witness lawyer attorney adviser advisor aide strategist pollster reporter
    captain major lieutenant sergeant congressman congresswoman negotiator mediator monitor observer critic scientist
    researcher economist lawmaker legislator diplomat historian prosecutor investigator physician surgeon medic
    fighter soldier rebel refugee villager survivor relative neighbour neighbor journalist columnist blogger
    organiser organizer supporter opponent voter worker volunteer veteran insider source operative contractor farmer fisherman teacher shopkeeper shepherd priest engineer
    grocer merchant widow deputy councillor counsellor baker driver pilot secretary-general nun monk rabbi imam bishop""".split()
)
_PLURALS = frozenset(word + "s" for word in PERSONS) | {
    "people",
    "police",
    "sources",
    "authorities",
    "forces",
    "troops",
}
_PAST = frozenset(
    """stood left came went took gave made met saw knew held kept began brought thought felt found led sat spoke wrote fell
    ran won lost paid sent built spent rose grew threw drove broke chose became heard meant read sang""".split()
)
_AFTER_SAYING = (",", ":", "``", "DT", "PRP", "WDT")
"""What follows a verb of speech in -ing: ", writing, “…"; ", adding that"."""
_AFTER_ING = ("-LRB-", "``", "DT", "PRP", "WDT", "IN")
_FINITE = ("MD", "VBD", "VBP", "VBZ")
_NEVER_NAMES = (
    "UH",
    "DT",
    "IN",
    "VB",
    "VBP",
    "VBD",
    "VBZ",
    "NN",
    "RB",
    "LS",
    "FW",
    "WDT",
    "RBR",
    "VBN",
    "NNS",
)
SMALL_WORDS = frozenset(
    """the a an this that these those each every some any no all both i he she it we they you and or but nor if
    of in on at by to for from with as into over under after before since until while because although though than
    what who which when where why how not so then there here now yes also is are was were be been has have had do
    does did will would can could may might must should let please thank thanks according earlier later still
    however meanwhile instead perhaps despite during amid following about against between such its his her their
    our my your more most many few several other another one two three only just even yet once again never always
    often sometimes today yesterday tomorrow""".split()
)


_NO_NAMES = SMALL_WORDS | PERSONS | _PLURALS


def mended_tags(words: Sequence[str], tags: Sequence[str]) -> list[str]:
    """The tags of one sentence, with the slips put right."""
    result = list(tags)
    for place in range(len(words) - 1, -1, -1):
        following = result[place + 1] if place + 1 < len(words) else "."
        low = words[place].lower()
        beyond = result[place + 2] if following == "RB" and place + 2 < len(words) else following
        result[place] = _one(words[place], low, result[place], place, following)
        if place == 0 and result[0] == "VB" and following == "RB" and beyond in ("VBD", "VBZ", "VBN"):
            result[0] = "NNP"
        if result[place] == "VB" and _is_plain_present(words, result, place):
            result[place] = "VBP"
        if low == "once" and place and words[place - 1].lower() == "at":
            result[place] = "RB"
        if (
            (low in _PAST or _is_regular_past(words[place]))
            and result[place] in ("NN", "JJ", "VB", "NNP")
            and place
            and _may_be_subject(words[place - 1], result[place - 1], place - 1)
        ):
            result[place] = "VBD" if not following.startswith("NN") or low != "left" else result[place]
        if (
            result[place] == "NN"
            and low.endswith("ing")
            and place
            and words[place - 1] == ","
            and following in _AFTER_SAYING
        ):
            result[place] = "VBG"
        if (
            result[place] == "JJ"
            and low.endswith("ing")
            and words[place].islower()
            and following in _AFTER_ING
        ):
            result[place] = "VBG"
        if result[place] == "VBZ" and _is_plural_subject(words, result, place):
            result[place] = "NNS"
    return result


def _is_regular_past(word: str) -> bool:
    """As in "testified", "deadpanned": in small letters nothing else ends so, but "need", "speed" and "red"."""
    return word.islower() and word.endswith("ed") and len(word) > _SHORT and not word.endswith("eed")


_SHORT = 4


def _may_be_subject(word: str, tag: str, place: int) -> bool:
    """A noun, a pronoun, or a word that a name's capital betrays."""
    named = word[:1].isupper() and word.isalpha() and word.lower() not in SMALL_WORDS
    return tag.startswith("NN") or tag == "PRP" or (named and (place > 0 or tag not in ("VBG", "VBN")))


def _one(word: str, low: str, tag: str, place: int, following: str) -> str:
    """The tag of one word, by the word itself and what follows."""
    if tag.endswith("$") and tag.startswith("NN") and "'" not in word and "’" not in word:
        tag = tag[:-1]
    if word.isalpha() and word.islower():
        return _in_small_letters(low, tag, following)
    if not word.isalpha() and not any(letter.isalnum() for letter in word):
        return tag if tag == "POS" or not tag[:1].isalpha() else ":"
    if word.isupper() and len(word) > 1 and word.isalpha() and tag.startswith("V"):
        return "NNP"
    if low in ABBREVIATED and word[:1].isupper():
        return "NNP"
    if "'" in low or "’" in low:
        return _contracted(low, tag)
    if word[:1].isupper() and word.isalpha() and low not in _NO_NAMES:
        return _capitalised(word, tag, place, following)
    return _in_small_letters(low, tag, following) if word.islower() else _person(low, tag, following)


def _capitalised(word: str, tag: str, place: int, following: str) -> str:
    if tag in _NEVER_NAMES or not tag[:1].isalpha():
        return _named(word, tag, place, following)
    if tag == "JJ" and place > 0 and following[:2] not in ("NN", "JJ", "CD"):
        return "NNP"
    return tag


def _in_small_letters(low: str, tag: str, following: str) -> str:
    if low == "top" and following[:2] in ("JJ", "NN"):
        return "JJ"
    if tag in ("NNP", "NNPS"):
        return "NN" if tag == "NNP" else "NNS"
    return _person(low, tag, following)


def _person(low: str, tag: str, following: str) -> str:
    """Nouns of persons that are taken for adjectives or verbs: "general", "resident", "aides"."""
    if (
        low in PERSONS
        and tag in ("JJ", "JJS", "JJR", "VB", "VBP", "RB")
        and following in (*_FINITE, "NNP", ",", "IN", "VBN")
    ):
        return "NN"
    return "NNS" if low in _PLURALS and tag in ("VBZ", "VBP", "JJ", "RB") else tag


def _contracted(low: str, tag: str) -> str:
    host = low.replace("’", "'").split("'")[0]
    if host in ("he", "she", "it", "they", "we", "i", "you"):
        return "PRP"
    return "WP" if host == "who" else tag


def _named(word: str, tag: str, place: int, following: str) -> str:
    if place > 0:
        return tag if tag == "NNS" else "NNP"
    if tag in ("NN", "VB", "VBP", "RB") and following in ("VBD", "VBZ", "MD"):
        return "NNP"
    certain = (
        not tag[:1].isalpha()
        or tag in ("UH", "DT", "IN", "FW", "LS", "WDT")
        or any(letter.isupper() for letter in word[1:])
    )
    return "NNP" if certain else tag


def _is_plain_present(words: Sequence[str], tags: Sequence[str], place: int) -> bool:
    """As in "parents still want": a bare verb right after plural nouns that nothing makes do it."""
    before = place - 1
    while before >= 0 and tags[before] == "RB":
        before -= 1
    if before < 0 or tags[before] not in ("NNS", "NNPS"):
        return False
    ahead = [word.lower() for word in words[max(0, before - _REACH) : before]]
    return not _MAKES_DO.intersection(ahead) and not any(
        tags[at] in ("MD", "TO") for at in range(max(0, before - _REACH), before)
    )


_REACH = 6
_MAKES_DO = frozenset(
    "let lets make makes made help helps helped see sees saw watch do does did didn’t don’t doesn’t didn't don't doesn't have has had".split()
)


def _is_plural_subject(words: Sequence[str], tags: Sequence[str], place: int) -> bool:
    """As in "resources could", "campaign aides insisted": two finite verbs never touch."""
    if place + 1 >= len(words) or words[place].lower() in ("is", "has", "does", "was", "says"):
        return False
    after = place + 1
    if tags[after] == "RB" and after + 1 < len(words):
        after += 1
    return tags[after] in ("MD", "VBD", "VBP") and words[place].lower().endswith("s")
