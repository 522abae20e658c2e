"""From the click on a control to the change drawn, in the dashboard and in Dash, in turns."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from benchmarks.browser import browser
from benchmarks.figures import Figure, percentile
from benchmarks.servers import BenchmarkError, dash_page, dashboard
from dashboard.answers.rankings import rank_areas
from dashboard.filters import ActorFilter, RankingFilter
from dashboard.store.connection import open_store
from dashboard.words.labels import coding_name, counting_name

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

_SCRIPT: Final = Path(__file__).with_name("drawn.js").read_text(encoding="utf-8")
_TARGET_MS: Final = 140.0
_TARGET_RATIO: Final = 0.8
_ROUNDS: Final = 30
_WARM_UP: Final = 3
_PAUSE_MS: Final = 600
_PATIENCE_MS: Final = 10_000
_VIEWPORT: Final = {"width": 1280, "height": 1400}


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two pages.

    Attributes:
        name: What the figures call it.
        page: The page in the browser.
        control: Selector of the options of a control.
        chart: Selector of the first chart.
        rows: Selector of the first row of the first table; None: it is painted.
    """

    name: str
    page: Page
    control: str
    chart: str
    rows: str | None


@dataclass(frozen=True, slots=True)
class Step:
    """A click, and what must stand on the page afterwards."""

    label: str
    row: list[str]
    scores: list[str]


def _step(store: Path, label: str, counting: str, coding: str) -> Step:
    asked = RankingFilter(actors=ActorFilter(coding=coding), counting=counting)
    with open_store(store).cursor() as cursor:
        areas = rank_areas(cursor, asked)
    first = areas.iloc[0]
    row = [str(first["rank_label"]), str(first["area"]), str(first["score"])]
    return Step(label, row, [str(score) for score in areas["score"]])


def _steps(store: Path) -> dict[str, list[Step]]:
    """Return the clicks: counting there and back, coding there and back."""
    return {
        "counting": [
            _step(store, counting_name("actors"), "actors", "first"),
            _step(store, counting_name("mentions"), "mentions", "first"),
        ],
        "coding": [
            _step(store, coding_name("second"), "mentions", "second"),
            _step(store, coding_name("first"), "mentions", "first"),
        ],
    }


def open_page(chromium: Browser, address: str, ready: str) -> Page:
    """Return a page of its own on an address, with the watch that says when it is drawn."""
    page = chromium.new_context(viewport=_VIEWPORT).new_page()  # type: ignore[arg-type] # a literal
    page.add_init_script(_SCRIPT)
    page.goto(address)
    page.wait_for_selector(ready)
    page.wait_for_timeout(4 * _PAUSE_MS)
    return page


def _click(side: Side, step: Step) -> float:
    """Click, wait until it is drawn, and return the milliseconds.

    Args:
        side: Page.
        step: What to click and what to wait for.

    Returns:
        Milliseconds from the click.

    Raises:
        BenchmarkError: It was not drawn in time.
    """
    side.page.bring_to_front()
    side.page.wait_for_timeout(_PAUSE_MS)
    expected: dict[str, Any] = {"row": step.row, "scores": step.scores}
    expected |= {"chart": side.chart, "rows": side.rows}
    arm = "([expected, patience]) => { window.benchmarkDrawn(expected, patience) }"
    side.page.evaluate(arm, [expected, _PATIENCE_MS])
    side.page.locator(side.control, has_text=step.label).first.click()
    taken_ms: float | None = side.page.evaluate("() => window.benchmarkResult")
    if taken_ms is None:
        message = f"{side.name}: {step.row} was not drawn after a click on {step.label!r}."
        raise BenchmarkError(message)
    return taken_ms


def measure_sides(sides: list[Side], steps: list[Step], rounds: int) -> dict[str, list[float]]:
    """Return the milliseconds of every step by page, walked on all pages in turns."""
    found: dict[str, list[float]] = {side.name: [] for side in sides}
    for place in range(_WARM_UP + rounds):
        order = sides if place % 2 == 0 else sides[::-1]
        for side in order:
            taken = [_click(side, step) for step in steps]
            if place >= _WARM_UP:
                found[side.name] += taken
    return found


def drawn_figures(store: Path, *, quick: bool) -> list[Figure]:
    """Measure from click to drawn on the rankings page, A and B in turns.

    Drawn means the same on both pages: the first chart holds every new score as a label, the
    first row of the first table shows the new score, and two animation frames have passed.

    Args:
        store: Folder of a built store.
        quick: Fewer rounds.

    Returns:
        p50 of both pages and their ratio, for the counting rule and for the coding.
    """
    rounds = 6 if quick else _ROUNDS
    figures = []
    with dashboard(store) as ours, dash_page(store) as theirs, browser() as chromium:
        page = open_page(
            chromium, f"{ours.address}/rankings", '[data-testid="stVegaLiteChart"] svg'
        )
        chart = '[data-testid="stVegaLiteChart"] svg'
        button = '[data-testid="stButtonGroup"] button'
        a = Side("dashboard", page, button, chart, None)
        page = open_page(chromium, theirs.address, "#area_scores .main-svg")
        rows = '#areas .ag-center-cols-container [row-index="0"]'
        b = Side("Dash", page, "#counting label, #coding label", "#area_scores", rows)
        for control, steps in _steps(store).items():
            found = measure_sides([a, b], steps, rounds)
            ours_ms, theirs_ms = (percentile(found[side.name], 50) for side in (a, b))
            n, what = len(found[a.name]), f"{control}, click to drawn"
            figures += [
                Figure(f"{what}, p50: dashboard", ours_ms, "ms", _TARGET_MS, n),
                Figure(f"{what}, p50: Dash", theirs_ms, "ms", None, n),
                Figure(f"{what}: ratio to Dash", ours_ms / theirs_ms, "x", _TARGET_RATIO, n),
                Figure(f"{what}, p95: dashboard", percentile(found[a.name], 95), "ms", None, n),
                Figure(f"{what}, p95: Dash", percentile(found[b.name], 95), "ms", None, n),
            ]
    return figures
