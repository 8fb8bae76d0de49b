"""`pooling-lab serve`: two processes behind nginx; one dies, then both are renewed, and who was there goes on."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest

from tests.browser.conftest import READY
from tests.browser.scene import edit, wait_for
from tests.browser.serving import Serving, until
from tests.browser.test_lost import pooled, with_cells
from tests.deploy.gate import nginx

pytestmark = pytest.mark.skipif(nginx() is None or os.name != "posix", reason="nginx is not installed here")
COOKIE = "pooling_lab_replica"


@pytest.fixture
def serving() -> Iterator[Serving]:
    here = Serving(workers=2)
    try:
        here.wait()
        yield here
    finally:
        if here.process.poll() is None:
            here.stop()


def at(page) -> int:
    """The number of the process that the visitor is with."""
    return int(next(cookie["value"] for cookie in page.context.cookies() if cookie["name"] == COOKIE))


def test_who_was_with_a_process_that_dies_or_is_renewed_goes_on_with_the_other(serving, quiet):
    quiet.goto(serving.url)
    quiet.wait_for_function(READY)
    edit(quiet, 0, 0, "77")
    wait_for(quiet, "output", pooled(with_cells(r0c0=77)))
    first, workers = at(quiet), serving.workers()
    serving.kill(workers[first - 1])
    until(lambda: at(quiet) != first, "the visitor should be with the other process")
    edit(quiet, 0, 2, "88")
    wait_for(quiet, "output", pooled(with_cells(r0c0=77, r0c2=88)))
    serving.process.send_signal(signal.SIGUSR1)
    until(lambda: not set(serving.workers()) & set(workers), "both processes should be new")
    edit(quiet, 0, 4, "99")
    wait_for(quiet, "output", pooled(with_cells(r0c0=77, r0c2=88, r0c4=99)))
    children = serving.children()
    assert serving.stop() == 0
    assert not serving.answers()
    assert not any(os.path.exists(f"/proc/{child}") for child in children)
