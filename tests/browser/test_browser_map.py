"""The map in a browser: land, marks and arcs without a foreign host; mark, row and search open a
profile and keep the filters.
"""  # noqa: D205 - one sentence

from __future__ import annotations

import shutil
from urllib.parse import parse_qs, urlsplit

import pytest
from driving import PATIENCE_S, served, settle, visit
from playwright.sync_api import expect

from dashboard.store.build import build_store
from dashboard.store.connection import open_store
from dashboard.store.places import data_dir

pytestmark = pytest.mark.browser

HOSTILE = """<img src=x onerror=document.title='taken'> "L'Aquila" [x](http://x.example)"""
OCEANIA = "/city-map?region=oceania&links=none"


def on_profile(page):
    page.wait_for_url("**/city-profile?**")
    settle(page)
    return parse_qs(urlsplit(page.url).query)


def deck(page):
    return page.get_by_test_id("stDeckGlJsonChart")


def middle_mark(page):
    """Point at the mark in the middle of the map until the map says what it is.

    Returns:
        Where it stands in the window.
    """
    chart, tooltip = deck(page), page.locator(".deck-tooltip")
    chart.scroll_into_view_if_needed()
    for _try in range(PATIENCE_S):
        box = chart.bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        page.mouse.move(x + 40, y + 40)
        page.mouse.move(x, y)
        page.wait_for_timeout(1000)
        if tooltip.is_visible():
            break
    return x, y


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
    page.mouse.click(*middle_mark(page))
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


@pytest.fixture(scope="module")
def hostile_address(tmp_path_factory):
    """Serve data in which Dubai has a name with quotes, HTML and a link.

    Yields:
        The address.
    """
    folder = tmp_path_factory.mktemp("hostile")
    shutil.copytree(data_dir(), folder / "data", ignore=shutil.ignore_patterns("build", "local"))
    cities = folder / "data" / "cities.csv"
    quoted = HOSTILE.replace('"', '""')
    text = cities.read_text(encoding="utf-8").replace("are-dubai,Dubai,", f'are-dubai,"{quoted}",')
    cities.write_text(text, encoding="utf-8")
    build_store(folder / "data", folder / "store")
    with served(folder / "store", folder / "server.log") as address:
        yield address


def test_name_with_quotes_and_html_is_shown_as_it_is_and_does_nothing(page, hostile_address):
    visit(page, f"{hostile_address}/city-map?country=ARE&links=none")
    mark = middle_mark(page)
    expect(page.locator(".deck-tooltip")).to_contain_text(HOSTILE)
    page.mouse.click(*mark)
    assert on_profile(page)["city"] == ["are-dubai"]
    expect(page.get_by_role("heading", level=1)).to_contain_text("""<img src=x onerror=""")
    assert page.locator('img[src="x"]').count() == 0
    assert page.locator('a[href*="x.example"]').count() == 0
    assert page.title() != "taken"


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
