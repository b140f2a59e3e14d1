"""Attributions around a verb: X said that so; so, X said; it is reported that so; described by X as."""

from truceline.reading.complements import Complement, complement_of, last_word
from truceline.reading.extents import content_end
from truceline.reading.passage import Passage, Range
from truceline.reading.phrases import FINITE, OCCASIONS, TIMES, is_speaker_like, phrase_starting
from truceline.reading.scene import Candidate, Found, Scene
from truceline.reading.subjects import subject_before, subject_of

_HEARSAY = frozenset(
    "say report believe allege think claim understand expect announce reveal estimate suggest".split()
)
_PASSIVE = frozenset(
    "accuse quote cite describe report say believe allege expect think call label dub criticise criticize tell ask warn".split()
)
_TRAIL = frozenset("in on at during this last earlier to late early after".split())
_RARELY_TRAILS = frozenset("expect hope know feel see find show".split())


def _found(
    scene: Scene, candidate: Candidate, source: Range | None, content: list[Range | None], rule: str
) -> Found | None:
    kept = tuple(span for span in content if span is not None)
    if not kept:
        return None
    return Found(
        source=scene.characters(source), cue=scene.characters((candidate.group.first, candidate.last)), content=kept,
        rule=rule, speech=_holds_speech(scene.p, kept), lexical=candidate.cue, negated=candidate.group.negated, relay=(),
    )  # fmt: skip


def _holds_speech(p: Passage, spans: tuple[Range, ...]) -> bool:
    """Whether quoted speech stands in some characters."""
    return any(quoted.speech for span in spans for quoted in p.quotes_in(*span))


def trailing(scene: Scene, candidate: Candidate) -> Found | None:
    """The sentence first, then its speaker: "…, X said on Monday"."""
    p, group = scene.p, candidate.group
    speech = candidate.cue.takes & {"clause", "recipient"} and candidate.cue.lemma not in _RARELY_TRAILS
    if (
        not speech
        or group.form not in ("finite", "past-participle")
        or group.passive
        or p.quote[group.head] >= 0
    ):
        return None
    first, _ = p.bounds(group.head)
    placed = _speaker_behind(p, candidate, first)
    if placed is None:
        return None
    source, start, after = placed
    limit = last_word(p, candidate.last)
    parted = after < len(p.words) and p.words[after] == ","
    if p.low[start - 1] == "as" and start - 1 > first:
        start -= 1
    long_enough = start - first >= _SHORT - 2 * parted and p.words[start - 1] in (",", "—", "–")
    if not long_enough or not _only_adjunct(p, after, limit) or _governed(scene, first, start):
        return None
    content = [p.span(first, start - 2)]
    if after <= limit and p.words[after] in (",", ";") and limit - after >= _SHORT:
        other = scene.by_head.get(after + 1)
        adds = other is not None and other.group.form == "participle"
        if not adds:
            content.append(p.span(after + 1, limit))
            scene.take_quotes(after + 1, limit)
    scene.take_quotes(first, start - 1)
    return _found(scene, candidate, source, content, "trailing")


_SHORT = 4


def _speaker_behind(p: Passage, candidate: Candidate, first: int) -> tuple[Range, int, int] | None:
    """Who speaks, the first word of "X said" or "said X", and the word behind it."""
    group, following = candidate.group, candidate.last + 1
    limit = last_word(p, candidate.last)
    subject = subject_before(p, group.first, first)
    governs = following < len(p.low) and p.low[following] in ("that", "it", "there")
    if not governs and (subject is None or p.words[group.first - 1] == ","):
        end = phrase_starting(p, following, limit)
        if end is not None:
            return (following, end), group.first, end + 1
    if subject is None:
        return None
    hearer = phrase_starting(p, following, limit) if "recipient" in candidate.cue.takes else None
    return subject, subject[0], following if hearer is None else hearer + 1


def _governed(scene: Scene, first: int, start: int) -> bool:
    """Whether an earlier cue of the sentence already holds these words ("X said that …, Y noted")."""
    p = scene.p
    clause = any(p.tags[word] in FINITE and p.quote[word] < 0 for word in range(first, start - 1))
    bare = "," not in p.words[first : start - 1] and clause
    if p.low[first] in ("according", "asked", "pressed") or (
        p.tags[first] in ("VBG", "VBN") and p.quote[first] < 0 and not bare
    ):
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
    if (
        low in TIMES
        or low in _TRAIL
        or low
        in (
            "while",
            "when",
            "as",
            "via",
            "through",
            "from",
            "by",
            "with",
            "before",
            "recently",
            "again",
            "of",
            "about",
        )
    ):
        short = length <= _BRIEF or (length <= _AT_MOST and (low in _TRAIL or low in TIMES))
        return (
            short
            and "that" not in p.low[start : min(start + 10, limit + 1)]
            and low not in ("of", "about", "to")
        )
    return False


