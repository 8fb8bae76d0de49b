"""Edits while the line is cut, the server restarted, the page loaded anew or left and come back to: none is lost."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import numpy as np
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import READY
from tests.browser.line import line
from tests.browser.scene import cell, edit, wait_for
from tests.browser.server import Server
from tests.hostile import model
from tests.hostile.amount import amount
from tests.pooling import loops, worked

AWAY = "Waiting for the server."
LAYER = loops.Layer("max", (2, 2), (2, 2))
ENTRIES = ("77", "-5", "0.25", "1e3", "−8", "abc", "1,5", "12", "3.75", "-0.125")


@pytest.fixture
def server_and_line(restartable):
    with line(restartable.port) as wire:
        yield restartable, wire


class Visitor:
    """What is done to the page, and what its grids must hold."""

    def __init__(self, chance: Random, page, server: Server, wire) -> None:
        self.chance, self.page, self.server, self.wire = chance, page, server, wire
        self.up, self.whole = True, True
        self.x = model.Grid((6, 6), model.numbers_of(worked.X))
        self.grad = model.Grid((3, 3), model.numbers_of(worked.GRAD_OUTPUT))
        self.done: list[str] = []
        page.goto(wire.url)
        page.wait_for_function(READY)

    def act(self) -> None:
        actions = [self.edit] * 6 + [self.cut_or_restore] * 2
        actions += [self.miss_an_answer, self.stop_or_start, self.reload, self.leave_and_return]
        self.do(self.chance.choice(actions))

    def do(self, action: Callable[[], None]) -> None:
        self.done.append(action.__name__)
        action()

    def edit(self) -> None:
        name, grid = self.chance.choice((("input", self.x), ("input", self.x), ("upstream gradient", self.grad)))
        at, text = tuple(self.chance.randrange(n) for n in grid.size), self.chance.choice(ENTRIES)
        edit(self.page, *at, text, grid=name)
        grid.type(at, text)
        self.done[-1] = f"edit {name} {at} {text}"
        if self.up and self.whole and not self.wire.silent and self.chance.random() < 0.3:
            self.shows()

    def cut_or_restore(self) -> None:
        if self.whole:
            self.wire.cut()
        else:
            self.wire.restore()
        self.whole = not self.whole

    def miss_an_answer(self) -> None:
        """The server has taken an edit, and what it says of it never arrives."""
        if self.up and self.whole:
            self.wire.cut_at_answer()
            self.edit()
            self.page.wait_for_timeout(150)
            self.wire.restore()

    def stop_or_start(self) -> None:
        if self.up:
            self.server.stop()
        else:
            self.server.start()
        self.up = not self.up

    def come_back(self) -> None:
        """Nothing is in the way of the page any more, and it knows: a click on a link that it cannot follow is gone."""
        if not self.up:
            self.stop_or_start()
        if not self.whole:
            self.cut_or_restore()
        expect(self.page.locator("[data-test-connection-state=CONNECTED]")).to_be_attached(timeout=90_000)
        expect(self.page.get_by_text(AWAY)).to_be_hidden(timeout=90_000)

    def reload(self) -> None:
        self.come_back()
        self.page.reload()
        self.page.wait_for_function(READY)

    def leave_and_return(self) -> None:
        self.come_back()
        self.page.get_by_role("link", name="Frameworks", exact=True).click()
        expect(self.page.get_by_role("heading", name="Frameworks side by side")).to_be_visible(timeout=90_000)
        self.page.go_back()
        self.page.wait_for_function(READY)

    def shows(self) -> None:
        """The page shows what was typed, and the results of it."""
        x, grad = self.x.plane(), self.grad.plane()
        wait_for(self.page, "output", np.array(loops.forward(x, LAYER)[0]))
        wait_for(self.page, "grad_input", np.array(loops.backward(x, LAYER, grad)))
        for name, grid in (("input", self.x), ("upstream gradient", self.grad)):
            for at, text in grid.drafts.items():
                expect(cell(self.page, *at, name)).to_have_value(text, timeout=90_000)


@pytest.mark.parametrize("seed", range(amount(3, 1)))
def test_no_edit_is_lost_whatever_happens_to_line_and_server(seed, quiet, server_and_line):
    visitor = Visitor(Random(f"cuts {seed}"), quiet, *server_and_line)
    try:
        for _ in range(amount(20, 8)):
            visitor.act()
        visitor.come_back()
        visitor.shows()
        visitor.reload()
        visitor.shows()
    except Exception as error:
        raise AssertionError(f"{visitor.done}: {error}") from error


def test_a_page_whose_run_was_lost_keeps_its_grid_and_its_layer(quiet, server_and_line):
    """A browser that hears of the end alone of a run takes the page down, and its widgets forget their values."""
    visitor = Visitor(Random("answers"), quiet, *server_and_line)
    for _ in range(3):
        visitor.do(visitor.miss_an_answer)
        visitor.come_back()
        visitor.do(visitor.edit)
        visitor.shows()
