"""The formulas that the lab computes by, each with a sentence and its place in the code."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Formula:
    """A heading, LaTeX, what it says in plain words, and where the code computes it."""

    title: str
    latex: str
    text: str
    code: str


FORWARD = (
    Formula(
        "Output size",
        r"H_{out} = \left\lfloor \frac{H + 2p - d(k - 1) - 1}{s} \right\rfloor + 1",
        "On each axis: how often a window of k cells, d apart, fits into the padded input when it moves by s. With "
        "ceil_mode the division is rounded up; a window that would start beyond the input is then left out.",
        "PoolSpec.output_size",
    ),
    Formula(
        "Window",
        r"\text{rows } i \cdot s - p + r \cdot d, \quad r = 0 \dots k - 1",
        "The input rows that output row i reads; columns likewise. A row before 0 or after the last lies outside.",
        "Windows.of",
    ),
    Formula(
        "Max and min",
        r"y_{i,j} = \max_{(a,b) \in W(i,j)} x_{a,b}",
        "The largest (smallest) real cell of the window W. Padding never wins. Of equal cells the first in reading "
        "order wins; a NaN wins over every number.",
        "operators/max.py, operators/min.py",
    ),
    Formula(
        "Average",
        r"y_{i,j} = \frac{1}{D_{i,j}} \sum_{(a,b) \in W(i,j)} x_{a,b}",
        "D is the number of counted cells: with count_include_pad the padding counts too, the overhang of ceil_mode "
        "never does; divisor_override replaces D altogether.",
        "operators/average.py",
    ),
    Formula(
        "Lp",
        r"y_{i,j} = \Bigl( \frac{k}{n} \sum_{(a,b) \in W(i,j)} x_{a,b}^{\,p} \Bigr)^{1/p}",
        "k is the size of a full window, n the cells that this one holds. As in PyTorch there is no absolute value, "
        "and in floating point a negative number to a power that is not whole, p or 1/p, is NaN.",
        "operators/lp.py",
    ),
)

BACKWARD = (
    Formula(
        "Every operator",
        r"\frac{\partial E}{\partial x_{a,b}} = \sum_{(i,j)\,:\,(a,b) \in W(i,j)} "
        r"\frac{\partial E}{\partial y_{i,j}} \cdot \frac{\partial y_{i,j}}{\partial x_{a,b}}",
        "A cell adds up what all its windows send. Overlapping windows add; they never overwrite each other.",
        "Pooled.backward, Windows.scatter_add",
    ),
    Formula(
        "Max and min",
        r"\frac{\partial y_{i,j}}{\partial x_{a,b}} = \begin{cases} 1 & (a,b) \text{ won window } (i,j) \\ "
        r"0 & \text{else} \end{cases}",
        "The whole gradient goes to the winner. These ones and zeros are the argmax mask.",
        "operators/base.py",
    ),
    Formula(
        "Average",
        r"\frac{\partial y_{i,j}}{\partial x_{a,b}} = \frac{1}{D_{i,j}}",
        "Every cell of the window receives the same share. The share of counted padding is lost; with "
        "divisor_override the shares add up to more or less than the gradient, unless it is the number of cells.",
        "operators/average.py",
    ),
    Formula(
        "Lp",
        r"\frac{\partial y_{i,j}}{\partial x_{a,b}} = \frac{k}{n}\, S^{1/p - 1}\, x_{a,b}^{\,p - 1}, \quad "
        r"S = \frac{k}{n} \sum x^p",
        "Unless p is 1, a cell's slope depends on its value. Where S is 0 nothing is sent, as in PyTorch.",
        "operators/lp.py",
    ),
    Formula(
        "Which windows hold a cell",
        r"\left\lceil \frac{m - k + 1}{s} \right\rceil \le i \le \left\lfloor \frac{m}{s} \right\rfloor, "
        r"\quad m = a + p",
        "The inverse range for dilation 1, clipped to the output. The lower bound is rounded up.",
        "Windows.holding",
    ),
)