_BRIEF, _AT_MOST = 12, 32
"""Words of an adjunct: any one, and one of time or place."""


def hearsay(scene: Scene, candidate: Candidate) -> Found | None:
    """As in "It is reported that …"; "X is said to have …": nobody named."""
    p, group, limit = scene.p, candidate.group, last_word(scene.p, candidate.last)
    if (
        not group.passive
        or candidate.cue.lemma not in _HEARSAY
        or any(p.tags[word] == "MD" for word in range(group.first, group.head))
    ):
        return None
    subject = subject_of(p, group, scene.groups)
    after = candidate.last + 1
    if after > limit:
        return None
    if subject is not None and p.low[subject[0]] == "it" and p.low[after] == "that":
        end = content_end(scene, candidate, Complement(after, "clause"))
        return _found(scene, candidate, None, [p.span(after, end)], "hearsay")
    if p.low[after] == "to":
        return _found(
            scene,
            candidate,
            None,
            [
                None if subject is None else p.span(*subject),
                p.span(after, content_end(scene, candidate, Complement(after, "infinitive"))),
            ],
            "hearsay",
        )
    return None


def passive_by(scene: Scene, candidate: Candidate) -> Found | None:
    """As in "described by X as …"."""
    p, limit = scene.p, last_word(scene.p, candidate.last)
    by = candidate.last + 1
    if (
        not (
            candidate.group.passive
            or candidate.group.form == "past-participle"
            or p.tags[candidate.group.head] == "VBN"
        )
        or by >= limit
        or p.low[by] != "by"
    ):
        return None
    end = phrase_starting(p, by + 1, limit)
    if end is None or not is_speaker_like(p, (by + 1, end)):
        return None
    if end >= limit:
        return _said_of(scene, candidate, (by + 1, end))
    if candidate.cue.lemma in ("report", "quote", "cite") and p.low[end + 1] == "as":
        relayed = _relayed(scene, candidate, (by + 1, end), limit)
        if relayed is not None:
            return relayed
    if p.low[end + 1] == "that" and candidate.cue.lemma in ("tell", "assure", "warn"):
        told = content_end(scene, candidate, Complement(end + 1, "clause"))
        return _found(scene, candidate, (by + 1, end), [p.span(end + 1, told)], "passive-by")
    start = end + 1 + (p.low[end + 1] == "as")
    for word in range(start, min(start + 6, limit + 1)):
        number = p.quote[word]
        if number >= 0 and (p.quotes[number].speech or start > end + 1):
            scene.taken.add(number)
            return _found(
                scene,
                candidate,
                (by + 1, end),
                [(p.quotes[number].start, p.quotes[number].end)],
                "passive-by",
            )
    if p.low[end + 1] == "as" and start <= limit:
        return _found(scene, candidate, (by + 1, end), [p.span(start, limit)], "passive-by")
    return None


def _said_of(scene: Scene, candidate: Candidate, source: Range) -> Found | None:
    """As in "The plan was criticised by X.": what was said is known only by what it was said of."""
    if not candidate.group.passive or "object" not in candidate.cue.takes:
        return None
    subject = subject_of(scene.p, candidate.group, scene.groups)
    if subject is None:
        return None
    return _found(scene, candidate, source, [scene.p.span(*subject)], "passive-by")


def _relayed(scene: Scene, candidate: Candidate, relay: Range, limit: int) -> Found | None:
    """As in "X was reported by Y as saying …": X speaks, Y passes it on."""
    p = scene.p
    verb = relay[1] + 2
    speaker = subject_of(p, candidate.group, scene.groups)
    if speaker is None or verb >= limit or p.tags[verb] != "VBG":
        return None
    start = verb + 1
    number = next(
        (p.quote[word] for word in range(start, min(start + 6, limit + 1)) if p.quote[word] >= 0), -1
    )
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
    if _not_speech(scene, candidate, complement, source) or (
        source is not None and p.low[source[0]] in _NOBODY
    ):
        return None
    if complement.form == "quote":
        return _forward_quote(scene, candidate, complement, source)
    span = _free_span(scene, candidate, complement)
    if span is None:
        return None
    aim = group.form == "infinitive" and complement.form == "object"
    return _found(scene, candidate, source, [span], "aim" if aim else f"forward-{complement.form}")


