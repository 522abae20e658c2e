"""The core of the rankings page made with Dash, for comparison: same answers, same words.

Tuned as we would tune it: answers remembered, one callback for one change, plain dictionaries
for figures, the grid that Dash recommends, a server for production. Start it alone with
`python -m benchmarks.dash_page PORT`.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, Final

import dash_ag_grid
import waitress
from dash import Dash, Input, Output, dcc, html

from benchmarks import dash_figures
from benchmarks.servers import HOST
from dashboard.answers.rankings import rank_areas, rank_keywords
from dashboard.filters import CODINGS, COUNTINGS, ActorFilter, RankingFilter
from dashboard.ui.answers import answer, served
from dashboard.words import rankings as words
from dashboard.words.labels import coding_name, counting_name

if TYPE_CHECKING:
    import pandas as pd

_AREA_HEADINGS: Final = {
    "rank_label": "Rank",
    "area": "Policy area",
    "score": "Score",
    "score_2019": "Score of 2019",
    "n_actors": "Actors",
    "n_keywords": "Keywords mentioned",
    "rank_low": "Best rank",
    "rank_high": "Worst rank",
}
_KEYWORD_HEADINGS: Final = {
    "rank_label": "Rank",
    "keyword": "Keyword",
    "score": "Actors",
    "n_actions": "Actions",
    "rank_low": "Best rank",
    "rank_high": "Worst rank",
    "n_cities_documented": "Cities with a practice or grant",
    "score_2019": "Score of 2019",
}


def _grid(name: str, headings: dict[str, str], height: str | None) -> dash_ag_grid.AgGrid:
    columns = [{"field": field, "headerName": heading} for field, heading in headings.items()]
    return dash_ag_grid.AgGrid(
        id=name,
        columnDefs=columns,
        columnSize="sizeToFit",
        dashGridOptions={"animateRows": False, "domLayout": "normal" if height else "autoHeight"},
        style={"height": height},
    )


def _radio(name: str, ids: tuple[str, ...], labels: list[str]) -> dcc.RadioItems:
    options = [{"label": label, "value": value} for value, label in zip(ids, labels, strict=True)]
    return dcc.RadioItems(options, ids[0], id=name, inline=True)


def _layout() -> html.Div:
    config: dcc.Graph.Config = {"displayModeBar": False}
    halves = {"display": "grid", "gridTemplateColumns": "1fr 1fr"}
    return html.Div(
        [
            html.H1("Rankings"),
            _radio("counting", COUNTINGS, [counting_name(name) for name in COUNTINGS]),
            _radio("coding", CODINGS, [coding_name(name) for name in CODINGS]),
            html.H2(words.areas_title()),
            html.P(id="areas_summary"),
            html.Div(
                [
                    dcc.Graph(id="area_scores", config=config),
                    dcc.Graph(id="area_ranges", config=config),
                ],
                style=halves,
            ),
            _grid("areas", _AREA_HEADINGS, None),
            html.H2(words.keywords_title()),
            html.P(id="keywords_summary"),
            dcc.Graph(id="keyword_ranges", config=config),
            _grid("keywords", _KEYWORD_HEADINGS, "420px"),
        ]
    )


def _rows(table: pd.DataFrame, headings: dict[str, str]) -> list[dict[str, Any]]:
    shown = table[list(headings)].astype(object)
    rows = shown.where(shown.notna(), None).to_dict("records")
    return [{str(field): value for field, value in row.items()} for row in rows]


def _answer(counting: str, coding: str) -> tuple[object, ...]:
    asked = RankingFilter(actors=ActorFilter(coding=coding), counting=counting)
    release = served().release
    areas = answer(rank_areas, release, asked)
    keywords = answer(rank_keywords, release, asked)
    return (
        words.areas_summary(areas, counting),
        dash_figures.area_scores(areas, counting),
        dash_figures.ranges(areas, "area"),
        _rows(areas, _AREA_HEADINGS),
        words.keywords_summary(keywords),
        dash_figures.ranges(keywords, "keyword"),
        _rows(keywords, _KEYWORD_HEADINGS),
    )


def application() -> Dash:
    """Return the application."""
    app = Dash(serve_locally=True, title="Rankings", update_title="")
    app.layout = _layout()
    app.callback(
        Output("areas_summary", "children"),
        Output("area_scores", "figure"),
        Output("area_ranges", "figure"),
        Output("areas", "rowData"),
        Output("keywords_summary", "children"),
        Output("keyword_ranges", "figure"),
        Output("keywords", "rowData"),
        Input("counting", "value"),
        Input("coding", "value"),
    )(_answer)
    return app


if __name__ == "__main__":
    waitress.serve(application().server, host=HOST, port=int(sys.argv[1]), threads=4)
