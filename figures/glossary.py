"""What the words of art mean, in a sentence or two each; what one means for an operator alone is in its voice."""

from __future__ import annotations

import re

from figures.voices import voice_of
from pooling import Pooled

TERMS = {
    "Upstream gradient": (
        "∂E/∂Y: how fast the error E changes with each output. It comes from the layers behind this one, up the stream "
        "that flows back; here you choose it."
    ),
    "Input gradient": (
        "∂E/∂X: how fast the error E changes with each input cell. Pooling makes it from the upstream gradient, and "
        "the layer before this one is handed it as its own."
    ),
    "E": (
        "The error of the network, one number: how far its answer is from the right one. To learn is to make E "
        "smaller, and the gradient says which way."
    ),
    "Window": (
        "The cells that one output is made of. Windows stand side by side, overlap, or leave cells out between them."
    ),
    "Kernel": (
        "The rows and columns that a window has; of a convolution also the small grid of weights that is laid over "
        "them."
    ),
    "Stride": (
        "By how many cells one window stands further on than the one before. Where it is smaller than the kernel, "
        "windows overlap, unless dilation puts gaps between their cells."
    ),
    "Padding": (
        "Cells put around the input, so that windows can reach over its edge. They hold nothing: a maximum never "
        "chooses one, an average adds 0 for it."
    ),
    "Tie": (
        "Several of the cells that are compared have the number that is chosen. Who gets the gradient then is a "
        "convention: a pool of PyTorch takes the first in reading order."
    ),
    "Slope": (
        "How fast one number changes with another: nudge the one a little, and divide how far the other moves by how "
        "far you nudged."
    ),
    "Kink": "Where the slope from the left is another than the slope from the right: there is no derivative.",
    "Coverage": "For each cell, how many windows hold it. A cell that none holds changes nothing and gets no gradient.",
    "Divisor": (
        "What an average divides the sum of its window by: how many places of the window count, or the number that "
        "divisor_override names."
    ),
    "Bin": "A window of adaptive pooling, which cuts rows and columns into as many bins as the output is to have.",
    "Jacobian": (
        "The table of all slopes ∂y/∂x: a row for each output cell, a column for each input cell. Backward multiplies "
        "by it transposed."
    ),
}
#: What else is told where a word of art is.
_ALONG = {"Upstream gradient": ("E",), "Input gradient": ("E",)}
#: The words of art above a grid, by its name; the mask is called as its operator calls it.
_ABOVE = {"grad_output": ("Upstream gradient", "E"), "grad_input": ("Input gradient", "E")}


def meanings(grid: str, pooled: Pooled) -> dict[str, str]:
    """The words of art above a grid of a layer, and what each means."""
    if grid == "argmax":
        voice = voice_of(pooled.operator)
        return {voice.mask.title: voice.mask_means}
    return {term: TERMS[term] for term in _ABOVE.get(grid, ())}


def words_in(text: str, pooled: Pooled) -> dict[str, str]:
    """The words of art in a text about a layer, in its order, and what each means."""
    voice = voice_of(pooled.operator)
    told = {**TERMS, voice.mask.title: voice.mask_means}
    found = {term: match.start() for term in told if (match := _spoken(term).search(text))}
    terms = [each for term in sorted(found, key=found.__getitem__) for each in (term, *_ALONG.get(term, ()))]
    return {term: told[term] for term in dict.fromkeys(terms)}


def _spoken(term: str) -> re.Pattern[str]:
    """A word of art as it stands in a text, one, several, or "tied", large or small; of a letter itself alone."""
    return re.compile(rf"\b{term}\b" if len(term) == 1 else rf"\b(?i:{re.escape(term)}[sd]?)\b")
