"""Who a verb is said of: the phrase that is its subject, wherever the sentence put it.

Each way of finding one is a small function; what none of them finds stays open (None).
"""

from bisect import bisect_left

from truceline.reading.groups import Group
from truceline.reading.mending import PERSONS
from truceline.reading.passage import Passage, Range
from truceline.reading.phrases import (
    BEARERS,
    FINITE,
    OCCASIONS,
    TIMES,
    head_of,
    is_speaker_like,
    phrase_ending,
)

_RELATIVE = frozenset(("who", "which", "that", "whom"))
_ADVERBS = frozenset("also then later once again too himself herself itself themselves both all".split())
_CONJUNCTIONS = frozenset(
    "that because while as if whether although though since after before when where until but and or than unless how why what".split()
)
_ADVERBIALS = frozenset(
    (
        ("at", "once"),
        ("at", "first"),
        ("in", "turn"),
        ("in", "fact"),
        ("for", "example"),
        ("at", "last"),
        ("once", "again"),
    )
)
_TIME_LEADS = frozenset("this last next late early earlier on that every each".split())
_PARENTHESIS = 30


def subject_before(p: Passage, first: int, floor: int) -> Range | None:
    """The subject that ends right before a verb group, past adverbs, days, asides and adjuncts."""
    if (first, floor) not in p.subjects:
        p.subjects[first, floor] = _subject_before(p, first, floor)
    return p.subjects[first, floor]


def _subject_before(p: Passage, first: int, floor: int) -> Range | None:
    end = first - 1
    while end >= floor and (p.tags[end] == "RB" or p.low[end] in _ADVERBS):
        end -= 1
    if end >= floor and end + 1 < first and (p.low[end], p.low[end + 1]) in _ADVERBIALS:
        return subject_before(p, end, floor)
    if end - 1 >= floor and (p.low[end - 1], p.low[end]) in _ADVERBIALS:
        return subject_before(p, end - 1, floor)
    if end < floor:
        return None
    if p.low[end] in _RELATIVE and p.tags[end][:1] in "WD" and p.tags[end] != "DT":
        return (end, end)
    if p.words[end] in (",", "—", "–", "-", "―", ")"):
        return _past_aside(p, end, floor)
    if p.low[end] in TIMES:
        return _with_relative(p, end, floor) or _past_time(p, end, floor)
    if p.in_speech(end):
        return _past_aside(p, end - 1, floor) if end - 1 > floor and p.words[end - 1] == "," else None
    return _with_relative(p, end, floor) or _phrase_before(p, end, floor)


def _with_relative(p: Passage, end: int, floor: int) -> Range | None:
    """As in "a shepherd who was on the hill said": the phrase with the clause that tells which."""
    if p.tags[end] in ("CC", "IN", "DT", "TO"):
        return None
    for at in range(end - 1, max(floor, end - _CLAUSE), -1):
        if p.words[at] in (",", ";", ":", "—", "–") or p.in_speech(at):
            return None
        if not p.is_noun(at - 1):
            continue
        if p.low[at] in ("who", "that", "which") and p.tags[at] in ("WP", "WDT"):
            told = any(p.tags[word] in FINITE for word in range(at + 1, end))
            start = phrase_ending(p, at - 1, floor) if told else None
            return None if start is None else (start, end)
        if (
            p.tags[at] in ("VBN", "VBG")
            and p.tags[at + 1] in ("IN", "TO", "RB")
            and at - _SHORT_LEAD <= floor
        ):
            start = phrase_ending(p, at - 1, floor)
            plain = not any(p.tags[word] in FINITE or p.tags[word] == "PRP" for word in range(floor, end))
            return (start, end) if start == floor and plain else None
    return None


_SHORT_LEAD = 8
_CLAUSE = 20
"""Words of a clause that tells which; more is somebody's prose."""


def _phrase_before(p: Passage, end: int, floor: int) -> Range | None:
    start = None if p.tags[end].endswith("$") else phrase_ending(p, end, floor)
    if start is None:
        return None
    if start > floor and p.tags[start - 1] in ("IN", "TO") and p.low[start - 1] not in _CONJUNCTIONS:
        name = end
        while name > start and p.is_proper(name - 1) and p.is_proper(name):
            name -= 1
        if (
            name > start
            and p.is_proper(name)
            and p.tags[name - 1] in ("NN", "NNS", "CD")
            and p.low[name - 1] not in PERSONS
        ):
            return (name, end)
        return _past_adjunct(p, start - 1, floor)
    return (start, end)


