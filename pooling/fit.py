"""Which settings fit a grid: the values a control may offer, and the nearest legal settings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from typing import Any

from pooling.settings import LARGEST, LEAST, Settings


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
    """Settings that are legal on `height` × `width`: dilation, then padding, then kernel are lowered until they fit.

    >>> fitted(Settings(kernel_size=(5, 2), padding=(2, 0)), 1, 4).kernel_size
    (5, 2)
    >>> fitted(Settings(kernel_size=(5, 2)), 3, 4).kernel_size
    (3, 2)
    """
    if settings.is_legal(height, width):
        return settings
    size = (height, width)

    def lowered(name: str, most: Iterable[int]) -> Settings:
        change: dict[str, Any] = {name: tuple(min(v, m) for v, m in zip(getattr(settings, name), most, strict=True))}
        return replace(settings, **change)

    for name, most in [("dilation", (1, 1)), ("padding", (0, 0)), ("kernel_size", size)]:
        settings = lowered(name, most)
        if settings.is_legal(height, width):
            break
    return settings
