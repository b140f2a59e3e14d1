import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from truceline.reading.intake.fetch import fetch
from truceline.values.problems import ValueProblem


class Page(BaseHTTPRequestHandler):
    """One page, and one that is too long."""

    def do_GET(self) -> None:
        self.send_response(200 if self.path != "/none" else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(b"<p>hello</p>" if self.path != "/long" else b"x" * 50_000_001)

    def log_message(self, *_: Any) -> None:
        """Quiet."""


@pytest.fixture
def address() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Page)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_what_came_is_kept_with_what_the_server_said(address: str) -> None:
    found = fetch(f"{address}/a")
    assert found.content == b"<p>hello</p>"
    assert found.media_type == "text/html"
    assert ("Content-Type", "text/html; charset=utf-8") in found.headers


@pytest.mark.parametrize(("path", "code"), [("/none", "intake.address"), ("/long", "intake.too_large")])
def test_what_cannot_be_fetched_says_why(address: str, path: str, code: str) -> None:
    with pytest.raises(ValueProblem) as caught:
        fetch(address + path)
    assert caught.value.problem.code == code


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://x/y", "http://127.0.0.1:9/"])
def test_only_answering_web_addresses_are_fetched(url: str) -> None:
    with pytest.raises(ValueProblem):
        fetch(url)
