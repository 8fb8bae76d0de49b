"""What goes on where a process does not come back, and how one is asked whether it answers."""

from __future__ import annotations

import socket
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from pooling_lab.serving import running
from pooling_lab.serving.asked import Asked
from pooling_lab.serving.child import Child
from pooling_lab.serving.running import Running

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]
DIES = [sys.executable, "-c", ""]


@pytest.fixture
def here(tmp_path, monkeypatch):
    """Two processes and a proxy that run, none of which is asked whether it answers."""
    monkeypatch.setattr(running, "LOOK", 0.05)
    monkeypatch.setattr("pooling_lab.serving.child.PAUSE", 0)
    monkeypatch.setattr(running, "_answers", lambda *_: False)
    first, second, before = (Child(name, SLEEP, tmp_path) for name in ("first", "second", "proxy"))
    all_ = Running({"127.0.0.1:1": first, "127.0.0.1:2": second}, before, "127.0.0.1:3", "localhost")
    for child in all_.children:
        child.start()
    yield all_
    all_.stop()


def numbers(here):
    return [child.process.pid for child in here.children]


@pytest.mark.parametrize("command", [DIES, ["/nowhere/python"]], ids=["dies", "is not there"])
def test_a_renewal_that_fails_leaves_the_others_as_they_are(here, capsys, command):
    first = here.behind["127.0.0.1:1"]
    first.command = command
    _, *others = numbers(here)
    here.renew(Asked())
    first.command = SLEEP
    first.start()
    assert numbers(here)[1:] == others
    assert all(child.runs for child in here.children)
    assert capsys.readouterr().out.startswith("first was not renewed, nor was any after it: ")


def test_the_proxy_is_started_again_while_a_renewal_waits(here, monkeypatch, capsys):
    monkeypatch.setattr(running, "_answers", lambda *_: here.before.runs)
    monkeypatch.setattr(running, "PATIENCE", 2)
    here.before.process.kill()
    here.before.process.wait()
    here.renew(Asked())
    said = "proxy had ended and was started again\nall processes were started anew\n"
    assert capsys.readouterr().out == said


def test_what_cannot_be_started_again_now_is_tried_again(here, monkeypatch, capsys):
    first = here.behind["127.0.0.1:1"]
    first.process.kill()
    first.process.wait()
    commands = iter([["/nowhere/python"], SLEEP])

    def once_more(asked, _):
        first.command = next(commands, None)
        return first.command is not None

    monkeypatch.setattr(Asked, "goes_on", once_more)
    here.keep(Asked())
    failed, came = capsys.readouterr().out.splitlines()
    assert failed.startswith("first had ended and could not be started again: ")
    assert came == "first had ended and was started again"


def test_a_process_is_asked_directly_whatever_proxy_there_is(monkeypatch):
    class Healthy(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_):
            """Nothing is written beside the tests."""

    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    monkeypatch.delenv("no_proxy", raising=False)
    with HTTPServer(("127.0.0.1", 0), Healthy) as server:
        threading.Thread(target=server.handle_request, daemon=True).start()
        assert running._answers(f"127.0.0.1:{server.server_port}", "localhost")


def test_whoever_does_not_speak_http_does_not_answer():
    with socket.create_server(("127.0.0.1", 0)) as server:

        def babble():
            visitor, _ = server.accept()
            visitor.recv(1000)
            visitor.sendall(b"what?\r\n")
            visitor.close()

        threading.Thread(target=babble, daemon=True).start()
        assert not running._answers(f"127.0.0.1:{server.getsockname()[1]}", "localhost")
