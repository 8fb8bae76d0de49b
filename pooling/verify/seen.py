"""The address under which the app shows a verdict: layer and arrays in plain words."""

from __future__ import annotations

import re
from urllib.parse import urlencode

import numpy as np
from numpy.typing import NDArray

from pooling.registry import OPERATORS
from pooling.verify.verdict import Verdict

#: Where `make run` opens the app.
APP = "http://localhost:8501/Check"
#: Browsers and servers take longer ones, people do not.
LONGEST = 2_000


def address(verdict: Verdict) -> str:
    """The address of the Check page with this case; nothing where it would be too long.

    >>> from pooling.verify import grad_input
    >>> address(grad_input([[0, 9]], [[1, 5]], kernel_size=(1, 2)))[28:]
    'what=grad_input&operator=max&kernel_size=1,2&stride=1,2&x=[[1,5]]&grad_output=[[1]]&mine=[[0,9]]'
    """
    case = verdict.case
    words = {"what": verdict.what, "operator": case.spec.operator}
    for name, parameter in OPERATORS.parameters().items():
        value = getattr(case.spec, name)
        if name in ("kernel_size", "stride") or value != parameter.checked(parameter.default):
            words[name] = ",".join(map(str, value)) if isinstance(value, tuple) else str(value)
    if case.data_format != "NCHW":
        words["data_format"] = case.data_format
    arrays = {"x": case.x, "grad_output": np.asarray(case.grad_output), "mine": verdict.mine}
    if verdict.what != "grad_input":
        del arrays["grad_output"]
    found = f"{APP}?{urlencode(words | {name: _text(array) for name, array in arrays.items()}, safe='[],')}"
    return found if len(found) <= LONGEST else ""


def _text(array: NDArray) -> str:
    """An array as short as a list of it can be."""
    return re.sub(r"\.0\b", "", str(array.tolist()).replace(" ", ""))
