"""What the lesson on the forward pass claims, and when."""

from tests.figures.lessons.claims import always, reads
from tests.figures.lessons.drawn import grid
from tests.figures.lessons.forward import facts as fact
from tests.figures.lessons.maxima import largest
from tests.pooling.loops import output_length

N, LAYER = fact.N, fact.LAYER
BESIDE = f"{N + 1} × {N + 1}"
#: Every window.
MORE = [({"window": n}, None, None) for n in range(9)]


def takes_the_largest(at):
    outputs = fact.output(at)
    return all(
        outputs[i][j] == max(at.x[r][c] for r in (2 * i, 2 * i + 1) for c in (2 * j, 2 * j + 1))
        for i, j in fact.windows(at)
    )


def sees(at):
    (top, left), (bottom, right) = fact.cells(at)[0], fact.cells(at)[-1]
    return {"at": str(fact.window(at)), "top": top, "bottom": bottom, "left": left, "right": right}


def found(at):
    """The output cell, its number at the end of the formula, and where it is found."""
    (i, j), (r, c), most = fact.window(at), fact.winner(at), max(fact.values(at))
    return {"i": i, "j": j, "r": r, "c": c, "maximum": lambda text: reads(text.rsplit("&", 1)[1], most)}


def one_decides(at):
    return len(fact.deciding(at)) == 1 and {"others": len(fact.cells(at)) - 1}


def several_tie(at):
    return len(fact.deciding(at)) != 1 and {"ties": len(largest(fact.window(at), at.x, LAYER))}


def starts(at):
    rows, columns = fact.starts(at, 0), fact.starts(at, 1)
    return rows == columns and {"a": rows[0], "b": rows[1], "c": rows[2], "stride": rows[1] - rows[0]}


def misprints(at):
    one, other = fact.misprints()
    return {
        "many": len(fact.misprints()), "at": str(one), "there": str(other),
        "a": fact.PRINTED[one], "b": fact.RIGHT[one[0]][one[1]],
        "c": fact.PRINTED[other], "d": fact.RIGHT[other[0]][other[1]],
    }  # fmt: skip


def one_more_row(at):
    fits = output_length(N + 1, LAYER, 0)
    return {"fits": f"{fits} × {fits}", "half": (N + 1 - 2) / 2}


def falls_by(at):
    """By how much the output falls, whichever of the smallest cells falls by 1."""
    low = min(fact.values(at))
    (moved,) = {fact.after(at, (r, c), low - 1) for r, c in fact.cells(at) if at.x[r][c] == low}
    return -moved


