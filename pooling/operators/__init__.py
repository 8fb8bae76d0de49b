"""The operators, one a file; `OPERATORS` finds them by the name that `PoolSpec.operator` uses.

To add one, write its file, with an `OPERATOR`, and its name here.
"""

from importlib import import_module

from pooling.registry import OPERATORS

NAMES = ("max", "avg", "min", "lp", "range")

OPERATORS.update({name: import_module(f"pooling.operators.{name}").OPERATOR for name in NAMES})

__all__ = ["NAMES", "OPERATORS"]
