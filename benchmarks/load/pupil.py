"""One of a class at `pooling-lab serve`: works, and comes back as a browser does when the line is cut."""

from __future__ import annotations

import asyncio
import time

from benchmarks.load import protocol
from benchmarks.load.tally import TOO_LATE, Tally
from benchmarks.load.visitor import LOST, Days, Visitor, differing
from lab.share import decode, encode

#: Seconds within which a browser tries again: Streamlit's waits a moment, so that not all come at once.
PAUSE = 0.5


class Pupil(Visitor):
    """A visitor who stays for the whole lesson; `returns` has how long it took to have the grid again."""

    def __init__(self, number: int, url: str, arrivals: Tally, changes: Tally, returns: Tally) -> None:
        super().__init__(number, url, arrivals, changes)
        self.returns = returns
        self.connected = asyncio.Event()

    async def attend(self) -> None:
        """Come back each time that the line is cut, until this is cancelled."""
        self.connected.set()
        while True:
            await self.line.cut()
            self.connected.clear()
            await self._return()
            self.connected.set()

    async def stay(self, days: Days) -> None:
        """Change something again and again, while there is a line to say it on."""
        due = days.start + self.random.random() * days.every
        while due < days.end:
            await asyncio.sleep(due - time.perf_counter())
            await self.connected.wait()
            await self._change()
            due = max(due + days.every, time.perf_counter())

    def _lost(self, error: BaseException) -> None:
        """What was under way is sent again: the grid may be as it was before it, or as it is after it."""

    async def _return(self) -> None:
        """Connect again, and compare what is on the page with what was there before."""
        start = time.perf_counter()
        while time.perf_counter() < start + TOO_LATE:
            await asyncio.sleep(self.random.random() * PAUSE)
            try:
                answer = await self.line.reopen()
            except LOST:
                continue
            self.returns.answered(time.perf_counter() - start)
            for words in answer.exceptions:
                self.returns.error("exception", words)
            self._compare()
            return
        self.returns.error("lost", f"visitor {self.number} did not come back")

    def _compare(self) -> None:
        """Whether the grids are there again; what is, is what the visitor goes on from."""
        if "scene_overlay" not in self.line.widgets:
            self.returns.error("wrong", f"visitor {self.number}: no grids after the return")
            return
        told = protocol.told(self.line.widgets["scene_overlay"])
        found = [lab for lab in (self.lab, self.before) if not differing(told, lab)]
        self.returns.checked += 1
        if found:
            if found[0] is not self.lab:  # the server sets the widget back that had said the change
                self.line.states.pop(self.said, None)
            self.lab = decode(encode(found[0]))[0]  # the address holds what is on screen, and no more
        else:
            self.returns.error("wrong", f"visitor {self.number}: {', '.join(differing(told, self.lab))}")
