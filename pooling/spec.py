"""What a pooling layer is asked to do: its parameters, their rules, and the output size they give."""

from __future__ import annotations

from dataclasses import dataclass
from numbers import Integral
from typing import Any

from pooling.errors import PoolingError, shown
from pooling.parameters import Pair
from pooling.registry import OPERATORS


@dataclass(frozen=True)
class PoolSpec:
    """A pooling layer without its data; names, defaults and rules are PyTorch's.

    Parameters
    ----------
    operator : str
        One of `OPERATORS`: "max", "avg", "min", "lp", "range".
    kernel_size, stride, padding, dilation : int or (height, width), in cells
        `stride` None means `kernel_size`. Padding is legal up to half the kernel.
    ceil_mode : bool
        Round the output size up, so that a last, partial window is kept.
    count_include_pad : bool
        Average only: explicit padding counts in the divisor.
    divisor_override : int, optional
        Average only: divide by this, any int but 0, whatever the window holds.
    norm_type : float
        Lp only: the power p, finite and not 0.

    Raises
    ------
    PoolingError
        When a value breaks its rule or is set for an operator that has no such parameter.

    Examples
    --------
    >>> PoolSpec("max", kernel_size=3, stride=2).output_size(7, 6)
    (3, 2)
    """

    operator: str = "max"
    kernel_size: Any = 2
    stride: Any = None
    padding: Any = 0
    dilation: Any = 1
    ceil_mode: bool = False
    count_include_pad: bool = True
    divisor_override: int | None = None
    norm_type: float = 2.0

    def __post_init__(self) -> None:
        operator = OPERATORS.named(self.operator)
        every = OPERATORS.parameters()
        kernel = every["kernel_size"].checked(self.kernel_size)
        values = {name: getattr(self, name) for name in every} | {"kernel_size": kernel}
        values["stride"] = kernel if self.stride is None else self.stride
        for name, parameter in every.items():
            object.__setattr__(self, name, parameter.checked(values[name]))
            if name == "dilation":
                self._check_padding()
        for name in sorted(every):
            if not operator.has(name) and getattr(self, name) != every[name].default:
                rule = f"stay {every[name].default} for operator {self.operator}, which has no such parameter"
                raise PoolingError.broken(name, rule, shown(getattr(self, name)))

    def _check_padding(self) -> None:
        for axis in (0, 1):
            if 2 * self.padding[axis] > self.kernel_size[axis]:
                rule = f"be at most half of kernel_size {self.kernel_size} on each axis"
                raise PoolingError.broken("padding", rule, self.padding)

    @property
    def effective_kernel(self) -> Pair:
        """Cells from a window's first tap to its last, both counted: d(k − 1) + 1 on each axis."""
        (k_h, k_w), (d_h, d_w) = self.kernel_size, self.dilation
        return d_h * (k_h - 1) + 1, d_w * (k_w - 1) + 1

    def output_size(self, height: int, width: int) -> Pair:
        """(H_out, W_out) for an input of `height` × `width` cells, by PyTorch's rule (reference F1).

        >>> PoolSpec("avg", 2, 2, ceil_mode=True).output_size(5, 4)
        (3, 2)
        """
        return self._axis(height, 0, "height"), self._axis(width, 1, "width")

    def _axis(self, n: int, axis: int, name: str) -> int:
        if not isinstance(n, Integral) or n < 1:
            raise PoolingError.broken(f"input {name}", "be at least 1", shown(n))
        s, p = self.stride[axis], self.padding[axis]
        span = self.effective_kernel[axis]
        out = (n + 2 * p - span + (s - 1 if self.ceil_mode else 0)) // s + 1
        if self.ceil_mode and (out - 1) * s >= n + p:
            out -= 1  # a window may not start in the far padding
        if out < 1:
            raise PoolingError.broken(
                "kernel_size after dilation", f"be at most the padded input {name} {n + 2 * p}", span
            )
        return int(out)
