"""Where what is said ends: at the sentence's end, or where the writer takes over again."""

from truceline.reading.complements import Complement, clause_follows, last_word
from truceline.reading.groups import is_contracted
from truceline.reading.passage import Passage
from truceline.reading.phrases import FINITE, OCCASIONS, TIMES
from truceline.reading.scene import Candidate, Scene
from truceline.reading.subjects import subject_before


def content_end(scene: Scene, candidate: Candidate, complement: Complement) -> int:
    """The last word of what is said: cut where the writer takes over again."""
    p = scene.p
    end = last_word(p, candidate.last)
    end = _before_next_cue(scene, candidate, complement, end)
    return _before_turn(scene, candidate, complement, end)


def _before_next_cue(scene: Scene, candidate: Candidate, complement: Complement, end: int) -> int:
    """Before ", adding", "and said", "while Y said", ", according to" of the same sentence."""
    p = scene.p
    for other in scene.cues_between(complement.start + 2, end + 1):
        cut = _cut_before(p, candidate, other, complement.start)
        if cut is not None:
            return cut
    for word in range(complement.start + 2, end):
        leads = p.low[word] == "according" and p.low[word + 1] == "to"
        if leads and p.words[word - 1] in (",", "—") and p.quote[word] < 0:
            return word - 2
    return end


_TURNS = frozenset(("and", "but", "while", "although", "though", "as"))
_DASHES = frozenset((";", "—", "–", "―"))


def _cut_before(p: Passage, candidate: Candidate, other: Candidate, start: int) -> int | None:
    """Where another cue of the sentence takes over, if it does."""
    lead = other.group.first - 1
    if other.cue.thought:
        return None
    if other.group.form == "participle":
        return lead - 1 if p.words[lead] == "," else None
    if other.group.form != "finite":
        return None
    if p.low[lead] in ("and", "but"):
        return lead - 1 - (p.words[lead - 1] == ",") if _same_time(p, candidate, other) else None
    subject = subject_before(p, other.group.first, start)
    if subject is None or subject[0] - 1 <= start + 1:
        return None
    before = subject[0] - 1
    if candidate.group.form == "participle" and p.words[before] == ",":
        return before - 1
    if p.low[before] in _TURNS and p.words[before - 1] in {",", *_DASHES} - {";"}:
        return before - 2
    return before - 1 if p.words[before] in _DASHES else None


def _same_time(p: Passage, one: Candidate, other: Candidate) -> bool:
    past = p.tags[one.group.head] in ("VBD", "VBN", "VBG")
    return p.tags[other.group.head] in (("VBD", "VBN") if past else ("VBZ", "VBP"))


def _before_turn(scene: Scene, candidate: Candidate, complement: Complement, end: int) -> int:
    """Before the writer's own continuation, found by its form."""
    p = scene.p
    start, loose = complement.start, complement.form in ("object", "infinitive")
    earliest = _quoted_until(scene, candidate, start, end) if loose else start
    for word in range(start + 1, end - 1):
        if word <= earliest and p.words[word] not in '”"':
            continue
        if (
            p.words[word] in '”"'
            and p.words[word - 1] == ","
            and word - 2 >= start
            and word < end
            and not p.in_speech(word + 1)
            and not _lists_on(p, word, end)
        ):
            return word
        if p.quote[word] >= 0:
            continue
        if p.words[word] == "," and (_turns(p, candidate, word, loose=loose) or _is_bare(p, start, word)):
            return word - 1
        if p.words[word] in (";", "—", "–", "―", "-") and loose:
            return word - 1
        if loose and _drifts(p, word, end) and not (p.low[word] == "as" and candidate.cue.lemma in _NAMES_AS):
            return word - 1
        if word > start + 1 and _is_afterthought(p, word, end):
            return word - 1
    return end


def _lists_on(p: Passage, close: int, end: int) -> bool:
    """As in "a “nasty guy,” an “anchor baby” and “sick”": another quotation follows at once."""
    ahead = range(close + 1, min(close + 4, end + 1))
    quoted = next((at for at in ahead if p.quote[at] >= 0), None)
    return quoted is not None and all(
        p.tags[at] in ("DT", "CC", "JJ") or p.words[at] == "," for at in range(close + 1, quoted)
    )


