"""What an answer for programs says of a list of which it gives one stretch, and where the next one is."""

from typing import Any
from urllib.parse import urlencode

from truceline.workbench.pages.stretches import Stretch


def beside(told: Stretch[Any]) -> dict[str, Any]:
    """How long the list is of which this is a stretch, and what the next one has in it."""
    return {"count": told.whole, "next": told.after or None}


def onward(path: str, query: str, told: Stretch[Any]) -> str:
    """The address of the next stretch; empty where there is none."""
    return f"{path}?{query}&{urlencode({'at': told.after})}" if told.after else ""
