"""The lines of a function as a lesson shows them: what is run is what is read."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable
from functools import cache


@cache
def lines(function: Callable) -> str:
    """A function's source without its docstring and without types.

    >>> from pooling.verify.mistakes import pad_with_zeros
    >>> lines(pad_with_zeros).splitlines()[:2]
    ['def pad_with_zeros(x, kernel, stride, padding):', '    padded = np.pad(x, padding)']
    """
    source = textwrap.dedent(inspect.getsource(function))
    tree = ast.parse(source).body[0]
    assert isinstance(tree, ast.FunctionDef)
    names = ", ".join(argument.arg for argument in tree.args.args)
    has_docstring = ast.get_docstring(tree) is not None
    body = source.splitlines()[tree.body[1 if has_docstring else 0].lineno - 1 :]
    return "\n".join([f"def {tree.name}({names}):", *body])
