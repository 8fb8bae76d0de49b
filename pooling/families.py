"""One function on one, two or three axes: `max_pool1d`, `max_pool2d` and `max_pool3d` are one and the same code.

It is written once, with the number of axes before the arguments that callers know, and told in the words of two axes.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, overload

from pooling.errors import PoolingError
from pooling.signatures import OfX, TakesInput

P = ParamSpec("P")
R = TypeVar("R")

#: What help says of planes, and what in its place of lines and volumes.
TOLD = {
    1: {
        "int or (height, width)": "int",
        "((top, bottom), (left, right))": "((before, after),)",
        "(…, H, W": "(…, L",
        "(…, H_out, W_out": "(…, L_out",
        "(…, 1, 1)": "(…, 1)",
        "(H, W) alone": "(L,) alone",
        "H·W plane": "line of L cells",
        "a height and a width": "a length",
        "every plane": "every line",
        "the plane": "the line",
        "2d": "1d",
    },
    3: {
        "(height, width)": "(depth, height, width)",
        "((top, bottom), (left, right))": "((front, back), (top, bottom), (left, right))",
        "(…, H, W": "(…, D, H, W",
        "(…, H_out, W_out": "(…, D_out, H_out, W_out",
        "(…, 1, 1)": "(…, 1, 1, 1)",
        "(H, W) alone": "(D, H, W) alone",
        "H·W plane": "D·H·W volume",
        "a height and a width": "a depth, a height and a width",
        "every plane": "every volume",
        "the plane": "the volume",
        "2d": "3d",
    },
}
EXAMPLES = "Examples\n--------\n"


@overload
def family(
    function: OfX[P, R], line: str, volume: str
) -> tuple[TakesInput[P, R], TakesInput[P, R], TakesInput[P, R]]: ...


@overload
def family(
    function: Callable[Concatenate[int, P], R], line: str, volume: str
) -> tuple[Callable[P, R], Callable[P, R], Callable[P, R]]: ...


def family(function: Callable[..., Any], line: str, volume: str) -> tuple[Callable[..., Any], ...]:
    """`function`, a name without a number, on one, two and three axes; `line` and `volume` are the examples of the
    first and the last."""
    return on_axes(1, function, line), on_axes(2, function), on_axes(3, function, volume)


def on_axes(axes: int, function: Callable[Concatenate[int, P], R], example: str = "") -> Callable[P, R]:
    """`function`, a name without a number, on so many axes: with the name, the help and the `example` for them.

    PyTorch's name for the first argument, `input`, is taken for `x`.
    """

    @wraps(function)
    def called(*args: Any, **kwargs: Any) -> R:
        if "input" in kwargs and "x" in parameters:
            if args or "x" in kwargs:
                raise PoolingError.broken("input", "stand in place of x", "both")
            kwargs["x"] = kwargs.pop("input")
        return function(axes, *args, **kwargs)

    signature = inspect.signature(function)
    _, *parameters = signature.parameters
    known = list(signature.parameters.values())[1:]
    called.__signature__ = signature.replace(parameters=known)  # type: ignore[attr-defined]
    called.__name__ = called.__qualname__ = function.__name__.replace("pool", f"pool{axes}d")
    called.__doc__ = told(inspect.cleandoc(function.__doc__ or ""), axes, example)
    return called


def told(text: str, axes: int, example: str) -> str:
    """The help of a function of two axes as that of one of others, with the example that is theirs.

    >>> told("Pools (…, H, W).", 3, "")
    'Pools (…, D, H, W).'
    """
    if axes == 2:
        return text
    text = text.partition(EXAMPLES)[0]
    for plane, other in TOLD[axes].items():
        text = text.replace(plane, other)
    return f"{text}{EXAMPLES}{inspect.cleandoc(example)}\n" if example else text
