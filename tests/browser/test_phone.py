"""On a phone what is said and what can be set are sheets, and the grid that they are about stays in sight."""

from playwright.sync_api import expect

from tests.browser.layout import middle, path, random_lab

PHONE = {"width": 390, "height": 844}


def on_screen(locator):
    box = locator.bounding_box()
    return box["y"] >= 0 and box["y"] + box["height"] <= PHONE["height"]


def test_words_and_parameters_are_sheets_beside_the_grid(explore):
    page = explore(**PHONE)
    expect(page.locator(".st-key-panel_explain .katex").first).to_be_hidden()  # a first visitor is greeted
    page.locator(".st-key-heatmap_argmax").scroll_into_view_if_needed()
    x, y = middle(page, "argmax", 0, 1)
    page.mouse.click(x, y)
    told = page.get_by_role("heading", name="Input cell (0, 1)")
    expect(told).to_be_visible()
    assert on_screen(told)
    sheet = page.locator(".st-key-panel_explain")
    top = sheet.bounding_box()["y"]
    assert y < top  # the tapped cell is above the sheet
    page.locator(".lab-fold summary").click()
    expect(page.locator(".st-key-panel_explain .katex").first).to_be_hidden()
    assert on_screen(told)
    assert sheet.bounding_box()["height"] < 60
    page.get_by_role("button", name="Expand sidebar").click()
    lock = page.get_by_role("button", name="set stride height and width apart")
    expect(lock).to_be_visible()
    sidebar = page.get_by_test_id("stSidebar")
    page.wait_for_function("document.querySelector('.stSidebar').getBoundingClientRect().bottom <= 844.5")
    assert sidebar.bounding_box()["height"] <= 0.56 * PHONE["height"]
    assert sidebar.bounding_box()["width"] == PHONE["width"]
    slider, beside = page.locator(".st-key-set_stride_01").bounding_box(), lock.bounding_box()
    assert slider["y"] <= beside["y"] <= slider["y"] + slider["height"]
    assert beside["x"] >= slider["x"] + slider["width"]


SCROLL = """([down, across]) => {
  document.querySelector('[data-testid=stMain]').scrollTop = down;
  document.querySelector('.st-key-scene').scrollLeft = across;
}"""


def test_the_numbers_of_rows_and_columns_stay_in_sight_where_a_grid_is_scrolled(explore):
    page = explore(path(random_lab(16, 16)), **PHONE)
    page.evaluate(SCROLL, [300, 40])
    staying = page.locator('.lab-stays g[data-grid="input"]')
    expect(staying).to_have_count(3)  # columns, rows, and the corner between them
    x, y = middle(page, "input", 9, 5)
    row = staying.get_by_text("9", exact=True).last.bounding_box()
    column = staying.get_by_text("5", exact=True).first.bounding_box()
    assert 0 <= row["x"] < 40
    assert row["y"] < y < row["y"] + row["height"]
    head = page.locator(".stAppHeader").bounding_box()["height"]
    assert head <= column["y"] < head + 20
    assert column["x"] < x < column["x"] + column["width"]
    assert page.get_by_role("heading", name="Output").bounding_box()["x"] > 0  # its head does not go with the cells
    page.evaluate(SCROLL, [0, 0])
    expect(page.locator(".lab-stays g")).to_have_count(0)
