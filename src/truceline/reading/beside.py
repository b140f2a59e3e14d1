"""Who stands beside a quotation: "…," X said  /  "…," said X  /  "…," X, a resident of Y, told Z.

Between a closing mark and the verb stands a phrase, perhaps with an aside; which verb it is
matters little when the quotation opens the sentence.
"""

from truceline.reading.groups import AUXILIARY, Group
from truceline.reading.passage import Passage, Quoted, Range
from truceline.reading.phrases import FINITE, TIMES, is_somebody, phrase_starting
from truceline.reading.scene import Candidate, Scene
from truceline.reading.subjects import subject_before

_REACH = 40
_TITLE_WORDS = 5
_MARKS = frozenset((",", "—", "–", "-", "―"))
_RELATIVE = frozenset(("who", "which", "that", "whose", "whom", "where", "when"))
_NO_START = frozenset(
    ("IN", "TO", "CC", "RB", "WDT", "WP", "WRB", "MD", "VBD", "VBZ", "VBP", "VBG", "VBN", "VB")
)
_NEED_HEARER = frozenset(("tell", "inform", "remind", "assure", "notify", "convince", "persuade", "brief"))
"""After these stands who hears it, never who speaks: "…, told reporters"."""
_ENDS = frozenset(("CD", "PRP", "JJ", "VBN", "VBG", "RP", "FW", "RB"))


def closing_quote_before(p: Passage, word: int, floor: int) -> Quoted | None:
    """The speech that ends shortly before a word, nothing but a phrase between."""
    for at in range(word - 1, max(floor, word - _REACH) - 1, -1):
        if p.quote[at] >= 0:
            quoted = p.quotes[p.quote[at]]
            if not quoted.speech:
                continue
            return quoted if at == quoted.last else None
        if p.words[at] in (";", ":") or (p.words[at] == "." and p.bounds(at)[1] == at):
            return None
    return None


def first_after(p: Passage, quoted: Quoted) -> int:
    """The first word behind a quotation that is no mark."""
    at = quoted.last + 1
    while at < len(p.words) and p.words[at] in _MARKS:
        at += 1
    return at


def speaker_beside(scene: Scene, candidate: Candidate, quoted: Quoted) -> Range | None:
    """The speaker between quotation and cue, or right after the cue."""
    p, group = scene.p, candidate.group
    start = first_after(p, quoted)
    if start >= group.first:
        return _behind(scene, candidate)
    first = _leading_verb(scene, group, start).first
    subject = subject_before(p, first, start)
    if subject is not None and _adjoins(p, start, subject):
        return subject
    whole = whole_phrase(p, start, first - 1)
    if whole is not None or subject is None:
        return whole
    between = range(start, subject[0])
    unlike = any(
        p.words[at] in (",", ".", ";")
        or p.low[at] in AUXILIARY
        or p.tags[at] in ("IN", "TO", "WP", "WDT", "CC")
        for at in between
    )
    return (start, subject[1]) if len(between) <= _TITLE_WORDS and not unlike else None


def _leading_verb(scene: Scene, group: Group, start: int) -> Group:
    """As in "went on to say", "is heard saying": the finite verb that a bare one hangs on."""
    if group.form not in ("infinitive", "participle"):
        return group
    earlier = [
        other for other in scene.groups if start <= other.first < group.first and other.form == "finite"
    ]
    return earlier[-1] if earlier else group


def _behind(scene: Scene, candidate: Candidate) -> Range | None:
    p = scene.p
    if candidate.cue.lemma in _NEED_HEARER:
        return None
    _, last = p.bounds(candidate.last)
    end = phrase_starting(p, candidate.last + 1, last) if candidate.last < last else None
    if end is not None and not p.in_speech(candidate.last + 1):
        return (candidate.last + 1, end)
    return None


def _adjoins(p: Passage, start: int, subject: Range) -> bool:
    """Whether nothing but marks and small words stands between the quotation and its speaker."""
    return all(p.words[at] in _MARKS or p.tags[at] in ("RB", "CC", "IN") for at in range(start, subject[0]))


def whole_phrase(p: Passage, start: int, end: int) -> Range | None:
    """Everything between quotation and verb, when it can be one phrase: a noun first, asides closed, no verb of its own."""
    while end > start and (p.tags[end] == "RB" or p.low[end] in ("also", "later", "then")):
        end -= 1
    commas = [at for at in range(start, end + 1) if p.words[at] == ","]
    last = end - (p.quote[end] >= 0)
    closed = not commas or commas[-1] == last
    if commas and commas[-1] == end:
        end -= 1
    if not start <= end or p.tags[start] in _NO_START or p.low[start] in TIMES or not closed:
        return None
    if any(p.words[at] in (";", ":", "—", "–") or p.in_speech(at) for at in range(start, end + 1)):
        return None
    if p.tags[end].endswith("$"):
        return None
    if not (p.is_noun(end) or p.quote[end] >= 0 or p.tags[end] in _ENDS or p.words[end] in ")]"):
        return None
    head = commas[0] - 1 if len(commas) > 1 else end
    named = any(p.is_noun(at) or p.tags[at] in ("PRP", "CD") for at in range(start, head + 1))
    return (start, end) if named and not _has_own_verb(p, start, end) else None


def _has_own_verb(p: Passage, start: int, end: int) -> bool:
    """A finite verb that no relative pronoun before it explains."""
    relative = False
    for at in range(start, end + 1):
        relative = (relative and p.words[at] != ",") or p.low[at] in _RELATIVE
        if not relative and (p.tags[at] in FINITE or p.low[at] in AUXILIARY):
            return True
    return False


def verb_beside(scene: Scene, quoted: Quoted) -> tuple[Range, Group] | None:
    """Speaker and verb right behind a quotation that opens its sentence and ends in a comma, whatever the verb."""
    p = scene.p
    first, last = p.bounds(quoted.last)
    opens = quoted.first <= first or (quoted.first == first + 1 and p.tags[first] in ("CC", "RB"))
    if not opens or quoted.last >= last or "," not in (p.words[quoted.last - 1], p.words[quoted.last + 1]):
        return None
    start = first_after(p, quoted)
    group = next(
        (item for item in scene.groups if start <= item.first <= last and not p.in_speech(item.head)), None
    )
    if group is None or group.form not in ("finite", "past-participle") or group.passive:
        return None
    if group.first == start:
        end = phrase_starting(p, group.head + 1, last) if group.head < last else None
        found = None if end is None else (group.head + 1, end)
    else:
        found = subject_before(p, group.first, start)
        if found is None or found[0] != start:
            found = whole_phrase(p, start, group.first - 1)
    return None if found is None or not is_somebody(p, found) else (found, group)
