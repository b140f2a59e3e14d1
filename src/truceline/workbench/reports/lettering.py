"""Letters of pictures for a PDF.

What makes PDF draws the text of an SVG letter by letter, which takes joined scripts apart and
turns them round. Such words are laid over the picture as text instead.
"""

from xml.etree import ElementTree as ET

from attrs import evolve
from markupsafe import Markup

from truceline.values.harmless import isolated
from truceline.workbench.charts import MIRRORED
from truceline.workbench.reports.lines import Page, Picture

_SVG = "{http://www.w3.org/2000/svg}"
_ROOM = 300.0
"""Wide enough for any label; a label is broken or clipped before it comes here."""
_ABOVE = 1.05
"""How far above its base line a line of text begins, in sizes of its letters."""
_STYLE = "position: absolute; left: {left:g}px; top: {top:g}px; width: {room:g}px; text-align: {align}; \
font-size: {size:g}px; line-height: 1.2; color: {fill}; font-weight: {weight}; white-space: nowrap"


def with_laid_letters(page: Page) -> Page:
    """The page with the joined scripts of its pictures laid over them."""
    return evolve(
        page,
        blocks=tuple(
            evolve(block, svg=_laid(block.svg)) if isinstance(block, Picture) else block
            for block in page.blocks
        ),
    )


def _laid(svg: str) -> str:
    if isolated(svg) == svg:
        return svg
    root = ET.fromstring(svg)  # noqa: S314 - drawn here a moment ago
    laid = Markup("")
    for parent in root.iter():
        for one in parent.findall(f"{_SVG}text"):
            if isolated(one.text or "") != (one.text or ""):
                laid += _label(one)
                parent.remove(one)
    ET.register_namespace("", _SVG[1:-1])
    size = f"position: relative; width: {root.get('width')}px; height: {root.get('height')}px"
    drawing = Markup(ET.tostring(root, encoding="unicode"))  # noqa: S704 - the same drawing
    return Markup('<div style="{}">{}{}</div>').format(size, drawing, laid)


def _label(text: ET.Element) -> Markup:
    """One word or line at its place, from its start, its middle or its end."""
    x, y, size = (float(text.get(name, "12")) for name in ("x", "y", "font-size"))
    anchor, direction = text.get("text-anchor", "start"), text.get("direction", "ltr")
    anchor = MIRRORED[anchor] if direction == "rtl" else anchor
    left, align = {"start": (x, "left"), "middle": (x - _ROOM / 2, "center"), "end": (x - _ROOM, "right")}[
        anchor
    ]
    style = _STYLE.format(left=left, top=y - _ABOVE * size, room=_ROOM, align=align, size=size,
                          fill=text.get("fill", "#000"), weight=text.get("font-weight", "normal"))  # fmt: skip
    return Markup('<span dir="{}" style="{}">{}</span>').format(direction, style, text.text)
