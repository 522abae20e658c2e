"""A city beside its peers: dots with the median, small multiples, change over the years."""

from __future__ import annotations

import copy
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import altair as alt
import pandas as pd

from dashboard.charts.base import Chart, finished, folded, height_px, name_axis
from dashboard.charts.palette import COMPARED, CONTEXT, FOCUS
from dashboard.i18n import _, language

if TYPE_CHECKING:
    from collections.abc import Sequence

_STEP_PX: Final = 46
_SMALL_STEP_PX: Final = 20
_SLOPE_PX: Final = 280
# Dots of equal value are laid beside each other, at most this far from the line, in steps.
_SPREAD: Final = 3


def median_chart(
    values: pd.DataFrame,
    items: Sequence[str],
    domain: tuple[float, float],
    unit: str,
    alt_text: str,
) -> Chart:
    """Draw a city, its peers and their median, one row for each item.

    Args:
        values: Columns item (name), city, kind ('own', 'peer' or 'median') and value.
        items: Names of the items from top to bottom.
        domain: Ends of the fixed scale.
        unit: Unit of the values, in words.
        alt_text: Alternative text.

    Returns:
        Grey dots for the peers, a tick for their median, a blue diamond for the city.
    """
    rows = values.dropna(subset=["value"])
    place = rows.groupby(["item", "kind", "value"]).cumcount()
    size = rows.groupby(["item", "kind", "value"])["value"].transform("size")
    offset = (place - (size - 1) / 2).clip(-_SPREAD, _SPREAD)
    rows = rows.assign(offset=offset.where(rows["kind"] == "peer", 0.0))
    rows["item"] = folded(rows["item"].tolist())
    order = tuple(folded(list(items)))
    return Chart(rows, _median_specification(order, domain, unit, language()), alt_text)


@lru_cache(maxsize=64)
def _median_specification(
    order: tuple[str, ...], domain: tuple[float, float], unit: str, _language: str
) -> dict[str, Any]:
    base = alt.Chart(pd.DataFrame()).encode(
        y=name_axis("item").scale(domain=list(order)),
        yOffset=alt.YOffset("offset:Q").scale(domain=[-_SPREAD - 1, _SPREAD + 1]),
        x=alt.X("value:Q").scale(domain=list(domain), nice=False).axis(title=unit, tickCount=6),
        tooltip=[
            alt.Tooltip("city:N", title=_("City")),
            alt.Tooltip("item:N", title=_("Compared")),
            alt.Tooltip("value:Q", title=unit, format=".3~r"),
        ],
    )
    peers = base.transform_filter("datum.kind == 'peer'").mark_point(
        filled=True, size=60, color=CONTEXT, opacity=0.75
    )
    median = base.transform_filter("datum.kind == 'median'").mark_tick(
        color=COMPARED, thickness=3, size=26, opacity=1
    )
    own = base.transform_filter("datum.kind == 'own'")
    diamond = own.mark_point(filled=True, size=190, shape="diamond", color=FOCUS, opacity=1)
    label = own.mark_text(dy=-15, fontWeight="bold").encode(text=alt.Text("value:Q", format=".3~r"))
    chart = alt.layer(peers, median, diamond, label)
    return finished(chart.properties(height=height_px(len(order), _STEP_PX) + _SMALL_STEP_PX))


def area_chart(values: pd.DataFrame, cities: Sequence[str], title: str, alt_text: str) -> Chart:
    """Draw the scores of some cities in one policy area: one of several small charts.

    Args:
        values: Columns city, value (0-100; missing: no score) and own.
        cities: Names of the cities from top to bottom, the same in every small chart.
        title: The policy area.
        alt_text: Alternative text.

    Returns:
        A dot for each city with a score; a dash for one without.
    """
    specification = copy.deepcopy(_area_specification(language()))
    for layer in specification["layer"]:
        layer["encoding"]["y"]["scale"] = {"domain": list(cities)}
    specification["height"] = height_px(len(cities), _SMALL_STEP_PX) + _SMALL_STEP_PX
    specification["title"] = {"text": title, "anchor": "start", "frame": "group"}
    return Chart(values, specification, alt_text)


@lru_cache(maxsize=4)
def _area_specification(_language: str) -> dict[str, Any]:
    base = alt.Chart(pd.DataFrame()).encode(y=name_axis("city"))
    score = (
        alt.X("value:Q")
        .scale(domain=[0, 100], nice=False)
        .axis(title=_("Score (0-100)"), tickCount=3)
    )
    dots = (
        base.transform_filter("isValid(datum.value)")
        .mark_point(filled=True, size=80, opacity=1)
        .encode(
            x=score,
            color=alt.condition("datum.own", alt.value(FOCUS), alt.value(CONTEXT)),
            shape=alt.condition("datum.own", alt.value("diamond"), alt.value("circle")),
            tooltip=[
                alt.Tooltip("city:N", title=_("City")),
                alt.Tooltip("value:Q", title=_("Score (0-100)"), format=".0f"),
            ],
        )
    )
    none = (
        base.transform_filter("!isValid(datum.value)")
        .mark_text(align="left", dx=4, color=CONTEXT, fontStyle="italic")
        .encode(x=alt.datum(0), text=alt.value(_("no score")))
    )
    return finished(alt.layer(dots, none))


def slope_chart(rows: pd.DataFrame, own: str, unit: str, alt_text: str) -> Chart:
    """Draw how an indicator changed, one line for each city of a fixed panel.

    Args:
        rows: Columns city_id, city, year and value; every city in every year.
        own: Id of the own city.
        unit: Unit of the values, in words.
        alt_text: Alternative text.

    Returns:
        Lines over the years, that of the own city in blue and thicker, each named at its end.
    """
    drawn = rows[["city", "year", "value"]].assign(own=rows["city_id"] == own)
    drawn["year"] = drawn["year"].astype(int)
    return Chart(drawn, _slope_specification(unit, language()), alt_text)


@lru_cache(maxsize=32)
def _slope_specification(unit: str, _language: str) -> dict[str, Any]:
    colour = alt.condition("datum.own", alt.value(FOCUS), alt.value(CONTEXT))
    base = alt.Chart(pd.DataFrame()).encode(
        x=alt.X("year:O").axis(title=_("Year"), labelAngle=0),
        y=alt.Y("value:Q").scale(zero=False, padding=20).axis(title=unit, tickCount=5),
        color=colour,
        detail="city:N",
        tooltip=[
            alt.Tooltip("city:N", title=_("City")),
            alt.Tooltip("year:O", title=_("Year")),
            alt.Tooltip("value:Q", title=unit),
        ],
    )
    line = base.mark_line(opacity=0.9).encode(
        strokeWidth=alt.condition("datum.own", alt.value(3), alt.value(1.5))
    )
    dots = base.mark_point(filled=True, size=70, opacity=1)
    number = base.transform_filter("datum.own").mark_text(dy=-14, fontWeight="bold")
    number = number.encode(text=alt.Text("value:Q", format=",.2~f"))
    return finished(alt.layer(line, dots, number).properties(height=_SLOPE_PX))
