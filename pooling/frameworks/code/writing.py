"""What all code to take is written with: numbers as short as they are exact, arrays row by row, no defaults."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pooling.operators.base import Operator
from pooling.parameters import Pair
from pooling.passes import Pooled
from pooling.registry import OPERATORS
from pooling.spec import PoolSpec
from pooling.windows import Windows

WIDTH = 88
PRINT_SELECTED = ["", r'print(output, indices, grad_input, sep="\n\n")']
PRINT = ["", r'print(output, grad_input, sep="\n\n")']


class Reason(str):
    """A sentence in place of code: why a framework has none for an operator."""


@dataclass(frozen=True, eq=False)
class Case:
    """One layer on one plane, both passes: what a snippet is written for."""

    pooled: Pooled
    grad_output: NDArray

    @property
    def x(self) -> NDArray:
        return self.pooled.x

    @property
    def spec(self) -> PoolSpec:
        return self.pooled.spec

    @property
    def windows(self) -> Windows:
        return self.pooled.windows

    @property
    def operator(self) -> Operator:
        return self.pooled.operator

    @cached_property
    def room(self) -> tuple[Pair, Pair]:
        """Cells to pad with (before, after) on each axis, so that every window of the layer fits in."""
        sizes = zip(self.windows.input_size, self.windows.output_size, strict=True)
        before = self.spec.padding
        ends = [
            (out - 1) * self.spec.stride[axis] + self.spec.effective_kernel[axis] - n - before[axis]
            for axis, (n, out) in enumerate(sizes)
        ]
        return (before[0], max(before[0], ends[0])), (before[1], max(before[1], ends[1]))

    @cached_property
    def overhang(self) -> tuple[Pair, Pair]:
        """The part of `room` that is no explicit padding: what a last window of `ceil_mode` reaches beyond it."""
        (top, bottom), (left, right) = self.room
        return (0, bottom - top), (0, right - left)

    def unheld(self) -> tuple[list[int], list[int]]:
        """Rows and columns that no window holds."""
        held = self.windows.coverage() > 0
        rows, columns = (np.flatnonzero(~held.any(axis=axis)).tolist() for axis in (1, 0))
        return rows, columns


def number(value: float) -> str:
    """A finite number as short as it is exact.

    >>> number(3.0), number(-0.17), number(1e9)
    ('3', '-0.17', '1000000000')
    """
    text = repr(float(value))
    return text if text == "-0.0" else text.removesuffix(".0")


def value(of: Any) -> str:
    """A parameter: one int for a pair of equal ones.

    >>> value((2, 2)), value((2, 3)), value(2.0), value(True)
    ('2', '(2, 3)', '2', 'True')
    """
    if isinstance(of, tuple) and of[0] == of[1]:
        return str(of[0])
    return number(of) if isinstance(of, float) else str(of)


def array(start: str, plane: NDArray, end: str) -> list[str]:
    """A plane as code, one row a line, its columns aligned.

    >>> print(*array("x = np.array(", np.array([[1.0, -2.5], [10.0, 3.0]]), ")"), sep="\\n")
    x = np.array([
        [ 1, -2.5],
        [10,    3],
    ])
    """
    texts = [[number(v) for v in row] for row in plane.tolist()]
    widths = [max(len(row[c]) for row in texts) for c in range(plane.shape[1])]
    rows = ["[" + ", ".join(t.rjust(w) for t, w in zip(row, widths, strict=True)) + "]" for row in texts]
    if len(rows) == 1:
        return [f"{start}[{rows[0]}]{end}"]
    return [f"{start}[", *(f"    {row}," for row in rows), f"]{end}"]


def arrays(case: Case, start: str, end: str, end_x: str | None = None) -> list[str]:
    """`x` and `grad_output` as code; `end_x` where the arguments after `x` are others."""
    x = array(f"x = {start}", case.x, end if end_x is None else end_x)
    return ["", *x, *array(f"grad_output = {start}", case.grad_output, end), ""]


def options(spec: PoolSpec) -> list[str]:
    """The layer as keyword arguments with PyTorch's names, without its defaults; a power has none, and stands first.

    >>> options(PoolSpec("lp", 3, 2, norm_type=1.5))
    ['norm_type=1.5', 'kernel_size=3', 'stride=2']
    """
    operator = OPERATORS[spec.operator]
    said = {"norm_type": spec.norm_type} if operator.has("norm_type") else {}
    said |= {"kernel_size": spec.kernel_size}
    said |= {"stride": spec.stride} if spec.stride != spec.kernel_size else {}
    own = {parameter.name: getattr(spec, parameter.name) for parameter in operator.parameters}
    said |= {p.name: own[p.name] for p in operator.parameters if own[p.name] != p.default}
    return [f"{name}={value(v)}" for name, v in said.items()]


def shared(arguments: list[str]) -> tuple[list[str], list[str]]:
    """Arguments for several calls: as they are, or, where they are many, a line that collects them and `**layer`.

    >>> shared(["kernel_size=2", "stride=1", "padding=1"])
    (['layer = dict(kernel_size=2, stride=1, padding=1)'], ['**layer'])
    """
    return (call("layer = dict", arguments), ["**layer"]) if len(arguments) > 2 else ([], arguments)


def call(start: str, arguments: Sequence[str], end: str = "", indent: str = "") -> list[str]:
    """A call on one line, or its arguments on a line of their own, or one a line.

    >>> call("y = f", ["x", "stride=2"], "[0]")
    ['y = f(x, stride=2)[0]']
    """
    inner = ", ".join(arguments)
    if len(indent + start + inner + end) + 2 <= WIDTH:
        return [f"{indent}{start}({inner}){end}"]
    one_line = len(indent + inner) + 4 <= WIDTH
    lines = [inner] if one_line else [f"{a}," for a in arguments]
    return [f"{indent}{start}(", *(f"{indent}    {line}" for line in lines), f"{indent}){end}"]


def joined(*parts: Iterable[str]) -> str:
    """Lines of several parts as one text."""
    return "\n".join(line for part in parts for line in part) + "\n"
