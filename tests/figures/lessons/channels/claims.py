"""What the lesson on batches and channels claims, and when; `tests/oracles/test_batches.py` asks frameworks too."""

import re

import numpy as np

from tests.figures.lessons.channels import facts as fact
from tests.figures.lessons.claims import always, reads
from tests.figures.lessons.drawn import grid

N, C, H, W = fact.N, fact.C, fact.H, fact.W
MORE = [
    ({"n": n, "c": c}, np.arange(48.0).reshape(8, 6) * sign, None) for n in (0, 1) for c in range(3) for sign in (1, -1)
]


def named(at):
    n, c = fact.chosen(at)
    return {"n": n, "c": c}


def alone(at):
    """Whether the layer on the grid of all planes gives what it gives to each plane alone."""
    return at.case.pooled.output.tolist() == fact.whole_output(at)


def formula(values):
    """Whether a formula names these numbers, and ends with the largest of them."""

    def fits(text):
        listed = re.search(r"\\max\((.*?)\)\\\\", text).group(1)
        parts = [part.replace(r"\\ &\quad", "").replace("{", "").replace("}", "") for part in listed.split(", ")]
        last = text.removesuffix(r"\end{aligned}").rsplit("&", 1)[1]
        near = all(
            reads(r"\approx " + part.strip(), v) for part, v in zip(parts, values, strict=True) if "dot" not in part
        )
        return near and reads(last, max(values))

    return fits


def window_values(at):
    return [value for row in fact.own(at)[:2] for value in row]


def placed(at):
    n, c = fact.chosen(at)
    cell = fact.first(at)
    nchw, nhwc = (fact.place(order, n, c, cell) for order in (fact.NCHW, fact.NHWC))
    return named(at) | {"at": str(cell), "h": cell[0], "w": cell[1], "nchw": nchw, "nhwc": nhwc}


def neighbours(at):
    """How far the neighbour in the same row lies, in either layout."""
    n, c = fact.chosen(at)
    row, column = fact.first(at)
    apart = [
        abs(fact.place(order, n, c, (row, column)) - fact.place(order, n, c, (row, 1 - column)))
        for order in (fact.NCHW, fact.NHWC)
    ]
    return apart == [1, 3]


def indices(at):
    torch, onnx, last, batched = fact.named(at, fact.first(at))
    row, column = fact.first(at)
    own = {"torch": torch, "onnx": onnx, "last": last, "batched": batched, "h": row, "w": column}
    return named(at) | own


def heads(at):
    first, second = (str(cell) for cell in fact.winners(at).values())
    return {"first": first, "second": second}


def row(number):
    def gives(at):
        first, second = (fact.named(at, cell)[number] for cell in fact.winners(at).values())
        return {"first": first, "second": second}

    return gives


def competes(at):
    return {"c": fact.chosen(at)[1], "wins": len(fact.won(at))}


def ringed(at):
    c = fact.chosen(at)[1]
    return [(r, c * W + w) for r, w in fact.won(at)]


def largest(at):
    return [[max(values) for values in line] for line in fact.across(at)]


def channels(at):
    return [[values.index(max(values)) for values in line] for line in fact.across(at)]


def shape(at):
    return at.case.x.shape == (N * H, C * W)


def asked(at):
    right = placed(at)["nhwc"]
    return placed(at) | {"other": lambda text: int(text) != right}


def own_grid(title, numbers, **marks):
    return grid(lambda at: title.format(*fact.chosen(at)), numbers, named, **marks)


