"""The two plots of benchmarks/README.md."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from matplotlib.figure import Figure


def plots(measured: dict[str, Any], folder: Path) -> None:
    """Milliseconds against the kernel, and against the size of a plane."""
    plot(measured["by kernel"], "kernel size", "1024 × 1024, stride 1", folder / "by_kernel.svg")
    plot(measured["by size"], "height and width", "kernel 3, stride 1", folder / "by_size.svg")


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
