"""How exactly a text says its numbers: NumPy prints 8 digits and PyTorch 4, whatever the numbers have."""

from __future__ import annotations

import re
from dataclasses import dataclass

#: From so many decimals on a printed number may have been rounded.
LEAST_DECIMALS = 3
#: So many say a double whole; a single one that is written as a double has more than so many.
WHOLE, SINGLE = 15, 8
#: Characters of a text that are looked at.
LOOKED_AT = 200_000
_FRACTION = re.compile(r"\.(\d+)(?:[eE][+-]?\d{1,3})?", re.ASCII)
_POWER = re.compile(r"\.(\d+)[eE]", re.ASCII)


@dataclass(frozen=True)
class Printed:
    """How far each number may be off: by `absolute`, or by `relative` times itself where it has a power of ten."""

    absolute: float = 0.0
    relative: float = 0.0
    is_long: bool = False

    @property
    def is_rounded(self) -> bool:
        return self.absolute > 0 or self.relative > 0


def printed(text: str) -> Printed:
    """What the numbers of a text have lost; nothing where it was no array that printed it.

    >>> printed("tensor([[0.3333, 1.0000]])").absolute, printed("[[0.25, 3.125]]").absolute
    (5e-05, 0.0)
    >>> printed("[[1.2346e-01 2.5000e+01]]").relative
    5e-05
    """
    text = text[:LOOKED_AT]
    every = [len(fraction) for fraction in _FRACTION.findall(text)]
    with_power = [len(fraction) for fraction in _POWER.findall(text)]
    is_long = max(every, default=0) > SINGLE
    if not every or not (_is_print(text) or len(set(every)) == 1):
        return Printed(is_long=is_long)
    plain = 0 if with_power else max(every)
    return Printed(_half(plain), _half(max(with_power, default=0)), is_long)


def _is_print(text: str) -> bool:
    """Whether it looks like what NumPy or PyTorch print; lists have commas, and every digit."""
    return "tensor(" in text or "array(" in text or ("[" in text and "," not in text)


def _half(decimals: int) -> float:
    """Half of what the last decimal stands for, if numbers may have been rounded to it."""
    return 0.5 * 10.0**-decimals if LEAST_DECIMALS <= decimals < WHOLE else 0.0
