"""The heaviest visitors that the app lets in: each asks for the most that a page can be asked, again and again."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from benchmarks.load import protocol
from benchmarks.load.line import Answer, Line
from benchmarks.load.tally import Tally
from benchmarks.load.visitor import LOST
from lab.entry import LARGEST_SIDE
from lab.photo.state import LARGEST
from lab.settings import Settings
from lab.share import encode
from lab.state import Lab, Stepping, fresh, laid

#: What eight of them do; the ninth does what the first does.
KINDS = ("steps", "steps", "gif", "image", "steps", "steps", "gif", "image")


def kind_of(number: int) -> str:
    """What the heavy visitor of this number does."""
    return KINDS[number % len(KINDS)]


def longest_pass(numbers: Iterator[int]) -> Lab:
    """The state with the most steps: every window over 16×16 cells, tap by tap, forth and back; no two alike."""
    settings = Settings("avg", (16, 16), (1, 1), (8, 8))
    x = np.random.default_rng(next(numbers)).normal(size=(LARGEST_SIDE,) * 2)
    lab = replace(fresh(), height=LARGEST_SIDE, width=LARGEST_SIDE, settings=settings)
    return replace(lab, canvas=laid(lab.canvas, x), stepping=Stepping("both", "tap"))


async def toil(number: int, url: str, tallies: dict[str, Tally]) -> None:
    """Ask for the heaviest until this is cancelled."""
    kind = kind_of(number)
    numbers = itertools.count(1_000_000 * (number + 1))
    while True:
        try:
            work = (
                _on_a_picture(url, tallies[kind]) if kind == "image" else _steps(url, numbers, tallies, kind == "gif")
            )
            await work
        except LOST as error:
            tallies[kind].error("lost", f"{type(error).__name__} {error}".strip())


async def _steps(url: str, numbers: Iterator[int], tallies: dict[str, Tally], with_gif: bool) -> None:
    """Open a link to the longest pass, then leave it for the next one, as who reloads the page does."""
    line = Line(url, "Step_through", f"s={encode(longest_pass(numbers))}")
    try:
        _note(await line.open(), tallies["steps"])
        await line.settle()
        if with_gif:
            if "film" in line.widgets:
                await line.run(protocol.opened(line.widgets["film"]))
            if "make_gif" not in line.widgets:  # the pass is too long for a film
                tallies["gif"].error("not offered", f"the page has {', '.join(line.widgets)}")
                return
            _note(await line.run(presses=protocol.pressed(line.widgets["make_gif"])), tallies["gif"])
    finally:
        await line.close()


async def _on_a_picture(url: str, tally: Tally) -> None:
    """The largest windows on the picture of the beginning, one cell larger and smaller by turns."""
    line = Line(url, "Image", f"kernel_size={LARGEST}&stride=1")
    try:
        _note(await line.open(), tally)
        for turn in itertools.count():
            slider = line.widgets["photo_kernel_size"]
            _note(await line.run(protocol.moved(slider, LARGEST - 1 + turn % 2)), tally)
    finally:
        await line.close()


def _note(answer: Answer, tally: Tally) -> None:
    """A heavy answer may take its time: only what is broken is an error."""
    tally.seconds.append(answer.seconds)
    for words in answer.exceptions:
        tally.error("exception", words)
