"""What the question says that opens the lesson on unpooling, and when."""

from tests.figures.lessons import maxima
from tests.figures.lessons.claims import always, counted
from tests.figures.lessons.drawn import grid
from tests.figures.lessons.unpooling import facts as fact


def cell(at):
    return {"cell": str(fact.busiest(at)), "many": counted(len(fact.chose(at)), "window")}


def held(at):
    row, column = fact.busiest(at)
    return at.x[row][column]


CLAIMS = {
    "Predict first": always,
    "Unpooling puts the numbers V back at the indices of a max pool, one after the other.": always,
    "Cell [cell], outlined, was chosen by [many], outlined in V.": cell,
    "**What stands in cell [cell] in the end?**": cell,
    "Each of these windows writes its number into the cell, in reading order.": always,
    "Window [last] writes last, and unpooling assigns.": lambda at: {"last": str(fact.chose(at)[-1])},
    "right: [last]": lambda at: {"last": fact.placed(at)[fact.busiest(at)]},
    "slip [sum]: That is their sum. Adding is what the backward pass does.": lambda at: {"sum": fact.total(at)},
    "slip [first]: That is what the first of them puts there. Does it stay?": lambda at: {"first": fact.sent(at)[0]},
    "slip [most]: That is the largest of them. Unpooling does not compare.": lambda at: {"most": max(fact.sent(at))},
    "slip [x]: That is what the cell held. The numbers that come back are those of V.": lambda at: {"x": held(at)},
    "Input | 5 × 5": grid("Input", lambda at: at.x, focus=lambda at: [fact.busiest(at)]),
    "Numbers V | 2 × 2": grid("Numbers V", lambda at: at.g, chose=fact.chose),
    "V unpooled | 5 × 5": grid(
        "V unpooled", lambda at: maxima.rows_of(fact.placed(at)), focus=lambda at: [fact.busiest(at)]
    ),
}
