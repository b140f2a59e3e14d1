"""Answers given again: word for word what would be made anew, and only to whom it would be given."""

import asyncio
import gzip
from pathlib import Path
from typing import Any

import httpx
import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send
from tests.workbench import NOON, Client, Workbench, opened, record_of, small_world

from truceline.testimony.register import Handling
from truceline.workbench.web import app as app_module
from truceline.workbench.web.access import See
from truceline.workbench.web.packing import packed
from truceline.workbench.web.repeats import REPEATED, Repeats
from truceline.workbench.web.sessions import Session

ADDRESSES = (
    "/situation", "/situation?from=2016-03-01&to=2016-03-31", "/situation.json", "/situation.csv", "/compare",
    "/compare.json", "/documents", "/agreements", "/agreement/test-truce", "/actors", "/actor/north", "/actors.csv",
    "/talks", "/views", "/views.toml", "/changes?since=1", "/incident/shelling-inner", "/incident/shelling-inner.json",
    "/data/cells?bbox=35,33,39,36&zoom=7", "/data/days", "/data/points", "/situation?view=none", "/situation?outcome=x",
)  # fmt: skip
SCRIPT = {"hx-request": "true"}
ARABIC = {"accept-language": "ar"}


@pytest.mark.parametrize("headers", [{}, SCRIPT, ARABIC], ids=["page", "script", "arabic"])
def test_what_is_given_again_is_what_would_be_made_anew(
    small_record: Path, monkeypatch: pytest.MonkeyPatch, headers: dict[str, str]
) -> None:
    with opened(small_record) as keeping:
        monkeypatch.setattr(app_module, "REPEATED", ())
        with opened(small_record) as making:
            making.session.csrf, making.session.name = keeping.session.csrf, "Ann <&> Ben"
            keeping.session.name = making.session.name
            for address in ADDRESSES:
                first = keeping.client.get(address, headers=headers)
                again = keeping.client.get(address, headers=headers)
                anew = making.client.get(address, headers=headers)
                assert first.content == again.content == anew.content, address
                assert first.status_code == again.status_code == anew.status_code
                for name in ("content-type", "content-language", "cache-control", "x-count"):
                    assert again.headers.get(name) == anew.headers.get(name), (address, name)


def another(workbench: Workbench, see: See = See.LEAD) -> tuple[Client, Session]:
    """Another browser at the same server, of somebody who may see so far."""
    entered = workbench.sessions.enter(workbench.sessions.token)
    assert entered is not None
    # How far sessions see is said when the server starts; this one is let in otherwise.
    entered.session.see = see
    client = Client(workbench.client.app)
    client._client.cookies.set("truceline-8765", entered.session.id)
    return client, entered.session


def test_everybody_gets_their_own_token_and_name_and_nobody_elses(small_record: Path) -> None:
    with opened(small_record) as made:
        other, session = another(made)
        made.session.name, session.name = "Ann", "<b>Ben</b>"
        mine, theirs = made.client.get("/situation").text, other.get("/situation").text
        other.close()
        assert made.session.csrf in mine
        assert "<bdi>Ann</bdi>" in mine
        assert session.csrf in theirs
        assert "<bdi>&lt;b&gt;Ben&lt;/b&gt;</bdi>" in theirs
        for secret in (made.session.csrf, "Ann"):
            assert secret not in theirs


def test_what_the_lead_sees_is_given_to_nobody_who_may_not(tmp_path: Path) -> None:
    world = small_world()
    world.reports("monitor", "closed-to-most", happened="2016-03-14", handling=Handling.LEAD_ONLY.value)
    with opened(record_of(world, tmp_path)) as made:
        public, _ = another(made, See.PUBLIC)
        for address in ("/situation", "/situation.json", "/situation.csv", "/data/cells"):
            assert made.client.get(address).content != public.get(address).content, address
        assert "closed-to-most" in made.client.get("/situation").text
        assert "closed-to-most" not in public.get("/situation").text
        assert made.client.get("/incident/closed-to-most").status_code == 200
        assert public.get("/incident/closed-to-most").status_code == 404
        public.close()


