"""Nonsense in the address: said in a warning, shown as text, never run."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from driving import visit
from parts import choice, city_count, main
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

NONSENSE = {
    "emoji": {"size": "🦊🏙️", "🦊": "1"},
    "SQL": {"area": "housing'; DROP TABLE core.cities; --", "keyword": "' OR '1'='1"},
    "path": {"release": "../../../../etc/passwd", "country": "../../"},
    "unknown": {"network": "nowhere", "actors": "nobody", "lang": "xx", "__proto__": "x"},
    "wrong kind": {"doc_from": "1e3", "present": "yes", "region": "\x00\x1b[31m"},
    "wrong order": {"doc_from": "2024", "doc_to": "2001"},
}
MARKUP = {
    "region": "<img src=x onerror='window.ran=1'>",
    "size": "<script>window.ran=1</script>",
    "network": "![x](https://a.invalid/x.png)",
    "country": "[x](javascript:window.ran=1)",
    "area": r"$\frac12$",
    "keyword": "**x** `x` :red[x]",
    "actors": "https://a.invalid www.a.invalid x@a.invalid",
    "[x](https://a.invalid/)": "1",
}
RENDERED = "img, a, script, strong, code, .katex, [style*=color]"


@pytest.fixture(scope="module")
def reader(visitor):
    with visitor() as page:
        yield page


def open_with(page, address, parameters):
    visit(page, f"{address}/rankings?{urlencode(parameters)}")
    return main(page).get_by_test_id("stAlert")


@pytest.mark.parametrize("parameters", NONSENSE.values(), ids=NONSENSE)
def test_nonsense_is_said_and_leaves_the_page_as_it_is(parameters, reader, address):
    warnings = open_with(reader, address, parameters)
    expect(main(reader).get_by_role("heading", level=1, name="Rankings")).to_be_visible()
    expect(warnings).not_to_have_count(0)
    expect(reader.get_by_test_id("stException")).to_have_count(0)
    expect(main(reader).get_by_test_id("stDataFrame")).not_to_have_count(0)
    assert "Traceback" not in reader.content()


def test_markup_is_shown_as_text(reader, address):
    warnings = open_with(reader, address, MARKUP)
    expect(warnings).to_have_count(len(MARKUP))
    rendered = warnings.locator(RENDERED).evaluate_all("all => all.map(one => one.outerHTML)")
    assert rendered == []
    assert reader.evaluate("window.ran") is None


def test_long_value_is_shown_shortened(reader, address):
    warnings = open_with(reader, address, {"region": "x" * 10_000})
    expect(warnings).to_have_count(1)
    assert len(warnings.inner_text()) < 200


def test_what_is_known_counts_although_the_rest_is_not(reader, address):
    warnings = open_with(reader, address, {"region": "africa,atlantis"})
    expect(warnings).to_have_count(1)
    expect(warnings).to_contain_text("atlantis")
    expect(choice(reader, "region").locator("[aria-pressed=true]")).to_have_text(["Africa"])
    expect(city_count(reader)).to_contain_text("Africa")
