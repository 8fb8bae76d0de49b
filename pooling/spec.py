"""What a pooling layer is asked to do: its parameters, their rules, and the output size they give."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from numbers import Integral
from typing import Any

from pooling.errors import PoolingError, shown
from pooling.parameters import SAME, Pair, Size, sizes
from pooling.registry import OPERATORS

#: What the axes that windows reach over are called, in shapes and in words.
AXES = {1: ("L",), 2: ("H", "W"), 3: ("D", "H", "W")}
WORDS = {1: ("length",), 2: ("height", "width"), 3: ("depth", "height", "width")}

#: Types of which equal values mean the same; a pair (1, True) is equal to (1, 1), and is refused.
PLAIN = frozenset([int, float, bool, str, type(None)])


def axis_names(axes: int) -> tuple[str, ...]:
    """The letters that stand for so many axes in a shape.

    >>> axis_names(3), axis_names(4)
    (('D', 'H', 'W'), ('S1', 'S2', 'S3', 'S4'))
    """
    return AXES.get(axes) or tuple(f"S{axis + 1}" for axis in range(axes))


@dataclass(frozen=True)
class PoolSpec:
    """A pooling layer without its data; names, defaults and rules are PyTorch's.

    Parameters
    ----------
    operator : str
        One of `OPERATORS`: "max", "avg", "min", "lp", "range".
    kernel_size, stride, padding, dilation : int or (height, width), in cells
        `stride` None means `kernel_size`. Padding is legal up to half the kernel. It may also be
        ((top, bottom), (left, right)), each less than the kernel; "same" or "same_lower", which give
        ceil(n / stride) outputs and put an odd cell of padding at the end or at the beginning; or "valid", none.
    ceil_mode : bool
        Round the output size up, so that a last, partial window is kept.
    count_include_pad : bool
        Average only: explicit padding counts in the divisor.
    divisor_override : int, optional
        Average only: divide by this, any int but 0, whatever the window holds.
    norm_type : float
        Lp only: the power p, finite and not 0.
    axes : int
        How many axes the windows reach over, the last ones of an array: 1, 2, 3 or more. Every pair
        above has then so many numbers.

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
    axes: int = 2

    def __post_init__(self) -> None:
        operator, every = OPERATORS.named(self.operator), OPERATORS.parameters()
        (axes,) = sizes(self.axes, "axes", 1, 1)
        kernel = every["kernel_size"].checked_on(axes, self.kernel_size)
        values = {name: getattr(self, name) for name in every} | {"kernel_size": kernel}
        values["stride"] = kernel if self.stride is None else self.stride
        for name, parameter in every.items():
            object.__setattr__(self, name, parameter.checked_on(axes, values[name]))
            if name == "ceil_mode":
                self._check_padding()
        own = {"kernel_size", "stride", *(parameter.name for parameter in operator.parameters)}
        for name in sorted(every.keys() - own):
            default = every[name].default_on(axes)
            if getattr(self, name) != default:
                rule = f"stay {default} for operator {self.operator}, which has no such parameter"
                raise PoolingError.broken(name, rule, shown(getattr(self, name)))

    def _check_padding(self) -> None:
        if self.named_padding:
            if self.ceil_mode:
                rule = f"stay False with padding {self.padding!r}, which gives the output size"
                raise PoolingError.broken("ceil_mode", rule, True)
            return
        if not any(self.padding):
            return
        for kernel, padding in zip(self.kernel_size, self.padding, strict=True):
            if isinstance(padding, tuple):
                if max(padding) >= kernel:
                    rule = f"be less than kernel_size {self.kernel_size} on each side"
                    raise PoolingError.broken("padding", rule, self.padding)
            elif 2 * padding > kernel:
                rule = f"be at most half of kernel_size {self.kernel_size} on each axis"
                raise PoolingError.broken("padding", rule, self.padding)

    @property
    def named_padding(self) -> bool:
        """Whether padding is "same" or "same_lower": how much there is then depends on the input."""
        return isinstance(self.padding, str)

    @property
    def effective_kernel(self) -> Any:
        """Cells from a window's first tap to its last, both counted: d(k − 1) + 1 on each axis."""
        return tuple(d * (k - 1) + 1 for k, d in zip(self.kernel_size, self.dilation, strict=True))

    def pads(self, *size: int) -> tuple[Pair, ...]:
        """How many cells are added before and after each axis of an input of `size`.

        >>> PoolSpec("max", 2, padding=1).pads(4, 4), PoolSpec("max", 2, padding="same").pads(4, 5)
        (((1, 1), (1, 1)), ((0, 0), (0, 1)))
        """
        if not self.named_padding:
            return tuple(p if isinstance(p, tuple) else (p, p) for p in self.padding)
        sides = same_padding(self, *size)
        return sides if self.padding == SAME else tuple((after, before) for before, after in sides)

    def output_size(self, *size: int) -> Any:
        """(H_out, W_out) for an input of so many cells on each axis, by PyTorch's rule (reference F1).

        >>> PoolSpec("avg", 2, 2, ceil_mode=True).output_size(5, 4)
        (3, 2)
        """
        names = WORDS.get(len(size)) or axis_names(len(size))
        for n, name in zip(size, names, strict=True):
            if not isinstance(n, (int, Integral)) or n < 1:
                raise PoolingError.broken(f"input {name}", "be at least 1", shown(n))
        of_axis = zip(size, self.stride, self.effective_kernel, self.pads(*size), names, strict=True)
        return tuple(self._windows(*values) for values in of_axis)

    def _windows(self, n: int, stride: int, span: int, padding: Pair, name: str) -> int:
        before, whole = padding[0], n + sum(padding)
        out = (whole - span + (stride - 1 if self.ceil_mode else 0)) // stride + 1
        if self.ceil_mode and (out - 1) * stride >= n + before:
            out -= 1  # a window may not start in the far padding
        if out < 1:
            raise PoolingError.broken("kernel_size after dilation", f"be at most the padded input {name} {whole}", span)
        return int(out)


def spec_of(*values: Any, **named: Any) -> PoolSpec:
    """`PoolSpec(*values, **named)`, made once for all calls that are given the same plain numbers.

    >>> spec_of("max", 2) is spec_of("max", 2)
    True
    """
    plain = PLAIN.issuperset(map(type, (*values, *named.values())))
    return (_kept if plain else PoolSpec)(*values, **named)


_kept = lru_cache(maxsize=256, typed=True)(PoolSpec)


def same_size(spec: PoolSpec, *size: int) -> Size:
    """How many windows SAME padding gives on each axis: ceil(n/s)."""
    return tuple(int(-(-n // s)) for n, s in zip(size, spec.stride, strict=True))


def same_padding(spec: PoolSpec, *size: int) -> Any:
    """The cells that SAME adds: (top, bottom), (left, right); an odd one goes to the end.

    On an axis of n cells: total = max(0, (ceil(n/s) − 1)·s + d(k − 1) + 1 − n), of which total // 2 before
    (https://www.tensorflow.org/api_docs/python/tf/nn#notes_on_padding_2).

    >>> same_padding(PoolSpec("max", (4, 2), 2), 6, 6)
    ((1, 1), (0, 0))
    """
    sides = []
    for n, out, s, span in zip(size, same_size(spec, *size), spec.stride, spec.effective_kernel, strict=True):
        total = max(0, (out - 1) * s + span - n)
        sides.append((total // 2, total - total // 2))
    return tuple(sides)
