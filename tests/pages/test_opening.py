"""Explore opens files: its own downloads, arrays; one that is refused leaves the grid, and none stays in memory."""

import numpy as np
import pytest

from lab.export import to_npz
from pooling import PoolSpec, pool
from tests.pages.screen import check, lab, run
from tests.pages.screen import opened as page
from tests.pooling import worked
from tests.pooling.checks import same

X = np.arange(30.0).reshape(5, 6)
POOLED = pool(X, PoolSpec("avg", 3, 1))


def with_popover(at):
    """The page with its popover open."""
    now = at.session_state["opening"]
    at.session_state[f"open_file_{now.opened}"] = True
    return run(at)


def given(at, name, content):
    return run(at.file_uploader[0].set_value((name, content, "application/octet-stream")))


def test_a_download_is_opened_again():
    at = given(with_popover(page()), "pooling.npz", to_npz(POOLED, np.ones((3, 4))))
    same(lab(at).x, X)
    assert lab(at).settings.operator == "avg"
    assert len(at.file_uploader) == 0
    check(at)


@pytest.mark.parametrize(("name", "content"), [("a.npy", b"\x80\x04."), ("a.txt", b"<b>")])
def test_a_file_that_is_refused_leaves_the_grid_and_says_why(name, content):
    at = given(with_popover(page()), name, content)
    same(lab(at).x, worked.X)
    assert "The grid on screen stays" in at.error[0].value
    assert at.file_uploader[0].value is None


def test_after_a_refused_file_another_one_is_taken():
    at = given(with_popover(page()), "a.txt", b"abc")
    at = given(at, "a.txt", b"1 2\n3 4")
    same(lab(at).x, np.array([[1.0, 2.0], [3.0, 4.0]]))
    assert not at.error
