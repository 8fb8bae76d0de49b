"""What the question says that opens the lesson on small changes, and when."""

from itertools import product

from tests.figures.lessons.claims import always
from tests.figures.lessons.drawn import MEANS, grid
from tests.figures.lessons.robust import facts as fact

SIZE = 9


def shift(at):
    """The shift that is set; to the right where none is."""
    return "right" if fact.shift(at) == "none" else fact.shift(at)


def stay(at, reduce=max):
    return fact.stay(at, shift(at), reduce)


def inside(at):
    """How many winners are in the same window after the move: what leaves the grid is in none."""
    down, right = fact.SHIFTS[shift(at)]
    return sum((r + down, c + right) in fact.cells(*window) for window, (r, c) in fact.winners(at).items())


def after(at):
    return fact.square(fact.outputs(fact.shifted(at, shift(at)), max))


def changing(at):
    return [window for window in product(range(3), range(3)) if window not in stay(at)]


CLAIMS = {
    "Predict first": always,
    "Every number moves one cell [direction]; the border cells are repeated where nothing comes in.": lambda at: {
        "direction": fact.direction(shift(at))
    },
    "Max pooling is said not to mind.": always,
    "**How many of the [size] outputs stay as they are?**": lambda at: {"size": SIZE},
    "Look at each window: is its largest cell still inside after the move?": always,
    "Does a larger one come in?": always,
    "An output stays where the largest number of its window is as large as before.": always,
    "Pooling does not make a shift vanish: a number can leave its window, and a larger one can come in.": always,
    "right: [kept]": lambda at: {"kept": len(stay(at))},
    "slip [inside]: That is how many largest cells stay in their window. But a larger number may come in, or an "
    "equal one take the place of one that leaves.": lambda at: {"inside": inside(at)},
    "slip [size]: Not all: a largest number leaves its window, or a larger one comes in.": lambda at: {"size": SIZE},
    "slip [changed]: That is how many change.": lambda at: {"changed": SIZE - len(stay(at))},
    "slip [averages]: That is how many averages stay.": lambda at: {"averages": len(stay(at, fact.mean))},
    "slip 0: Some stay: look for windows whose largest number is the same before and after.": always,
    "Input | 6 × 6": grid("Input", lambda at: at.x, chosen=lambda at: fact.winners(at).values()),
    "Output | 3 × 3": grid("Output", lambda at: fact.square(fact.outputs(fact.plane(at), max))),
    "Shifted input | 6 × 6": grid("Shifted input", lambda at: fact.shifted(at, shift(at))),
    "Output after | = stays, ≠ changes": grid("Output after", after, kept=stay, changed=changing),
}
MEANS |= {"kept": "as before", "changed": "has changed"}
