"""The line before heavy work: one at a time, in the order of coming, and whoever leaves makes room."""

from threading import Event, Thread, get_ident

import pytest
from streamlit.runtime.scriptrunner import StopException

from ui import queue
from ui.queue import heavy
from ui.turns import Line

PATIENCE = 20


@pytest.fixture(autouse=True)
def line(monkeypatch):
    """A line that nobody else stands in."""
    monkeypatch.setattr(queue, "_line", Line())
    return queue._line


class Worker:
    """Somebody who does heavy work until told to stop."""

    def __init__(self):
        self.begun, self.end, self.stopped = Event(), Event(), False
        self.thread = Thread(target=self.work)
        self.thread.start()

    def work(self):
        try:
            with heavy():
                self.begun.set()
                assert self.end.wait(PATIENCE)
        except StopException:
            self.stopped = True

    def done(self):
        self.end.set()
        self.thread.join(PATIENCE)
        assert not self.thread.is_alive()


def workers(line, many):
    """So many, who came one after the other."""
    found = []
    for n in range(many):
        found.append(Worker())
        while len(line.threads) <= n:
            found[-1].begun.wait(0.01)
    return found


def test_one_works_at_a_time_in_the_order_of_coming(line):
    waiting = workers(line, 4)
    for n, worker in enumerate(waiting):
        assert worker.begun.wait(PATIENCE)
        assert [other.begun.is_set() for other in waiting[n + 1 :]] == [False] * (3 - n)
        worker.done()
    assert line.threads == []


def test_work_that_is_not_large_never_waits(line):
    (first,) = workers(line, 1)
    with heavy(large=False):
        pass
    first.done()


def test_heavy_work_within_heavy_work_does_not_wait_for_itself(line):
    with heavy():
        with heavy():
            assert len(line.threads) == 1
        assert len(line.threads) == 1
    assert line.threads == []


def test_work_that_fails_makes_room(line):
    with pytest.raises(ZeroDivisionError), heavy():
        _ = 1 / 0
    assert line.threads == []


def test_a_run_that_is_stopped_while_it_waits_gives_its_place_up(line, monkeypatch):
    first, second, third = workers(line, 3)
    unwanted = second.thread.ident

    def stop():
        if get_ident() == unwanted:
            raise StopException

    monkeypatch.setattr(queue, "_stop_if_unwanted", stop)
    second.thread.join(PATIENCE)
    assert second.stopped
    assert not second.begun.is_set()
    assert not third.begun.is_set()
    first.done()
    assert third.begun.wait(PATIENCE)
    third.done()
    assert line.threads == []


def test_who_waits_is_told_for_how_many(line, monkeypatch):
    said, spinner = [], queue.st.spinner

    def told(text):
        said.append(text)
        return spinner(text)

    monkeypatch.setattr(queue.st, "spinner", told)
    first, second, third = workers(line, 3)
    for worker in (first, second, third):
        worker.done()
    assert said[0] == "Waiting for the work of 1 other visitor"
    assert "Waiting for the work of 2 other visitors" in said


def test_nobody_is_told_anything_where_nobody_waits(monkeypatch):
    monkeypatch.setattr(queue.st, "spinner", lambda text: pytest.fail(text))
    with heavy():
        pass
