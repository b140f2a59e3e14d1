"""The screens, in the order of the navigation. A new one is a module here and a line in this table."""

from truceline.workbench.web.screens import (
    actors,
    agreements,
    data,
    documents,
    dossier,
    entry,
    inbox,
    situation,
    talks,
    work,
    you,
)
from truceline.workbench.web.web import Screen

SCREENS: tuple[Screen, ...] = (
    situation.SCREEN,
    documents.SCREEN,
    inbox.SCREEN,
    agreements.SCREEN,
    actors.SCREEN,
    talks.SCREEN,
    dossier.SCREEN,
    data.SCREEN,
    entry.SCREEN,
    you.SCREEN,
    work.SCREEN,
)
