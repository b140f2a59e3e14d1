"""Attributions that start from a quotation: "…," X said; X: "…"; "…" – X; and what continues them."""

import re

from attrs import frozen

from truceline.reading.beside import closing_quote_before, speaker_beside, verb_beside
from truceline.reading.complements import complement_of
from truceline.reading.passage import Passage, Quoted, Range
from truceline.reading.phrases import (
    OCCASIONS,
    can_carry_words,
    is_speaker_like,
    phrase_ending,
    phrase_starting,
)
from truceline.reading.quotations import is_headline
from truceline.reading.scene import Candidate, Found, Scene
from truceline.reading.subjects import subject_of

_CLOSED_SPEECH = re.compile(r"(?:[,?!.…—–-](?:[\"”’»]|'')|[\"”’»],?)$")
_LEAD = 28


def quote_first(scene: Scene, candidate: Candidate) -> Found | None:
    """As in "…," X said  /  "…," said X  /  "…," X, a resident, said."""
    p, cue, group = scene.p, candidate.cue, candidate.group
    if not (cue.takes & {"clause", "quotation", "recipient"}) or group.passive:
        return None
    if group.form in ("participle", "infinitive") and complement_of(scene, candidate) is not None:
        return None
    quoted = closing_quote_before(p, group.first, 0)
    if (
        quoted is None
        or p.quote[quoted.last] in scene.taken
        or not _CLOSED_SPEECH.search(p.text[quoted.start : _mark_after(p, quoted)])
    ):
        return None
    if p.sentence[quoted.last] != p.sentence[group.first] and (
        p.words[quoted.last - 1] in (".", "…") or complement_of(scene, candidate) is not None
    ):
        return None
    source = speaker_beside(scene, candidate, quoted)
    if source is None or _speaks_of_else(scene, candidate, quoted, source):
        return None
    scene.taken.add(p.quote[quoted.last])
    content = [_with_lead(scene, quoted)]
    resumed = _resumed(scene, candidate, max(source[1], candidate.last) + 1)
    if resumed is not None:
        content.append((resumed.start, resumed.end))
    return Found(
        source=scene.characters(source), cue=scene.characters((group.first, candidate.last)), content=tuple(content),
        rule="quote-first", speech=True, lexical=cue, negated=group.negated, relay=(),
    )  # fmt: skip


def _speaks_of_else(scene: Scene, candidate: Candidate, quoted: Quoted, source: Range) -> bool:
    """As in "…, and X replied, “…”"; "In a post titled “…,” X said that …": the cue has words of its own."""
    p = scene.p
    complement = complement_of(scene, candidate)
    joined = any(p.tags[at] == "CC" for at in range(quoted.last + 1, source[0]))
    if complement is None:
        return False
    own_clause = p.low[complement.start] == "that" or (
        complement.form == "clause" and complement.start == candidate.last + 1
    )
    return joined or (own_clause and quoted.first > p.bounds(quoted.first)[0] + 1)


def beside_any_verb(scene: Scene) -> None:
    """As in "…," X deadpanned: a verb nobody listed, where the place alone shows that X speaks."""
    for number, quoted in enumerate(scene.p.quotes):
        beside = verb_beside(scene, quoted) if quoted.speech and number not in scene.taken else None
        if beside is not None:
            speaker, group = beside
            scene.taken.add(number)
            scene.found.append(
                _quoted_found(scene, speaker, (group.first, group.head), quoted, "beside-any-verb")
            )


def _mark_after(p: Passage, quoted: Quoted) -> int:
    after = quoted.last + 1
    return p.ends[after] if after < len(p.words) and p.words[after] == "," else quoted.end


def _with_lead(scene: Scene, quoted: Quoted) -> Range:
    """The quotation, or the sentence's own words before it too when they lead into it."""
    p = scene.p
    first, _ = p.bounds(quoted.first)
    if first >= quoted.first:
        return (quoted.start, quoted.end)
    lead_has_cue = any(
        first <= other.group.head < quoted.first and not other.cue.thought for other in scene.candidates
    )
    lead = quoted.first - first
    breaks = p.words[quoted.first - 1] in (":", ",") or any(
        p.quote[at] >= 0 and p.quotes[p.quote[at]].speech for at in range(first, quoted.first)
    )
    if lead_has_cue or lead > _LEAD or breaks:
        return (quoted.start, quoted.end)
    return (p.starts[first], quoted.end)


def _resumed(scene: Scene, candidate: Candidate, after: int) -> Quoted | None:
    """The quotation going on after "he said," in the same sentence."""
    p = scene.p
    _, last = p.bounds(candidate.last)
    for at in range(after, last + 1):
        if p.quote[at] >= 0:
            quoted = p.quotes[p.quote[at]]
            blocked = any(candidate.last < other.group.first < at for other in scene.candidates)
            parted = p.words[at - 1] in (",", ":", "—", "–", "―", "-") or p.tags[at - 1] == "CC"
            if p.quote[at] in scene.taken or blocked or not quoted.speech or not parted:
                return None
            scene.taken.add(p.quote[at])
            return quoted
        if p.words[at] == ";":
            return None
    return None


def colon_speaker(scene: Scene) -> None:
    """X: "…"  and  as X put it: "…"  where no cue verb of the lexicon stands before the colon."""
    p = scene.p
    for at in range(1, len(p.words) - 1):
        if p.words[at] != ":" or p.quote[at] >= 0 or p.quote[at + 1] < 0:
            continue
        number = p.quote[at + 1]
        quoted = p.quotes[number]
        if number in scene.taken or not quoted.speech or is_headline(p.text[quoted.start : quoted.end]):
            continue
        speaker, cue = _before_colon(scene, at)
        if speaker is not None:
            scene.taken.add(number)
            scene.found.append(_quoted_found(scene, speaker, cue, quoted, "colon"))


