"""What the Image page shows of a photograph and of numbers as large as one: small pictures for the browser."""

from __future__ import annotations

import base64
import io
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from figures.theme import Ramp, rgb, sample
from lab.photo.pooled import Box, Span
from pooling.parameters import Pair

#: No side of a picture that is sent is longer than this many pixels; larger ones are reduced.
MOST_SHOWN = 512
#: Up to so many pixels a picture is sent exactly (PNG), above as JPEG.
MOST_EXACT = 160 * 160
QUALITY = 88
#: A look at a part shows at least so many pixels a side, and so much more than the part itself.
LEAST_LOOK, AROUND = 12, 1.5


@dataclass(frozen=True)
class Sent:
    """A picture as the page takes it: a data URL, its (height, width), and how many pixels a side one of it is."""

    url: str
    size: Pair
    factor: int = 1


def factor_of(size: Pair) -> int:
    """How many pixels a side have to become one.

    >>> factor_of((1024, 700)), factor_of((513, 1)), factor_of((9, 9))
    (2, 2, 1)
    """
    return -(-max(size) // MOST_SHOWN)


def photo(pixels: NDArray) -> Sent:
    """A colour picture (H, W, 3), uint8 or an average's floats; where it is too large, reduced to means."""
    factor = factor_of(pixels.shape[:2])
    if pixels.dtype != np.uint8:
        pixels = np.rint(pixels).astype(np.uint8)
    image = Image.fromarray(np.ascontiguousarray(pixels))
    if factor > 1:
        image = image.reduce(factor)
    if image.width * image.height <= MOST_EXACT:
        return _sent(image, factor, "PNG", compress_level=1)
    return _sent(image, factor, "JPEG", quality=QUALITY, subsampling=0)


def block_sums(values: NDArray, factor: int) -> NDArray:
    """The sums over blocks of `factor` × `factor` values: nothing is lost; blocks at the end may be smaller.

    >>> block_sums(np.ones((3, 4), int), 2)
    array([[4, 4],
           [2, 2]])
    """
    if factor == 1:
        return values
    rows, columns = (np.arange(0, n, factor) for n in values.shape)
    return np.add.reduceat(np.add.reduceat(values, rows, axis=0), columns, axis=1)


def amounts(values: NDArray, ramp: Ramp, most: float, see_through: bool = False) -> Sent:
    """Numbers (H, W) in a ramp that follows the square root of their size; `see_through` shows no zeros.

    `values` go from 0 to `most`, or from −`most` to `most` where some are negative and the ramp diverges. They are
    already reduced, so that each is one pixel.
    """
    parts = np.sign(values) * np.sqrt(np.abs(values) / most) if most > 0 else np.zeros(values.shape)
    least = -1.0 if np.any(values < 0) else 0.0
    # Number 0 of the palette is for zero alone; the others are the ramp.
    numbers = np.where(values == 0, 0, 1 + np.rint(254 * (parts - least) / (1 - least))).astype(np.uint8)
    image = Image.fromarray(numbers)
    places = [0.5, *(n / 254 for n in range(255))] if least else [n / 255 for n in range(256)]
    image.putpalette(bytes(v for place in places for v in rgb(sample(ramp, place))))
    return _sent(image, 1, "PNG", compress_level=1, **({"transparency": 0} if see_through else {}))


def _sent(image: Image.Image, factor: int, kind: str, **options: int) -> Sent:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    url = f"data:image/{kind.lower()};base64," + base64.b64encode(buffer.getvalue()).decode()
    return Sent(url, (image.height, image.width), factor)


def look(part: Box, size: Pair) -> Box:
    """What to show of a plane of `size` to see `part` closely: it and its surroundings, in the plane's own shape.

    >>> look(Box((40, 60), (40, 50)), (100, 200))
    Box(rows=(35, 65), columns=(15, 75))
    """
    scale = max(max(AROUND * n, LEAST_LOOK) / whole for n, whole in zip(part.size, size, strict=True))
    spans = []
    for (first, end), whole in zip((part.rows, part.columns), size, strict=True):
        length = min(whole, max(1, round(scale * whole)))
        start = min(max(0, (first + end - length) // 2), whole - length)
        spans.append((start, start + length))
    return Box(*spans)


def placed(part: Box, view: Box) -> tuple[float, float, float, float]:
    """Where `part` lies in `view`: top, left, height and width in percent."""
    top, height = _along(part.rows, view.rows)
    left, width = _along(part.columns, view.columns)
    return top, left, height, width


def _along(part: Span, view: Span) -> tuple[float, float]:
    length = view[1] - view[0]
    return 100 * (part[0] - view[0]) / length, 100 * (part[1] - part[0]) / length
