"""Filters that templates show values with: a value from a record never stands unguarded.

``data`` isolates a value's direction and writes out what could harm a screen; the lint in
tests/unit/workbench/web/test_templates.py holds every template to it.
"""

from collections.abc import Callable, Mapping
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from truceline.values.harmless import harmless
from truceline.workbench.web.saying import line
from truceline.workbench.web.vocabulary import SAID
from truceline.workbench.web.words import Words

_LRI, _PDI = "\u2066", "\u2069"


def data(value: object) -> Markup:
    """A value from a record, in words or figures: isolated, harmless, escaped."""
    # Markup's own format and sum take several times as long, and a page shows thousands of values.
    return Markup(f"<bdi>{escape(harmless(str(value)))!s}</bdi>")  # noqa: S704 - what is not ours is escaped


def plain(value: object) -> str:
    """A value from a record where no markup may be: in an attribute, a title, or a picture's text."""
    return harmless(str(value))


def source(value: str) -> str:
    """A file's text, line by line."""
    return "\n".join(harmless(line) for line in value.split("\n"))


def legible(value: str) -> str:
    """A document's text as long as it is: what could harm a screen is one sign each, lines are kept."""
    return "".join(
        sign if harmless(sign) == sign or sign in "\n\t" else "\N{REPLACEMENT CHARACTER}" for sign in value
    )


def own(value: object) -> str:
    """A value of the program's own making: a number, a date, a token, an address; never a record's."""
    return value if isinstance(value, Markup) else str(value)


def figure(value: int | None) -> str:
    """A number as it stands in a table; nothing known is a dash."""
    return "\N{EN DASH}" if value is None else f"{value:,}".replace(",", "\N{NARROW NO-BREAK SPACE}")


def signed(value: int) -> str:
    """A difference with its sign."""
    return f"+{figure(value)}" if value > 0 else figure(value).replace("-", "\N{MINUS SIGN}")


@pass_context
def term(context: Context, word: str) -> Markup:
    """A word of the program's vocabulary in the page's language; any other as a record's value."""
    words: Words = context["_"]
    return escape(words.term(word)) if word in SAID else data(word)


def environment() -> Environment:
    """Where templates come from and what they may do; the words come with each page."""
    made = Environment(
        loader=PackageLoader(__package__),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    # Words handed to scripts keep their own letters: told by numbers they weigh six times as much.
    made.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "sort_keys": True, "separators": (",", ":")}
    filters: Mapping[str, Callable[..., Any]] = {
        "data": data, "plain": plain, "source": source, "own": own, "figure": figure, "signed": signed, "term": term, "line": line, "legible": legible,
    }  # fmt: skip
    made.filters.update(filters)
    return made
