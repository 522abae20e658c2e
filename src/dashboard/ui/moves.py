"""View "What would move us" of the peer comparison."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple

import pandas as pd
import streamlit as st

from dashboard.answers.answered import shown_round
from dashboard.answers.moves import AreaMoves, area_moves, furthest_behind
from dashboard.charts.moves import moves_chart
from dashboard.errors import FilterError
from dashboard.i18n import _
from dashboard.ui import answers, display, medians, navigation, session
from dashboard.ui.search import city_name
from dashboard.words import moves as words
from dashboard.words.markdown import as_plain_text, without_marks
from dashboard.words.responses import answers_source, scoring

if TYPE_CHECKING:
    from dashboard.answers.responses import Responded
    from dashboard.charts.base import Chart

_PAGE: Final = "city-response"
_MOST_DRAWN: Final = 5


class _Asked(NamedTuple):
    """What is asked: own city and peers, policy area, round, unwanted keywords. A cache key."""

    known: Responded
    cities: tuple[str, ...]
    area: str
    round_id: str
    unwanted: tuple[str, ...]


def section() -> None:
    """Show the smallest sets of actions that reach the median, or say what is missing."""
    release, state = session.release(), session.current()
    asked = medians.asked_now()
    round_id = shown_round(asked.known, asked.city, state.round)
    if not round_id:
        _no_answers(city_name(release, asked.city))
        return
    cities = (asked.city, *medians.peers(release, asked.peers).table["city_id"])
    areas = answers.choices(release).area
    area = state.area or answers.drawn(furthest_behind, asked.known, cities, tuple(areas), round_id)
    found = _controls(_Asked(asked.known, cities, area, round_id, state.never))
    if found is None:
        st.info(_("This policy area asks too many questions to try every set of actions."))
        return
    shown = answers.drawn(_shown, release, asked.city, found, asked.known.round_names[round_id])
    st.markdown(shown.told)
    st.info(words.not_an_outcome())
    if shown.chart is not None:
        display.draw(shown.chart, "moves")
        n_sets = len(found.found.sets)
        st.caption(words.chart_caption(n_sets, min(n_sets, _MOST_DRAWN)))
    if shown.table is not None:
        st.markdown(words.how_sure())
        display.table(shown.table)
    st.markdown("\n".join(f"- {line}" for line in shown.left_out))
    st.caption(shown.source)


def _no_answers(city: str) -> None:
    st.info(words.no_answers(as_plain_text(city)))
    st.page_link(
        navigation.page_links()[_PAGE],
        label=_("Answer for your city"),
        icon=":material/arrow_forward:",
        query_params=session.link_parameters(),
    )


def _controls(asked: _Asked) -> AreaMoves | None:
    """Return what it takes in the area, without what the reader leaves out; None: too much."""
    names = answers.choices(session.release()).area
    left, right = st.columns(2, vertical_alignment="top")
    with left:
        st.selectbox(
            _("Policy area"),
            tuple(names),
            format_func=lambda area: names[area],
            **session.bound_to("area", asked.area, "_moves"),
        )
    try:
        found = answers.drawn(area_moves, *asked)
    except FilterError:
        return None
    keywords = answers.choices(session.release()).keyword
    ids = [*found.questions["keyword_id"], *asked.unwanted]
    with right:
        st.multiselect(
            _("Actions that you do not want"),
            tuple(dict.fromkeys(ids)),
            format_func=lambda keyword: keywords[keyword],
            placeholder=_("None: every action may be chosen"),
            help=_("They are the same on the page Action selection."),
            **session.bound("never"),
        )
    return found


class _Shown(NamedTuple):
    """What the view says: sentences, chart, table, what is left out, source."""

    told: str
    chart: Chart | None
    table: display.Shown | None
    left_out: tuple[str, ...]
    source: str


def _shown(release: str, city_id: str, moves: AreaMoves, round_name: str) -> _Shown:
    city = city_name(release, city_id)
    area = answers.choices(release).area[moves.area_id]
    heading = words.title(city, area)
    found = moves.found
    told = f"{words.standing(moves, city, area, round_name)} {words.verdict(moves)}"
    chart = None if math.isnan(found.own) else _chart(heading, moves)
    source = answers_source(round_name)
    table = None
    if found.sets and chart is not None:
        left_out = [without_marks(line) for line in words.left_out(moves)]
        notes = (words.standing(moves, city, area, round_name), *left_out)
        table = display.Shown(
            heading,
            _rows(city_id, moves),
            {},
            "moves",
            (source,),
            charts=(chart,),
            notes=(*notes, words.how_sure(), words.not_an_outcome(), scoring()),
            cells=words.sets_cells(moves),
        )
    line = _("Source: {sources}.").format(sources=source)
    return _Shown(
        as_plain_text(told.strip()),
        chart,
        table,
        tuple(words.left_out(moves)),
        f"{line} {scoring()}",
    )


def _chart(heading: str, moves: AreaMoves) -> Chart:
    """Return the chart of the surest sets; without any, of the score now and the median."""
    found = moves.found
    drawn = found.sets[:_MOST_DRAWN]
    names = [words.set_name(place) for place in range(1, len(drawn) + 1)]
    return moves_chart(
        names or [words.now_name()],
        found.own,
        [each.score for each in drawn] or [found.own],
        found.median,
        words.alt(heading, moves, len(drawn)),
    )


def _rows(city_id: str, moves: AreaMoves) -> pd.DataFrame:
    """Return the sets as exports hold them."""
    names, found = words.names_of(moves), moves.found
    return pd.DataFrame(
        {
            "city_id": city_id,
            "round_id": moves.round_id,
            "area_id": moves.area_id,
            "way": range(1, len(found.sets) + 1),
            "question_ids": ["; ".join(each.question_ids) for each in found.sets],
            "actions": ["; ".join(names[q] for q in each.question_ids) for each in found.sets],
            "own_score": found.own,
            "median": found.median,
            "n_peers": found.n_peers,
            "new_score": [each.score for each in found.sets],
            "robust_pct": [each.robust_pct for each in found.sets],
        }
    )
