"""What axe-core holds every page to: light and dark, wide and narrow, each closer look."""

from __future__ import annotations

from pathlib import Path

import axe_playwright_python
import pytest
from driving import settle, visit
from parts import choice
from playwright.sync_api import expect

from dashboard.filters import CLOSER_VIEWS

pytestmark = pytest.mark.browser

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
# Shows chips of multiselects and a warning, too.
RANKINGS = "/rankings?region=africa&country=KEN,ZAF&area=housing&actors=oecd,nonsense"
PICKED = "communication,financing,access-to-health-care"
# Width and colour scheme: contrast hangs on the scheme, what is beside or hidden on the width.
LOOKS = ((1440, "light"), (390, "dark"))
HEIGHT_PX = 900
# Streamlit's own, out of our hands: rule, selector of the part, why it is let pass.
EXCEPTIONS = (
    (
        "color-contrast",
        '[data-testid="stMultiSelectTagsContainer"]',
        "The chips of a multiselect are white on the primary colour, the chosen segment of a "
        "segmented control is the primary colour on the background: on a dark background no "
        "colour is far enough (4.5) from both. The segments are; the chips reach 2.4.",
    ),
)
# One line for each serious or critical finding in our part of the document.
FINDINGS = """async exceptions => {
  const found = await axe.run(
    {include: [['[data-testid="stMain"]'], ['[data-testid="stSidebar"]']]},
    {resultTypes: ['violations'], rules: {'target-size': {enabled: true}}},
  );
  const let_pass = (rule, target) => exceptions.some(
    ([name, selector]) => name === rule && document.querySelector(target)?.closest(selector));
  return found.violations
    .filter(rule => ['serious', 'critical'].includes(rule.impact))
    .flatMap(rule => rule.nodes
      .filter(node => !let_pass(rule.id, node.target.at(-1)))
      .map(node => `${rule.id}: ${node.html.slice(0, 120)} ${node.any[0]?.message ?? ''}`));
}"""


@pytest.fixture(scope="module")
def look(visitor):
    """Open a page that axe-core can look at.

    Yields:
        The page.
    """
    with visitor() as page:
        page.add_init_script(AXE)
        yield page


@pytest.fixture(scope="module")
def rankings(look, address):
    opened(look, address + RANKINGS)
    return look


def opened(page, address):
    """Open an address in the first look."""
    width, scheme = LOOKS[0]
    page.set_viewport_size({"width": width, "height": HEIGHT_PX})
    page.emulate_media(color_scheme=scheme)
    visit(page, address)


def findings(page):
    """Return what axe-core finds; it does not judge what is scrolled away, so nothing may be."""
    tall = page.evaluate(
        """Math.max(...['stMain', 'stSidebarContent'].map(
          part => document.querySelector(`[data-testid="${part}"]`).scrollHeight))"""
    )
    if tall > page.viewport_size["height"]:
        page.set_viewport_size({"width": page.viewport_size["width"], "height": tall})
        settle(page)
    return page.evaluate(FINDINGS, EXCEPTIONS)


def seen(page):
    """Return what axe-core finds in both looks.

    The page is loaded once: it follows the window and the system while it is open.
    """
    found = []
    for width, scheme in LOOKS:
        page.set_viewport_size({"width": width, "height": HEIGHT_PX})
        page.emulate_media(color_scheme=scheme)
        settle(page)
        found += [(width, scheme, finding) for finding in findings(page)]
    return found


@pytest.mark.parametrize("view", CLOSER_VIEWS)
def test_rankings_have_no_serious_fault(view, rankings):
    button = choice(rankings, "view").get_by_role("radio").nth(CLOSER_VIEWS.index(view))
    button.click()
    expect(button).to_be_checked()
    settle(rankings)
    assert seen(rankings) == []


@pytest.mark.parametrize(
    "path",
    [
        "/city-map?region=africa&city=esp-barcelona",
        "/city-map?colour=indicator&indicator=nae-overall",
        "/city-profile?city=usa-chicago",
        "/city-profile?city=gha-accra",
        "/city-profile",
        "/peer-comparison?city=usa-chicago",
        "/peer-comparison?city=gha-accra",
        f"/action-selection?picked={PICKED}",
        f"/action-selection?picked={PICKED}&work=wordings",
        f"/action-selection?picked={PICKED}&work=alignment",
        f"/action-selection?picked={PICKED}&phase=roll-out&work=sure",
        f"/action-plan?city=ita-turin&picked={PICKED}",
        "/partners?city=mar-oujda&region=europe&origins=ESP&partner=esp-region-of-murcia",
        "/good-practices?query=housing&city=ita-turin",
        "/good-practices?query=Londres%20xylophone&status=pledged&sector=health",
        "/cooperation?city=mar-oujda&partner=esp-region-of-murcia",
        "/cooperation?toolkit=agreement&city=mar-oujda&partner=esp-region-of-murcia",
        "/cooperation?toolkit=roles&city=mar-oujda&partner=esp-region-of-murcia",
        "/cooperation?toolkit=funding",
        "/commitments",
        "/commitments?agenda=networks",
        "/commitments?agenda=events",
        "/commitments?agenda=results",
        "/working-group",
        "/city-response?city=ita-turin",
        "/steward",
    ],
)
def test_other_pages_have_no_serious_fault(path, look, address):
    opened(look, address + path)
    assert seen(look) == []


def test_overview_has_no_serious_fault(look, address):
    opened(look, address)
    assert seen(look) == []
