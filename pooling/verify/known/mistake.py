"""What a mistake is: a switch that is set wrong, how it is said, and the lines of code that differ."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from pooling.verify.case import Case
from pooling.verify.switches import Switches

#: What mistakes can be seen in.
OUTPUT, INDICES, GRADIENT = ("output",), ("indices",), ("grad_input",)
ALL = OUTPUT + INDICES + GRADIENT

#: A line of code; a function of the case and of what is judged where it depends on them.
Line = str | Callable[[Case, str], str]


def _gives(said: str, instead: str) -> str:
    return f"what {said} gives" + (f" instead of {instead}" if instead else "")


@dataclass(frozen=True)
class Named:
    """A mistake, or a pair of them, as a verdict names it.

    Attributes
    ----------
    name : its key in `MISTAKES`; of a pair both, joined by " + "
    what : "output", "indices" or "grad_input"
    said : what it is called: it fits "It is what <said> gives"
    instead : what should be done; "" where that goes without saying
    right, wrong : the lines of NumPy code that differ
    allowed : whether it is no mistake but another convention
    """

    name: str
    what: str
    said: str
    right: str
    wrong: str
    instead: str = ""
    allowed: bool = False

    @property
    def gives(self) -> str:
        """What its result is, as in "what assigning (=) gives instead of adding (+=)"."""
        return _gives(self.said, self.instead)


@dataclass(frozen=True)
class Mistake:
    """One switch that is set wrong: which (`switch`, `value`), what it can be seen in, and when it can be made."""

    name: str
    switch: str
    value: Any
    whats: tuple[str, ...]
    possible: Callable[[Case], bool]
    said: str
    right: Line
    wrong: Line
    allowed: bool = False
    instead: str = ""

    @property
    def whole(self) -> str:
        """What is done, and instead of what."""
        return self.said + (f" instead of {self.instead}" if self.instead else "")

    @property
    def gives(self) -> str:
        """What its result is, as in "what assigning (=) gives instead of adding (+=)"."""
        return _gives(self.said, self.instead)

    def set(self, switches: Switches) -> Switches:
        """`switches` with this one set."""
        return replace(switches, **{self.switch: self.value})


def named(mistakes: tuple[Mistake, ...], case: Case, what: str) -> Named:
    """Mistakes that are made together, as a verdict on a case names them.

    >>> from pooling import PoolSpec
    >>> from pooling.verify.known import MISTAKES
    >>> named((MISTAKES["assign"], MISTAKES["zeros"]), Case([[1, 2]], PoolSpec("max", 1)), "grad_input").name
    'assign + zeros'
    """

    def line(written: Line) -> str:
        return written if isinstance(written, str) else written(case, what)

    if len(mistakes) == 1:
        said, instead = mistakes[0].said, mistakes[0].instead
    else:
        said, instead = ", together with ".join(mistake.whole for mistake in mistakes) + ",", ""
    return Named(
        " + ".join(mistake.name for mistake in mistakes),
        what,
        said,
        "\n".join(line(mistake.right) for mistake in mistakes),
        "\n".join(line(mistake.wrong) for mistake in mistakes),
        instead,
        all(mistake.allowed for mistake in mistakes),
    )
