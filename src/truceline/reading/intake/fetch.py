"""Fetch an address the user named: its bytes as they came, and what the server said with them.

The only room of the reader that touches a network, and only when asked to.
"""

import urllib.error
import urllib.request

from attrs import frozen

from truceline.reading.intake.receive import MAX_BYTES
from truceline.values.problems import ValueProblem

_TIMEOUT = 30
_AGENT = "truceline"


@frozen
class Fetched:
    """What came: the bytes, the address they finally came from, their stated type, the headers."""

    content: bytes
    url: str
    media_type: str
    headers: tuple[tuple[str, str], ...]


def fetch(url: str) -> Fetched:
    """The bytes at an http or https address.

    Raises:
        ValueProblem: ``intake.address`` when it does not answer, ``intake.too_large``.
    """
    if not url.startswith(("http://", "https://")):
        raise ValueProblem("intake.address", url)
    request = urllib.request.Request(url, headers={"User-Agent": _AGENT})  # noqa: S310 - the scheme was checked
    try:
        with urllib.request.urlopen(request, timeout=_TIMEOUT) as answer:  # noqa: S310 - the scheme was checked
            content = answer.read(MAX_BYTES + 1)
            headers = tuple((name, value) for name, value in answer.headers.items())
            found = Fetched(content, answer.url, answer.headers.get_content_type(), headers)
    except (urllib.error.URLError, OSError, ValueError) as error:
        if isinstance(error, urllib.error.HTTPError):
            error.close()
        raise ValueProblem("intake.address", f"{url}: {error}"[:200]) from error
    if len(content) > MAX_BYTES:
        raise ValueProblem("intake.too_large", f"more than {MAX_BYTES} bytes")
    return found
