"""Attributions around a verb: X said that …; …, X said; according to X, …; it is reported that …; X's claim that …"""

from truceline.reading.complements import OCCASIONS, Complement, complement_of, content_end, last_word
from truceline.reading.lexicon import Lexicon
from truceline.reading.passage import Passage, Range
from truceline.reading.phrases import TIMES, head_of, is_speaker_like, phrase_ending, phrase_starting
from truceline.reading.scene import Candidate, Found, Scene
from truceline.reading.subjects import subject_before, subject_of

_HEARSAY = frozenset("say report believe allege think claim understand expect announce reveal estimate suggest".split())
_PASSIVE = frozenset("accuse quote cite describe report say believe allege expect think call label dub criticise criticize tell ask warn".split())
_TRAIL = frozenset("in on at during this last earlier to late early after".split())
_RARELY_TRAILS = frozenset("expect hope know feel see find show".split())


def _found(scene: Scene, candidate: Candidate, source: Range | None, content: list[Range | None], rule: str) -> Found | None:
    kept = tuple(span for span in content if span is not None)
    if not kept:
        return None
    return Found(
        source=scene.characters(source), cue=scene.characters((candidate.group.first, candidate.last)), content=kept,
        rule=rule, speech=any(scene.p.in_speech(w) for w in _words(scene.p, kept)), lexical=candidate.cue, negated=candidate.group.negated, relay=(),
    )  # fmt: skip


def _words(p: Passage, spans: tuple[Range, ...]) -> list[int]:
    return [word for word in range(len(p.words)) if any(start <= p.starts[word] < end for start, end in spans)]


def trailing(scene: Scene, candidate: Candidate) -> Found | None:
    """The sentence first, then its speaker: "…, X said on Monday"."""
    p, group = scene.p, candidate.group
    first, _ = p.bounds(group.head)
    if not candidate.cue.takes & {"clause", "recipient"} or candidate.cue.lemma in _RARELY_TRAILS or group.form not in ("finite", "past-participle") or group.passive:
        return None
    subject = subject_before(p, group.first, first)
    inverted = None
    if candidate.last < len(p.low) - 1 and p.low[candidate.last + 1] in ("that", "it", "there"):
        pass
    elif subject is None or p.words[group.first - 1] == ",":
        end = phrase_starting(p, candidate.last + 1, last_word(p, candidate.last))
        inverted = None if end is None else (candidate.last + 1, end)
    start = subject[0] if subject is not None and inverted is None else group.first
    source = subject if inverted is None else inverted
    after = (inverted[1] if inverted else candidate.last) + 1
    parted = after < len(p.words) and p.words[after] == ","
    if source is None or start - first < (3 if parted else 4) or p.words[start - 1] not in (",", "—", "–") or p.quote[group.head] >= 0:
        return None
    if "recipient" in candidate.cue.takes and inverted is None:
        hearer = phrase_starting(p, after, last_word(p, candidate.last))
        after = after if hearer is None else hearer + 1
    if not _only_adjunct(p, after, last_word(p, candidate.last)):
        return None
    if _governed(scene, candidate, first, start):
        return None
    content = [p.span(first, start - 2)]
    rest = last_word(p, candidate.last)
    if after <= rest and p.words[after] in (",", ";") and rest - after > 3 and not any(
        other.group.head == after + 1 and other.group.form == "participle" for other in scene.candidates
    ):
        content.append(p.span(after + 1, rest))
    for word in range(first, start):
        if p.quote[word] >= 0:
            scene.taken.add(p.quote[word])
    return _found(scene, candidate, source, content, "trailing")


def _governed(scene: Scene, candidate: Candidate, first: int, start: int) -> bool:
    """Whether an earlier cue of the sentence already holds these words ("X said that …, Y noted")."""
    p = scene.p
    if p.low[first] in ("according", "asked", "pressed") or (p.tags[first] in ("VBG", "VBN") and p.quote[first] < 0):
        return True
    return p.low[first] in ("as", "if", "although", "while", "when", "after", "because") and not any(
        p.words[word] == "," for word in range(first, start - 1)
    )


def _only_adjunct(p: Passage, start: int, limit: int) -> bool:
    """Whether only when, where and how it was said follows the cue."""
    if start > limit or p.words[start] in (",", ";"):
        return True
    length = limit - start + 1
    low = p.low[start]
    if low in TIMES or low in _TRAIL or low in ("while", "when", "as", "via", "through", "from", "by", "with", "before", "recently", "again", "of", "about"):
        short = length <= 12 or (length <= 32 and (low in _TRAIL or low in TIMES))
        return short and "that" not in p.low[start : min(start + 10, limit + 1)] and low not in ("of", "about", "to")
    return False


