"""The fields of a share link: each is checked by itself, and what breaks its rule is named and left out."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict
from functools import partial
from typing import Any

from lab.entry import LONGEST_NUMBER, is_whole
from lab.examples import EXAMPLES
from lab.quiz.task import LEVELS, QUESTIONS, topics
from lab.settings import LEAST, Settings, setting
from pooling.errors import PoolingError, shown
from pooling.parameters import Pair
from pooling.steps.trace import GRAINS, WAYS

LARGEST_SEED = 9999
#: More steps than any pass over 16×16 cells has; of how many are played, `lab/length.py` knows.
LARGEST_STEP = 200_000
MOST_KNOBS = 8


def take(
    given: dict[str, Any],
    name: str,
    check: Callable[[Any], Any],
    otherwise: Any,
    dropped: list[str],
    optional: bool = False,
) -> Any:
    """What `check` makes of a field; where the field is missing or illegal `otherwise`, and `dropped` says why.

    >>> take({"seed": 12345}, "seed", seed, 0, dropped := []), dropped
    (0, ['seed must be an int from 0 to 9999, but got 12345'])
    """
    if optional and name not in given:
        return otherwise
    try:
        if name not in given:
            raise PoolingError.broken(name, "be part of the link", "nothing")
        return check(given[name])
    except PoolingError as error:
        dropped.append(str(error))
        return otherwise


def name_unknown(given: Mapping[str, Any], known: Collection[str], place: str, dropped: list[str]) -> None:
    """Tell in `dropped` which fields of `given` nobody reads.

    >>> name_unknown({"x": 1, "y": 2}, ["x"], "link", dropped := []); dropped
    ["link must hold no fields but x, but got ['y']"]
    """
    unknown = sorted(set(given) - set(known))
    if unknown:
        dropped.append(str(PoolingError.broken(place, f"hold no fields but {', '.join(known)}", shown(unknown))))


def one_of(name: str, value: Any, allowed: Collection[str]) -> str:
    """One of some words; one that is empty is not told of.

    >>> one_of("what", "output", ("output", "indices"))
    'output'
    """
    if not isinstance(value, str) or value not in allowed:
        raise PoolingError.broken(name, f"be one of {', '.join(filter(None, allowed))}", shown(value))
    return value


def settings(given: Any, dropped: list[str], place: str = "settings", optional: bool = False) -> Settings:
    """Settings from an object with a field for each; the fields that are left out keep their defaults, and are missed
    unless they are `optional`; `place` is what the object is called.

    >>> settings({}, dropped := []).stride, dropped[1]
    ((2, 2), 'kernel_size must be part of the link, but got nothing')
    """
    if not isinstance(given, dict):
        raise PoolingError.broken(place, "be an object", type(given).__name__)
    default = asdict(Settings())
    name_unknown(given, default, place, dropped)
    for name, value in default.items():
        default[name] = take(given, name, partial(setting, name), value, dropped, optional)
    return Settings(**default)


def example(value: Any) -> str:
    """The name of an example."""
    return one_of("example", value, EXAMPLES)


def seed(value: Any) -> int:
    """The number that random fills start from."""
    if not is_whole(value, 0, LARGEST_SEED):
        raise PoolingError.broken("seed", f"be an int from 0 to {LARGEST_SEED}", shown(value))
    return value


def locks(value: Any) -> frozenset[str]:
    """The parameters whose height and width stay equal."""
    if not isinstance(value, list) or not all(isinstance(name, str) and name in LEAST for name in value):
        raise PoolingError.broken("locks", f"be a list of names among {', '.join(LEAST)}", shown(value))
    return frozenset(value)


def selection(value: Any, input_size: Pair, output_size: Pair) -> tuple[str, int, int]:
    """What is selected: an output cell with its "window", or an input "cell"; its row; its column."""
    form = isinstance(value, list) and len(value) == 3 and value[0] in ("window", "cell")
    if not form or not all(is_whole(n, 0, math.inf) for n in value[1:]):
        raise PoolingError.broken("selection", 'be ["window" or "cell", row, column]', shown(value))
    kind, row, column = value
    grid, size = ("output", output_size) if kind == "window" else ("input", input_size)
    if row >= size[0] or column >= size[1]:
        raise PoolingError.broken("selection", f"lie in the {size[0]}×{size[1]} {grid}", shown(value))
    return kind, row, column


def cell(value: Any, size: tuple[int, ...]) -> Pair:
    """A cell of a grid of `size`, from an object with its row and column.

    >>> cell({"row": 1, "column": 0}, (2, 2))
    (1, 0)
    """
    form = isinstance(value, dict) and is_whole(value.get("row"), 0, size[0] - 1)
    if not form or not is_whole(value.get("column"), 0, size[1] - 1):
        raise PoolingError.broken("cell", f"lie in the {size[0]}×{size[1]} grid", shown(value))
    return value["row"], value["column"]


def stepping(value: Any) -> tuple[str, str, int]:
    """Which pass is stepped through, how fine, and how many steps have been made."""
    form = isinstance(value, list) and len(value) == 3 and value[0] in WAYS and value[1] in GRAINS
    if not form or not is_whole(value[2], 0, LARGEST_STEP):
        rule = f"be [one of {', '.join(WAYS)}, one of {', '.join(GRAINS)}, an int from 0 to {LARGEST_STEP}]"
        raise PoolingError.broken("stepping", rule, shown(value))
    return value[0], value[1], value[2]


def drafts(value: Any, sizes: Mapping[str, Pair]) -> dict[str, dict[Pair, str]]:
    """What was typed into grids of these `sizes` and is no number yet, by the name of the grid.

    >>> drafts({"x": [[0, 1, "abc"]]}, {"x": (2, 2)})
    {'x': {(0, 1): 'abc'}}
    """

    def is_draft(entry: Any, size: Pair) -> bool:
        form = isinstance(entry, list) and len(entry) == 3 and isinstance(entry[2], str)
        fits = form and len(entry[2]) <= LONGEST_NUMBER + 1
        return fits and all(is_whole(n, 0, most - 1) for n, most in zip(entry, size, strict=False))

    if not isinstance(value, dict) or not set(value) <= set(sizes):
        raise PoolingError.broken("drafts", f"be an object with no names but {', '.join(sizes)}", shown(value))
    for name, entries in value.items():
        (rows, columns), few = sizes[name], isinstance(entries, list)
        few = few and len(entries) <= rows * columns
        if not few or not all(is_draft(entry, sizes[name]) for entry in entries):
            rule = f"be [row, column, short text] each, in the {rows}×{columns} grid"
            raise PoolingError.broken(f"drafts of {name}", rule, shown(entries))
    return {name: {(row, column): text for row, column, text in entries} for name, entries in value.items()}


def knobs(value: Any) -> dict[str, Any]:
    """The controls of a lesson: names with numbers or words; whether the lesson has them is for the lesson to say.

    >>> knobs({"p": 2.5, "ties": "first"})
    {'p': 2.5, 'ties': 'first'}
    """
    form = isinstance(value, dict) and len(value) <= MOST_KNOBS
    if not form or not all(isinstance(v, (int, float, str)) for v in value.values()):
        raise PoolingError.broken("knobs", f"be at most {MOST_KNOBS} names with numbers or words", shown(value))
    return value


def quiz(value: Any) -> tuple[int, str, str, int]:
    """A question: the seed of its round, the level, the topic, and its number in the round."""
    form = isinstance(value, list) and len(value) == 4 and all(isinstance(name, str) for name in value[1:3])
    known = form and value[1] in LEVELS and value[2] in topics()
    if not known or not is_whole(value[0], 0, LARGEST_SEED) or not is_whole(value[3], 0, QUESTIONS - 1):
        names = f"one of {', '.join(LEVELS)}, one of {', '.join(topics())}"
        rule = f"be [an int from 0 to {LARGEST_SEED}, {names}, an int from 0 to {QUESTIONS - 1}]"
        raise PoolingError.broken("quiz", rule, shown(value))
    return value[0], value[1], value[2], value[3]


def within(at: int, most: int, dropped: list[str]) -> int:
    """A step that the pass has: one beyond its end becomes the last, and `dropped` says so.

    >>> within(20, 19, dropped := []), dropped
    (19, ['step must be at most 19 in this pass, but got 20'])
    """
    if at <= most:
        return at
    dropped.append(str(PoolingError.broken("step", f"be at most {most} in this pass", at)))
    return most
