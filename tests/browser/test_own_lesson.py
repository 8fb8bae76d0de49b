"""A lesson of one's own in the browser: made in the form, opened by its link in a fresh one."""

from playwright.sync_api import expect

from tests.browser.lessons import at_step, heading, shown

FIELDS = {
    "Title": "Mine",
    "Step 1": "Look <b>here</b>",
    "What it tells": "The *largest* of `2×2`. [a](http://b.c)",
    "The question at the end": "Which?",
    "The right answer": "this",
    "A wrong answer (1)": "that",
    "Why the right one is right": "It is.",
}


def test_a_lesson_is_made_and_opened_in_a_fresh_browser(visit):
    page = visit("/Own_lesson")
    heading(page, "A lesson of your own")
    for label, text in FIELDS.items():
        page.get_by_label(label, exact=True).fill(text)
    page.get_by_label("Title", exact=True).click()
    page.get_by_role("button", name="Show it").click()
    heading(page, "Mine")
    at_step(page, 1, 2)
    address = page.url
    assert "own=" in address
    other = visit(address[address.index("/Own_lesson") :])
    heading(other, "Mine")
    expect(other.locator(".st-key-lesson_words h2")).to_have_text("Look <b>here</b>")
    expect(other.locator(".st-key-lesson_words em")).to_have_text("largest")
    expect(other.locator(".st-key-lesson_words a, .st-key-lesson_words b")).to_have_count(0)
    assert shown(other, "Output") == [
        ["0.137", "1.875", "0.413"],
        ["1.330", "0.550", "1.036"],
        ["2.615", "0.254", "0.542"],
    ]
    other.get_by_role("button", name="next step").click()
    other.get_by_text("this", exact=True).click()
    other.get_by_role("button", name="Check", exact=True).click()
    expect(other.get_by_text("Right: this. It is.")).to_be_visible()
