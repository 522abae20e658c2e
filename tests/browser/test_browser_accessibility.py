"""What axe-core holds every page to: light and dark, wide and narrow, each closer look."""

from __future__ import annotations

from pathlib import Path

import axe_playwright_python
import pytest
from driving import settle, visit

pytestmark = pytest.mark.browser

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
# The country filter shows the chips of a multiselect; the nonsense shows a warning.
VIEWS = {
    "overview": "/",
    "actions": "/rankings?view=actions&area=housing",
    "matrix": "/rankings?view=matrix&actors=nonsense",
    "spread": "/rankings?view=spread&region=africa&country=KEN,ZAF",
    "coding": "/rankings?view=coding&present=1",
}
WIDTHS_PX = (1440, 390)
SCHEMES = ("light", "dark")
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


@pytest.fixture(scope="module", params=[(s, w) for s in SCHEMES for w in WIDTHS_PX], ids=str)
def seen(visitor, request):
    """Open a page in one colour scheme at one width.

    Yields:
        The page.
    """
    scheme, width = request.param
    with visitor(width, color_scheme=scheme) as page:
        page.add_init_script(AXE)
        yield page


def unroll(page):
    """Make the window as tall as the page: axe does not judge what is scrolled away."""
    tall = page.evaluate(
        """Math.max(...['stMain', 'stSidebarContent'].map(
          part => document.querySelector(`[data-testid="${part}"]`)?.scrollHeight ?? 0))"""
    )
    page.set_viewport_size({"width": page.viewport_size["width"], "height": tall})
    settle(page)


@pytest.mark.parametrize("path", VIEWS.values(), ids=VIEWS)
def test_page_has_no_serious_fault(path, seen, address):
    visit(seen, address + path)
    unroll(seen)
    assert seen.evaluate(FINDINGS, EXCEPTIONS) == []
