"""An input and an output from a model that misbehaves, as they were pasted: which conventions give that output."""

from __future__ import annotations

from lab.arrays.printed import printed
from lab.arrays.text import read
from lab.settings import Settings
from pooling.errors import PoolingError
from pooling.frameworks.matching import Match, matching

#: Characters of each text: more than windows of so few taps can need.
LARGEST = 200_000
#: Sums in single precision, in another order, are off by so much.
SINGLE = 1e-5


def which(x: str, output: str, settings: Settings) -> list[Match]:
    """How each convention's output is like the pasted one, for the layer of the settings on the pasted input.

    What was lost in print counts as rounding.

    Raises
    ------
    PoolingError
        When a text is no array or too long, the layer does not fit, or there would be too much to do.
    """
    for name, text in (("input", x), ("output", output)):
        if len(text) > LARGEST:
            raise PoolingError.broken(name, f"have at most {LARGEST:,} characters", f"{len(text):,}")
    cells, theirs = read(x, "input"), read(output, "output")
    lost = [printed(text) for text in (x, output)]
    spec = settings.spec(*cells.shape[-2:])
    rtol, atol = SINGLE + sum(one.relative for one in lost), sum(one.absolute for one in lost)
    return matching(cells.astype(float), theirs.astype(float), spec, rtol, atol)
