"""How long a pass may be: what it costs is known before it is walked, and too many taps are shown by windows."""

from __future__ import annotations

from lab.state import Lab
from pooling.steps.trace import count
from pooling.windows import Windows

#: The steps of a pass that are played: about a second of work and 20 MB. By windows no grid of the lab has 600.
MOST_STEPS = 20_000


def length(lab: Lab, by: str) -> int:
    """How many steps the pass has that the visitor has chosen, as fine as `by` says."""
    return count(Windows.of(lab.spec, lab.height, lab.width), lab.stepping.way, by)


def grain(lab: Lab) -> str:
    """How fine the pass is played: as the visitor wants it, unless these are too many steps.

    >>> from lab.state import fresh
    >>> grain(fresh())
    'window'
    """
    by = lab.stepping.by
    return by if by == "window" or length(lab, by) <= MOST_STEPS else "window"


def why_coarser(lab: Lab) -> str:
    """Why the pass is not played as fine as the visitor wants it; empty where it is."""
    if grain(lab) == lab.stepping.by:
        return ""
    instead = "input cells" if lab.stepping.way == "gather" else "windows"
    return (
        f"Tap by tap this pass has {length(lab, lab.stepping.by):,} steps; at most {MOST_STEPS:,} are played. "
        f"Shown by {instead}."
    )
