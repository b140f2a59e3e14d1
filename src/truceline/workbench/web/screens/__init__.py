"""The screens, in the order of the navigation. A new one is a module here and a line in this table."""

from truceline.workbench.web.screens import (
    changed,
    compare,
    cruxes,
    data,
    entry,
    record,
    reference,
    situation,
    views,
    work,
    you,
)
from truceline.workbench.web.web import Screen

SCREENS: tuple[Screen, ...] = (
    situation.SCREEN,
    compare.SCREEN,
    views.SCREEN,
    record.SCREEN,
    cruxes.SCREEN,
    changed.SCREEN,
    data.SCREEN,
    entry.SCREEN,
    reference.SCREEN,
    you.SCREEN,
    work.SCREEN,
)
