"""The output size of a layer as a formula with its numbers (reference F1), and the cells that it leaves out."""

from __future__ import annotations

import numpy as np

from figures.latex import aligned
from figures.phrases import listed
from pooling.spec import PoolSpec
from pooling.windows import Windows

AXES = ("H", "W")
NAMES = ("row", "column")
MOST_RANGES = 3


def size_formula(spec: PoolSpec, height: int, width: int) -> str:
    """LaTeX for H_out and W_out; one line where both axes have the same numbers.

    >>> print(size_formula(PoolSpec("max", 2), 6, 6))
    H_{out} = W_{out} = \\lfloor (6 + 2{\\cdot}0 - 2) / 2 \\rfloor + 1 = 3
    """
    sizes = spec.output_size(height, width)
    right = [_axis(spec, axis, n, sizes[axis]) for axis, n in enumerate((height, width))]
    if right[0] == right[1]:
        return f"H_{{out}} = W_{{out}} = {right[0][0]} = {right[0][1]}"
    return aligned(*(f"{name}_{{out}} &= {side[0]} = {side[1]}" for name, side in zip(AXES, right, strict=True)))


def _axis(spec: PoolSpec, axis: int, n: int, out: int) -> tuple[str, str]:
    """The formula with its numbers, and what it comes to."""
    k, s, p, d = (getattr(spec, name)[axis] for name in ("kernel_size", "stride", "padding", "dilation"))
    span = str(k) if d == 1 else rf"{d}{{\cdot}}({k}-1) - 1"
    left, right = (r"\lceil", r"\rceil") if spec.ceil_mode else (r"\lfloor", r"\rfloor")
    formula = rf"{left} ({n} + 2{{\cdot}}{p} - {span}) / {s} {right} + 1"
    rounded = out
    if spec.ceil_mode:
        rounded = -((n + 2 * p - spec.effective_kernel[axis]) // -s) + 1
    return formula, str(out) if rounded == out else rf"{rounded} \to {out}"


def size_note(spec: PoolSpec, height: int, width: int) -> str:
    """What the formula does not say by itself: why ceil_mode took a window back, and cells in no window."""
    sizes, taps = spec.output_size(height, width), Windows.axes(spec, height, width)
    notes = []
    for axis, (n, read) in enumerate(zip((height, width), taps, strict=True)):
        s, p = spec.stride[axis], spec.padding[axis]
        if spec.ceil_mode and -((n + 2 * p - spec.effective_kernel[axis]) // -s) + 1 != sizes[axis]:
            notes.append(f"A last {NAMES[axis]} of windows would start beyond the input, so it is left out.")
        notes.append(_unread(NAMES[axis], n, np.setdiff1d(np.arange(n), read).tolist()))
    return " ".join(note for note in notes if note)


def _unread(name: str, n: int, missing: list[int]) -> str:
    """The rows (columns) of `n` that no window holds, as ranges; how many, where these would be too long a list.

    >>> _unread("row", 9, [1, 2, 8])
    'Rows 1–2 and 8 are in no window.'
    """
    if not missing:
        return ""
    if len(missing) == 1:
        return f"{name.capitalize()} {missing[0]} is in no window."
    among = set(missing)
    starts = [m for m in missing if m - 1 not in among]
    ends = [m for m in missing if m + 1 not in among]
    if len(starts) > MOST_RANGES:
        return f"{len(missing)} of the {n} {name}s are in no window."
    ranges = [f"{a}–{b}" if a != b else f"{a}" for a, b in zip(starts, ends, strict=True)]
    return f"{name.capitalize()}s {listed(ranges)} are in no window."
