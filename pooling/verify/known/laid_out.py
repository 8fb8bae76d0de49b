"""How windows are laid out: padding, rounding, the order of arguments and of axes."""

from __future__ import annotations

from pooling.verify.known import when
from pooling.verify.known.mistake import ALL, GRADIENT, INDICES, OUTPUT, Mistake

_CROP = "grad_input = padded[p:p + H, p:p + W]"
_DOWN, _UP = "H_out = (H + 2*p - k) // s + 1", "H_out = -(-(H + 2*p - k) // s) + 1"

EVERY = (
    Mistake(
        "zeros",
        "zeros",
        True,
        ALL,
        when.choosing_and_padded,
        "padding with zeros",
        "padded = np.pad(x, p, constant_values=never_wins)",
        "padded = np.pad(x, p)",
        instead="padding with what never wins",
    ),
    Mistake(
        "not_cropped",
        "crop",
        "none",
        GRADIENT,
        when.padded,
        "leaving the padding around the gradient",
        _CROP,
        "grad_input = padded",
    ),
    Mistake(
        "cropped_at_the_start",
        "crop",
        "start",
        GRADIENT,
        when.padded,
        "cutting the padding off behind the plane alone",
        _CROP,
        "grad_input = padded[:H, :W]",
    ),
    Mistake(
        "cropped_at_the_end",
        "crop",
        "end",
        GRADIENT,
        when.padded,
        "cutting the padding off before the plane alone",
        _CROP,
        "grad_input = padded[2*p:, 2*p:]",
    ),
    Mistake(
        "rounding",
        "ceil",
        True,
        ALL,
        when.can_round,
        "rounding the output size the other way (floor and ceil)",
        lambda case, what: _UP if case.spec.ceil_mode else _DOWN,
        lambda case, what: _DOWN if case.spec.ceil_mode else _UP,
    ),
    Mistake(
        "stride_and_kernel",
        "layer",
        "stride",
        ALL,
        when.strides,
        "swapping stride and kernel_size",
        "pool(x, kernel_size, stride)",
        "pool(x, stride, kernel_size)",
    ),
    Mistake(
        "height_and_width",
        "layer",
        "sides",
        ALL,
        when.oblong,
        "swapping height and width of the layer's pairs",
        "k_h, k_w = kernel_size",
        "k_w, k_h = kernel_size",
    ),
    Mistake(
        "other_axes",
        "axes",
        "other",
        OUTPUT + INDICES,
        when.has_axes_to_confuse,
        "pooling the axes of the other data format (NCHW taken as NHWC, or the reverse)",
        "N, C, H, W = x.shape",
        "N, H, W, C = x.shape",
    ),
    Mistake(
        "channels",
        "axes",
        "reshaped",
        ALL,
        when.has_channels,
        "reading the memory in the other order of axes (NCHW as NHWC, by reshape)",
        "x.transpose(0, 2, 3, 1)",
        "x.reshape(N, H, W, C)",
    ),
)
