"""Another sixth operator, for tests alone: the lower median of a window. It selects a cell, but by no running best."""

from __future__ import annotations

import numpy as np

from figures.formulas.formula import Formula
from figures.voices.narrator import Narrator
from figures.voices.voice import Arrows, Explained, PhotoWords, Plan, Title, Voice
from pooling.operators.base import Kinks, Operator, Reduced
from pooling.parameters import CEIL_MODE, DILATION, PADDING


class Median(Operator):
    name = "median"
    label = "Median"
    parameters = (PADDING, DILATION, CEIL_MODE)
    selects = True

    def reduce(self, taps, windows, spec):
        last = np.broadcast_to(~windows.inside, taps.shape)
        order = np.lexsort((taps.astype(float), last), axis=-1)  # real cells first, by value, then by place
        middle = np.broadcast_to((windows.inside.sum(axis=-1) - 1) // 2, taps.shape[:-1])
        winner = np.take_along_axis(order, middle[..., None], axis=-1)
        return Reduced(np.take_along_axis(taps, winner, axis=-1)[..., 0], winner)

    def derivative(self, taps, reduced, windows, spec):
        return (reduced.winners == np.arange(taps.shape[-1])).astype(taps.dtype)

    def conserves(self, spec):
        return True

    def kinks(self, taps, derivative, windows, spec):
        return Kinks(derivative, derivative, np.zeros(taps.shape))


class MedianVoice(Voice):
    title = "Median pooling"
    forward = (Formula(f"F{91}", "Median", (r"y = x_median",), "The median cell.", ("median",)),)
    backward = (Formula(f"B{91}", "Median", (r"\partial y = 1",), "All to the median cell.", ("median",)),)
    arrows = Arrows("median of each window", "remember the median", "all to the median")
    mask = Title("Median mask", "", "how many windows chose each cell")
    photo = PhotoWords("the median value", "Median density")
    winner = "median"

    def window(self, pooled, grad_output, i, j):
        value = float(pooled.output[i, j])
        return Explained((rf"y_{{{i},{j}}} = {value:g}",), "The median cell of the window makes its output.")

    def narrator(self, trace):
        return Narrator(trace)

    def plan(self, spec):
        return Plan("The median cell of a window becomes its output.", "An output's gradient goes to the median cell.")

    def made(self, pooled, i, j):
        return "It is the median of its window."


OPERATOR, VOICE = Median(), MedianVoice()
