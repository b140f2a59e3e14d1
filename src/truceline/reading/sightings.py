"""Where a pattern stands in a text, so that stretches that overlap are not searched over and over.

What somebody says may hold what somebody else says. As long as the stretches asked for are no
longer than the text, searching each is cheapest; beyond that the text is searched once, whole.
"""

import re
from bisect import bisect_left

from attrs import field, frozen


@frozen(eq=False)
class Sightings:
    """A text, and where the patterns asked for so far begin to match in it."""

    text: str
    _asked: dict[str, int] = field(init=False, factory=dict)
    """How many characters were asked for so far, by what the pattern says: its own hash is taken anew each time."""
    _places: dict[str, list[int]] = field(init=False, factory=dict)

    def seen(self, pattern: re.Pattern[str], start: int, end: int) -> bool:
        """False where no match begins between two places; True where one does, or is still to be looked for."""
        asked = self._asked.get(pattern.pattern, 0)
        if asked < len(self.text):
            self._asked[pattern.pattern] = asked + end - start
            return True
        places = self._places.get(pattern.pattern)
        if places is None:
            places = self._places[pattern.pattern] = _starts(pattern, self.text)
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
