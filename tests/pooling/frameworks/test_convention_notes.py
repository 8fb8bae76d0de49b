"""What a framework has no layer for is refused, and what it leaves out is said."""

import numpy as np
import pytest

from pooling import PoolSpec
from pooling.frameworks import CONVENTIONS
from tests.pooling.checks import message_of, same

PYTORCH, ONNX, VALID, SAME, ZERO = (
    CONVENTIONS[key] for key in ("pytorch", "onnx", "keras_valid", "keras_same", "zero_padding")
)
RAMP = np.arange(1.0, 26.0).reshape(5, 5)
NAN = np.nan


REFUSED = {
    "Lp in Keras": (
        VALID,
        PoolSpec("lp", 2),
        "operator must be one of max, avg, min, range in Keras, which has no Lp pooling, but got lp",
    ),
    "dilation with SAME": (
        SAME,
        PoolSpec("max", 2, 1, dilation=2),
        "dilation must be 1 with SAME padding in TensorFlow, but got (2, 2)",
    ),
    "dilation with a stride": (
        VALID,
        PoolSpec("max", 2, 2, dilation=2),
        "dilation must be 1 in TensorFlow where stride is not 1, but got (2, 2)",
    ),
    "range, dilated with SAME": (
        SAME,
        PoolSpec("range", 2, 1, dilation=(1, 2)),
        "dilation must be 1 with SAME padding in TensorFlow, but got (1, 2)",
    ),
    "kernel beyond the unpadded input": (
        VALID,
        PoolSpec("max", 6, 1, 3),
        "kernel_size after dilation must be at most the padded input height 5, but got 6",
    ),
    "a power that is not whole": (
        ONNX,
        PoolSpec("lp", 2, norm_type=1.5),
        "norm_type must be a whole number in ONNX, but got 1.5",
    ),
}


@pytest.mark.parametrize(("convention", "layer", "message"), REFUSED.values(), ids=REFUSED.keys())
def test_what_a_framework_has_no_layer_for_is_refused(convention, layer, message):
    assert message_of(convention.apply, RAMP, layer) == message


@pytest.mark.parametrize("operator", ["max", "min", "range"])
def test_onnx_does_not_say_what_becomes_of_nan(operator):
    x = np.where(RAMP == 8, NAN, RAMP)
    expected = "x must hold no NaN for ONNX, which does not say what becomes of it, but got NaN at (1, 2)"
    assert message_of(ONNX.apply, x, PoolSpec(operator, 2)) == expected
    assert np.isnan(ONNX.apply(x, PoolSpec("avg", 2)).output).sum() == 1


NO_BACKWARD = "ONNX describes no backward pass: the gradient is that of its forward pass."
NOTES = {
    "PyTorch": (PYTORCH, PoolSpec("avg", 2, 2, 1, divisor_override=3), ()),
    "PyTorch min": (PYTORCH, PoolSpec("min", 2), ("PyTorch has no min pooling: this is −max_pool2d(−x).",)),
    "PyTorch range": (
        PYTORCH,
        PoolSpec("range", 2, 2, 1, dilation=2),
        ("PyTorch has no range pooling: this is max_pool2d(x) + max_pool2d(−x).",),
    ),
    "ONNX min": (ONNX, PoolSpec("min", 2), ("ONNX has no min pooling: this is −MaxPool(−x).", NO_BACKWARD)),
    "ONNX range": (
        ONNX,
        PoolSpec("range", 2, 2, 1),
        ("ONNX has no range pooling: this is MaxPool(x) + MaxPool(−x).", NO_BACKWARD),
    ),
    "ONNX average": (
        ONNX,
        PoolSpec("avg", 2, 2, 1, divisor_override=3),
        (
            "count_include_pad is not written out: its default is 1 in PyTorch and 0 in ONNX, which can be given a 1.",
            "ONNX has no divisor_override: the divisor is the number of cells.",
            NO_BACKWARD,
        ),
    ),
    "VALID": (
        VALID,
        PoolSpec("avg", 2, 2, (1, 0), ceil_mode=True, divisor_override=3),
        (
            "VALID means no padding: (1, 0) is left out.",
            "Keras has no ceil_mode: VALID drops a partial last window.",
            "Keras has no count_include_pad: it never counts padding.",
            "Keras has no divisor_override: the divisor is the number of cells.",
        ),
    ),
    "VALID dilated": (
        VALID,
        PoolSpec("max", 2, 1, dilation=2),
        ("Keras' layers have no dilation: this is tf.nn.pool.",),
    ),
    "VALID range, dilated": (
        VALID,
        PoolSpec("range", 2, 1, 1, dilation=2),
        (
            "Keras has no range pooling: this is MaxPooling2D(x) + MaxPooling2D(−x).",
            "Keras' layers have no dilation: this is tf.nn.pool.",
            "VALID means no padding: (1, 1) is left out.",
        ),
    ),
    "SAME range": (
        SAME,
        PoolSpec("range", 2, 2, (0, 1)),
        (
            "Keras has no range pooling: this is MaxPooling2D(x) + MaxPooling2D(−x).",
            "SAME chooses its own padding: (0, 1) is left out.",
        ),
    ),
    "SAME": (
        SAME,
        PoolSpec("min", 2, 2, 1, ceil_mode=True),
        (
            "Keras has no min pooling: this is −MaxPooling2D(−x).",
            "SAME chooses its own padding: (1, 1) is left out.",
            "Keras has no ceil_mode: SAME keeps a window for every stride.",
        ),
    ),
    "zero padding": (
        ZERO,
        PoolSpec("avg", 2, 2, 1, count_include_pad=False),
        (
            "The zeros of padding (1, 1) are cells; in Keras, ZeroPadding2D before a layer does so.",
            "count_include_pad=False has no effect: the zeros are cells, and count.",
        ),
    ),
    "zero padding, range": (
        ZERO,
        PoolSpec("range", 2, 2, 1),
        ("The zeros of padding (1, 1) are cells; in Keras, ZeroPadding2D before a layer does so.",),
    ),
    "zero padding, Lp": (ZERO, PoolSpec("lp", 2), ("Lp here is (Σ |x|ᵖ)^(1/p).",)),
}


