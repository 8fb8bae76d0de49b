"""A framework's own code for a layer, with its own result: what is compared is what can be run.

The other code to take gives PyTorch's numbers in every framework; this gives each framework's, differences included.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from numpy.typing import NDArray

from pooling.frameworks.code.writing import PRINT, array, joined
from pooling.operators.base import Operator
from pooling.registry import OPERATORS
from pooling.spec import PoolSpec


@dataclass(frozen=True, eq=False)
class Asked:
    """One plane, the layer as it was asked for, and the upstream gradient that fits the framework's output."""

    x: NDArray
    spec: PoolSpec
    grad_output: NDArray

    @property
    def operator(self) -> Operator:
        return OPERATORS[self.spec.operator]


def own(asked: Asked, imports: Sequence[str], start: str, ends: tuple[str, str], lines: Sequence[str]) -> str:
    """Imports, both arrays as `start` … `ends`, the lines that pool, and what is printed."""
    x = array(f"x = {start}", asked.x, ends[0])
    grad_output = array(f"grad_output = {start}", asked.grad_output, ends[1])
    return joined(imports, ["", *x, *grad_output, ""], lines, PRINT)


def forward(asked: Asked, imports: Sequence[str], lines: Sequence[str], dtype: str = "np.float32") -> str:
    """The same for a framework that computes no gradient: NumPy's `x`, in single precision as such models are."""
    x = array("x = np.array(", asked.x, f", dtype={dtype})")
    return joined(imports, ["", *x, ""], lines, ["", "print(output)"])
