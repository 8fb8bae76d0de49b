"""What questions there are: kinds, levels and topics, and the layers that each level asks about."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import partial
from operator import is_
from typing import NamedTuple

from pooling.errors import PoolingError
from pooling.operators.base import Operator
from pooling.operators.choosing import Choosing
from pooling.operators.summing import Summing
from pooling.parameters import Pair
from pooling.registry import OPERATORS
from pooling.spec import PoolSpec

#: What a question may ask.
KINDS = {
    "route": "Where does the gradient go?",
    "output": "What is the output?",
    "grad_input": "What is the gradient of the input?",
}
LEVELS = {"easy": "Easy", "medium": "Medium", "hard": "Hard"}


def every(operator: Operator) -> bool:
    """Any operator."""
    return True


def selecting(operator: Operator) -> bool:
    """Operators with a winner, so that a route can be asked for."""
    return operator.selects


def taking_the_largest(operator: Operator) -> bool:
    """Operators that choose the largest cell and nothing else: what the first lessons are about."""
    return isinstance(operator, Choosing) and all(choice.order.large for choice in operator.choices)


def linear(operator: Operator) -> bool:
    """Operators that share the gradient out, whatever the cells are."""
    return operator.linear


@dataclass(frozen=True)
class Topic:
    """What a round of questions is about: what a menu says, the kinds that take turns, which operators suit it."""

    label: str
    kinds: tuple[str, ...] = tuple(KINDS)
    suits: Callable[[Operator], bool] = every

    @property
    def operators(self) -> tuple[str, ...]:
        """The names to draw from, each as often as its odds say; the one that there is needs no odds.

        >>> topics()["any"].operators
        ('max', 'max', 'max', 'avg', 'avg', 'min')
        """
        names = [name for name, operator in OPERATORS.items() if self.suits(operator)]
        drawn = [name for name in names for _ in range(OPERATORS[name].odds)] or names
        return tuple(drawn if len(set(drawn)) > 1 else drawn[:1])

    def among(self, chosen: Collection[str]) -> tuple[str, ...]:
        """The names to draw from where only some operators are wanted; none chosen is no wish.

        >>> topics()["any"].among(["avg", "min"])
        ('avg', 'avg', 'min')
        """
        return tuple(name for name in self.operators if not chosen or name in chosen)

    def kinds_among(self, chosen: Collection[str]) -> tuple[str, ...]:
        """The kinds that can be asked of these operators: an average has no route.

        >>> topics()["any"].kinds_among(["avg"])
        ('output', 'grad_input')
        """
        names = self.among(chosen)
        return tuple(kind for kind in self.kinds if any(kind in kinds_of(OPERATORS[name]) for name in names))


#: The order of all topics is part of every question's seed: new ones come at the end of the later ones.
_TOPICS = {
    "any": Topic("Anything"),
    "overlap": Topic("Overlapping windows", suits=selecting),
    "ties": Topic("Equal cells", ("route", "grad_input"), selecting),
    "padding": Topic("Padding"),
    "sizes": Topic("Output size", ("output",)),
    "average": Topic("Average pooling", ("output", "grad_input"), linear),
    "forward": Topic("Forward pass", ("output",)),
    "backward": Topic("Backward pass", ("route", "grad_input")),
}
#: These come after the topics of single operators.
_LATER_TOPICS = {
    "largest": Topic("Max pooling: forward", ("output",), taking_the_largest),
    "winner": Topic("Max pooling: backward", ("route", "grad_input"), taking_the_largest),
}


def topics() -> dict[str, Topic]:
    """Every topic by name: an operator that is not drawn among others has a topic of its own, by its own name."""
    of_one = {
        name: Topic(f"{operator.label} pooling", kinds_of(operator), partial(is_, operator))
        for name, operator in OPERATORS.items()
        if operator.odds == 0 and keeps_whole(operator)
    }
    return _TOPICS | of_one | _LATER_TOPICS


def kinds_asked(topic: str, operators: Collection[str]) -> tuple[str, ...]:
    """What a topic can ask of some operators; none named are those of the topic.

    Raises
    ------
    PoolingError
        When that is nothing.
    """
    about = topics()[topic]
    kinds = about.kinds_among(operators)
    if not kinds:
        names = ", ".join(dict.fromkeys(about.operators))
        raise PoolingError.broken(f"operators for “{about.label}”", f"be among {names}", ", ".join(operators))
    return kinds


def kinds_of(operator: Operator) -> tuple[str, ...]:
    """What can be asked of an operator: a route only where a window has one winner."""
    return tuple(kind for kind in KINDS if kind != "route" or operator.selects)


def divides(operator: Operator) -> bool:
    """Whether what it gives of whole numbers has decimals, as a mean has."""
    return isinstance(operator, Summing)


def keeps_whole(operator: Operator) -> bool:
    """Whether what it gives of whole numbers can be written with few decimals: a root can't."""
    return not isinstance(operator, Summing) or operator.power(PoolSpec(operator.name)) is None


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
_OF_TOPICS: dict[str, dict[str, tuple[Geometry, ...]]] = {
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


def geometries(topic: str, level: str, operator: Operator) -> list[Geometry]:
    """The layers that a level asks about: those that the operator can have, and whose answers are short."""
    return [
        geometry
        for geometry in _OF_TOPICS.get(topic, _PLAIN)[level]
        if (geometry.kernel_size == 2 or not divides(operator))
        and (geometry.padding == 0 or operator.has("padding"))
        and (not geometry.ceil_mode or operator.has("ceil_mode"))
    ]
