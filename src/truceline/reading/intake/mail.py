"""EML: the body somebody wrote, its headers, never its attachments."""

from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime

from attrs import frozen

from truceline.values.problems import ValueProblem


@frozen
class Mail:
    """A message's body as text or HTML, and what its headers say."""

    body: str
    is_html: bool
    title: str
    authors: tuple[str, ...]
    published: str
    headers: tuple[tuple[str, str], ...]


_KEPT = ("from", "to", "date", "subject", "message-id", "received")


def read_mail(content: bytes) -> Mail:
    """The message.

    Raises:
        ValueProblem: ``intake.no_text`` when no part of it is text, ``intake.damaged``.
    """
    try:
        message = message_from_bytes(content, policy=policy.default)
        part = (
            message.get_body(preferencelist=("plain", "html")) if isinstance(message, EmailMessage) else None
        )
        body = part.get_content() if part is not None else None
        headers = tuple((name, str(value)) for name, value in message.items() if name.lower() in _KEPT)
    except (LookupError, ValueError, AttributeError, TypeError, IndexError) as error:
        # The standard library's parser lets some malformed headers and unknown charsets escape.
        raise ValueProblem("intake.damaged", f"{type(error).__name__}: {error}"[:200]) from error
    if part is None or not isinstance(body, str) or not body.strip():
        raise ValueProblem("intake.no_text", "no text part")
    about = {name.lower(): value for name, value in reversed(headers)}
    name, address = parseaddr(about.get("from", ""))
    return Mail(
        body=body.replace("\r\n", "\n"),
        is_html=part.get_content_subtype() == "html",
        title=about.get("subject", ""),
        authors=(name or address,) if name or address else (),
        published=_day(about.get("date", "")),
        headers=headers,
    )


def _day(text: str) -> str:
    try:
        return parsedate_to_datetime(text).date().isoformat()
    except (ValueError, TypeError, IndexError):
        return ""
