"""The heavy imports, and the answers that every first visitor asks for."""

from __future__ import annotations

import pandas as pd  # noqa: F401 - warm
import pyarrow as pa  # noqa: F401 - warm

from dashboard.answers.rankings import rank_areas, rank_keywords
from dashboard.charts.rankings import area_ranges_chart, area_scores_chart, keyword_ranges_chart
from dashboard.filters import CityFilter, RankingFilter
from dashboard.queries.cities import count_cities
from dashboard.queries.facts import key_figures, list_coverage
from dashboard.ui import parts, rankings, session, sidebar  # noqa: F401 - warm
from dashboard.ui.answers import answer, choices


def give(release: str) -> None:
    """Ask what the first visitor will ask, so that the answers are there.

    Args:
        release: The served release.
    """
    choices(release)
    answer(key_figures, release)
    answer(list_coverage, release)
    answer(count_cities, release, CityFilter())
    areas = answer(rank_areas, release, RankingFilter())
    keywords = answer(rank_keywords, release, RankingFilter())
    for counting in ("mentions", "actors"):
        area_scores_chart(areas, counting, "")
    area_ranges_chart(areas, "", "")
    keyword_ranges_chart(keywords, "", "")
