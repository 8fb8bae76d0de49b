"""Four ways to remember the argmax (reference §3), each drawn as a small SVG picture of the grid on screen."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from figures.heard import heard
from figures.phrases import count
from figures.theme import FONT, Theme
from figures.voices import voice_of
from pooling import Pooled
from pooling.parameters import Pair

CELL = 30
SMALL = 14
STYLE = "<style/>"
#: Cells of a picture that are told one by one.
MOST_HEARD = 1024


@dataclass(frozen=True)
class Memory:
    """A title, what is stored in plain words with the bytes it takes, a picture, and its cells as a hidden table."""

    title: str
    text: str
    svg: str
    table: str


def four_ways(pooled: Pooled, theme: Theme) -> list[Memory]:
    """The four ways for a plane (H, W) that was pooled by an operator that selects."""
    indices = pooled.indices
    assert indices is not None  # an operator that selects has them
    assert pooled.equal is not None
    counts, windows = pooled.weight_sum().astype(int), pooled.windows
    chosen, equal = pooled.derivative != 0, pooled.equal[:, 0]
    ties = int(equal.sum() - len(equal))
    extra = "no window has a tie, so it is right here" if ties == 0 else (
        f"here it marks {count(ties, 'tied cell')} too many, {'which' if ties == 1 else 'each of which'} would receive "
        "a gradient that is not its own"
    )  # fmt: skip
    return [
        Memory(
            "Mask with counts",
            f"How many windows chose each cell: {count(counts.sum(), 'choice')} in all, one for each output cell. "
            "It shows where gradient can arrive, but not from which window.",
            _styled(_counts(counts), theme),
            _table("Mask with counts", counts),
        ),
        Memory(
            "Flat index",
            f"For each output cell the number of its winner, counted along the rows of the {windows.input_size[0]}×"
            f"{windows.input_size[1]} input: row · {windows.input_size[1]} + column. "
            f"{indices.nbytes} bytes as int64; PyTorch's return_indices has this form.",
            _styled(_numbers(indices), theme),
            _table("Flat index", indices),
        ),
        Memory(
            "Window matrix",
            f"One row for each window, one column for each of its places, true at the winner: {chosen.shape[0]}×"
            f"{chosen.shape[1]}, {count(chosen.size, 'byte')} as booleans.",
            _styled(_matrix(chosen, windows.output_size), theme),
            _table("Window matrix", np.where(chosen, "winner", "no"), windows.output_size),
        ),
        Memory(
            "Mask of each window",
            f"Inside each window, every cell that equals its {voice_of(pooled.operator).winner}: "
            f"{count(equal.size, 'byte')}; {extra}.",
            _styled(_blocks(equal, chosen, windows.output_size, pooled.spec.kernel_size), theme),
            _table(
                "Mask of each window",
                np.where(chosen, "winner", np.where(equal, "equal to it", "no")),
                windows.output_size,
            ),
        ),
    ]


def places_and_offsets(pooled: Pooled) -> tuple[NDArray, NDArray]:
    """Which place of its window each winner has, and how far each place is from the window's first, along the rows.

    >>> from pooling import PoolSpec, pool
    >>> places_and_offsets(pool([[1.0, 5.0], [3.0, 2.0]], PoolSpec("max", 2)))
    (array([[1]], dtype=uint8), array([0, 1, 2, 3]))
    """
    assert pooled.reduced.winners is not None  # an operator that selects has one for each window
    (k_h, k_w), (d_h, d_w) = pooled.spec.kernel_size, pooled.spec.dilation
    places = pooled.reduced.winners[:, 0].astype(np.min_scalar_type(k_h * k_w - 1))
    r, s = np.divmod(np.arange(k_h * k_w), k_w)
    return places.reshape(pooled.output.shape), r * d_h * pooled.windows.input_size[1] + s * d_w


def places_way(pooled: Pooled, theme: Theme) -> Memory:
    """The fourth way of the reference: places, at the left, with the offsets that lead to them."""
    places, offsets = places_and_offsets(pooled)
    return Memory(
        "Places and offsets",
        "For each output cell the place of its winner in the window, counted along the rows: "
        f"{count(places.nbytes, 'byte')}. All windows share the offsets, {offsets.nbytes} bytes as int64.",
        _styled(_two_grids(places, offsets.reshape(pooled.spec.kernel_size)), theme),
        _table("Places", places) + _table("Offsets", offsets.reshape(pooled.spec.kernel_size)),
    )


def _table(title: str, cells: NDArray, windows: Pair | None = None) -> str:
    """The cells of a picture, to be heard; a row is one of the `windows` (rows, columns) where there are any.

    Of more cells than anyone would listen to there is no table.
    """
    if cells.size > MOST_HEARD:
        return ""
    names = range(len(cells)) if windows is None else (f"window {at}" for at in np.ndindex(*windows))
    rows = [(str(name), *map(str, row)) for name, row in zip(names, cells.tolist(), strict=True)]
    return heard(title, ("", *map(str, range(cells.shape[1]))), rows)


def _svg(width: float, height: float, body: str) -> str:
    size = f'width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{STYLE}{body}</svg>'


def _styled(svg: str, theme: Theme) -> str:
    """A picture stands alone, beyond the reach of the page's style sheet: its colours are written into it."""
    style = (
        f"text{{font:12px {FONT};text-anchor:middle;dominant-baseline:central;fill:{theme.ink}}}"
        f".tiny{{font-size:9px;fill:{theme.muted}}}.no{{fill:{theme.padding}}}"
        f".yes{{fill:{theme.selection};fill-opacity:.5}}"
        f".tie{{fill:none;stroke:{theme.selection};stroke-width:1.5;stroke-dasharray:2 2}}"
    )
    return svg.replace(STYLE, f"<style>{style}</style>", 1)


