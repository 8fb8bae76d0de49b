"""Planes cut into blocks that fit the processor's cache, shared out to threads."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from itertools import product
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pooling.fast.layout import Layout, evenly
from pooling.parameters import Size
from pooling.planes import Planes

#: Bytes that the arrays to work in may take up, all threads together, besides a twelfth of input and results. More only
#: where what windows share is more.
MEMORY = 2**22

#: Bytes that a block works in: enough to make the call of a NumPy function cheap, few enough to stay in the cache. More
#: for threads, which wait for each other less the longer a call takes. Below `SHARE` cells each they wait more than
#: they work.
BYTES, MORE_BYTES, SHARE = 2**21, 2**21, 2**20


class Block(NamedTuple):
    """Planes `first` … `end` − 1 and, of the windows there, so many on each axis from number `begin` on."""

    first: int
    end: int
    begin: Size
    windows: Size

    def of(self, planes: Planes) -> NDArray:
        """This block of an output, (planes, windows on each axis, channels)."""
        part = planes.part(self.first, self.end)
        if part.shape[1:-1] == self.windows:
            return part
        parts = (slice(begin, begin + count) for begin, count in zip(self.begin, self.windows, strict=True))
        return part[:, *parts]


def blocks(layout: Layout, planes: int, cells: int) -> Iterator[Block]:
    """All windows of so many planes in blocks of about so many `cells`."""
    most, spans = layout.cut(cells)
    each = evenly(planes, most)
    starts = (range(0, out, span) for out, span in zip(layout.output_size, spans, strict=True))
    for first, *begin in product(range(0, planes, each), *starts):
        ends = zip(begin, spans, layout.output_size, strict=True)
        windows = tuple(min(span, out - start) for start, span, out in ends)
        yield Block(first, min(planes, first + each), tuple(begin), windows)


def in_blocks(
    layout: Layout,
    planes: Planes,
    results: int,
    bytes_a_cell: float,
    workers: int,
    do: Callable[[Block], None],
) -> None:
    """Do every block of `planes`, by as many threads as there is work for, at most `workers`.

    Each cell of a block needs `bytes_a_cell` to work in. `results` is the bytes of the results.
    """
    if planes.array.size == 0:
        return
    threads = max(1, min(workers, planes.array.size // SHARE))
    if threads > 1:
        threads = min(threads, os.cpu_count() or 1)
    budget = MEMORY + (planes.array.nbytes + results) // 12
    most = min(budget // threads, MORE_BYTES if threads > 1 else BYTES)
    shares = list(blocks(layout, planes.count, max(1, int(most / bytes_a_cell))))
    threads = min(threads, len(shares))
    over = False

    def work(share: list[Block]) -> None:
        with np.errstate(all="ignore"):  # NaN and ±inf follow IEEE arithmetic; a thread begins with the defaults
            for block in share:
                if over:
                    return
                do(block)

    if threads <= 1:
        work(shares)
        return
    with ThreadPoolExecutor(threads) as pool:  # which waits for its threads, whatever is raised
        try:
            for done in as_completed([pool.submit(work, shares[n::threads]) for n in range(threads)]):
                done.result()
        except BaseException:  # Ctrl-C too
            over = True
            raise
