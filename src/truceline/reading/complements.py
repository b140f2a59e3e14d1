"""What follows a cue: where the words said begin, and what form they have."""

from attrs import frozen

from truceline.reading.groups import is_contracted
from truceline.reading.passage import Passage
from truceline.reading.phrases import OCCASIONS, TIMES, phrase_starting
from truceline.reading.scene import Candidate, Scene

STOPS = frozenset((".", "?", "!", "…"))
_WH = frozenset(("how", "why", "whether", "what"))
_WH_WIDE = frozenset(("if", "who", "when", "where", "which"))
_ASKING = frozenset(
    "ask wonder know decide explain doubt see understand question discuss inquire enquire learn".split()
)
_ADJUNCT = frozenset(
    """on in at during to after before last this earlier late early via from by with for about of again recently
    through over as while when amid following under""".split()
)
_CLAUSE_STARTS = frozenset("if there not only nearly although even either neither both no".split())
_CLAUSE_TAGS = frozenset("PRP DT NNP NNPS NN NNS JJ EX PRP$ CD NNP$ NN$ NNS$ NNPS$ VBG PDT JJR JJS $".split())
_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
_LOOKAHEAD = 18


@frozen
class Complement:
    """The first word of what is said and its form: quote, clause, question, infinitive, object."""

    start: int
    form: str


def last_word(p: Passage, word: int) -> int:
    """The last word of a sentence that is not its stop."""
    first, last = p.bounds(word)
    while last > first and p.words[last] in STOPS:
        last -= 1
    return last


def complement_of(scene: Scene, candidate: Candidate) -> Complement | None:
    """What a cue governs to its right, if anything."""
    p, limit = scene.p, last_word(scene.p, candidate.last)
    start = _past_brackets(p, candidate.last + 1, limit)
    if start > limit:
        return None
    if (
        "infinitive" in candidate.cue.takes
        and start < limit
        and p.low[start] == "not"
        and p.low[start + 1] == "to"
    ):
        return Complement(start, "infinitive")
    if "recipient" in candidate.cue.takes:
        found = _after_recipient(p, candidate, start, limit)
        if found is not None:
            return found
    return (
        _direct(p, candidate, start, limit)
        or _past_adjuncts(p, candidate, start, limit)
        or _object(p, candidate, start)
    )


def _past_brackets(p: Passage, start: int, limit: int) -> int:
    if start < limit and p.words[start] == "(" and p.quote[start] < 0:
        for close in range(start + 1, min(start + 7, limit)):
            if p.words[close] == ")":
                return close + 1
    return start


def _direct(p: Passage, candidate: Candidate, start: int, limit: int) -> Complement | None:
    """What stands right at ``start``: a quotation, a "that"-clause, a question, a bare clause."""
    takes, word = candidate.cue.takes, p.low[start]
    if p.words[start] in (":", ",", "-", "—", "–") and start < limit:
        if p.quote[start + 1] >= 0 and p.quotes[p.quote[start + 1]].speech:
            return Complement(start + 1, "quote")
        if p.words[start] == ":" and _speaks(candidate):
            return Complement(start + 1, "clause")
        return None
    if p.quote[start] >= 0 and p.quote[start] != p.quote[candidate.last]:
        if p.quotes[p.quote[start]].speech or "object" in takes:
            return Complement(start, "quote")
        return Complement(start, "clause") if _speaks(candidate) and clause_follows(p, start, limit) else None
    if (
        word == "that"
        and _speaks(candidate)
        and (_has_finite(p, start + 1, limit) or _quotes_later(p, start, limit))
    ):
        return Complement(start, "clause")
    if _speaks(candidate) and (word in _WH or (word in _WH_WIDE and candidate.cue.lemma in _ASKING)):
        return Complement(start, "question")
    if (
        word == "to"
        and "infinitive" in takes
        and start < limit
        and p.tags[start + 1] in ("VB", "RB", "VBP", "NN")
    ):
        return Complement(start, "infinitive")
    if "clause" in takes and _starts_clause(p, candidate, start, limit):
        return Complement(start, "clause")
    return None


def _speaks(candidate: Candidate) -> bool:
    return bool(candidate.cue.takes & {"clause", "quotation", "recipient"}) or candidate.cue.lemma in _ASKING


def _starts_clause(p: Passage, candidate: Candidate, start: int, limit: int) -> bool:
    """Whether a clause without "that" begins here: a subject, then a finite verb."""
    if p.low[start] in _CLAUSE_STARTS:
        return _has_finite(p, start + 1, limit)
    if p.tags[start] not in _CLAUSE_TAGS or p.low[start] in TIMES:
        return False
    if p.tags[start] == "PRP" and p.low[start] in (
        "him",
        "her",
        "them",
        "me",
        "us",
        "himself",
        "herself",
        "themselves",
    ):
        return False
    return (
        _has_finite(p, start + 1, limit) if candidate.cue.lemma in _PLAIN else clause_follows(p, start, limit)
    )


_PLAIN = frozenset("say add note argue claim insist report state write believe think announce".split())


def _has_finite(p: Passage, start: int, limit: int) -> bool:
    return any(
        p.tags[word] in _FINITE or is_contracted(p, word) for word in range(max(start - 1, 0), limit + 1)
    )


