"""The evidence profile of a city: one mark for each record, by policy area."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import altair as alt
import pandas as pd

from dashboard.charts.base import Chart, finished, folded, height_px, name_axis
from dashboard.charts.palette import COMPARED, CONTEXT, FOCUS
from dashboard.i18n import _, language

if TYPE_CHECKING:
    from collections.abc import Mapping

_STEP_PX: Final = 30
_SHORTEST_AXIS: Final = 6


def _kinds() -> Mapping[str, str]:
    return {
        "practice": _("practice in the city"),
        "grant": _("grant to the city"),
        "partner": _("part in a practice of others"),
    }


def evidence_chart(records: pd.DataFrame, areas: Mapping[str, str], alt_text: str) -> Chart:
    """Draw how many records are known in each policy area. Each counts the same; none is a score.

    Args:
        records: kind, title, area_id and year, one row a record.
        areas: Names of the policy areas by id, in order.
        alt_text: Alternative text.

    Returns:
        One row of marks for each policy area; an area without records says so.
    """
    kinds = _kinds()
    known = records[records["area_id"].isin(areas)]
    known = known.assign(order=known["kind"].map({kind: n for n, kind in enumerate(kinds)}))
    known = known.sort_values(["order", "year", "title"], kind="stable")
    place = known.groupby("area_id").cumcount() + 1
    marks = pd.DataFrame(
        {
            "area_id": known["area_id"],
            "place": place,
            "kind": known["kind"].map(kinds),
            "title": known["title"],
            "year": known["year"].fillna(_("year not stated")),
        }
    )
    every = pd.DataFrame({"area_id": list(areas)})
    rows = every.merge(marks, how="left", on="area_id")
    rows["area"] = folded([areas[area] for area in rows["area_id"]])
    longest = max(_SHORTEST_AXIS, int(place.max()) if len(place) else 0)
    specification = _specification(tuple(folded(list(areas.values()))), longest, language())
    return Chart(rows.drop(columns="area_id"), specification, alt_text)


@lru_cache(maxsize=32)
def _specification(areas: tuple[str, ...], longest: int, _language: str) -> dict[str, Any]:
    kinds = list(_kinds().values())
    base = alt.Chart(pd.DataFrame()).encode(y=name_axis("area").scale(domain=list(areas)))
    marks = (
        base.transform_filter("isValid(datum.place)")
        .mark_point(filled=True, size=130, opacity=0.95)
        .encode(
            x=alt.X("place:Q")
            .scale(domain=[0, longest + 1], nice=False)
            .axis(title=_("Records known to us"), values=list(range(longest + 1)), format="d"),
            color=alt.Color("kind:N")
            .scale(domain=kinds, range=[FOCUS, COMPARED, CONTEXT])
            .legend(alt.Legend(orient="bottom", title=None, columns=1, labelLimit=300)),
            shape=alt.Shape("kind:N").scale(domain=kinds, range=["square", "diamond", "circle"]),
            tooltip=[
                alt.Tooltip("title:N", title=_("Record")),
                alt.Tooltip("kind:N", title=_("Kind")),
                alt.Tooltip("year:N", title=_("Year")),
            ],
        )
    )
    nothing = (
        base.transform_filter("!isValid(datum.place)")
        .mark_text(align="left", dx=6, color=CONTEXT, fontStyle="italic")
        .encode(x=alt.datum(0), text=alt.value(_("nothing known to us")))
    )
    chart = alt.layer(marks, nothing).properties(
        height=height_px(len(areas), _STEP_PX, legend_lines=3)
    )
    return finished(chart)
