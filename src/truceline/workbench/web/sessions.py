"""Who has come in: one-time tokens for sessions, kept in memory and gone when the server stops."""

import hmac
import secrets
from threading import Lock

from attrs import define, field, frozen

from truceline.workbench.web.access import Person, See

_TOKEN_BYTES = 32


@define(eq=False)
class Session:
    """One browser that came in by the address on the terminal.

    ``csrf`` is what every form of its pages carries; ``name`` is asked for once, at the first
    thing that adds to the record.
    """

    id: str
    csrf: str
    see: See
    name: str = ""

    @property
    def person(self) -> Person:
        return Person(name=self.name, see=self.see)

    def made_form(self, token: str) -> bool:
        """Whether a form came from a page of this session."""
        return hmac.compare_digest(self.csrf.encode(), token.encode())


@frozen
class Entered:
    """A session just begun, and the token for the next browser."""

    session: Session
    next_token: str


@define(eq=False)
class Sessions:
    """Gives out one-time tokens and takes each back once."""

    see: See
    _token: str = field(factory=lambda: secrets.token_urlsafe(_TOKEN_BYTES), repr=False)
    _sessions: dict[str, Session] = field(factory=dict, repr=False)
    _lock: Lock = field(factory=Lock, repr=False)

    @property
    def token(self) -> str:
        """The token that opens the next session."""
        return self._token

    def enter(self, token: str) -> Entered | None:
        """A new session for whoever holds the token, which is spent by it; None for anybody else."""
        with self._lock:
            if not hmac.compare_digest(self._token.encode(), token.encode()):
                return None
            self._token = secrets.token_urlsafe(_TOKEN_BYTES)
            session = Session(
                id=secrets.token_urlsafe(_TOKEN_BYTES), csrf=secrets.token_urlsafe(_TOKEN_BYTES), see=self.see
            )
            self._sessions[session.id] = session
            return Entered(session, self._token)

    def of(self, id: str) -> Session | None:
        """The session of a cookie's value."""
        return self._sessions.get(id)
