"""The operators by their names: whoever needs one asks here, and an unknown name is an error that says so."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NoReturn

from pooling.errors import PoolingError, shown
from pooling.parameters import CEIL_MODE, DILATION, KERNEL_SIZE, PADDING, STRIDE, Parameter

if TYPE_CHECKING:
    from pooling.operators.base import Operator


class Operators(dict[str, "Operator"]):
    """Operators by name, in the order in which they are offered.

    >>> from pooling import OPERATORS
    >>> OPERATORS["mode"]
    Traceback (most recent call last):
        ...
    pooling.errors.PoolingError: operator must be one of max, avg, min, lp, range, but got 'mode'
    """

    def named(self, name: object) -> Operator:
        """The operator of that name; a name may come from anywhere."""
        if isinstance(name, str) and name in self:
            return self[name]
        raise PoolingError.broken("operator", f"be one of {', '.join(self)}", shown(name))

    def __missing__(self, name: object) -> NoReturn:
        self.named(name)
        raise AssertionError("a name that is missing is refused")

    def parameters(self) -> dict[str, Parameter]:
        """Every parameter that a layer can have, by name; which of them it has, its operator says."""
        return _parameters(tuple(self.values()))


@lru_cache
def _parameters(operators: tuple[Operator, ...]) -> dict[str, Parameter]:
    every = [KERNEL_SIZE, STRIDE, PADDING, DILATION, CEIL_MODE]
    own = [parameter for operator in operators for parameter in operator.parameters]
    return {parameter.name: parameter for parameter in [*every, *own]}


OPERATORS = Operators()
