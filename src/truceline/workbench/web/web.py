"""What a screen is made with, and what makes a screen: one module each, registered in one table."""

from collections.abc import Callable
from typing import Any

from attrs import frozen
from fastapi import APIRouter, Request

from truceline.workbench.web.holding import Holding
from truceline.workbench.web.pages import Pages, Tab
from truceline.workbench.web.security import session_of
from truceline.workbench.web.sessions import Sessions
from truceline.workbench.web.sight import Sight
from truceline.workbench.web.underlay import Underlay


@frozen(eq=False)
class Web:
    """All that screens may use."""

    holding: Holding
    sessions: Sessions
    pages: Pages
    base: Underlay
    cookie: str
    openapi: Callable[[], dict[str, Any]]
    announce: Callable[[str], None]
    """Tells whoever sits at the terminal the token for the next browser."""

    def sight(self, request: Request) -> Sight:
        """The record as whoever asks may see it."""
        return self.holding.sight(session_of(request).see)


@frozen
class Screen:
    """A screen: its place in the navigation (None for one that is only linked to), and its routes."""

    tab: Tab | None
    routes: Callable[[Web], APIRouter]
