"""Comparisons and cruxes as tables for people and rows for spreadsheets."""

from collections.abc import Iterable, Sequence

from truceline.assessment.comparison import Comparison, Group, Reason
from truceline.assessment.crux import Crux
from truceline.assessment.flipping import Heads, Taken
from truceline.assessment.question import Kind, Question
from truceline.workbench.formats import Cell, Sheet
from truceline.workbench.tables import Names, bounds

MOST_ROWS = 25
_MOST_EXAMPLES = 3
_HIDDEN = "nothing that may be shown"
_CUT = 60


def views_sheet(taken: Sequence[Taken]) -> Sheet:
    """The headline counts of each view."""
    rows = tuple((one.case.view.name, one.heads.in_, *_figures(one.heads)) for one in taken)
    return Sheet("", ("view", "incidents in", "breaches", "no breach"), rows, ())


def _figures(heads: Heads) -> tuple[str, int]:
    return bounds(heads.definite, heads.possible), heads.none


def groups_sheet(found: Comparison, names: Names) -> Sheet:
    """Groups of incidents, the biggest first."""
    many = len(found.views) > 2  # noqa: PLR2004 - of two it is plain between which
    rows = tuple(
        (
            len(group.incidents),
            *((" / ".join(group.between),) if many else ()),
            *group.found,
            reasons_text(group, names),
            _examples(group),
        )
        for group in found.groups[:MOST_ROWS]
    )
    heads = ("in the first", "in the second") if many else tuple(one.case.view.name for one in found.views)
    columns = ("incidents", *(("between",) if many else ()), *heads, "what makes the difference", "examples")
    title = f"{found.differing} of {found.incidents} incidents are found differently"
    return Sheet(title, columns, rows, _more(len(found.groups) - len(rows), "groups"))


def _examples(group: Group) -> str:
    shown = " ".join(group.incidents[:_MOST_EXAMPLES])
    return f"{shown} ..." if len(group.incidents) > _MOST_EXAMPLES else shown


def _more(count: int, what: str) -> tuple[str, ...]:
    return (f"and {count} more {what}; --format json gives all",) if count > 0 else ()


def reasons_text(group: Group, names: Names) -> str:
    """What makes the difference, each by itself or all together."""
    told = [_told(reason, names) for reason in group.reasons]
    if not told:
        return _HIDDEN
    return " or ".join(told) if group.alone else f"together: {', '.join(told)}"


def _told(reason: Reason, names: Names) -> str:
    return short_text(Question(reason.kind, reason.about, reason.text), names)


def short_text(question: Question, names: Names) -> str:
    """What kind of answer it is, and what about; in full where it is about nobody who may be named."""
    if question.kind is Kind.RULE or (not question.about and not question.kind.is_of_incident):
        return question.text
    about = " and ".join(names.get(name, name) for name in question.about)
    return f"{question.kind.value}: {about}" if about else question.kind.value


def compare_csv(found: Comparison) -> Sheet:
    """Every group, for a spreadsheet."""
    columns = (
        "view", "against", "incidents", "found", "found_against", "alone", "reasons", "questions", "ids",
    )  # fmt: skip
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            *group.between,
            len(group.incidents),
            *group.found,
            "yes" if group.alone else "no",
            "; ".join(_told(reason, {}) for reason in group.reasons),
            "; ".join(reason.text for reason in group.reasons),
            " ".join(group.incidents),
        )
        for group in found.groups
    )
    return Sheet("", columns, rows, ())


def crux_sheet(rows: Sequence[Crux], names: Names) -> Sheet:
    """Answers between two views that explain any incident, most explained first."""
    telling = [row for row in rows if row.explained]
    shown = telling[:MOST_ROWS]
    cells = tuple(
        (
            row.explained,
            *((f"{row.between[0]} / {row.between[1]}",) if _is_of_several(rows) else ()),
            short_text(row.question, names),
            *(_cut(answer_text(row.question.kind, answer, names)) for answer in row.answers),
            *(_moved(one.heads, len(one.settled)) for one in row.flips),
        )
        for row in shown
    )
    views = rows[0].between if rows and not _is_of_several(rows) else ("the first", "the second")
    columns = (
        "explained",
        *(("between",) if _is_of_several(rows) else ()),
        "question",
        f"in {views[0]}",
        f"in {views[1]}",
        f"{views[0]} with that of {views[1]}",
        f"{views[1]} with that of {views[0]}",
    )
    told = (
        ("Explained: incidents found alike after a flip, the flips of either view together.",) if rows else ()
    )
    mute = len(rows) - len(telling)
    if mute:
        told = (
            *told,
            f"Answers that differ and explain nothing by themselves: {mute}; --format json gives them.",
        )
    return Sheet("", columns, cells, (*told, *_more(len(telling) - len(shown), "answers")))


def contested_sheet(rows: Sequence[Crux], names: Names) -> Sheet:
    """Contested answers of one view, each settled in turn, those that move most first."""
    shown = rows[:MOST_ROWS]
    cells = tuple(
        (
            len(one.changed),
            short_text(row.question, names),
            _cut(answer_text(row.question.kind, one.answer, names)),
            *_figures(one.heads),
        )
        for row in shown
        for one in row.flips
    )
    columns = ("incidents moved", "question", "if it is", "breaches", "no breach")
    return Sheet("", columns, cells, _more(len(rows) - len(shown), "questions"))


def _is_of_several(rows: Iterable[Crux]) -> bool:
    return len({row.between for row in rows}) > 1


def question_text(question: Question, names: Names) -> str:
    """A question with the names of what it is about."""
    words = [names.get(word, word) if word in question.about else word for word in question.text.split(" ")]
    return " ".join(words)


_OF_NAMES = {Kind.PERPETRATOR, Kind.TARGET, Kind.PARTICIPANTS, Kind.PLACE, Kind.ORIGIN}


def answer_text(kind: Kind, answer: str, names: Names) -> str:
    """An answer with the names of the actors or places it consists of."""
    if kind not in _OF_NAMES:
        return answer
    return " ".join(names.get(word, word) for word in answer.replace("class: ", "some ").split(" "))


def _cut(text: str) -> str:
    return text if len(text) <= _CUT else f"{text[: _CUT - 3]}..."


def _moved(heads: Heads, settled: int) -> str:
    return f"{bounds(heads.definite, heads.possible)}; explains {settled}"


def crux_csv(rows: Iterable[Crux]) -> Sheet:
    """Every flip of every answer, for a spreadsheet."""
    columns = (
        "view", "against", "kind", "about", "question", "answer", "flipped_to", "explained", "of",
        "newly_differing", "changed", "in", "definite", "possible", "none", "claims", "claims_against",
    )  # fmt: skip
    return Sheet("", columns, tuple(cells for row in rows for cells in _flips(row)), ())


def _flips(row: Crux) -> Iterable[tuple[Cell, ...]]:
    alone = row.differing is None
    for number, one in enumerate(row.flips):
        own = None if alone else number
        yield (
            one.view,
            "" if own is None else row.between[1 - own],
            row.question.kind.value,
            " ".join(row.question.about),
            row.question.text,
            "contested" if own is None else row.answers[own],
            one.answer,
            None if alone else len(one.settled),
            row.differing,
            None if alone else len(one.unsettled),
            len(one.changed),
            one.heads.in_,
            one.heads.definite,
            one.heads.possible,
            one.heads.none,
            "" if own is None else " ".join(row.claims[own]),
            " ".join(row.claims[number if own is None else 1 - own]),
        )
