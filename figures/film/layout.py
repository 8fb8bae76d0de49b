"""Where everything stands in a frame of a film: one size of cell for all grids, the largest that fits."""

from __future__ import annotations

from dataclasses import dataclass

from figures.film.text import plain, width
from figures.heatmap import Picture

#: Pixels of a frame that fills a slide, and how much wider than usual its text may become.
WIDE, MOST_WIDER = (1280, 720), 240
#: Pixels: the largest frame, the largest and the smallest cell, edges, gaps, heights of lines, least size of the text.
MOST_WIDTH, MOST_HEIGHT = 1200, 900
LARGEST_CELL, SMALLEST_CELL = 46, 5
EDGE, GAP, TITLE, INDEX = 20, 44, 26, 18
HEAD, HEAD_FONT, TITLE_FONT = 34, 20, 16
PANEL = (340, 250)

Box = tuple[int, int, int, int]
Names = dict[str, str]
#: The grids row by row, column by column; the text takes the place below the mask.
ROWS = (("input", "output", "argmax"), ("grad_input", "grad_output"))


@dataclass(frozen=True)
class Layout:
    """Places in pixels: what stands above all, `corners` of each grid's first cell (that of its padding, where it has
    any), titles, the text.

    `arrows` are the gaps between grids as (from, to, height), in the direction in which numbers flow.
    """

    size: tuple[int, int]
    cell: int
    heading: tuple[int, int]
    corners: dict[str, tuple[int, int]]
    titles: dict[str, tuple[int, int]]
    panel: Box
    arrows: tuple[tuple[int, int, int], ...]


def layout(grids: dict[str, Picture], names: Names, wide: bool = False) -> Layout:
    """The layout with the largest cells whose frame is no larger than `MOST_WIDTH` × `MOST_HEIGHT`; a wide one fills
    `WIDE`.
    """
    most = WIDE if wide else (MOST_WIDTH, MOST_HEIGHT)
    for cell in range(LARGEST_CELL, SMALLEST_CELL - 1, -1):
        placed = _placed(grids, names, cell)
        if cell == SMALLEST_CELL or (placed.size[0] <= most[0] and placed.size[1] <= most[1]):
            break
    return _filling(placed) if wide else placed


def _filling(placed: Layout) -> Layout:
    """A layout in the middle of a frame that fills a slide; its text has some of the room beside it."""
    across, down = (max(whole - part, 0) for whole, part in zip(WIDE, placed.size, strict=True))
    wider = min(across, MOST_WIDER)
    right, below = (across - wider) // 2, down // 2
    x0, y0, x1, y1 = placed.panel

    def moved(places: dict[str, tuple[int, int]]) -> dict[str, tuple[int, int]]:
        return {name: (x + right, y + below) for name, (x, y) in places.items()}

    return Layout(
        WIDE,
        placed.cell,
        (placed.heading[0] + right, placed.heading[1]),
        moved(placed.corners),
        moved(placed.titles),
        (x0 + right, y0 + below, x1 + right + wider, y1 + below),
        tuple((a + right, b + right, height + below) for a, b, height in placed.arrows),
    )


def _placed(grids: dict[str, Picture], names: Names, cell: int) -> Layout:
    sizes = {name: grid.frame.size(grid.z.shape) for name, grid in grids.items()}
    widths = {n: max(INDEX + sizes[n][1] * cell, int(width(plain(names[n]), TITLE_FONT)) + 8) for n in sizes}
    columns = [max(widths["input"], widths["grad_input"]), max(widths["output"], widths["grad_output"])]
    columns.append(max(widths["argmax"], PANEL[0]))
    lefts = [EDGE, EDGE + columns[0] + GAP, EDGE + columns[0] + columns[1] + 2 * GAP]
    plane = max(sizes["input"][0], sizes["output"][0]) * cell
    heights = (plane, max(plane, PANEL[1] - TITLE - INDEX))
    tops = (EDGE + HEAD, EDGE + HEAD + TITLE + INDEX + heights[0] + EDGE)
    corners, titles = {}, {}
    for row, top in zip(ROWS, tops, strict=True):
        for name, left in zip(row, lefts, strict=False):
            down = (plane - sizes[name][0] * cell) // 2
            titles[name] = (left, top + down)
            corners[name] = (left + INDEX, top + down + TITLE + INDEX)
    size = (lefts[2] + columns[2] + EDGE, tops[1] + TITLE + INDEX + heights[1] + EDGE)
    panel = (lefts[2], tops[1], lefts[2] + columns[2], tops[1] + TITLE + INDEX + heights[1])
    gaps = [(lefts[n] - GAP + 8, lefts[n] - 8) for n in (1, 2)]
    middle = [top + TITLE + INDEX + plane // 2 for top in tops]
    arrows = (*((a, b, middle[0]) for a, b in gaps), (gaps[0][1], gaps[0][0], middle[1]))
    return Layout((size[0] + size[0] % 2, size[1] + size[1] % 2), cell, (EDGE, EDGE), corners, titles, panel, arrows)