def according(scene: Scene) -> None:
    """"According to X, …"  and  "…, according to X"."""
    p = scene.p
    for at in range(len(p.words) - 2):
        if p.low[at] != "according" or p.low[at + 1] != "to" or p.in_speech(at):
            continue
        first, _ = p.bounds(at)
        limit = last_word(p, at)
        end = phrase_starting(p, at + 2, limit)
        if end is None or p.low[head_of(p, (at + 2, end))] in _NO_SPEAKER:
            continue
        if at - first <= 1 or _joins(p, at):
            content = [p.span(end + 1, limit)]
        else:
            content = [p.span(first, at - 1)]
            if end + 2 < limit and p.words[end + 1] == "," and limit - end > 4:
                content.append(p.span(end + 2, limit))
        kept = tuple(span for span in content if span is not None)
        if kept:
            for word in range(first, limit + 1):
                if p.quote[word] >= 0:
                    scene.taken.add(p.quote[word])
            scene.found.append(
                Found(source=scene.characters((at + 2, end)), cue=scene.characters((at, at + 1)), content=kept,
                      rule="according-to", speech=False, lexical=None, negated=False, relay=())
            )  # fmt: skip


_NO_SPEAKER = frozenset("narrative plan plans schedule rule rules law laws need needs custom taste age size".split())


def _joins(p: Passage, at: int) -> bool:
    """"…that, according to X, …": only what follows is X's."""
    before = at - 2 if p.words[at - 1] == "," else at - 1
    return p.low[before] in ("that", "and", "but", "which", "who", "because", "while", "although", "though", "if", "as", "where", "when")


def hearsay(scene: Scene, candidate: Candidate) -> Found | None:
    """"It is reported that …"; "X is said to have …": nobody named."""
    p, group, limit = scene.p, candidate.group, last_word(scene.p, candidate.last)
    if not group.passive or candidate.cue.lemma not in _HEARSAY or any(p.tags[word] == "MD" for word in range(group.first, group.head)):
        return None
    subject = subject_of(p, group, scene.groups)
    after = candidate.last + 1
    if after > limit:
        return None
    if subject is not None and p.low[subject[0]] == "it" and p.low[after] == "that":
        end = content_end(scene, candidate, Complement(after, "clause"))
        return _found(scene, candidate, None, [p.span(after, end)], "hearsay")
    if p.low[after] == "to":
        return _found(scene, candidate, None, [None if subject is None else p.span(*subject), p.span(after, limit)], "hearsay")
    return None


def passive_by(scene: Scene, candidate: Candidate) -> Found | None:
    """"described by X as …"."""
    p, limit = scene.p, last_word(scene.p, candidate.last)
    by = candidate.last + 1
    if not (candidate.group.passive or candidate.group.form == "past-participle" or p.tags[candidate.group.head] == "VBN") or by >= limit or p.low[by] != "by":
        return None
    end = phrase_starting(p, by + 1, limit)
    if end is None or not is_speaker_like(p, (by + 1, end)) or end >= limit:
        return None
    if candidate.cue.lemma in ("report", "quote", "cite") and p.low[end + 1] == "as":
        relayed = _relayed(scene, candidate, (by + 1, end), limit)
        if relayed is not None:
            return relayed
    start = end + 1 + (p.low[end + 1] == "as")
    for word in range(start, min(start + 6, limit + 1)):
        if p.quote[word] >= 0:
            number = p.quote[word]
            scene.taken.add(number)
            return _found(scene, candidate, (by + 1, end), [(p.quotes[number].start, p.quotes[number].end)], "passive-by")
    if p.low[end + 1] == "as" and start <= limit:
        return _found(scene, candidate, (by + 1, end), [p.span(start, limit)], "passive-by")
    return None


def _relayed(scene: Scene, candidate: Candidate, relay: Range, limit: int) -> Found | None:
    """"X was reported by Y as saying …": X speaks, Y passes it on."""
    p = scene.p
    verb = relay[1] + 2
    speaker = subject_of(p, candidate.group, scene.groups)
    if speaker is None or verb >= limit or p.tags[verb] != "VBG":
        return None
    start = verb + 1
    number = next((p.quote[word] for word in range(start, min(start + 6, limit + 1)) if p.quote[word] >= 0), -1)
    if number >= 0:
        scene.taken.add(number)
        span = (p.quotes[number].start, p.quotes[number].end)
    else:
        found = p.span(start, limit)
        if found is None:
            return None
        span = found
    return Found(
        source=scene.characters(speaker), cue=scene.characters((candidate.group.first, verb)), content=(span,),
        rule="relayed", speech=number >= 0, lexical=candidate.cue, negated=False, relay=scene.characters(relay),
    )  # fmt: skip


def forward(scene: Scene, candidate: Candidate) -> Found | None:
    """The speaker, the cue, then what is said."""
    p, group = scene.p, candidate.group
    if group.passive and candidate.cue.lemma not in _PASSIVE:
        return None
    complement = complement_of(scene, candidate)
    if complement is None:
        return None
    source = None if group.passive else subject_of(p, group, scene.groups)
    if source is None and not group.passive and group.form not in ("participle", "past-participle"):
        return None
    if _not_speech(scene, candidate, complement, source):
        return None
    if complement.form == "quote":
        return _forward_quote(scene, candidate, complement, source)
    end = content_end(scene, candidate, complement)
    for word in range(complement.start, end + 1):
        if p.quote[word] in scene.taken and p.in_speech(word):
            end = word - 1
            break
    span = p.span(complement.start, end)
    if span is None:
        return None
    for word in range(complement.start, end + 1):
        if p.quote[word] >= 0:
            scene.taken.add(p.quote[word])
    if p.quote[end] >= 0:
        span = (span[0], max(span[1], p.quotes[p.quote[end]].end))
    aim = group.form == "infinitive" and complement.form == "object"
    return _found(scene, candidate, source, [span], "aim" if aim else f"forward-{complement.form}")