def _quoted_until(scene: Scene, candidate: Candidate, start: int, end: int) -> int:
    """The end of the last quotation that belongs to what is called, criticised or described."""
    p = scene.p
    last = start
    for word in range(start, end + 1):
        if (word in scene.by_head and word != candidate.group.head) or p.words[word] == ";":
            break
        if p.quote[word] >= 0:
            last = word
    return last


def _turns(p: Passage, candidate: Candidate, comma: int, *, loose: bool) -> bool:
    after, tag = p.low[comma + 1], p.tags[comma + 1]
    first = p.bounds(comma)[0]
    lead = candidate.group.first
    if (
        lead - 2 >= first
        and p.low[lead - 1] in ("who", "which")
        and p.words[lead - 2] == ","
        and (tag in ("VBD", "VBZ", "MD") or p.low[comma + 1] in ("has", "was", "told", "said"))
    ):
        return True
    if candidate.group.form == "participle" and candidate.group.first == first:
        return True
    if p.low[first] in _SUBORDINATE and "," not in p.words[first : candidate.group.first]:
        return after not in ("which", "who", "whose", "and", "or")
    if (
        after == "yet"
        and clause_follows(p, comma + 1, p.bounds(comma)[1])
        and p.tags[comma + 2] in ("PRP", "NNP", "DT", "EX")
    ):
        return True
    if candidate.group.form == "participle" and (
        tag in ("VBD", "VBZ")
        or ((tag == "RB" or after.endswith("ly")) and p.tags[comma + 2] in ("VBD", "VBZ", "VBN"))
    ):
        return True
    if after in ("but", "and", "while") and p.tags[comma + 2] in ("VBD", "VBZ"):
        return True
    if loose and (tag == "VBG" or (tag == "PRP" and _begins_clause(p, comma + 1))):
        return True
    return loose and after in (
        "which",
        "who",
        "as",
        "after",
        "when",
        "while",
        "but",
        "and",
        "a",
        "the",
        "in",
        "on",
        "at",
        "with",
        "though",
        "although",
        "saying",
        "because",
        "that",
    )


def _is_bare(p: Passage, start: int, comma: int) -> bool:
    """As in "said the same thing, including …": no clause so far, and none begins."""
    plain = p.low[start] != "that" and not any(p.tags[at] in FINITE for at in range(start, comma))
    return plain and (p.low[comma + 1] in ("including", "which", "who") and p.is_noun(comma - 1))


def _begins_clause(p: Passage, pronoun: int) -> bool:
    """As in ", he has tried": a pronoun with its finite verb."""
    following = pronoun + 1
    return is_contracted(p, pronoun) or (following < len(p.words) and p.tags[following] in FINITE)


_SUBORDINATE = frozenset("when while after although though as if since because once before whereas".split())


_NEAR_CLAUSE = 8
_NAMES_AS = frozenset(
    "describe cast portray depict characterise characterize paint label brand view see regard present dismiss cite praise hail".split()
)
"""Verbs that say what they name somebody after "as"."""


def _drifts(p: Passage, word: int, end: int) -> bool:
    """As in "condemned the attack when", "… in a statement": not part of what was condemned."""
    low = p.low[word]
    if low in ("when", "after", "while", "during", "because", "since", "before", "amid"):
        return True
    if low == "as" and p.quote[word + 1] < 0 and clause_follows(p, word, end):
        return not any(p.tags[at] in ("WP", "WDT") for at in range(word, min(word + _NEAR_CLAUSE, end)))
    if low in ("in", "on", "during", "at") and word + 2 <= end:
        return any(
            p.low[at] in OCCASIONS or p.low[at] in TIMES for at in range(word + 1, min(word + 4, end + 1))
        )
    return False


_TAIL = 8


def _is_afterthought(p: Passage, word: int, end: int) -> bool:
    """As in "said X in an interview", "said X in a statement": how it was said, at the very end."""
    if p.low[word] not in ("in", "on", "at", "during") or word + 2 > end or end - word > _TAIL:
        return False
    return (
        p.low[word + 1] in ("a", "an", "the", "his", "her", "their")
        and p.low[end] in OCCASIONS
        and p.low[word + 2] in OCCASIONS
    )
