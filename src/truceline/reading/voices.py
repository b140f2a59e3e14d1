"""Whose voice each sentence has, and which words of the writer's own deserve a second look."""

import re
from functools import cache

from truceline.reading.quotations import quotations
from truceline.reading.result import Block, Mark, Range, Sentence, Voice, Wording
from truceline.reading.segments import Stretch, paragraphs, sentences

_WORDS = re.compile(r"\w+")
_ALMOST_ALL = 0.85
_LONGEST_HEADLINE = 16
_CAPTION = re.compile(
    r"^(?:Photo(?:graph)?|Image|Picture|File photo|Map|Video)\b\s*[:(]|\((?:AFP|AP|Reuters|Getty[^)]*|Photo[^)]*)\)\s*$",
    re.IGNORECASE,
)


def block_of(text: str, paragraph: Stretch) -> Block:
    """Headline: short and without a stop; caption: so marked."""
    words = text[paragraph.start : paragraph.end]
    if _CAPTION.search(words):
        return Block.CAPTION
    bare = words.rstrip("\"”’»')")
    if bare and bare[-1] not in ".!?…:;," and len(_WORDS.findall(words)) <= _LONGEST_HEADLINE:
        return Block.HEADLINE
    return Block.TEXT


def sentence_voices(text: str, contents: list[Range], attributions: list[Range]) -> tuple[Sentence, ...]:
    """Every sentence with its voice; ``attributions`` are source, cue and citation spans too."""
    found = []
    said, around = _covered(len(text), contents), _covered(len(text), contents + attributions)
    for paragraph in paragraphs(text):
        block = block_of(text, paragraph)
        for sentence in sentences(text, paragraph):
            places = [
                match.start() + sentence.start
                for match in _WORDS.finditer(text[sentence.start : sentence.end])
            ]
            if places:
                voice = _voice(
                    sum(said[place] for place in places),
                    sum(around[place] for place in places),
                    len(places),
                )
                asserts = (
                    voice is Voice.WRITER
                    and block is Block.TEXT
                    and not text[sentence.start : sentence.end].rstrip('”"').endswith("?")
                )
                found.append(Sentence(sentence.start, sentence.end, voice, block, asserts))
    return tuple(found)


def _covered(length: int, ranges: list[Range]) -> bytearray:
    """One byte a character: 1 where some range covers it."""
    mask = bytearray(length)
    for start, end in ranges:
        mask[start:end] = b"\x01" * (end - start)
    return mask


def _voice(said: int, around: int, words: int) -> Voice:
    if said == 0:
        return Voice.WRITER if around < words else Voice.ATTRIBUTED
    return Voice.ATTRIBUTED if around >= words * _ALMOST_ALL else Voice.MIXED


def marked_wording(
    text: str, contents: list[Range], loaded: dict[str, tuple[str, str]]
) -> tuple[Wording, ...]:
    """Scare quotes and loaded words in the writer's own voice."""
    quoted = [quotation for paragraph in paragraphs(text) for quotation in quotations(text, paragraph, None)]
    speech = [(item.start, item.end) for item in quoted if item.is_speech(text)]
    said = _covered(len(text), contents + speech)
    marks = [
        Wording(item.start, item.end, Mark.SCARE_QUOTES, text[item.start + 1 : item.end - 1])
        for item in quoted
        if item.closed
        and not said[item.start]
        and not item.is_speech(text)
        and _is_scare(text[item.start : item.end])
    ]
    inside = _covered(len(text), [(item.start, item.end) for item in quoted])
    pattern, firsts = _pattern(tuple(loaded))
    at = 0
    for word in _WORDS.finditer(text):
        if word[0].lower() not in firsts or word.start() < at:
            continue
        match = pattern.match(text, word.start())
        if match is not None:
            at = match.end()
            if not said[match.start()] and not inside[match.start()]:
                kind, neutral = loaded[match[0].lower()]
                marks.append(Wording(match.start(), match.end(), Mark(kind), neutral))
    return tuple(sorted(marks, key=lambda mark: (mark.start, mark.end)))


def _is_scare(words: str) -> bool:
    return 0 < len(_WORDS.findall(words)) <= _SCARE_WORDS


_SCARE_WORDS = 6


@cache
def _pattern(words: tuple[str, ...]) -> tuple[re.Pattern[str], frozenset[str]]:
    """The words as one pattern, and the words they begin with."""
    ordered = sorted(words, key=len, reverse=True)
    pattern = r"\b(?:" + "|".join(re.escape(word) for word in ordered) + r")\b(?!-)"
    firsts = frozenset(_WORDS.findall(word.lower())[0] for word in words)
    return re.compile(pattern, re.IGNORECASE), firsts
