"""Editing in place: what is typed or pasted arrives in every grid, and a bad entry reaches none."""

import numpy as np
import pytest
from playwright.sync_api import expect

from lab.examples import EXAMPLES, WORKED_GRAD_OUTPUT, WORKED_X
from pooling import PoolSpec, pool
from tests.browser.scene import HIDE_PLOTLY, cell, edit, paste, values, wait_for, z

SPEC = PoolSpec("max", 2, 2)


def with_cell(row: int, column: int, value: float) -> np.ndarray:
    x = WORKED_X.copy()
    x[row, column] = value
    return x


def test_99_arrives_in_the_output_the_mask_and_the_gradient(explore):
    page = explore()
    edit(page, 0, 0, "99")
    pooled = pool(with_cell(0, 0, 99), SPEC)
    wait_for(page, "output", pooled.output)
    wait_for(page, "argmax", pooled.weight_sum())
    wait_for(page, "grad_input", pooled.backward(WORKED_GRAD_OUTPUT))
    assert z(page, "output")[0, 0] == 99
    expect(page.locator('.lab-ring[data-grid="argmax"][data-row="0"][data-column="0"]')).to_have_count(1)
    assert z(page, "grad_input")[0, 0] == -0.259


def test_the_numbers_over_a_chart_are_those_of_the_chart(explore):
    page = explore()
    edit(page, 0, 0, "99")
    written = page.locator('.lab-text g[data-grid="output"] text').first
    expect(written).to_have_text("99.000")


def test_an_edit_of_the_upstream_gradient_is_routed(explore):
    page = explore()
    edit(page, 1, 0, "5", grid="upstream gradient")
    grad = WORKED_GRAD_OUTPUT.copy()
    grad[1, 0] = 5
    wait_for(page, "grad_input", pool(WORKED_X, SPEC).backward(grad))


def test_each_key_that_leaves_a_cell_commits_it(explore):
    page = explore()
    for key, value in [("Enter", 7.5), ("Tab", 8.5), ("ArrowDown", 9.5)]:
        edit(page, 2, 2, str(value), key=key)
        wait_for(page, "output", pool(with_cell(2, 2, value), SPEC).output)


def test_fast_typing_across_cells_loses_nothing(explore):
    page = explore()
    cell(page, 0, 0).click()
    for n in range(6):
        page.keyboard.type(str(10 + n))
        page.keyboard.press("ArrowRight")
    x = WORKED_X.copy()
    x[0] = np.arange(10, 16)
    wait_for(page, "output", pool(x, SPEC).output)
    np.testing.assert_array_equal(values(page, 1, 6), x[:1])


def test_escape_takes_back_what_was_being_typed(explore):
    page = explore()
    cell(page, 0, 0).click()
    page.keyboard.type("123")
    page.keyboard.press("Escape")
    expect(cell(page, 0, 0)).to_have_value("-0.17")


def test_a_block_is_pasted_from_its_first_cell(explore):
    page = explore()
    paste(page, 2, 2, "1\t2\t3\n4\t5\t6\n7\t8\t9\n")
    x = WORKED_X.copy()
    x[2:5, 2:5] = np.arange(1, 10).reshape(3, 3)
    wait_for(page, "output", pool(x, SPEC).output)
    np.testing.assert_array_equal(values(page, 6, 6), x)


def test_a_block_beyond_the_edge_makes_the_input_grow(explore):
    page = explore()
    paste(page, 5, 5, "1\t2\t3\n4\t5\t6\n7\t8\t9\n")
    x = np.zeros((8, 8))
    x[:6, :6] = WORKED_X
    x[5:, 5:] = np.arange(1, 10).reshape(3, 3)
    wait_for(page, "output", pool(x, SPEC).output)
    expect(page.locator(".st-key-set_height [data-testid=stSliderThumbValue]")).to_have_text("8")


def test_a_pasted_print_fills_cells_as_a_spreadsheet_s_block_does(explore):
    page = explore()
    paste(page, 1, 1, "array([[50., 60.], [70., 80.]])")
    x = WORKED_X.copy()
    x[1:3, 1:3] = [[50, 60], [70, 80]]
    wait_for(page, "output", pool(x, SPEC).output)


def test_a_block_of_17_by_17_is_refused_with_the_rule(explore):
    page = explore()
    paste(page, 0, 0, "\n".join("\t".join(["1"] * 17) for _ in range(17)))
    message = "pasted block must fit into 16×16 cells from row 0 column 0, but got 17×17"
    expect(page.get_by_role("alert").filter(has_text=message)).to_be_visible()
    np.testing.assert_array_equal(z(page, "output"), pool(WORKED_X, SPEC).output)


