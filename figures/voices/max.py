"""What max pooling says."""

from __future__ import annotations

from figures.formulas.formula import Formula
from figures.voices.checked import FIRST_TAKES_ALL, Kink
from figures.voices.choosing import Best, ChoosingVoice
from figures.voices.voice import Arrows, PhotoWords, Title
from pooling import Pooled

FORWARD = (
    Formula(
        "F3",
        "Max",
        (r"y_{i,j} = \max_{(a,b) \in W(i,j)} x_{a,b}",),
        "The output is the largest real cell of the window W.",
        ("pooling.max_pool2d",),
        "Padding never wins. Of equal cells the first in reading order wins; a NaN wins over every number, and of "
        "several NaN the last.",
    ),
)

BACKWARD = (
    Formula(
        "B1",
        "Windows that a cell wins",
        (r"I(a,b) = \lbrace (i,j) : (a,b) \text{ wins } W(i,j) \rbrace",),
        "The output cells whose number came from input cell (a, b): none, one or, where windows overlap, several. "
        "Every output cell belongs to exactly one input cell, for each window has one winner.",
        ("pooling.passes.Pooled",),
    ),
    Formula(
        "B2",
        "Max",
        (
            r"\frac{\partial y_{i,j}}{\partial x_{a,b}} = \begin{cases} 1 & (i,j) \in I(a,b) \cr "
            r"0 & \text{else} \end{cases}",
            r"\frac{\partial E}{\partial x_{a,b}} = \sum_{(i,j) \in I(a,b)} \frac{\partial E}{\partial y_{i,j}}",
        ),
        "The whole gradient of an output goes to the cell that won its window. A cell that won several windows "
        "receives the sum.",
        ("pooling.passes.Pooled.backward", "pooling.max_pool2d_backward"),
        "The ones and zeros are the argmax mask. Padding never wins, so that no gradient is lost in it.",
    ),
)


class MaxVoice(ChoosingVoice):
    title = "Max pooling"
    forward = FORWARD
    backward = BACKWARD
    arrows = Arrows("max over each window", "remember the winner", "route to the winner")
    mask = Title("Argmax mask", "", "how many windows chose each cell")
    winner = "largest"
    best = Best("largest", "greater", "smaller", ">", "<", "max", "argmax")
    photo = PhotoWords("the largest value", "Argmax density")

    def kink(self, pooled: Pooled, kink: Kink) -> str:
        return (
            f"Cell {kink.cell} ties for the largest of its window. Raised, it wins: slope {kink.right}. Lowered, it "
            f"loses and the maximum stays: slope {kink.left}. There is no derivative; any slope between the two is a "
            f"subgradient of the max, times the upstream gradient. The backward pass takes {kink.takes}: "
            f"{FIRST_TAKES_ALL}."
        )


VOICE = MaxVoice()
