"""The map in a browser: land, marks and arcs without a foreign host; mark, row and search open a
profile and keep the filters.
"""  # noqa: D205 - one sentence

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from driving import settle, visit
from playwright.sync_api import expect

from dashboard.store.connection import open_store

pytestmark = pytest.mark.browser

OCEANIA = "/city-map?region=oceania&links=none"


def on_profile(page):
    page.wait_for_url("**/city-profile?**")
    settle(page)
    return parse_qs(urlsplit(page.url).query)


def deck(page):
    return page.get_by_test_id("stDeckGlJsonChart")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_land_and_marks_are_fetched_from_this_server_and_drawn(scheme, new_page, address):
    page = new_page(color_scheme=scheme)
    fetched = []
    page.on("response", lambda answer: fetched.append((answer.url, answer.status)))
    visit(page, f"{address}/city-map")
    page.wait_for_timeout(1500)
    asked = {urlsplit(url).path: status for url, status in fetched}
    assert asked["/app/static/world.geojson"] == asked["/app/static/marks.png"] == 200
    assert len(set(deck(page).screenshot())) > 100
    assert page.get_by_role("figure", name="Map of the world").count() == 1


def test_clicking_a_mark_opens_the_profile_and_keeps_the_filters(page, address, store_dir):
    with open_store(store_dir).cursor() as cursor:  # the only city of a country is in the middle
        country, city = cursor.execute(
            "SELECT country_iso3, min(city_id) FROM mart.cities "
            "GROUP BY country_iso3 HAVING count(*) = 1 AND min(size) = 'over-1m' ORDER BY 1"
        ).fetchone()
    visit(page, f"{address}/city-map?country={country}&size=over-1m&links=none")
    page.wait_for_timeout(1500)
    box = deck(page).bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    asked = on_profile(page)
    assert asked["city"] == [city]
    assert asked["country"] == [country]
    assert asked["size"] == ["over-1m"]


def test_keyboard_alone_opens_the_same_profile(page, address):
    visit(page, f"{address}{OCEANIA}")
    grid = page.get_by_test_id("stDataFrame").first
    grid.scroll_into_view_if_needed()
    grid.locator("canvas").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Shift+Space")
    asked = on_profile(page)
    assert asked["region"] == ["oceania"]
    assert asked["city"][0].split("-")[0] in {"aus", "nzl"}


@pytest.mark.parametrize(
    ("typed", "city"),
    [
        ("Cologne", "deu-cologne"),
        ("Köln", "deu-cologne"),
        ("sao paulo", "bra-sao-paulo"),
        ("san sebastian", "esp-donostia-san-sebastian"),
    ],
)
def test_search_box_finds_a_city_by_any_of_its_names(typed, city, page, address):
    visit(page, f"{address}/rankings?region=europe")
    box = page.get_by_role("searchbox", name="Find a city")
    box.fill(typed)
    links = page.get_by_test_id("stSidebarContent").locator(f'a[href*="city={city}"]')
    expect(links.first).to_be_visible()
    links.first.click()
    asked = on_profile(page)
    assert asked["city"] == [city]
    assert asked["region"] == ["europe"]
    expect(box).to_have_value("")