def _past_adjunct(p: Passage, preposition: int, floor: int) -> Range | None:
    """As in "Lavrov in a statement said": the phrase was only the preposition's."""
    at = preposition - 1
    if at < floor or p.words[at] == ",":
        return None
    if p.low[at] in _RELATIVE:
        return (at, at)
    if p.is_noun(at) or p.tags[at] == "PRP":
        return _phrase_before(p, at, floor)
    return None


def _past_time(p: Passage, end: int, floor: int) -> Range | None:
    at = end
    while at > floor and (p.low[at - 1] in _TIME_LEADS or p.low[at - 1] in TIMES):
        at -= 1
    if at - 1 >= floor and p.words[at - 1] == ",":
        at -= 1
    return subject_before(p, at, floor)


def _past_aside(p: Passage, close: int, floor: int) -> Range | None:
    """As in "X, a resident of Y, said": back to the mark that opened the aside."""
    opener = "(" if p.words[close] == ")" else p.words[close]
    best: tuple[int, Range] | None = None
    quoted = False
    for at in range(close - 1, max(floor, close - _PARENTHESIS), -1):
        if p.words[at] in (";", ":"):
            break
        quoted = quoted or p.in_speech(at)
        if p.words[at] == opener and not p.in_speech(at) and (not quoted or p.low[at + 1] in _RELATIVE):
            found = (
                subject_before(p, at, floor) if p.low[at - 1] in TIMES else _phrase_before(p, at - 1, floor)
            )
            if found is not None and found[1] == at - 1 and (best is None or found[0] == floor):
                best = (at, found)
    if best is None:
        return None if quoted or p.in_speech(close) else _list_subject(p, close, floor)
    at, found = best
    apposition = (
        p.tags[at + 1] in ("DT", "PRP$") or p.is_noun(at + 1) or p.tags[at + 1] in ("JJ", "CD", "WP", "WDT")
    )
    timely = any(p.low[word] in TIMES for word in range(at + 1, min(at + 4, close)))
    if opener == "(" or (apposition and not timely):
        last = close if p.words[close] == ")" else close - 1
        return (found[0], p.quotes[p.quote[close]].last if p.in_speech(close) else last)
    return found


def _list_subject(p: Passage, close: int, floor: int) -> Range | None:
    start = phrase_ending(p, close - 1, floor)
    return None if start is None else (start, close - 1)


def subject_of(p: Passage, group: Group, groups: tuple[Group, ...]) -> Range | None:
    """The subject of a verb group, its own or the one it shares."""
    floor, _ = p.bounds(group.head)
    earlier = _between(groups, floor, group.first)
    if group.form in ("finite", "past-participle"):
        own = subject_before(p, group.first, floor)
        return own if own is not None else _shared(p, group, earlier)
    if group.form == "infinitive":
        return _controlled(p, group, earlier)
    return _of_main_clause(p, group, groups)


def _between(groups: tuple[Group, ...], first: int, stop: int) -> tuple[Group, ...]:
    """The groups whose verb lies between two words; ``groups`` stand in the order of their verbs."""
    return groups[bisect_left(groups, first, key=_head_of) : bisect_left(groups, stop, key=_head_of)]


def _head_of(group: Group) -> int:
    return group.head


def _shared(p: Passage, group: Group, earlier: tuple[Group, ...]) -> Range | None:
    """As in "X came and said": the subject of the verb it is joined to."""
    floor, _ = p.bounds(group.head)
    at = group.first - 1
    while at > floor and p.tags[at] == "RB" and p.low[at] != "yet":
        at -= 1
    start = phrase_ending(p, at, floor) if at >= floor else None
    if start is not None and start - 2 >= floor and p.tags[start - 1] == "IN":
        at = start - 2
    if at < floor or not (p.low[at] in ("and", "but", "or", "then", "yet") or p.words[at] == ","):
        return None
    found = [
        (other, subject)
        for other in reversed(earlier)
        if other.form == "finite"
        and not p.in_speech(other.head)
        and (subject := subject_before(p, other.first, floor)) is not None
    ]
    main = [subject for _, subject in found if _is_main(p, subject, floor)]
    parted = (
        p.words[at - 1] in {",", *_MARKS} or group.first - found[0][0].head > _NEAR_JOINED if found else False
    )
    nearer = found and is_speaker_like(p, found[0][1])
    if main and (parted or (not nearer and is_speaker_like(p, main[0]))):
        return main[0]
    return found[0][1] if found else None


