"""The app behind nginx as deploy/ sets it up: every page works under its headers; what no visitor needs is closed."""

from __future__ import annotations

import http.client
import io
import json
import os
import re
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from figures.lessons import LESSONS
from pooling_lab.serving.proxies import settings
from tests.browser.lessons import at_step
from tests.browser.player import READY as LOADED
from tests.browser.player import count, played, press
from tests.browser.scene import copied, edit
from tests.browser.server import PATIENCE, serve
from tests.browser.test_image import ready
from tests.deploy.gate import gate, nginx
from tests.lab.photo.files import file_of, pixels

pytestmark = pytest.mark.skipif(nginx() is None or os.name != "posix", reason="nginx is not installed here")

#: The headers of a browser that opens a websocket.
UPGRADE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
    "Sec-WebSocket-Protocol": "streamlit",
}


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """One that nginx's own user gets into as well, unlike those of pytest."""
    with tempfile.TemporaryDirectory() as temporary:
        yield Path(temporary)


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[str]:
    """The address of the app behind nginx, both as an operator starts them: what `visit` visits here."""
    here = {"STREAMLIT_SERVER_ALLOWED_HOSTS": "127.0.0.1", "STREAMLIT_BROWSER_SERVER_ADDRESS": "127.0.0.1"}
    program = nginx()
    assert program
    with (
        serve(settings("pooling-lab.env") | here | {"STREAMLIT_SERVER_COOKIE_SECRET": "a secret of the tests"}) as app,
        gate(program, app, folder) as url,
    ):
        yield url


Ask = Callable[..., http.client.HTTPResponse]


@pytest.fixture
def ask(server: str) -> Iterator[Ask]:
    """Send a request to nginx, and get the head of the answer."""
    open_: list[http.client.HTTPConnection] = []

    def send(path: str, method: str = "GET", body: bytes | None = None, **headers: str) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection(urlsplit(server).netloc, timeout=10)
        open_.append(connection)
        connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
        return connection.getresponse()

    yield send
    for connection in open_:
        connection.close()


def taken(page: Page, button: str) -> bytes:
    """What a download button gives."""
    with page.expect_download() as download:
        page.get_by_role("button", name=button).click()
    return Path(download.value.path()).read_bytes()


# `visit` takes no error on the console, and a browser writes one for all that the policy forbids.


def test_arrays_are_edited_and_downloaded_under_the_policy(explore):
    page = explore()
    edit(page, 0, 0, "99")
    expect(page.locator('.lab-text g[data-grid="output"] text').first).to_have_text("99.000")
    assert re.match(r"http://127\.0\.0\.1:\d+/\?s=", copied(page))
    page.get_by_role("button", name="Download").click()
    assert json.loads(taken(page, "pooling.json"))["output"][0][0] == 99
    with np.load(io.BytesIO(taken(page, "pooling.npz")), allow_pickle=False) as arrays:
        assert arrays["output"][0, 0] == 99


def test_steps_play_and_are_taken_away_under_the_policy(visit):
    page = visit("/Step_through")
    page.wait_for_function(LOADED)
    press(page, "play")
    played(page, 2)
    press(page, "last step")
    expect(count(page)).to_have_text("19 / 19")
    page.get_by_role("button", name="Take the page").click()
    assert taken(page, "pooling.html").startswith(b"<!doctype html>")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Take a GIF").click()
    page.get_by_role("button", name="Make the GIF").click()
    with Image.open(io.BytesIO(taken(page, "pooling.gif"))) as film:
        assert film.n_frames == 20


def test_a_picture_is_uploaded_under_the_policy(visit):
    page = ready(visit("/Image"))
    picture = {"name": "a.png", "mimeType": "image/png", "buffer": file_of(pixels(48, 36))}
    page.locator("input[type=file]").set_input_files(picture)
    expect(page.get_by_text("On screen: a.png, 48 × 36 pixels.")).to_be_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_pages_to_read_are_whole_under_the_policy(visit, theme):
    page = visit("/Lessons", theme=theme)
    expect(page.locator(".lab-cover img").last).to_be_visible()
    page.goto(page.url + "?lesson=overlap&step=1")
    at_step(page, 1, len(LESSONS["overlap"].steps) + 1)
    page.get_by_role("link", name="Frameworks").click()
    expect(page.get_by_role("heading", name="Where frameworks differ")).to_be_visible()
    page.get_by_role("link", name="Mathematics").click()
    expect(page.locator(".katex").first).to_be_visible()


