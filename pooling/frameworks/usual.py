"""What most frameworks lack or do otherwise, refused and told by their choices alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from numpy.typing import NDArray

from pooling.errors import PoolingError
from pooling.frameworks.choices import Choices, Outcome
from pooling.frameworks.code.own import Asked
from pooling.frameworks.convention import Convention, refuse_nan, shown
from pooling.frameworks.naming import Naming
from pooling.operators.base import Operator
from pooling.spec import PoolSpec

NO_BACKWARD = "{} computes no gradient: it is that of its forward pass."


def convention(
    label: str,
    choices: Choices,
    naming: Naming,
    *,
    dilates: bool = False,
    clips: str = "always",
    fits: bool = False,
    differentiates: bool = True,
    takes_nan: bool = False,
    code: Callable[[Asked], str] | None = None,
) -> Convention:
    """A convention whose refusals and notes follow from its choices, and from what is said here.

    Parameters
    ----------
    label : str
    choices : Choices
    naming : Naming
    dilates : bool
        Whether it has dilation.
    clips : {"always", "padded", "padded axis", "never"}
        When an output size that is rounded up is cut back, so that no window begins in the far padding. "padded":
        only where there is padding, on either axis or on that one.
    fits : bool
        Whether a kernel must fit into the padded input, where rounding up would make a partial window of it.
    differentiates : bool
        Whether it computes gradients.
    takes_nan : bool
        Whether NaN in a maximum does what `choices` say; else the layer is refused.
    code : callable, optional
        What is run there.
    """

    def refuse(operator: Operator, spec: PoolSpec, x: NDArray) -> None:
        if spec.dilation != (1, 1) and not dilates:
            raise PoolingError.broken("dilation", f"be 1 in {naming.label}, which has none", spec.dilation)
        if not takes_nan:
            refuse_nan(naming.label, operator, x)
        bare = [axis for axis in (0, 1) if not spec.padding[axis]]
        unclipped = {"always": [], "padded": [] if any(spec.padding) else bare, "padded axis": bare, "never": [0, 1]}
        if choices.layer(spec).ceil_mode:
            refuse_far(naming.label, spec, x, unclipped[clips])
        if fits:
            replace(spec, ceil_mode=False).output_size(*x.shape[-2:])

    def tell(operator: Operator, spec: PoolSpec, outcome: Outcome) -> Iterator[str]:
        yield from _of_size(label, choices, spec)
        if operator.has("count_include_pad"):
            yield from _of_divisor(label, choices, spec)
        if not differentiates:
            yield NO_BACKWARD.format(naming.label)

    return Convention(label, choices, naming, refuse, tell, code)


def refuse_far(label: str, spec: PoolSpec, x: NDArray, axes: Iterable[int] = (0, 1)) -> None:
    """Raise where a size that is rounded up and not cut back has a window that begins behind the last cell.

    >>> import numpy as np
    >>> refuse_far("MXNet", PoolSpec("max", 2, 2, 1), np.zeros((3, 3)))
    Traceback (most recent call last):
        ...
    pooling.errors.PoolingError: the last window must begin at a cell, which MXNet does not see to, but got row 3 of 3
    """
    for axis in axes:
        n, p, s = x.shape[axis - 2], spec.padding[axis], spec.stride[axis]
        last = -(-(n + 2 * p - spec.effective_kernel[axis]) // s) * s - p
        if last >= n:
            rule = f"begin at a cell, which {label} does not see to"
            raise PoolingError.broken("the last window", rule, f"{('row', 'column')[axis]} {last} of {n}")


def _of_size(label: str, choices: Choices, spec: PoolSpec) -> Iterator[str]:
    if spec.padding != (0, 0) and choices.padding != "given":
        yield f"{label} takes no such padding: {shown(spec.padding)} is left out."
    up = choices.layer(spec).ceil_mode
    if up and not spec.ceil_mode:
        yield f"{label} rounds the output size up, as ceil_mode=True would."
    if spec.ceil_mode and not up and choices.padding != "same":
        yield f"{label} has no ceil_mode here: a partial last window is dropped."


def _of_divisor(label: str, choices: Choices, spec: PoolSpec) -> Iterator[str]:
    if spec.divisor_override is not None and choices.divisor_override == "none":
        yield f"{label} has no divisor_override."
    elif choices.divisor == "cells" and spec.count_include_pad and spec.padding != (0, 0):
        yield f"{label} does not count padding."
    elif choices.divisor == "padded" and not spec.count_include_pad:
        yield f"{label} counts padding, whatever count_include_pad says."
    elif choices.padding_value == "filled":
        yield f"{label} fills the last windows with zeros, which count."
    elif _counts_all(choices, spec) and (any(spec.padding) or choices.layer(spec).ceil_mode):
        yield f"{label} divides by all kH · kW places of a window, those outside the padded input too."


def _counts_all(choices: Choices, spec: PoolSpec) -> bool:
    """Whether an average counts every place that a window reaches over."""
    return choices.divisor == "kernel" or (choices.divisor == "whole" and spec.count_include_pad and any(spec.padding))
