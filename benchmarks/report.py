"""What was measured, written down: the tables of benchmarks/README.md, and every figure as JSON."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.marks import write_between
from benchmarks.races import RACES, SHARED, TWO_WORKERS, Race

START, END = "<!-- measured: written by make bench -->\n", "<!-- end of what was measured -->\n"


def write(measured: dict[str, Any], folder: Path) -> None:
    """Write all of it below `folder`."""
    where = folder / "results"
    where.mkdir(exist_ok=True)
    (where / "measured.json").write_text(json.dumps(measured, indent=1, ensure_ascii=False) + "\n")
    write_between(START, END, "\n".join(text(measured)), folder / "README.md")


def text(measured: dict[str, Any]) -> list[str]:
    """The lines between the marks of the README."""
    lines = ["", "On " + ", ".join(f"{name} {value}" for name, value in measured["machine"].items()) + ".", ""]
    lines += summary(measured)
    for threads, times in measured["races"].items():
        for name, race in ran(measured):
            lines += ["", f"**{name.capitalize()}**, {threads} thread{'s'[: int(threads) - 1]}", ""]
            lines += table(times[name], race.rival)
    lines += ["", "**Peak memory** beyond input and results, forward with indices", ""]
    lines += ["| case | MB | at most |", "|---|--:|--:|"]
    lines += [f"| {case} | {row['peak']:.1f} | {row['most']:.1f} |" for case, row in measured["memory"].items()]
    return [*lines, ""]


def ran(measured: dict[str, Any]) -> Iterator[tuple[str, Race]]:
    """The races that were run: a rival may not be installed."""
    return ((name, race) for name, race in RACES.items() if measured["races"]["1"].get(name))


def summary(measured: dict[str, Any]) -> list[str]:
    """Geometric means of the ratios, beside what they must be and aim at."""
    lines = ["| their time / our time | 1 thread | lowest | 2 threads | at least | aim |", "|---|--:|--:|--:|--:|--:|"]
    for name, race in ran(measured):
        one, two = (ratios(times[name], race.rival) for times in measured["races"].values())
        goals = " | ".join("" if goal is None else f"{goal}×" for goal in (race.least, race.aim))
        lines.append(f"| {name} / {race.rival} | {mean(one):.2f}× | {min(one):.2f}× | {mean(two):.2f}× | {goals} |")
    cost = [measured["by kernel"][k]["Pooling Lab, with indices"] for k in ("31", "3")]
    lines.append(f"| our time at k = 31 / at k = 3, 1024², with indices | {cost[0] / cost[1]:.2f} | | | ≤ 4 | ≤ 2.5 |")
    alone, shared = (measured["workers"][who] for who in ("1 worker", "2 workers"))
    gain, (least, aim) = f"{alone / shared:.2f}×", TWO_WORKERS
    return [*lines, f"| our time with 1 worker / with 2, {SHARED} | | | {gain} | {least}× | {aim}× |"]


def table(times: dict[str, dict[str, float]], rival: str) -> list[str]:
    """Milliseconds and ratio of every case."""
    lines = [f"| case | Pooling Lab, ms | {rival}, ms | ratio |", "|---|--:|--:|--:|"]
    for case, row in times.items():
        ours, theirs = row["Pooling Lab"], row[rival]
        lines.append(f"| {case} | {milliseconds(ours)} | {milliseconds(theirs)} | {theirs / ours:.2f}× |")
    return lines


def milliseconds(value: float) -> str:
    """Of what takes less than one, more digits."""
    return f"{value:.2f}" if value >= 1 else f"{value:.3f}"


def ratios(times: dict[str, dict[str, float]], rival: str) -> list[float]:
    return [row[rival] / row["Pooling Lab"] for row in times.values()]


def mean(values: list[float]) -> float:
    """The geometric mean."""
    return math.exp(sum(map(math.log, values)) / len(values))
