"""Text that others wrote, made safe to show and to keep in files that people open.

What sources wrote is hostile until shown otherwise: control characters could repaint a screen,
line ends could forge lines of output, and overrides of direction could show a line in another
order than it says.
"""

import re

# C0 and C1 controls but tab; marks, embeddings, overrides and isolates of direction (Unicode
# Bidirectional Algorithm); line and paragraph separators.
_HARMFUL = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_RTL = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
_RTL_RUN = re.compile(f"[{_RTL}](?:[{_RTL}\\W\\d_]*[{_RTL}])?")
_ISOLATE, _END = "\u2068", "\u2069"


def harmless(text: str) -> str:
    r"""The text with every such character written out, so that nothing is hidden either.

    >>> harmless("plain \x1b[2J gone")
    'plain \\x1b[2J gone'
    """
    return _HARMFUL.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), text)


def escaped(text: str) -> str:
    r"""JSON or TOML text in which every such character of a string is written as an escape.

    The text keeps its own line ends; strings in it have none.

    >>> escaped('"\u202e"')
    '"\\u202e"'
    """
    return _HARMFUL.sub(lambda found: found[0] if found[0] == "\n" else f"\\u{ord(found[0]):04x}", text)


def isolated(line: str) -> str:
    """A line in which words that run from right to left do not turn what stands beside them."""
    return _RTL_RUN.sub(lambda found: f"{_ISOLATE}{found[0]}{_END}", line)
