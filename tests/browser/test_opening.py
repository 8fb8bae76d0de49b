"""A file in a real browser: opened in place of the grid, or refused where it was given."""

import numpy as np
from playwright.sync_api import expect

from lab.export import to_npz
from pooling import PoolSpec, pool
from tests.browser.scene import edit, wait_for

X = np.arange(20.0).reshape(4, 5)
SPEC = PoolSpec("avg", 2, 1)


def give(page, name: str, content: bytes) -> None:
    file = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    page.locator("input[type=file]").set_input_files(file)


def test_a_refused_file_then_a_download_then_an_edit(explore):
    page = explore()
    page.get_by_role("button", name="Open a file").click()
    give(page, "a.txt", b"1 2\n3 x")
    message = "file row 1 column 1 must be a number, but got 'x'"
    expect(page.get_by_role("alert").filter(has_text=message)).to_be_visible()
    pooled = pool(X, SPEC)
    give(page, "pooling.npz", to_npz(pooled, np.ones((3, 4))))
    wait_for(page, "output", pooled.output)
    wait_for(page, "grad_input", pooled.backward(np.ones((3, 4))))
    expect(page.locator("input[type=file]")).to_have_count(0)
    edit(page, 0, 0, "99")
    x = X.copy()
    x[0, 0] = 99
    wait_for(page, "output", pool(x, SPEC).output)
