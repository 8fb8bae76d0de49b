"""What questions there are: kinds, levels and topics, and the layers that each level asks about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from pooling.parameters import Pair

#: What a question may ask.
KINDS = {
    "route": "Where does the gradient go?",
    "output": "What is the output?",
    "grad_input": "What is the gradient of the input?",
}
LEVELS = {"easy": "Easy", "medium": "Medium", "hard": "Hard"}


@dataclass(frozen=True)
class Topic:
    """What a round of questions is about: what a menu says, the kinds that take turns, the operators by their odds."""

    label: str
    kinds: tuple[str, ...] = tuple(KINDS)
    operators: tuple[str, ...] = ("max", "max", "max", "avg", "avg", "min")


SELECTING = ("max", "max", "max", "min")
#: The order is part of every question's seed: new topics come last.
TOPICS = {
    "any": Topic("Anything"),
    "overlap": Topic("Overlapping windows", operators=SELECTING),
    "ties": Topic("Equal cells", ("route", "grad_input"), SELECTING),
    "padding": Topic("Padding"),
    "sizes": Topic("Output size", ("output",)),
    "average": Topic("Average pooling", ("output", "grad_input"), ("avg",)),
    "forward": Topic("Forward pass", ("output",)),
    "backward": Topic("Backward pass", ("route", "grad_input")),
}


class Geometry(NamedTuple):
    """A layer without its operator, and the (height, width) of the input that it gets."""

    kernel_size: int | Pair
    stride: int
    padding: int
    ceil_mode: bool
    size: Pair


# An average is asked only where a window has 2×2 places: quarters need no more than two decimals.
_OVERLAPPING = (
    Geometry(3, 1, 0, False, (4, 4)),
    Geometry(3, 1, 0, False, (5, 4)),
    Geometry(3, 2, 0, False, (5, 5)),
    Geometry(2, 1, 0, False, (4, 4)),
)
_EDGES = (
    Geometry(3, 2, 1, False, (5, 5)),
    Geometry(3, 2, 1, True, (4, 4)),
    Geometry((2, 3), 2, 1, False, (4, 5)),
    Geometry(2, 2, 1, False, (4, 4)),
    Geometry(2, 2, 0, True, (5, 5)),
    Geometry(2, 2, 1, False, (5, 5)),
)
_PLAIN = {"easy": (Geometry(2, 2, 0, False, (4, 4)),), "medium": _OVERLAPPING, "hard": _EDGES}
GEOMETRIES: dict[str, dict[str, tuple[Geometry, ...]]] = dict.fromkeys(TOPICS, _PLAIN) | {
    "overlap": {
        "easy": (Geometry(3, 1, 0, False, (4, 4)), Geometry(2, 1, 0, False, (3, 3))),
        "medium": _OVERLAPPING,
        "hard": (*_EDGES[:3], Geometry(3, 1, 1, False, (3, 3)), Geometry(2, 1, 1, False, (3, 3))),
    },
    "padding": {
        "easy": (Geometry(2, 2, 1, False, (4, 4)),),
        "medium": (
            Geometry(3, 2, 1, False, (5, 5)),
            Geometry(3, 2, 1, False, (4, 4)),
            Geometry(2, 2, 1, False, (5, 5)),
        ),
        "hard": (
            Geometry(3, 1, 1, False, (3, 3)),
            Geometry((2, 3), 2, 1, False, (4, 5)),
            Geometry(2, 2, 1, False, (4, 5)),
            Geometry(2, 1, 1, False, (3, 3)),
        ),
    },
    "sizes": {
        "easy": tuple(Geometry(2, 2, 0, False, size) for size in ((5, 5), (5, 4), (4, 5))),
        "medium": (
            Geometry(2, 2, 0, True, (5, 5)),
            Geometry(2, 2, 0, True, (4, 5)),
            Geometry(2, 3, 0, False, (6, 5)),
            Geometry(3, 2, 0, False, (6, 5)),
            Geometry(3, 2, 0, True, (4, 4)),
        ),
        "hard": (
            Geometry(3, 2, 1, True, (4, 4)),
            Geometry(3, 2, 1, True, (6, 5)),
            Geometry(2, 2, 1, True, (5, 5)),
            Geometry(2, 3, 1, True, (4, 4)),
        ),
    },
}
