"""The steps of a pass as an animated GIF, which slides accept."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np
from PIL import Image
from PIL.GifImagePlugin import getdata, getheader

from figures.film.board import Board
from figures.film.frame import frame
from figures.film.palette import CLEAR
from figures.film.playback import playback
from figures.narration.text import reading_time
from figures.theme import Theme
from pooling.steps.trace import Trace

#: Milliseconds that a frame can be held: a GIF has no more room for the number.
LONGEST = 655_350
#: What is read before the first step.
FIRST = "Before the first step."
#: Frames that a film has at most: a few seconds of work. Of a longer pass, every n-th step.
MOST_FRAMES = 600
#: Of so many frames one reports how far the film is.
REPORTED = 10


def to_gif(
    trace: Trace,
    told: Sequence[tuple[str, str]],
    theme: Theme,
    wide: bool = False,
    progress: Callable[[float], None] | None = None,
) -> bytes:
    """The film of a trace: a frame before the first step and one for each step that is `shown`; it begins again after
    the last. Each is held as long as the player holds it.

    `told` is the sentence and the equation of each step in plain text; a `wide` film is 16:9; `progress` hears now and
    then which share of the frames is done.
    """
    board = Board(playback(trace, theme), theme, wide)
    drawn = shown(len(trace.steps))
    held = [min(reading_time(sentence), LONGEST) for sentence in (FIRST, *(told[n - 1][0] for n in drawn))]
    parts, before, total = [], None, len(held)
    for n, (image, hold) in enumerate(zip(_frames(board, trace, told), held, strict=True)):
        parts += _opening(board, image, hold) if before is None else _change(before, image, hold)
        before = image
        if progress is not None and (n % REPORTED == 0 or n == total - 1):
            progress((n + 1) / total)
    return b"".join([*parts, b";"])


def every(steps: int) -> int:
    """Of how many steps a film shows one.

    >>> every(599), every(600), every(20_000)
    (1, 2, 34)
    """
    return max(1, -(-steps // (MOST_FRAMES - 1)))


def shown(steps: int) -> list[int]:
    """The numbers of the steps that a film shows: every n-th, and always the last; a frame before them stands alone.

    >>> shown(3), shown(601)[-2:], len(shown(20_000))
    ([1, 2, 3], [600, 601], 589)
    """
    found = list(range(every(steps), steps + 1, every(steps)))
    return found if not found or found[-1] == steps else [*found, steps]


def _frames(board: Board, trace: Trace, told: Sequence[tuple[str, str]]) -> Iterator[Image.Image]:
    """The frames as pictures of palette numbers, each made from the one before."""
    start, size = trace.replay(0), trace.pooled.x.shape
    board.fill("input", trace.pooled.x)
    board.fill("grad_output", trace.grad_output)
    board.fill("output", start.output, start.written)
    board.fill("argmax", start.argmax)
    board.fill("grad_input", np.zeros(size), np.full(size, start.begun))
    begun, total = start.begun, len(trace.steps)
    drawn = frozenset(shown(total))
    yield frame(board, None, f"step 0 of {total}", FIRST, "")
    for n, (step, (sentence, equation)) in enumerate(zip(trace.steps, told, strict=True), 1):
        if step.phase == "backward" and not begun:
            begun = True
            board.fill("grad_input", np.zeros(size))
        for write in step.writes:
            board.write(*write)
        if n in drawn:
            yield frame(board, step, f"step {n} of {total}", sentence, equation)


def _opening(board: Board, image: Image.Image, hold: int) -> list[bytes]:
    """The head of the file, with the palette of all frames, and the first frame."""
    coloured = board.palette.image(image)
    return [*getheader(coloured, info={"loop": 0})[0], *getdata(coloured, duration=hold)]


def _change(before: Image.Image, image: Image.Image, hold: int) -> list[bytes]:
    """A frame as what it changes: the smallest box that holds it, clear where nothing does."""
    old, new = np.asarray(before), np.asarray(image)
    changed = old != new
    rows, columns = np.flatnonzero(changed.any(axis=1)), np.flatnonzero(changed.any(axis=0))
    top, left, bottom, right = rows[0], columns[0], rows[-1] + 1, columns[-1] + 1
    box = np.where(changed, new, np.uint8(CLEAR))[top:bottom, left:right]
    part = Image.fromarray(np.ascontiguousarray(box))
    return getdata(part, (int(left), int(top)), duration=hold, transparency=CLEAR, disposal=1)
