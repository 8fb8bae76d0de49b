"""One thread at a time, in the order in which they came; whoever fails or does heavy work holds nobody up."""

import time
from threading import Event, Thread

import pytest

from ui.turns import Line

PATIENCE = 10


@pytest.fixture
def turns():
    return Line()


def started(act):
    thread = Thread(target=act, daemon=True)
    thread.start()
    return thread


def until(condition):
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.001)


def test_they_come_one_by_one_in_their_order(turns):
    log, gate = [], Event()

    def run(name):
        turns.begin()
        log.append(f"{name} begins")
        gate.wait(PATIENCE)
        log.append(f"{name} ends")
        turns.end()

    threads = []
    for n, name in enumerate("abc", 1):
        threads.append(started(lambda name=name: run(name)))
        until(lambda n=n: len(turns.threads) == n)
    gate.set()
    for thread in threads:
        thread.join(PATIENCE)
    assert log == [f"{name} {what}" for name in "abc" for what in ("begins", "ends")]
    assert turns.threads == []


def test_a_thread_that_ended_without_a_word_holds_nobody_up(turns):
    started(turns.begin).join(PATIENCE)
    turns.begin()
    assert turns.end()


def test_a_run_that_is_begun_anew_has_its_turn_already(turns):
    turns.begin()
    turns.begin()
    assert turns.end()
    assert not turns.end()


def test_heavy_work_lets_the_others_go_on(turns):
    turns.begin()
    done = []

    def other():
        turns.begin()
        done.append("other")
        turns.end()

    with turns.aside():
        started(other).join(PATIENCE)
        assert done == ["other"]
    assert len(turns.threads) == 1
    turns.end()


def test_without_a_turn_nothing_is_given_up_or_asked_for(turns):
    with turns.aside():
        pass
    assert turns.threads == []


def test_work_aside_that_fails_has_its_turn_again(turns):
    turns.begin()
    with pytest.raises(ValueError, match="heavy"), turns.aside():
        raise ValueError("heavy")
    assert turns.end()


def test_long_work_lets_all_who_wait_go_first(turns):
    turns.begin()
    log = []

    def other(name):
        turns.begin()
        log.append(name)
        turns.end()

    for n, name in enumerate("ab", 2):
        started(lambda name=name: other(name))
        until(lambda n=n: len(turns.threads) == n)
    turns.pass_by()
    assert log == ["a", "b"]
    assert turns.end()


def test_work_without_a_turn_asks_for_none(turns):
    turns.pass_by()
    assert turns.threads == []
