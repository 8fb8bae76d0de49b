"""The app's folders have names that others use, too: a program keeps its own modules of these names."""

import sys
from types import ModuleType

import pytest

from pooling_lab.apart import NAMES, folders


@pytest.fixture
def own_lab(monkeypatch):
    """A module `lab` of somebody else, as a notebook has it that stands beside a `lab.py`."""
    own = ModuleType("lab")
    monkeypatch.setitem(sys.modules, "lab", own)
    return own


def test_the_app_s_own_is_found_where_the_program_has_another(own_lab):
    with folders():
        from lab.entry import LARGEST_SIDE
    assert LARGEST_SIDE == 16


def test_afterwards_the_program_has_its_own(own_lab):
    with folders():
        import lab
    assert lab is not own_lab
    assert sys.modules["lab"] is own_lab


def test_afterwards_nothing_is_there_that_was_not_there(monkeypatch):
    for name in [name for name in sys.modules if name.partition(".")[0] in NAMES]:
        monkeypatch.delitem(sys.modules, name)
    before = list(sys.path)
    with folders():
        import figures.numbers  # noqa: F401
    assert [name for name in sys.modules if name.partition(".")[0] in NAMES] == []
    assert sys.path == before


def test_the_second_time_nothing_is_imported_anew():
    with folders():
        import figures.numbers as first
    with folders():
        import figures.numbers as second
    assert first is second


def test_an_error_within_gives_the_names_back(own_lab):
    with pytest.raises(ModuleNotFoundError), folders():
        import lab.that_is_not_there  # noqa: F401
    assert sys.modules["lab"] is own_lab
