"""The exact link: whoever opens it sees the same choices and the same figures."""

from __future__ import annotations

import pytest
from driving import visit
from parts import city_count, choice, download, main, option, sidebar
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

CLIPBOARD = ["clipboard-read", "clipboard-write"]


@pytest.fixture
def chosen(new_page, address):
    """Open the rankings page and choose Africa and non-OECD in the sidebar."""
    page = new_page(permissions=CLIPBOARD)
    visit(page, f"{address}/rankings")
    option(page, "region", "Africa").click()
    expect(page).to_have_url(f"{address}/rankings?region=africa")
    option(page, "oecd", "non-OECD").click()
    expect(page).to_have_url(f"{address}/rankings?region=africa&oecd=non-oecd")
    expect(city_count(page)).to_contain_text("non-OECD")
    return page


@pytest.fixture
def link(chosen):
    """Read the exact link as the sidebar shows it."""
    return code_of(chosen).inner_text().strip()


@pytest.fixture
def reopened(link, new_page):
    page = new_page()
    visit(page, link)
    return page


def code_of(page):
    sidebar(page).get_by_test_id("stPopover").get_by_role("button").click()
    return page.get_by_test_id("stPopoverBody").get_by_test_id("stCode")


def texts_of(page):
    return main(page).get_by_test_id("stMarkdownContainer").all_inner_texts()


def table_of(page):
    lines = download(page, "keywords_csv").splitlines(keepends=True)
    return b"".join(line for line in lines if not line.startswith(b"#"))


def test_link_names_every_choice_and_the_release(chosen, link, address):
    assert link.startswith(f"{address}/rankings?")
    for parameter in ("region=africa", "oecd=non-oecd", "counting=mentions", "release=2"):
        assert parameter in link


def test_button_copies_the_link_that_is_shown(chosen):
    code = code_of(chosen)
    code.hover()
    chosen.get_by_test_id("stPopoverBody").get_by_role("button").click()
    chosen.wait_for_function("navigator.clipboard.readText()")
    assert chosen.evaluate("navigator.clipboard.readText()") == code.inner_text().strip()


def test_reopened_link_shows_the_same_choices(reopened):
    expect(option(reopened, "region", "Africa")).to_have_attribute("aria-pressed", "true")
    expect(choice(reopened, "region").locator("[aria-pressed=true]")).to_have_count(1)
    expect(option(reopened, "oecd", "non-OECD")).to_have_attribute("aria-checked", "true")


def test_reopened_link_shows_the_same_texts(chosen, reopened):
    assert texts_of(reopened) == texts_of(chosen)


def test_reopened_link_downloads_the_same_table(chosen, reopened):
    assert table_of(reopened) == table_of(chosen)
