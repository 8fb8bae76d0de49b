"""Signs of the mathematics that Pillow's own font lacks, drawn as strokes."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
from PIL import Image, ImageDraw

Point = tuple[float, float]
Stroke = list[Point]

#: How thick strokes are, and how much finer they are drawn than they come out, so that their edges are smooth.
THICK, FINER = 0.075, 4


def _curve(start: Point, first: Point, second: Point, end: Point) -> Stroke:
    """A Bézier curve as points."""
    corners = np.array([start, first, second, end])
    t = np.linspace(0, 1, 17)[:, None]
    parts = np.hstack([(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3])
    return [(float(x), float(y)) for x, y in parts @ corners]


def _bowl(middle: Point, across: float, up: float) -> Stroke:
    """An ellipse from its right end around to it."""
    angles = [2 * math.pi * n / 32 for n in range(33)]
    return [(middle[0] + across * math.cos(a), middle[1] + up * math.sin(a)) for a in angles]


def _wave(height: float) -> Stroke:
    return [(0.09 + 0.4 * n / 16, height + 0.05 * math.sin(2 * math.pi * n / 16)) for n in range(17)]


#: How far each sign reaches and its strokes, as parts of the size of the font: right, and up from the line.
SIGNS: dict[str, tuple[float, list[Stroke]]] = {
    "−": (0.52, [[(0.08, 0.29), (0.44, 0.29)]]),
    "×": (0.58, [[(0.12, 0.12), (0.46, 0.46)], [(0.12, 0.46), (0.46, 0.12)]]),
    "∂": (0.58, [[*_curve((0.14, 0.62), (0.22, 0.76), (0.5, 0.72), (0.47, 0.24)), *_bowl((0.28, 0.23), 0.19, 0.23)]]),
    "Σ": (0.62, [[(0.54, 0.7), (0.1, 0.7), (0.36, 0.36), (0.1, 0.0), (0.56, 0.0)]]),
    "≈": (0.58, [_wave(0.37), _wave(0.21)]),
    "→": (0.86, [[(0.08, 0.29), (0.76, 0.29)], [(0.56, 0.46), (0.77, 0.29), (0.56, 0.12)]]),
}  # fmt: skip


@lru_cache
def mask(sign: str, size: int) -> Image.Image:
    """How strong a sign of this size is at every pixel; it stands on a line that is `size` below its top."""
    reach, strokes = SIGNS[sign]
    scale = size * FINER
    fine = Image.new("L", (math.ceil(reach * size) * FINER, 2 * size * FINER), 0)
    drawing = ImageDraw.Draw(fine)
    for stroke in strokes:
        points = [(x * scale, (size - y * size) * FINER) for x, y in stroke]
        drawing.line(points, 255, max(round(THICK * scale), FINER), "curve")
    return fine.resize((fine.width // FINER, fine.height // FINER), Image.Resampling.BOX)
