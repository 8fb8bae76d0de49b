"""What max pooling says."""

from __future__ import annotations

from figures.voices.choosing import Best, ChoosingVoice
from figures.voices.voice import Arrows, PhotoWords, Title


class MaxVoice(ChoosingVoice):
    title = "Max pooling"
    arrows = Arrows("max over each window", "remember the winner", "route to the winner")
    mask = Title("Argmax mask", "", "how many windows chose each cell")
    winner = "largest"
    best = Best("largest", "greater", "smaller", ">", "<", "max", "argmax")
    photo = PhotoWords("the largest value", "Argmax density")


VOICE = MaxVoice()
