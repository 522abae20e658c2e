"""The way to a partner in a browser: by the arc that joins two places, and by keyboard."""

from __future__ import annotations

from itertools import product
from urllib.parse import parse_qs, urlsplit

import pytest
from driving import settle, visit
from parts import main
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

PATH = "/partners?city=mar-oujda&region=europe&origins=ESP"
MURCIA = "esp-region-of-murcia"


def asked(page):
    return parse_qs(urlsplit(page.url).query)


def arc(page, text):
    """Look for a line of the map from its middle to below, as somebody with a mouse would.

    Returns:
        Where it is in the window.

    Raises:
        AssertionError: No line there says the text.
    """
    chart, tooltip = page.get_by_test_id("stDeckGlJsonChart"), page.locator(".deck-tooltip")
    chart.scroll_into_view_if_needed()
    page.wait_for_timeout(1500)
    box = chart.bounding_box()
    for down, right in product(range(70, 92, 2), range(46, 54)):
        x, y = box["x"] + box["width"] * right / 100, box["y"] + box["height"] * down / 100
        page.mouse.move(x, y)
        page.wait_for_timeout(60)
        if tooltip.is_visible() and text in tooltip.inner_text():
            return x, y
    message = f"no line of the map says {text!r}"
    raise AssertionError(message)


def test_arc_from_oujda_opens_the_close_look_at_murcia(page, address):
    visit(page, address + PATH)
    page.mouse.click(*arc(page, "Import trade of migrant-owned shops"))
    page.wait_for_url(f"**partner={MURCIA}**")
    settle(page)
    look = main(page).get_by_role("table").filter(has_text="Existing links")
    expect(look).to_contain_text("no agreement between authorities stated")
    expect(look).to_contain_text("p. 57")
    expect(look.get_by_role("row")).to_have_count(1 + 12)
    page.get_by_role("link", name="Start a cooperation with this city").click()
    page.wait_for_url("**/cooperation?**")
    assert (asked(page)["city"], asked(page)["partner"]) == (["mar-oujda"], [MURCIA])


def test_keyboard_picks_a_candidate(page, address):
    visit(page, address + PATH)
    grid = page.get_by_test_id("stDataFrame").first
    grid.scroll_into_view_if_needed()
    grid.locator("canvas").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Shift+Space")
    page.wait_for_url("**partner=esp-**")
    settle(page)
    expect(main(page).get_by_text("Something is known about")).to_be_visible()
