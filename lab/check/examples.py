"""Named cases to begin with, each with a right or a mistaken array in the place of the visitor's."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from lab.check.state import Check, as_text, case_of
from lab.settings import Settings
from pooling.verify.case import Case
from pooling.verify.known import MISTAKES
from pooling.verify.search import given

#: What source S3 prints of its (10, 16, 14, 14) batch: the first window, and the upstream gradient of it.
WINDOW = (
    (5241.0743993, 12349.96024235, 12688.05480956),
    (5107.94168207, 7228.75050703, 8462.73752744),
    (2468.53560093, 5849.12001444, 7523.96554065),
)
SENT = -1.4552119186e-08
#: All other numbers are drawn from this seed.
SEED = 2


@dataclass(frozen=True)
class Example:
    """What it is called, its layer, the size of its input, and the mistake in it (none: it is right)."""

    label: str
    settings: Settings
    size: tuple[int, ...]
    mistake: str = ""
    data_format: str = "NCHW"
    is_coarse: bool = True
    has_window: bool = False


def _square(operator: str, kernel: int, stride: int) -> Settings:
    return Settings(operator, (kernel, kernel), (stride, stride))


EXAMPLES = {
    "overlap": Example("assigned, not added: 7×7, kernel 3, stride 2", _square("max", 3, 2), (7, 7), "assign"),
    "right": Example("right: 7×7, kernel 3, stride 2", _square("max", 3, 2), (7, 7)),
    "average": Example("not divided: average, 6×6, kernel 2", _square("avg", 2, 2), (6, 6), "not_divided"),
    "nhwc": Example(
        "right: (8, 32, 48, 16), channels last",
        _square("max", 2, 2), (8, 32, 48, 16), data_format="NHWC", is_coarse=False,
    ),
    "nhwc_ties": Example(
        "every tie gets all: (8, 32, 48, 16), channels last",
        _square("max", 2, 2), (8, 32, 48, 16), "every_tie", "NHWC",
    ),
    "batch": Example(
        "right: (10, 16, 14, 14), kernel 3, stride 2",
        _square("max", 3, 2), (10, 16, 14, 14), is_coarse=False, has_window=True,
    ),
    "batch_assigned": Example(
        "assigned, not added: (10, 16, 14, 14)",
        _square("max", 3, 2), (10, 16, 14, 14), "assign", is_coarse=False, has_window=True,
    ),
}  # fmt: skip


def opened(name: str, what: str = "grad_input") -> Check:
    """A state with the arrays of an example; small ones as text, as a visitor would paste them.

    Where `what` is checked does not show its mistake, it is right.
    """
    example = EXAMPLES[name]
    case = _case(example)
    mistake = MISTAKES.get(example.mistake)
    mine = given(case, what, (mistake,)) if mistake and what in mistake.whats else case.right(what)
    assert case.grad_output is not None
    arrays = {"x": case.x, "grad_output": case.grad_output, "mine": mine}
    start = Check(example.settings, what, data_format=example.data_format, example=name)
    if len(example.size) > 2:
        return replace(start, arrays=arrays, files=dict.fromkeys(arrays, "the arrays of the example"))
    return replace(start, texts={role: as_text(array) for role, array in arrays.items()})


def _case(example: Example) -> Case:
    """Its input and upstream gradient; where they are coarse, whole numbers, whose sums are exact and which tie."""
    random = np.random.default_rng(SEED)

    def drawn(size: tuple[int, ...]) -> NDArray:
        values = random.normal(size=size)
        return np.round(4 * values) + 0.0 if example.is_coarse else values

    x = drawn(example.size)
    if example.has_window:
        x = 6000 + 2000 * x
        x[0, 0, :3, :3] = WINDOW
    case = case_of(x, example.settings, None, example.data_format)
    sent = drawn(case.right("output").shape)
    if example.has_window:
        sent[0, 0, 0, 0] = SENT
    return replace(case, grad_output=sent)
