"""Times side by side: each call in its turn, so that what slows the machine down slows all of them down."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from typing import Any

#: Warm-ups, and the fewest and most rounds that are counted.
WARM, LEAST, MOST = 2, 5, 41


def medians(calls: dict[str, Callable[[], Any]], budget: float) -> dict[str, float]:
    """The median of each call in seconds, of rounds that take about `budget` seconds in all."""
    slowest = 0.0
    for _ in range(WARM):
        slowest = sum(timed(call) for call in calls.values())
    rounds = max(LEAST, min(MOST, int(budget / max(slowest, 1e-9))))
    times: dict[str, list[float]] = {name: [] for name in calls}
    for _ in range(rounds):
        for name, call in calls.items():
            times[name].append(timed(call))
    return {name: statistics.median(values) for name, values in times.items()}


def timed(call: Callable[[], Any]) -> float:
    """Seconds that one call takes."""
    start = time.perf_counter()
    call()
    return time.perf_counter() - start
