"""The closer looks of the rankings page: actions, matrix, spread, coding."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from dashboard.answers.cells import mention_cells, spread_cells, wide
from dashboard.answers.rankings import rank_areas
from dashboard.charts.heat import heat_chart
from dashboard.filters import CODINGS
from dashboard.i18n import _, number
from dashboard.queries.actions import list_actions, list_disagreements
from dashboard.queries.cities import count_cities, count_known_cities
from dashboard.queries.facts import coding_agreement
from dashboard.queries.mentions import list_actors, list_keywords
from dashboard.queries.spread import count_known_by_region
from dashboard.state import CLOSER_VIEWS
from dashboard.ui import answers, parts, session
from dashboard.words import closer as words
from dashboard.words import rankings as ranking_words
from dashboard.words.labels import closer_view_name, coding_name, oecd_name, region_name

if TYPE_CHECKING:
    from collections.abc import Callable


def closer_section(keywords: pd.DataFrame) -> None:
    """Let the reader choose a closer look, and show it.

    Args:
        keywords: Rows of `rank_keywords` that the page shows.
    """
    views: dict[str, Callable[[pd.DataFrame], None]] = {
        "actions": _actions,
        "matrix": _matrix,
        "spread": _spread,
        "coding": _coding,
    }
    st.header(_("A closer look"))
    st.segmented_control(
        _("Show"),
        CLOSER_VIEWS,
        required=True,
        wrap=True,
        format_func=closer_view_name,
        **session.bound("view"),
    )
    views[session.current().view](keywords)


def _actions(keywords: pd.DataFrame) -> None:
    state, release = session.current(), session.release()
    _choose_keyword(keywords)
    if state.keyword:
        defined = answers.answer(list_keywords, release).set_index("keyword_id")
        row = defined.loc[state.keyword]
        st.markdown(f"**{row['keyword']}** ({row['area']}). {row['definition']}")
    area = "" if state.keyword else state.area
    actions = answers.answer(
        list_actions, release, state.documents, keyword=state.keyword, area=area
    )
    st.markdown(words.actions_sentence(len(actions), actions["actor"].nunique()))
    headings = {
        "actor": _("Actor"),
        "wording": st.column_config.TextColumn(_("Action, in our words"), width="large"),
        "keyword": _("Keyword"),
        "document": _("Document"),
        "document_year": st.column_config.NumberColumn(_("Year"), format="%d"),
        "address": st.column_config.LinkColumn(_("Link"), display_text=_("open")),
        "measurable_hint": _("How to measure it"),
        "publisher": _("Publisher"),
    }
    sources = tuple(dict.fromkeys(actions["publisher"]))
    shown = parts.Shown(closer_view_name("actions"), actions, headings, "actions", sources)
    parts.table(shown)


def _choose_keyword(keywords: pd.DataFrame) -> None:
    """Offer the keywords of the ranking, and the chosen one even if it is not among them."""
    state, known = session.current(), answers.choices(session.release()).keyword
    offered = {*keywords["keyword_id"], state.keyword} - {""}
    st.selectbox(
        _("Find a keyword"),
        ("", *sorted(offered, key=known.__getitem__)),
        format_func=lambda keyword: known.get(keyword, _("All keywords")),
        **session.bound("keyword"),
    )


def _matrix(_keywords: pd.DataFrame) -> None:
    state, release = session.current(), session.release()
    cells = answers.answer(mention_cells, release, state.ranking(area=state.area))
    st.markdown(_("Number of actions. An empty cell: this actor does not mention the keyword."))
    _heat(
        cells.set_axis(["row", "column", "count"], axis=1),
        answers.answer(list_actors, release, state.documents)["actor"].tolist(),
        words.matrix_title(),
        "matrix",
        (_("Data package, tables actions and action_codings: each action names its document"),),
    )


def _spread(_keywords: pd.DataFrame) -> None:
    state, release = session.current(), session.release()
    kept = answers.answer(count_cities, release, state.cities)["kept"]
    known = answers.answer(count_known_cities, release, state.cities)
    st.markdown(ranking_words.spread_sentence(known, kept))
    if not kept:
        st.info(_("No city is left. Take away a city filter in the sidebar."))
        return
    st.caption(words.known_by_group(answers.answer(count_known_by_region, release, state.cities)))
    cells = answers.answer(spread_cells, release, state.ranking(area=state.area))
    groups = [
        f"{region_name(region)} {oecd_name(oecd)}"
        for region, oecd in zip(cells["region"], cells["oecd"], strict=True)
    ]
    _heat(
        pd.DataFrame({"row": cells["keyword"], "column": groups, "count": cells["n_cities"]}),
        list(dict.fromkeys(groups)),
        words.spread_title(),
        "spread",
        (_("Data package, tables practices, grants and grant_themes: each row names its source"),),
    )


def _heat(
    cells: pd.DataFrame, columns: list[str], title: str, name: str, sources: tuple[str, ...]
) -> None:
    """Draw cells (row, column, count) as a heat table with its table under it."""
    table = wide(cells, columns)
    rows = table["keyword"].tolist()
    chart = heat_chart(cells, rows, columns, title, words.heat_alt(title, table))
    parts.draw(chart, name)
    headings = {"keyword": _("Keyword"), **{column: column for column in columns}}
    shown = parts.Shown(title, table, headings, name, sources)
    parts.table(shown, (chart,))


def _coding(_keywords: pd.DataFrame) -> None:
    state, release = session.current(), session.release()
    sources = (_("Data package, table action_codings: both codings of every action"),)
    st.markdown(ranking_words.agreement_sentence(answers.answer(coding_agreement, release)))
    st.markdown(words.coders())
    scores = {
        coding: answers.answer(rank_areas, release, replace(state, coding=coding).ranking())
        .set_index("area")["score"]
        .rename(coding)
        for coding in CODINGS
    }
    compared = pd.concat(scores.values(), axis=1).reset_index()
    headings: dict[str, Any] = {"area": _("Policy area")}
    headings |= {coding: coding_name(coding) for coding in CODINGS}
    parts.table(parts.Shown(words.codings_title(), compared, headings, "codings", sources))
    different = answers.answer(list_disagreements, release)
    st.markdown(
        _("{n} actions were sorted into different keywords:").format(n=number(len(different)))
    )
    headings = {
        "actor": _("Actor"),
        "wording": st.column_config.TextColumn(_("Action, in our words"), width="large"),
        "first_keyword": coding_name("first"),
        "second_keyword": coding_name("second"),
        "confidence": _("Second coder is sure?"),
    }
    title = words.disagreements_title()
    shown = parts.Shown(title, different, headings, "disagreements", sources)
    parts.table(shown)