CLAIMS = {
    "card": {
        "What pooling does": always,
        "A window moves over the input, and of each window only the largest number is left.": takes_the_largest,
    },
    "controls": {
        "Output cell, in reading order | 0 is (0, 0), 1 is (0, 1), and so on.": (
            lambda at: fact.windows(at)[:2] == [(0, 0), (0, 1)] and fact.windows(at) == sorted(fact.windows(at))
        ),
    },
    "step 1": {
        "One window, one number": lambda at: sum(map(len, fact.output(at))) == len(fact.windows(at)),
        "Output cell [at] sees a window of 2 × 2 cells: rows [top] and [bottom], columns [left] and [right] of the "
        "input.": sees,
        "It takes the largest number, [most].": lambda at: takes_the_largest(at) and {"most": max(fact.values(at))},
        "The other [others] leave no trace in the output.": one_decides,
        "Here [ties] cells are equal and largest: whichever is taken, the output is the same.": several_tie,
        r"\begin{aligned}y_{[i],[j]} &[maximum] \ \text{ at } ([r], [c])\end{aligned}": found,
        "Input | 6 × 6": grid("Input", lambda at: at.x, window=fact.cells, chosen=lambda at: [fact.winner(at)]),
        "Output | 3 × 3": grid("Output", fact.output, focus=lambda at: [fact.window(at)]),
    },
    "step 2": {
        "How many windows fit": always,
        "The stride is [stride]: a window starts at rows [a], [b] and [c], and at the same columns.": starts,
        "After the first window there is room for [steps] steps of [stride] cells, so [windows] windows fit on each "
        "axis.": lambda at: {"steps": fact.room(at), "stride": LAYER.stride[0], "windows": fact.room(at) + 1},
        "Stride and kernel are equal: the windows touch and do not overlap, and every cell lies in one of them.": (
            fact.touching
        ),
        r"H_{out} = W_{out} = \lfloor (6 + 2{\cdot}0 - 2) / 2 \rfloor + 1 = [out]": (
            lambda at: {"out": len(fact.output(at))}
        ),
        "Input | 6 × 6": grid("Input", lambda at: at.x, window=fact.cells),
        "Window of each cell | numbered in reading order": grid("Window of each cell", fact.owners, window=fact.cells),
        "Output | 3 × 3": grid("Output", fact.output, focus=lambda at: [fact.window(at)]),
    },
    "step 3": {
        "A misprint, found by recomputing": misprints,
        "Here is the output of this lesson's first grid with [many] numbers misprinted: [a] for [b] at [at] and [c] "
        "for [d] at [there].": misprints,
        "Neither wrong number is in the input, so neither can be a maximum of it.": lambda at: (
            len(fact.misprints()) == 2
        ),
        "The output of max pooling holds numbers of the input and no others: a quick check of any example.": (
            lambda at: {v for row in fact.output(at) for v in row} <= {v for row in at.x for v in row}
        ),
        "The lesson's first grid | 6 × 6": grid("The lesson's first grid", lambda at: fact.FIRST),
        "Wrong: misprinted | 3 × 3": grid(
            "Wrong: misprinted", lambda at: fact.MISPRINT, wrong=lambda at: fact.misprints()
        ),
        "Right | 3 × 3": grid("Right", lambda at: fact.RIGHT),
    },
    "step 4": {
        "Smaller planes, as many channels": lambda at: fact.channels_stay(),
        "Each channel is pooled by itself: height H and width W shrink, the number of channels C stays.": (
            lambda at: fact.channels_stay()
        ),
        "Of [before] numbers here [after] are left.": (
            lambda at: {"before": sum(map(len, at.x)), "after": sum(map(len, fact.output(at)))}
        ),
        "The layers in the table have the same kernel and stride.": lambda at: fact.as_published(),
        "Where a side is odd, as 111, no window fits over the last row or column, and it is left out.": (
            lambda at: all(fact.last_is_read(n) == (n % 2 == 0) for n in [*range(2, 20), 111])
        ),
        "Input | 6 × 6": grid("Input", lambda at: at.x),
        "Output | 3 × 3": grid("Output", fact.output),
        "Sizes before and after": always,
        "sizes | input | output | numbers in | numbers out": always,
        "[row]": lambda at: list(fact.table()),
    },
    "question 1": {
        f"One row and one column more, {BESIDE}: how large is the output of the same layer?": always,
        "right: [fits]": one_more_row,
        "wrong: [size]": lambda at: {"size": lambda text: text != one_more_row(at)["fits"]},
        "(7 − 2) / 2 is [half], rounded down: over the last row or column no whole window fits.": (
            lambda at: not fact.last_is_read(N + 1) and one_more_row(at)
        ),
    },
    "question 2": {
        "One of the smallest numbers in the window of output [at] falls by 1.": lambda at: {"at": str(fact.window(at))},
        "What does the output do?": always,
        "right: It stays.": lambda at: falls_by(at) == 0,
        "wrong: It falls by 1.": lambda at: falls_by(at) != 1,
        "wrong: It falls by [by].": lambda at: falls_by(at) != 1 / 4 and {"by": 1 / 4},
        "The largest number is still there, [most]; an average would fall.": (
            lambda at: falls_by(at) == 0 and {"most": max(fact.values(at))}
        ),
    },
}
