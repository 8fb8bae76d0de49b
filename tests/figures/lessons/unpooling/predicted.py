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
    "Unpooling puts the numbers V back at the indices of a max pool, one window after the other, in reading order.": (
        always
    ),
    "Cell [cell], outlined, was chosen by [many], outlined in V.": cell,
    "**What stands in cell [cell] in the end?**": cell,
    "Each window outlined in V writes its number into the cell, in reading order.": always,
    "Window [last] writes last, and unpooling assigns.": lambda at: (
        fact.shared(at) and {"last": str(fact.chose(at)[-1])}
    ),
    "Only window [one] writes there.": lambda at: not fact.shared(at) and {"one": str(fact.chose(at)[0])},
    "right: [last]": lambda at: {"last": fact.placed(at)[fact.busiest(at)]},
    "slip [sum]: That is their sum. Adding is what the backward pass does.": lambda at: {"sum": fact.total(at)},
    "slip [first], [most]: That is what one of them puts there. Does it stay? Which one writes last?": lambda at: {
        "first": fact.sent(at)[0],
        "most": max(fact.sent(at)),
    },
    "slip [x]: That is what the cell held. The numbers that come back are those of V.": lambda at: {"x": held(at)},
    "Input | 5 × 5": grid("Input", lambda at: at.x, focus=lambda at: [fact.busiest(at)]),
    "Numbers V | 2 × 2": grid("Numbers V", lambda at: at.g, chose=fact.chose),
    "V unpooled | 5 × 5": grid(
        "V unpooled", lambda at: maxima.rows_of(fact.placed(at)), focus=lambda at: [fact.busiest(at)]
    ),
}
