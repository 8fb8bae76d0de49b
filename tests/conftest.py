"""What holds for every test."""

import importlib

import pytest


@pytest.fixture(autouse=True)
def no_old_messages(monkeypatch):
    """Without a browser no message is late: what a widget says is what the test has just set it to."""
    try:
        widgets = importlib.import_module("ui.widgets")
    except ModuleNotFoundError:  # where the core alone is tested
        return
    monkeypatch.setattr(widgets, "LATE", 0.0)
