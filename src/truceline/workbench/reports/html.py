"""Reports as HTML: one file that needs nothing else, for screen and print."""

from functools import cache
from importlib import resources
from itertools import count
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from truceline.workbench.direction import direction_of
from truceline.workbench.reports.lines import (
    Bullets,
    Grid,
    Heading,
    Page,
    Paragraph,
    Picture,
    Reference,
    Sources,
    Words,
    plain,
)
from truceline.workbench.reports.tongue import N_, tongue

_TESTS: dict[str, type[Any]] = {
    "words": Words,
    "reference": Reference,
    "heading": Heading,
    "paragraph": Paragraph,
    "bullets": Bullets,
    "grid": Grid,
    "picture": Picture,
    "sources": Sources,
}


def html_of(page: Page, stylesheet: str | None = None) -> str:
    """The page as HTML, its style inside, or linked where a policy wants it apart."""
    return _environment().get_template("report.html").render(
        page=page,
        title=plain(page.title),
        plain=plain,
        stylesheet=stylesheet,
        css=Markup(stylesheet_text()),  # noqa: S704 - our own file
        anchors=_Anchors(),
        safe_link=_is_safe_link,
        # Written out, because what makes PDF does not work it out again on a line's second half.
        direction_of=direction_of,
        source_word=tongue(page.language).plain(N_("source")),
    )  # fmt: skip


@cache
def stylesheet_text() -> str:
    """The style of reports, for those who serve it apart."""
    return resources.files("truceline.workbench.reports").joinpath("templates/report.css").read_text("utf-8")


class _Anchors:
    """Ids for the places that refer to sources, each once."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def next(self, number: int) -> str:
        return f"ref-{number}-{next(self._numbers)}"


def _is_safe_link(href: str) -> bool:
    """Only the web: what a source's address says is never run."""
    return href.startswith(("https://", "http://"))


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("truceline.workbench.reports", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    for name, kind in _TESTS.items():
        environment.tests[name] = _is_a(kind)
    return environment


def _is_a(kind: type[Any]) -> Any:
    return lambda block: isinstance(block, kind)
