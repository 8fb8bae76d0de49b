"""What visitors leave behind is collected now and then, and not at every run."""

import gc
import weakref

import pytest

from ui import memory


class Ring:
    """Something that holds itself, as a session does."""

    def __init__(self):
        self.itself = self


@pytest.fixture
def by_hand():
    gc.disable()
    yield
    gc.enable()


def left_behind():
    return weakref.ref(Ring())


def test_a_ring_is_collected_when_it_is_time(monkeypatch, by_hand):
    ring = left_behind()
    monkeypatch.setattr(memory, "_next", 0.0)
    memory.tidy()
    assert ring() is None


def test_the_next_run_collects_nothing(monkeypatch, by_hand):
    monkeypatch.setattr(memory, "_next", 0.0)
    memory.tidy()
    ring = left_behind()
    memory.tidy()
    assert ring() is not None


def test_the_program_itself_is_left_out():
    assert gc.get_freeze_count() > 10_000
