"""The heaviest visitors that the app lets in: each asks for the most that a page can be asked, again and again."""

from __future__ import annotations

import itertools
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
KINDS = ("steps", "taps", "gif", "image", "steps", "taps", "gif", "image")
#: The layers whose passes they step through, tap by tap, on the largest grid: the one with the most steps of all,
#: 148,258, and the square one with the most up to 20,000, 19,405.
LAYERS = {"steps": Settings("avg", (16, 16), (1, 1), (8, 8)), "taps": Settings("avg", (7, 7), (1, 1), (2, 2))}


def kind_of(number: int) -> str:
    """What the heavy visitor of this number does."""
    return KINDS[number % len(KINDS)]


def long_pass(layer: str, seed: int) -> Lab:
    """A state that is stepped through forth and back, tap by tap; each seed gives other numbers."""
    x = np.random.default_rng(seed).normal(size=(LARGEST_SIDE,) * 2)
    lab = replace(fresh(), height=LARGEST_SIDE, width=LARGEST_SIDE, settings=LAYERS[layer])
    return replace(lab, canvas=laid(lab.canvas, x), stepping=Stepping("both", "tap"))


async def toil(number: int, url: str, tallies: dict[str, Tally]) -> None:
    """Ask for the heaviest until this is cancelled."""
    kind = kind_of(number)
    for seed in itertools.count(1_000_000 * (number + 1)):
        try:
            if kind == "image":
                await _on_a_picture(url, tallies)
            else:
                await _stepped(url, "steps" if kind == "steps" else "taps", seed, tallies, with_gif=kind == "gif")
        except LOST as error:
            tallies[kind].error("lost", f"{type(error).__name__} {error}".strip())


async def _stepped(url: str, layer: str, seed: int, tallies: dict[str, Tally], with_gif: bool) -> None:
    """Open a link to a long pass, then leave it for the next one, as who reloads the page does."""
    line = Line(url, "Step_through", f"s={encode(long_pass(layer, seed))}")
    try:
        _note(await line.open(), tallies[layer])
        await line.settle()
        if with_gif:
            await line.run(protocol.opened(line.widgets["film"]))
            _note(await line.run(presses=protocol.pressed(line.widgets["make_gif"])), tallies["gif"])
    except KeyError as error:  # the page does not offer it, or shows an exception
        tallies["gif"].error("missing", f"{error} is not on the page")
    finally:
        await line.close()


async def _on_a_picture(url: str, tallies: dict[str, Tally]) -> None:
    """The largest windows on the picture of the beginning, one cell larger and smaller by turns."""
    line = Line(url, "Image", f"kernel_size={LARGEST}&stride=1")
    try:
        _note(await line.open(), tallies["image"])
        for turn in itertools.count():
            slider = line.widgets["photo_kernel_size"]
            _note(await line.run(protocol.moved(slider, LARGEST - 1 + turn % 2)), tallies["image"])
    except KeyError as error:
        tallies["image"].error("missing", f"{error} is not on the page")
    finally:
        await line.close()


def _note(answer: Answer, tally: Tally) -> None:
    """A heavy answer may take its time: only what is broken is an error."""
    tally.seconds.append(answer.seconds)
    for words in answer.exceptions:
        tally.error("exception", words)
