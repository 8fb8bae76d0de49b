"""Blocks shared out to threads: what ends one of them, or is meant for all, ends the work."""

import math
import signal
import threading
import time

import numpy as np
import pytest

from pooling import PoolSpec
from pooling.axis import axes
from pooling.fast import blocks
from pooling.fast.blocks import in_blocks
from pooling.fast.layout import Layout, evenly
from pooling.planes import Planes

PLANES = Planes(np.zeros((200, 8, 8)))


@pytest.fixture
def two_threads(monkeypatch):
    """A block for each plane, and two threads for them."""
    monkeypatch.setattr(blocks, "SHARE", 1)
    monkeypatch.setattr(blocks, "MORE_BYTES", 8 * 64)
    monkeypatch.setattr(blocks.os, "cpu_count", lambda: 2)


def done_before(error, do):
    """How many blocks were begun before `error` was raised, where each is done by `do`."""
    begun, both = [], threading.Barrier(2, timeout=60)
    met = threading.local()

    def work(block):
        if not hasattr(met, "other"):  # once for each thread
            met.other = both.wait()
        begun.append(block)
        do(len(begun))
        time.sleep(0.05 if len(begun) > 9 else 0)

    layout = Layout(axes(PoolSpec("max", 8), PLANES.size), 1)
    with pytest.raises(error):
        in_blocks(layout, PLANES, 0, 8, 2, work)
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


@pytest.mark.parametrize("size", [(500,), (40, 60), (9, 70, 8)], ids=str)
@pytest.mark.parametrize(("kernel", "stride"), [(1, 1), (3, 1), (3, 2), (7, 3)])
@pytest.mark.parametrize("cells", [1, 100, 2000, 10**6])
def test_blocks_are_all_windows_once_and_as_large_as_they_may_be(size, kernel, stride, cells):
    layout = Layout(axes(PoolSpec("max", kernel, stride, axes=len(size)), size), 1)
    count = np.zeros((5, *layout.output_size), int)
    for block in blocks.blocks(layout, 5, cells):
        block.of(Planes(count, axes=len(size)))[...] += 1
        stored = math.prod(line.length for line in layout.lines(block.windows))
        least = math.prod(3 * (axis.span + axis.stride) for axis in layout.axes)
        assert (block.end - block.first) * stored <= max(2 * cells, least)
    assert (count == 1).all()


def test_parts_are_of_one_size_or_nearly():
    assert [evenly(10, most) for most in (1, 3, 4, 9, 10, 11)] == [1, 3, 4, 5, 10, 10]
