"""The direction a text is written in, by its own letters."""

from unicodedata import bidirectional


def direction_of(text: str) -> str:
    """The direction of a text by its first letter that has one, as HTML's ``dir=auto`` finds it.

    >>> direction_of("2016-04-27, حلب")
    'rtl'
    """
    kinds = (bidirectional(sign) for sign in text)
    first = next((kind for kind in kinds if kind in ("L", "R", "AL")), "L")
    return "ltr" if first == "L" else "rtl"
