"""Visit a dashboard that somebody else started: `python tests/browser/smoke.py http://127.0.0.1:8501`.

Ends with exit code 0 if both pages are drawn with the real data, without a fault of the browser.
"""

from __future__ import annotations

import sys

from driving import Watch, chromium_path, launch, settle
from playwright.sync_api import expect, sync_playwright

EXPECTED = {"/": "What we hold", "/rankings": "Policy areas, ranked by how often"}


def visit(address: str) -> list[str]:
    """Return what went wrong while both pages were opened."""
    watch = Watch()
    with sync_playwright() as playwright, launch(playwright, chromium_path() or "") as browser:
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        watch.over(context)
        page = context.new_page()
        for path, heading in EXPECTED.items():
            page.goto(address + path)
            expect(page.get_by_role("heading", name=heading)).to_be_visible(timeout=60_000)
            settle(page)
    return [str(fault) for fault in watch.faults]


if __name__ == "__main__":
    faults = visit(sys.argv[1].rstrip("/"))
    sys.stdout.write("\n".join(faults or ["Both pages are drawn, without a fault."]) + "\n")
    sys.exit(bool(faults))
