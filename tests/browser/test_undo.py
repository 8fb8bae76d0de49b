"""Undo by the keyboard and by its buttons; what is being typed is the browser's to undo."""

import numpy as np
from playwright.sync_api import expect

from lab.examples import WORKED_GRAD_OUTPUT, WORKED_X
from pooling import PoolSpec, pool
from tests.browser.scene import cell, edit, paste, slide, values, wait_for, z

SPEC = PoolSpec("max", 2)
AT_REST = 'document.querySelector("[data-testid=stApp]").dataset.testScriptState === "notRunning"'


def shows(page, x, grad_output=WORKED_GRAD_OUTPUT):
    """Wait until the charts are those of an input."""
    pooled = pool(x, SPEC)
    wait_for(page, "output", pooled.output)
    wait_for(page, "grad_input", pooled.backward(grad_output))


def with_cells(*changes):
    x = WORKED_X.copy()
    for row, column, value in changes:
        x[row, column] = value
    return x


def button(page, name):
    return page.get_by_role("button", name=name, exact=True)


def test_an_edit_is_undone_and_redone_by_the_keyboard(explore):
    page = explore()
    edit(page, 0, 0, "99")
    shows(page, with_cells((0, 0, 99)))
    page.keyboard.press("ControlOrMeta+z")
    shows(page, WORKED_X)
    expect(cell(page, 0, 0)).to_have_value("−0.170")
    page.keyboard.press("ControlOrMeta+Shift+z")
    shows(page, with_cells((0, 0, 99)))
    page.keyboard.press("ControlOrMeta+z")
    shows(page, WORKED_X)
    page.keyboard.press("ControlOrMeta+y")
    shows(page, with_cells((0, 0, 99)))


def test_what_is_typed_is_the_browsers_to_undo(explore):
    page = explore()
    edit(page, 0, 0, "99")
    shows(page, with_cells((0, 0, 99)))
    cell(page, 2, 2).click()
    page.keyboard.type("12")
    page.keyboard.press("ControlOrMeta+z")
    expect(cell(page, 2, 2)).to_be_focused()
    expect(cell(page, 2, 2)).not_to_have_value("12")
    page.wait_for_function(AT_REST)
    np.testing.assert_array_equal(z(page, "output"), pool(with_cells((0, 0, 99)), SPEC).output)


def test_a_cell_that_is_entered_and_not_changed_leaves_undo_to_the_page(explore):
    page = explore()
    edit(page, 0, 0, "99")
    shows(page, with_cells((0, 0, 99)))
    cell(page, 0, 0).click()
    expect(cell(page, 0, 0)).to_have_value("99")
    page.keyboard.press("ControlOrMeta+z")
    shows(page, WORKED_X)
    expect(cell(page, 0, 0)).to_have_value("-0.17")
    expect(cell(page, 0, 0)).to_be_focused()


def test_keys_pressed_at_once_each_undo_a_step(explore):
    page = explore()
    for n in range(4):
        edit(page, 0, n, str(50 + n))
    shows(page, with_cells(*((0, n, 50 + n) for n in range(4))))
    for _ in range(3):
        page.keyboard.press("ControlOrMeta+z")
    shows(page, with_cells((0, 0, 50)))
    page.keyboard.press("ControlOrMeta+Shift+z")
    shows(page, with_cells((0, 0, 50), (0, 1, 51)))


def test_an_edit_that_the_click_on_undo_commits_is_what_is_undone(explore):
    page = explore()
    edit(page, 0, 0, "99")
    shows(page, with_cells((0, 0, 99)))
    cell(page, 2, 2).click()
    page.keyboard.type("77")
    button(page, "undo").click()
    expect(button(page, "redo")).to_be_enabled()
    shows(page, with_cells((0, 0, 99)))
    button(page, "redo").click()
    shows(page, with_cells((0, 0, 99), (2, 2, 77)))


def test_a_paste_and_a_parameter_are_a_step_each(explore):
    page = explore()
    paste(page, 0, 0, "9\t8\n7\t6")
    shows(page, with_cells((0, 0, 9), (0, 1, 8), (1, 0, 7), (1, 1, 6)))
    slide(page, "height", 5)
    page.keyboard.press("ControlOrMeta+z")
    expect(cell(page, 5, 5)).to_be_visible()
    expect(page.locator(".st-key-set_height [data-testid=stSliderThumbValue]")).to_have_text("6")
    page.keyboard.press("ControlOrMeta+z")
    shows(page, WORKED_X)
    expect(button(page, "undo")).to_be_disabled()


def test_a_reload_has_what_undo_brought_back(explore):
    page = explore()
    edit(page, 0, 0, "99")
    edit(page, 0, 2, "98")  # in another window: the output tells whether it is there
    shows(page, with_cells((0, 0, 99), (0, 2, 98)))
    page.keyboard.press("ControlOrMeta+z")
    shows(page, with_cells((0, 0, 99)))
    page.wait_for_function(AT_REST)
    page.reload()
    shows(page, with_cells((0, 0, 99)))
    np.testing.assert_array_equal(values(page, 6, 6), with_cells((0, 0, 99)))
    expect(button(page, "undo")).to_be_disabled()
