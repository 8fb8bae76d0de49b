"""What the words of art mean, in a sentence or two each; what one means for an operator alone is in its voice."""

from __future__ import annotations

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
}
#: The words of art above a grid, by its name; the mask is called as its operator calls it.
_ABOVE = {"grad_output": ("Upstream gradient", "E"), "grad_input": ("Input gradient", "E")}


def meanings(grid: str, pooled: Pooled) -> dict[str, str]:
    """The words of art above a grid of a layer, and what each means."""
    if grid == "argmax":
        voice = voice_of(pooled.operator)
        return {voice.mask.title: voice.mask_means}
    return {term: TERMS[term] for term in _ABOVE.get(grid, ())}
