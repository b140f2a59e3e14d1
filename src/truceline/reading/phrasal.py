"""Attributions without a verb: according to X, ...; X's claim that ...; a reply from X ("...")."""

from truceline.reading.complements import last_word
from truceline.reading.lexicon import Lexicon
from truceline.reading.passage import Passage, Range
from truceline.reading.phrases import head_of, is_speaker_like, phrase_ending, phrase_starting
from truceline.reading.scene import Found, Scene

_NO_SPEAKER = frozenset(
    "narrative plan plans schedule rule rules law laws need needs custom taste age size".split()
)


_SHORT = 4


def according(scene: Scene) -> None:
    """As in "According to X, …", "…, according to X", "in the words of X, …", "per X, …", "to X, “…”"."""
    p = scene.p
    for at in range(len(p.words) - 2):
        if p.low[at] not in _LEADS or p.in_speech(at):
            continue
        first, _ = p.bounds(at)
        limit = last_word(p, at)
        length = _lead_length(p, at, limit)
        end = phrase_starting(p, at + length, limit) if length else None
        if end is None or p.low[head_of(p, (at + length, end))] in _NO_SPEAKER:
            continue
        if length == 1 and p.low[at] != "per" and not _quotes_next(p, end, limit):
            continue
        end = _past_degrees(p, end, limit)
        if at - first <= 1 or _joins(p, at):
            content = [p.span(end + 1, limit)]
        else:
            content = [p.span(first, at - 1)]
            if end + 2 < limit and p.words[end + 1] == "," and limit - end > _SHORT:
                content.append(p.span(end + 2, limit))
        kept = tuple(span for span in content if span is not None)
        if kept:
            scene.take_quotes(first, limit)
            scene.found.append(
                Found(source=scene.characters((at + length, end)), cue=scene.characters((at, at + length - 1)),
                      content=kept, rule="according-to", speech=False, lexical=None, negated=False, relay=())
            )  # fmt: skip


_LEADS = frozenset(("according", "in", "per", "to", "for"))
_WORDS_OF = frozenset(("words", "view", "opinion", "telling", "eyes"))


def _lead_length(p: Passage, at: int, limit: int) -> int:
    """How many words say "according to" at a word; 0 when none do."""
    two = p.low[at : at + 2]
    if two == ("according", "to"):
        return 2
    if two == ("in", "the") and at + 4 <= limit and p.low[at + 2] in _WORDS_OF and p.low[at + 3] == "of":
        return 4
    parted = at == p.bounds(at)[0] or p.words[at - 1] == ","
    named = p.is_proper(at + 1) or p.tags[at + 1] in ("DT", "PRP", "PRP$")
    return int(parted and named and two[0] in ("per", "to", "for"))


def _past_degrees(p: Passage, end: int, limit: int) -> int:
    """As in "according to A B, QC, “…”": past what stands in commas between a name and the words said."""
    for at in range(end + 1, min(end + _DEGREES, limit)):
        if p.in_speech(at):
            return at - 2 if p.words[at - 1] == "," else end
        if not (p.words[at] == "," or p.is_noun(at)):
            return end
    return end


_DEGREES = 6


def _quotes_next(p: Passage, end: int, limit: int) -> bool:
    """Whether a comma and somebody's words follow."""
    return end + 2 <= limit and p.words[end + 1] == "," and p.in_speech(end + 2)


def _joins(p: Passage, at: int) -> bool:
    """As in "…that, according to X, …": only what follows is X's."""
    before = at - 2 if p.words[at - 1] == "," else at - 1
    return p.low[before] in (
        "that",
        "and",
        "but",
        "which",
        "who",
        "because",
        "while",
        "although",
        "though",
        "if",
        "as",
        "where",
        "when",
    )


def noun_cue(scene: Scene, lexicon: Lexicon) -> None:
    """As in "X's claim that …"; "the warning from X that …"; "a reply from X ("…")"."""
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
        scene.take_quotes(start, group_end)
        content = tuple(span for span in (p.span(start, group_end),) if span is not None)
        scene.found.append(
            Found(source=scene.characters(source), cue=scene.characters((at, at)), content=content,
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
    if (
        p.low[at + 1] != "that"
        or at + 3 > limit
        or not any(
            p.tags[word] in ("VBD", "VBZ", "VBP", "MD") for word in range(at + 3, min(at + 20, limit + 1))
        )
    ):
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
