"""Linked selection: pointer and keyboard light up the same windows in every grid."""

from playwright.sync_api import expect

from tests.browser.layout import path, random_lab
from tests.browser.scene import cell, messages_to_the_server, outlined, place, read_aloud

PLANES = ("input", "argmax", "grad_input")
OUTPUTS = ("output", "grad_output")


def choose_overlap(page) -> None:
    page.locator(".st-key-set_example").get_by_role("combobox").click()
    page.get_by_role("option", name="7×7 overlapping windows").click()
    expect(cell(page, 6, 6)).to_be_visible()


def test_a_click_on_the_output_outlines_its_window_everywhere(explore):
    page = explore()
    page.mouse.click(*place(page, "output", 0, 2))
    expect(page.get_by_role("heading", name="Window (0, 2)")).to_be_visible()
    for name in PLANES + OUTPUTS:
        expect(outlined(page, name)).to_have_count(1)
    side = cell(page, 0, 0).bounding_box()["width"] + 2
    window = outlined(page, "input").bounding_box()
    first = cell(page, 0, 4).bounding_box()
    assert abs(window["width"] - 2 * side) < 4
    assert abs(window["x"] - first["x"]) < 4
    assert abs(window["y"] - first["y"]) < 4


def test_a_click_on_an_input_cell_outlines_all_windows_that_hold_it(explore):
    page = explore()
    choose_overlap(page)
    cell(page, 2, 2).click()
    expect(page.get_by_role("heading", name="Input cell (2, 2)")).to_be_visible()
    expect(outlined(page, "output")).to_have_count(4)
    expect(outlined(page, "grad_output")).to_have_count(4)
    for name in PLANES:
        expect(outlined(page, name)).to_have_count(1)
    expect(page.get_by_text("4 windows hold this cell; 4 chose it, and their gradients add up.")).to_be_visible()


def test_a_click_on_the_mask_and_on_the_input_gradient_select_the_cell(explore):
    page = explore()
    for name, row in (("argmax", 3), ("grad_input", 5)):
        page.mouse.click(*place(page, name, row, 1))
        expect(page.get_by_role("heading", name=f"Input cell ({row}, 1)")).to_be_visible()


def test_arrows_lead_from_the_selected_output_to_where_its_gradient_goes(explore):
    page = explore()
    expect(page.locator(".lab-routes path")).to_have_count(1)
    page.get_by_role("radio", name="Avg", exact=True).click()
    expect(page.locator(".lab-routes path")).to_have_count(4)
    expect(page.get_by_text("×1/4 each")).to_be_visible()


def test_hover_links_without_asking_the_server(explore):
    page = explore()
    with messages_to_the_server(page) as sent:
        page.mouse.move(*place(page, "output", 2, 1))
        for name in PLANES + OUTPUTS:
            expect(outlined(page, name, "hover")).to_have_count(1)
        page.mouse.move(*place(page, "input", 0, 0))
        expect(outlined(page, "output", "hover")).to_have_count(1)
        page.mouse.move(5, 700)
        expect(outlined(page, "output", "hover")).to_have_count(0)
    assert sent == []


def test_the_output_can_be_read_and_selected_by_the_keyboard(explore):
    page = explore()
    read_aloud(page, "output").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("heading", name="Window (1, 1)")).to_be_visible()
    read = page.locator(f"#{read_aloud(page, 'output').get_attribute('aria-activedescendant')}")
    expect(read).to_have_text("output row 1 column 1: 0.550; selected")


def test_tab_leads_from_the_input_to_the_output(explore):
    page = explore()
    cell(page, 2, 3).focus()
    page.keyboard.press("Tab")
    expect(read_aloud(page, "output")).to_be_focused()


def test_a_selection_on_its_way_is_not_lost_when_the_visitor_goes_on_to_a_control(explore):
    page = explore()
    read_aloud(page, "output").focus()
    page.keyboard.press("ArrowDown")  # a key waits a moment for the next
    page.locator(".st-key-set_kernel_size_01 input").focus()
    expect(page.get_by_role("heading", name="Window (0, 0)")).to_be_visible()
    expect(page.locator(".lab-routes path")).to_have_count(1)


def test_above_sixteen_windows_one_outline_holds_them_all(explore):
    page = explore(path(random_lab(9, 9, kernel_size=(5, 5), stride=(1, 1))))
    cell(page, 4, 4).click()
    expect(page.get_by_role("heading", name="Input cell (4, 4)")).to_be_visible()
    around = page.locator('.lab-selected rect[data-around="input"]')
    expect(around).to_have_count(1)
    side = cell(page, 0, 0).bounding_box()["width"] + 2
    assert abs(around.bounding_box()["width"] - 9 * side) < 4


def test_the_caption_tells_the_weight_where_there_are_too_many_arrows_to_draw(explore):
    page = explore(path(random_lab(9, 9, operator="avg", whole_plane=True)))
    expect(page.get_by_text("×1/81 each")).to_be_visible()
    expect(page.locator(".lab-routes path")).to_have_count(0)