FRAMED = {"plane": fact.framed}
CLAIMS = {
    "card": {
        "Batch and channels": always,
        "A pool treats every channel of every example alone; what an index counts is a matter of layout.": alone,
        "The code takes the planes as one grid: no window reaches from one plane into another, so that the numbers are "
        "the same.": alone,
        "Its indices are those of the one grid.": always,
    },
    "controls": {"Example n": always, "Channel c": always},
    "step 1": {
        "One window, every plane": always,
        "Layers get a batch: (N, C, H, W) = (2, 3, 4, 2).": shape,
        "Here the 2 examples stand one below the other and their 3 channels side by side: 6 planes of 4 × 2.": shape,
        "Framed: plane ([n], [c]), example [n], channel [c].": named,
        "The same window goes over every plane: kernel, stride and padding are shared, and nothing else is.": alone,
        "Each plane has winners and gradients of its own, and no number crosses from one to another.": alone,
        "N and C stay.": lambda at: at.case.pooled.output.shape == (2 * 2, 3 * 1),
        r"\begin{aligned}y_{n,c,i,j} &= \max_{0 \le r,s \le 1} x_{n,c,\,2i+r,\,2j+s}\\ y_{[n],[c],0,0} "
        r"&[rest]": lambda at: named(at) | {"rest": formula(window_values(at))},
        "Input | 8 × 6": grid("Input", lambda at: at.x, **FRAMED),
        "Output | 4 × 3": grid("Output", fact.whole_output, plane=lambda at: fact.framed(at, 2, 1)),
        "Plane ([n], [c]) | 4 × 2": own_grid("Plane ({}, {})", fact.own, chosen=lambda at: fact.winners(at).values()),
        "Its output | 2 × 1": grid("Its output", lambda at: fact.pooled(at, *fact.chosen(at))[0]),
    },
    "step 2": {
        "NCHW and NHWC": always,
        "Memory is one long row. **NCHW** (PyTorch, ONNX) lays plane after plane into it; **NHWC** (TensorFlow, and "
        "Keras unless told otherwise) the channels of one cell side by side.": always,
        "So the winner of window (0, 0) of plane ([n], [c]), at [at], has place [nchw] in the one and [nhwc] in the "
        "other.": placed,
        "Its neighbour to the right or left is 1 place away in NCHW and 3 in NHWC.": neighbours,
        r"\begin{aligned}\text{NCHW:} &\; ((n \cdot C + c) \cdot H + h) \cdot W + w\\ &= (([n] \cdot 3 + [c]) \cdot 4 "
        r"+ [h]) \cdot 2 + [w] = [nchw]\\ \text{NHWC:} &\; ((n \cdot H + h) \cdot W + w) \cdot C + c\\ &= (([n] \cdot "
        r"4 + [h]) \cdot 2 + [w]) \cdot 3 + [c] = [nhwc]\end{aligned}": placed,
        "Input | 8 × 6": grid(
            "Input", lambda at: at.x, **FRAMED, focus=lambda at: fact.framed(at, cells=[fact.first(at)])
        ),
        "Places in NCHW": grid(
            "Places in NCHW",
            lambda at: fact.places(fact.NCHW),
            **FRAMED,
            focus=lambda at: fact.framed(at, cells=[fact.first(at)]),
        ),
        "Places in NHWC": grid(
            "Places in NHWC",
            lambda at: fact.places(fact.NHWC),
            **FRAMED,
            focus=lambda at: fact.framed(at, cells=[fact.first(at)]),
        ),
    },
    "step 3": {
        "One winner, four indices": always,
        "Asked where a maximum stood, frameworks number the cells in different orders.": always,
        "PyTorch counts inside the plane, from 0 again in each; ONNX counts through the whole array; TensorFlow counts "
        "in NHWC, with the batch or without.": always,
        "The winner of window (0, 0) of plane ([n], [c]) is [torch] in PyTorch, [onnx] in ONNX, [last] in TensorFlow, "
        "or [batched] with the batch.": indices,
        "An index that is handed to another framework must be counted anew.": always,
        r"\begin{aligned}\text{PyTorch:} &\; [h] \cdot 2 + [w] = [torch]\\ \text{ONNX:} &\; ([n] \cdot 3 + [c]) \cdot "
        r"8 + [torch] = [onnx]\\ \text{TensorFlow:} &\; [torch] \cdot 3 + [c] = [last]\end{aligned}": indices,
        "Input | 8 × 6": grid(
            "Input", lambda at: at.x, **FRAMED, focus=lambda at: fact.framed(at, cells=fact.winners(at).values())
        ),
        "Plane ([n], [c]) | 4 × 2": own_grid("Plane ({}, {})", fact.own, chosen=lambda at: fact.winners(at).values()),
        "The winners of plane ([n], [c])": named,
        "index | window (0, 0), winner at [first] | window (1, 0), winner at [second]": heads,
        "PyTorch: flat in the plane | [first] | [second]": row(0),
        "ONNX: flat in N·C·H·W | [first] | [second]": row(1),
        "TensorFlow: flat in H·W·C | [first] | [second]": row(2),
        "TensorFlow with include_batch_in_index | [first] | [second]": row(3),
    },
    "step 4": {
        "Across channels": always,
        "For contrast, the maximum **across** channels, cell by cell: (N, C, H, W) = (2, 3, 4, 2) becomes (2, 1, 4, "
        "2).": shape,
        "It keeps every place and does away with the channels; a pool keeps the channels and does away with places.": (
            always
        ),
        "Here channels compete, which in a pool they never do: channel [c] wins [wins] of 16 places (ringed), and only "
        "there would it receive a gradient.": competes,
        "Where channels tie, the first one wins.": lambda at: at.shows("Its channel", channels(at)),
        r"\begin{aligned}m_{n,h,w} &= \max_c\, x_{n,c,h,w}\\ m_{[n],0,0} &[rest]": lambda at: {
            "n": fact.chosen(at)[0],
            "rest": formula(fact.across(at)[H * fact.chosen(at)[0]][0]),
        },
        "Input | 8 × 6": grid("Input", lambda at: at.x, chosen=ringed),
        "Largest of 3 | 8 × 2": grid("Largest of 3", largest, chosen=fact.won),
        "Its channel | 8 × 2": grid("Its channel", channels, chosen=fact.won),
    },
    "question 1": {
        "A pool with windows of 2 × 2 and stride 2 gets (N, C, H, W) = (8, 16, 32, 48).": always,
        "What is the shape of its output?": always,
        "right: (8, 16, 16, 24)": always,
        "wrong: (8, 1, 16, 24)": always,
        "wrong: (8, 8, 16, 24)": always,
        "wrong: (4, 8, 16, 24)": always,
        "N and C stay: every plane is pooled alone.": alone,
        "H and W are halved.": always,
    },
    "question 2": {
        "The batch (2, 3, 4, 2) lies in memory as NHWC.": always,
        "At which place is channel [c] of example [n], row [h], column [w]?": asked,
        "right: [nhwc]": asked,
        "wrong: [other]": asked,
        "(([n] · 4 + [h]) · 2 + [w]) · 3 + [c] = [nhwc]: the channel counts last.": asked,
    },
    "question 3": {
        "A cell of plane ([n], [c]) is raised.": named,
        "In how many of the other 5 planes can the output change?": always,
        "right: none": alone,
        "wrong: in the 2 of the same example": always,
        "wrong: in the 1 of the same channel": always,
        "wrong: in all of them": always,
        "No window reaches from one plane into another.": alone,
    },
}
