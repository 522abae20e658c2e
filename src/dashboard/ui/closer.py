"""The closer looks of the rankings page: actions, matrix, spread, coding."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import pandas as pd
import streamlit as st

from dashboard.answers.cells import mention_cells, spread_cells, wide
from dashboard.answers.rankings import rank_areas
from dashboard.charts.heat import heat_chart
from dashboard.filters import CLOSER_VIEWS, CODINGS, ActorFilter, RankingFilter
from dashboard.i18n import _, number
from dashboard.queries.actions import list_actions, list_disagreements
from dashboard.queries.cities import count_cities, count_known_cities
from dashboard.queries.facts import coding_agreement
from dashboard.queries.mentions import list_actors, list_keywords
from dashboard.queries.spread import count_known_by_region
from dashboard.ui import answers, display, parts, session
from dashboard.words import closer as words
from dashboard.words import rankings as ranking_words
from dashboard.words.labels import closer_view_name, coding_name, oecd_name, region_name

if TYPE_CHECKING:
    from collections.abc import Callable

# A keyword has at most 31 actions; all of them together are for the downloads.
_MOST_ACTIONS_SHOWN: Final = 40


def closer_section(keywords: pd.DataFrame) -> None:
    """Let the reader choose a closer look, and show it.

    Args:
        keywords: Rows of `rank_keywords` that the page shows.
    """
    st.header(_("A closer look"))
    view = parts.choose_part("view", CLOSER_VIEWS, closer_view_name)
    views: dict[str, Callable[[], None]] = {
        "matrix": _show_matrix,
        "spread": _show_spread,
        "coding": _show_coding,
    }
    if view == "actions":
        _choose_keyword(keywords)
        _show_actions()
    else:
        views[view]()


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


def _show_actions() -> None:
    state, release = session.current(), session.release()
    area = "" if state.keyword else state.area
    told, shown = answers.drawn(_actions, release, state.documents, state.keyword, area)
    st.markdown(told)
    display.table(shown)


def _actions(
    release: str, documents: ActorFilter, keyword: str, area: str
) -> tuple[str, display.Shown]:
    """Return the sentence and the table of the actions behind a keyword, an area, or all."""
    actions = answers.answer(list_actions, release, documents, keyword=keyword, area=area)
    n_actors = actions["actor"].nunique()
    told = words.actions_sentence(len(actions), n_actors, _MOST_ACTIONS_SHOWN)
    if keyword:
        row = answers.answer(list_keywords, release).set_index("keyword_id").loc[keyword]
        told = f"**{row['keyword']}** ({row['area']}). {row['definition']}\n\n{told}"
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
    title = closer_view_name("actions")
    shown = display.Shown(
        title, actions, headings, "actions", sources, most_rows=_MOST_ACTIONS_SHOWN
    )
    return told, shown


def _show_matrix() -> None:
    st.markdown(_("Number of actions. An empty cell: this actor does not mention the keyword."))
    asked = session.current().keyword_ranking()
    _show_heat(answers.drawn(_matrix, session.release(), asked))


def _matrix(release: str, asked: RankingFilter) -> display.Shown:
    """Return the table of actors and keywords with its chart."""
    cells = answers.answer(mention_cells, release, asked)
    actors = answers.answer(list_actors, release, asked.actors)["actor"].tolist()
    source = _("Data package, tables actions and action_codings: each action names its document")
    cells = cells.set_axis(["row", "column", "count"], axis=1)
    return _heat(cells, actors, words.matrix_title(), "matrix", (source,))


def _show_spread() -> None:
    state, release = session.current(), session.release()
    kept = answers.answer(count_cities, release, state.cities)["kept"]
    known = answers.answer(count_known_cities, release, state.cities)
    st.markdown(ranking_words.spread_sentence(known, kept))
    if not kept:
        st.info(_("No city is left. Take away a city filter in the sidebar."))
        return
    st.caption(words.known_by_group(answers.answer(count_known_by_region, release, state.cities)))
    _show_heat(answers.drawn(_spread, release, state.keyword_ranking()))


def _spread(release: str, asked: RankingFilter) -> display.Shown:
    """Return the table of keywords and groups of cities with its chart."""
    cells = answers.answer(spread_cells, release, asked)
    groups = [
        f"{region_name(region)} {oecd_name(oecd)}"
        for region, oecd in zip(cells["region"], cells["oecd"], strict=True)
    ]
    cells = pd.DataFrame({"row": cells["keyword"], "column": groups, "count": cells["n_cities"]})
    source = _("Data package, tables practices, grants and grant_themes: each row names its source")
    return _heat(cells, list(dict.fromkeys(groups)), words.spread_title(), "spread", (source,))


def _heat(
    cells: pd.DataFrame, columns: list[str], title: str, name: str, sources: tuple[str, ...]
) -> display.Shown:
    """Return cells (row, column, count) as a table with its heat chart."""
    table = wide(cells, columns)
    alt = words.heat_alt(title, table)
    chart = heat_chart(cells, table["keyword"].tolist(), columns, title, alt)
    headings = {"keyword": _("Keyword"), **{column: column for column in columns}}
    return display.Shown(title, table, headings, name, sources, charts=(chart,))


def _show_heat(shown: display.Shown) -> None:
    display.draw(shown.charts[0], shown.name)
    display.table(shown)


def _show_coding() -> None:
    release = session.release()
    st.markdown(ranking_words.agreement_sentence(answers.answer(coding_agreement, release)))
    st.markdown(words.coders())
    documents, counting = session.current().documents, session.current().counting
    compared, different = answers.drawn(_codings, release, documents, counting)
    display.table(compared)
    n_different = number(len(different.table))
    st.markdown(_("{n} actions were sorted into different keywords:").format(n=n_different))
    display.table(different)


def _codings(
    release: str, documents: ActorFilter, counting: str
) -> tuple[display.Shown, display.Shown]:
    """Return the scores under each coding, and the actions coded differently."""
    source = (_("Data package, table action_codings: both codings of every action"),)
    scores = []
    for coding in CODINGS:
        coded = replace(documents, coding=coding)
        asked = RankingFilter(actors=coded, counting=counting)
        ranked = answers.answer(rank_areas, release, asked, answers.corpus(release, coded))
        scores.append(ranked.set_index("area")["score"].rename(coding))
    compared = pd.concat(scores, axis=1).reset_index()
    names = {coding: coding_name(coding) for coding in CODINGS}
    headings: dict[str, Any] = {"area": _("Policy area"), **names}
    first = display.Shown(words.codings_title(), compared, headings, "codings", source)
    different = answers.answer(list_disagreements, release)
    headings = {
        "actor": _("Actor"),
        "wording": st.column_config.TextColumn(_("Action, in our words"), width="large"),
        "first_keyword": names["first"],
        "second_keyword": names["second"],
        "confidence": _("Second coder is sure?"),
    }
    title = words.disagreements_title()
    return first, display.Shown(title, different, headings, "disagreements", source)
