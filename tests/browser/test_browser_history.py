"""Back, forward, the menu and fast hands: no choice is lost on the way."""

from __future__ import annotations

from contextlib import contextmanager
from urllib.parse import parse_qs, urlsplit

import pytest
from driving import settle, visit
from parts import choice, city_count, main, menu_entry, option
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

# Time in which the server has answered a step, while the line holds its answer back.
SERVED_MS = 700
# Between back and forward: short enough that the page is still at the first.
PAUSES_MS = (500, 1000)
# Presses two buttons 30 ms apart: the second press meets a page that is still at the first.
PRESS_BOTH = """([first, second]) => {
  first.click();
  setTimeout(() => second.click(), 30);
}"""


class Wire:
    """Holds back what the server sends to a page, as a slow line does."""

    def __init__(self, page):
        self._holds = False
        self._held = []
        page.route_web_socket("**/_stcore/stream", self._connect)

    def _connect(self, browser):
        server = browser.connect_to_server()
        server.on_message(lambda message: self._pass_on(browser, message))

    def _pass_on(self, browser, message):
        if self._holds:
            self._held.append((browser, message))
        else:
            browser.send(message)

    @contextmanager
    def slow(self):
        self._holds = True
        yield
        self._holds = False
        assert self._held
        for browser, message in self._held:
            browser.send(message)
        self._held.clear()


@pytest.fixture
def wire(page):
    return Wire(page)


@pytest.fixture
def twice_filtered(page, address):
    """Return the rankings page after the choice of Africa, then of Asia."""
    visit(page, f"{address}/rankings")
    option(page, "region", "Africa").click()
    expect(city_count(page)).to_contain_text("Africa")
    option(page, "region", "Asia").click()
    expect(city_count(page)).to_contain_text("Asia")
    settle(page)
    return page


def pressed(page):
    return choice(page, "region").locator("[aria-pressed=true]")


def title(page):
    return main(page).get_by_role("heading", level=1)


def press_both(page, first, second):
    page.evaluate(PRESS_BOTH, [first.element_handle(), second.element_handle()])


def test_back_undoes_the_last_choice(twice_filtered, address):
    twice_filtered.go_back()
    expect(twice_filtered).to_have_url(f"{address}/rankings?region=africa")
    expect(city_count(twice_filtered)).not_to_contain_text("Asia")
    expect(city_count(twice_filtered)).to_contain_text("Africa")
    expect(pressed(twice_filtered)).to_have_text(["Africa"])


def test_forward_redoes_it(twice_filtered, address):
    kept = city_count(twice_filtered).inner_text()
    twice_filtered.go_back()
    expect(city_count(twice_filtered)).not_to_contain_text("Asia")
    settle(twice_filtered)
    twice_filtered.go_forward()
    expect(twice_filtered).to_have_url(f"{address}/rankings?region=africa%2Casia")
    expect(city_count(twice_filtered)).to_have_text(kept)
    expect(pressed(twice_filtered)).to_have_text(["Africa", "Asia"])


@pytest.mark.parametrize("pause_ms", PAUSES_MS)
def test_fast_back_and_forward_leave_filters_and_page_in_step(twice_filtered, address, pause_ms):
    kept = city_count(twice_filtered).inner_text()
    twice_filtered.go_back()
    twice_filtered.wait_for_timeout(pause_ms)
    twice_filtered.go_forward()
    settle(twice_filtered)
    expect(twice_filtered).to_have_url(f"{address}/rankings?region=africa%2Casia")
    expect(city_count(twice_filtered)).to_have_text(kept)
    expect(pressed(twice_filtered)).to_have_text(["Africa", "Asia"])


@pytest.mark.parametrize(
    ("ways", "regions"),
    [
        (("back", "forward"), ["Africa", "Asia"]),
        (("back", "forward", "back"), ["Africa"]),
        (("back", "back"), []),
    ],
)
def test_ways_faster_than_the_line_leave_filters_and_page_in_step(
    wire, twice_filtered, ways, regions
):
    step = {"back": twice_filtered.go_back, "forward": twice_filtered.go_forward}
    with wire.slow():
        for way in ways:
            step[way]()
            twice_filtered.wait_for_timeout(SERVED_MS)
    expect(pressed(twice_filtered)).to_have_text(regions)
    in_force = "region: " + " and ".join(regions) if regions else "All "
    expect(city_count(twice_filtered)).to_contain_text(in_force)
    settle(twice_filtered)
    expect(pressed(twice_filtered)).to_have_text(regions)
    asked = parse_qs(urlsplit(twice_filtered.url).query).get("region", [])
    assert asked == ([",".join(regions).lower()] if regions else [])


