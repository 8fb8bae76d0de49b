"""The formulas of each operator, forward and backward, and the operators in their order."""

from __future__ import annotations

from figures.formulas.formula import Formula, OperatorFormulas
from pooling import OPERATORS

MAX = OperatorFormulas(
    "max",
    (
        Formula(
            "F3",
            "Max",
            (r"y_{i,j} = \max_{(a,b) \in W(i,j)} x_{a,b}",),
            "The output is the largest real cell of the window W.",
            ("pooling.max_pool2d",),
            "Padding never wins. Of equal cells the first in reading order wins; a NaN wins over every number, and of "
            "several NaN the last.",
        ),
    ),
    (
        Formula(
            "B1",
            "Windows that a cell wins",
            (r"I(a,b) = \lbrace (i,j) : (a,b) \text{ wins } W(i,j) \rbrace",),
            "The output cells whose number came from input cell (a, b): none, one or, where windows overlap, several. "
            "Every output cell belongs to exactly one input cell, for each window has one winner.",
            ("pooling.passes.Pooled",),
        ),
        Formula(
            "B2",
            "Max",
            (
                r"\frac{\partial y_{i,j}}{\partial x_{a,b}} = \begin{cases} 1 & (i,j) \in I(a,b) \cr "
                r"0 & \text{else} \end{cases}",
                r"\frac{\partial E}{\partial x_{a,b}} = \sum_{(i,j) \in I(a,b)} \frac{\partial E}{\partial y_{i,j}}",
            ),
            "The whole gradient of an output goes to the cell that won its window. A cell that won several windows "
            "receives the sum.",
            ("pooling.passes.Pooled.backward", "pooling.max_pool2d_backward"),
            "The ones and zeros are the argmax mask. Padding never wins, so that no gradient is lost in it.",
        ),
    ),
)

MIN = OperatorFormulas(
    "min",
    (
        Formula(
            "F4",
            "Min",
            (r"y_{i,j} = \min_{(a,b) \in W(i,j)} x_{a,b}",),
            "The output is the smallest real cell of the window W: the mirror image of max.",
            ("pooling.min_pool2d",),
            "Padding, equal cells and NaN are taken as in max.",
        ),
    ),
    (
        Formula(
            "B8",
            "Min",
            (
                r"\frac{\partial y_{i,j}}{\partial x_{a,b}} = \begin{cases} 1 & (a,b) \text{ wins } W(i,j) \cr "
                r"0 & \text{else} \end{cases}",
            ),
            "As in max, with the smallest cell as the winner: the whole gradient of an output goes to it.",
            ("pooling.passes.Pooled.backward", "pooling.max_pool2d_backward"),
        ),
    ),
)

AVERAGE = OperatorFormulas(
    "avg",
    (
        Formula(
            "F5",
            "Average",
            (r"y_{i,j} = \frac{1}{D_{i,j}} \sum_{(a,b) \in W(i,j)} x_{a,b}",),
            "The real cells of the window are added, and the sum is divided by D.",
            ("pooling.avg_pool2d",),
            "D is the number of counted cells: with count_include_pad the padding counts too, the overhang of "
            "ceil_mode never does; divisor_override replaces D altogether.",
        ),
    ),
    (
        Formula(
            "B4",
            "Average",
            (
                r"\frac{\partial y_{i,j}}{\partial x_{a,b}} = \frac{1}{D_{i,j}}",
                r"\frac{\partial E}{\partial x_{a,b}} = \sum_{(i,j) : (a,b) \in W(i,j)} "
                r"\frac{1}{D_{i,j}} \cdot \frac{\partial E}{\partial y_{i,j}}",
            ),
            "Every cell of the window receives the same share. The share of counted padding is lost; with "
            "divisor_override the shares add up to more or less than the gradient, unless it is the number of cells.",
            ("pooling.passes.Pooled.backward", "pooling.avg_pool2d_backward"),
        ),
    ),
)

LP = OperatorFormulas(
    "lp",
    (
        Formula(
            "F6",
            "Lp",
            (r"y_{i,j} = \Bigl( \frac{k}{n} \sum_{(a,b) \in W(i,j)} x_{a,b}^{p} \Bigr)^{1/p}",),
            "Each cell is raised to the power p, the powers are added, and the root is taken again. In a full window "
            "p = 1 gives the sum, p = 2 the length of a vector, and a large p comes near the largest of positive "
            "cells.",
            ("pooling.lp_pool2d",),
            "k is the size of a full window, n the cells that this one holds. As in PyTorch there is no absolute "
            "value, and in floating point a negative number to a power that is not whole, p or 1/p, is NaN.",
        ),
    ),
    (
        Formula(
            "B9",
            "Lp",
            (
                r"\frac{\partial y_{i,j}}{\partial x_{a,b}} = \frac{k}{n} S^{1/p - 1} x_{a,b}^{p - 1}",
                r"S = \frac{k}{n} \sum_{(a,b) \in W(i,j)} x_{a,b}^{p}",
            ),
            "The slope of the root times the slope of the power; k and n are those of F6. With p = 2, in a full "
            "window, it is the cell divided by the output.",
            ("pooling.passes.Pooled.backward", "pooling.lp_pool2d_backward"),
            "Unless p is 1, a cell's slope depends on its value. Where S is 0 nothing is sent, as in PyTorch.",
        ),
    ),
)

RANGE = OperatorFormulas(
    "range",
    (
        Formula(
            "F9",
            "Range",
            (r"y_{i,j} = \max_{(a,b) \in W(i,j)} x_{a,b} - \min_{(a,b) \in W(i,j)} x_{a,b}",),
            "The largest real cell of the window W minus the smallest: how far the numbers of the window lie apart.",
            ("pooling.range_pool2d",),
            "Padding, equal cells and NaN are taken as in max and min.",
        ),
    ),
    (
        Formula(
            "B10",
            "Range",
            (
                r"\frac{\partial y_{i,j}}{\partial x_{a,b}} = \begin{cases} 1 & (a,b) \text{ is the largest} \cr "
                r"-1 & (a,b) \text{ is the smallest} \cr 0 & \text{else, or both} \end{cases}",
            ),
            "The largest cell of a window is sent the gradient, the smallest the same with the other sign: together "
            "they are sent 0. Of equal cells the first in reading order counts.",
            ("pooling.passes.Pooled.backward", "pooling.range_pool2d_backward"),
            "Where one cell is both, as in a window of equal cells, nothing is sent.",
        ),
    ),
)

_ALL = {formulas.operator: formulas for formulas in (MAX, AVERAGE, MIN, LP, RANGE)}


def operator_formulas() -> tuple[OperatorFormulas, ...]:
    """The formulas of every operator, in the order of `OPERATORS`.

    Raises
    ------
    LookupError
        When an operator has none.

    Examples
    --------
    >>> [formulas.operator for formulas in operator_formulas()]
    ['max', 'avg', 'min', 'lp', 'range']
    """
    for name in OPERATORS:
        if name not in _ALL:
            raise LookupError(f"figures/formulas must hold formulas for every operator, but has none for {name}")
    return tuple(_ALL[name] for name in OPERATORS)
