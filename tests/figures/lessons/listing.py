"""Numbers in a sentence: "1, 2 and 3"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from tests.figures.lessons.claims import reads


def listing(values: Sequence[float]) -> Callable[[str], bool]:
    """Whether a text lists these numbers, in this order.

    >>> listing([1, 2.5, 3])("1, 2.5 and 3"), listing([1, 2])("2 and 1")
    (True, False)
    """

    def lists(text: str) -> bool:
        named = re.split(", | and ", text)
        return len(named) == len(values) and all(map(reads, named, values))

    return lists
