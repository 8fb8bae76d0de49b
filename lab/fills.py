"""What is left of a fill as its grid changes: whether the numbers are the visitor's own by now; another size of it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from lab.examples import EXAMPLES, poured
from lab.state import Lab, laid, settled, with_example
from pooling.parameters import Pair


def is_own(lab: Lab) -> bool:
    """Whether the input is not, or no more, what its fill gives: a cell was edited, or a link brought other numbers.

    A worked example has its size; one that was cut, or has zeros around it, is still that.
    """
    given = EXAMPLES[lab.example].x(lab.height, lab.width, lab.seed)
    return not np.array_equal(laid(np.zeros_like(lab.canvas), given)[: lab.height, : lab.width], lab.x)


def called(lab: Lab) -> str:
    """What the fill of the input is called; a worked example that has another size than its own, with that size.

    >>> from lab.state import fresh
    >>> called(fresh())
    '6×6 worked example'
    >>> called(resized(fresh(), 4, 7))
    '6×6 worked example, here 4×7'
    """
    example, here = EXAMPLES[lab.example], (lab.height, lab.width)
    return example.label if example.size in (None, here) else f"{example.label}, here {here[0]}×{here[1]}"


def recognised(lab: Lab) -> Lab:
    """`lab` with the name of the worked example that its input is, if it is one: a grid from elsewhere has no name."""
    same = (name for name, example in EXAMPLES.items() if example.size and not is_own(replace(lab, example=name)))
    return replace(lab, example=next(same, lab.example))


def resized(lab: Lab, height: int, width: int) -> Lab:
    """`lab` with an input of another size: a fill of any size that was not edited is filled anew, and all else stays.

    A random fill keeps its numbers where both sizes have cells; a ramp is one again.
    """
    canvas = lab.canvas
    if EXAMPLES[lab.example].size is None and not is_own(lab):
        canvas = poured_anew(lab, (height, width))
    return settled(replace(lab, canvas=canvas, height=height, width=width))


def reseeded(lab: Lab, seed: int) -> Lab:
    """`lab` with another seed: a random fill is drawn anew; any other input stays, and the next random fill uses it."""
    is_drawn = EXAMPLES[lab.example].seeded and not is_own(lab)
    return with_example(lab, lab.example, seed) if is_drawn else replace(lab, seed=seed)


def poured_anew(lab: Lab, size: Pair) -> NDArray:
    """The canvas that the fill of `lab` makes of an input of `size`; as it is where a worked example has its own."""
    example = EXAMPLES[lab.example]
    return lab.canvas if example.size else poured(partial(example.x, seed=lab.seed), size, lab.canvas.shape)