_NOBODY = frozenset(("nobody", "none", "neither"))


def _free_span(scene: Scene, candidate: Candidate, complement: Complement) -> Range | None:
    """The characters of what is said, up to a quotation that is somebody else's; its own are taken."""
    p = scene.p
    end = content_end(scene, candidate, complement)
    for word in range(complement.start, end + 1):
        if p.quote[word] in scene.taken and p.in_speech(word):
            end = word - 1
            break
    span = p.span(complement.start, end)
    if span is None:
        return None
    scene.take_quotes(complement.start, end)
    return (span[0], max(span[1], p.quotes[p.quote[end]].end)) if p.quote[end] >= 0 else span


def _not_speech(scene: Scene, candidate: Candidate, complement: Complement, source: Range | None) -> bool:
    p, group = scene.p, candidate.group
    if group.form == "past-participle" and (source is None or complement.form in ("object", "infinitive")):
        return True
    if complement.form == "quote" and _only_names(candidate):
        return True
    if _tells_only_how(scene, candidate, complement):
        return True
    if group.form == "participle":
        lead = group.first - 1
        first = p.bounds(group.head)[0]
        before = (scene.by_head.get(lead), scene.by_head.get(lead - 1))
        if any(other is not None and other.last == lead for other in before):
            return True
        if lead >= first and p.tags[lead] in ("DT", "JJ", "PRP$", "NN$", "NNP$"):
            return True
        if candidate.cue.lemma == "regard" or (
            complement.form == "object"
            and lead >= first
            and p.words[lead] != ","
            and p.low[lead] not in OCCASIONS
        ):
            return True
    if (
        candidate.cue.lemma in ("call", "label", "describe")
        and p.tags[group.head] == "VBN"
        and group.first == group.head
        and not _names_in_quotes(p, complement)
    ):
        return source is None or not is_speaker_like(p, source)
    return group.form == "infinitive" and complement.form == "infinitive"


def _tells_only_how(scene: Scene, candidate: Candidate, complement: Complement) -> bool:
    """As in "speaking on condition of anonymity", "who asked not to be named": another verb says what is said."""
    low = scene.p.low
    if candidate.cue.lemma == "ask" and low[complement.start : complement.start + 3] == ("not", "to", "be"):
        return True
    bare = candidate.cue.lemma == "speak" and candidate.last == candidate.group.head
    return bare and candidate.group.form in ("participle", "infinitive") and complement.form != "quote"


def _only_names(candidate: Candidate) -> bool:
    """As in "for more, see “X”", "known about “X”": what stands in the marks is a name, not what anybody says."""
    lemma, form = candidate.cue.lemma, candidate.group.form
    return lemma == "see" or (lemma == "know" and form == "past-participle")


def _names_in_quotes(p: Passage, complement: Complement) -> bool:
    """As in "called the report “a song”": what is named, then its name in quotation marks."""
    end = phrase_starting(p, complement.start, last_word(p, complement.start))
    return end is not None and end + 1 < len(p.words) and p.quote[end + 1] >= 0


def _forward_quote(
    scene: Scene, candidate: Candidate, complement: Complement, source: Range | None
) -> Found | None:
    p = scene.p
    number = p.quote[complement.start]
    if number in scene.taken:
        return None
    quoted = p.quotes[number]
    scene.taken.add(number)
    end = content_end(scene, candidate, complement)
    runs_on = quoted.last < end and not (quoted.speech and _ends_closed(p, quoted.last))
    runs_on = runs_on and p.words[quoted.last + 1] not in ("—", "–", "―", "--", "-")
    span = (p.starts[complement.start], p.ends[end] if runs_on else quoted.end)
    if runs_on:
        for word in range(quoted.last, end + 1):
            if p.quote[word] >= 0:
                scene.taken.add(p.quote[word])
    return _found(scene, candidate, source, [span], "forward-quote")


def _ends_closed(p: Passage, last: int) -> bool:
    return p.words[last - 1] in (",", ".", "?", "!", "…", "—")
