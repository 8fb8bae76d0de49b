"""Which settings fit a grid: the values a control may offer, and the nearest legal settings."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from itertools import product
from typing import Any

from lab.settings import LARGEST, LEAST, Settings
from pooling.registry import OPERATORS


@lru_cache(maxsize=512)
def choices(settings: Settings, name: str, axes: tuple[int, ...], height: int, width: int) -> tuple[int, ...]:
    """The values that `name` may take on `axes` (both: one value for both) while all else stays.

    >>> choices(Settings(kernel_size=(3, 3)), "padding", (0, 1), 6, 6)
    (0, 1)
    """
    legal = []
    for value in range(LEAST[name], LARGEST[name] + 1):
        present = list(getattr(settings, name))
        for axis in axes:
            present[axis] = value
        change: dict[str, Any] = {name: tuple(present)}
        if replace(settings, **change).is_legal(height, width):
            legal.append(value)
        elif legal and name != "dilation":
            break  # legal kernels, strides and paddings have no gaps
    return tuple(legal)


def fitted(settings: Settings, height: int, width: int) -> Settings:
    """Settings that are legal on `height` × `width`; an axis that fits keeps its values.

    On the other axis the kernel stays as large as it can, then the padding, then the dilation.

    >>> fitted(Settings(kernel_size=(5, 2), padding=(2, 0)), 1, 4).kernel_size
    (5, 2)
    >>> fitted(Settings(kernel_size=(5, 5)), 3, 6).kernel_size
    (3, 5)
    """
    if settings.is_legal(height, width):
        return settings
    axes = [_fitted_axis(settings, axis, n) for axis, n in enumerate((height, width))]
    change: dict[str, Any] = {name: (axes[0][name], axes[1][name]) for name in axes[0]}
    return replace(settings, **change)


def _fitted_axis(settings: Settings, axis: int, n: int) -> dict[str, int]:
    """Kernel, padding and dilation of one axis, lowered until a square layer of them is legal on n × n."""
    operator = OPERATORS[settings.operator]
    present = {name: getattr(settings, name)[axis] for name in ("kernel_size", "padding", "dilation")}
    values = [range(value, LEAST[name] - 1, -1) if operator.has(name) else (value,) for name, value in present.items()]
    for lowered in product(*values):
        axis_values = dict(zip(present, lowered, strict=True))
        square: dict[str, Any] = {name: (v, v) for name, v in axis_values.items()}
        square["stride"] = (settings.stride[axis],) * 2
        if replace(settings, **square).is_legal(n, n):
            return axis_values
    return present
