"""A layer in Keras 3: `keras.ops` on any backend, and the gradient by TensorFlow's tape."""

from __future__ import annotations

import math

from pooling.frameworks.with_pytorch import nothing_sent
from pooling.frameworks.writing import PRINT, Case, arrays, call, joined, number, value
from pooling.parameters import Pair

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
LAST = "[0, :, :, 0]"


def write(case: Case) -> str:
    """Code that pools `case` forward and backward with Keras."""
    start = ["import tensorflow as tf", "from keras import ops"]
    start += [*arrays(case, "ops.array(", ', dtype="float64")'), "", "def pool(x):"]
    if not case.operator.selects:
        body = _average(case) if case.spec.operator == "avg" else _lp(case)
        return joined(start, body, GRADIENT, nothing_sent(case), PRINT)
    body = _dilated(case) if case.spec.dilation != (1, 1) else _selecting(case)
    return joined(start, body, GRADIENT, [NO_INDICES], PRINT)


def _selecting(case: Case) -> list[str]:
    low = case.spec.operator == "min"
    pooled = call(f"return {'-' if low else ''}ops.max_pool", ["x", *_layer(case)], LAST, "    ")
    if low:
        channels = ["    # The smallest cell of x is the largest of -x.", "    x = -x[None, :, :, None]  # N, H, W, C"]
    else:
        channels = ["    x = x[None, :, :, None]  # N, H, W, C"]
    return [*channels, *_padded("x", case.room, never_wins=True), *pooled]


def _layer(case: Case) -> list[str]:
    stride = [f"strides={value(case.spec.stride)}"] if case.spec.stride != case.spec.kernel_size else []
    return [value(case.spec.kernel_size), *stride]


def _padded(name: str, room: tuple[Pair, Pair], never_wins: bool = False, flat: bool = False) -> list[str]:
    """A line that pads, if there is anything to pad with; `flat` without batch and channels."""
    if not any(map(any, room)):
        return []
    cells = str(room) if flat else f"((0, 0), {room[0]}, {room[1]}, (0, 0))"
    end = ', constant_values=float("-inf")' if never_wins else ""
    return [f"    {name} = ops.pad({name}, {cells}{end})"]


def _dilated(case: Case) -> list[str]:
    """Keras has no dilated pooling: the taps are slices, and the winner is gathered, not only its value."""
    low = case.spec.operator == "min"
    ranges = []
    for axis, out in enumerate(case.windows.output_size):
        k, s, d = case.spec.kernel_size[axis], case.spec.stride[axis], case.spec.dilation[axis]
        places = f"range(0, {k * d}, {d})" if d > 1 else f"range({k})"
        ranges.append((places, f"{(out - 1) * s + 1}", f":{s}" if s > 1 else ""))
    (rows, high, step_h), (columns, wide, step_w) = ranges
    return [
        "    # Keras pools without dilation: one slice for each place of the window.",
        *(["    x = -x  # the smallest cell of x is the largest of -x"] if low else []),
        *_padded("x", case.room, never_wins=True, flat=True),
        "    taps = ops.stack([",
        f"        x[r : r + {high}{step_h and ' ' + step_h}, c : c + {wide}{step_w and ' ' + step_w}]",
        f"        for r in {rows} for c in {columns}",
        "    ])",
        "    # The gradient of ops.max would be split among equal cells; here the first wins.",
        "    winner = ops.argmax(taps, axis=0, keepdims=True)",
        f"    return {'-' if low else ''}ops.take_along_axis(taps, winner, axis=0)[0]",
    ]


def _average(case: Case) -> list[str]:
    spec, start = case.spec, ["    x = x[None, :, :, None]  # N, H, W, C"]
    if spec.divisor_override is not None:
        return [
            *start,
            *_padded("x", case.room),
            "    # Keras has no divisor_override: the mean times its divisor is the sum.",
            *call("y = ops.average_pool", ["x", *_layer(case)], LAST, "    "),
            f"    return y * {math.prod(spec.kernel_size)} / {_by(spec.divisor_override)}",
        ]
    if spec.count_include_pad:
        start += _padded("x", (_both(spec.padding[0]), _both(spec.padding[1])))
        room = case.overhang
    else:
        room = case.room
    return [*start, *_mean(case, "x", room, "return ")]


def _by(divisor: int) -> str:
    return str(divisor) if divisor > 0 else f"({divisor})"


def _both(padding: int) -> Pair:
    return padding, padding


def _mean(case: Case, name: str, room: tuple[Pair, Pair], start: str) -> list[str]:
    """The mean of every window over those of its cells that `room` does not add."""
    if not any(map(any, room)):
        return call(f"{start}ops.average_pool", [name, *_layer(case)], LAST, "    ")
    return [
        "    # Keras counts padding: the mean, by the share of each window that should count.",
        f"    part = ops.ones_like({name})",
        *_padded(name, room),
        *_padded("part", room),
        *call("y = ops.average_pool", [name, *_layer(case)], "", "    "),
        *call("part = ops.average_pool", ["part", *_layer(case)], "", "    "),
        f"    {start}(y / part){LAST}",
    ]


def _lp(case: Case) -> list[str]:
    p = number(case.spec.norm_type)
    return [
        "    # Keras has no Lp pooling: from the mean of the powers to their sum, and the root.",
        f"    x = x[None, :, :, None] ** {p}  # N, H, W, C",
        *_mean(case, "x", case.room, "mean = "),
        f"    total = {math.prod(case.spec.kernel_size)} * mean",
        "    # The root has no slope at 0: no gradient is sent there.",
        "    zero = total == 0",
        f"    return ops.where(zero, 0, ops.where(zero, 1, total) ** (1 / {p}))",
    ]
