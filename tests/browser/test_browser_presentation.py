"""Presentation mode: type one and a half times as large, and a way out."""

from __future__ import annotations

import pytest
from driving import settle, visit
from parts import main, sidebar
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

USUAL_PX = 16
LARGE_PX = 24


def expect_body_text(page, size_px):
    text = main(page).get_by_test_id("stMarkdownContainer").locator("p").first
    expect(text).to_have_css("font-size", f"{size_px}px")


def leave(page):
    return page.locator(".st-key-leave_presentation").get_by_role("button")


def test_button_makes_the_type_larger(page, address):
    visit(page, f"{address}/rankings")
    expect_body_text(page, USUAL_PX)
    sidebar(page).get_by_role("button", name="Presentation mode").click()
    expect(page).to_have_url(f"{address}/rankings?present=1")
    expect_body_text(page, LARGE_PX)


def test_link_opens_with_the_type_larger_and_can_be_left(page, address):
    visit(page, f"{address}/rankings?present=1&region=africa")
    expect_body_text(page, LARGE_PX)
    leave(page).click()
    expect(page).to_have_url(f"{address}/rankings?region=africa")
    settle(page)
    expect_body_text(page, USUAL_PX)
    expect(leave(page)).to_have_count(0)