def _rects(cells: NDArray, size: int, style: str) -> str:
    """One path for all true cells of a boolean grid."""
    path = "".join(f"M{c * size + 1} {r * size + 1}h{size - 2}v{size - 2}h{2 - size}z" for r, c in np.argwhere(cells))
    return f'<path class="{style}" d="{path}"/>'


def _text(r: int, c: int, text: object, size: int = CELL) -> str:
    return f'<text x="{(c + 0.5) * size}" y="{(r + 0.5) * size}">{text}</text>'


def _counts(counts: NDArray) -> str:
    chosen = counts > 0
    body = _rects(~chosen, CELL, "no") + _rects(chosen, CELL, "yes")
    body += "".join(_text(r, c, f"×{counts[r, c]}") for r, c in np.argwhere(chosen))
    return _svg(counts.shape[1] * CELL, counts.shape[0] * CELL, body)


def _numbers(indices: NDArray) -> str:
    return _svg(indices.shape[1] * CELL, indices.shape[0] * CELL, _numbered(indices))


def _numbered(numbers: NDArray) -> str:
    back = _rects(np.ones(numbers.shape, bool), CELL, "no")
    return back + "".join(_text(r, c, n) for (r, c), n in np.ndenumerate(numbers))


def _two_grids(left: NDArray, right: NDArray) -> str:
    start, rows = (left.shape[1] + 1) * CELL, max(len(left), len(right))
    body = f'{_numbered(left)}<g transform="translate({start} 0)">{_numbered(right)}</g>'
    return _svg(start + right.shape[1] * CELL, rows * CELL, body)


def _matrix(chosen: NDArray, output_size: tuple[int, int]) -> str:
    rows, columns = chosen.shape
    left = 3 * SMALL
    back = f'<rect class="no" width="{columns * SMALL}" height="{rows * SMALL}"/>'
    body = f'<g transform="translate({left} 0)">{back}{_rects(chosen, SMALL, "yes")}</g>'
    names = (f"{n // output_size[1]},{n % output_size[1]}" for n in range(rows))
    body += "".join(
        f'<text class="tiny" x="{left / 2}" y="{(n + 0.5) * SMALL}">{t}</text>' for n, t in enumerate(names)
    )
    return _svg(left + columns * SMALL, rows * SMALL, body)


def _blocks(equal: NDArray, chosen: NDArray, output_size: tuple[int, int], kernel: tuple[int, int]) -> str:
    (out_h, out_w), (k_h, k_w) = output_size, kernel
    step_h, step_w = k_h * SMALL + 8, k_w * SMALL + 8
    body = ""
    for n in range(len(equal)):
        place = f"translate({n % out_w * step_w} {n // out_w * step_h})"
        back = f'<rect class="no" width="{k_w * SMALL}" height="{k_h * SMALL}"/>'
        won, tied = chosen[n].reshape(kernel), (equal[n] & ~chosen[n]).reshape(kernel)
        body += f'<g transform="{place}">{back}{_rects(won, SMALL, "yes")}{_rects(tied, SMALL, "tie")}</g>'
    return _svg(out_w * step_w, out_h * step_h, body)
