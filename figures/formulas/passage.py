"""A passage of the reference in Markdown, its numbers computed when it is written, and how arrays are set in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from numpy.typing import NDArray

from figures.numbers import labels


@dataclass(frozen=True)
class Passage:
    """A title, the tutorials that it comes from (S0 … S4), and what writes it."""

    title: str
    sources: tuple[str, ...]
    write: Callable[[], str]


def grid(array: NDArray) -> str:
    """The numbers of an array (H, W) in columns, as a block of code; a zero is a plain 0.

    >>> import numpy as np
    >>> print(grid(np.array([[0.5, -2.0], [10.0, 0.0]])))
    ```text
     0.5 −2.0
    10.0    0
    ```
    """
    cells = labels(array)
    width = max(len(cell) for row in cells for cell in row)
    lines = (" ".join(cell.rjust(width) for cell in row) for row in cells)
    return "\n".join(["```text", *lines, "```"])


def shape(sizes: Iterable[int]) -> str:
    """A shape, as PyTorch writes it.

    >>> shape((2, 3))
    '(2, 3)'
    """
    return f"({', '.join(map(str, sizes))})"


def paragraphs(*parts: str) -> str:
    """Markdown with an empty line between its parts."""
    return "\n\n".join(parts)