def test_a_record_that_grew_is_answered_anew(tmp_path: Path) -> None:
    with opened(record_of(small_world(), tmp_path)) as made:
        before = made.client.get("/situation.json")
        tag = before.headers["etag"]
        assert made.client.get("/situation.json", headers={"if-none-match": tag}).status_code == 304
        world = small_world()
        world.reports("observer", "one-more", happened="2016-03-21")
        made.holding.record.append(world.batch(), by="coder", at=NOON)
        after = made.client.get("/situation.json", headers={"if-none-match": tag})
        assert after.status_code == 200
        assert "one-more" in after.text
        assert after.headers["etag"] != tag


def test_a_tag_is_one_readers_own_where_the_page_is(small_record: Path) -> None:
    with opened(small_record) as made:
        other, _ = another(made)
        tag = made.client.get("/situation").headers["etag"]
        assert made.client.get("/situation", headers={"if-none-match": tag}).content == b""
        assert other.get("/situation", headers={"if-none-match": tag}).status_code == 200
        other.close()


def test_language_script_and_what_was_looked_at_are_told_apart(small_record: Path) -> None:
    with opened(small_record) as made:
        plain = made.client.get("/situation").text
        assert 'lang="ar"' in made.client.get("/situation", headers=ARABIC).text.partition("<body")[0]
        assert "<!doctype" not in made.client.get("/situation", headers=SCRIPT).text
        made.client.get("/situation?lang=ar")
        assert 'lang="ar"' in made.client.get("/situation").text.partition("<body")[0]
        made.client.get("/situation?lang=en")
        assert made.post("/looked", size="1") == 303
        assert made.client.get("/situation").text != plain


def test_a_page_that_was_squeezed_once_reads_the_same(small_record: Path) -> None:
    with opened(small_record) as made:
        plain = made.client.get("/situation", headers={"accept-encoding": "identity"})
        squeezed = made.client.get("/situation", headers={"accept-encoding": "gzip"})
        assert "content-encoding" not in plain.headers
        assert squeezed.headers["content-encoding"] == "gzip"
        assert int(squeezed.headers["content-length"]) < len(plain.content) / 3
        assert squeezed.content == plain.content


@given(
    st.lists(st.binary(max_size=900), min_size=1, max_size=15).flatmap(
        lambda parts: st.tuples(
            st.just(parts),
            st.lists(st.binary(max_size=80), min_size=len(parts) - 1, max_size=len(parts) - 1),
        )
    )
)
def test_squeezed_parts_with_anything_between_them_are_one_gzip_file(
    told: tuple[list[bytes], list[bytes]],
) -> None:
    parts, values = told
    made = packed(tuple(parts), values)
    filled = made.filled(values)
    assert filled is None or gzip.decompress(filled) == made.whole(values)


class Slow:
    """An app that counts how often it is asked, and takes its time."""

    def __init__(self, *, fails: int = 0) -> None:
        self.asked = 0
        self.fails = fails

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.asked += 1
        await asyncio.sleep(0.01)
        if self.asked <= self.fails:
            raise RuntimeError("broken")
        answer: Response = PlainTextResponse(Request(scope).url.path)
        await answer(scope, receive, send)


def asked_together(app: Slow, times: int) -> list[Any]:
    kept = Repeats(app, ("/kept",), lambda: 1)
    session = Session(id="s", csrf="c", see=See.LEAD)

    async def with_session(scope: Scope, receive: Receive, send: Send) -> None:
        await kept({**scope, "state": {"session": evolve(session)}}, receive, send)

    async def ask() -> list[Any]:
        async with httpx.AsyncClient(
            transport=httpx.ASGITransport(with_session), base_url="http://x"
        ) as client:
            return await asyncio.gather(*(client.get("/kept") for _ in range(times)), return_exceptions=True)

    return asyncio.run(ask())


def test_an_answer_is_made_once_however_many_ask_for_it_together() -> None:
    app = Slow()
    answers = asked_together(app, 50)
    assert [answer.text for answer in answers] == ["/kept"] * 50
    assert app.asked == 1


def test_who_waits_for_an_answer_that_breaks_asks_for_their_own() -> None:
    app = Slow(fails=1)
    answers = asked_together(app, 3)
    assert [type(answer).__name__ for answer in answers] == ["RuntimeError", "Response", "Response"]


def test_only_screens_that_are_the_same_for_all_are_repeated() -> None:
    for own in (
        "/inbox",
        "/jobs",
        "/you",
        "/enter",
        "/reports",
        "/report/",
        "/record",
        "/static/",
        "/reference",
    ):
        assert not own.startswith(REPEATED)
