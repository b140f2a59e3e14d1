"""Who: one actor, several together, one of several, part of a class, unnamed or unknown.

Actors are identifiers that claims are about; what they are is in the register, and whether
two of them are the same is somebody's judgement.
"""

import re
from enum import Enum
from typing import Self

from attrs import frozen

from truceline.values.problems import ValueProblem


class Form(Enum):
    """How an actor is named."""

    ONE = "one"
    JOINT = "joint"
    """All of them took part."""
    ALTERNATIVES = "alternatives"
    """One of them."""
    CLASS = "class"
    """An unnamed part of a class ("insurgents"); open unless declared closed."""
    UNNAMED = "unnamed"
    """Somebody the speaker knows of and does not name ("unidentified formations")."""
    UNKNOWN = "unknown"
    """The speaker says it is not known who."""


_SEPARATORS = {Form.JOINT: " + ", Form.ALTERNATIVES: " | "}
_ID = re.compile(r"[a-z0-9][a-z0-9._:-]*")


@frozen(cache_hash=True)
class Who:
    """An actor as a claim names it. ``members`` are ids of the register, sorted when several."""

    form: Form
    members: tuple[str, ...]
    words: str

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "members", tuple(sorted(set(self.members))))
        expected = {Form.ONE: 1, Form.CLASS: 1, Form.UNNAMED: 0, Form.UNKNOWN: 0}.get(self.form)
        several = expected is None and len(self.members) >= 2  # noqa: PLR2004 - several means two
        if len(self.members) != expected and not several:
            raise ValueProblem("who.members", f"{self.form.value}: {', '.join(self.members)}")
        for member in self.members:
            check_id(member)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the short form.

        >>> Who.parse("a + b").form
        <Form.JOINT: 'joint'>
        >>> str(Who.parse("unnamed: unidentified armed formations"))
        'unnamed: unidentified armed formations'

        Raises:
            ValueProblem: ``who.unreadable`` or ``id.spelling``.
        """
        plain = text.strip()
        for prefix, form in (("unnamed", Form.UNNAMED), ("unknown", Form.UNKNOWN)):
            if plain == prefix or plain.startswith(prefix + ":"):
                return cls(form=form, members=(), words=plain[len(prefix) + 1 :].strip())
        if plain.startswith("class:"):
            return cls(form=Form.CLASS, members=(plain.removeprefix("class:").strip(),), words="")
        if "+" in plain and "|" in plain:
            raise ValueProblem("who.unreadable", text)
        for form, separator in _SEPARATORS.items():
            if separator.strip() in plain:
                members = tuple(part.strip() for part in plain.split(separator.strip()))
                return cls(form=form, members=members, words="")
        return cls(form=Form.ONE, members=(plain,), words="")

    @classmethod
    def one(cls, member: str) -> Self:
        """That single actor."""
        return cls(form=Form.ONE, members=(member,), words="")

    def __str__(self) -> str:
        if self.form in (Form.UNNAMED, Form.UNKNOWN):
            return f"{self.form.value}: {self.words}" if self.words else self.form.value
        if self.form is Form.CLASS:
            return f"class: {self.members[0]}"
        return _SEPARATORS.get(self.form, "").join(self.members)


def check_id(text: str) -> str:
    """The text, if it is spelt as an identifier.

    Raises:
        ValueProblem: ``id.spelling`` otherwise.
    """
    if not _ID.fullmatch(text):
        raise ValueProblem("id.spelling", text)
    return text
