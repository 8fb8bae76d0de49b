"""Pooling as people write it, by switches: right by default; a mistake sets one of them, so that mistakes compose."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from pooling.parameters import Pair
from pooling.spec import PoolSpec


@dataclass(frozen=True)
class Switches:
    """What a computation does; the defaults are right.

    Attributes
    ----------
    axes : "planes", "reshaped" (memory is read in the other order of axes), "other" (those of the other data format are
        pooled); `View` sees to it
    layer : "", "stride" (kernel and stride swapped), "sides" (height and width swapped)
    ceil : whether ceil_mode is the other one
    divisor : "", "area", "padded", "cells", "one", "output"
    flipped : whether the operator is the mirror image, −op(−x)
    zeros : whether padding holds zeros that take part
    ties : "first", "last", "all", "split"
    write : "add", "assign", "overwrite"
    upstream : whether the upstream gradient is used
    crop : "right", "none", "start", "end"
    base : "plane", "window", "padded", "batch", "channels"
        What indices count in.
    after : "", "transposed", "down", "up", "along", "back"
    """

    axes: str = "planes"
    layer: str = ""
    ceil: bool = False
    divisor: str = ""
    flipped: bool = False
    zeros: bool = False
    ties: str = "first"
    write: str = "add"
    upstream: bool = True
    crop: str = "right"
    base: str = "plane"
    after: str = ""


def uncut(switches: Switches) -> Switches:
    """`switches` without what is done to a gradient that is computed: `crop` and `after`."""
    return replace(switches, crop="right", after="")


def layer_of(spec: PoolSpec, switches: Switches, size: Pair) -> PoolSpec:
    """The layer that is computed instead of `spec` on planes of `size`.

    >>> layer_of(PoolSpec("max", 3, 2), Switches(layer="stride"), (7, 7)).kernel_size
    (2, 2)
    """
    changed = _LAYERS[switches.layer](spec)
    if switches.ceil:
        changed = replace(changed, ceil_mode=not changed.ceil_mode)
    return _DIVISORS[switches.divisor](changed, size)


def _turned(spec: PoolSpec) -> dict[str, Any]:
    """The pairs of a layer the other way round; padding that has a name has none."""
    pairs = {name: getattr(spec, name) for name in ("kernel_size", "stride", "padding", "dilation")}
    return {name: pair[::-1] for name, pair in pairs.items() if not isinstance(pair, str)}


_LAYERS: dict[str, Callable[[PoolSpec], PoolSpec]] = {
    "": lambda spec: spec,
    "stride": lambda spec: replace(spec, kernel_size=spec.stride, stride=spec.kernel_size),
    "sides": lambda spec: replace(spec, **_turned(spec)),
}

_DIVISORS: dict[str, Callable[[PoolSpec, Pair], PoolSpec]] = {
    "": lambda spec, size: spec,
    "area": lambda spec, size: replace(spec, divisor_override=spec.kernel_size[0] * spec.kernel_size[1]),
    "padded": lambda spec, size: replace(spec, divisor_override=None, count_include_pad=True),
    "cells": lambda spec, size: replace(spec, divisor_override=None, count_include_pad=False),
    "one": lambda spec, size: replace(spec, divisor_override=1),
    "output": lambda spec, size: replace(spec, divisor_override=int(np.prod(spec.output_size(*size)))),
}
