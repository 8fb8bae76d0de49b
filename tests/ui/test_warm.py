"""A process that was warmed has nothing more to make for who comes first."""

from __future__ import annotations

import logging

from tests.pages.screen import ROOT, visited
from ui import shared
from ui.page import PAGES
from ui.warm import warm


def test_a_warm_process_has_all_that_a_first_visitor_is_sent(monkeypatch):
    monkeypatch.setattr(shared, "_kept", type(shared._kept)())
    warm(ROOT / "app.py")
    before = list(shared._kept)
    for page in PAGES:
        visited(page)
    assert [key[0] for key in shared._kept if key not in before] == []
    assert {"chart", "covers", "pass", "photo_pooled", "compared", "case"} <= {key[0] for key in before}
    assert logging.getLogger().manager.disable == logging.NOTSET
