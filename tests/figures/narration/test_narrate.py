"""The narration as a whole: the worked example, how it opens, and what holds of every step of every layer."""

import math
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from figures.narration.narrate import narrate, opening
from lab.examples import WORKED_GRAD_OUTPUT, WORKED_X
from pooling import PoolSpec, pool
from pooling.steps.trace import GRAINS, WAYS, trace
from tests.figures.narration.narrated import told, traced
from tests.pooling.strategies import DILATED, PROFILE, crowded, problems, upstream, with_nan

NUMBER = r"−?[0-9][0-9.]*(?:e−?[0-9]+)?"
TERM = rf"(?:{NUMBER}|\({NUMBER}\))"
SUM = re.compile(rf"= ({NUMBER}(?: \+ {TERM})+) = ({NUMBER})(?![0-9./^])")
QUOTIENT = re.compile(rf"({NUMBER}) / ({TERM}) = ({NUMBER})")
PRODUCT = re.compile(rf"(?<![/0-9.])({NUMBER}) · ({TERM}) = ({NUMBER})")
RANGE = re.compile(r"[ij]: ⌈.*?⌉ = (?:\S+ → )?(\S+) to ⌊.*?⌋ = (?:\S+ → )?([^\s,;]+)")


def test_the_worked_example():
    steps = told(WORKED_X, "max", 2, "both", grad=WORKED_GRAD_OUTPUT)
    assert steps[15:20] == [
        ("Window (1, 0): cell (2, 0) holds 0.067, the first cell: the largest so far.", "best = 0.067"),
        ("Cell (2, 1) holds −1.014, smaller than the best so far: (2, 0) stays.", "−1.014 < 0.067 → best = 0.067"),
        ("Cell (3, 0) holds 1.330, greater than the best so far: it takes the lead.", "1.330 > 0.067 → best = 1.330"),
        ("Cell (3, 1) holds −1.025, smaller than the best so far: (3, 0) stays.", "−1.025 < 1.330 → best = 1.330"),
        (
            "Window (1, 0) is done: its largest cell, 1.330 at (3, 0), becomes the output.",
            "y[1,0] = max(0.067, −1.014, 1.330, −1.025) = 1.330",
        ),
    ]
    assert steps[45][0] == (
        "Now backward. Window (0, 0): cell (0, 0) is not the winner: it gets nothing from output (0, 0)."
    )
    assert steps[-1] == (
        "The backward pass is done. All the gradient that was sent has arrived.",
        "Σ upstream 4.979 = Σ input gradient 4.979",
    )


@pytest.mark.parametrize(
    ("operator", "way", "layer", "sentence", "equation"),
    [
        ("max", "forward", {},
         "Forward: 4 windows, row by row. The largest cell of a window becomes its output.",
         "5×5 input → 2×2 output (kernel 2×2, stride 2×2)"),
        ("min", "backward", {"stride": 1, "dilation": 2},
         "Backward: 9 windows, row by row. An output's gradient goes whole to the cell that it came from.",
         "3×3 upstream gradient → 5×5 input gradient (kernel 2×2, stride 1×1, dilation 2×2)"),
        ("avg", "both", {"padding": 1, "ceil_mode": True},
         "Forward: 9 windows, row by row. The average of a window becomes its output. Then backward. An output's "
         "gradient is split evenly over its window.",
         "5×5 input → 3×3 output (kernel 2×2, stride 2×2, padding 1×1, ceil_mode)"),
        ("avg", "both", {"stride": 4, "divisor_override": -2},
         "Forward: 1 window. The sum of a window, divided by −2, becomes its output. Then backward. An output's "
         "gradient, divided by −2, goes to each cell of its window.",
         "5×5 input → 1×1 output (kernel 2×2, stride 4×4)"),
        ("lp", "gather", {},
         "Backward, cell by cell: an input cell adds up what the windows that hold it send.",
         "2×2 upstream gradient → 5×5 input gradient (kernel 2×2, stride 2×2)"),
    ],
)  # fmt: skip
def test_the_opening(operator, way, layer, sentence, equation):
    assert opening(traced(np.zeros((5, 5)), PoolSpec(operator, 2, **layer), way)) == (sentence, equation)


