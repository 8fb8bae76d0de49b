"""Which conventions give an output that somebody has: every one is asked for the layer, and its output compared."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pooling.arguments import real_array
from pooling.errors import PoolingError
from pooling.frameworks import CONVENTIONS
from pooling.spec import PoolSpec

#: Taps of all windows that are looked at: every convention gathers them anew.
MOST_TAPS = 2**18


class Match(NamedTuple):
    """How the output of a convention is like the one that was asked for.

    `refusal` says why there is none; `size` is (height, width) where it is another one, `off` how many cells differ
    where it is the same.
    """

    key: str
    refusal: str = ""
    size: tuple[int, ...] = ()
    off: int = 0

    @property
    def gives_it(self) -> bool:
        """Whether it is the same output."""
        return not (self.refusal or self.size or self.off)


def matching(x: Any, output: Any, spec: PoolSpec, rtol: float = 1e-5, atol: float = 0.0) -> list[Match]:
    """Every convention's match with an output of `spec` on x, in the order of `CONVENTIONS`.

    Parameters
    ----------
    x : array (…, H, W)
    output : array (…, H_out, W_out)
    spec : PoolSpec
    rtol, atol : float
        How far a cell may be off, as in `numpy.isclose`; NaN equals NaN.

    Raises
    ------
    PoolingError
        When the windows have more than 262,144 taps, or the arrays differ in their leading axes.

    Examples
    --------
    >>> ramp = np.arange(1.0, 10).reshape(3, 3)
    >>> [m.key for m in matching(ramp, [[3, 2.25], [3.75, 2.25]], PoolSpec("avg", 2)) if m.gives_it]
    ['flax_same', 'scikit_image']
    """
    x, output = real_array(x, "x"), real_array(output, "output")
    if x.shape[:-2] != output.shape[:-2]:
        raise PoolingError.broken("output", f"have the leading axes of x, {x.shape[:-2]}", output.shape[:-2])
    taps = x[..., 0, 0].size * math.prod(spec.kernel_size) * math.prod(_most_windows(spec, x.shape[-2:]))
    if taps > MOST_TAPS:
        raise PoolingError.broken("x", f"have windows of at most {MOST_TAPS:,} taps in all", f"{taps:,}")
    return [_match(key, x, output, spec, rtol, atol) for key in CONVENTIONS]


def _most_windows(spec: PoolSpec, size: tuple[int, ...]) -> list[int]:
    """As many windows on each axis as any convention may have."""
    return [(n + 2 * p) // s + 1 for n, p, s in zip(size, spec.padding, spec.stride, strict=True)]


def _match(key: str, x: NDArray, output: NDArray, spec: PoolSpec, rtol: float, atol: float) -> Match:
    try:
        theirs = CONVENTIONS[key].apply(x, spec).output
    except PoolingError as error:
        return Match(key, refusal=str(error))
    if theirs.shape != output.shape:
        return Match(key, size=theirs.shape[-2:])
    return Match(key, off=int((~np.isclose(theirs, output, rtol, atol, equal_nan=True)).sum()))
