"""The peer comparison in a browser: peers kept in the address, weights by number, the brief."""

from __future__ import annotations

import io
from urllib.parse import parse_qs, urlsplit

import pytest
from docx import Document
from driving import settle, visit
from parts import download, main
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

CHICAGO = "/peer-comparison?city=usa-chicago&k=4&oecd=oecd"


def address_of(page):
    return parse_qs(urlsplit(page.url).query)


def test_peers_that_are_kept_stand_in_the_address_and_stay_under_other_filters(page, address):
    visit(page, address + CHICAGO)
    main(page).get_by_role("button", name="Keep these peers").click()
    page.wait_for_url("**peers=**")
    settle(page)
    kept = address_of(page)["peers"][0].split(",")
    assert len(kept) == 4
    page.goto(page.url.replace("oecd=oecd", "oecd=non-oecd"))
    settle(page)
    expect(main(page).get_by_text("cities chosen by hand")).to_be_visible()
    assert address_of(page)["peers"][0].split(",") == kept


def test_weight_is_changed_by_its_number_box(page, address):
    visit(page, address + CHICAGO)
    page.get_by_role("button", name="What makes a city alike").click()
    box = page.get_by_role("spinbutton", name="networks")
    box.fill("0")
    box.press("Enter")
    page.wait_for_url("**w_networks=0*")
    settle(page)
    expect(main(page).get_by_text("networks 0.0")).to_be_visible()


def test_brief_is_a_document_of_the_same_city(page, address):
    visit(page, address + CHICAGO)
    document = Document(io.BytesIO(download(page, "brief")))
    assert document.paragraphs[0].text == "Chicago and its peers"
    assert any("city=usa-chicago" in paragraph.text for paragraph in document.paragraphs)


@pytest.mark.parametrize("path", [CHICAGO, "/city-profile?city=usa-chicago", "/city-map"])
@pytest.mark.parametrize("width", [390, 1440])
def test_no_page_scrolls_sideways(width, path, new_page, address):
    page = new_page(width)
    visit(page, address + path)
    wide = page.evaluate(
        """() => { const main = document.querySelector('[data-testid="stMain"]');
        return main.scrollWidth - main.clientWidth; }"""
    )
    assert wide <= 0