def number(text):
    return float(text.strip("()").replace("−", "-"))


def nearly(left, right):
    return math.isclose(left, right, rel_tol=1e-9, abs_tol=1e-12)


def narrated(problem, way, by, numbers=crowded):
    layer, size, rng = problem
    pooled = pool(numbers(rng, size), PoolSpec(*layer))
    run = trace(pooled, upstream(rng, pooled), way, by)
    return run, narrate(run)


RUNS = given(problems(), st.sampled_from(WAYS), st.sampled_from(GRAINS))


@RUNS
@PROFILE
def test_every_step_has_a_sentence_of_its_own(problem, way, by):
    run, said = narrated(problem, way, by)
    assert len(said) == len(run.steps)
    assert all(re.fullmatch(r"[A-Z].*\.", step.sentence) for step in said)


@given(problems(), st.sampled_from(WAYS), st.sampled_from(GRAINS), st.sampled_from([crowded, with_nan]))
@PROFILE
def test_nothing_of_the_machine_shows(problem, way, by, numbers):
    with np.errstate(all="ignore"):
        _, said = narrated(problem, way, by, numbers)
    for text in (part for step in said for part in step):
        assert not re.search(r"\bnan\b|\binf\b|None|True|False|\[\]|\(\)|[\\{}\n]|-|\d,\)|  ", text), text


@RUNS
@PROFILE
def test_what_is_called_equal_is_equal(problem, way, by):
    _, said = narrated(problem, way, by)
    for _, equation in said:
        for terms, total in SUM.findall(equation):
            assert nearly(sum(map(number, terms.split(" + "))), number(total)), equation
        for left, right, total in QUOTIENT.findall(equation):
            assert nearly(number(left) / number(right), number(total)), equation
        for left, right, total in PRODUCT.findall(equation):
            assert nearly(number(left) * number(right), number(total)), equation


@RUNS
@PROFILE
def test_the_last_number_of_an_output_is_the_output(problem, way, by):
    run, said = narrated(problem, way, by)
    for step, (_, equation) in zip(run.steps, said, strict=True):
        if step.kind == "result" and math.isfinite(step.value):
            last = number(equation.split()[-1])
            assert math.isclose(last, step.value, rel_tol=1e-9, abs_tol=5.001e-4), equation


@given(problems(), st.sampled_from(GRAINS))
@PROFILE
def test_the_inverse_range_is_the_windows_that_hold_the_cell(problem, by):
    run, said = narrated(problem, "gather", by)
    windows, spec = run.pooled.windows, run.pooled.spec
    if max(spec.dilation) > 1:
        return
    for step, (_, equation) in zip(run.steps, said, strict=True):
        if step.kind in ("range", "gather"):
            (top, bottom), (left, right) = (map(int, ends) for ends in RANGE.findall(equation.replace("−", "-")))
            spanned = [(i, j) for i in range(top, bottom + 1) for j in range(left, right + 1)]
            assert spanned == windows.holding(*step.cell)


@given(problems(DILATED))
@PROFILE
def test_the_dilated_windows_are_those_that_hold_the_cell(problem):
    run, said = narrated(problem, "gather", "tap")
    windows, spec = run.pooled.windows, run.pooled.spec
    for step, (_, equation) in zip(run.steps, said, strict=True):
        if step.kind == "range" and min(spec.dilation) > 1:
            rows, columns = (
                [int(n) for n in re.findall(r"\d+", part.rpartition(": ")[2])] for part in equation.split(", ")
            )
            assert [(i, j) for i in rows for j in columns] == windows.holding(*step.cell)
