"""The first visit: welcomed once, shown one gradient's way back, and never again in this browser."""

from playwright.sync_api import expect

SEEN = """new MutationObserver(() => { window.welcomed ||= !!document.querySelector('.st-key-welcome'); })
  .observe(document, { childList: true, subtree: true })"""


def test_show_me_plays_one_gradient_and_the_welcome_does_not_flash_again(explore):
    page = explore(script=SEEN)
    expect(page.get_by_role("button", name="Check my homework")).to_be_visible()
    page.get_by_role("button", name="Show me").click()
    told = page.locator(".lab-sentence")
    expect(told).to_have_text("Cell (3, 0) is the argmax: the whole gradient of output (1, 0), 0.959, travels to it.")
    expect(page.get_by_role("button", name="play", exact=True)).to_be_visible()
    page.get_by_role("link", name="Explore").click()
    expect(page.get_by_role("heading", name="Explore pooling")).to_be_visible()
    expect(page.get_by_role("button", name="Reset")).to_be_visible()
    page.goto(page.url.split("?")[0])
    expect(page.get_by_role("button", name="Reset")).to_be_visible()
    assert page.evaluate("window.welcomed") is False
