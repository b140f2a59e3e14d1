"""Arabic on the map's canvas looks as the same words do in the page, letters joined and in their order."""

import io

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from playwright.sync_api import Page

from tests.client.conftest import Open, until
from tests.client.page import LABELS

Ink = NDArray[np.float64]
ALIKE = 0.9
BLUR = 9


def ink_of(picture: bytes) -> Ink:
    """How dark each column is between the first and the last that hold any ink."""
    grey = np.asarray(Image.open(io.BytesIO(picture)).convert("L"), dtype=float)
    dark = np.clip(110 - grey, 0, None)
    columns = np.flatnonzero(dark.sum(0))
    ink = dark[:, columns[0] : columns[-1] + 1].sum(0)
    # A name on the map has a pale seam, which thins what is thin already: strokes count, not their edges.
    return np.convolve(ink, np.ones(BLUR) / BLUR, "same")


def alike(one: Ink, other: Ink) -> float:
    """The correlation of two inks, the one stretched to the other's width."""
    stretched = np.interp(np.linspace(0, len(other) - 1, len(one)), np.arange(len(other)), other)
    return float(np.corrcoef(one, stretched)[0, 1])


def on_the_map(shown: Open, place: tuple[float, float]) -> Page:
    """The map with nothing but names on it, one of them in the middle."""
    lon, lat = place
    box = f"{lon - 0.05},{lat - 0.05},{lon + 0.05},{lat + 0.05}"
    return shown.show_map(f"/?boundaries=none&base=&bounds={box}&from=2030-01-01&nozones=1")


def around(page: Page) -> bytes:
    """A picture of the middle of the map, where the name is."""
    frame = page.locator(".map-target").bounding_box()
    assert frame is not None
    clip = {
        "x": frame["x"] + frame["width"] / 2 - 150,
        "y": frame["y"] + frame["height"] / 2 - 20,
        "width": 300,
        "height": 40,
    }
    return page.screenshot(clip=clip)  # type: ignore[arg-type]


def in_the_page(page: Page, words: str, size: int = 13) -> bytes:
    """A picture of the words as the browser itself sets them, right to left, in the map's letters."""
    page.evaluate(
        """([words, size]) => {
          const line = document.createElement("p");
          line.id = "model";
          line.dir = "rtl";
          line.textContent = words;
          Object.assign(line.style, {
            position: "fixed", zIndex: 9, inset: "0 auto auto 0", margin: 0, padding: "10px 0", width: "240px", textAlign: "center", background: "#dde6ea",
            color: "#1d2326", fontSize: `${size}px`, fontFamily: getComputedStyle(document.querySelector("#map")).fontFamily,
          });
          document.body.append(line);
        }""",
        [words, size],
    )
    return page.locator("#model").screenshot()


ARABIC = [row for row in LABELS if not row[0].isascii()]


@pytest.mark.parametrize("row", ARABIC, ids=lambda row: f"rank {row[3]}, {len(row[0])} letters")
def test_a_name_in_arabic_is_set_as_the_browser_sets_it(
    sharp: Open, row: tuple[str, float, float, int]
) -> None:
    name, lon, lat, rank = row
    page = on_the_map(sharp, (lon, lat))
    until(page, lambda: bool(ink_of(around(page)).size > 10))
    drawn = ink_of(around(page))
    model = ink_of(in_the_page(page, name, 13 if rank <= 2 else 11))
    assert abs(len(drawn) / len(model) - 1) < 0.1
    assert alike(drawn, model) > ALIKE


def test_the_measure_would_notice_words_in_the_wrong_order(sharp: Open) -> None:
    name = "طريق M5 (منطقة 12)"
    page = on_the_map(sharp, (36.75, 35.1))
    right = ink_of(in_the_page(page, name))
    page.evaluate("document.querySelector('#model').remove()")
    wrong = ink_of(in_the_page(page, " ".join(reversed(name.split(" ")))))
    assert alike(right, wrong) < ALIKE
