"""What a parameter is: a name, PyTorch's default, a rule. Those that several operators share are here."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from numbers import Integral, Real
from typing import Any

import numpy as np

from pooling.errors import PoolingError, shown

Pair = tuple[int, int]
#: A number for every axis that windows reach over.
Size = tuple[int, ...]

LARGEST_INT = 2**63 - 1
#: Padding by name: as much as SAME takes, an odd cell of it at the end or at the beginning of an axis; or none.
SAME, SAME_LOWER, VALID = "same", "same_lower", "valid"


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

    def checked_on(self, axes: int, value: Any) -> Any:
        """`value` as a layer of so many axes keeps it."""
        return self.check(value, self.name)

    def default_on(self, axes: int) -> Any:
        """The default of a layer of so many axes."""
        return self.default


@dataclass(frozen=True)
class PerAxis(Parameter):
    """A parameter with a number for every axis; `check` and `default` are those of two axes."""

    check_on: Callable[[Any, str, int], Any]

    def checked_on(self, axes: int, value: Any) -> Any:
        """`value` as a layer of so many axes keeps it.

        >>> PADDING.checked_on(3, 1)
        (1, 1, 1)
        """
        return self.check_on(value, self.name, axes)

    def default_on(self, axes: int) -> Size:
        """The default of a layer of so many axes.

        >>> STRIDE.default_on(1)
        (2,)
        """
        return axes * tuple(self.default[:1])


def sizes(value: Any, name: str, least: int, axes: int, given: Any = None) -> Size:
    """`value` as a number for each of so many axes: one alone counts for all; an error shows `given`, if that is what
    was given.

    >>> sizes(3, "kernel_size", 1, 2), sizes([3], "kernel_size", 1, 3), sizes(np.array([2, 1]), "stride", 1, 2)
    ((3, 3), (3, 3, 3), (2, 1))
    """
    given_as = value if type(value) is tuple and len(value) == axes else (value,) * axes
    if all(type(v) is int and least <= v <= LARGEST_INT for v in given_as):  # nearly always, and asked of every call
        return given_as
    plain = _plain(value)
    values = list(plain) if isinstance(plain, (tuple, list)) else [plain]
    whole = all(isinstance(v, Integral) and not isinstance(v, bool) for v in values)
    if not (whole and len(values) in (1, axes) and min(values) >= least):
        rule = {1: f"be an int of at least {least}", 2: f"be an int or a pair of ints, each at least {least}"}
        several = f"be an int or {axes} ints, each at least {least}"
        raise PoolingError.broken(name, rule.get(axes, several), shown(value if given is None else given))
    if max(values) > LARGEST_INT:
        raise PoolingError.broken(name, "fit into 64 bits", shown(value))
    return tuple(int(v) for v in (values if len(values) == axes else axes * values))


def pair(value: Any, name: str, least: int, given: Any = None) -> Pair:
    """`value` as (height, width): an int counts for both axes.

    >>> pair(3, "kernel_size", 1)
    (3, 3)
    """
    height, width = sizes(value, name, least, 2, given)
    return height, width


def positive(value: Any, name: str, axes: int = 2) -> Size:
    """Ints from 1."""
    return sizes(value, name, 1, axes)


def padded(value: Any, name: str, axes: int = 2) -> Any:
    """Ints from 0, as many before as after an axis; or (before, after) for each axis; or a name, of which "valid" is 0.

    >>> padded(1, "padding"), padded(((0, 1), [1, 2]), "padding"), padded("same", "padding"), padded("valid", "padding")
    ((1, 1), ((0, 1), (1, 2)), 'same', (0, 0))
    """
    if isinstance(value, str):
        if value not in (SAME, SAME_LOWER, VALID):
            raise PoolingError.broken(name, f"be ints or one of {SAME}, {SAME_LOWER}, {VALID}", shown(value))
        return axes * (0,) if value == VALID else value
    plain = _plain(value)
    if (
        type(value) is int
        or not isinstance(plain, (tuple, list))
        or not any(isinstance(side, (tuple, list)) for side in plain)
    ):
        return sizes(value, name, 0, axes)
    sides = [_plain(side) for side in plain]
    if len(sides) != axes or not all(isinstance(side, (tuple, list)) and len(side) == 2 for side in sides):
        raise PoolingError.broken(name, f"be (before, after) for each of {axes} axes", shown(value))
    return tuple(pair(side, name, 0, value) for side in sides)


def _plain(value: Any) -> Any:
    """An array of NumPy as lists of Python's own numbers; anything else as it is."""
    return value.tolist() if isinstance(value, np.ndarray) else value


def flag(value: Any, name: str) -> bool:
    """True or False."""
    if not isinstance(value, bool | np.bool_):
        raise PoolingError.broken(name, "be True or False", shown(value))
    return bool(value)


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
KERNEL_SIZE = PerAxis("kernel_size", (2, 2), positive, positive)
STRIDE = PerAxis("stride", (2, 2), positive, positive)
#: These only where an operator lists them.
PADDING = PerAxis("padding", (0, 0), padded, padded)
DILATION = PerAxis("dilation", (1, 1), positive, positive)
CEIL_MODE = Parameter("ceil_mode", False, flag)