def _quotes_later(p: Passage, start: int, limit: int) -> bool:
    """As in "insisted that X “stop its escapades”": the verb stands inside the marks."""
    return any(p.quote[word] >= 0 for word in range(start, limit + 1))


def _after_recipient(p: Passage, candidate: Candidate, start: int, limit: int) -> Complement | None:
    """As in "told the council that": past the hearer to what was said."""
    if p.low[start] == "that" or p.quote[start] >= 0:
        return _direct(p, candidate, start, limit)
    end = phrase_starting(p, start, limit)
    if end is None or p.tags[start] == "EX":
        return None
    after = _past_title(p, end, limit) + 1
    if after > limit:
        return None
    if p.words[after] == "," and after < limit and p.quote[after + 1] < 0:
        after += 1
    if p.low[after] in ("to", "about", "of", "not") and candidate.cue.lemma != "say":
        return (
            Complement(start, "infinitive") if p.low[after] in ("to", "not") else Complement(after, "object")
        )
    found = _direct(p, candidate, after, limit)
    if found is None and (p.tags[after] in _CLAUSE_TAGS and _has_finite(p, after + 1, limit)):
        found = Complement(after, "clause")
    return found or _past_adjuncts(p, candidate, after, limit) or _named_hearer(p, start, limit)


def _past_title(p: Passage, end: int, limit: int) -> int:
    """As in "told the newspaper The Courier": the last word of what a paper is called."""
    if p.low[end] not in _PAPERS or end >= limit or not p.words[end + 1][0].isupper():
        return end
    return phrase_starting(p, end + 1, limit) or end


_PAPERS = frozenset("newspaper magazine daily weekly agency channel broadcaster station website".split())


def _named_hearer(p: Passage, start: int, limit: int) -> Complement | None:
    """As in "told the weekly "Open Street" that": straight to the "that"."""
    for word in range(start, min(start + _LOOKAHEAD, limit)):
        if p.low[word] == "that" and p.tags[word] in ("IN", "WDT", "DT") and not p.in_speech(word):
            return Complement(word, "clause")
    return None


def _past_adjuncts(p: Passage, candidate: Candidate, start: int, limit: int) -> Complement | None:
    """As in "said on Monday in a statement that": past when, where and how to what was said."""
    if not _speaks(candidate) or not (
        p.low[start] in _ADJUNCT
        or p.low[start] in TIMES
        or p.tags[start] == "RB"
        or p.words[start] == ","
        or candidate.last > candidate.group.head
    ):
        return None
    for word in range(start, min(start + _LOOKAHEAD, limit)):
        if p.quote[word] >= 0 and p.quotes[p.quote[word]].speech and word > start:
            return (
                None if any(p.tags[at] in _FINITE for at in range(start, word)) else Complement(word, "quote")
            )
        if p.words[word] == ":" and word < limit:
            if any(p.tags[at] in _FINITE for at in range(start, word)):
                return None
            return Complement(word + 1, "quote" if p.quote[word + 1] >= 0 else "clause")
        linked = p.tags[word] == "IN" or not p.is_noun(word - 1) or p.low[word - 1] in OCCASIONS | TIMES
        if p.low[word] == "that" and p.tags[word] in ("IN", "WDT") and linked:
            return Complement(word, "clause")
    return _bare_after_adjunct(p, candidate, start, limit)


def _bare_after_adjunct(p: Passage, candidate: Candidate, start: int, limit: int) -> Complement | None:
    if "clause" not in candidate.cue.takes:
        return None
    at = start
    for _ in range(3):
        if at >= limit:
            return None
        if p.low[at] in _ADJUNCT and p.low[at] not in ("as", "while", "when"):
            end = phrase_starting(p, at + 1, limit)
            at = (
                at + 2
                if end is None and p.low[at + 1] in TIMES
                else (end + 1 if end is not None else limit + 1)
            )
        elif p.low[at] in TIMES or p.tags[at] == "RB":
            at += 1
        else:
            break
        if at >= limit:
            return None
    starts = p.tags[at] in ("PRP", "DT", "NNP", "EX", "PRP$", "NNS", "CD", "NNP$", "NNPS", "JJ", "NN")
    clean = p.low[at] not in ("him", "them", "me", "us")
    return (
        Complement(at, "clause") if at > start and starts and clean and clause_follows(p, at, limit) else None
    )


def clause_follows(p: Passage, start: int, limit: int) -> bool:
    """A finite verb soon after, before any comma."""
    for word in range(start, min(start + 16, limit + 1)):
        if p.words[word] in (",", ";") and word > start:
            return False
        if (p.tags[word] in _FINITE and word > start) or is_contracted(p, word):
            return True
    return False


def _object(p: Passage, candidate: Candidate, start: int) -> Complement | None:
    """As in "condemned the attack", "called for an inquiry"."""
    led = candidate.last > candidate.group.head
    if "object" not in candidate.cue.takes and not (led and "about" in candidate.cue.takes):
        return None
    if led:
        return Complement(start, "object")
    tag = p.tags[start]
    fits = (
        tag in _CLAUSE_TAGS
        or tag.startswith("NN")
        or tag in ("WP", "RP")
        or p.low[start] in ("for", "against", "himself", "herself", "that", "as")
    )
    return Complement(start, "object") if fits else None