def _not_speech(scene: Scene, candidate: Candidate, complement: Complement, source: Range | None) -> bool:
    p, group = scene.p, candidate.group
    if group.form == "past-participle" and (source is None or complement.form in ("object", "infinitive")):
        return True
    if group.form == "participle":
        lead = group.first - 1
        first = p.bounds(group.head)[0]
        if any(other.last == lead for other in scene.candidates):
            return True
        if lead >= first and p.tags[lead] in ("DT", "JJ", "PRP$", "NN$", "NNP$"):
            return True
        if candidate.cue.lemma == "regard" or (complement.form == "object" and lead >= first and p.words[lead] != "," and p.low[lead] not in OCCASIONS):
            return True
    if candidate.cue.lemma in ("call", "label", "describe") and p.tags[group.head] == "VBN" and group.first == group.head:
        return source is None or not is_speaker_like(p, source)
    return group.form == "infinitive" and complement.form in ("infinitive",)


def _forward_quote(scene: Scene, candidate: Candidate, complement: Complement, source: Range | None) -> Found | None:
    p = scene.p
    number = p.quote[complement.start]
    if number in scene.taken:
        return None
    quoted = p.quotes[number]
    scene.taken.add(number)
    end = content_end(scene, candidate, complement)
    runs_on = quoted.last < end and (not quoted.speech or not _ends_closed(p, quoted.last))
    span = (p.starts[complement.start], p.ends[end] if runs_on else quoted.end)
    if runs_on:
        for word in range(quoted.last, end + 1):
            if p.quote[word] >= 0:
                scene.taken.add(p.quote[word])
    return _found(scene, candidate, source, [span], "forward-quote")


def _ends_closed(p: Passage, last: int) -> bool:
    return p.words[last - 1] in (",", ".", "?", "!", "…", "—")


def noun_cue(scene: Scene, lexicon: Lexicon) -> None:
    """"X's claim that …"; "the warning from X that …"; "a reply from X ("…")"."""
    p = scene.p
    for at in range(len(p.words) - 2):
        cue = lexicon.nouns.get(p.low[at])
        if cue is None or not p.is_noun(at) or p.in_speech(at):
            continue
        limit = last_word(p, at)
        found = _possessed(scene, at, limit) or _from_somebody(scene, at, limit)
        if found is None:
            continue
        source, start, rule = found
        group_end = _noun_content_end(p, start, limit)
        span = p.span(start, group_end)
        if span is not None:
            for word in range(start, group_end + 1):
                if p.quote[word] >= 0:
                    scene.taken.add(p.quote[word])
            scene.found.append(
                Found(source=scene.characters(source), cue=scene.characters((at, at)), content=(span,),
                      rule=rule, speech=False, lexical=cue, negated=False, relay=())
            )  # fmt: skip


def _noun_content_end(p: Passage, start: int, limit: int) -> int:
    if p.quote[start] >= 0 and p.quotes[p.quote[start]].speech:
        return p.quotes[p.quote[start]].last
    for word in range(start + 2, limit):
        if p.words[word] in (",", ")", ";") and p.quote[word] < 0:
            return word - 1
    return limit


def _possessed(scene: Scene, at: int, limit: int) -> tuple[Range | None, int, str] | None:
    p = scene.p
    if p.low[at + 1] != "that" or at + 3 > limit or not any(p.tags[word] in ("VBD", "VBZ", "VBP", "MD") for word in range(at + 3, min(at + 20, limit + 1))):
        return None
    first, _ = p.bounds(at)
    owner = at - 1
    while owner > first and p.tags[owner] in ("JJ", "VBN", "CD", "RB", "NN"):
        owner -= 1
    if p.tags[owner] == "PRP$":
        return (owner, owner), at + 1, "noun"
    if p.tags[owner].endswith("$") and p.is_noun(owner):
        start = phrase_ending(p, owner, first)
        return ((owner if start is None else start), owner), at + 1, "noun"
    return None


def _from_somebody(scene: Scene, at: int, limit: int) -> tuple[Range | None, int, str] | None:
    p = scene.p
    if p.low[at + 1] not in ("from", "by", "of"):
        return None
    end = phrase_starting(p, at + 2, limit)
    if end is None or end + 2 > limit or not is_speaker_like(p, (at + 2, end)):
        return None
    if p.low[end + 1] == "that":
        return (at + 2, end), end + 1, "noun"
    opens = p.words[end + 1] in ("(", ":") and p.quote[end + 2] >= 0
    return ((at + 2, end), end + 2, "noun") if opens else None
