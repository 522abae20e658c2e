"""A first-time visitor chooses actions, words one, and leaves with a plan: the whole way."""

from __future__ import annotations

import io
from urllib.parse import parse_qs, urlsplit

import pytest
from docx import Document
from driving import settle, visit
from parts import choice, download, main
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

EIGHT = (
    "Communication",
    "Financing",
    "Access to health care",
    "Migrant entrepreneurship",
    "Language learning for adults",
    "Data collection and management",
    "Inclusive public space",
    "Multi-level coordination",
)
LOOKS = ((1440, "dark"), (390, "light"))


def address_of(page):
    return parse_qs(urlsplit(page.url).query)


def choose(page, name, labels):
    """Choose options of a list by typing their names, with the keyboard alone."""
    box = choice(page, name).get_by_role("combobox")
    box.focus()
    for label in labels:
        box.press_sequentially(label)
        expect(page.get_by_role("option").first).to_have_text(label)
        box.press("Enter")
        settle(page)
    box.press("Escape")


@pytest.fixture(params=LOOKS, ids="{0[0]}-{0[1]}".format)
def look(request, new_page):
    width, scheme = request.param
    return new_page(width, color_scheme=scheme)


def weigh_spreading(page):
    choice(page, "w_spreading_slider").get_by_role("slider").press("Home")
    box = page.get_by_role("spinbutton", name="Weight of spreading")
    expect(box).to_have_value("0.00")
    box.fill("0.2")
    box.press("Enter")
    page.wait_for_url("**w_spreading=0.2*")


def test_first_visit_ends_with_a_plan_to_take_along(look, address):
    page = look
    visit(page, f"{address}/action-selection")

    # Move one weight with the keyboard; the number box follows. Type it; it is said what moved.
    weigh_spreading(page)
    settle(page)
    expect(page.get_by_role("spinbutton", name="Weight of spreading")).to_have_value("0.20")
    expect(main(page).get_by_text("Spreading counts 6 % instead of")).to_be_visible()
    expect(main(page).get_by_text("climbs from")).to_be_visible()

    choose(page, "picked", EIGHT)
    assert len(address_of(page)["picked"][0].split(",")) == 8
    expect(main(page).get_by_text("8 actions are chosen:")).to_be_visible()
    expect(main(page).get_by_text("None in Education.")).to_be_visible()
    expect(main(page).get_by_text("Each of these alone would close the most:")).to_be_visible()

    choice(page, "work").get_by_role("radio", name="Alignment").click()
    settle(page)
    expect(main(page).get_by_text("of 23 items are covered by the selection")).to_be_visible()

    choice(page, "work").get_by_role("radio", name="Wordings").click()
    settle(page)
    own = main(page).get_by_role("textbox", name="Wording", exact=True)
    own.fill("Tell true stories about migration.")
    own.press("Control+Enter")
    settle(page)
    expect(main(page).get_by_text("5 words, reading grade")).to_be_visible()
    page.locator(".st-key-save_wording").get_by_role("button").click()
    settle(page)
    expect(main(page).get_by_text("Agreed wording, proposed by the city editor")).to_be_visible()

    main(page).get_by_role("link", name="Make an action plan of this selection").click()
    page.wait_for_url("**/action-plan**")
    settle(page)
    choice(page, "city").get_by_role("combobox").press_sequentially("Turin, It")
    page.get_by_role("option", name="Turin, Italy").click()
    page.wait_for_url("**city=ita-turin*")
    settle(page)
    unit = main(page).get_by_role("textbox", name="Unit in charge")
    unit.fill("Press office")
    unit.press("Enter")
    settle(page)
    page.locator(".st-key-save_plan").get_by_role("button").click()
    settle(page)
    expect(main(page).get_by_text("Saved as version").first).to_be_visible()

    document = Document(io.BytesIO(download(page, "plan_DOCX")))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    cells = {cell.text for table in document.tables for row in table.rows for cell in row.cells}
    assert document.paragraphs[0].text == "Action plan of Turin, Italy"
    assert "Tell true stories about migration." in text
    assert "Press office" in cells
    assert "Turin, Italy pledges to take 8 actions" in text


def test_rows_of_the_ranking_are_chosen_by_click(new_page, address):
    page = new_page(1440)
    visit(page, f"{address}/action-selection")
    grid = page.locator(".st-key-table_candidates").get_by_test_id("stDataFrame")
    grid.scroll_into_view_if_needed()
    box = grid.bounding_box()
    page.mouse.click(box["x"] + 18, box["y"] + 54)
    page.wait_for_url("**picked=integration-intercultural-diversity-plan-or-strategy*")
    settle(page)
    grid.scroll_into_view_if_needed()
    box = grid.bounding_box()
    page.mouse.click(box["x"] + 18, box["y"] + 89)
    page.wait_for_url("**political-inclusion-and-consultation-mechanisms*")
    settle(page)
    expect(main(page).get_by_text("2 actions are chosen: Governance 2.")).to_be_visible()


def test_exact_link_reopens_the_selection(new_page, address):
    page = new_page(1440)
    visit(page, f"{address}/action-selection")
    page.locator(".st-key-suggest").get_by_role("button").click()
    page.wait_for_url("**picked=*")
    settle(page)
    other = new_page(1440)
    visit(other, page.url)
    expect(main(other).get_by_text("12 actions are chosen:")).to_be_visible()
    assert address_of(other)["picked"] == address_of(page)["picked"]


@pytest.mark.parametrize(
    "path",
    [
        "/action-selection?picked=communication,financing&work=alignment&framework=sdg",
        "/action-selection?picked=communication&work=wordings",
        "/action-plan?city=ita-turin&picked=communication",
    ],
)
@pytest.mark.parametrize("width", [390, 1440])
def test_no_page_of_actions_scrolls_sideways(width, path, new_page, address):
    page = new_page(width)
    visit(page, address + path)
    wide = page.evaluate(
        """() => { const main = document.querySelector('[data-testid="stMain"]');
        return main.scrollWidth - main.clientWidth; }"""
    )
    assert wide <= 0
