"""Chart of the coverage: how much is known where."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import altair as alt
import pandas as pd

from dashboard.charts.base import Chart, finished, height_px, name_axis
from dashboard.charts.palette import COMPARED, CONTEXT, FOCUS, THIRD
from dashboard.i18n import _, language
from dashboard.words.labels import oecd_name, region_name

if TYPE_CHECKING:
    from collections.abc import Mapping

_STEP_PX: Final = 44


def _series() -> Mapping[str, str]:
    return {
        "n_with_network": _("in a network"),
        "n_with_practice_or_grant": _("practice or grant"),
        "n_with_indicator": _("any indicator"),
        "n_with_policy_or_outcome_indicator": _("policy or outcome indicator"),
    }


def coverage_chart(coverage: pd.DataFrame, alt_text: str) -> Chart:
    """Draw, for each UN region and OECD status, the share of places about which we know something.

    Args:
        coverage: Rows of `list_coverage`.
        alt_text: Alternative text.

    Returns:
        Four marks a row on a fixed scale from 0 to 100 %.
    """
    parts = []
    for column, name in _series().items():
        parts.append(
            pd.DataFrame(
                {
                    "name": [
                        f"{region_name(region)}|{oecd_name(oecd)}, n = {n}"
                        for region, oecd, n in zip(
                            coverage["region"], coverage["oecd"], coverage["n_places"], strict=True
                        )
                    ],
                    "series": name,
                    "share_pct": 100 * coverage[column] / coverage["n_places"],
                    "n": coverage[column],
                    "places": coverage["n_places"],
                }
            )
        )
    rows = pd.concat(parts, ignore_index=True)
    return Chart(rows, _coverage_specification(len(coverage), language()), alt_text)


@lru_cache(maxsize=4)
def _coverage_specification(n_rows: int, _language: str) -> dict[str, Any]:
    series = list(_series().values())
    legend = alt.Legend(orient="bottom", title=None, columns=1, labelLimit=300)
    chart = (
        alt.Chart(pd.DataFrame())
        .mark_point(filled=True, size=120, opacity=0.9)
        .encode(
            y=name_axis("name"),
            x=alt.X("share_pct:Q")
            .scale(domain=[0, 100], nice=False)
            .axis(title=_("Share of the places in our data (%)"), tickCount=5),
            color=alt.Color("series:N")
            .scale(domain=series, range=[CONTEXT, FOCUS, THIRD, COMPARED])
            .legend(legend),
            shape=alt.Shape("series:N").scale(
                domain=series, range=["square", "circle", "triangle-up", "diamond"]
            ),
            tooltip=[
                alt.Tooltip("name:N", title=_("Region")),
                alt.Tooltip("series:N", title=_("What is known")),
                alt.Tooltip("n:Q", title=_("Places")),
                alt.Tooltip("places:Q", title=_("of")),
                alt.Tooltip("share_pct:Q", title=_("Share (%)"), format=".0f"),
            ],
        )
    )
    return finished(chart.properties(height=height_px(n_rows, _STEP_PX, legend_lines=4)))
