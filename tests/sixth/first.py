"""A sixth operator, for tests alone: the first cell of a window, in reading order. It is linear and chooses nothing."""

from __future__ import annotations

import numpy as np

from figures.formulas.formula import Formula
from figures.voices.narrator import Narrator
from figures.voices.voice import Arrows, Explained, PhotoWords, Plan, Title, Voice
from pooling.operators.base import Kinks, Operator, Reduced
from pooling.parameters import CEIL_MODE, PADDING


class First(Operator):
    name = "first"
    label = "First"
    parameters = (PADDING, CEIL_MODE)
    linear = True

    def reduce(self, taps, windows, spec):
        first = np.broadcast_to(windows.inside.argmax(axis=-1), taps.shape[:-1])
        return Reduced(np.take_along_axis(taps, first[..., None], axis=-1)[..., 0], None)

    def derivative(self, taps, reduced, windows, spec):
        first = windows.inside.argmax(axis=-1)[:, None] == np.arange(taps.shape[-1])
        return np.broadcast_to(first.astype(taps.dtype), taps.shape)

    def conserves(self, spec):
        return True

    def kinks(self, taps, derivative, windows, spec):
        return Kinks(derivative, derivative, np.full(taps.shape, np.inf))


class FirstVoice(Voice):
    title = "First pooling"
    forward = (Formula(f"F{90}", "First", (r"y = x_first",), "The first cell.", ("first",)),)
    backward = (Formula(f"B{90}", "First", (r"\partial y = 1",), "All to the first cell.", ("first",)),)
    arrows = Arrows("first of each window", "add up the slopes", "all to the first")
    mask = Title("Weight of each cell", "Σ ∂y/∂x", "in all outputs together")
    photo = PhotoWords("the first value", "Weight of each pixel")
    remembers = "First remembers nothing: every window sends its gradient to its first cell."

    def window(self, pooled, grad_output, i, j):
        value = float(pooled.output[i, j])
        return Explained((rf"y_{{{i},{j}}} = {value:g}",), "The first cell of the window makes its output.")

    def narrator(self, trace):
        return Narrator(trace)

    def plan(self, spec):
        return Plan("The first cell of a window becomes its output.", "An output's gradient goes to the first cell.")

    def made(self, pooled, i, j):
        return "It is the first cell in its window."


OPERATOR, VOICE = First(), FirstVoice()
