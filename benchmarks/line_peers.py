"""The peer finder over a thousand cities, and from click to drawn on the peer comparison."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

import numpy as np

from benchmarks.browser import browser
from benchmarks.figures import Figure, percentile
from benchmarks.line_drawn import Side, Step, measure_sides, open_page
from benchmarks.servers import dashboard
from dashboard.analysis.gower import Features, Weights
from dashboard.analysis.peers import find_peers
from dashboard.answers.comparison import compare
from dashboard.answers.peers import feature_table, peers_of
from dashboard.filters import CityFilter, PeerFilter
from dashboard.queries.cities import list_cities
from dashboard.store.connection import open_store
from dashboard.words.comparison import median_cells
from dashboard.words.labels import oecd_name

if TYPE_CHECKING:
    from pathlib import Path

_CITIES: Final = 1000
_TARGET_FINDER_MS: Final = 50.0
_TARGET_DRAWN_MS: Final = 140.0
_SEED: Final = 20261124
_CITY: Final = "usa-chicago"


def _features() -> Features:
    """Return a thousand invented cities with every feature."""
    chance = np.random.default_rng(_SEED)
    return Features(
        ids=tuple(f"c{place}" for place in range(_CITIES)),
        names=tuple(f"City {place}" for place in range(_CITIES)),
        population=1_000 * 10_000 ** chance.random(_CITIES),
        foreign_born_pct=60 * chance.random(_CITIES),
        foreign_nationals_pct=np.full(_CITIES, np.nan),
        subregion=chance.choice(np.array([f"s{i}" for i in range(17)], object), _CITIES),
        oecd=chance.random(_CITIES) < 0.5,
        networks=chance.random((_CITIES, 50)) < 0.1,
        scores=100 * chance.random((_CITIES, 6)),
    )


def _finder(rounds: int) -> Figure:
    features, pool = _features(), np.ones(_CITIES, dtype=bool)
    taken = []
    for own in range(rounds):
        start = time.perf_counter()
        find_peers(features, own, pool, Weights(scores=1.0), 10)
        taken.append(1000 * (time.perf_counter() - start))
    what = f"peer finder, {_CITIES} cities, 200 resamples, p50"
    return Figure(what, percentile(taken, 50), "ms", _TARGET_FINDER_MS, len(taken))


def _step(store: Path, oecd: str) -> Step:
    """Return a click on an OECD status, and the first row that the page must show then."""
    kept = CityFilter(oecd=(oecd,) if oecd else ())
    with open_store(store).cursor() as cursor:
        ids = list_cities(cursor, kept)["city_id"].tolist()
        peers = peers_of(feature_table(cursor), ids, PeerFilter(city=_CITY, cities=kept))
        found = compare(cursor, _CITY, peers)
    own = found.scores[found.scores["city_id"] == _CITY]
    coverage = dict(zip(own["item_id"], own["coverage_pct"], strict=True))
    cells = list(median_cells(found.area_medians, found.areas, coverage).values())
    return Step(oecd_name(oecd) if oecd else "Both", [column[0] for column in cells[1:]], [])


def peers_figures(store: Path, *, quick: bool) -> list[Figure]:
    """Measure the peer finder, and from click to drawn on the page of Chicago.

    Drawn: the first table shows the median of the new peers, then two animation frames.

    Args:
        store: Folder of a built store.
        quick: Fewer rounds.

    Returns:
        p50 of both, p95 of the click.
    """
    figures = [_finder(20 if quick else 100)]
    steps = [_step(store, "non-oecd"), _step(store, "")]
    with dashboard(store) as ours, browser() as chromium:
        chart = '[data-testid="stVegaLiteChart"] svg'
        page = open_page(chromium, f"{ours.address}/peer-comparison?city={_CITY}", chart)
        button = '[class*="st-key-choice_oecd"] button'
        side = Side("dashboard", page, button, chart, '[data-testid="stTable"] tbody tr')
        taken = measure_sides([side], steps, 6 if quick else 30)[side.name]
    what = "peer comparison, OECD status, click to drawn"
    return [
        *figures,
        Figure(f"{what}, p50", percentile(taken, 50), "ms", _TARGET_DRAWN_MS, len(taken)),
        Figure(f"{what}, p95", percentile(taken, 95), "ms", None, len(taken)),
    ]
