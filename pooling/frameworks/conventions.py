"""The same layer in other frameworks: what is left of it when its parameters are written there.

`kernel_size` and `stride` are copied, and every parameter that the framework has; the others take its defaults,
and a note says so. What the framework has no layer for is a `PoolingError`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pooling.arguments import real_array
from pooling.errors import PoolingError
from pooling.frameworks.choices import Choices, Outcome
from pooling.parameters import Pair
from pooling.spec import PoolSpec

Notes = Callable[[PoolSpec, Outcome], Iterator[str]]


@dataclass(frozen=True)
class Convention:
    """A framework's way of pooling: its choice of every rule, what it refuses, and what it lacks."""

    label: str
    choices: Choices
    refuse: Callable[[PoolSpec, NDArray], None]
    tell: Notes

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
        >>> layer = PoolSpec("max", (1, 2), (1, 2), (0, 1))
        >>> for key in ("pytorch", "zero_padding", "keras_same"):
        ...     print(CONVENTIONS[key].apply([[-3.0, -5.0]], layer).output)
        [[-3. -5.]]
        [[0. 0.]]
        [[-3.]]
        """
        x = real_array(x, "x")
        self.refuse(spec, x)
        outcome = self.choices.run(x, spec, grad_output)
        notes = tuple(self.tell(spec, outcome))
        given = None if grad_output is None else np.shape(grad_output)
        if given not in (None, outcome.output.shape):
            size = " × ".join(map(str, outcome.output.shape[-2:]))
            notes += (f"The output is {size}, so the upstream gradient does not fit: ones are sent back.",)
        return replace(outcome, notes=notes)


def _nothing(spec: PoolSpec, x: NDArray) -> None:
    """Refuse nothing."""


def _refuse_onnx(spec: PoolSpec, x: NDArray) -> None:
    if spec.operator == "lp" and spec.norm_type != int(spec.norm_type):
        raise PoolingError.broken("norm_type", "be a whole number in ONNX", spec.norm_type)
    if spec.operator in ("max", "min") and x.dtype.kind == "f" and np.isnan(x).any():
        row, column = (int(v) for v in np.argwhere(np.isnan(x))[0][-2:])
        rule = "hold no NaN for ONNX, which does not say what becomes of it"
        raise PoolingError.broken("x", rule, f"NaN at ({row}, {column})")


def _refuse_keras(same: bool) -> Callable[[PoolSpec, NDArray], None]:
    def refuse(spec: PoolSpec, x: NDArray) -> None:
        if spec.operator == "lp":
            raise PoolingError.broken("operator", "be max, min or avg in Keras, which has no Lp pooling", "lp")
        if spec.dilation != (1, 1) and same:
            raise PoolingError.broken("dilation", "be 1 with SAME padding in TensorFlow", spec.dilation)
        if spec.dilation != (1, 1) and spec.stride != (1, 1):
            raise PoolingError.broken("dilation", "be 1 in TensorFlow where stride is not 1", spec.dilation)

    return refuse


def _tell_pytorch(spec: PoolSpec, outcome: Outcome) -> Iterator[str]:
    if spec.operator == "min":
        yield "PyTorch has no min pooling: this is −max_pool2d(−x)."


def _tell_onnx(spec: PoolSpec, outcome: Outcome) -> Iterator[str]:
    if spec.operator == "min":
        yield "ONNX has no min pooling: this is −MaxPool(−x)."
    if spec.operator == "avg" and spec.padding != (0, 0) and spec.count_include_pad:
        yield "count_include_pad is not written out: its default is 1 in PyTorch and 0 in ONNX, which can be given a 1."
    if spec.divisor_override is not None:
        yield _no_override("ONNX")
    if outcome.tied:
        yield "ONNX leaves open which of several equal cells has the index; here it is the first, as in ONNX Runtime."
    yield "ONNX describes no backward pass: the gradient is that of its forward pass."


def _tell_keras(same: bool) -> Notes:
    def tell(spec: PoolSpec, outcome: Outcome) -> Iterator[str]:
        if spec.operator == "min":
            yield "Keras has no min pooling: this is −MaxPooling2D(−x)."
        if spec.dilation != (1, 1):
            yield "Keras' layers have no dilation: this is tf.nn.pool."
        if spec.padding != (0, 0):
            what = "SAME chooses its own padding" if same else "VALID means no padding"
            yield f"{what}: {_shown(spec.padding)} is left out."
        if spec.ceil_mode:
            what = "SAME keeps a window for every stride" if same else "VALID drops a partial last window"
            yield f"Keras has no ceil_mode: {what}."
        if spec.operator == "avg" and spec.padding != (0, 0) and spec.count_include_pad:
            yield "Keras has no count_include_pad: it never counts padding."
        if spec.divisor_override is not None:
            yield _no_override("Keras")
        if outcome.tied and outcome.output.shape[-2:] == (1, 1):
            yield "GlobalMaxPooling2D would split the gradient among equal cells; this layer sends it to the first."

    return tell


def _tell_zero_padding(spec: PoolSpec, outcome: Outcome) -> Iterator[str]:
    if spec.padding != (0, 0):
        yield f"The zeros of padding {_shown(spec.padding)} are cells; in Keras, ZeroPadding2D before a layer does so."
    if spec.operator == "avg" and spec.padding != (0, 0) and not spec.count_include_pad:
        yield "count_include_pad=False has no effect: the zeros are cells, and count."
    if spec.operator == "lp":
        yield "Lp here is (Σ |x|ᵖ)^(1/p)."


def _no_override(framework: str) -> str:
    return f"{framework} has no divisor_override: the divisor is the number of cells."


def _shown(padding: Pair) -> str:
    return f"({padding[0]}, {padding[1]})"


_KERAS = Choices("none", "never", "cells", "none", nan="ignored")

#: Every convention by its key.
CONVENTIONS: dict[str, Convention] = {
    "pytorch": Convention("PyTorch", Choices(), _nothing, _tell_pytorch),
    "onnx": Convention(
        "ONNX", Choices(divisor="cells", divisor_override="none", norm="absolute"), _refuse_onnx, _tell_onnx
    ),
    "keras_valid": Convention("Keras VALID", _KERAS, _refuse_keras(False), _tell_keras(False)),
    "keras_same": Convention("Keras SAME", replace(_KERAS, padding="same"), _refuse_keras(True), _tell_keras(True)),
    "zero_padding": Convention(
        "Textbook zero padding",
        Choices(divisor="padded", padding_value="zero", norm="absolute"),
        _nothing,
        _tell_zero_padding,
    ),
}
