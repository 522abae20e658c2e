"""The way to a partner in a browser: from one's own city over an arc of the map to the draft of an
agreement; and the way without a mouse.
"""  # noqa: D205 - one sentence

from __future__ import annotations

import io
from contextlib import suppress
from itertools import product
from urllib.parse import parse_qs, urlsplit

import pytest
from docx import Document
from driving import settle, visit
from parts import agreement, choice, download, main, menu_entry, option, sidebar
from playwright.sync_api import TimeoutError as NotInTime
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

PATH = "/partners?city=mar-oujda&region=europe&origins=ESP"
MURCIA = "esp-region-of-murcia"
ARC = "Import trade of migrant-owned shops"
FIVE = {
    "2. Aim": "Shops of Oujda and Murcia trade with each other.",
    "3. Actions": "Two fairs a year, one in each place.",
    "5. Stakeholders": "Associations of migrants and chambers of commerce.",
    "9. Timeline": "2027 to 2029.",
    "10. Budget": "Each party pays its staff.",
}
_TWO_FRAMES = """() => new Promise(
  done => requestAnimationFrame(() => requestAnimationFrame(done))
)"""


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
            page.evaluate(_TWO_FRAMES)
            return x, y
    message = f"no line of the map says {text!r}"
    raise AssertionError(message)


def choose_arc(page, text, asks):
    """Click on a line of the map until the address asks for something, three times at most.

    The map asks what is under the pointer when the button goes down. Without a graphics card that
    can take seconds; what takes longer than 250 ms is a long press for the map, and no click.
    """
    for _try in range(3):
        page.mouse.click(*arc(page, text))
        with suppress(NotInTime):
            page.wait_for_url(f"**{asks}**", timeout=20_000)
            break
    assert asks in page.url


def test_from_our_city_over_an_arc_to_the_draft_of_an_agreement(page, address):
    # My city is Oujda.
    visit(page, address)
    page.get_by_role("searchbox", name="Find a city").fill("Oujda")
    sidebar(page).locator('a[href*="city=mar-oujda"]').first.click()
    page.wait_for_url("**/city-profile?**")
    settle(page)

    # Find partners in Europe.
    menu_entry(page, "Partners").click()
    page.wait_for_url("**/partners?**")
    settle(page)
    option(page, "region", "Europe").click()
    page.wait_for_url("**region=europe**")
    settle(page)
    choice(page, "origins").get_by_role("combobox").fill("Spain")
    page.get_by_role("option", name="Spain", exact=True).click()
    page.wait_for_url("**origins=ESP**")
    page.keyboard.press("Escape")
    settle(page)
    assert asked(page)["city"] == ["mar-oujda"]

    # Open the arc to Murcia, and read why.
    choose_arc(page, ARC, f"partner={MURCIA}")
    settle(page)
    look = main(page).get_by_role("table").filter(has_text="Existing links")
    expect(look).to_contain_text("no agreement between authorities stated")
    expect(look).to_contain_text("p. 57")
    expect(look.get_by_role("row")).to_have_count(1 + 12)

    # Start the cycle.
    page.get_by_role("link", name="Start a cooperation with this city").click()
    page.wait_for_url("**/cooperation?**")
    settle(page)
    assert (asked(page)["city"], asked(page)["partner"]) == (["mar-oujda"], [MURCIA])

    # Fill five elements of the agreement, and take the draft along.
    agreement(page, FIVE)
    expect(main(page).get_by_text("5 of 12 elements are written.")).to_be_visible()
    draft = Document(io.BytesIO(download(page, "cooperation_DOCX")))
    texts = [paragraph.text for paragraph in draft.paragraphs]
    assert [text for text in texts if text in FIVE.values()] == list(FIVE.values())
    assert any("Oujda" in text and "Region of Murcia" in text for text in texts)


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
