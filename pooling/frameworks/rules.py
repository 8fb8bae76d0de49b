"""The rules that frameworks differ in, told for each, with where it is written and what it was checked with."""

from __future__ import annotations

from dataclasses import dataclass

_TORCH = "PyTorch 2.13.0"
_ORT = "ONNX Runtime 1.31.1"
_TF = "TensorFlow 2.21.0 with Keras 3.15.1"

_TORCH_DOCS = "https://docs.pytorch.org/docs/stable/generated/torch.nn."
_ONNX_DOCS = "https://onnx.ai/onnx/operators/onnx__"
_TF_DOCS = "https://www.tensorflow.org/api_docs/python/tf/nn"
_KERAS_DOCS = "https://keras.io/api/layers/pooling_layers/"

_MAX_PAGES = (_TORCH_DOCS + "MaxPool2d.html", _ONNX_DOCS + "MaxPool.html", _KERAS_DOCS + "max_pooling2d/")
_AVERAGE_PAGES = (
    _TORCH_DOCS + "AvgPool2d.html",
    _ONNX_DOCS + "AveragePool.html",
    _KERAS_DOCS + "average_pooling2d/",
)


@dataclass(frozen=True)
class Rule:
    """One row of the comparison: what a point comes to in each framework.

    `checked` are the versions whose behaviour was measured, `sources` the addresses of the official documentation.
    """

    point: str
    pytorch: str
    onnx: str
    keras: str
    zero_padding: str
    checked: tuple[str, ...]
    sources: tuple[str, ...]

    def text(self, convention: str) -> str:
        """The text for a key of `CONVENTIONS`.

        >>> RULES["divisor"].text("keras_same")
        'the cells of the input; padding never counts'
        """
        return str(getattr(self, "keras" if convention.startswith("keras") else convention))


#: The columns of the comparison: a key of `CONVENTIONS`, and what stands above it.
COLUMNS = {"pytorch": "PyTorch", "onnx": "ONNX", "keras_same": "TensorFlow / Keras", "zero_padding": "Zero padding"}

#: The rows by name. Those that `causes` can find have the names of the fields of `Choices`.
RULES: dict[str, Rule] = {
    "padding": Rule(
        "padding",
        "as given, the same before and after",
        "as given for each side",
        "VALID: none. SAME: max(0, (ceil(n/s) − 1)·s + k − n) in all, half of it before, an odd cell after",
        "as given",
        (_TORCH, _ORT, _TF),
        (*_MAX_PAGES, _TF_DOCS + "#notes_on_padding_2"),
    ),
    "ceil_mode": Rule(
        "output size",
        "floor((n + 2p − d(k − 1) − 1)/s) + 1; ceil_mode rounds up, but no window starts in the far padding",
        "as in PyTorch",
        "no ceil_mode. VALID: floor((n − k)/s) + 1. SAME: ceil(n/s)",
        "as in PyTorch for the padded input; with ceil_mode a window may start in the far padding",
        (_TORCH, _ORT, _TF),
        _MAX_PAGES,
    ),
    "divisor": Rule(
        "average divisor",
        "padding counts unless count_include_pad=False",
        "padding counts only if count_include_pad=1; the default is 0",
        "the cells of the input; padding never counts",
        "the zeros are cells, and count",
        (_TORCH, _ORT, _TF),
        _AVERAGE_PAGES,
    ),
    "divisor_override": Rule(
        "divisor_override",
        "any int other than 0",
        "none",
        "none",
        "as in PyTorch",
        (_TORCH, _ORT, _TF),
        _AVERAGE_PAGES,
    ),
    "padding_value": Rule(
        "padding value",
        "no cell: padding never wins",
        "no cell: padding never wins",
        "no cell: padding never wins",
        "a cell that holds 0: it may win, and then the gradient is lost in the padding",
        (_TORCH, _ORT, _TF),
        (*_MAX_PAGES, "https://keras.io/api/layers/reshaping_layers/zero_padding2d/"),
    ),
    "norm": Rule(
        "Lp",
        "(k · mean of xᵖ)^(1/p): no absolute value, and a partial window is scaled up to a full one",
        "(Σ |x|ᵖ)^(1/p), never scaled; p is a whole number",
        "none",
        "(Σ |x|ᵖ)^(1/p)",
        (_TORCH, _ORT),
        (_TORCH_DOCS + "LPPool2d.html", _ONNX_DOCS + "LpPool.html"),
    ),
    "nan": Rule(
        "NaN in max",
        "wins; index and gradient go to the last NaN of the window",
        "left open: in ONNX Runtime it depends on the order of the cells, and on whether indices are asked for",
        "ignored, and NaN alone gives the lowest finite number; a NaN that is first in its window gets the gradient",
        "as in PyTorch",
        (_TORCH, _ORT, _TF),
        _MAX_PAGES,
    ),
    "tie": Rule(
        "equal cells in max",
        "the first in row-major order",
        "left open; ONNX Runtime takes the first",
        "MaxPooling2D: the first. GlobalMaxPooling2D: the gradient is split equally",
        "left open; here the first",
        (_TORCH, _ORT, _TF),
        (*_MAX_PAGES, _KERAS_DOCS + "global_max_pooling2d/"),
    ),
    "index": Rule(
        "index of a maximum",
        "flat in the H·W plane",
        "flat in the whole N·C·H·W; storage_order=1 counts down the columns",
        "tf.nn.max_pool_with_argmax: (row · W + column) · C + channel",
        "flat in the padded plane",
        (_TORCH, _ORT, _TF),
        (_MAX_PAGES[0], _MAX_PAGES[1], _TF_DOCS + "/max_pool_with_argmax"),
    ),
    "default_stride": Rule(
        "default stride",
        "kernel_size",
        "1",
        "pool_size",
        "–",
        (_TORCH, _ORT, _TF),
        _MAX_PAGES,
    ),
    "legal_padding": Rule(
        "legal padding",
        "up to half of kernel_size",
        "any; in ONNX Runtime less than kernel_shape",
        "tf.nn.max_pool2d alone takes an explicit one, less than the window",
        "any",
        (_TORCH, _ORT, _TF),
        (*_MAX_PAGES[:2], _TF_DOCS + "/max_pool2d"),
    ),
    "dilation": Rule(
        "dilation",
        "max only",
        "max; average and Lp too, from opset 19 and 18",
        "tf.nn.pool alone, with VALID and stride 1",
        "–",
        (_TORCH, _ORT, _TF),
        (*_MAX_PAGES[:2], _AVERAGE_PAGES[1], _TF_DOCS + "/pool"),
    ),
    "integers": Rule(
        "max of integers",
        "yes",
        "int8 and uint8",
        "yes",
        "–",
        (_TORCH, _ORT, _TF),
        (_ONNX_DOCS + "MaxPool.html", _TF_DOCS + "/max_pool2d"),
    ),
    "backend": Rule(
        "one framework, several engines",
        "–",
        "indices and NaN are the engine's where the standard leaves them open",
        "on PyTorch, max takes NaN as PyTorch does, and an average repeats the edge cell where SAME is uneven",
        "–",
        (_ORT, _TF, "Keras 3.15.1 on PyTorch 2.13.0"),
        ("https://keras.io/getting_started/",),
    ),
}
