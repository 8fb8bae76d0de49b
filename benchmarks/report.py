"""What was measured, written down: the table of benchmarks/README.md, two plots, and every figure as JSON."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from matplotlib.figure import Figure

START, END = "<!-- measured: written by make bench -->\n", "<!-- end of what was measured -->\n"

Races = Mapping[str, tuple[str, str, float | None, float | None]]


def write(measured: dict[str, Any], races: Races, folder: Path) -> None:
    """Write all of it below `folder`."""
    where = folder / "results"
    where.mkdir(exist_ok=True)
    (where / "measured.json").write_text(json.dumps(measured, indent=1, ensure_ascii=False) + "\n")
    plot(measured["by kernel"], "kernel size", "1024 × 1024, stride 1", where / "by_kernel.svg")
    plot(measured["by size"], "height and width", "kernel 3, stride 1", where / "by_size.svg")
    readme = folder / "README.md"
    before, _, rest = readme.read_text().partition(START)
    readme.write_text(before + START + "\n".join(text(measured, races)) + "\n" + END + rest.partition(END)[2])


def text(measured: dict[str, Any], races: Races) -> list[str]:
    """The lines between the marks of the README."""
    lines = ["", "On " + ", ".join(f"{name} {value}" for name, value in measured["machine"].items()) + ".", ""]
    lines += summary(measured, races)
    for threads, times in measured["races"].items():
        for race, (_, rival, *_) in races.items():
            lines += ["", f"**{race.capitalize()}**, {threads} thread{'s'[: int(threads) - 1]}", ""]
            lines += table(times[race], rival)
    lines += ["", "**Peak memory** beyond input and results, forward with indices", ""]
    lines += ["| case | MB | at most |", "|---|--:|--:|"]
    lines += [f"| {case} | {row['peak']:.1f} | {row['most']:.1f} |" for case, row in measured["memory"].items()]
    return [*lines, ""]


def summary(measured: dict[str, Any], races: Races) -> list[str]:
    """Geometric means of the ratios, beside what they must be and aim at."""
    lines = ["| their time / our time | 1 thread | lowest | 2 threads | at least | aim |", "|---|--:|--:|--:|--:|--:|"]
    for race, (_, rival, least, aim) in races.items():
        one, two = (ratios(times[race], rival) for times in measured["races"].values())
        goals = " | ".join("" if goal is None else f"{goal}×" for goal in (least, aim))
        lines.append(f"| {race} / {rival} | {mean(one):.2f}× | {min(one):.2f}× | {mean(two):.2f}× | {goals} |")
    cost = [measured["by kernel"][k]["Pooling Lab, with indices"] for k in ("31", "3")]
    lines.append(f"| our time at k = 31 / at k = 3, 1024², with indices | {cost[0] / cost[1]:.2f} | | | ≤ 4 | ≤ 2.5 |")
    alone, shared = (times["forward with indices"].values() for times in measured["races"].values())
    gains = [one["Pooling Lab"] / two["Pooling Lab"] for one, two in zip(alone, shared, strict=True)]
    workers = f"{mean(gains):.2f}, at best {max(gains):.2f}"
    return [*lines, f"| our time with 1 worker / with 2, forward with indices | {workers} | | | | |"]


def table(times: dict[str, dict[str, float]], rival: str) -> list[str]:
    """Milliseconds and ratio of every case."""
    lines = [f"| case | Pooling Lab, ms | {rival}, ms | ratio |", "|---|--:|--:|--:|"]
    for case, row in times.items():
        ours, theirs = row["Pooling Lab"], row[rival]
        lines.append(f"| {case} | {ours:.2f} | {theirs:.2f} | {theirs / ours:.2f}× |")
    return lines


def ratios(times: dict[str, dict[str, float]], rival: str) -> list[float]:
    return [row[rival] / row["Pooling Lab"] for row in times.values()]


def mean(values: list[float]) -> float:
    """The geometric mean."""
    return math.exp(sum(map(math.log, values)) / len(values))


def plot(times: dict[str, dict[str, float]], across: str, title: str, path: Path) -> None:
    """Milliseconds against kernel or size, both logarithmic."""
    figure = Figure(figsize=(7, 4.2), layout="constrained")
    axes = figure.subplots()
    places = [int(place) for place in times]
    for name in next(iter(times.values())):
        floor = name.startswith("copy")
        style = {"color": "0.5", "linestyle": ":"} if floor else {"marker": "o", "markersize": 4}
        axes.loglog(places, [row[name] for row in times.values()], label=name, **style)
    axes.set(xlabel=across, ylabel="milliseconds", title=f"Max pooling, {title}, float32, one thread")
    axes.set_xticks(places, [str(place) for place in places])
    axes.minorticks_off()
    axes.grid(alpha=0.3)
    axes.legend()
    figure.savefig(path, metadata={"Date": None})
