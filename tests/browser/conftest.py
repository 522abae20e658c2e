"""One browser and one server for all; a watched page for each test."""

from __future__ import annotations

import os

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


@pytest.fixture
def new_page(browser):
    """Open pages, each for a visitor of its own; hold all to what no visit may do.

    Yields:
        A function: width and height in pixels and options of the browser context to page.
    """
    watch, contexts = Watch(), []

    def opened(width=1440, height=900, **options):
        viewport = {"width": width, "height": height}
        contexts.append(browser.new_context(viewport=viewport, **options))
        contexts[-1].set_default_timeout(PATIENCE_S * 1000)
        watch.over(contexts[-1])
        return contexts[-1].new_page()

    yield opened
    for context in contexts:
        context.close()
    assert watch.faults == []


@pytest.fixture
def page(new_page):
    return new_page()