def test_dark_charts_are_drawn_under_the_policy(visit, explore):
    explore("/", theme="dark")
    visit("/Step_through", theme="dark").wait_for_function(LOADED)


def test_an_address_of_16_kilobytes_arrives(ask):
    assert ask("/?s=" + "A" * 16_000).status == 200


@pytest.mark.parametrize("path", ["/", "/_stcore/health", "/_stcore/metrics", "/static/none.js"])
def test_every_answer_carries_the_headers(ask, path):
    headers = ask(path).headers
    assert "frame-ancestors 'self'" in headers["Content-Security-Policy"]
    assert "unsafe-eval" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "camera=()" in headers["Permissions-Policy"]
    assert headers["Server"] == "nginx"


@pytest.mark.parametrize(
    "path",
    [
        "/_stcore/metrics",
        "/Image/_stcore/metrics",
        "/_stcore/agent/openapi.json",
        "/_stcore/agent/interact",
        "/_stcore/script-health-check",
        "/_stcore/bidi-components/a/b",
        "/component/a/index.html",
        "/auth/login",
        "/oauth2callback",
    ],
)
def test_what_no_visitor_needs_is_closed(ask, path):
    assert ask(path).status == 404


def test_the_app_says_that_it_is_up(ask):
    answer = ask("/_stcore/health")
    assert (answer.status, answer.read()) == (200, b"ok")


@pytest.mark.parametrize("method", ["POST", "OPTIONS", "TRACE", "PATCH"])
def test_no_page_takes_another_method(ask, method):
    assert ask("/", method).status == 405


def test_another_host_is_not_answered(ask):
    assert ask("/", Host="stranger.example").status == 421


def websocket(ask: Ask, **headers: str) -> int:
    """The status that an attempt to open a session is answered with."""
    return ask("/_stcore/stream", **UPGRADE, **headers).status


def test_a_session_opens_for_a_page_of_the_app(ask, server):
    assert websocket(ask, Origin=server) == 101


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://stranger.example"},
        {"Origin": "http://127.0.0.1"},
        {"Origin": "http://localhost:3000"},
        {"Origin": "null"},
    ],
    ids=lambda headers: headers["Origin"],
)
def test_no_session_opens_for_a_page_of_another_site(ask, headers):
    assert websocket(ask, **headers) == 403


def test_no_session_opens_for_a_host_and_an_origin_that_are_both_a_stranger_s(ask):
    assert websocket(ask, Host="stranger.example", Origin="http://stranger.example") == 421


def test_a_class_behind_one_address_is_let_in_at_once(ask, server):
    assert {websocket(ask, Origin=server) for _ in range(300)} == {101}


def test_what_is_no_websocket_opens_no_session(ask):
    assert ask("/_stcore/stream").status == 400


@pytest.mark.parametrize(("path", "limit"), [("/", 16 << 10), ("/_stcore/upload_file/a/b", 64 << 20)])
def test_a_body_is_refused_by_its_length_alone(ask, path, limit):
    assert ask(path, "PUT", Content_Length=str(limit + 1)).status == 413


def test_scripts_are_compressed_and_kept(ask):
    script = re.search(r"static/js/index\.[^\"]+\.js", ask("/").read().decode())
    assert script
    headers = ask(f"/{script[0]}", Accept_Encoding="gzip").headers
    assert headers["Content-Encoding"] == "gzip"
    assert "immutable" in headers["Cache-Control"]


def test_the_log_holds_nothing_that_was_typed(ask, folder):
    path = "/Mathematics"
    ask(f"{path}?s=what-was-typed").read()
    end = time.monotonic() + PATIENCE  # a line is written after its answer was sent
    while path not in (log := (folder / "access.log").read_text()):
        assert time.monotonic() < end
        time.sleep(0.01)
    assert "what-was-typed" not in log
