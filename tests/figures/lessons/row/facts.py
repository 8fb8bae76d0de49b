"""What is true of a case of the lesson on one row: by the loops, along ten samples."""

import math
import re

from tests.figures.lessons.claims import depends_on
from tests.pooling.loops import Layer, backward, derivative, forward, output_cells, real_cells

N = 10


def knob(at, name):
    return at.case.knobs[name]


def layer(at):
    return Layer(knob(at, "operator"), (1, knob(at, "kernel")), (1, knob(at, "stride")))


def whole(at):
    return Layer(knob(at, "operator"), (1, N), (1, N))


def windows(at):
    """The samples of each window."""
    own = layer(at)
    return [[column for _, column in real_cells(*cell, 1, N, own)] for cell in output_cells(1, N, own)]


@depends_on("x", "knobs")
def outputs(at):
    return forward([list(at.x[0])], layer(at))[0][0]


@depends_on("x", "knobs")
def over_time(at):
    return forward([list(at.x[0])], whole(at))[0][0][0]


@depends_on("x", "knobs")
def slopes(at):
    """∂y/∂x of every sample under the window as long as the row."""
    found = derivative(0, 0, [list(at.x[0])], whole(at))
    return [found[0, n] for n in range(N)]


@depends_on("x", "g", "knobs")
def arrived(at):
    return backward([list(at.x[0])], layer(at), [list(row) for row in at.g])[0]


def unread(at):
    held = {sample for window in windows(at) for sample in window}
    return [n for n in range(N) if n not in held]


def holding(at, sample):
    return [n for n, window in enumerate(windows(at)) if sample in window]


def busiest(at):
    """The sample that receives most in size, the first of several; what is no number counts as nothing."""
    size = [0.0 if math.isnan(g) else abs(g) for g in arrived(at)]
    return max(range(N), key=lambda n: (size[n], -n))


def close(left, right, size=0.0):
    return all(
        (math.isnan(a) and math.isnan(b)) or abs(a - b) <= 1e-12 * abs(b) + 1e-12 * size
        for a, b in zip(left, right, strict=True)
    )


def drawn(at, title):
    """What a picture of stems shows: the numbers of the dots to drag, of the others, and of the bars, by height."""
    svg = at.item(title).svg
    bottom, top, high, low = (
        float(re.search(rf'data-{name}="([^"]+)"', svg)[1]) for name in ("bottom", "top", "high", "low")
    )
    near = (high - low) / (bottom - top)

    def numbers(pattern):
        return [low + (bottom - float(y)) / (bottom - top) * (high - low) for y in re.findall(pattern, svg)]

    dots = numbers(r'lab-handle"[^>]* cy="([\d.]+)"')
    squares = [value - 6 * near for value in numbers(r'<rect [^>]*? y="(-?[\d.]+)"')]
    bars = numbers(r'y1="(-?[\d.]+)"[^>]*stroke-linecap')
    return dots, squares, bars, near


def at_height(values, wanted, near):
    """Whether dots stand where these numbers are, but for a pixel; what is no number has none."""
    wanted = [v for v in wanted if not math.isnan(v)]
    return len(values) == len(wanted) and all(abs(a - b) <= near for a, b in zip(values, wanted, strict=True))
