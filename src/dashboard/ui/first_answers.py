"""The heavy imports, and the answers that every first visitor asks for."""

from __future__ import annotations

import pandas as pd  # noqa: F401 - warm
import pyarrow as pa  # noqa: F401 - warm

from dashboard.filters import CityFilter
from dashboard.queries.cities import count_cities
from dashboard.queries.facts import key_figures, list_coverage
from dashboard.state import State
from dashboard.ui import city_map, closer, overview, rankings, search, sidebar  # noqa: F401 - warm
from dashboard.ui.answers import answer, choices, drawn


def give(release: str) -> None:
    """Ask what the first visitor will ask, so that the answers are there.

    Args:
        release: The served release.
    """
    choices(release)
    answer(key_figures, release)
    answer(list_coverage, release)
    answer(count_cities, release, CityFilter())
    state = State()
    drawn(rankings.areas, release, state.area_ranking(), "")
    drawn(rankings.keywords, release, state.keyword_ranking(), "")
