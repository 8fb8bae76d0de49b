"""What was seen: durations and errors, and what is made of them."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

#: Seconds after which an answer counts as an error too.
TOO_LATE = 30.0


@dataclass
class Tally:
    """Durations in seconds, how many answers were compared, errors by their kind, a few of them in words."""

    seconds: list[float] = field(default_factory=list)
    checked: int = 0
    errors: Counter[str] = field(default_factory=Counter)
    words: list[str] = field(default_factory=list)

    def answered(self, seconds: float) -> None:
        """Note a duration; one that is too long is an error."""
        self.seconds.append(seconds)
        if seconds > TOO_LATE:
            self.error("late", f"an answer after {seconds:.0f} s")

    def error(self, kind: str, words: str) -> None:
        """Note an error."""
        self.errors[kind] += 1
        if len(self.words) < 10:
            self.words.append(f"{kind}: {words}")


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least `share` of the values do not exceed; NaN of none.

    >>> percentile([4, 1, 3, 2], 0.5), percentile([4, 1, 3, 2], 0.95)
    (2, 4)
    """
    if not values:
        return math.nan
    return sorted(values)[max(math.ceil(share * len(values)), 1) - 1]


def summary(values: Sequence[float]) -> dict[str, float | None]:
    """Median, 95th percentile and largest, to the millisecond; None of nothing."""
    shares = {"median": 0.5, "p95": 0.95, "max": 1.0}
    return {name: round(percentile(values, share), 3) if values else None for name, share in shares.items()}
