"""What a parameter is: a name, PyTorch's default, a rule. Those that several operators share are here."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from numbers import Integral, Real
from typing import Any

from pooling.errors import PoolingError, shown

Pair = tuple[int, int]

LARGEST_INT = 2**63 - 1


@dataclass(frozen=True)
class Parameter:
    """A parameter that a layer may have.

    `check` gives a value as a layer keeps it, or raises `PoolingError`; it is called with the value and `name`.
    """

    name: str
    default: Any
    check: Callable[[Any, str], Any]

    def checked(self, value: Any) -> Any:
        """`value` as a layer keeps it.

        >>> PADDING.checked([1, 2])
        (1, 2)
        """
        return self.check(value, self.name)


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


def positive_pair(value: Any, name: str) -> Pair:
    """A pair of ints from 1."""
    return pair(value, name, 1)


def pair_from_zero(value: Any, name: str) -> Pair:
    """A pair of ints from 0."""
    return pair(value, name, 0)


def flag(value: Any, name: str) -> bool:
    """True or False."""
    if not isinstance(value, bool):
        raise PoolingError.broken(name, "be True or False", shown(value))
    return value


def divisor(value: Any, name: str) -> int | None:
    """None, or what a sum may be divided by: any int but 0."""
    if value is None:
        return None
    if not isinstance(value, Integral) or isinstance(value, bool) or value == 0:
        raise PoolingError.broken(name, "be None or an int other than 0", shown(value))
    if abs(int(value)) > LARGEST_INT:
        raise PoolingError.broken(name, "fit into 64 bits", shown(value))
    return int(value)


def power(value: Any, name: str) -> float:
    """A finite number other than 0."""
    try:
        number = float(value) if isinstance(value, Real) and not isinstance(value, bool) else math.nan
    except OverflowError:
        number = math.nan
    if number == 0 or not math.isfinite(number):
        raise PoolingError.broken(name, "be a finite number other than 0", shown(value))
    return number


#: Every layer has these two; a stride of None, which is `kernel_size`, is for the layer to resolve.
KERNEL_SIZE = Parameter("kernel_size", (2, 2), positive_pair)
STRIDE = Parameter("stride", (2, 2), positive_pair)
#: These only where an operator lists them.
PADDING = Parameter("padding", (0, 0), pair_from_zero)
DILATION = Parameter("dilation", (1, 1), positive_pair)
CEIL_MODE = Parameter("ceil_mode", False, flag)
