"""What a pooling layer is asked to do: its parameters, their rules, and the output size they give."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields
from numbers import Integral, Real
from typing import Any

Pair = tuple[int, int]

#: PyTorch's defaults of the parameters that only some operators have.
PARAMETERS: dict[str, frozenset[str]] = {
    "max": frozenset({"padding", "dilation", "ceil_mode"}),
    "min": frozenset({"padding", "dilation", "ceil_mode"}),
    "avg": frozenset({"padding", "ceil_mode", "count_include_pad", "divisor_override"}),
    "lp": frozenset({"ceil_mode", "norm_type"}),
}


LARGEST_INT = 2**63 - 1


class PoolingError(ValueError):
    """An argument that breaks a rule; the message reads ``<name> must <rule>, but got <value>``."""

    @classmethod
    def broken(cls, name: str, rule: str, value: object) -> PoolingError:
        """The error for `value`, written the one way that all messages are written.

        >>> print(PoolingError.broken("stride", "be at least 1", 0))
        stride must be at least 1, but got 0
        """
        return cls(f"{name} must {rule}, but got {value}")


def shown(value: object, longest: int = 60) -> str:
    """`value` as an error message shows it: its repr, cut where a hostile one would fill the screen."""
    try:
        text = repr(value)
    except (ValueError, RecursionError):  # an int of more than 4,300 digits, lists nested without end
        text = f"{type(value).__name__} too long to be shown"
    return text if len(text) <= longest else text[: longest - 1] + "…"


def pair(value: Any, name: str, least: int, given: Any = None) -> Pair:
    """`value` as (height, width): an int counts for both axes; an error shows `given`, if that is what was given.

    >>> pair(3, "kernel_size", 1)
    (3, 3)
    """
    values = list(value) if isinstance(value, (tuple, list)) else [value, value]
    whole = all(isinstance(v, Integral) and not isinstance(v, bool) for v in values)
    if not (whole and len(values) == 2 and min(values) >= least):
        got = shown(value if given is None else given)
        raise PoolingError.broken(name, f"be an int or a pair of ints, each at least {least}", got)
    if max(values) > LARGEST_INT:
        raise PoolingError.broken(name, "fit into 64 bits", shown(value))
    return int(values[0]), int(values[1])


def _as_float(value: Any) -> float:
    """A real number as a float; NaN for what is none, or beyond all floats."""
    if not isinstance(value, Real) or isinstance(value, bool):
        return math.nan
    try:
        return float(value)
    except OverflowError:
        return math.nan


@dataclass(frozen=True)
class PoolSpec:
    """A pooling layer without its data; names, defaults and rules are PyTorch's.

    Parameters
    ----------
    operator : {"max", "min", "avg", "lp"}
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
        if not isinstance(self.operator, str) or self.operator not in PARAMETERS:
            raise PoolingError.broken("operator", f"be one of {', '.join(PARAMETERS)}", shown(self.operator))
        kernel = pair(self.kernel_size, "kernel_size", 1)
        stride = kernel if self.stride is None else pair(self.stride, "stride", 1)
        for name, value in [
            ("kernel_size", kernel),
            ("stride", stride),
            ("padding", pair(self.padding, "padding", 0)),
            ("dilation", pair(self.dilation, "dilation", 1)),
        ]:
            object.__setattr__(self, name, value)
        for axis in (0, 1):
            if 2 * self.padding[axis] > kernel[axis]:
                rule = f"be at most half of kernel_size {kernel} on each axis"
                raise PoolingError.broken("padding", rule, self.padding)
        self._check_scalars()
        self._check_parameters()

    def _check_scalars(self) -> None:
        for name in ("ceil_mode", "count_include_pad"):
            if not isinstance(getattr(self, name), bool):
                raise PoolingError.broken(name, "be True or False", shown(getattr(self, name)))
        divisor = self.divisor_override
        if divisor is not None:
            if not isinstance(divisor, Integral) or isinstance(divisor, bool) or divisor == 0:
                raise PoolingError.broken("divisor_override", "be None or an int other than 0", shown(divisor))
            if abs(divisor) > LARGEST_INT:
                raise PoolingError.broken("divisor_override", "fit into 64 bits", shown(divisor))
            object.__setattr__(self, "divisor_override", int(divisor))
        norm = _as_float(self.norm_type)
        if norm == 0 or not math.isfinite(norm):
            raise PoolingError.broken("norm_type", "be a finite number other than 0", shown(self.norm_type))
        object.__setattr__(self, "norm_type", norm)

    def _check_parameters(self) -> None:
        known = PARAMETERS[self.operator]
        defaults = {f.name: f.default for f in fields(self)} | {"padding": (0, 0), "dilation": (1, 1)}
        for name in sorted(frozenset().union(*PARAMETERS.values()) - known):
            if getattr(self, name) != defaults[name]:
                rule = f"stay {defaults[name]} for operator {self.operator}, which has no such parameter"
                raise PoolingError.broken(name, rule, shown(getattr(self, name)))

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
