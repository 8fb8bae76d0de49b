"""Which conventions give an output, in sentences: those that do, and why each of the others does not."""

from __future__ import annotations

from collections.abc import Sequence

from figures.phrases import by, count, listed
from pooling.frameworks import CONVENTIONS
from pooling.frameworks.matching import Match


def verdict(matches: Sequence[Match]) -> str:
    """Those that give it, in a sentence.

    >>> verdict([Match("pytorch"), Match("caffe", off=2), Match("mxnet")])
    'This output is that of PyTorch and MXNet full.'
    >>> verdict([Match("pytorch", off=1)])
    'No convention here gives this output with the layer at the left.'
    """
    names = [CONVENTIONS[match.key].label for match in matches if match.gives_it]
    if not names:
        return "No convention here gives this output with the layer at the left."
    return f"This output is that of {listed(names)}."


def others(matches: Sequence[Match]) -> list[tuple[str, str]]:
    """The conventions that do not give it, the nearest first, each with the reason.

    >>> others([Match("caffe", size=(2, 2)), Match("pytorch", off=1)])
    [('PyTorch', '1 cell differs'), ('Caffe', 'its output is 2 × 2')]
    """
    lacking = sorted(
        (match for match in matches if not match.gives_it),
        key=lambda match: (bool(match.refusal), match.size, match.off),
    )
    return [(CONVENTIONS[match.key].label, _why(match)) for match in lacking]


def _why(match: Match) -> str:
    if match.refusal:
        return match.refusal
    if match.size:
        return f"its output is {by(match.size)}"
    return f"{count(match.off, 'cell')} {'differs' if match.off == 1 else 'differ'}"
