"""What the question says that opens the lesson on batches, and when."""

from tests.figures.lessons.channels import facts as fact
from tests.figures.lessons.claims import always
from tests.figures.lessons.drawn import grid

#: Windows of a plane.
EACH = len(fact.WINDOWS)
CLAIMS = {
    "Predict first": always,
    "A batch of 2 examples with 3 channels of 4 × 2 cells each: the channels of an example stand side by side here.": (
        lambda at: at.case.x.shape == (2 * 4, 3 * 2)
    ),
    "A max pool with windows of 2 × 2 and stride 2 goes over it.": always,
    "**How many numbers come out?**": always,
    "How many planes are there, and how many windows of 2 × 2 in each?": always,
    "[planes] planes of [each] windows each: examples and channels stay, height and width are halved.": lambda at: {
        "planes": fact.N * fact.C,
        "each": EACH,
    },
    "right: [n]": lambda at: {"n": fact.N * fact.C * EACH},
    "slip [n]: That is one plane for each example. Channels stay, each pooled alone.": lambda at: {"n": fact.N * EACH},
    "slip [n]: That is what comes out of one plane. How many planes are there?": lambda at: {"n": EACH},
    "slip [n]: That is one number for each plane. How many windows has a plane?": lambda at: {"n": fact.N * fact.C},
    "slip [n]: That is half of them. Height and width are both halved.": lambda at: {"n": len(fact.PLACES) // 2},
    "Input | 8 × 6": grid("Input", lambda at: at.x),
    "Output | 4 × 3": grid("Output", fact.whole_output),
}
