"""Another connection is told from the same one, by the server's end of it."""

import pytest

from ui import connection


class Client:
    """The server's end of a connection."""


@pytest.fixture
def runs(monkeypatch):
    """What `is_another` says in one run after the other, with these clients."""

    class Context:
        session_id = "visitor"

    class Server:
        def get_client(self, session_id):
            assert session_id == "visitor"
            return self.client

    server, session = Server(), {}
    monkeypatch.setattr(connection, "get_script_run_ctx", Context)
    monkeypatch.setattr(connection.runtime, "exists", lambda: True)
    monkeypatch.setattr(connection.runtime, "get_instance", lambda: server)
    monkeypatch.setattr(connection.st, "session_state", session)

    def said(*clients):
        heard = []
        for server.client in clients:
            heard.append(connection.is_another())
        return heard

    return said


def test_the_first_and_the_same_are_no_other(runs):
    one = Client()
    assert runs(one, one, one) == [False, False, False]


def test_one_that_was_lost_and_one_that_came_back_are(runs):
    one, two = Client(), Client()
    assert runs(one, two, two) == [False, True, False]


def test_a_run_that_nobody_is_connected_for_is_lost_and_so_is_what_the_next_one_builds_on(runs):
    one = Client()
    assert runs(one, None, one, one) == [False, True, True, False]
    assert runs(None, one) == [True, True]


def test_without_a_server_there_is_no_other(runs, monkeypatch):
    monkeypatch.setattr(connection.runtime, "exists", lambda: False)
    assert runs(Client(), Client()) == [False, False]
