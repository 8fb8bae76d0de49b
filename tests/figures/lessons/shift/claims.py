"""What the lesson on shifts claims, and when."""

import re

import numpy as np

from tests.figures.lessons.claims import always, counted, reads
from tests.figures.lessons.drawn import grid
from tests.figures.lessons.maxima import rows_of
from tests.figures.lessons.shift import facts as fact

#: A winner in the middle of a window of 3, and one at its edge.
MIDDLE, EDGE = np.zeros((6, 6)), np.zeros((6, 6))
MIDDLE[1, 1] = EDGE[0, 1] = 5
LAST = np.arange(36.0).reshape(6, 6)
MORE = [({"kernel": k, "shift": s}, x, None) for k in "23" for s in (1, 2, 5) for x in (MIDDLE, EDGE, LAST)]
INSIDE = {"corner": 3, "edge": 5, "middle": 8}


def still(at):
    return fact.shift(at) in (0, 6)


def slides(at):
    return not still(at) and {"columns": counted(fact.shift(at), "column")}


def stay(at):
    n = len(fact.kept(at))
    return not still(at) and {"kept": n, "of": len(fact.windows(at)), "stay": "stays" if n == 1 else "stay"}


def none_larger(at):
    """Whether an output stays wherever its number is still in the window and no larger one has come in."""
    by = (0, fact.shift(at))
    for window in fact.windows(at):
        before, now = fact.outputs(at)[window], [fact.value(at, *cell, by) for cell in fact.cells(at, window)]
        if before in now and max(now) <= before and window not in fact.kept(at):
            return False
    return not still(at)


def after_shown(at):
    marks = at.marked("Output after", "kept") == set(fact.kept(at))
    return (
        marks
        and at.marked("Output after", "changed") == set(fact.changed(at))
        and at.shows("Output after", rows_of(fact.after(at)))
    )


def shifted_shown(at):
    rows = [[fact.value(at, r, c, (0, fact.shift(at))) for c in range(6)] for r in range(6)]
    return at.shows("Shifted input", rows)


