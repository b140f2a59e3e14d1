"""Lines told step by step are the lines they are told of."""

import re

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from truceline.workbench.pen import TENTH, WHOLE, path_of


def corners_of(path: str) -> list[tuple[float, float]]:
    """The corners of a path of ours, as a browser reads it: a beginning, then steps."""
    begin, _, steps = path.removeprefix("M").removesuffix("z").partition("l")
    numbers = [float(one) for one in re.findall(r"-?(?:\d+(?:\.\d+)?|\.\d+)", f"{begin} {steps}")]
    spots = [(numbers[0], numbers[1])]
    for x, y in zip(numbers[2::2], numbers[3::2], strict=True):
        spots.append((round(spots[-1][0] + x, 1), round(spots[-1][1] + y, 1)))
    return spots


_PIXELS = st.floats(-2000, 2000, allow_nan=False)


@settings(max_examples=30)
@given(st.lists(st.tuples(_PIXELS, _PIXELS), min_size=2, max_size=12), st.sampled_from((TENTH, WHOLE)))
def test_a_browser_reads_the_corners_that_were_told(corners: list[tuple[float, float]], fine: int) -> None:
    rounded = [(round(x * fine) / fine, round(y * fine) / fine) for x, y in corners]
    apart = [spot for number, spot in enumerate(rounded) if not number or spot != rounded[number - 1]]
    path = path_of(corners, fine=fine)
    if len(apart) == 1:
        assert path == ""
    else:
        assert np.allclose(corners_of(path), apart, atol=0.01)


def test_an_outline_is_closed_and_says_no_more_than_it_must() -> None:
    square = [(10, 10), (20, 10), (20.5, 30), (10, 10)]
    assert path_of(square, closed=True) == "M10 10l10 0 .5 20-10.5-20z"
    assert path_of([(1, 1)], closed=True) == ""
    assert path_of([]) == ""