# Text, nothing, and what is a number for the script alone; tests/lab/test_entry.py has all others that are refused.
@pytest.mark.parametrize(("text", "got"), [("abc", "'abc'"), ("", "nothing"), ("1e308", "'1e308'")])
def test_a_bad_entry_is_marked_kept_and_never_computed_with(explore, text, got):
    page = explore()
    edit(page, 0, 1, text)
    message = f"input row 0 column 1 must be a finite number from −1e9 to 1e9, but got {got}"
    expect(page.get_by_role("alert").filter(has_text=message)).to_be_visible()
    expect(cell(page, 0, 1)).to_have_attribute("aria-invalid", "true")
    expect(cell(page, 0, 1)).to_have_value(text)
    np.testing.assert_array_equal(z(page, "output"), pool(WORKED_X, SPEC).output)


def test_a_bad_entry_can_be_mended(explore):
    page = explore()
    edit(page, 0, 1, "abc")
    expect(cell(page, 0, 1)).to_have_attribute("aria-invalid", "true")
    edit(page, 0, 1, "8")
    expect(cell(page, 0, 1)).to_have_attribute("aria-invalid", "false")
    wait_for(page, "output", pool(with_cell(0, 1, 8), SPEC).output)


def test_a_bad_entry_survives_a_visit_to_another_page(explore):
    page = explore()
    edit(page, 0, 1, "abc")
    expect(cell(page, 0, 1)).to_have_attribute("aria-invalid", "true")
    page.get_by_role("link", name="Mathematics").click()
    expect(page.get_by_role("heading", name="Backward", exact=True)).to_be_visible()
    page.get_by_role("link", name="Explore").click()
    expect(cell(page, 0, 1)).to_have_value("abc")
    expect(cell(page, 0, 1)).to_have_attribute("aria-invalid", "true")


def test_an_example_replaces_everything(explore):
    page = explore()
    edit(page, 0, 1, "abc")
    page.locator(".st-key-set_example").get_by_role("combobox").click()
    page.get_by_role("option", name="7×7 overlapping windows").click()
    example = EXAMPLES["overlap"]
    pooled = pool(example.x(7, 7), example.spec)
    wait_for(page, "output", pooled.output)
    wait_for(page, "grad_input", pooled.backward(example.grad_output))
    expect(cell(page, 0, 1)).to_have_attribute("aria-invalid", "false")


def test_the_page_is_right_where_the_script_finds_no_plotly(visit):
    page = visit(script=HIDE_PLOTLY)
    pooled = pool(WORKED_X, SPEC)
    wait_for(page, "output", pooled.output)
    edit(page, 0, 0, "99")
    pooled = pool(with_cell(0, 0, 99), SPEC)
    wait_for(page, "output", pooled.output)
    wait_for(page, "argmax", pooled.weight_sum())
    wait_for(page, "grad_input", pooled.backward(WORKED_GRAD_OUTPUT))


def test_typing_goes_on_where_the_grid_is_built_anew_under_the_cursor(explore):
    page = explore()
    paste(page, 5, 5, "1\t2\n3\t4")
    page.keyboard.type("12")
    expect(cell(page, 6, 6)).to_be_visible()  # the grid has grown
    page.keyboard.type("345")
    expect(cell(page, 5, 5)).to_have_value("12345")
    page.keyboard.press("Enter")
    x = np.zeros((7, 7))
    x[:6, :6] = WORKED_X
    x[5:, 5:] = [[12345, 2], [3, 4]]
    wait_for(page, "output", pool(x, SPEC).output)


def test_what_is_typed_after_a_committed_entry_in_the_last_row_replaces_it(explore):
    page = explore()
    edit(page, 5, 0, "1.50")
    wait_for(page, "output", pool(with_cell(5, 0, 1.5), SPEC).output)
    expect(cell(page, 5, 0)).to_have_value("1.5")
    page.keyboard.type("2")
    expect(cell(page, 5, 0)).to_have_value("2")


def test_what_is_typed_after_a_pasted_block_replaces_its_first_cell(explore):
    page = explore()
    paste(page, 0, 0, "1\t2\n3\t4")
    expect(cell(page, 1, 1)).to_have_value("4.000")
    page.keyboard.type("9")
    expect(cell(page, 0, 0)).to_have_value("9")


def test_a_pasted_column_of_spaced_entries_stays_a_column(explore):
    page = explore()
    paste(page, 0, 0, "1 234\n5\n")
    expect(cell(page, 0, 0)).to_have_attribute("aria-invalid", "true")
    wait_for(page, "output", pool(with_cell(1, 0, 5), SPEC).output)
