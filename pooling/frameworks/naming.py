"""What a framework calls the operators, and what is said where it has no name for one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pooling.errors import PoolingError
from pooling.frameworks.code.writing import Reason
from pooling.operators.base import Operator
from pooling.registry import OPERATORS


@dataclass(frozen=True)
class Naming:
    """The names that operators have in a framework: their `own_names` and `made_of` under its `key`.

    `label` is the framework's own name in a sentence. `beside` are layers that it has and that are not modelled here,
    by the operator that they are like.
    """

    key: str
    label: str
    beside: Mapping[str, str] = field(default_factory=dict)

    def own(self, operator: Operator) -> str:
        """The framework's function, layer or node for an operator; "" where it has none."""
        return operator.own_names.get(self.key, "")

    def knows(self, operator: Operator) -> bool:
        """Whether the framework has the operator, or has what it can be made of."""
        return self.key in operator.own_names or self.key in operator.made_of

    def lacks(self, operator: Operator) -> str:
        """That there is no such thing, as the beginning of a sentence.

        >>> Naming("keras", "Keras").lacks(OPERATORS["range"])
        'Keras has no range pooling'
        """
        return f"{self.label} has no {operator.word} pooling"

    def remark(self, operator: Operator, instead: str) -> list[str]:
        """A comment that the framework has none of its own, and what is done `instead`; nothing where it has.

        >>> Naming("keras", "Keras").remark(OPERATORS["lp"], "a mean of powers")
        ['# Keras has no Lp pooling: a mean of powers.']
        """
        return [] if self.own(operator) else [f"# {self.lacks(operator)}: {instead}."]

    def refuse(self, operator: Operator) -> None:
        """Raise where the framework knows nothing like it."""
        if not self.knows(operator):
            known = ", ".join(name for name, other in OPERATORS.items() if self.knows(other))
            why = f"which has no {operator.word} pooling"
            if operator.name in self.beside:
                why = f"whose {self.beside[operator.name]} is not compared here"
            rule = f"be one of {known} in {self.label}, {why}"
            raise PoolingError.broken("operator", rule, operator.name)

    def tell(self, operator: Operator) -> Iterator[str]:
        """What the operator is made of, where the framework has none of its own."""
        if not self.own(operator):
            yield f"{self.lacks(operator)}: this is {operator.made_of[self.key]}."

    def no_code(self, operator: Operator) -> Reason:
        """Why there is no code to take.

        >>> Naming("abacus", "The abacus").no_code(OPERATORS["max"])
        'The abacus has no max pooling.'
        """
        if not self.knows(operator):
            return Reason(f"{self.lacks(operator)}.")
        name = self.own(operator) or operator.made_of[self.key]
        return Reason(f"In {self.label} {operator.word} pooling is {name}, for which the lab writes no code.")
