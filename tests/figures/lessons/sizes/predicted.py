"""What the question says that opens the lesson on sizes, and when."""

import math
from fractions import Fraction

from tests.figures.lessons import maxima
from tests.figures.lessons.claims import always, counted
from tests.figures.lessons.drawn import grid
from tests.figures.lessons.sizes import facts as fact
from tests.pooling.loops import output_length, taps

N = fact.N


def layer(at):
    return fact.layer(at)


def steps(at):
    """Steps of the stride after the first window."""
    own = layer(at)
    return Fraction(N + 2 * own.padding[0] - own.kernel_size[0], own.stride[0])


def up(at):
    return layer(at).ceil_mode


def whole(at):
    return math.ceil(steps(at)) if up(at) else math.floor(steps(at))


def answer(at):
    return output_length(N, layer(at), 0)


def ways(at):
    return ("up", "down") if up(at) else ("down", "up")


def set_up(at):
    own = layer(at)
    return {
        "n": N, "kernel": own.kernel_size[0], "stride": own.stride[0],
        "padding": counted(own.padding[0], "row"), "way": ways(at)[0],
    }  # fmt: skip


def room(at):
    return {
        "steps": lambda text: text in (f"{float(steps(at)):g} steps", "1 step") or "about" in text,
        "stride": layer(at).stride[0], "way": ways(at)[0], "whole": whole(at),
    }  # fmt: skip


def first_window(at):
    """The places of the first window, in the input and in its padding."""
    return list(taps(0, 0, layer(at)))


def hatched(at):
    return {"size": "8 × 8 · hatched: padding" if layer(at).padding[0] else "8 × 8"}


CLAIMS = {
    "Predict first": always,
    "[n] rows of cells; a kernel of [kernel] rows, in steps (stride) of [stride]; [padding] of padding at each edge; "
    "sizes are rounded [way].": set_up,
    "**How many rows has the output?**": always,
    "The first window needs [kernel] rows.": lambda at: {"kernel": layer(at).kernel_size[0]},
    "How many steps of [stride] fit into what is left?": lambda at: {"stride": layer(at).stride[0]},
    "After the first window there is room for [steps] of [stride]: rounded [way], [whole]; and the first window.": room,
    "A window that would begin beyond the input is left out.": lambda at: answer(at) != whole(at) + 1,
    "right: [answer]": lambda at: {"answer": answer(at)},
    "slip [answer]: That is how many there are if the size is rounded [back].": lambda at: {
        "answer": output_length(N, layer(at)._replace(ceil_mode=not up(at)), 0),
        "back": ways(at)[1],
    },
    "slip [few], [many]: That counts the steps. The window before the first step gives a row, too.": lambda at: {
        "few": math.floor(steps(at)),
        "many": math.ceil(steps(at)),
    },
    "slip [answer]: A part of a window gives no row: the number is rounded.": lambda at: {"answer": steps(at) + 1},
    "slip [answer]: That is how many there are in steps of 1. Here they are [stride].": lambda at: {
        "answer": output_length(N, layer(at)._replace(stride=(1, 1), ceil_mode=False), 0),
        "stride": layer(at).stride[0],
    },
    "slip [part], [whole]: That is [n] by the stride, as if the kernel were no matter.": lambda at: {
        "part": N / layer(at).stride[0],
        "whole": N // layer(at).stride[0],
        "n": N,
    },
    "slip [n]: That is how many rows the input has.": lambda at: {"n": N},
    "Input | [size]": grid("Input", lambda at: at.x, hatched, window=first_window),
    "Output | [size]": grid(
        "Output", lambda at: maxima.output(at.x, layer(at)), lambda at: {"size": maxima.size(N, layer(at))}
    ),
}