ELSEWHERE = {
    "Caffe rounds up": ("caffe", PoolSpec("max", 2), ("Caffe rounds the output size up, as ceil_mode=True would.",)),
    "Caffe counts": (
        "caffe",
        PoolSpec("avg", 3, 2, 1, count_include_pad=False, ceil_mode=True),
        ("Caffe counts padding, whatever count_include_pad says.",),
    ),
    "Chainer averages down": (
        "chainer",
        PoolSpec("avg", 3, 2, 1, ceil_mode=True),
        (
            "Chainer with its defaults has no ceil_mode here: a partial last window is dropped.",
            "Chainer with its defaults divides by all kH · kW places of a window, those outside the padded input too.",
        ),
    ),
    "Flax has its own padding": (
        "flax_same",
        PoolSpec("avg", 2, 2, 1, divisor_override=3),
        ("Flax SAME takes no such padding: (1, 1) is left out.", "Flax SAME has no divisor_override."),
    ),
    "exported": (
        "onnx_exported",
        PoolSpec("avg", 2, 2, 1, divisor_override=3),
        (
            "PyTorch writes count_include_pad=1 into the file.",
            "The exporter drops divisor_override without a word: the divisor is the number of counted cells.",
            NO_BACKWARD,
        ),
    ),
    "blocks": (
        "scikit_image",
        PoolSpec("avg", 2),
        (
            "scikit-image block_reduce rounds the output size up, as ceil_mode=True would.",
            "scikit-image block_reduce fills the last windows with zeros, which count.",
            "scikit-image computes no gradient: it is that of its forward pass.",
        ),
    ),
}


@pytest.mark.parametrize(("key", "layer", "notes"), ELSEWHERE.values(), ids=ELSEWHERE.keys())
def test_what_follows_from_choices_is_said(key, layer, notes):
    assert CONVENTIONS[key].apply(RAMP, layer).notes == notes


BEHIND = PoolSpec("max", 2, 2, 1, ceil_mode=True)


@pytest.mark.parametrize("key", ["paddle", "openvino_ceil", "ncnn", "chainer", "mxnet"])
def test_a_window_behind_the_last_cell_is_refused_where_it_is_kept(key):
    label = CONVENTIONS[key].naming.label
    expected = f"the last window must begin at a cell, which {label} does not see to, but got row 5 of 5"
    assert message_of(CONVENTIONS[key].apply, RAMP, BEHIND) == expected


@pytest.mark.parametrize("key", ["pytorch", "onnx_exported", "openvino_ceil_torch", "caffe", "coreml"])
def test_and_pooled_where_it_is_dropped(key):
    assert CONVENTIONS[key].apply(RAMP, BEHIND).output.shape == (3, 3)


@pytest.mark.parametrize(("convention", "layer", "notes"), NOTES.values(), ids=NOTES.keys())
def test_what_is_left_out_is_said(convention, layer, notes):
    assert convention.apply(RAMP, layer).notes == notes


def test_equal_cells_are_noted_where_it_matters():
    layer, x = PoolSpec("max", 2), np.ones((2, 2))
    assert ONNX.apply(x, layer).notes[0] == (
        "ONNX leaves open which of several equal cells has the index; here it is the first, as in ONNX Runtime."
    )
    assert VALID.apply(x, layer).notes == (
        "GlobalMaxPooling2D would split the gradient among equal cells; this layer sends it to the first.",
    )
    assert ONNX.apply(x, PoolSpec("range", 2)).notes[1] == ONNX.apply(x, layer).notes[0]
    assert VALID.apply(x, PoolSpec("range", 2)).notes[1:] == VALID.apply(x, layer).notes
    assert not VALID.apply(RAMP[:2, :2], layer).notes
    assert not VALID.apply(np.ones((4, 4)), layer).notes


def test_ones_are_sent_where_the_gradient_does_not_fit():
    layer, grad = PoolSpec("max", 2), np.full((2, 2), 7.0)
    same(VALID.apply(RAMP, layer, grad).grad_output, grad)
    outcome = SAME.apply(RAMP, layer, grad)
    same(outcome.grad_output, np.ones((3, 3)))
    assert outcome.notes == ("The output is 3 × 3, so the upstream gradient does not fit: ones are sent back.",)
