"""Numbers along one row as stems, and windows as bars over what they hold: an SVG whose dots can be dragged.

The page drags them (`ui/js/stems.js`): what it has to know stands in the picture, in `data-` attributes.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from figures.theme import Theme
from lab.entry import LARGEST_VALUE

#: Sizes in the units of the picture.
WIDE, TALL, EDGE, FOOT = 480, 170, 22, 20
DOT, HANDLE = 6, 16
#: Room beyond the largest and the smallest number, as a part of what lies between them: a dot can be dragged there.
ROOM = 0.2
#: A drag moves a number in steps of which there are at least so many between the smallest and the largest.
STEPS = 20


@dataclass(frozen=True)
class Bar:
    """An output at its height, over the samples from `first` to `last` that its window holds."""

    first: int
    last: int
    value: float


@dataclass(frozen=True)
class Scale:
    """Which numbers the picture reaches from and to, and by what steps a drag goes."""

    low: float
    high: float

    @property
    def step(self) -> float:
        return 10.0 ** math.floor(math.log10((self.high - self.low) / STEPS))

    def y(self, value: float) -> float:
        """How far down a number stands."""
        return TALL - FOOT - (value - self.low) / (self.high - self.low) * (TALL - FOOT - DOT)


def scale_of(values: Iterable[float]) -> Scale:
    """A scale that holds 0 and all finite values, with room beyond, as far as a number may be typed.

    >>> scale_of([1.0, 5.0])
    Scale(low=-1.0, high=6.0)
    """
    finite = [0.0, *(v for v in values if math.isfinite(v))]
    low, high = min(finite), max(finite)
    room = ROOM * (high - low) or 1.0
    return Scale(min(low, max(low - room, -LARGEST_VALUE)), max(high, min(high + room, LARGEST_VALUE)))


def x_of(place: float, samples: int) -> float:
    """How far to the right the middle of a sample's place is."""
    return EDGE + (place + 0.5) * (WIDE - EDGE) / samples


def stems(
    title: str,
    dragged: Sequence[tuple[float, float]],
    others: Sequence[tuple[float, float]],
    bars: Sequence[Bar],
    samples: int,
    theme: Theme,
) -> str:
    """The picture: (place, number) of the dots that can be dragged, in the order of their cells, and of others."""
    scale = scale_of([*(v for _, v in (*dragged, *others)), *(bar.value for bar in bars)])
    sizes = f'data-top="{scale.y(scale.high):g}" data-bottom="{scale.y(scale.low):g}" data-zero="{scale.y(0):.1f}"'
    numbers = f'data-high="{scale.high!r}" data-low="{scale.low!r}" data-step="{scale.step!r}"'
    parts = [
        _line(EDGE, scale.y(0), WIDE, scale.y(0), theme.muted, 1),
        f'<text x="{EDGE - 6}" y="{scale.y(0) + 4:.1f}" text-anchor="end" font-size="13" fill="{theme.muted}">0</text>',
        *(_number(n, samples, theme) for n in range(samples)),
        *(_bar(bar, samples, scale, theme) for bar in bars if math.isfinite(bar.value)),
        *(_square(at, value, samples, scale, theme) for at, value in others if math.isfinite(value)),
        *(_dragged(n, at, value, samples, scale, theme) for n, (at, value) in enumerate(dragged)),
    ]
    box = f'viewBox="0 0 {WIDE} {TALL}" preserveAspectRatio="xMinYMin"'
    return f'<svg {box} role="img" aria-label="{escape(title)}" {sizes} {numbers}>{"".join(parts)}</svg>'


def _line(x1: float, y1: float, x2: float, y2: float, colour: str, width: float, more: str = "") -> str:
    ends = f'x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"'
    return f'<line {ends} stroke="{colour}" stroke-width="{width:g}" {more}/>'


def _number(n: int, samples: int, theme: Theme) -> str:
    place = f'x="{x_of(n, samples):.1f}" y="{TALL - 4}"'
    return f'<text {place} text-anchor="middle" font-size="13" fill="{theme.muted}">{n}</text>'


def _bar(bar: Bar, samples: int, scale: Scale, theme: Theme) -> str:
    """From the left edge of a window's first sample to the right edge of its last, with a gap to the next window."""
    left, right, y = x_of(bar.first - 0.42, samples), x_of(bar.last + 0.42, samples), scale.y(bar.value)
    return _line(left, y, right, y, theme.selection, 3, 'stroke-linecap="round" stroke-opacity="0.85"')


def _square(at: float, value: float, samples: int, scale: Scale, theme: Theme) -> str:
    x, y = x_of(at, samples), scale.y(value)
    corner = f'x="{x - DOT:.1f}" y="{y - DOT:.1f}" width="{2 * DOT}" height="{2 * DOT}"'
    return f'{_line(x, scale.y(0), x, y, theme.muted, 2)}<rect {corner} fill="{theme.muted}"/>'


def _dragged(n: int, at: float, value: float, samples: int, scale: Scale, theme: Theme) -> str:
    """A stem with its dot, and around it the place that a finger hits."""
    x, y, colour = x_of(at, samples), scale.y(value), theme.values[3]
    dot = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{DOT}" fill="{colour}"/>'
    hit = f'<circle class="lab-handle" cx="{x:.1f}" cy="{y:.1f}" r="{HANDLE}" fill="transparent"/>'
    return f'<g data-column="{n}">{_line(x, scale.y(0), x, y, colour, 2)}{dot}{hit}</g>'
