"""What a visitor brings to be checked: arrays as text or from files, the layer they belong to, what is looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lab.arrays.text import read
from lab.settings import Settings
from pooling.errors import PoolingError
from pooling.parameters import Pair
from pooling.verify.case import Case

#: What can be checked, and what it is called.
WHATS = {"grad_input": "input gradient ∂E/∂X", "output": "output Y", "indices": "argmax indices"}
#: The entries: the input, the upstream gradient, and what the visitor's code gave.
ROLES = {"x": "X", "grad_output": "∂E/∂Y", "mine": "yours"}


@dataclass(frozen=True, eq=False)
class Check:
    """The whole state. An entry that came as a file (`arrays`, called `files`) wins over its text.

    An empty upstream gradient stands for ones. `plane` and `cell` are what is looked at; None is the first that is
    wrong. A `task` is a case that a teacher has set: only the visitor's own entry can be changed; "cells" tells which
    cells are right and nothing more.
    """

    settings: Settings = field(default_factory=Settings)
    what: str = "grad_input"
    data_format: str = "NCHW"
    texts: Mapping[str, str] = field(default_factory=dict)
    arrays: Mapping[str, NDArray] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    example: str = ""
    plane: Pair | None = None
    cell: Pair | None = None
    task: str = ""
    uploads: int = 0
    notice: str = ""

    def has(self, role: str) -> bool:
        """Whether there is anything for a role."""
        return role in self.arrays or bool(self.texts.get(role, "").strip())

    def given(self, role: str) -> NDArray:
        """The array of a role.

        Raises
        ------
        PoolingError
            When its text is none.
        """
        return self._read[role] if role in self._read else self._remember(role)

    @property
    def used(self) -> tuple[str, ...]:
        """The entries that are filled and have to do with what is checked: an output has no upstream gradient."""
        return tuple(r for r in ROLES if self.has(r) and (r != "grad_output" or self.what == "grad_input"))

    @property
    def is_read(self) -> bool:
        """Whether every entry that is filled could be read."""
        try:
            for role in self.used:
                self.given(role)
        except PoolingError:
            return False
        return True

    def like(self, before: Check) -> Check:
        """This state, with what was read before of the entries that are still the same."""
        for role, array in before._read.items():
            if before.texts.get(role) == self.texts.get(role) and before.arrays.get(role) is self.arrays.get(role):
                self._read[role] = array
        return self

    @property
    def signature(self) -> tuple[Any, ...]:
        """What a verdict depends on; arrays by what they are, as long as somebody holds them."""
        entries = tuple(id(self.arrays[role]) if role in self.arrays else self.texts.get(role) for role in ROLES)
        return self.settings, self.what, self.data_format, entries

    def _remember(self, role: str) -> NDArray:
        found = self.arrays[role] if role in self.arrays else read(self.texts.get(role, ""), ROLES[role])
        self._read[role] = found
        return found

    @cached_property
    def _read(self) -> dict[str, NDArray]:
        return {}

    @cached_property
    def case(self) -> Case:
        """The layer with its arrays, every rule checked.

        Raises
        ------
        PoolingError
            When an array or the layer breaks a rule.
        """
        gradient = self.given("grad_output") if "grad_output" in self.used else None
        return case_of(self.given("x"), self.settings, gradient, self.data_format)


def case_of(x: NDArray, settings: Settings, grad_output: NDArray | None, data_format: str) -> Case:
    """The layer that settings give on planes of x, with its arrays."""
    size = x.shape[-3:-1] if data_format == "NHWC" and x.ndim > 2 else x.shape[-2:]
    return Case(x, settings.spec(*size), grad_output, data_format)


def as_text(array: NDArray) -> str:
    """An array as it can be pasted again, every digit kept.

    >>> as_text(np.array([[1.5, -2.0]]))
    '[[1.5, -2.0]]'
    """
    return str((np.asarray(array) + 0).tolist()).replace("],", "],\n")