def sized(at):
    return {"n": str(6 // fact.k(at))}


def shown(title, numbers, **marks):
    return grid(title, numbers, sized, **marks)


def traced(name):
    def gives(at):
        (trace,) = [t for t in at.item("Output against shift").spec["data"] if t["name"] == name]
        wanted = [float(v) for v in fact.line(at, name)]
        return trace["x"] == list(range(7)) and np.allclose(trace["y"], wanted, 1e-12, 0)

    return gives


def row(name):
    return lambda at: {"same": fact.unchanged(at, name), "jump": fact.jump(at, name)}


def points(at):
    """Whether the outputs of the first row are every k-th point of the line of the max pool."""
    line, k = fact.line(at, "max pool"), fact.k(at)
    row = [fact.typed(fact.outputs(at)[0, -(s // k) % (6 // k)]) for s in range(0, 6, k)]
    return line[:6:k] == row and {"k": k}


def jumps(at):
    sharp, soft = (fact.jump(at, name) for name in ("max pool", "max, blur, stride"))
    assert soft <= sharp
    return {"soft": soft, "sharp": sharp} if soft < sharp else {"same": soft}


def softer(at):
    return "soft" in jumps(at) and jumps(at)


def as_soft(at):
    return "same" in jumps(at) and jumps(at)


def blur_formula(text, at):
    s = fact.shift(at)
    named = [int(n) for n in re.findall(r"m_\{(\d+)\}", text)]
    last = text.removesuffix(r"\end{aligned}").rsplit("&", 1)[1]
    size = sum(abs(fact.largest(at, n)) for n in (s - 1, s, s + 1))
    return named == [(s - 1) % 6, s % 6, (s + 1) % 6] and reads(
        last, fact.blurred(at, s) if fact.blurred(at, s) else 0 * size
    )


def inside(at):
    """Whether the winner's place in its window says how often it stays there."""
    for window in fact.windows(at):
        row, column = fact.winner(at, window)
        outer = sum(n % fact.k(at) in (0, fact.k(at) - 1) for n in (row, column))
        if fact.winner_stays(at, window) != (8, 5, 3)[outer]:
            return False
    return True


def only(k):
    return lambda at: fact.k(at) == k and inside(at)


def totals(at):
    stays = sum(fact.winner_stays(at, window) for window in fact.windows(at))
    kept = sum(fact.output_stays(at, window) for window in fact.windows(at))
    return {"stay": stays, "kept": kept, "of": 8 * len(fact.windows(at))}


def places(name):
    return lambda at: {
        "n": sum(fact.winner_stays(at, window) == INSIDE[name] for window in fact.windows(at)),
    }


def top(at):
    """The largest number, at every shift."""
    tops = {max(fact.outputs(at, (0, s)).values()) for s in range(7)}
    return len(tops) == 1 and {"top": tops.pop()}


def equivariant(at):
    k = fact.k(at)
    return all(fact.moved_along(at, s) == len(fact.windows(at)) for s in range(0, 7, k)) and {"k": k}


def rows(at):
    all_ = len(fact.windows(at))
    for s in range(7):
        same = sum(fact.outputs(at, (0, s))[window] == fact.outputs(at)[window] for window in fact.windows(at))
        moved = f"{fact.moved_along(at, s)} of {all_}, moved by {s // fact.k(at)}" if s % fact.k(at) == 0 else "–"
        strong = "▸ " if s == fact.shift(at) else ""
        yield {"s": f"{strong}{s}", "same": f"{same} of {all_}", "moved": moved, "top": top(at)["top"]}


def asked(at):
    n = fact.winner_stays(at, (0, 0))
    said = {3: "in a corner", 5: "at an edge", 8: "in the middle"}[n]
    return {"n": n, "other": lambda text: int(text) != n, "said": said}


def strides(at):
    k = fact.k(at)
    return equivariant(at) and {"k": k, "other": lambda text: int(text) != k}


CHOSEN = {"chosen": lambda at: set(fact.winners(at))}
CLAIMS = {
    "card": {
        "Shift and aliasing": always,
        "A stride sees only some places: what a shift does to an output depends on where the windows begin.": always,
    },
    "controls": {
        "Shift, in columns": always,
        "kernel and stride": lambda at: at.case.settings.kernel_size == at.case.settings.stride == (fact.k(at),) * 2,
        "kernel and stride: 2 is 2": always,
        "kernel and stride: 3 is 3": always,
    },
    "step 1": {
        "Slide the input": always,
        "Nothing has moved.": lambda at: fact.shift(at) == 0 and not fact.changed(at),
        "After 6 columns every number is back where it was.": lambda at: fact.shift(at) == 6 and shifted_shown(at),
        "Choose a shift from 1 to 5, and see which outputs stay.": still,
        "Every number moves [columns] to the right; what leaves at the right edge comes in at the left.": slides,
        "[kept] of [of] outputs [stay].": stay,
        "Max pooling is said not to mind small shifts.": lambda at: not still(at),
        "An output does not mind as long as its largest number stays in the window and no larger one comes in; one "
        "column further on, that number may lie in the next window.": none_larger,
        r"y_{0,0} = \max_{0 \le r,c \le [last]} x_{r,\,(c - [s]) \bmod 6}": lambda at: {
            "last": fact.k(at) - 1,
            "s": fact.shift(at),
        },
        "Input | 6 × 6": grid("Input", lambda at: at.x, **CHOSEN),
        "Output | [n] × [n]": shown("Output", lambda at: rows_of(fact.outputs(at))),
        "Shifted input | 6 × 6": shifted_shown,
        "Output after | = stays, ≠ changes": after_shown,
    },
    "step 2": {
        "One output through all shifts": always,
        "Window (0, 0) through all shifts, under three layers: max; a convolution that subtracts the window's left "
        "column from its right one; and BlurPool, which blurs the maxima (¼, ½, ¼) before the stride drops any.": (
            lambda at: all(traced(name)(at) for name in fact.LAYERS)
        ),
        "A stride of [k] keeps one point in [k] of each line.": points,
        "What happens between them is seen at one shift and missed at the next: **aliasing**.": always,
        "A blurred line has less of it: its largest change from one shift to the next is [soft], not [sharp].": softer,
        "Here blurring does not lessen it: the largest change from one shift to the next is [same] with or without "
        "it.": as_soft,
        r"\begin{aligned}[blur]\end{aligned}": lambda at: {"blur": lambda text: blur_formula(text, at)},
        "Input | 6 × 6": grid("Input", lambda at: at.x, window=lambda at: fact.cells(at, (0, 0))),
        "Output against shift": always,
        "max pool": traced("max pool"),
        "convolution with stride": traced("convolution with stride"),
        "max, blur, stride": traced("max, blur, stride"),
        "shift, in columns": always,
        "output": always,
        "Shifts by 1 to 5 columns": always,
        "layer | shifts that leave the output as it is | largest change to the next shift": always,
        "max pool | [same] of 5 | [jump]": row("max pool"),
        "convolution with stride | [same] of 5 | [jump]": row("convolution with stride"),
        "max, blur, stride | [same] of 5 | [jump]": row("max, blur, stride"),
    },
    "step 3": {
        "Three of eight, five of eight": always,
        "A shift by one cell has 8 directions.": lambda at: len(fact.EIGHT) == 8,
        "A winner stays in its window for 3 of them if it stands in a corner, for 5 at an edge, for all 8 in the "
        "middle.": inside,
        "A window of 2 × 2 has corners alone: 3 of 8, as the LeNet tutorial of deeplearning.net says.": only(2),
        "A window of 3 × 3 has 4 corners, 4 edges and a middle: on average over these 9 places about 4.4 of 8.": only(
            3
        ),
        "The 5 of 8 of the LeNet tutorial of deeplearning.net are those of an edge.": only(3),
        "By the winners alone that makes [stay] of [of] here.": totals,
        "But a larger number may come in, or an equal one take the winner's place: counted out, the output stays in "
        "[kept] of [of].": totals,
        r"\frac{4 \cdot 3}{4} = 3 \text{ of } 8": only(2),
        r"\frac{4 \cdot 3 + 4 \cdot 5 + 1 \cdot 8}{9} = \frac{40}{9} \approx 4.4 \text{ of } 8": only(3),
        "Input | 6 × 6": grid("Input", lambda at: at.x, **CHOSEN),
        "Winner stays | of 8 directions": grid(
            "Winner stays", lambda at: rows_of({window: fact.winner_stays(at, window) for window in fact.windows(at)})
        ),
        "Output stays | of 8 directions": grid(
            "Output stays", lambda at: rows_of({window: fact.output_stays(at, window) for window in fact.windows(at)})
        ),
        "Where the winner stands in its window": always,
        "place | windows here": always,
        "corner: 3 of 8 | [n]": places("corner"),
        "edge: 5 of 8 | [n]": places("edge"),
        "middle: 8 of 8 | [n]": places("middle"),
    },
    "step 4": {
        "Invariant or equivariant": always,
        "**Invariant** is what stays as it is, **equivariant** what moves along.": always,
        "The maximum of the whole grid is invariant: [top] at every shift.": top,
        "The layer is equivariant, but in strides: shift the input by [k] columns, and its output moves by one, "
        "whatever the numbers.": equivariant,
        "For shifts in between nothing is promised.": always,
        "At a real edge, where numbers do not come round again, it holds only away from the edge.": always,
        r"\begin{aligned}\text{layer}(x \text{ moved by } [k]) &= \text{layer}(x) \text{ moved by } 1\\ "
        r"\max(x \text{ moved by } s) &= \max(x)\end{aligned}": equivariant,
        "Input | 6 × 6": grid("Input", lambda at: at.x),
        "Output | [n] × [n]": shown("Output", lambda at: rows_of(fact.outputs(at))),
        "Output after | = stays, ≠ changes": after_shown,
        "shift | outputs as before | outputs as before, moved | maximum of all": always,
        "[s] | [same] | [moved] | [top]": rows,
    },
    "question 1": {
        "A shift by one cell has 8 directions.": lambda at: len(fact.EIGHT) == 8,
        "For how many of them does the winner of window (0, 0) stay inside?": always,
        "right: [n]": asked,
        "wrong: [other]": asked,
        "It stands [said].": asked,
    },
    "question 2": {
        "By how many columns must the numbers move for the output to move by one cell, whatever they are?": always,
        "right: [k]": strides,
        "wrong: [other]": strides,
        "The windows lie [k] columns apart: then each has exactly the numbers that the one before it had.": strides,
    },
    "question 3": {
        "What stays the same under every shift of numbers that come round again?": always,
        "right: the maximum of the whole grid": lambda at: bool(top(at)),
        "wrong: max pooling": always,
        "wrong: a convolution with a stride": always,
        "wrong: max pooling with a blur before the stride": always,
        "The whole grid holds the same numbers wherever they stand.": always,
        "All others look at a part of it.": always,
    },
}
