"""One visitor of the built site for the whole tour."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.static.host import Host, hosted
from tests.static.visitor import PATIENCE, Visitor, explored, visiting
from ui.explore.welcome import TEXT


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--site", type=Path, help="the folder that `make static` made; without it the tour is skipped")


@pytest.fixture(scope="session")
def host(request: pytest.FixtureRequest) -> Iterator[Host]:
    site = request.config.getoption("--site", default=None)
    if site is None:
        pytest.skip("the built site is toured by `make test-static`")
    with hosted(site) as host:
        yield host


@pytest.fixture(scope="session")
def visitor(host: Host, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visitor]:
    expect.set_options(timeout=PATIENCE)
    with visiting(host, tmp_path_factory.mktemp("visitor")) as visitor:
        yield visitor


@pytest.fixture(scope="session")
def lab(visitor: Visitor) -> Page:
    """The lab, open, its greeting read and closed: the tab that the tour goes on in, from page to page."""
    page = explored(visitor.open())
    page.get_by_role("button", name="Close").click()
    expect(page.get_by_text(TEXT)).to_have_count(0)
    return page
