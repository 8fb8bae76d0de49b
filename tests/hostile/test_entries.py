"""What is typed, pasted or sent into a grid: it holds what an independent grid holds, and nothing typed is lost."""

from __future__ import annotations

from random import Random
from typing import Any

import numpy as np

from lab.editing import apply
from lab.state import Editing
from tests.hostile import model, words
from tests.hostile.amount import cases, portions

#: A number in every dress: digits of other scripts, signs, points, exponents, spaces, and what only looks like one.
DRESSES = (
    "0", "-0", "−0.0", "7", "+7", "−7", "--7", "+-7", "1.", ".5", "-.5", ".", "+", "−", "e5", "1e5", "1E+5",
    "1e-400", "1e9", "-1e9", "1.0000000001e9", "1e10", "1e400", "999999999.9", "1_000", "1__0", "_1", "0x10", "0b1",
    "0o7", "1j", "1d", "1f", "1,5", "1.5.5", "1 5", "١٢٫٥", "١٢", "１２.５", "²", "½", "Ⅷ", "一", "∞", "inf",
    "-Infinity", "nan", "NaN", "1\u00a0", " 1 ", "\u20031\u2003", "\u202e1\u202c", "\u200f1", "1\u200f", "\ufeff1",
    "1\0", "\0", "\x1c1\x1f", "=1+1", "1%", "$1", "true", "None", "0" * 399 + "1", "0" * 400 + "1", "1" * 400,
    "0." + "0" * 390 + "1", "1e" + "0" * 390 + "1", "", " ", "\n", "\t", "\r", "1\n2", "−" * 3, "é", "\ud800", "😀",
    "9" * 100_000, "x" * 100_000,
)  # fmt: skip


def entry(chance: Random) -> str:
    """Something typed into a cell."""
    kind = chance.randrange(6)
    if kind < 3:
        return chance.choice(DRESSES)
    if kind == 3:
        number = chance.choice((chance.uniform(-2e9, 2e9), chance.gauss(0, 1), chance.randint(-99, 99)))
        return chance.choice((str, repr, "{:e}".format, "{:+.3f}".format, "{:g}".format))(number)
    if kind == 4:
        return "".join(chance.choice("0123456789.eE+-− \t_٣") for _ in range(chance.randint(1, 8)))
    return words.text(chance)


def block(chance: Random) -> str:
    """Something pasted: cells between tabs, rows on lines, at times too many, ragged or nothing like it."""
    rows, columns = (chance.choice((1, 1, 2, 3, 16, 17)) for _ in range(2))
    short = [text for text in DRESSES if len(text) < 10]
    cells = [[chance.choice(short) if chance.random() < 0.3 else str(n) for n in range(columns)] for _ in range(rows)]
    if chance.random() < 0.1:
        cells[-1].append("1")
    text = chance.choice(("\n", "\n", "\r\n", "\r")).join("\t".join(row) for row in cells)
    # A script tells by a NUL of a block that is too long to be sent.
    return text + chance.choice(("", "\n", "\n\n", "\t")) if chance.random() < 0.9 else entry(chance).lstrip("\0")


def event(chance: Random) -> Any:
    """One thing that a grid sends, nearly always of the right form."""
    at = [chance.choice((0, 0, 1, 2, 5, 15)) if chance.random() < 0.97 else words.value(chance) for _ in range(2)]
    made = ["cell", *at, entry(chance)] if chance.random() < 0.7 else ["paste", *at, block(chance)]
    if chance.random() < 0.05:
        made[chance.randrange(4)] = words.value(chance)
    return made if chance.random() < 0.97 else words.value(chance)


def message(chance: Random, editing: Editing) -> Any:
    """A message of a grid, nearly always of the right form and about the grid as it is."""
    made: dict[str, Any] = {"rev": editing.seen + 1, "version": editing.version}
    made["events"] = [event(chance) for _ in range(chance.choice((1, 1, 2, 3, 8)))]
    if chance.random() < 0.1:
        made[chance.choice(list(made))] = chance.choice(
            (words.value(chance), 10**400, -1, True, [["cell", 0, 0, "1"]] * 1001)
        )
    if chance.random() < 0.03:
        made.pop(chance.choice(list(made)))
    return made if chance.random() < 0.97 else words.value(chance)


def is_cell(value: Any) -> bool:
    return type(value) is int and 0 <= value < model.SIDE


def expected(sent: Any, grid: model.Grid, editing: Editing) -> tuple[int, bool]:
    """Do to the independent grid what a message says; gives the last message seen, and whether something is told."""
    if not isinstance(sent, dict) or not isinstance(sent.get("rev"), int):
        return editing.seen, bool(editing.message)
    events = sent.get("events")
    if sent.get("version") != editing.version or not isinstance(events, list) or len(events) > 1000:
        return sent["rev"], bool(editing.message)
    refused = False
    for one in events:
        if not isinstance(one, list) or len(one) != 4 or one[0] not in ("cell", "paste"):
            continue
        kind, row, column, text = one
        if not is_cell(row) or not is_cell(column) or not isinstance(text, str):
            continue
        if kind == "paste":
            refused = not grid.paste((row, column), text)
        elif grid.holds((row, column)):
            refused = False
            grid.type((row, column), text)
    return sent["rev"], refused or bool(grid.waiting())


@portions(2000, 200)
def test_a_grid_holds_what_was_typed(seed, many):
    """A portion is one visit: each message comes upon what the ones before it left."""
    visit = Random(f"visit {seed}")
    canvas, size = np.arange(256.0).reshape(16, 16), (visit.randint(1, 6), visit.randint(1, 6))
    grid = model.Grid(size, model.numbers_of(canvas), may_grow=visit.random() < 0.5)
    editing = Editing(version=visit.choice((0, 3)))
    for case, chance in cases("entry", seed, many):
        sent = message(chance, editing)
        before, seen, tells = canvas.copy(), *expected(sent, grid, editing)
        canvas, size, now = apply(sent, canvas, grid_size(size), editing, "input", grid.may_grow)
        np.testing.assert_array_equal(canvas, before if now is editing else canvas_of(grid), case)
        assert size == grid.size, case
        assert list(now.drafts.items()) == list(grid.drafts.items()), case
        assert (now.seen, now.version) == (seen, editing.version), case
        assert bool(now.message) == tells, case
        assert len(now.message) < 400, case
        editing = now


def grid_size(size: Any) -> tuple[int, int]:
    return size[0], size[1]


def canvas_of(grid: model.Grid) -> np.ndarray:
    """The independent grid as an array."""
    canvas = np.zeros((model.SIDE, model.SIDE))
    for at, number in grid.numbers.items():
        canvas[at] = number
    return canvas
