"""The operators, one a file; `OPERATORS` finds them by the name that `PoolSpec.operator` uses."""

from pooling.operators.average import Average
from pooling.operators.base import Operator
from pooling.operators.lp import Lp
from pooling.operators.max import Max
from pooling.operators.min import Min

OPERATORS: dict[str, Operator] = {operator.name: operator for operator in (Max(), Average(), Min(), Lp())}

__all__ = ["OPERATORS", "Operator"]
