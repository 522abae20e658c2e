"""Nonsense in the address: said in a warning, shown as text, never run."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from driving import visit
from parts import choice, city_count, main
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

NONSENSE = {
    "ten thousand characters": {"region": "x" * 10_000},
    "emoji": {"size": "🦊🏙️", "🦊": "1"},
    "SQL": {"area": "housing'; DROP TABLE core.cities; --", "keyword": "' OR '1'='1"},
    "path": {"release": "../../../../etc/passwd", "country": "../../"},
    "unknown ids": {"country": "XXX", "network": "nowhere", "actors": "nobody", "lang": "xx"},
    "unknown parameters": {"admin": "1", "__proto__": "x"},
    "years": {"doc_from": "2024", "doc_to": "2001"},
    "not a number": {"doc_from": "1e3", "present": "yes"},
    "control characters": {"region": "\x00\x1b[31m"},
}
MARKUP = {
    "script": {"region": "<script>window.ran = 1</script>"},
    "image with a script": {"region": "<img src=x onerror='window.ran=1'>"},
    "Markdown image": {"region": "![x](https://a.invalid/x.png)"},
    "Markdown link": {"network": "[x](javascript:window.ran=1)"},
    "Markdown link in a name": {"[x](https://a.invalid/)": "1"},
    "formula": {"area": r"$\frac12$"},
}
RENDERED = "img, a, script, strong, em, .katex"


def open_with(page, address, parameters):
    visit(page, f"{address}/rankings?{urlencode(parameters)}")
    return main(page).get_by_test_id("stAlert")


@pytest.mark.parametrize("parameters", NONSENSE.values(), ids=NONSENSE)
def test_nonsense_is_said_and_leaves_the_page_as_it_is(parameters, page, address):
    warnings = open_with(page, address, parameters)
    expect(main(page).get_by_role("heading", level=1, name="Rankings")).to_be_visible()
    expect(warnings).not_to_have_count(0)
    expect(page.get_by_test_id("stException")).to_have_count(0)
    expect(main(page).get_by_test_id("stDataFrame")).not_to_have_count(0)
    assert "Traceback" not in page.content()


@pytest.mark.parametrize("parameters", MARKUP.values(), ids=MARKUP)
def test_markup_in_the_address_is_shown_as_text(parameters, page, address):
    warnings = open_with(page, address, parameters)
    expect(warnings).not_to_have_count(0)
    expect(warnings.locator(RENDERED)).to_have_count(0)
    assert page.evaluate("window.ran") is None


def test_long_value_is_shown_shortened(page, address):
    warnings = open_with(page, address, {"region": "x" * 10_000})
    expect(warnings).to_have_count(1)
    assert len(warnings.inner_text()) < 200


def test_what_is_known_counts_although_the_rest_is_not(page, address):
    warnings = open_with(page, address, {"region": "africa,atlantis"})
    expect(warnings).to_have_count(1)
    expect(warnings).to_contain_text("atlantis")
    expect(choice(page, "region").locator("[aria-pressed=true]")).to_have_text(["Africa"])
    expect(city_count(page)).to_contain_text("Africa")
