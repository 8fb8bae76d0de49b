"""nginx as `pooling-lab serve` starts it, before a server that only counts what arrives."""

from __future__ import annotations

import http.client
import os
import tempfile
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from tests.deploy.gate import gate, nginx

pytestmark = pytest.mark.skipif(nginx() is None or os.name != "posix", reason="nginx is not installed here")
#: More than nginx keeps in memory.
BODY = b"x" * 100_000


class Counts(BaseHTTPRequestHandler):
    """Answers with how many bytes it was sent."""

    def do_PUT(self):
        said = str(len(self.rfile.read(int(self.headers["Content-Length"])))).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, *_):
        """Nothing is written beside the tests."""


@pytest.fixture
def through():
    """The address of nginx, and its folder."""
    with tempfile.TemporaryDirectory() as temporary, HTTPServer(("127.0.0.1", 0), Counts) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with gate(nginx(), f"http://127.0.0.1:{server.server_port}", Path(temporary)) as url:
            yield url.removeprefix("http://"), Path(temporary)
        server.shutdown()


def test_an_upload_that_nginx_lays_aside_arrives_whoever_it_runs_as(through):
    address, folder = through
    visitor = http.client.HTTPConnection(address, timeout=5)
    visitor.request("PUT", "/_stcore/upload_file/session/file", BODY)
    assert visitor.getresponse().read() == str(len(BODY)).encode()
    assert (folder / "access.log").stat().st_mode & 0o777 == 0o600


@pytest.mark.skipif(
    not Path("/proc").is_dir() or os.geteuid() != 0, reason="only nginx that root starts has another user"
)
def test_what_answers_is_not_root(through):
    master = (through[1] / "nginx.pid").read_text().strip()
    answering = Path(f"/proc/{master}/task/{master}/children").read_text().split()
    users = {Path(f"/proc/{number}").stat().st_uid for number in answering}
    assert users
    assert 0 not in users
