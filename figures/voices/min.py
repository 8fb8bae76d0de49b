"""What min pooling says: the mirror image of max."""

from __future__ import annotations

from figures.voices.choosing import Best, ChoosingVoice
from figures.voices.voice import Arrows, PhotoWords, Title


class MinVoice(ChoosingVoice):
    title = "Min pooling"
    arrows = Arrows("min over each window", "remember the winner", "route to the winner")
    mask = Title("Argmin mask", "", "how many windows chose each cell")
    winner = "smallest"
    best = Best("smallest", "smaller", "greater", "<", ">", "min", "argmin")
    photo = PhotoWords("the smallest value", "Argmin density")


VOICE = MinVoice()
