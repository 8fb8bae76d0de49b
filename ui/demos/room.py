"""What a board holds besides its grids, and where it stands: the grids get the rest of the screen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from figures.lessons.kit.lesson import Chart, Code, Drawing, Grid, Item, Rows, Stems
from ui.layout import EMBEDDED, PRESENTING, fits, here

#: Lines that tabs take, on a projector and in a frame; drawings side by side; stems; the switch below the last step.
TABS, SMALL_TABS, DRAWINGS, STEMS, SWITCH = 2.2, 2.0, 8.0, 9.0, 1.0
#: What each kind of thing is called on a tab.
NAMES: dict[type, str] = {Grid: "Grids", Drawing: "Pictures", Rows: "Table", Chart: "Chart", Code: "Code"}


@dataclass(frozen=True)
class Shelves:
    """Where a step's things stand.

    `tabs` are names with the numbers of what is behind each, a single one where there are none. Of the height of the
    grids so many lines are `taken`.
    """

    tabs: dict[str, list[int]]
    taken: float


def shelves(items: Iterable[Item], below: float = 0.0) -> Shelves:
    """Where things go: on one board; what is no grid behind tabs in a frame, and where a grid could not be read.

    So many lines stand `below` the board.
    """
    given = list(items)
    if here() is EMBEDDED:
        return _apart(given, tuple(NAMES), below, SMALL_TABS)
    tables = sum(2.5 + 1.1 * len(item.rows) for item in given if isinstance(item, Rows))
    code = sum(2.5 + 0.9 * item.text.count("\n") for item in given if isinstance(item, Code))
    drawings = below + max((DRAWINGS for item in given if isinstance(item, Drawing)), default=0.0)
    drawings += sum(STEMS for item in given if isinstance(item, Stems))
    pictures = [item.picture for item in given if isinstance(item, Grid)]
    whole = _apart(given, (), tables + code + drawings)
    if here() is not PRESENTING or not pictures or fits(pictures, whole.taken):
        return whole
    readable = _apart(given, (Code,), tables + drawings, TABS) if code else whole
    return readable if fits(pictures, readable.taken) else _apart(given, (Rows, Code), drawings, TABS)


def _apart(items: Sequence[Item], kinds: tuple[type, ...], others: float, bar: float = 0.0) -> Shelves:
    """Things of some kinds behind tabs; `others` take so many lines of the grids, and the bar of tabs, if any."""
    tabs: dict[str, list[int]] = {}
    for n, item in enumerate(items):
        tabs.setdefault(NAMES[type(item) if isinstance(item, kinds) else Grid], []).append(n)
    return Shelves(tabs, others + (bar if len(tabs) > 1 else 0.0))
