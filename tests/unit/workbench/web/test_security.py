"""Who gets in and what they may bring: every refusal of the guards, and that nothing else is refused."""

import asyncio
from collections.abc import AsyncIterator, MutableMapping
from pathlib import Path

import pytest
from starlette.routing import BaseRoute
from tests.workbench import OWN, Client, Workbench, opened

from truceline.workbench.web.security import CONTENT_POLICY, Limits

PAGES = ("/situation", "/situation.json", "/situation.csv", "/data/cells", "/data/days", "/jobs", "/you")


@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_shown_without_a_session(workbench: Workbench, path: str) -> None:
    assert workbench.stranger().get(path).status_code == 401


@pytest.mark.parametrize("value", ["", "forged", "x" * 5000, '"; path=/', "\u0661"])
def test_a_forged_cookie_opens_nothing(workbench: Workbench, value: str) -> None:
    answer = workbench.stranger().get("/situation", headers={"cookie": f"truceline-8765={value}".encode()})
    assert answer.status_code == 401


@pytest.mark.parametrize("token", ["", "wrong", "x" * 1000, "\u0661\u0662"])
def test_a_forged_token_opens_nothing(workbench: Workbench, token: str) -> None:
    answer = workbench.stranger().get("/enter", params={"token": token}, follow_redirects=False)
    assert answer.status_code == 401
    assert "set-cookie" not in answer.headers


def test_a_token_opens_one_browser_once(workbench: Workbench) -> None:
    token = workbench.sessions.token
    first = workbench.stranger().get("/enter", params={"token": token}, follow_redirects=False)
    again = workbench.stranger().get("/enter", params={"token": token}, follow_redirects=False)
    assert (first.status_code, again.status_code) == (303, 401)
    cookie = first.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert workbench.sessions.token != token


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:8765", "127.0.0.1", "127.0.0.1:8766", "localhost.evil.example:8765", ""],
)
def test_no_other_name_can_be_pointed_at_us(workbench: Workbench, host: str) -> None:
    for path in ("/situation", "/enter", "/static/workbench.css"):
        assert workbench.client.get(path, headers={"host": host}).status_code == 421


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
@pytest.mark.parametrize("mode", ["navigate", "cors", "no-cors"])
def test_what_another_site_asks_for_is_refused(workbench: Workbench, site: str, mode: str) -> None:
    headers = {"sec-fetch-site": site, "sec-fetch-mode": mode}
    for path in PAGES:
        assert workbench.client.get(path, headers=headers).status_code == 403
    assert workbench.client.post("/you", data={"name": "x"}, headers=headers).status_code == 403


def test_the_one_time_address_may_be_followed_from_elsewhere(workbench: Workbench) -> None:
    headers = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}
    token = workbench.sessions.token
    answer = workbench.stranger().get(
        "/enter", params={"token": token}, headers=headers, follow_redirects=False
    )
    assert answer.status_code == 303


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "http://127.0.0.1:8766", "sec-fetch-site": "same-site"},
        {"origin": "null"},
        {"origin": "null", "sec-fetch-site": "cross-site"},
        {},
    ],
)
def test_a_write_from_elsewhere_is_refused_even_with_the_right_form(
    workbench: Workbench, headers: dict[str, str]
) -> None:
    data = {"csrf": workbench.session.csrf, "name": "x"}
    assert workbench.client.post("/you", data=data, headers=headers).status_code == 403
    assert workbench.session.name == ""


@pytest.mark.parametrize("csrf", ["", "wrong", "\u0661"])
def test_a_form_that_is_not_ours_is_refused(workbench: Workbench, csrf: str) -> None:
    answer = workbench.client.post("/you", data={"csrf": csrf, "name": "x"}, headers=OWN)
    assert answer.status_code == 403
    assert workbench.session.name == ""


def test_a_form_of_another_session_is_refused(workbench: Workbench) -> None:
    other = workbench.sessions.enter(workbench.sessions.token)
    assert other is not None
    data = {"csrf": other.session.csrf, "name": "x"}
    assert workbench.client.post("/you", data=data, headers=OWN).status_code == 403


def test_every_write_asks_for_a_form_of_ours(workbench: Workbench) -> None:
    """A law over the table of routes: none that changes anything lacks the guard."""
    writes = [
        route for route in _routes(workbench.client) if getattr(route, "methods", set()) - {"GET", "HEAD"}
    ]
    assert writes
    for route in writes:
        assert "own_form" in _dependencies(route), route


def _routes(client: Client) -> list[BaseRoute]:
    app = client.app
    while not hasattr(app, "router"):
        app = app.app  # type: ignore[attr-defined]
    found: list[BaseRoute] = list(app.router.routes)
    for route in list(found):
        found += getattr(getattr(route, "original_router", None), "routes", [])
    return [route for route in found if getattr(route, "methods", None)]


