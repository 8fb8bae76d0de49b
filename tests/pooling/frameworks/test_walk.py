"""The loops of Step through: each step is at the lines that Python runs for it, in the order in which it runs them."""

import sys

import numpy as np
import pytest

from pooling import PoolSpec, pool
from pooling.frameworks.code import at_work as names
from pooling.frameworks.code.at_work import at_work
from pooling.frameworks.code.line import Line
from pooling.frameworks.code.writing import Case, Reason, joined
from pooling.frameworks.loops import walk
from pooling.steps.trace import WAYS, trace
from tests.oracles.snippet_cases import STRANGE, compare
from tests.pooling.checks import spec_of
from tests.pooling.frameworks.strangers import STRANGERS, admit

LAYERS = {
    "max": PoolSpec("max", 2, 2),
    "max with ties that overlap": PoolSpec("max", 3, 1),
    "max padded, dilated, rounded up": PoolSpec("max", (3, 2), 2, 1, (1, 2), ceil_mode=True),
    "min": PoolSpec("min", 3, 2, 1),
    "range": PoolSpec("range", 2, 1, 1),
    "range of single cells": PoolSpec("range", 1, 1),
    "avg": PoolSpec("avg", 2, 1),
    "avg padded": PoolSpec("avg", 3, 2, 1, ceil_mode=True),
    "avg of cells alone": PoolSpec("avg", 2, 2, 1, count_include_pad=False),
    "Lp": PoolSpec("lp", 2, 2, norm_type=4.0),
    "Lp rounded up": PoolSpec("lp", 3, 2, ceil_mode=True),
}
every_layer = pytest.mark.parametrize("spec", LAYERS.values(), ids=LAYERS.keys())
both_grains = pytest.mark.parametrize("by", ["tap", "window"])


def walked(spec, way, by):
    """The steps of a pass, and the lines of its loops."""
    x = np.random.default_rng(5).integers(-2, 4, (5, 6)).astype(float)
    pooled = pool(x, spec)
    steps = trace(pooled, np.random.default_rng(6).integers(1, 9, pooled.output.shape), way, by)
    return steps, walk(Case(pooled, steps.grad_output), way == "gather")


def run(lines, steps):
    """The names of the lines as Python ran them, and what the variables came to."""
    known, ran = {"np": np, "x": steps.pooled.x, "grad_output": steps.grad_output, "print": lambda *_, **__: None}, []
    code, last = compile(joined(line.text for line in lines), "loops", "exec"), 0

    def follow(frame, event, _):
        nonlocal last
        if frame.f_code is not code:
            return None
        if event == "line" and frame.f_lineno != last:  # from Python 3.12 on, a comprehension says its line again
            last = frame.f_lineno
            ran.extend([lines[last - 1].does] if lines[last - 1].does else [])
        return follow

    before = sys.gettrace()
    sys.settrace(follow)
    try:
        exec(code, known)
    finally:
        sys.settrace(before)
    return ran, known


def lit(steps, lines):
    """The lines that each step is at, in the order of the code."""
    return [[line for line in lines if {line.does, line.part} & set(at_work(step, steps))] for step in steps.steps]


def without_conditions_that_hold(ran):
    """At an input cell the line about padding only asks; it is at work where the place is none."""
    asks, then = (names.SKIP, names.LEAVE), (names.COMPARE, names.ADD, names.SEND)
    return [name for name, after in zip(ran, [*ran[1:], ""], strict=True) if not (name in asks and after in then)]


@every_layer
@pytest.mark.parametrize("way", ["both", "gather"])
def test_tap_by_tap_the_lit_lines_are_those_that_python_runs(spec, way):
    steps, lines = walked(spec, way, "tap")
    ran, known = run(lines, steps)
    ours = [line.does for each in lit(steps, lines) for line in each]
    if way == "gather":  # the pass begins where the forward pass has been
        last = len(ran) - 1 - ran[::-1].index(names.RESULT)
        ran = ran[last + 1 :]
    assert ours == without_conditions_that_hold(ran)
    compare(known["output"], steps.pooled.output, 1e-10)
    compare(known["grad_input"], steps.pooled.backward(steps.grad_output), 1e-10)


@every_layer
@both_grains
@pytest.mark.parametrize("way", WAYS)
def test_every_step_lights_a_line(spec, by, way):
    steps, lines = walked(spec, way, by)
    assert all(lit(steps, lines))


WORDS = {
    "compare": (
        "if x[row, column] > largest",
        "if x[row, column] < smallest",
        "[i, j] = x[row, column], row * 6 + column",
    ),
    "add": ("total += x[row, column]",),
    "result": ("output[i, j] =", "totals[i, j] ="),
    "outside": ("# else padding",),
    "send": ("grad_input[row, column] +=", "grad_input[row, column] -=", "[i, j] == row * 6 + column"),
    "collect": ("grad_input[row, column] +=", "grad_input[row, column] -=", "[i, j] == row * 6 + column"),
    "range": ("rows = [i", "columns = [j"),
    "end": ("print(",),
}


@every_layer
@pytest.mark.parametrize("way", ["both", "gather"])
def test_the_words_of_the_lines_fit_what_the_step_does(spec, way):
    steps, lines = walked(spec, way, "tap")
    for step, at in zip(steps.steps, lit(steps, lines), strict=True):
        assert all(any(words in line.text for words in WORDS[step.kind]) for line in at)
        changes = [line for line in at if "grad_input[row, column] " in line.text]
        assert bool(changes) >= any(write.grid == "grad_input" for write in step.writes)


@every_layer
def test_whole_windows_and_cells_light_all_that_is_done_for_them(spec):
    for way, part in (("forward", names.WINDOW), ("backward", names.SPREAD), ("gather", names.GATHER)):
        steps, lines = walked(spec, way, "window")
        block = [line for line in lines if line.part == part]
        assert all(at == block for at in lit(steps, lines)[:-1])
        first = lines.index(block[0])
        assert lines[first : first + len(block)] == block
        assert lines[first - 1].text.lstrip().startswith("for ")


@pytest.mark.parametrize("layer", STRANGE.values(), ids=STRANGE.keys())
def test_operators_that_nobody_has_named_light_lines_or_say_that_there_are_none(layer, monkeypatch):
    admit(monkeypatch, layer.operator)
    steps, lines = walked(spec_of(layer), "both", "tap")
    if isinstance(lines, Reason):
        assert lines == f"The code of loops has no {STRANGERS[layer.operator].word} pooling."
    else:
        assert all(lit(steps, lines))


def test_a_line_knows_no_number_of_its_own():
    assert Line._fields == ("text", "does", "part")