_MARKS = frozenset('”"—–')
_NEAR_JOINED = 8
"""Words: so near, "and said" goes on a relative clause; farther off it goes on the sentence."""


def _controlled(p: Passage, group: Group, earlier: tuple[Group, ...]) -> Range | None:
    """As in "X went on to say": the subject of the verb before; "made him tell": him."""
    floor, _ = p.bounds(group.head)
    before = group.first - (1 if p.low[group.first] == "to" else 2)
    if (
        before > floor
        and p.low[before] in ("him", "her", "them", "me", "us")
        and p.tags[before].startswith("PRP")
    ):
        return (before, before)
    for other in reversed(earlier):
        if p.in_speech(other.head):
            continue
        if other.form == "finite":
            return subject_before(p, other.first, floor)
    return None


def _is_main(p: Passage, subject: Range, floor: int) -> bool:
    """Whether a subject opens a main clause: no conjunction, relative, noun or verb of another clause before it."""
    if p.low[subject[0]] in _RELATIVE:
        return False
    if subject[0] == floor:
        return True
    before = subject[0] - 1
    governed = p.tags[before][:2] in ("VB", "NN", "MD") and p.low[before] not in TIMES and p.quote[before] < 0
    return not governed and p.low[before] not in _CONJUNCTIONS - {"and", "but"}


def _right_before(p: Passage, group: Group, floor: int) -> Range | None:
    """As in "with X stating …", "footage of X asking …", "signs saying …": who or what a participle hangs on."""
    last = group.first - 1
    start = phrase_ending(p, last, floor) if last >= floor and p.is_noun(last) else None
    if start is None:
        return None
    lead = p.low[start - 1] if start > floor else ""
    head = p.low[head_of(p, (start, last))]
    if lead == "with" or head.rstrip("s") in BEARERS:
        return (start, last)
    loose = start > floor and p.tags[start - 1] in ("IN", "TO")
    named = is_speaker_like(p, (start, last)) and head not in OCCASIONS
    return (start, last) if named and not loose and _seen_or_heard(p, start, floor) else None


def _seen_or_heard(p: Passage, start: int, floor: int) -> bool:
    """Whether somebody shows the speaker speaking: "footage of X", "a video shows X"."""
    window = range(max(floor, start - 2), min(start + 2, len(p.low)))
    return any(p.low[at] in _SHOWN for at in window)


_SHOWN = frozenset(
    "footage video clip clips tape tapes recording audio show shows showed shown hear hears heard quote quotes quoted quoting cite cites cited citing with".split()
)


def _just_said(p: Passage, group: Group, groups: tuple[Group, ...]) -> bool:
    """As in "…, X said, citing Y": a verb right before the comma."""
    verb = group.first - 2
    return p.words[group.first - 1] == "," and any(
        other.head == verb and other.form == "finite" for other in _between(groups, verb, verb + 1)
    )


def _of_main_clause(p: Passage, group: Group, groups: tuple[Group, ...]) -> Range | None:
    """As in ", adding that": the phrase it hangs on, else the main clause's subject."""
    floor, last = p.bounds(group.head)
    beside = _right_before(p, group, floor)
    if beside is not None:
        return beside
    if group.first - 2 >= floor and p.words[group.first - 1] == ",":
        start = phrase_ending(p, group.first - 2, floor)
        if (
            start is not None
            and (start == floor or p.words[start - 1] == ",")
            and is_speaker_like(p, (start, group.first - 2))
        ):
            return (start, group.first - 2)
    before = [
        found
        for other in reversed(_between(groups, floor, group.first))
        if other.form == "finite" and not p.in_speech(other.head)
        and (found := subject_before(p, other.first, floor)) is not None
    ]  # fmt: skip
    if before and _just_said(p, group, groups):
        return before[0]
    main = [found for found in before if _is_main(p, found, floor)]
    for found in main or before:
        if is_speaker_like(p, found):
            return found
    if before:
        return (main or before)[0]
    behind = [
        found
        for other in _between(groups, group.head + 1, last + 1)
        if other.form == "finite"
        and not p.in_speech(other.head)
        and (found := subject_before(p, other.first, group.head + 1)) is not None
    ]
    after_comma = [found for found in behind if "," in p.words[max(found[0] - 2, 0) : found[0]]]
    return next(iter(after_comma or behind), None)
