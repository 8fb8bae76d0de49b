"""What each operator says, one operator a file: arrows, stories, every kind of step, formulas, questions.

`VOICES` finds the voice of an operator by its name, in the file of that name.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from pooling.operators.base import Operator

if TYPE_CHECKING:
    from figures.voices.voice import Voice


class Voices(dict[str, "Voice"]):
    """Voices by the name of their operator; one that nobody has asked for yet is found in its file."""

    def __missing__(self, name: str) -> Voice:
        try:
            self[name] = import_module(f"{__name__}.{name}").VOICE
        except ModuleNotFoundError as error:
            raise LookupError(f"operator {name!r} has no voice: figures/voices/{name}.py is missing") from error
        return self[name]


VOICES = Voices()


def voice_of(operator: Operator) -> Voice:
    """What an operator says."""
    return VOICES[operator.name]
