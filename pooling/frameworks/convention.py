"""The same layer in another framework: what is left of it when its parameters are written there.

`kernel_size` and `stride` are copied, and every parameter that the framework has; the others take its defaults,
and a note says so. What the framework has no layer for is a `PoolingError`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pooling.arguments import real_array
from pooling.errors import PoolingError
from pooling.frameworks.choices import Choices, Outcome
from pooling.frameworks.code.own import Asked
from pooling.frameworks.naming import Naming
from pooling.operators.base import Operator
from pooling.operators.choosing import Choosing
from pooling.parameters import Pair
from pooling.registry import OPERATORS
from pooling.spec import PoolSpec

Refusal = Callable[[Operator, PoolSpec, NDArray], None]
Notes = Callable[[Operator, PoolSpec, Outcome], Iterable[str]]


def refuse_nothing(operator: Operator, spec: PoolSpec, x: NDArray) -> None:
    """Every layer is there."""


def refuse_nan(label: str, operator: Operator, x: NDArray) -> None:
    """Raise where a cell to choose from is NaN and the framework leaves open what becomes of it."""
    if isinstance(operator, Choosing) and x.dtype.kind == "f" and np.isnan(x).any():
        row, column = (int(v) for v in np.argwhere(np.isnan(x))[0][-2:])
        rule = f"hold no NaN for {label}, which does not say what becomes of it"
        raise PoolingError.broken("x", rule, f"NaN at ({row}, {column})")


def tell_nothing(operator: Operator, spec: PoolSpec, outcome: Outcome) -> Iterable[str]:
    """Every parameter is there, with the same meaning."""
    return ()


@dataclass(frozen=True)
class Convention:
    """A framework's way of pooling: its choice of every rule, what it calls the operators, and what it lacks.

    Without a `naming` it has every operator, as a textbook that speaks of windows has. `refuse` raises where there is
    no such layer, `tell` gives the notes to one that there is, `code` what is run there for an operator that it has a
    name of its own for.
    """

    label: str
    choices: Choices
    naming: Naming | None = None
    refuse: Refusal = refuse_nothing
    tell: Notes = tell_nothing
    code: Callable[[Asked], str] | None = None

    def apply(self, x: Any, spec: PoolSpec, grad_output: Any = None) -> Outcome:
        """Both passes of `spec` as it is written in this framework.

        Parameters
        ----------
        x : array (…, H, W)
        spec : PoolSpec
            The layer, as PyTorch has it.
        grad_output : array, optional
            The upstream gradient; ones where there is none, or where the output has another size (noted).

        Raises
        ------
        PoolingError
            When the framework has no such layer, or no window fits.

        Examples
        --------
        >>> from pooling.frameworks import CONVENTIONS
        >>> layer = PoolSpec("max", (1, 2), (1, 2), (0, 1))
        >>> for key in ("pytorch", "zero_padding", "keras_same"):
        ...     print(CONVENTIONS[key].apply([[-3.0, -5.0]], layer).output)
        [[-3. -5.]]
        [[0. 0.]]
        [[-3.]]
        """
        x, operator = real_array(x, "x"), OPERATORS[spec.operator]
        if self.naming is not None:
            self.naming.refuse(operator)
        self.refuse(operator, spec, x)
        outcome = self.choices.run(x, spec, grad_output)
        return replace(outcome, notes=tuple(self._notes(operator, spec, outcome, grad_output)))

    def own_code(self, x: Any, spec: PoolSpec, grad_output: Any = None) -> str:
        """The framework's own code with its own result; "" where none is written.

        Raises
        ------
        PoolingError
            When the framework has no such layer, or no window fits.
        """
        outcome, operator = self.apply(x, spec, grad_output), OPERATORS[spec.operator]
        if self.code is None or (self.naming is not None and not self.naming.own(operator)):
            return ""
        return self.code(Asked(outcome.x, spec, outcome.grad_output))

    def _notes(self, operator: Operator, spec: PoolSpec, outcome: Outcome, grad_output: Any) -> Iterable[str]:
        if self.naming is not None:
            yield from self.naming.tell(operator)
        yield from self.tell(operator, spec, outcome)
        if grad_output is not None and np.shape(grad_output) != outcome.output.shape:
            size = " × ".join(map(str, outcome.output.shape[-2:]))
            yield f"The output is {size}, so the upstream gradient does not fit: ones are sent back."


def shown(padding: Pair) -> str:
    """A padding in a sentence."""
    return f"({padding[0]}, {padding[1]})"
