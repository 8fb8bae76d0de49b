"""What a framework is: the conventions it pools by, its words for every rule, and the writer of its code."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from pooling.errors import PoolingError
from pooling.frameworks.code.writing import Case
from pooling.frameworks.convention import Convention


class Said(NamedTuple):
    """What a rule comes to in one framework.

    `checked` are the versions whose behaviour was measured, `sources` the addresses of the official documentation.
    """

    text: str
    checked: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class Framework:
    """A file of this package, as far as others need it.

    Attributes
    ----------
    label : str
        Its name.
    heading : str
        Its name over a column of the rules, where it has conventions.
    conventions : dict of Convention
        Its ways of pooling, by the key that an address names; none for a framework that only writes code.
    words : dict of Said
        By the names of `RULES`.
    write : callable, optional
        Code for a case, or the `Reason` why there is none.
    differentiates : bool
        Whether it computes gradients itself. One that does not comes last where code is offered.
    """

    label: str
    heading: str = ""
    conventions: Mapping[str, Convention] = field(default_factory=dict)
    words: Mapping[str, Said] = field(default_factory=dict)
    write: Callable[[Case], str] | None = None
    differentiates: bool = True

    def said(self, rule: str) -> Said:
        """Its words for a rule; a rule that it does not tell of is an error that names both.

        >>> Framework("Abacus").said("nan")
        Traceback (most recent call last):
            ...
        pooling.errors.PoolingError: words of Abacus must tell of every rule, but got nothing for nan
        """
        if rule not in self.words:
            raise PoolingError.broken(f"words of {self.label}", "tell of every rule", f"nothing for {rule}")
        return self.words[rule]
