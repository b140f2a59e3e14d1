"""Pinned floors: how well a reader must read a corpus. A floor can rise, and fall only on purpose."""

import tomllib

from attrs import frozen

from truceline.reading.evaluation import Scores

_SLACK = 0.05
"""Rounding of the printed figure, in points."""


@frozen
class Floors:
    """Corpus -> measure -> the least F1 in points."""

    pinned: dict[str, dict[str, float]]

    def to_text(self) -> str:
        """The file's text; the same floors always give the same text."""
        lines = [
            "# The least F1 in points, by corpus and measure. Raised with --pin, lowered only with --lower."
        ]
        for corpus in sorted(self.pinned):
            lines += [
                "",
                f'["{corpus}"]',
                *(f'"{name}" = {value}' for name, value in sorted(self.pinned[corpus].items())),
            ]
        return "\n".join(lines) + "\n"


def read_floors(text: str) -> Floors:
    """The floors of a file."""
    return Floors(tomllib.loads(text))


def reached(scores: Scores) -> dict[str, float]:
    """What a reader reached: statements, the partial triple and every part."""
    rates = {"statements": scores.statements, **scores.rates}
    return {name: round(100 * rate.f1, 1) for name, rate in rates.items()}


def fallen(floors: Floors, corpus: str, scores: Scores) -> tuple[str, ...]:
    """Every measure that is below its floor, as a sentence."""
    now = reached(scores)
    return tuple(
        f"{name}: {now.get(name, 0.0)} < {least}"
        for name, least in floors.pinned.get(corpus, {}).items()
        if now.get(name, 0.0) < least - _SLACK
    )


def risen(floors: Floors, corpus: str, scores: Scores, *, lower: bool) -> Floors:
    """The floors raised to what was reached; lowered too when that was asked for."""
    old = floors.pinned.get(corpus, {})
    new = {
        name: value if lower else max(value, old.get(name, 0.0)) for name, value in reached(scores).items()
    }
    return Floors({**floors.pinned, corpus: new})
