"""From what the command line names, a file or a web address, to a received document."""

from pathlib import Path

from attrs import frozen

from truceline.reading.intake.fetch import fetch
from truceline.reading.intake.receive import MAX_BYTES, Custody, Hints, Intake, receive
from truceline.testimony.register import Handling
from truceline.values.problems import Problem, Problems, ValueProblem
from truceline.workbench.options import now

_WEB = ("http://", "https://")
_TOOL = "truceline read"


@frozen
class Told:
    """What the user says about a document: "" where nothing."""

    published: str
    zone: str
    handling: Handling
    purpose: str


def is_address(named: str) -> bool:
    """Whether a name is that of a page on the web."""
    return named.lower().startswith(_WEB)


def received(named: str, told: Told) -> Intake:
    """The document in a file, or at an address.

    Raises:
        Problems: ``cli.no_file``, ``intake....`` with the file's or the page's name.
    """
    try:
        return _from_web(named, told) if is_address(named) else _from_file(Path(named), told)
    except ValueProblem as error:
        problem = error.problem
        raise Problems([Problem(problem.code, problem.value, file=named)]) from error
    except OSError as error:
        raise Problems([Problem("cli.no_file", error.strerror or str(error), file=named)]) from error


def _moment() -> str:
    return f"{now():%Y-%m-%dT%H:%MZ}"


def _from_file(file: Path, told: Told) -> Intake:
    with file.open("rb") as opened:
        content = opened.read(MAX_BYTES + 1)
    hints = Hints(file.name, "", told.zone, told.published, "", told.handling, told.purpose)
    return receive(content, hints, Custody("", "", _moment(), f"{_TOOL} {file.name}", "", ()))


def _from_web(url: str, told: Told) -> Intake:
    page = fetch(url)
    name = page.url.split("?", maxsplit=1)[0].rsplit("/", maxsplit=1)[-1]
    hints = Hints(name, page.media_type, told.zone, told.published, "", told.handling, told.purpose)
    return receive(page.content, hints, Custody("", "", _moment(), _TOOL, page.url, page.headers))
