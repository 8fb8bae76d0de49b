"""What a board holds besides its grids, in lines of text: the grids get the rest of the screen."""

from __future__ import annotations

from collections.abc import Iterable

from figures.lessons.kit.lesson import Code, Drawing, Grid, Item, Rows, Stems
from ui.layout import PRESENTING, fits, here

#: Lines that tabs take, drawings side by side, stems, and the switch for the code below the visitor's turn.
TABS, DRAWINGS, STEMS, SWITCH = 2.2, 8.0, 9.0, 1.0


def is_apart(items: Iterable[Item]) -> bool:
    """Whether code stands behind a tab of its own: on a projector, where grids beside it would be too small to read."""
    given = tuple(items)
    pictures = [item.picture for item in given if isinstance(item, Grid)]
    crowded = bool(pictures) and bool(_code(given)) and not fits(pictures, _others(given) + _code(given))
    return here() is PRESENTING and crowded


def taken(items: Iterable[Item]) -> float:
    """Lines that the grids of a step leave to all else."""
    given = tuple(items)
    return _others(given) + (TABS if is_apart(given) else _code(given))


def _others(items: Iterable[Item]) -> float:
    """Lines of tables and stems, one below the other, and of drawings."""
    given = tuple(items)
    tables = (2.5 + 1.1 * len(item.rows) for item in given if isinstance(item, Rows))
    drawn = sum(STEMS for item in given if isinstance(item, Stems))
    return sum(tables) + drawn + max((DRAWINGS for item in given if isinstance(item, Drawing)), default=0.0)


def _code(items: Iterable[Item]) -> float:
    """Lines of code with its headings."""
    return sum(2.5 + 0.9 * item.text.count("\n") for item in items if isinstance(item, Code))
