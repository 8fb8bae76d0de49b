"""An ordinary visitor of Explore: types a number, chooses an operator, moves the kernel; and checks every answer."""

from __future__ import annotations

import asyncio
import random
import time
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.exceptions import WebSocketException

from benchmarks.load import protocol
from benchmarks.load.line import Answer, Line
from benchmarks.load.tally import Tally
from lab.state import Lab, fresh, settled
from pooling import OPERATORS

#: What ends a line: it is closed, refused, or silent for longer than anybody waits.
LOST = (WebSocketException, OSError, TimeoutError)


@dataclass(frozen=True)
class Days:
    """When the changes begin and end (seconds of the clock), and how many seconds lie between two."""

    start: float
    end: float
    every: float


class Visitor:
    """One visitor; `lab` is the state that the visitor believes in."""

    def __init__(self, number: int, url: str, arrivals: Tally, changes: Tally) -> None:
        self.number, self.url = number, url
        self.arrivals, self.changes = arrivals, changes
        self.random = random.Random(number)
        self.line = Line(url)
        self.lab, self.revision, self.here = fresh(), 0, False
        self.before, self.said = self.lab, ""  # what it was before the last change, and the widget that said it

    async def arrive(self, tally: Tally | None = None) -> None:
        """Open the page; the time to the first finished run goes to the tally, or to none."""
        await self.line.close()
        self.line, self.lab, self.revision = Line(self.url), fresh(), 0
        try:
            answer = await self.line.open()
            if tally is not None:
                tally.seconds.append(answer.seconds)
            self._judge(answer, self.arrivals)
            self._judge(await self.line.settle(), self.arrivals)
            self.here = "scene_overlay" in self.line.widgets
        except LOST as error:
            self.arrivals.error("lost", f"{type(error).__name__} {error}".strip())

    async def stay(self, days: Days) -> None:
        """Change something again and again, no sooner than the answer to the change before is there."""
        due = days.start + self.random.random() * days.every
        while due < days.end:
            await asyncio.sleep(due - time.perf_counter())
            if self.here:
                await self._change()
            else:
                await self.arrive()
            due = max(due + days.every, time.perf_counter())

    async def leave(self) -> None:
        """Close the tab; an answer that never came counts with the time it was waited for."""
        if self.line.asked_at is not None:
            waited = time.perf_counter() - self.line.asked_at
            self.changes.seconds.append(waited)
            self.changes.error("late", f"no answer within {waited:.0f} s")
        self.here = False
        await self.line.close()

    async def _change(self) -> None:
        make = self.random.choices((self._typed, self._operator, self._kernel), (3, 1, 1))[0]
        lab, state = make()
        self.lab, self.before, self.said = settled(lab), self.lab, state.id
        try:
            answer = await self.line.run(state)
        except LOST as error:
            self.line.asked_at = None
            self._lost(error)
            return
        self.changes.answered(answer.seconds)
        self._judge(answer, self.changes)
        self.here = not answer.exceptions  # else the page is opened anew

    def _lost(self, error: BaseException) -> None:
        """The line was cut before the answer to a change came."""
        self.here = False
        self.changes.error("lost", f"{type(error).__name__} {error}".strip())

    def _typed(self) -> tuple[Lab, WidgetState]:
        """A number into a cell; its decimals are the visitor's own, so that a stranger's number is noticed."""
        row, column = self.random.randrange(self.lab.height), self.random.randrange(self.lab.width)
        text = f"{self.random.randint(-9, 9)}.{self.number:04d}"
        canvas = self.lab.canvas.copy()
        canvas[row, column] = float(text)
        editor = self.line.widgets["edit_input"]
        self.revision += 1
        edit = {
            "rev": self.revision,
            "version": protocol.told(editor)["version"],
            "events": [["cell", row, column, text]],
        }
        return replace(self.lab, canvas=canvas), protocol.said(editor, edit=edit)

    def _operator(self) -> tuple[Lab, WidgetState]:
        """Another operator."""
        names = [name for name in OPERATORS if name != self.lab.settings.operator]
        name = self.random.choice(names)
        settings = replace(self.lab.settings, operator=name)
        state = protocol.chosen(self.line.widgets["set_operator"], OPERATORS[name].label)
        return replace(self.lab, settings=settings), state

    def _kernel(self) -> tuple[Lab, WidgetState]:
        """Another kernel size."""
        slider = self.line.widgets["set_kernel_size_01"]
        now = str(self.lab.settings.kernel_size[0])
        text = self.random.choice([option for option in slider.options if option != now])
        settings = replace(self.lab.settings, kernel_size=(int(text), int(text)))
        return replace(self.lab, settings=settings), protocol.chosen(slider, text)

    def _judge(self, answer: Answer, tally: Tally) -> None:
        """Note what is wrong with an answer."""
        for words in answer.exceptions:
            tally.error("exception", words)
        if "scene_overlay" not in self.line.widgets or answer.messages == 0:
            tally.error("wrong", f"visitor {self.number}: no grids in an answer of {answer.messages} messages")
            return
        tally.checked += 1
        if wrong := differing(protocol.told(self.line.widgets["scene_overlay"]), self.lab):
            tally.error("wrong", f"visitor {self.number}: {', '.join(wrong)}")


def differing(told: dict, lab: Lab) -> list[str]:
    """The grids that the page is told of and that are not what is computed here."""
    shown = {"input": told["input"]} | told["charts"]
    expected = {"input": lab.x, "output": lab.pooled().output, "grad_input": lab.grad_input}
    return [name for name, grid in expected.items() if not _equal(shown[name]["z"], grid)]


def _equal(cells: list[list[float | None]], grid: NDArray) -> bool:
    return np.array_equal(np.array(cells, dtype=np.float64), grid, equal_nan=True)
