"""Nothing sticks out, nothing jumps, and the keyboard reaches everything."""

from __future__ import annotations

import pytest
from driving import settle, visit
from parts import choice, keywords_heading
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

WIDTHS_PX = (390, 1024, 1440)
MOST_JUMP_PX = 4
LEAST_HEIGHT_PX = 24
MOST_PRESSES = 300
RING_PX = 6
CONTROLS = {
    "menu entry of this page": '[data-testid="stPageLink-NavLink"][href^="rankings"]',
    "menu": '[data-testid="stPageLink-NavLink"]',
    "pill": '[data-variant="pills"]',
    "segment": '[data-variant="segmented_control"]',
    "choice": '[role="combobox"]',
    "button": '[data-testid="stButton"] button, [data-testid="stPopoverButton"]',
    "download": '[data-testid="stDownloadButton"] button',
}
# Where the heading stands in each frame that the browser draws, counted from the top of the page.
FOLLOW = """heading => {
  const main = heading.closest('[data-testid="stMain"]');
  window.tops = [];
  const look = () => {
    window.tops.push(heading.getBoundingClientRect().top + main.scrollTop);
    requestAnimationFrame(look);
  };
  look();
}"""
# Keys of widgets and titles of pages that the keyboard has come to.
NOTE_REACHED = """() => {
  window.reached = new Set();
  document.addEventListener('focusin', event => window.reached.add(nameOf(event.target)));
}"""
NAME_OF = """window.nameOf = element => {
  const keyed = element.closest('[class*="st-key-"]');
  return keyed ? keyed.className.match(/st-key-(\\S+)/)[1] : element.textContent;
}"""
FOCUSED_KIND = """kinds => Object.keys(kinds).find(
  kind => document.activeElement.matches(kinds[kind])) ?? null"""
FOCUSED_FRAME = """() => {
  const {x, y, width, height} = (
    document.activeElement.closest('[role="group"]') ?? document.activeElement
  ).getBoundingClientRect();
  return {x, y, width, height};
}"""


@pytest.fixture(scope="module", params=WIDTHS_PX)
def sized(visitor, address, request):
    """Open the rankings page at one width.

    Yields:
        The page.
    """
    with visitor(request.param) as page:
        visit(page, f"{address}/rankings")
        yield page


@pytest.fixture(scope="module")
def walked(visitor, address):
    """Walk over the whole rankings page with the Tab key.

    Yields:
        The page, and for each kind of control what it looks like with and without the focus.
    """
    with visitor() as page:
        page.add_init_script(NAME_OF)
        visit(page, f"{address}/rankings")
        page.evaluate(NOTE_REACHED)
        looks = {}
        for _press in range(MOST_PRESSES):
            page.keyboard.press("Tab")
            kind = page.evaluate(FOCUSED_KIND, CONTROLS)
            if kind and kind not in looks:
                looks[kind] = with_and_without_focus(page)
            if page.evaluate("document.activeElement === document.body"):
                break
        yield page, looks


def with_and_without_focus(page):
    frame = page.evaluate(FOCUSED_FRAME)
    clip = {
        "x": max(frame["x"] - RING_PX, 0),
        "y": max(frame["y"] - RING_PX, 0),
        "width": frame["width"] + 2 * RING_PX,
        "height": frame["height"] + 2 * RING_PX,
    }
    focused = page.screenshot(clip=clip, animations="disabled")
    element = page.evaluate_handle("document.activeElement")
    element.evaluate("element => element.blur()")
    blurred = page.screenshot(clip=clip, animations="disabled")
    element.evaluate("element => element.focus()")
    return focused, blurred


def usable(page, selector):
    """Return keys and titles of all controls that are there to be used."""
    return set(
        page.locator(selector).evaluate_all(
            "all => all.filter(one => one.checkVisibility() && !one.disabled).map(nameOf)"
        )
    )


def sticks_out(page):
    """Return the parts of the document that scroll sideways."""
    return page.evaluate(
        """['html', '[data-testid="stMain"]'].filter(part => {
          const found = document.querySelector(part);
          return found.scrollWidth > found.clientWidth;
        })"""
    )


def test_rankings_do_not_scroll_sideways(sized):
    assert sticks_out(sized) == []


def test_our_controls_are_high_enough_to_hit(sized):
    low = sized.locator(", ".join(CONTROLS.values())).evaluate_all(
        """(all, least) => all
          .filter(one => one.checkVisibility() && one.getBoundingClientRect().height < least)
          .map(one => one.outerHTML)""",
        LEAST_HEIGHT_PX,
    )
    assert low == []


def test_another_counting_rule_moves_nothing_below(sized):
    second = choice(sized, "counting").get_by_role("radio").nth(1)
    keywords_heading(sized).evaluate(FOLLOW)
    second.click()
    expect(second).to_be_checked()
    settle(sized)
    tops = sized.evaluate("window.tops")
    assert max(tops) - min(tops) <= MOST_JUMP_PX


def test_overview_does_not_scroll_sideways_however_wide_the_window(page, address):
    visit(page, address)
    for width in WIDTHS_PX:
        page.set_viewport_size({"width": width, "height": page.viewport_size["height"]})
        settle(page)
        assert sticks_out(page) == []


@pytest.mark.parametrize("kind", CONTROLS)
def test_tab_reaches_every_control(kind, walked):
    page, _looks = walked
    reached = set(page.evaluate("[...window.reached]"))
    assert usable(page, CONTROLS[kind])
    assert usable(page, CONTROLS[kind]) <= reached


@pytest.mark.parametrize("kind", CONTROLS)
def test_focus_can_be_seen(kind, walked):
    _page, looks = walked
    focused, blurred = looks[kind]
    assert focused != blurred
