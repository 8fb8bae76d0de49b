"""Writes docs/step.gif, the worked example step by step: `python -m figures.film`."""

from __future__ import annotations

from pathlib import Path

from figures.film.gif import to_gif
from figures.film.prepared import prepare
from figures.theme import LIGHT
from lab.examples import WORKED_GRAD_OUTPUT, WORKED_X
from pooling import PoolSpec, pool

PATH = Path(__file__).resolve().parents[2] / "docs" / "step.gif"


def film() -> bytes:
    """Both passes over the worked example of the reference (§4)."""
    run = prepare("", pool(WORKED_X, PoolSpec("max", 2)), WORKED_GRAD_OUTPUT, "both", "window", LIGHT)
    return to_gif(run.playback.trace, run.told, LIGHT)


if __name__ == "__main__":
    PATH.write_bytes(film())
