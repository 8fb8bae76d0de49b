"""Try somebody's function on the hard cases (`backward`, `forward`), or judge one array of theirs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from math import prod
from typing import Any

from pooling.errors import PoolingError, shown
from pooling.spec import PoolSpec
from pooling.verify.case import DATA_FORMATS, Case, laid_out
from pooling.verify.hard import Hard, hard
from pooling.verify.known import when
from pooling.verify.report import Report, Tried
from pooling.verify.signature import Signature
from pooling.verify.verdict import Verdict, judge


def backward(function: Callable, operator: str = "max", data_format: str = "NCHW", axes: int | None = None) -> Report:
    """Try a backward pass on the hard cases of an operator.

    Parameters
    ----------
    function : callable
        Takes x, the upstream gradient, kernel_size, stride, padding, …, by names that people use (`dout`, `k`, `pad`),
        and returns the input gradient. What it has no parameter for is not tried.
    operator : str
        One of `OPERATORS`.
    data_format : {"NCHW", "NHWC"}
    axes : {2, 3, 4}, optional
        How many axes its arrays have; where None, found out: 4, 2 or 3, the first that works on the first case.

    Returns
    -------
    Report
        Its repr says which cases fail, and what the mistake is.

    Raises
    ------
    PoolingError
        When a parameter without a default has a name that nobody knows, or an argument breaks its rule.

    Examples
    --------
    >>> from pooling import max_pool2d, max_pool2d_backward
    >>> def right(x, grad_output, kernel_size, stride, padding, dilation, ceil_mode):
    ...     _, indices = max_pool2d(x, kernel_size, stride, padding, dilation, ceil_mode, return_indices=True)
    ...     return max_pool2d_backward(grad_output, indices, x.shape)
    >>> backward(right, "max")
    All 13 cases pass.
    """
    return _tried(function, operator, "grad_input", data_format, axes)


def forward(function: Callable, operator: str = "max", data_format: str = "NCHW", axes: int | None = None) -> Report:
    """Try a forward pass on the hard cases of an operator.

    As `backward`; the function returns the output, or the output and the indices (then both are judged).

    >>> from pooling import avg_pool2d
    >>> forward(avg_pool2d, "avg")
    All 14 cases pass.
    """
    return _tried(function, operator, "output", data_format, axes)


def grad_input(
    mine: Any, x: Any, grad_output: Any = None, operator: str = "max", data_format: str = "NCHW", **layer: Any
) -> Verdict:
    """Judge one input gradient.

    Parameters
    ----------
    mine, x : arrays of 2 to 4 axes
    grad_output : array of the output's shape; ones where it is None
    operator, data_format, **layer
        As `PoolSpec` takes them: kernel_size, stride, padding, …; `rtol` and `atol` as `judge` takes them.

    Examples
    --------
    >>> grad_input([[0, 4, 0, 1, 0]], [[1, 5, 3, 9, 2]], [[4, 2, 1]], kernel_size=(1, 3), stride=1).mistakes[0].said
    'assigning (=)'
    """
    return _judged(mine, x, grad_output, operator, data_format, "grad_input", layer)


def output(mine: Any, x: Any, operator: str = "max", data_format: str = "NCHW", **layer: Any) -> Verdict:
    """Judge one output; arguments as `grad_input`.

    >>> output([[5, 5]], [[1, 5, 3]], kernel_size=(1, 2), stride=1)
    Your output is right in all 2 cells.
    """
    return _judged(mine, x, None, operator, data_format, "output", layer)


def indices(mine: Any, x: Any, operator: str = "max", data_format: str = "NCHW", **layer: Any) -> Verdict:
    """Judge indices, flat in the H·W plane; arguments as `grad_input`.

    >>> indices([[1, 1]], [[1, 5, 3]], kernel_size=(1, 2), stride=1).ok
    True
    """
    return _judged(mine, x, None, operator, data_format, "indices", layer)


def _judged(
    mine: Any, x: Any, grad_output: Any, operator: str, data_format: str, what: str, layer: dict[str, Any]
) -> Verdict:
    tolerance = {name: layer.pop(name) for name in ("rtol", "atol") if name in layer}
    unknown = [name for name in layer if name not in PoolSpec.__dataclass_fields__]
    if unknown:
        raise PoolingError.broken("a parameter", "be one of PoolSpec's", shown(unknown[0]))
    case = Case(x, PoolSpec(operator, **layer), grad_output, data_format)
    return judge(mine, case, what, **tolerance)


def _tried(function: Callable, operator: str, what: str, data_format: str, axes: int | None) -> Report:
    if data_format not in DATA_FORMATS:
        raise PoolingError.broken("data_format", f"be one of {', '.join(DATA_FORMATS)}", shown(data_format))
    if axes not in (None, 2, 3, 4):
        raise PoolingError.broken("axes", "be 2, 3 or 4", shown(axes))
    signature = Signature(function, operator)
    cases = hard(operator)
    axes = _axes(signature, cases[0], data_format) if axes is None else axes
    tried: list[Tried] = []
    skipped = []
    for each in cases:
        case = _shaped(each.case, axes, data_format)
        lacking = "batch" if case is None else signature.lacks(case)
        if case is None or lacking is not None:
            skipped.append((each.name, str(lacking)))
        else:
            tried += _attempt(signature, Hard(each.name, case), what)
    oblong = [each for each in tried if each.error and when.oblong(each.hard.case)]
    if not any(each.error for each in tried if each not in oblong):  # it knows square windows alone
        tried = [each for each in tried if each not in oblong]
        skipped += [(each.hard.name, "pairs (height, width)") for each in oblong]
    return Report(what, tuple(tried), tuple(skipped))


def _attempt(signature: Signature, each: Hard, what: str) -> Iterable[Tried]:
    try:
        result = signature.call(each.case)
        first, *rest = result if isinstance(result, tuple) else (result,)
        yield Tried(each, judge(first, each.case, what))
        if what == "output" and rest and each.case.indices4 is not None:
            yield Tried(Hard(f"{each.name}, indices", each.case), judge(rest[0], each.case, "indices"))
    except Exception as error:  # somebody's code may raise anything: that is what is reported
        yield Tried(each, None, f"{type(error).__name__}: {shown(str(error), 200)}")


def _axes(signature: Signature, first: Hard, data_format: str) -> int:
    """How many axes the function takes: the first number for which a result of the right shape comes."""
    for axes in (4, 2, 3):
        case = _shaped(first.case, axes, data_format)
        try:
            result = signature.call(case) if case is not None else None
        except Exception:  # it is tried again with other axes, and reported if none will do
            continue
        result = result[0] if isinstance(result, tuple) else result
        if case is not None and len(getattr(result, "shape", ())) == axes:
            return axes
    return 4


def _shaped(case: Case, axes: int, data_format: str) -> Case | None:
    """The case with so many axes and its channels where they are wanted; None where it has too many planes."""
    if prod(case.x4.shape[: 4 - axes]) != 1:
        return None
    x, grad_output = (laid_out(array4, axes, data_format) for array4 in (case.x4, case.grad4))
    return Case(x, case.spec, grad_output, data_format)
