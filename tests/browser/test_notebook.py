"""The player in a notebook's output: in a frame, alone with what it brought."""

from playwright.sync_api import Page, expect

from lab.examples import OVERLAP_X
from pooling import show

#: A page as a notebook is one: it has keys, styles and names of its own, and trusts no output.
NOTEBOOK = """<!doctype html><style>button {{ display: none; }}</style>
<script>addEventListener("keydown", (event) => {{ document.title += event.key; }});</script>{output}"""


def test_a_frame_plays_both_passes_and_nothing_of_it_reaches_the_notebook(quiet: Page):
    told: list[str] = []
    quiet.on("console", lambda message: told.append(message.text))
    quiet.on("pageerror", lambda error: told.append(str(error)))
    quiet.on("request", lambda request: told.append(request.url))
    quiet.set_content(NOTEBOOK.format(output=show(OVERLAP_X, "max", kernel_size=3, stride=2)._repr_html_()))
    frame = quiet.frame_locator("iframe")
    frame.get_by_role("button", name="next step").press("Enter")
    expect(frame.locator(".lab-sentence")).to_contain_text("its largest cell, 9 at (2, 2)")
    frame.get_by_role("button", name="last step").click()
    expect(frame.locator(".lab-ledger dd").nth(1)).to_have_text("9")
    assert (quiet.title(), told) == ("", [])


def test_a_frame_is_never_wider_than_its_notebook(quiet: Page):
    """Between two layouts the words once stood beyond the right edge."""
    quiet.set_content(show(OVERLAP_X, "max", kernel_size=3, stride=2).page)
    expect(quiet.locator(".lab-overlay text").first).to_be_attached()
    for width in range(320, 1281, 60):
        quiet.set_viewport_size({"width": width, "height": 780})
        quiet.wait_for_function("document.documentElement.scrollWidth <= innerWidth")
