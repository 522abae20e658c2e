"""The parts of a page that tests look at, found by role, key or test id."""

from __future__ import annotations

from typing import TYPE_CHECKING

from driving import settle

if TYPE_CHECKING:
    from collections.abc import Mapping

    from playwright.sync_api import Locator, Page


def main(page: Page) -> Locator:
    """Return what stands beside the sidebar."""
    return page.get_by_test_id("stMain")


def sidebar(page: Page) -> Locator:
    """Return the sidebar."""
    return page.get_by_test_id("stSidebar")


def choice(page: Page, name: str) -> Locator:
    """Return the widget that holds a choice, by the name of the choice in the address."""
    return page.locator(f'[class*="st-key-choice_{name}"]')


def option(page: Page, name: str, label: str) -> Locator:
    """Return a pill or segment of a choice."""
    return choice(page, name).get_by_text(label, exact=True).locator("xpath=ancestor::button")


def menu_entry(page: Page, title: str) -> Locator:
    """Return the link of the menu that leads to a page."""
    return sidebar(page).get_by_role("link", name=title, exact=True)


def city_count(page: Page) -> Locator:
    """Return the line that says how many cities the filters leave."""
    return main(page).get_by_test_id("stCaptionContainer").first


def keywords_heading(page: Page) -> Locator:
    """Return the heading of the second section of the rankings page."""
    return main(page).get_by_role("heading", level=2).nth(1)


def download(page: Page, key: str) -> bytes:
    """Press a download button and return the content of the file.

    Args:
        page: The page.
        key: Key of the button: table and format.

    Returns:
        The content.
    """
    with page.expect_download() as started:
        page.locator(f".st-key-{key}").get_by_role("button").click()
    return started.value.path().read_bytes()


def agreement(page: Page, texts: Mapping[str, str]) -> None:
    """Open the agreement on the page of cooperation and write elements of it.

    Args:
        page: The page.
        texts: Text by label of the element.
    """
    option(page, "toolkit", "Agreement").click()
    page.wait_for_url("**toolkit=agreement*")
    settle(page)
    for label, text in texts.items():
        box = page.get_by_role("textbox", name=label, exact=True)
        box.fill(text)
        box.press("Tab")
        settle(page)