def _dependencies(route: BaseRoute) -> set[str]:
    names: set[str] = set()
    waiting = [getattr(route, "dependant")]  # noqa: B009 - only FastAPI's own routes have one
    while waiting:
        dependant = waiting.pop()
        names.add(getattr(dependant.call, "__name__", ""))
        waiting += dependant.dependencies
    return names


@pytest.mark.parametrize("path", [*PAGES, "/enter", "/nothing", "/static/workbench.css", "/static/nothing"])
def test_every_answer_carries_the_headers(workbench: Workbench, path: str) -> None:
    for client in (workbench.client, workbench.stranger()):
        headers = client.get(path).headers
        assert headers["content-security-policy"] == CONTENT_POLICY
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert "server" not in headers
        if not path.startswith("/static/workbench"):
            assert headers["cache-control"] == "no-store"


def test_the_policy_lets_nothing_in_from_elsewhere() -> None:
    allowed = CONTENT_POLICY.replace("img-src 'self' data:", "img-src 'self'")
    for word in ("*", "http", "unsafe", "data:", "blob:"):
        assert word not in allowed
    assert CONTENT_POLICY.startswith("default-src 'none'")
    assert "frame-ancestors 'none'" in CONTENT_POLICY


@pytest.mark.parametrize(
    "name",
    [
        "../app.py",
        "..%2fapp.py",
        "%2e%2e/app.py",
        "....//app.py",
        "/etc/passwd",
        "%00",
        "templates/base.html",
        "workbench.css/../../app.py",
    ],
)
def test_no_file_but_our_own_is_served(workbench: Workbench, name: str) -> None:
    assert workbench.client.get(f"/static/{name}").status_code == 404


def test_our_own_files_may_be_kept_for_ever_under_their_hash(workbench: Workbench) -> None:
    page = workbench.client.get("/situation").text
    address = page.partition('href="/static/workbench.css')[2].partition('"')[0]
    found = workbench.client.get(f"/static/workbench.css{address}")
    assert "immutable" in found.headers["cache-control"]
    assert "immutable" not in workbench.client.get("/static/workbench.css").headers["cache-control"]


@pytest.mark.parametrize(
    "view", ["/etc/passwd.toml", "../../secret.toml", "file:///etc/passwd.toml", "x.toml"]
)
def test_a_view_is_never_a_file(workbench: Workbench, view: str) -> None:
    answer = workbench.client.get("/situation.json", params={"view": view})
    assert answer.status_code == 404
    assert answer.json()["problems"][0]["code"] == "cli.no_view"


def test_a_body_larger_than_its_page_takes_is_refused_before_it_is_read(workbench: Workbench) -> None:
    answer = workbench.client.post("/you", content=b"x" * 1_000_001, headers=OWN)
    assert answer.status_code == 413


def test_a_body_that_hides_its_size_is_cut_off(workbench: Workbench) -> None:
    async def endless() -> AsyncIterator[bytes]:
        while True:
            yield b"name=" + b"x" * 100_000

    headers = {**OWN, "content-type": "application/x-www-form-urlencoded"}
    assert workbench.client.post("/you", content=endless(), headers=headers).status_code == 413


@pytest.mark.parametrize("length", ["-1", "a", "1e3", "9" * 400, "\u0661"])
def test_a_length_that_is_none_is_refused(workbench: Workbench, length: str) -> None:
    headers = {**OWN, "content-length": length.encode()}
    answer = workbench.client.post("/you", content=b"", headers=headers)
    assert answer.status_code == 413


def test_paths_that_take_files_have_a_limit_of_their_own(small_record: Path) -> None:
    limits = Limits(body=10, larger={"/you": 2_000}, seconds=5)
    with opened(small_record, limits=limits) as made:
        assert made.post("/you", name="n" * 50) == 303
        assert made.post("/jobs/x/cancel", note="n" * 50) == 413


@pytest.mark.parametrize(
    "back",
    ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "/\tx", "evil"],
)
def test_no_form_leads_to_another_site(small_record: Path, back: str) -> None:
    with opened(small_record) as made:
        data = {"csrf": made.session.csrf, "name": "Somebody", "next": back}
        answer = made.client.post("/you", data=data, headers=OWN, follow_redirects=False)
        assert answer.headers["location"] == "/"


def test_the_name_given_once_is_kept_in_the_session(small_record: Path) -> None:
    with opened(small_record) as made:
        assert made.post("/you", name="  Officer   One ", next="/jobs") == 303
        assert made.session.name == "Officer One"
        assert "Officer One" in made.client.get("/jobs").text


def test_a_web_socket_is_not_spoken(workbench: Workbench) -> None:
    sent: list[dict[str, object]] = []

    async def receive() -> dict[str, object]:
        return {"type": "websocket.connect"}

    async def send(message: MutableMapping[str, object]) -> None:
        sent.append(dict(message))

    scope = {"type": "websocket", "path": "/situation", "headers": []}

    async def connect() -> None:
        await workbench.client.app(scope, receive, send)

    asyncio.run(connect())
    assert sent == [{"type": "websocket.close", "code": 1008}]
