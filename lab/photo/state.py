"""What a visitor can set on the Image page: the picture, the layer, the region of the output."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from numpy.typing import NDArray

from lab.photo.landscape import landscape
from lab.photo.pooled import Box, Span
from pooling import OPERATORS, PoolSpec
from pooling.parameters import Pair

#: The largest kernel and stride.
LARGEST = 64
#: The part of the output, by height and width, that sends a gradient back at first.
START = ((0.5625, 0.6875), (0.65625, 0.78125))


def offered() -> tuple[str, ...]:
    """The operators whose output is a picture again."""
    return tuple(name for name, operator in OPERATORS.items() if operator.keeps_range)


@dataclass(frozen=True, eq=False)
class Photo:
    """A picture (H, W, 3) of uint8; `number` tells one from another."""

    pixels: NDArray
    name: str = ""
    notes: tuple[str, ...] = ()
    number: int = 0

    @property
    def size(self) -> Pair:
        return self.pixels.shape[0], self.pixels.shape[1]


@dataclass(frozen=True, eq=False)
class PhotoLab:
    """The whole state. `stride` None follows the kernel; the region's spans are parts of the output from 0 to 1.

    `notice` tells what was changed on the visitor's behalf, `refused` why the last of `uploads` files is not shown;
    `asked` is the kernel and padding before a small picture lowered them; `moved` rises when the region was set from
    elsewhere than its sliders, or has another output to lie in.
    """

    photo: Photo = field(default_factory=lambda: Photo(landscape()))
    op: str = "max"
    kernel_size: int = 8
    stride: int | None = None
    padding: int = 0
    ceil_mode: bool = False
    rows: tuple[float, float] = START[0]
    columns: tuple[float, float] = START[1]
    close_up: bool = False
    notice: str = ""
    refused: str = ""
    uploads: int = 0
    moved: int = 0
    asked: Pair | None = None

    @property
    def output_size(self) -> Pair:
        return self.spec.output_size(*self.photo.size)

    @property
    def spec(self) -> PoolSpec:
        return PoolSpec(self.op, self.kernel_size, self.stride, self.padding, ceil_mode=self.ceil_mode)

    @property
    def largest_kernel(self) -> int:
        return min(LARGEST, *self.photo.size)

    @property
    def region(self) -> Box:
        """The region in output cells; never empty."""
        rows, columns = self.output_size
        return Box(cells(self.rows, rows), cells(self.columns, columns))


def cells(part: tuple[float, float], out: int) -> Span:
    """A part of an axis of `out` cells, in cells.

    >>> cells((0.5, 0.625), 128), cells((0.5, 0.625), 1)
    ((64, 80), (0, 1))
    """
    first = min(round(part[0] * out), out - 1)
    return first, max(first + 1, round(part[1] * out))


def part(span: Span, out: int) -> tuple[float, float]:
    """Cells of an axis as a part of it."""
    return span[0] / out, span[1] / out


def fitted(lab: PhotoLab) -> PhotoLab:
    """`lab` with a kernel that fits the picture and a padding of at most half of it."""
    kernel = min(lab.kernel_size, lab.largest_kernel)
    padding = min(lab.padding, kernel // 2)
    lowered = [f"kernel_size is now {kernel}"] if kernel != lab.kernel_size else []
    lowered += [f"padding is now {padding}"] if padding != lab.padding else []
    if not lowered:
        return lab
    notice = f"{lab.notice} To fit, {' and '.join(lowered)}.".strip()
    asked = lab.asked or (lab.kernel_size, lab.padding)
    return replace(lab, kernel_size=kernel, padding=padding, notice=notice, asked=asked)
