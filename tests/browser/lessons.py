"""What the tests see of lessons and of the quiz and do to them."""

from __future__ import annotations

import numpy as np
from playwright.sync_api import Locator, Page, expect

from lab.quiz.task import Task
from tests.browser.scene import cell, edit


def heading(page: Page, text: str) -> None:
    """Wait until the page is headed so."""
    expect(page.get_by_role("heading", name=text, exact=True)).to_be_visible()


def step_heading(page: Page, text: str) -> None:
    """Wait until the step on screen is called so."""
    expect(page.locator(".st-key-lesson_words h2")).to_have_text(text)


def keys(page: Page) -> None:
    """Wait until the page listens to the keyboard."""
    expect(page.locator(".lab-keys[data-ready]")).to_be_attached()


def at_step(page: Page, number: int, length: int) -> None:
    """Wait until this step, counted from 1, is on screen."""
    expect(page.locator(".lab-count")).to_have_text(f"step {number} of {length}")


def at_question(page: Page) -> None:
    """Wait until the question that a lesson opens with is on screen."""
    expect(page.locator(".lab-count")).to_have_text("before step 1")


def grid(page: Page, title: str) -> Locator:
    """A grid that is only shown."""
    return page.get_by_role("table", name=title, exact=True)


def shown(page: Page, title: str) -> list[list[str]]:
    """The text of every cell of a grid that is only shown."""
    read = (
        """(rows) => rows.map((row) => [...row.querySelectorAll(".lab-number")].map((cell) => cell.firstChild.data))"""
    )
    return grid(page, title).locator("tr:has(.lab-number)").evaluate_all(read)


def choose(page: Page, row: int, column: int) -> Locator:
    """Click a cell of the input of a question; gives it."""
    button = page.locator(f'.lab-picker button[data-row="{row}"][data-column="{column}"]')
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    return button


def fill(page: Page, task: Task, numbers: np.ndarray) -> None:
    """Fill the grid of a question in."""
    name = "output" if task.kind == "output" else "input gradient"
    for (row, column), value in np.ndenumerate(numbers):
        edit(page, row, column, f"{value:g}", grid=name, key="Tab")
        expect(cell(page, row, column, name)).not_to_have_value("")


def check(page: Page) -> None:
    """Press Check."""
    page.get_by_role("button", name="Check", exact=True).click()
