"""Blocks shared out to threads: what ends one of them, or is meant for all, ends the work."""

import signal
import threading
import time

import numpy as np
import pytest

import pooling
from pooling import PoolSpec
from pooling.axis import axes
from pooling.fast import blocks
from pooling.fast.blocks import Layout, in_blocks
from pooling.planes import Planes

PLANES = Planes(np.zeros((200, 8, 8)))


@pytest.fixture
def two_threads(monkeypatch):
    """A block for each plane, and two threads for them."""
    monkeypatch.setattr(blocks, "SHARE", 1)
    monkeypatch.setattr(blocks, "MORE_CELLS", 64)
    monkeypatch.setattr(blocks.os, "cpu_count", lambda: 2)


def done_before(error, do):
    """How many blocks were begun before `error` was raised, where each is done by `do`."""
    begun, both = [], threading.Barrier(2, timeout=60)

    def work(block):
        begun.append(block)
        do(len(begun))
        time.sleep(0.05 if len(begun) > 9 else 0)

    def worker(cells):
        both.wait()
        return work

    layout = Layout.of(*axes(PoolSpec("max", 8), PLANES.size), 1)
    with pytest.raises(error):
        in_blocks(layout, PLANES, 0, 8, 2, worker)
    return len(begun)


@pytest.mark.usefixtures("two_threads")
def test_ctrl_c_waits_for_no_more_than_the_blocks_at_hand():
    def press(count):
        if count == 10:
            signal.pthread_kill(threading.main_thread().ident, signal.SIGINT)

    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        assert done_before(KeyboardInterrupt, press) < 60
    finally:
        signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("two_threads")
@pytest.mark.parametrize("error", [MemoryError, KeyboardInterrupt])
def test_what_ends_one_thread_ends_the_other(error):
    def fail(count):
        if count == 10:
            raise error

    assert done_before(error, fail) < 60


def test_a_layout_that_is_kept_does_not_grow_with_every_size_of_batch():
    layout = Layout.of(*axes(PoolSpec("max", 8), PLANES.size), 1)
    for count in range(1, 2 * blocks.MOST_KEPT):
        assert layout.piece(blocks.Block(0, count, 0, 1)).planes == count
    assert len(layout._pieces) <= blocks.MOST_KEPT


def test_the_buffers_of_numpy_are_as_the_caller_has_set_them():
    before = np.getbufsize()
    pooling.max_pool2d(np.zeros((8, 2 * blocks.LONG_ROW)), 2)
    assert np.getbufsize() == before
