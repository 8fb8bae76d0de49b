"""A pass made ready for the player: its steps, their words, and all of it as the player takes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from numpy.typing import NDArray

from figures.film.playback import Playback, payload, playback
from figures.narration.narrate import StepText, narrate, opening
from figures.scripted import board, filling
from figures.theme import Theme
from pooling import Pooled
from pooling.steps.trace import trace

WAY_NAMES = {
    "forward": "Forward",
    "backward": "Backward by window",
    "gather": "Backward by input cell",
    "both": "Forward, then backward",
}


@dataclass(frozen=True, eq=False)
class PreparedPass:
    """The pass called `id`, ready to be played."""

    id: str
    playback: Playback
    opening: StepText
    told: list[StepText]
    payload: bytes

    @property
    def length(self) -> int:
        return len(self.told)

    def words(self, at: int) -> StepText:
        """What is said after `at` steps."""
        return self.told[at - 1] if at else self.opening


def prepare(
    name: str,
    pooled: Pooled,
    grad_output: NDArray,
    way: str,
    by: str,
    theme: Theme,
    between: Callable[[], None] = lambda: None,
) -> PreparedPass:
    """Walk the pass and word it; `between` is called where others may have their turn."""
    steps = trace(pooled, grad_output, way, by)
    between()
    film = playback(steps, theme)
    between()
    told, first = narrate(steps), opening(steps)
    between()
    start = {grid: filling(picture) for grid, picture in film.pictures(0).items()}
    return PreparedPass(name, film, first, told, payload(film, told, first, board(pooled) | {"charts": start}))