def _before_colon(scene: Scene, colon: int) -> tuple[Range | None, Range]:
    p = scene.p
    floor, _ = p.bounds(colon)
    group = next(
        (
            g
            for g in reversed(scene.groups)
            if floor <= g.first and g.head < colon and g.form == "finite" and not p.in_speech(g.head)
        ),
        None,
    )
    named = _named_before(p, colon, floor)
    if named is not None:
        return named, (colon, colon)
    start = phrase_ending(p, colon - 1, floor)
    if group is None:
        opening = phrase_starting(p, floor, colon - 1)
        if opening is not None and is_speaker_like(p, (floor, opening)):
            return (floor, opening), (colon, colon)
    if group is not None and not (group.passive and start is not None):
        speaker = subject_of(p, group, scene.groups)
        cued = any(other.group.head == group.head for other in scene.candidates)
        if speaker is not None and (cued or can_carry_words(p, speaker)):
            return speaker, (group.first, colon)
    fits = start is not None and can_carry_words(p, (start, colon - 1))
    return ((start, colon - 1) if start is not None and fits else None), (colon, colon)


def _named_before(p: Passage, colon: int, floor: int) -> Range | None:
    """As in "this statement by X on Friday:": whose words they are, when the noun before says so."""
    for at in range(colon - 2, max(floor, colon - _LEAD), -1):
        if p.low[at] in ("by", "from") and at > floor and p.low[at - 1].rstrip("s") in OCCASIONS:
            end = phrase_starting(p, at + 1, colon - 1)
            return None if end is None else (at + 1, end)
    return None


@frozen
class Introduction:
    """A paragraph that ends in a colon: who is announced, and by which words."""

    source: tuple[Range, ...]
    cue: tuple[Range, ...]
    passage: int


def introduced(scene: Scene, awaited: Introduction | None) -> Introduction | None:
    """Give the quotation that opens this paragraph to whom the last one announced; see who is announced now."""
    p = scene.p
    if (
        awaited is not None
        and p.quote[0] == 0
        and p.quotes[0].first == 0
        and 0 not in scene.taken
        and p.number == awaited.passage + 1
    ):
        scene.taken.add(0)
        span = (p.quotes[0].start, p.quotes[0].end)
        scene.found.append(
            Found(
                awaited.source,
                awaited.cue,
                (span,),
                "announced",
                speech=True,
                lexical=None,
                negated=False,
                relay=(),
            )
        )
    if p.words[-1] != ":" or p.quote[-1] >= 0:
        return None
    speaker, cue = _before_colon(scene, len(p.words) - 1)
    return (
        None if speaker is None else Introduction(scene.characters(speaker), scene.characters(cue), p.number)
    )


def _quoted_found(scene: Scene, speaker: Range, cue: Range, quoted: Quoted, rule: str) -> Found:
    return Found(
        source=scene.characters(speaker), cue=scene.characters(cue), content=((quoted.start, quoted.end),),
        rule=rule, speech=True, lexical=None, negated=False, relay=(),
    )  # fmt: skip


@frozen
class Thread:
    """Who spoke last in quotation marks (the attribution's number), so that a following quotation can be given to the same."""

    number: int
    end: int
    passage: int


_NEAR = 40
"""Characters in which the end of the sentence before is looked for."""
_ENDED = re.compile(r"[.?!:](?:[\"”’»]|'')?\Z")


def unclaimed_speech(p: Passage, scene: Scene) -> list[Quoted]:
    """Quoted speech that no rule has given to anybody and that makes a sentence of its own."""
    left = []
    for number, quoted in enumerate(p.quotes):
        if number in scene.taken or not quoted.speech:
            continue
        before = p.text[max(p.starts[0], quoted.start - _NEAR) : quoted.start].rstrip()
        if not before or _ENDED.search(before):
            left.append(quoted)
    return left


def unowned(scene: Scene) -> list[Found]:
    """Long quotations that nothing in the passage gives to anybody: kept, their speaker open."""
    p = scene.p
    return [
        Found(
            source=(),
            cue=(),
            content=((quoted.start, quoted.end),),
            rule="unowned-quotation",
            speech=True,
            lexical=None,
            negated=False,
            relay=(),
        )
        for number, quoted in enumerate(p.quotes)
        if number not in scene.taken and quoted.last - quoted.first > _LONG and quoted.speech
    ]


_LONG = 9


def signed_quotes(scene: Scene, before: Quoted | None) -> bool:
    """As in "…" – Name, Title: a quotation signed after a dash, on its line or the next."""
    p = scene.p
    for at in range(len(p.words) - 1):
        if p.words[at] not in "—–―-" or p.quote[at] >= 0 or not p.words[at + 1][:1].isupper():
            continue
        quoted = p.quotes[p.quote[at - 1]] if at and p.quote[at - 1] >= 0 else (before if at == 0 else None)
        plain = all(
            p.is_noun(w) or p.tags[w] in ("CD", ",", "DT", "IN", "CC", "JJ", ".", "PRP$")
            for w in range(at + 1, len(p.words))
        )
        ends = quoted is not None and p.text[quoted.start : quoted.end].rstrip("\"”’»'")[-1:] in ".?!…"
        opens = quoted is not None and (at == 0 or quoted.first == 0 or p.text[quoted.start - 1] in '\n.”"')
        if quoted is None or not (plain and ends and opens) or len(p.words) - at > _SIGNATURE:
            continue
        end = phrase_starting(p, at + 1, len(p.words) - 1)
        if end is not None:
            if at:
                scene.taken.add(p.quote[at - 1])
            scene.found.append(_quoted_found(scene, (at + 1, end), (at, at), quoted, "signed"))
            return at == 0
    return False


_SIGNATURE = 16
