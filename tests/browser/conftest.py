"""One browser and one server for all, and a watch over everything that a page does."""

from __future__ import annotations

import os
from contextlib import ExitStack, contextmanager

import pytest
from driving import PATIENCE_S, Watch, chromium_path, launch, served
from playwright.sync_api import expect, sync_playwright

expect.set_options(timeout=PATIENCE_S * 1000)


@pytest.fixture(scope="session")
def browser():
    path = chromium_path()
    if path is None:
        absent = pytest.fail if os.environ.get("CI") else pytest.skip
        absent("Chromium is not installed.")
    with sync_playwright() as playwright, launch(playwright, path) as started:
        yield started


@pytest.fixture(scope="session")
def address(store_dir, tmp_path_factory):
    log = tmp_path_factory.mktemp("server") / "server.log"
    with served(store_dir, log) as address:
        yield address
    assert "Traceback" not in log.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def watch():
    return Watch()


@pytest.fixture(autouse=True)
def without_fault(watch):
    """Hold every test to what no visit may do, whichever pages it opened."""
    yield
    seen = list(watch.faults)
    watch.faults.clear()
    assert seen == []


@pytest.fixture(scope="session")
def visitor(browser, watch):
    """Give a page to a new visitor, for as long as a `with` lasts.

    Returns:
        A function: width and height in pixels, options of the browser context.
    """

    @contextmanager
    def opened(width=1440, height=900, **options):
        viewport = {"width": width, "height": height}
        with browser.new_context(viewport=viewport, **options) as context:
            context.set_default_timeout(PATIENCE_S * 1000)
            watch.over(context)
            yield context.new_page()

    return opened


@pytest.fixture
def new_page(visitor):
    """Give pages to new visitors until the test ends.

    Yields:
        A function that takes what `visitor` takes and returns a page.
    """
    with ExitStack() as visits:
        yield lambda *args, **options: visits.enter_context(visitor(*args, **options))


@pytest.fixture
def page(new_page):
    return new_page()
