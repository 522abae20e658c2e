"""Two authorities write an agreement: five elements, the draft as DOCX, JSON out and back in."""

from __future__ import annotations

import io
import json

import pytest
from docx import Document
from driving import settle, visit
from parts import agreement, choice, download, main
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

PAIR = "city=mar-oujda&partner=esp-region-of-murcia"
FIVE = {
    "2. Aim": "Traders of both places learn from each other.",
    "3. Actions": "Twelve courses a year.",
    "5. Stakeholders": "Associations of migrants.",
    "9. Timeline": "2027 to 2029.",
    "10. Budget": "Each party pays its staff.",
}
LOOKS = ((1440, "dark"), (390, "light"))


@pytest.fixture(params=LOOKS, ids="{0[0]}-{0[1]}".format)
def page(request, new_page):
    width, scheme = request.param
    return new_page(width, color_scheme=scheme)


def test_five_elements_make_a_draft_that_is_marked_and_can_be_read_back(page, address):
    visit(page, f"{address}/cooperation?{PAIR}")
    agreement(page, FIVE)
    expect(main(page).get_by_text("5 of 12 elements are written.")).to_be_visible()

    draft = Document(io.BytesIO(download(page, "cooperation_DOCX")))
    texts = [paragraph.text for paragraph in draft.paragraphs]
    assert draft.sections[0].header.paragraphs[0].text == (
        "Draft, to be checked by the legal services of both authorities | "
        "Incomplete: 5 of 12 elements"
    )
    assert set(FIVE.values()) <= set(texts)

    saved = download(page, "cooperation_JSON")
    assert {row["text"] for row in json.loads(saved)["elements"]} == set(FIVE.values())
    page.reload()
    settle(page)
    expect(main(page).get_by_text("0 of 12 elements are written.")).to_be_visible()
    page.locator('input[type="file"]').set_input_files(
        {"name": "draft.json", "mimeType": "application/json", "buffer": saved}
    )
    page.get_by_role("button", name="Use the file", exact=True).click()
    settle(page)
    expect(main(page).get_by_text("5 of 12 elements are written.")).to_be_visible()
    assert download(page, "cooperation_JSON") == saved


def test_network_that_is_picked_stands_in_the_address(page, address):
    visit(page, f"{address}/commitments?agenda=networks")
    box = choice(page, "member").get_by_role("combobox")
    box.fill("MC2CM")
    page.get_by_role("option").first.click()
    page.wait_for_url("**member=mc2cm*")
    settle(page)
    expect(main(page).get_by_text("of 9 places that we know in it.")).to_be_visible()
