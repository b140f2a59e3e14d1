"""What stands on the way of a write: a form of our own, and a name; and who is asking at all."""

import re
from http import HTTPStatus
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Depends, Form, Header, HTTPException, Request

from truceline.workbench.web.access import Person, may_add
from truceline.workbench.web.security import session_of
from truceline.workbench.web.sessions import Session

MOST_NAME = 100


class NameWanted(Exception):  # noqa: N818 - a question, no error
    """Nobody has said yet by what name they add to the record."""

    def __init__(self, back: str) -> None:
        super().__init__(back)
        self.back = back


def own_form(
    request: Request,
    csrf: Annotated[str, Form(max_length=200)] = "",
    x_csrf: Annotated[str, Header(max_length=200)] = "",
) -> Session:
    """The session whose page made this form; whatever changes anything depends on this."""
    session = session_of(request)
    if not session.made_form(csrf or x_csrf):
        raise HTTPException(
            HTTPStatus.FORBIDDEN, "Refused: this form did not come from a page of this session."
        )
    return session


OwnForm = Annotated[Session, Depends(own_form)]


def adding(session: OwnForm, next: Annotated[str, Form(max_length=2000)] = "/") -> Person:
    """Who adds to the record by this form; whatever writes to it depends on this.

    ``next`` is the page the form stands on, to come back to once a name has been given.
    """
    if not may_add(session.person):
        raise NameWanted(local_address(next))
    return session.person


Adding = Annotated[Person, Depends(adding)]


def local_address(address: str) -> str:
    """A path and query of ours as they are, else the first page: nothing leads elsewhere."""
    return address if _LOCAL.fullmatch(address) else "/"


_LOCAL = re.compile(r"/(?![/\\])[^\x00-\x20\\]*")


def name_page(back: str) -> str:
    """Where a name is asked for."""
    return f"/you?{urlencode({'next': back})}"