def test_click_before_the_way_back_is_heard_stands_in_the_page_too(wire, twice_filtered):
    with wire.slow():
        twice_filtered.go_back()
        twice_filtered.wait_for_timeout(SERVED_MS)
        option(twice_filtered, "region", "Europe").click()
        twice_filtered.wait_for_timeout(SERVED_MS)
    expect(city_count(twice_filtered)).to_contain_text("region: Africa, Asia, and Europe")
    settle(twice_filtered)
    expect(pressed(twice_filtered)).to_have_text(["Africa", "Asia", "Europe"])


def test_two_fast_clicks_after_two_ways_back_both_survive(wire, twice_filtered, address):
    for query in ("?region=africa", ""):
        twice_filtered.go_back()
        expect(twice_filtered).to_have_url(f"{address}/rankings{query}")
        settle(twice_filtered)
    expect(pressed(twice_filtered)).to_have_count(0)
    with wire.slow():
        for region in ("Africa", "Asia"):
            option(twice_filtered, "region", region).click()
            twice_filtered.wait_for_timeout(SERVED_MS)
    expect(twice_filtered).to_have_url(f"{address}/rankings?region=africa%2Casia")
    expect(pressed(twice_filtered)).to_have_text(["Africa", "Asia"])
    expect(city_count(twice_filtered)).to_contain_text("region: Africa and Asia")


def test_click_beside_a_box_that_the_way_back_took_away_is_kept(wire, page, address):
    visit(page, f"{address}/city-map")
    option(page, "colour", "Indicator").click()
    settle(page)
    with wire.slow():
        page.go_back()
        page.wait_for_timeout(SERVED_MS)
        option(page, "region", "Africa").click()
        page.wait_for_timeout(SERVED_MS)
    expect(page).to_have_url(f"{address}/city-map?region=africa")
    expect(city_count(page)).to_contain_text("region: Africa")
    settle(page)
    expect(main(page).get_by_test_id("stException")).to_have_count(0)
    expect(choice(page, "colour").locator("[aria-checked=true]")).to_have_text(
        "Practices and grants"
    )


def pick_area(page, name):
    box = choice(page, "area").get_by_role("combobox")
    box.focus()
    box.press_sequentially(name)
    page.get_by_role("option", name=name, exact=True).click()
    settle(page)


def test_box_beside_a_table_of_the_same_choice_can_be_reset_after_a_way_back(page, address):
    visit(page, f"{address}/rankings")
    pick_area(page, "Housing and urban planning")
    expect(page).to_have_url(f"{address}/rankings?area=housing")
    page.go_back()
    expect(page).to_have_url(f"{address}/rankings")
    settle(page)
    page.go_forward()
    settle(page)
    pick_area(page, "All six")
    expect(page).to_have_url(f"{address}/rankings")
    settle(page)
    expect(page).to_have_url(f"{address}/rankings")


def test_menu_keeps_the_choices_on_the_way_there_and_back(twice_filtered):
    kept = city_count(twice_filtered).inner_text()
    menu_entry(twice_filtered, "Overview").click()
    expect(title(twice_filtered)).not_to_have_text("Rankings")
    expect(city_count(twice_filtered)).to_have_text(kept)
    menu_entry(twice_filtered, "Rankings").click()
    expect(title(twice_filtered)).to_have_text("Rankings")
    expect(city_count(twice_filtered)).to_have_text(kept)
    expect(pressed(twice_filtered)).to_have_text(["Africa", "Asia"])


def test_back_and_forward_over_a_change_of_page_keep_the_choices(twice_filtered):
    kept = city_count(twice_filtered).inner_text()
    menu_entry(twice_filtered, "Overview").click()
    expect(title(twice_filtered)).not_to_have_text("Rankings")
    settle(twice_filtered)
    twice_filtered.go_back()
    expect(title(twice_filtered)).to_have_text("Rankings")
    expect(city_count(twice_filtered)).to_have_text(kept)
    twice_filtered.go_forward()
    expect(title(twice_filtered)).not_to_have_text("Rankings")
    expect(city_count(twice_filtered)).to_have_text(kept)


def test_two_fast_changes_of_one_filter_both_survive(page, address):
    visit(page, f"{address}/rankings")
    press_both(page, option(page, "region", "Africa"), option(page, "region", "Europe"))
    expect(page).to_have_url(f"{address}/rankings?region=africa%2Ceurope")
    expect(pressed(page)).to_have_text(["Africa", "Europe"])
    expect(city_count(page)).to_contain_text("Europe")


def test_two_fast_changes_of_two_filters_both_survive(page, address):
    visit(page, f"{address}/rankings")
    press_both(page, option(page, "region", "Europe"), option(page, "oecd", "OECD"))
    expect(page).to_have_url(f"{address}/rankings?region=europe&oecd=oecd")
    settle(page)
    expect(pressed(page)).to_have_text(["Europe"])
    expect(choice(page, "oecd").locator("[aria-checked=true]")).to_have_text("OECD")
