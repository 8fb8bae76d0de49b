"""Check mine, as it is used: a print is pasted, files are opened, the wrong plane is found, a link followed."""

from __future__ import annotations

import io

import numpy as np
from playwright.sync_api import expect

from lab.check import examples
from lab.check.handout import as_task
from lab.check.link import encode
from pooling import PoolSpec, pool

SPEC = PoolSpec("max", 3, 2)


def entry(page, label):
    return page.get_by_label(label, exact=True)


def fill(page, label, text):
    """Paste a text into an entry and leave it."""
    entry(page, label).fill(text)
    entry(page, label).blur()


def test_a_print_of_numpy_is_pasted_and_judged(visit):
    page = visit("/Check")
    expect(page.get_by_text("what assigning (=) gives")).to_be_visible()
    x = np.random.default_rng(0).normal(size=(5, 7)).round(2)
    fill(page, "Input X", str(x))
    expect(page.get_by_text("read as 5 × 7")).to_be_visible()
    pooled = pool(x, SPEC)
    fill(page, "Upstream gradient ∂E/∂Y", "")
    mine = pooled.backward(np.ones(pooled.output.shape))
    fill(page, "Yours: input gradient ∂E/∂X", str(mine))
    expect(page.get_by_text("Your gradient is right in all 35 cells.")).to_be_visible()
    page.reload()
    expect(page.get_by_text("Your gradient is right in all 35 cells.")).to_be_visible()
    fill(page, "Yours: input gradient ∂E/∂X", str(mine)[:-20])
    expect(page.get_by_role("alert").filter(has_text="must")).to_be_visible()


def upload(page, name, content):
    page.locator("input[type=file]").set_input_files({"name": name, "mimeType": "", "buffer": content})


def saved(array):
    file = io.BytesIO()
    np.save(file, array)
    return file.getvalue()


def packed(**arrays):
    file = io.BytesIO()
    np.savez(file, **arrays)
    return file.getvalue()


def test_files_are_opened_and_the_wrong_plane_is_found(visit):
    random = np.random.default_rng(0)
    x = random.normal(size=(2, 3, 14, 14))
    pooled = pool(x, SPEC)
    gradient = random.normal(size=pooled.output.shape)
    mine = pooled.backward(gradient)
    mine[1, 2, 4, 5] += 7
    page = visit("/Check")
    expect(page.get_by_text("what assigning (=) gives")).to_be_visible()
    upload(page, "work.npz", packed(x=x, dout=gradient, dx=mine))
    expect(page.get_by_text("1 of 6 planes")).to_be_visible()
    expect(page.get_by_text("on screen is (1, 2)")).to_be_visible()
    expect(page.get_by_role("heading", name="Input cell (4, 5)")).to_be_visible()
    mine[1, 2, 4, 5] -= 7
    upload(page, "dx.npy", saved(mine))
    expect(page.get_by_text("Your gradient is right in all 1,176 cells.")).to_be_visible()
    mine[0, 1, 0, 0] += 1
    upload(page, "what.npz", packed(a=mine + 1, b=mine))
    expect(page.get_by_label("yours in the file")).to_have_value("")
    expect(page.locator("[data-testid=stApp]")).to_have_attribute("data-test-script-state", "notRunning")
    page.get_by_label("yours in the file").click()
    page.get_by_role("option", name="b 2 × 3 × 14 × 14").click()
    expect(page.get_by_text("on screen is (0, 1)")).to_be_visible()


def test_a_cell_that_is_clicked_is_explained_and_opened_in_explore(visit):
    page = visit("/Check")
    expect(page.get_by_text("what assigning (=) gives")).to_be_visible()
    page.get_by_role("button", name="Yours row 6 column 6").click()
    expect(page.get_by_role("heading", name="Input cell (6, 6)")).to_be_visible()
    page.get_by_role("button", name="Open in Explore").click()
    expect(page.get_by_label("input row 6 column 6", exact=True)).to_be_visible()


def test_a_teachers_link_is_followed(visit):
    start = examples.opened("overlap")
    page = visit(f"/Check?s={encode(as_task(start, 'cells'))}")
    expect(page.get_by_text("An assignment.")).to_be_visible()
    expect(entry(page, "Input X")).to_be_disabled()
    fill(page, "Yours: input gradient ∂E/∂X", start.texts["mine"])
    expect(page.get_by_text("of 49 cells differ from the right result.")).to_be_visible()
    expect(page.get_by_text("assigning")).to_have_count(0)
    with page.expect_download() as found:
        page.get_by_role("button", name="case.npz").click()
    with np.load(found.value.path()) as arrays:
        np.testing.assert_array_equal(arrays["x"], start.case.x)
