"""Text from a record, made safe to show on a terminal.

What sources wrote is hostile until shown otherwise: control characters could repaint the
screen, and overrides of direction could show a line in another order than it says.
"""

import re

# C0 and C1 controls but tab and line feed; marks, embeddings, overrides and isolates of
# direction (Unicode Bidirectional Algorithm); line and paragraph separators.
_HARMFUL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def harmless(text: str) -> str:
    r"""The text with every such character written out, so that nothing is hidden either.

    >>> harmless("plain \x1b[2J gone")
    'plain \\x1b[2J gone'
    """
    return _HARMFUL.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), text)
