"""Keras 3 with TensorFlow: layers with VALID or SAME padding; `keras.ops` on any backend, the gradient by TensorFlow's
tape."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from numpy.typing import NDArray

from pooling.errors import PoolingError
from pooling.frameworks.choices import Choices, Outcome
from pooling.frameworks.code.averaged import CHANNELS, LAST, layer, mean, padded, root, times_cells
from pooling.frameworks.code.kinds import by_kind, combined, extremes, nothing_sent, one_divisor, times_mean
from pooling.frameworks.code.model import padding_of, sequential
from pooling.frameworks.code.own import Asked, own
from pooling.frameworks.code.writing import PRINT, Case, arrays, call, joined
from pooling.frameworks.convention import Convention, shown
from pooling.frameworks.framework import Framework, Said
from pooling.frameworks.naming import Naming
from pooling.operators.base import Operator
from pooling.operators.choosing import Choosing
from pooling.operators.summing import Summing
from pooling.spec import PoolSpec

NAMING = Naming("keras", "Keras")

CHECKED = ("TensorFlow 2.21.0 with Keras 3.15.1",)
_KERAS = "https://keras.io/api/layers/pooling_layers/"
_TF = "https://www.tensorflow.org/api_docs/python/tf/nn"
MAX, AVERAGE, GLOBAL = (f"{_KERAS}{page}/" for page in ("max_pooling2d", "average_pooling2d", "global_max_pooling2d"))

WORDS = {
    "padding": Said(
        "VALID: none. SAME: max(0, (ceil(n/s) − 1)·s + k − n) in all, half of it before, an odd cell after",
        CHECKED,
        (MAX, f"{_TF}#notes_on_padding_2"),
    ),
    "ceil_mode": Said("no ceil_mode. VALID: floor((n − k)/s) + 1. SAME: ceil(n/s)", CHECKED, (MAX,)),
    "divisor": Said("the cells of the input; padding never counts", CHECKED, (AVERAGE,)),
    "divisor_override": Said("none", CHECKED, (AVERAGE,)),
    "padding_value": Said("no cell: padding never wins", CHECKED, (MAX,)),
    "norm": Said("none"),
    "nan": Said(
        "ignored, and NaN alone gives the lowest finite number; a NaN that is first in its window gets the gradient",
        CHECKED,
        (MAX,),
    ),
    "tie": Said("MaxPooling2D: the first. GlobalMaxPooling2D: the gradient is split equally", CHECKED, (MAX, GLOBAL)),
    "index": Said(
        "tf.nn.max_pool_with_argmax: (row · W + column) · C + channel", CHECKED, (f"{_TF}/max_pool_with_argmax",)
    ),
    "default_stride": Said("pool_size", CHECKED, (MAX,)),
    "legal_padding": Said(
        "tf.nn.max_pool2d alone takes an explicit one, less than the window", CHECKED, (f"{_TF}/max_pool2d",)
    ),
    "dilation": Said("tf.nn.pool alone, with VALID and stride 1", CHECKED, (f"{_TF}/pool",)),
    "integers": Said("yes", CHECKED, (f"{_TF}/max_pool2d",)),
    "backend": Said(
        "on PyTorch, max takes NaN as PyTorch does, and an average repeats the edge cell where SAME is uneven; "
        "a fault of TensorFlow: in float64 the gradient of a SAME average is wrong where the kernel exceeds the input",
        (*CHECKED, "Keras 3.15.1 on PyTorch 2.13.0"),
        ("https://keras.io/getting_started/",),
    ),
}


def _refuse(operator: Operator, spec: PoolSpec, x: NDArray) -> None:
    if spec.dilation != (1, 1) and spec.stride != (1, 1):
        raise PoolingError.broken("dilation", "be 1 in TensorFlow where stride is not 1", spec.dilation)


def _refuse_same(operator: Operator, spec: PoolSpec, x: NDArray) -> None:
    if spec.dilation != (1, 1):
        raise PoolingError.broken("dilation", "be 1 with SAME padding in TensorFlow", spec.dilation)


def _tell(padding: str, ceil_mode: str, operator: Operator, spec: PoolSpec, outcome: Outcome) -> Iterator[str]:
    """Notes; what becomes of `padding` and of `ceil_mode` is said with the words of VALID or of SAME."""
    if spec.dilation != (1, 1):
        yield "Keras' layers have no dilation: this is tf.nn.pool."
    if spec.padding != (0, 0):
        yield f"{padding}: {shown(spec.padding)} is left out."
    if spec.ceil_mode:
        yield f"Keras has no ceil_mode: {ceil_mode}."
    if operator.has("count_include_pad") and spec.padding != (0, 0) and spec.count_include_pad:
        yield "Keras has no count_include_pad: it never counts padding."
    if spec.divisor_override is not None:
        yield "Keras has no divisor_override: the divisor is the number of cells."
    sizes = zip(spec.kernel_size, outcome.x.shape[-2:], strict=True)
    if padding.startswith("SAME") and operator.has("count_include_pad") and any(k > n for k, n in sizes):
        yield "A fault of TensorFlow: its own gradient of this average is right in float32 and wrong in float64."
    if outcome.tied and outcome.output.shape[-2:] == (1, 1):
        yield "GlobalMaxPooling2D would split the gradient among equal cells; this layer sends it to the first."


def _own(padding: str, asked: Asked) -> str:
    """Code for a model of the layer as Keras has it."""
    if asked.spec.dilation != (1, 1):
        return ""
    model = sequential(NAMING.own(asked.operator), padding, asked.x.shape, asked.spec)
    imports = ["import keras", "import tensorflow as tf", "from keras import ops"]
    end = ', dtype="float64")'
    return own(asked, imports, "ops.array(", (end, end), [*model, *GRADIENT])


_VALID = Choices("none", "never", "cells", "none", nan="ignored")
CONVENTIONS = {
    "keras_valid": Convention(
        "Keras VALID",
        _VALID,
        NAMING,
        _refuse,
        partial(_tell, "VALID means no padding", "VALID drops a partial last window"),
        partial(_own, "valid"),
    ),
    "keras_same": Convention(
        "Keras SAME",
        replace(_VALID, padding="same"),
        NAMING,
        _refuse_same,
        partial(_tell, "SAME chooses its own padding", "SAME keeps a window for every stride"),
        partial(_own, "same"),
    ),
}

NO_INDICES = "# There are no indices: Keras does not return them."
GRADIENT = [
    "",
    "",
    "# keras.ops works with every backend; its gradient is here TensorFlow's, the default one.",
    "with tf.GradientTape() as tape:",
    "    tape.watch(x)",
    "    y = pool(x)",
    "output, grad_input = y.numpy(), tape.gradient(y, x, grad_output).numpy()",
]


def _choosing(operator: Choosing, case: Case) -> str:
    name, padding = NAMING.own(operator), padding_of(operator, case)
    if name and padding:
        return joined(
            _start(case, "keras"),
            sequential(name, padding, case.windows.input_size, case.spec),
            GRADIENT,
            [NO_INDICES],
            PRINT,
        )
    if operator.selects:
        low = not operator.choices[0].order.large
        return joined(_start(case), ["def pool(x):", *_largest(case, low)], GRADIENT, [NO_INDICES], PRINT)
    return joined(_start(case), ["def max_pool(x):", *_largest(case)], _combining(operator), GRADIENT, PRINT)


def _summing(operator: Summing, case: Case) -> str:
    p, times, by = operator.power(case.spec), times_mean(operator, case), one_divisor(operator, case)
    override, name, padding = case.spec.divisor_override is not None, NAMING.own(operator), padding_of(operator, case)
    if name and padding:
        return joined(
            _start(case, "keras"),
            sequential(name, padding, case.windows.input_size, case.spec),
            GRADIENT,
            nothing_sent(case),
            PRINT,
        )
    if p is None and times == 1 and not override:
        body = [CHANNELS, *mean(operator, case, "return ")]
    elif p is None and by is not None:
        instead = "the mean times its divisor is the sum"
        lacks = [f"# Keras has no divisor_override: {instead}."] if override else NAMING.remark(operator, instead)
        body = [CHANNELS, *times_cells(case, lacks, by)]
    elif p is not None and times is not None:
        lacks = NAMING.remark(operator, "from the mean of the powers to their sum, and the root")
        body = root(operator, case, lacks, p, times)
    else:
        return NAMING.no_code(operator)
    return joined(_start(case), ["def pool(x):", *body], GRADIENT, nothing_sent(case), PRINT)


#: Code that pools `case` forward and backward with Keras.
write = by_kind(_choosing, _summing, NAMING.no_code)


def _start(case: Case, *modules: str) -> list[str]:
    imports = [f"import {module}" for module in modules]
    return [
        *imports,
        "import tensorflow as tf",
        "from keras import ops",
        *arrays(case, "ops.array(", ', dtype="float64")'),
        "",
    ]


def _combining(operator: Choosing) -> list[str]:
    return [
        "",
        "",
        "def pool(x):",
        *(f"    {line}" for line in NAMING.remark(operator, "the smallest cell of x is minus the largest of -x")),
        *(f"    {name} = {sign}max_pool({cells})" for name, sign, cells in extremes(operator)),
        f"    return {combined(operator)}",
    ]


def _largest(case: Case, low: bool = False) -> list[str]:
    """The body of a function that gives the largest cell of every window, or with `low` the smallest."""
    if case.spec.dilation != (1, 1):
        return _dilated(case, low)
    negative = ["    # The smallest cell of x is the largest of -x.", "    x = -x[None, :, :, None]  # N, H, W, C"]
    pooled = call(f"return {'-' if low else ''}ops.max_pool", ["x", *layer(case.spec)], LAST, "    ")
    return [*(negative if low else [CHANNELS]), *padded("x", case.room, never_wins=True), *pooled]


def _dilated(case: Case, low: bool) -> list[str]:
    """Keras has no dilated pooling: the taps are slices, and the winner is gathered, not only its value."""
    ranges = []
    for axis, out in enumerate(case.windows.output_size):
        k, s, d = case.spec.kernel_size[axis], case.spec.stride[axis], case.spec.dilation[axis]
        places = f"range(0, {k * d}, {d})" if d > 1 else f"range({k})"
        ranges.append((places, f"{(out - 1) * s + 1}", f":{s}" if s > 1 else ""))
    (rows, high, step_h), (columns, wide, step_w) = ranges
    return [
        "    # Keras pools without dilation: one slice for each place of the window.",
        *(["    x = -x  # the smallest cell of x is the largest of -x"] if low else []),
        *padded("x", case.room, never_wins=True, flat=True),
        "    taps = ops.stack([",
        f"        x[r : r + {high}{step_h and ' ' + step_h}, c : c + {wide}{step_w and ' ' + step_w}]",
        f"        for r in {rows} for c in {columns}",
        "    ])",
        "    # The gradient of ops.max would be split among equal cells; here the first wins.",
        "    winner = ops.argmax(taps, axis=0, keepdims=True)",
        f"    return {'-' if low else ''}ops.take_along_axis(taps, winner, axis=0)[0]",
    ]


FRAMEWORK = Framework("Keras", "TensorFlow / Keras", CONVENTIONS, WORDS, write)
