"""The gradient's way: every arrow has a lane, a head and a weight of its own; none covers a number or a word."""

from dataclasses import replace

import pytest
from playwright.sync_api import expect

from lab.state import Selection, Stepping
from tests.browser.layout import middle, path, random_lab
from tests.browser.player import step_through

#: The boxes of what arrows are made of, and of what they must not cover, as [left, top, right, bottom]: digits are a
#: little lower than the line that they stand in.
BOXES = """() => {
  const all = (selector, node = document) => [...node.querySelectorAll(selector)];
  const boxOf = (node) => node.getBoundingClientRect();
  const flat = ({ left, top, right, bottom }) => [left, top, right, bottom];
  const written = (node) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    return boxOf(range);
  };
  const digits = (node) => {
    const [{ left, right, top, bottom }, high] = [boxOf(node), parseFloat(getComputedStyle(node).fontSize) / 2];
    const inset = node.matches('input') ? 4 : 0;
    return [left + inset, (top + bottom) / 2 - 0.7 * high, right - inset, (top + bottom) / 2 + 0.7 * high];
  };
  const places = (line) => {
    const matrix = line.getScreenCTM();
    const length = line.getTotalLength();
    return Array.from({ length: 60 }, (_, n) => line.getPointAtLength((n / 59) * length).matrixTransform(matrix))
      .map(({ x, y }) => [x - 0.6, y - 0.6, x + 0.6, y + 0.6]);
  };
  const grads = ['grad_input', 'grad_output'];
  return {
    lines: all('.lab-routes path').map(places),
    heads: all('.lab-routes polygon').map(boxOf).map(flat),
    tags: all('.lab-routes rect').map(boxOf).map(flat),
    digits: grads.flatMap((name) => [
      ...all(`.lab-text [data-grid="${name}"] text`), ...all(`.st-key-heatmap_${name} input`)]).map(digits),
    words: [...all('.st-key-panel_backward .lab-arrow'), ...all('.st-key-panel_grad_input .lab-head')]
      .flatMap((node) => [...node.childNodes].filter((child) => child.textContent)).map(written).map(flat),
  };
}"""


def overlap(a, b):
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def fan_out(page, arrows, weights):
    """Wait until so many arrows are drawn, and look at them."""
    expect(page.locator(".lab-routes path")).to_have_count(arrows)
    boxes = page.evaluate(BOXES)
    lines, heads, tags, digits, words = (boxes[name] for name in ("lines", "heads", "tags", "digits", "words"))
    assert (len(heads), len(tags)) == (arrows, weights)
    assert len({str(line) for line in lines}) == arrows
    for name, group in (("heads", heads), ("tags", tags)):
        assert [(a, b) for n, a in enumerate(group) for b in group[n + 1 :] if overlap(a, b)] == [], name
    for name, group in (("heads", heads), ("tags", tags), ("lines", [at for line in lines for at in line])):
        assert [(a, b) for a in group for b in digits if overlap(a, b)] == [], f"{name} on digits"
        assert [(a, b) for a in group for b in words if overlap(a, b)] == [], f"{name} on words"
    assert [(tag, at) for tag in tags for line in lines for at in line if overlap(tag, at)] == [], "lines on tags"


def overlapping(size, operator):
    return random_lab(size, size, operator=operator, kernel_size=(3, 3), stride=(1, 1))


def test_arrows_that_meet_in_a_cell_fan_out_and_so_do_those_that_leave_one(explore):
    page = explore(path(overlapping(7, "lp"), selection=Selection("cell", 2, 2)))
    fan_out(page, 9, 9)
    page.mouse.click(*middle(page, "output", 1, 1))
    expect(page.get_by_role("heading", name="Window (1, 1)")).to_be_visible()
    fan_out(page, 9, 9)


@pytest.mark.parametrize("width", [1280, 390])
def test_where_all_weigh_the_same_the_arrows_fan_out_alone(explore, width):
    page = explore(path(overlapping(7, "max"), selection=Selection("cell", 4, 2)), width=width, height=800)
    fan_out(page, 7, 0)


@pytest.mark.parametrize(("way", "at"), [("gather", 15), ("backward", 6)])
def test_in_the_player_arrows_fan_out_too(visit, way, at):
    lab = replace(overlapping(6, "lp"), stepping=Stepping(way, "window", at))
    fan_out(step_through(visit, lab), 9, 9)
