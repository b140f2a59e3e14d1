"""Plots of comparisons, cruxes and sensitivities: greys and hatches, the colours of no party."""

import os
from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Any

import typer

from truceline.assessment.comparison import Comparison
from truceline.assessment.crux import Crux
from truceline.assessment.finding import DISCLAIMER
from truceline.assessment.flipping import Taken
from truceline.assessment.sensitivity import Without
from truceline.values.harmless import harmless
from truceline.values.problems import Problem, Problems
from truceline.workbench.comparison_tables import reasons_text, short_text
from truceline.workbench.explain_text import heading_of
from truceline.workbench.tables import Names, left_out
from truceline.workbench.testimony_text import names_in

SUFFIXES = (".svg", ".png", ".pdf")
PlotOption = Annotated[
    Path | None,
    typer.Option("--plot", metavar="FILE", help="Also draw it into this file: .svg, .png or .pdf."),
]

_MOST_BARS = 15
_DARK, _MIDDLE, _LIGHT = "#333333", "#888888", "#cccccc"
_WIDTH, _ROW_HEIGHT, _MARGIN = 9.0, 0.34, 1.9
_LONGEST_LABEL = 64


def check_plot(file: Path | None) -> None:
    """Say before any work what would keep a plot from being drawn.

    Raises:
        Problems: ``cli.no_plots`` or ``cli.plot_format``.
    """
    if file is None:
        return
    if find_spec("matplotlib") is None:
        raise Problems([Problem("cli.no_plots", "matplotlib")])
    if file.suffix.lower() not in SUFFIXES:
        raise Problems([Problem("cli.plot_format", file.name)])


def plot_comparison(found: Comparison, file: Path) -> None:
    """How many incidents are found differently, by what makes the difference."""
    names = names_in(found.views[0].case.shared.evidence.snapshot)
    groups = found.groups[:_MOST_BARS]
    labels = [f"{' / '.join(group.found)}\n{reasons_text(group, names)}" for group in groups]
    bars = [("incidents", [len(group.incidents) for group in groups], _DARK, "")]
    title = f"{found.differing} of {found.incidents} incidents are found differently"
    _draw(file, labels, bars, title=title, under=_under(found.views))


def plot_crux(taken: Sequence[Taken], rows: Sequence[Crux], file: Path) -> None:
    """How many incidents each answer explains, in either direction; of one view, how many it moves."""
    names = names_in(taken[0].case.shared.evidence.snapshot)
    shown = rows[:_MOST_BARS]
    if len(taken) == 1:
        flips = [(row, one) for row in shown for one in row.flips][:_MOST_BARS]
        labels = [f"{short_text(row.question, names)}\n{one.answer}" for row, one in flips]
        bars = [("incidents found otherwise", [len(one.changed) for _, one in flips], _DARK, "")]
        title = "What settling each contested answer moves"
    else:
        labels = [f"{short_text(row.question, names)}\n{' / '.join(row.answers)}" for row in shown]
        bars = [
            ("flipped in the first view", [len(row.flips[0].settled) for row in shown], _DARK, ""),
            ("flipped in the second", [len(row.flips[1].settled) for row in shown], _LIGHT, "///"),
        ]
        title = "Differing incidents that each answer explains"
    _draw(file, labels, bars, title=title, under=_under(taken))


def plot_sensitivity(rows: Sequence[Without], names: Names, *, under: str, file: Path) -> None:
    """Breaches without each source: definite, and with possible ones."""
    shown = rows[:_MOST_BARS]
    labels = [f"without {left_out(row.sources, names)}" for row in shown]
    bars = [
        ("definite", [row.definite for row in shown], _DARK, ""),
        ("possible", [row.possible for row in shown], _LIGHT, "///"),
    ]
    _draw(file, labels, bars, title="Breaches without each source in turn", under=[under])


def _under(taken: Sequence[Taken]) -> list[str]:
    return [heading_of(one.case) for one in taken]


_Bars = Sequence[tuple[str, Sequence[int], str, str]]


def _draw(file: Path, labels: Sequence[str], bars: _Bars, *, title: str, under: Sequence[str]) -> None:
    """Stacked horizontal bars, the first row on top; the file is there whole or not at all."""
    figure = import_module("matplotlib.figure").Figure(
        figsize=(_WIDTH, _MARGIN + _ROW_HEIGHT * max(len(labels), 3) * 1.4), layout="constrained"
    )
    axes = figure.subplots()
    places = list(range(len(labels)))
    starts = [0] * len(labels)
    for name, sizes, colour, hatch in bars:
        axes.barh(
            places, sizes, left=starts, height=0.7, label=name, color=colour, hatch=hatch, edgecolor=_MIDDLE
        )
        starts = [start + size for start, size in zip(starts, sizes, strict=True)]
    axes.set_yticks(places, [_label(text) for text in labels], fontsize=7, parse_math=False)
    axes.invert_yaxis()
    axes.set_xlim(0, max(starts, default=0) * 1.05 or 1)
    axes.xaxis.get_major_locator().set_params(integer=True)
    axes.set_title(harmless(title), fontsize=10, loc="left", parse_math=False)
    axes.legend(fontsize=7, frameon=False, loc="lower right")
    axes.spines[["top", "right"]].set_visible(False)
    notes = "\n".join([*map(harmless, under), DISCLAIMER])
    figure.supxlabel(notes, fontsize=6, color=_DARK, parse_math=False)
    write_whole(
        file,
        lambda target: figure.savefig(
            target, format=file.suffix[1:].lower(), dpi=150, metadata=_UNDATED.get(file.suffix.lower())
        ),
    )


_UNDATED: dict[str, dict[str, Any]] = {".svg": {"Date": None}, ".pdf": {"CreationDate": None}}
"""A plot of the same figures is the same file, whenever it is drawn."""


def _label(text: str) -> str:
    lines = (harmless(line) for line in text.split("\n"))
    return "\n".join(f"{line[:_LONGEST_LABEL]}..." if len(line) > _LONGEST_LABEL else line for line in lines)


def write_whole(file: Path, save: Callable[[Path], None]) -> None:
    """Write a file beside its place first, then in it: a plot broken off leaves what was there."""
    draft = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        save(draft)
        draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)
