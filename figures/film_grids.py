"""The grids of a film: ranges and numbers that hold from its first step to its last, so that nothing jumps."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from figures.heatmap import Picture, symmetric_range
from figures.pictures import pictures
from figures.theme import Theme
from pooling.trace import Trace


def film_grids(trace: Trace, theme: Theme) -> dict[str, Picture]:
    """The five grids with ranges that hold all that is ever shown: a sum on its way can lie beyond its end."""
    grids, shown = pictures(trace.pooled, trace.grad_output, theme), numbers_shown(trace)
    mask = grids["argmax"]
    if (shown["argmax"] < 0).any():
        low, high = symmetric_range(shown["argmax"])
        mask = replace(mask, ramp=theme.gradients, low=low, high=high)
    else:
        mask = replace(mask, high=float(shown["argmax"].max(where=np.isfinite(shown["argmax"]), initial=mask.high)))
    low, high = symmetric_range(shown["grad_output"], shown["grad_input"])
    gradients = {name: replace(grids[name], low=low, high=high) for name in ("grad_output", "grad_input")}
    return grids | gradients | {"argmax": mask}


def numbers_shown(trace: Trace) -> dict[str, NDArray]:
    """Every number that each grid shows at some step."""
    pooled, final = trace.pooled, trace.replay()
    shown = {"input": pooled.x, "output": pooled.output, "argmax": final.argmax, "grad_output": trace.grad_output}
    wrote: dict[str, list[float]] = {"argmax": [], "grad_input": [0.0]}
    for step in trace.steps:
        for write in step.writes:
            wrote.setdefault(write.grid, []).append(write.value)
    for name in ("argmax", "grad_input"):
        shown[name] = np.concatenate([np.ravel(shown.get(name, [])), wrote[name]])
    return {name: np.asarray(values, dtype=np.float64) for name, values in shown.items()}
