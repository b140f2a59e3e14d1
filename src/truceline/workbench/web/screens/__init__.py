"""The screens, in the order of the navigation. A new one is a module here and a line in this table."""

from truceline.workbench.web.screens import (
    actors,
    agreements,
    changed,
    compare,
    cruxes,
    data,
    documents,
    dossier,
    entry,
    inbox,
    record,
    reference,
    reports,
    situation,
    talks,
    views,
    work,
    you,
)
from truceline.workbench.web.web import Screen

SCREENS: tuple[Screen, ...] = (
    situation.SCREEN,
    compare.SCREEN,
    documents.SCREEN,
    inbox.SCREEN,
    agreements.SCREEN,
    actors.SCREEN,
    talks.SCREEN,
    views.SCREEN,
    reports.SCREEN,
    record.SCREEN,
    cruxes.SCREEN,
    changed.SCREEN,
    dossier.SCREEN,
    data.SCREEN,
    entry.SCREEN,
    reference.SCREEN,
    you.SCREEN,
    work.SCREEN,
)
