"""The formulas of each operator, forward and backward, which its voice has, in the order of the operators."""

from __future__ import annotations

from figures.formulas.formula import OperatorFormulas
from figures.voices import VOICES
from pooling import OPERATORS


def operator_formulas() -> tuple[OperatorFormulas, ...]:
    """The formulas of every operator, in the order of `OPERATORS`.

    >>> [formulas.operator for formulas in operator_formulas()]
    ['max', 'avg', 'min', 'lp', 'range']
    """
    return tuple(OperatorFormulas(name, VOICES[name].forward, VOICES[name].backward) for name in OPERATORS)
