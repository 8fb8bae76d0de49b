"""How somebody's function is called: its parameters are known by the names that people give them."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Mapping
from typing import Any

from pooling.errors import PoolingError, shown
from pooling.parameters import Pair
from pooling.registry import OPERATORS
from pooling.verify.case import Case

#: What people call what they are given; the first is PyTorch's name, or this package's. They are compared in small
#: letters without what is no letter or digit.
NAMES: Mapping[str, tuple[str, ...]] = {
    "x": ("x", "input", "inputs", "image", "images", "data", "array", "arr", "a", "a_prev", "feature_map"),
    "grad_output": (
        *(
            "grad_output",
            "grad_out",
            "grad",
            "gradient",
            "output_grad",
            "upstream",
            "upstream_gradient",
            "upstream_grad",
        ),
        *("dy", "dout", "dl_dy", "de_dy", "dz", "da", "dh", "delta", "g"),
    ),
    "output": ("output", "out", "y"),
    "indices": ("indices", "index", "argmax", "switches"),
    "input_shape": ("input_shape", "x_shape", "input_size", "shape"),
    "kernel_size": (
        *("kernel_size", "kernel", "kernel_shape", "ksize", "k", "pool_size", "pool", "pool_shape"),
        *("filter_size", "window", "window_size", "size", "f"),
    ),
    "stride": ("stride", "strides", "s"),
    "padding": ("padding", "pad", "pads"),
    "dilation": ("dilation", "dilations", "d"),
    "ceil_mode": ("ceil_mode", "ceil"),
    "count_include_pad": ("count_include_pad", "include_pad"),
    "divisor_override": ("divisor_override", "divisor"),
    "norm_type": ("norm_type", "norm", "power"),
    "p": ("p",),
}


def _compared(name: str) -> str:
    """A name as it is compared: gradOutput is grad_output."""
    return re.sub(r"[^a-z0-9]", "", name.lower())


_KNOWN = {_compared(name): meaning for meaning, names in NAMES.items() for name in names}


class Signature:
    """What a function is to be given, in its own names.

    Raises
    ------
    PoolingError
        When a parameter without a default has a name that nobody knows.

    Examples
    --------
    >>> Signature(lambda X, dout, k, stride=1, pad=0: None, "max").meanings
    {'X': 'x', 'dout': 'grad_output', 'k': 'kernel_size', 'stride': 'stride', 'pad': 'padding'}
    """

    def __init__(self, function: Callable, operator: str) -> None:
        self.function, self.operator = function, OPERATORS.named(operator)
        self.meanings: dict[str, str] = {}
        self.positional: list[str] = []
        self.takes_any = False
        for parameter in inspect.signature(function).parameters.values():
            self._read(parameter)

    def _read(self, parameter: inspect.Parameter) -> None:
        if parameter.kind in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD):
            self.takes_any |= parameter.kind == parameter.VAR_KEYWORD
            return
        meaning = self._meaning(parameter.name)
        if meaning is None:
            if parameter.default is parameter.empty:
                known = "have parameters of known names (x, grad_output, kernel_size, stride, padding, …)"
                raise PoolingError.broken("the function", known, shown(parameter.name))
            return
        self.meanings[parameter.name] = meaning
        if parameter.kind == parameter.POSITIONAL_ONLY:
            self.positional.append(parameter.name)

    def _meaning(self, name: str) -> str | None:
        meaning = _KNOWN.get(_compared(name))
        if meaning == "p":  # the padding, where there is one
            return "padding" if self.operator.has("padding") else "norm_type"
        return meaning

    def lacks(self, case: Case) -> str | None:
        """A parameter that the case needs and the function has not."""
        if self.takes_any:
            return None
        has = set(self.meanings.values())
        for parameter in self.operator.parameters:
            if parameter.name not in has and getattr(case.spec, parameter.name) != parameter.default:
                return parameter.name
        if "stride" not in has and case.spec.stride != case.spec.kernel_size:
            return "stride"
        return None

    def call(self, case: Case) -> Any:
        """What the function gives for a case; arrays are copies, which it may write into."""
        values = {
            "x": case.x.copy,
            "grad_output": lambda: case.as_mine(case.grad4).copy(),
            "output": lambda: case.right("output").copy(),
            "indices": lambda: case.right("indices").copy(),
            "input_shape": lambda: case.x.shape,
            **{name: _constant(unpaired(getattr(case.spec, name))) for name in OPERATORS.parameters()},
        }
        arguments = {name: values[meaning]() for name, meaning in self.meanings.items()}
        if self.takes_any:
            given = set(self.meanings.values())
            own = ["kernel_size", "stride", *(parameter.name for parameter in self.operator.parameters)]
            arguments |= {name: values[name]() for name in own if name not in given}
        first = [arguments.pop(name) for name in self.positional]
        return self.function(*first, **arguments)


def _constant(value: Any) -> Callable[[], Any]:
    return lambda: value


def unpaired(value: int | float | bool | Pair | None) -> Any:
    """A pair of equal numbers as one: most code takes no pairs. Padding of unequal sides stays as it is."""
    if not isinstance(value, tuple) or isinstance(value[0], tuple):
        return value
    return value[0] if value[0] == value[1] else value
