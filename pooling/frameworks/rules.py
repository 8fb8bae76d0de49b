"""The rules that frameworks differ in: their order and titles; what each comes to, the frameworks' files say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pooling.frameworks import FRAMEWORKS
from pooling.frameworks.framework import Framework, Said


def columns() -> list[Framework]:
    """The frameworks that are compared: those with conventions."""
    return [framework for framework in FRAMEWORKS.values() if framework.conventions]


def owner(convention: str) -> str:
    """The name of the framework that a key of `CONVENTIONS` belongs to.

    >>> owner("keras_same")
    'keras'
    """
    return next(name for name, framework in FRAMEWORKS.items() if convention in framework.conventions)


@dataclass(frozen=True)
class Rule:
    """One row of the comparison: `point` is its title, `name` how frameworks have it among their words."""

    name: str
    point: str

    def text(self, convention: str) -> str:
        """What it comes to, for a key of `CONVENTIONS`.

        >>> RULES["divisor"].text("keras_same")
        'the cells of the input; padding never counts'
        """
        return FRAMEWORKS[owner(convention)].said(self.name).text

    @property
    def said(self) -> Iterator[Said]:
        """What each framework says, in the order of the columns."""
        return (framework.said(self.name) for framework in columns())

    @property
    def checked(self) -> tuple[str, ...]:
        """The versions whose behaviour was measured."""
        return checked(self.said)

    @property
    def sources(self) -> tuple[str, ...]:
        """The addresses of the official documentation."""
        return sources(self.said)


def checked(said: Iterable[Said]) -> tuple[str, ...]:
    """The versions behind what some frameworks say, each once."""
    return tuple(dict.fromkeys(version for one in said for version in one.checked))


def sources(said: Iterable[Said]) -> tuple[str, ...]:
    """The pages behind what some frameworks say, each once."""
    return tuple(dict.fromkeys(page for one in said for page in one.sources))


_POINTS = {
    "padding": "padding",
    "ceil_mode": "output size",
    "divisor": "average divisor",
    "divisor_override": "divisor_override",
    "padding_value": "padding value",
    "norm": "Lp",
    "nan": "NaN in max",
    "tie": "equal cells in max",
    "index": "index of a maximum",
    "default_stride": "default stride",
    "legal_padding": "legal padding",
    "dilation": "dilation",
    "integers": "max of integers",
    "backend": "one framework, several engines",
}

#: The rows by name. Those that `causes` can find have the names of the fields of `Choices`.
RULES: dict[str, Rule] = {name: Rule(name, point) for name, point in _POINTS.items()}
