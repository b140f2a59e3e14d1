"""Where a pattern stands in a text, looked for once: asked for every stretch of the text after that.

Stretches overlap (what somebody says may hold what somebody else says), so that searching
each of them would read the same words over and over.
"""

import re
from bisect import bisect_left

from attrs import field, frozen


@frozen(eq=False)
class Sightings:
    """A text, and where the patterns asked for so far begin to match in it."""

    text: str
    _places: dict[re.Pattern[str], list[int]] = field(init=False, factory=dict)

    def seen(self, pattern: re.Pattern[str], start: int, end: int) -> bool:
        """Whether a match begins between two places; its end is not asked for."""
        places = self._places.get(pattern)
        if places is None:
            places = self._places[pattern] = _starts(pattern, self.text)
        number = bisect_left(places, start)
        return number < len(places) and places[number] < end


def _starts(pattern: re.Pattern[str], text: str) -> list[int]:
    """Every place where a match begins, those within other matches, too."""
    found: list[int] = []
    match = pattern.search(text)
    while match is not None:
        found.append(match.start())
        match = pattern.search(text, match.start() + 1)
    return found
