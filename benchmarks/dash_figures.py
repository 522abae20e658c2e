"""The three charts of the rankings page for Dash: Plotly figures, as plain dictionaries.

Plain dictionaries are the fast way: Plotly's own classes check every attribute again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dashboard.charts.palette import COMPARED, FOCUS

if TYPE_CHECKING:
    import pandas as pd

Plotly = dict[str, Any]
_TOP_SCORE: Final = {"mentions": 200, "actors": 30}
_AREA_STEP_PX: Final = 44
_KEYWORD_STEP_PX: Final = 33


def _figure(traces: list[Plotly], n_rows: int, step_px: int, axis: Plotly) -> Plotly:
    layout = {
        "height": n_rows * step_px + 100,
        "margin": {"l": 10, "r": 10, "t": 10, "b": 40},
        "xaxis": axis,
        "yaxis": {"autorange": "reversed", "automargin": True, "type": "category"},
        "legend": {"orientation": "h", "y": -0.25},
        "template": "none",
    }
    return {"data": traces, "layout": layout}


def area_scores(areas: pd.DataFrame, counting: str) -> Plotly:
    """Draw the scores of the policy areas beside those published in 2019.

    Args:
        areas: Rows of `rank_areas`.
        counting: Counting rule.

    Returns:
        A figure.
    """
    names, scores = areas["area"].tolist(), areas["score"].tolist()
    now = {
        "type": "scatter",
        "mode": "markers+text",
        "name": "Recomputed",
        "x": scores,
        "y": names,
        "text": [str(score) for score in scores],
        "textposition": "top center",
        "marker": {"color": FOCUS, "size": 12},
        "customdata": areas["rank_label"].tolist(),
        "hovertemplate": "%{y}<br>Score: %{x}<br>Rank: %{customdata}<extra></extra>",
    }
    traces = [now]
    if counting == "mentions":
        then = {
            "type": "scatter",
            "mode": "markers",
            "name": "Published 2019",
            "x": areas["score_2019"].tolist(),
            "y": names,
            "marker": {"color": COMPARED, "size": 12, "symbol": "diamond"},
            "hovertemplate": "%{y}<br>Score: %{x}<extra></extra>",
        }
        traces.append(then)
    title = "Score" if counting == "mentions" else "Different actors"
    axis = {"range": [0, _TOP_SCORE[counting]], "title": {"text": title}}
    return _figure(traces, len(areas), _AREA_STEP_PX, axis)


def ranges(table: pd.DataFrame, name: str) -> Plotly:
    """Draw ranks and their ranges.

    Args:
        table: Rows of `rank_areas` or `rank_keywords`.
        name: Column that names a row.

    Returns:
        A figure.
    """
    names, low, high = table[name].tolist(), table["rank_low"].tolist(), table["rank_high"].tolist()
    ends = table["rank_label"].str.split("-").str[-1].astype("int64")
    lines = {
        "type": "scatter",
        "mode": "lines",
        "x": [x for a, b in zip(low, high, strict=True) for x in (a, b, None)],
        "y": [y for label in names for y in (label, label, None)],
        "line": {"color": FOCUS, "width": 3},
        "hoverinfo": "skip",
    }
    points = {
        "type": "scatter",
        "mode": "markers+text",
        "x": ((table["rank"] + ends) / 2).tolist(),
        "y": names,
        "text": table["rank_label"].tolist(),
        "textposition": "top center",
        "marker": {"color": FOCUS, "size": 11},
        "customdata": list(zip(low, high, table["score"].tolist(), strict=True)),
        "hovertemplate": "%{y}<br>Rank: %{text}<br>%{customdata[0]} to %{customdata[1]}"
        "<br>Score: %{customdata[2]}<extra></extra>",
    }
    axis = {"range": [0.5, len(table) + 0.5], "title": {"text": "Rank (1 = first)"}}
    step_px = _AREA_STEP_PX if name == "area" else _KEYWORD_STEP_PX
    drawn = _figure([lines, points], len(table), step_px, axis)
    drawn["layout"]["showlegend"] = False
    return drawn
