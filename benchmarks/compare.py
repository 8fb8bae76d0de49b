"""Pooling Lab against others on the CPU: the same arrays, dtype and threads, results compared first.

    make bench

Writes the table into benchmarks/README.md, and plots and all figures into benchmarks/results/.
"""

from __future__ import annotations

import argparse
import os
import platform
import tracemalloc
from collections.abc import Callable
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pooling
from benchmarks import plots, report
from benchmarks.races import CASES, RACES, SHARED, Case
from benchmarks.rivals import Rivals, check, results
from benchmarks.timing import medians

KERNELS = [2, 3, 5, 7, 11, 15, 23, 31, 47, 63]
SIDES = [32, 64, 128, 256, 512, 1024, 2048, 4096]


def main() -> None:
    """Measure everything and write it down."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--budget", type=float, default=1.0, help="seconds for each pair that is timed")
    options = parser.parse_args()
    measured = {
        "machine": machine(),
        "races": {str(threads): races(threads, options.budget) for threads in (1, 2)},
        "workers": workers(options.budget),
        "memory": {str(case): memory(case) for case in CASES},
        "by kernel": by_kernel(options.budget),
        "by size": by_size(options.budget),
    }
    folder = Path(__file__).parent
    report.write(measured, folder)
    plots.plots(measured, folder / "results")


def races(threads: int, budget: float) -> dict[str, dict[str, dict[str, float]]]:
    """Milliseconds of every race and case."""
    times: dict[str, dict[str, dict[str, float]]] = {name: {} for name in RACES}
    for case in dict.fromkeys(case for race in RACES.values() for case in race.cases):
        rivals = Rivals(case, threads)
        for name, race in RACES.items():
            calls = getattr(rivals, race.method)() if case in race.cases else {}
            if not calls:
                continue
            check(calls)
            times[name][str(case)] = {who: 1e3 * seconds for who, seconds in medians(calls, budget).items()}
            print(f"{threads} threads, {name}, {case}: {times[name][str(case)]}", flush=True)
    return times


def workers(budget: float) -> dict[str, float]:
    """Milliseconds of one worker and of two, forward with indices, each in its turn."""
    calls = {f"{n} worker{'s'[: n - 1]}": Rivals(SHARED, n).forward()["Pooling Lab"] for n in (1, 2)}
    check(calls)
    return {who: 1e3 * seconds for who, seconds in medians(calls, budget).items()}


def memory(case: Case) -> dict[str, float]:
    """Megabytes that a forward pass with indices needs at its peak beyond input and results, and what it may need."""
    x = Rivals(case, 1).x
    tracemalloc.start()
    found = results(pooling.max_pool2d(x, case.kernel, case.stride, case.padding, return_indices=True))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    size = sum(array.nbytes for array in found)
    return {"peak": (peak - size) / 2**20, "most": 4 + 0.1 * (size + x.nbytes) / 2**20}


def by_kernel(budget: float) -> dict[str, Any]:
    """Milliseconds against the kernel, 1024², stride 1."""
    return {str(k): lines(Case((1, 1, 1024, 1024), k, 1, k // 2), budget) for k in KERNELS}


def by_size(budget: float) -> dict[str, Any]:
    """Milliseconds against the side of a square plane, kernel 3, stride 1."""
    return {str(side): lines(Case((1, 1, side, side), 3, 1, 1), budget) for side in SIDES}


def lines(case: Case, budget: float) -> dict[str, float]:
    """Milliseconds of each line of a plot, the time to copy the input among them, for scale."""
    rivals = Rivals(case, 1)
    values, forward = rivals.values(), rivals.forward()
    calls: dict[str, Callable[[], Any]] = {
        "Pooling Lab, with indices": forward["Pooling Lab"],
        "PyTorch, with indices": forward["PyTorch"],
        "Pooling Lab": values["Pooling Lab"],
        "ONNX Runtime": values["ONNX Runtime"],
        "copy of the input": rivals.x.copy,
    }
    check(forward)
    check(values)
    return {name: 1e3 * seconds for name, seconds in medians(calls, budget).items()}


def machine() -> dict[str, str]:
    """What it was measured on."""
    model = platform.processor()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        names = [line.partition(":")[2].strip() for line in cpuinfo.read_text().splitlines() if "model name" in line]
        model = f"{names[0]}, {len(names)} cores" if names else model
    packages = {"NumPy": "numpy", "PyTorch": "torch", "ONNX Runtime": "onnxruntime", "SciPy": "scipy"}
    packages |= {"scikit-image": "scikit-image"} | ({"JAX": "jax"} if find_spec("jax") else {})
    versions = {name: version(package) for name, package in packages.items()}
    versions |= {"load": f"{os.getloadavg()[0]:.1f}"} if hasattr(os, "getloadavg") else {}
    return {"processor": model, "system": platform.system(), "Python": platform.python_version(), **versions}


if __name__ == "__main__":
    main()
