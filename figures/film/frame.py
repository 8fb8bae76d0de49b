"""One frame of a film: the board, the marks of a step, and what is told of it."""

from __future__ import annotations

from itertools import product

from PIL import Image, ImageDraw

from figures.film.board import Board, Pair
from figures.film.text import wrapped
from pooling.steps.step import Gather, Holders, Step

#: The font of "step n of N", the largest and the least of what is told, the space between sentence and equation.
COUNT_FONT, TEXT_FONT, PARAGRAPH = 14, (20, 10), 12
#: Pixels of the outline of the cell at work.
AT_WORK = 4


def frame(board: Board, step: Step | None, count: str, sentence: str, equation: str) -> Image.Image:
    """What stands, with the marks of a step and what is told of it."""
    image = board.base.copy()
    if step is not None:
        _marks(board, ImageDraw.Draw(image), step)
    _panel(board, image, count, sentence, equation)
    return image


def _marks(board: Board, drawing: ImageDraw.ImageDraw, step: Step) -> None:
    """The window on the planes and its output cell, the cell at work, the winner so far."""
    forward = step.phase == "forward"
    if isinstance(step, Holders | Gather):
        outputs = [window for window, _ in step.parts]
    else:
        outputs = [step.window] if step.window is not None else []
    for window in outputs:
        _outline(board, drawing, "output" if forward else "grad_output", window, 3)
    if step.window is not None:
        for name in ("input", "argmax") if forward else ("input", "argmax", "grad_input"):
            _window(board, drawing, name, step.window)
    at_work = "input" if forward else "grad_input"
    if step.cell is not None:
        x0, y0, x1, y1 = board.box(at_work, *step.cell)
        drawing.rectangle((x0 - 1, y0 - 1, x1 + 1, y1 + 1), None, board.palette[board.theme.selection], AT_WORK)
    for cell in step.chosen:
        for name in {"input", at_work}:
            _ring(board, drawing, name, cell, name == at_work and cell == step.cell)


def _window(board: Board, drawing: ImageDraw.ImageDraw, name: str, window: Pair) -> None:
    """The outline of a window; where dilation leaves gaps between its cells, one for each of them."""
    rows, columns = board.pooled.windows.rows[window[0]].tolist(), board.pooled.windows.columns[window[1]].tolist()
    if board.pooled.spec.dilation == (1, 1):
        (x0, y0, _, _), (_, _, x1, y1) = board.box(name, rows[0], columns[0]), board.box(name, rows[-1], columns[-1])
        drawing.rectangle((x0 - 1, y0 - 1, x1 + 1, y1 + 1), None, board.palette[board.theme.selection], 3)
    else:
        for cell in product(rows, columns):
            _outline(board, drawing, name, cell, 2)


def _outline(board: Board, drawing: ImageDraw.ImageDraw, name: str, cell: Pair, thick: int) -> None:
    """The mark of a selected cell."""
    drawing.rectangle(board.box(name, *cell), None, board.palette[board.theme.selection], thick)


def _ring(board: Board, drawing: ImageDraw.ImageDraw, name: str, cell: Pair, at_work: bool) -> None:
    """The mark of a winner, in the ink that reads best on its cell; thin inside the mark of the cell at work."""
    x0, y0, x1, y1 = board.box(name, *cell)
    ground = board.base.getpixel((x0 + 1, y0 + 1))
    assert isinstance(ground, int)  # for the type checker: the board is a picture of palette numbers
    ink = board.palette.ink(ground)
    large = board.cell >= 30
    inset = AT_WORK - 1 if at_work else board.gap + large
    corners = (x0 + inset, y0 + inset, x1 - inset, y1 - inset)
    drawing.rounded_rectangle(corners, min(4, board.cell // 5), None, ink, 2 if large and not at_work else 1)


def _panel(board: Board, image: Image.Image, count: str, sentence: str, equation: str) -> None:
    """What is told, in a font as large as lets all of it stand; what is too long even for the smallest is cut."""
    x0, y0, x1, y1 = board.place.panel
    surface, line = board.palette[board.theme.surface], board.palette[board.theme.line]
    ImageDraw.Draw(image).rectangle((x0, y0, x1 - 1, y1 - 1), surface, line)
    left, top, room = x0 + 16, y0 + 16, x1 - x0 - 32
    board.text(image, count, COUNT_FONT, (left, top), board.theme.muted, board.theme.surface)
    top += 28
    size, lines = _fitted(sentence, equation, room, y1 - 12 - top)
    for text in lines:
        board.text(image, text, size, (left, top), board.theme.ink, board.theme.surface)
        top += _height(size) if text else PARAGRAPH


def _fitted(sentence: str, equation: str, room: int, height: int) -> tuple[int, list[str]]:
    """The lines of both parts, "" between them, and the largest font in which they fit; cut where none is left."""
    for size in range(TEXT_FONT[0], TEXT_FONT[1] - 1, -1):
        lines = [*wrapped(sentence, size, room), "", *wrapped(equation, size, room)]
        if (len(lines) - 1) * _height(size) + PARAGRAPH <= height:
            return size, lines
    return size, [*lines[: (height - PARAGRAPH) // _height(size) - 1], "…"]


def _height(size: int) -> int:
    """Pixels from one line to the next."""
    return round(size * 1.4)
