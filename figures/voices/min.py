"""What min pooling says: the mirror image of max."""

from __future__ import annotations

from figures.formulas.formula import Formula
from figures.voices.checked import FIRST_TAKES_ALL, Kink
from figures.voices.choosing import Best, ChoosingVoice
from figures.voices.voice import Arrows, PhotoWords, Title
from pooling import Pooled

FORWARD = (
    Formula(
        "F4",
        "Min",
        (r"y_{i,j} = \min_{(a,b) \in W(i,j)} x_{a,b}",),
        "The output is the smallest real cell of the window W: the mirror image of max.",
        ("pooling.min_pool2d",),
        "Padding, equal cells and NaN are taken as in max.",
    ),
)

BACKWARD = (
    Formula(
        "B8",
        "Min",
        (
            r"\frac{\partial y_{i,j}}{\partial x_{a,b}} = \begin{cases} 1 & (a,b) \text{ wins } W(i,j) \cr "
            r"0 & \text{else} \end{cases}",
        ),
        "As in max, with the smallest cell as the winner: the whole gradient of an output goes to it.",
        ("pooling.passes.Pooled.backward", "pooling.max_pool2d_backward"),
    ),
)


class MinVoice(ChoosingVoice):
    title = "Min pooling"
    forward = FORWARD
    backward = BACKWARD
    arrows = Arrows("min over each window", "remember the winner", "route to the winner")
    mask = Title("Argmin mask", "", "how many windows chose each cell")
    winner = "smallest"
    best = Best("smallest", "smaller", "greater", "<", ">", "min", "argmin")
    photo = PhotoWords("the smallest value", "Argmin density")

    def kink(self, pooled: Pooled, kink: Kink) -> str:
        return (
            f"Cell {kink.cell} ties for the smallest of its window. Lowered, it wins: slope {kink.left}. Raised, it "
            f"loses and the minimum stays: slope {kink.right}. There is no derivative; any slope between the two is a "
            f"supergradient of the min, times the upstream gradient. The backward pass takes {kink.takes}: "
            f"{FIRST_TAKES_ALL}."
        )


VOICE = MinVoice()
