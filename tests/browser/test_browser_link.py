"""The exact link: whoever opens it sees the same choices and the same figures."""

from __future__ import annotations

import pytest
from driving import visit
from parts import choice, city_count, download, main, option, sidebar
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

TEXTS = '[data-testid="stMarkdownContainer"], [data-testid="stCaptionContainer"]'
CLIPBOARD = ["clipboard-read", "clipboard-write"]


@pytest.fixture(scope="module")
def chosen(visitor, address):
    """Choose Africa and non-OECD in the sidebar of the rankings page, and show the link.

    Yields:
        The page.
    """
    with visitor(permissions=CLIPBOARD) as page:
        visit(page, f"{address}/rankings")
        option(page, "region", "Africa").click()
        expect(page).to_have_url(f"{address}/rankings?region=africa")
        option(page, "oecd", "non-OECD").click()
        expect(page).to_have_url(f"{address}/rankings?region=africa&oecd=non-oecd")
        expect(city_count(page)).to_contain_text("non-OECD")
        sidebar(page).get_by_test_id("stPopover").get_by_role("button").click()
        expect(code_of(page)).to_be_visible()
        yield page


@pytest.fixture(scope="module")
def link(chosen):
    return code_of(chosen).inner_text().strip()


@pytest.fixture(scope="module")
def reopened(link, visitor):
    with visitor() as page:
        visit(page, link)
        yield page


def code_of(page):
    return page.get_by_test_id("stPopoverBody").get_by_test_id("stCode")


def texts_of(page):
    return main(page).locator(TEXTS).all_inner_texts()


def table_of(page):
    lines = download(page, "keywords_csv").splitlines(keepends=True)
    return b"".join(line for line in lines if not line.startswith(b"#"))


def test_link_names_every_choice_and_the_release(link, address):
    assert link.startswith(f"{address}/rankings?")
    for parameter in ("region=africa", "oecd=non-oecd", "counting=mentions", "release=2"):
        assert parameter in link


def test_button_copies_the_link_that_is_shown(chosen, link):
    code_of(chosen).hover()
    chosen.get_by_test_id("stPopoverBody").get_by_role("button").click()
    chosen.wait_for_function("navigator.clipboard.readText()")
    assert chosen.evaluate("navigator.clipboard.readText()") == link


def test_reopened_link_shows_the_same_choices(reopened):
    expect(choice(reopened, "region").locator("[aria-pressed=true]")).to_have_text(["Africa"])
    expect(choice(reopened, "oecd").locator("[aria-checked=true]")).to_have_text(["non-OECD"])


def test_reopened_link_shows_the_same_texts(chosen, reopened):
    assert texts_of(reopened) == texts_of(chosen)


def test_reopened_link_downloads_the_same_table(chosen, reopened):
    assert table_of(reopened) == table_of(chosen)
