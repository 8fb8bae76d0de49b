"""Every operator has a voice that is complete; what one lacks is named."""

import pytest

from figures.voices import VOICES, voice_of
from figures.voices.checked import Checked, Kink
from figures.voices.max import MaxVoice
from figures.voices.voice import NEEDED
from pooling import OPERATORS, PoolSpec, pool


@pytest.mark.parametrize("name", OPERATORS)
def test_every_operator_has_a_voice(name):
    voice = voice_of(OPERATORS[name])
    assert all(getattr(voice, field) for field in NEEDED)
    assert bool(voice.winner) == OPERATORS[name].selects
    assert bool(voice.remembers) != OPERATORS[name].selects


def test_an_operator_without_a_voice_is_named():
    with pytest.raises(LookupError, match=r"^operator 'mode' has no voice: figures/voices/mode\.py is missing$"):
        VOICES["mode"]


def test_a_voice_says_what_it_lacks(monkeypatch):
    monkeypatch.delattr(MaxVoice, "photo")
    monkeypatch.delattr(MaxVoice, "title")
    with pytest.raises(TypeError, match=r"^MaxVoice must have title, photo$"):
        MaxVoice()


def test_a_kink_is_told_of_any_operator():
    told = Checked().kink(pool([[3.0, 3.0]], PoolSpec("max", (1, 2))), Kink((0, 1), "0", "2", "0"))
    assert told == (
        "At cell (0, 1) E has a kink. Lowered, the cell meets slope 0; raised, slope 2. There is no derivative. The "
        "backward pass takes 0."
    )
