"""A line as the path of an SVG, in as few letters as show the same: each corner is told from the one before it."""

from collections.abc import Iterable, Sequence

_DOWN = 10
"""Tenths of a pixel, for lines that are looked at."""
TENTH, WHOLE = _DOWN, 1
"""How fine a line is drawn: to the tenth of a pixel, or to the pixel where it only lies beneath."""


def path_of(corners: Iterable[Sequence[float]], *, fine: int = TENTH, closed: bool = False) -> str:
    """The path through some corners; corners nearer than it is drawn fine are one, and of one corner there is none."""
    last, text = (0, 0), ""
    for x, y in corners:
        spot = (round(x * fine), round(y * fine))
        if not text:
            text = f"M{_number(spot[0], fine)}{_after(spot[1], fine)}l"
        elif spot != last:
            gap = "" if text.endswith("l") or spot[0] < last[0] else " "
            text += f"{gap}{_number(spot[0] - last[0], fine)}{_after(spot[1] - last[1], fine)}"
        last = spot
    if text.endswith("l"):
        return ""
    return f"{text}z" if closed and text else text


def _after(number: int, fine: int) -> str:
    """A number behind another one: a sign parts them as well as a space does."""
    return _number(number, fine) if number < 0 else f" {_number(number, fine)}"


def _number(number: int, fine: int) -> str:
    """So many parts of a pixel, without the zero that says nothing."""
    whole, part = divmod(abs(number), fine)
    sign = "-" if number < 0 else ""
    if not part:
        return f"{sign}{whole}"
    return f"{sign}{whole or ''}.{part}"
