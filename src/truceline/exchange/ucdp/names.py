"""Spellings folded so that one name is found again however it is typed."""

import hashlib
import re
import unicodedata

_ARTICLE = "the "
_QUOTES = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "“": '"', "”": '"'})
_EDGE = re.compile(r"^\W+|\W+$")
_GAP = re.compile(r"\s+")
_NO_WORD = re.compile(r"[^a-z0-9]+")


def fold_name(text: str) -> str:
    """A name without case, quotation marks, outer punctuation and leading article.

    >>> fold_name(" The  Euphrates Post. ")
    'euphrates post'
    """
    plain = unicodedata.normalize("NFKC", text).translate(_QUOTES).casefold()
    return _EDGE.sub("", _GAP.sub(" ", plain)).removeprefix(_ARTICLE)


def slug(text: str) -> str:
    """A name as the end of an identifier; a hash where no Latin letter is in it.

    >>> slug("Jaysh al-Asha’er")
    'jaysh-al-asha-er'
    """
    plain = _NO_WORD.sub("-", _bare(text)).strip("-")
    return plain or hashlib.sha256(text.encode()).hexdigest()[:12]


def fold_area(text: str, plain_words: frozenset[str]) -> str:
    """The name of an area without the words that any area may have, joined.

    >>> fold_area("Deir-ez-Zor Governorate", frozenset({"governorate"}))
    'deirezzor'
    """
    words = [word for word in _NO_WORD.split(_bare(text).replace("'", "")) if word]
    return "".join(word for word in words if word not in plain_words) or "".join(words)


def _bare(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.translate(_QUOTES)).casefold()
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
