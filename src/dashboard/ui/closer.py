"""The closer looks of the rankings page: actions, matrix, spread, coding."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from dashboard.answers.rankings import rank_areas
from dashboard.charts.heat import heat_chart
from dashboard.filters import CODINGS
from dashboard.i18n import _, ngettext, number
from dashboard.queries.actions import list_actions, list_disagreements
from dashboard.queries.cities import count_cities, count_known_cities
from dashboard.queries.facts import coding_agreement
from dashboard.queries.mentions import list_actors, list_keywords, list_mentions
from dashboard.queries.spread import count_known_by_region, count_spread_by_region
from dashboard.state import CLOSER_VIEWS
from dashboard.ui import answers, parts, session
from dashboard.words import rankings as words
from dashboard.words.labels import closer_view_name, coding_name, oecd_name, region_name

if TYPE_CHECKING:
    from collections.abc import Callable

_TABLE_HEIGHT_PX = 420


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
        format_func=closer_view_name,
        **session.bound("view"),
    )
    views[session.current().view](keywords)


def _actions(keywords: pd.DataFrame) -> None:
    state, release = session.current(), session.release()
    known = answers.choices(release).keyword
    offered = dict(zip(keywords["keyword_id"], keywords["keyword"], strict=True))
    if state.keyword:
        offered.setdefault(state.keyword, known[state.keyword])
    st.selectbox(
        _("Find a keyword"),
        ("", *sorted(offered, key=offered.__getitem__)),
        format_func=lambda keyword: known.get(keyword, _("All keywords")),
        **session.bound("keyword"),
    )
    area = "" if state.keyword else state.area
    actions = answers.answer(
        list_actions, release, state.documents, keyword=state.keyword, area=area
    )
    if state.keyword:
        defined = answers.answer(list_keywords, release).set_index("keyword_id")
        row = defined.loc[state.keyword]
        st.markdown(f"**{row['keyword']}** ({row['area']}). {row['definition']}")
    n_actors = actions["actor"].nunique()
    found = ngettext("{n} action", "{n} actions", len(actions)).format(n=number(len(actions)))
    by = ngettext("of {n} actor.", "of {n} actors.", n_actors).format(n=number(n_actors))
    st.markdown(f"{found} {by}")
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
    parts.table(
        parts.Shown(_("Actions and sources"), actions, headings, "actions", sources),
        height=_TABLE_HEIGHT_PX,
    )


def _matrix(keywords: pd.DataFrame) -> None:
    state, release = session.current(), session.release()
    mentions = answers.answer(list_mentions, release, state.documents)
    actors = answers.answer(list_actors, release, state.documents)
    names = dict(zip(keywords["keyword_id"], keywords["keyword"], strict=True))
    actor_names = dict(zip(actors["actor_id"], actors["actor"], strict=True))
    kept = mentions[mentions["coding"] == state.coding]
    kept = kept[kept["keyword_id"].isin(names.keys())]
    cells = pd.DataFrame(
        {
            "row": kept["keyword_id"].map(names),
            "column": kept["actor_id"].map(actor_names),
            "count": kept["n_actions"],
        }
    )
    title = _("Number of actions by actor and keyword")
    alt = _("{title}: {n} of {all} cells hold at least one action.").format(
        title=title, n=number(len(cells)), all=number(len(names) * len(actor_names))
    )
    chart = heat_chart(cells, list(names.values()), list(actor_names.values()), title, alt)
    st.markdown(_("Number of actions. An empty cell: this actor does not mention the keyword."))
    parts.draw(chart, "matrix")
    wide = cells.pivot_table(index="row", columns="column", values="count", sort=False)
    wide = wide.reindex(index=list(names.values()), columns=list(actor_names.values()))
    wide = wide.astype("Int64").reset_index(names="keyword")
    headings = {"keyword": _("Keyword"), **{name: name for name in actor_names.values()}}
    shown = parts.Shown(title, wide, headings, "matrix", _sources())
    parts.table(shown, height=_TABLE_HEIGHT_PX, charts=(chart,))


def _spread(keywords: pd.DataFrame) -> None:
    state, release = session.current(), session.release()
    known = answers.answer(count_known_cities, release, state.cities)
    kept = answers.answer(count_cities, release, state.cities)["kept"]
    st.markdown(words.spread_sentence(known, kept))
    if not kept:
        st.info(_("No city is left. Take away a city filter in the sidebar."))
        return
    groups = answers.answer(count_known_by_region, release, state.cities)
    columns = {
        (row["region"], row["oecd"]): f"{region_name(row['region'])} {oecd_name(row['oecd'])}"
        for row in groups.to_dict("records")
    }
    spread = answers.answer(count_spread_by_region, release, state.cities)
    counted = {(r.keyword_id, r.region, r.oecd): r.n_cities_documented for r in spread.itertuples()}
    rows = [
        (name, label, counted.get((keyword, *group)))
        for keyword, name in zip(keywords["keyword_id"], keywords["keyword"], strict=True)
        for group, label in columns.items()
    ]
    cells = pd.DataFrame(rows, columns=["row", "column", "count"]).astype({"count": "Int64"})
    title = _("Cities with a documented practice or grant, by keyword and region")
    alt = _("{title}. {n} of {all} cells hold a city; a dash means that we know of none.").format(
        title=title, n=number(int(cells["count"].notna().sum())), all=number(len(cells))
    )
    chart = heat_chart(cells, keywords["keyword"].tolist(), list(columns.values()), title, alt)
    st.caption(
        _("Number of cities. A dash: no data, we know of no city. Cities we know something about:")
        + " "
        + "; ".join(
            f"{columns[row['region'], row['oecd']]} {row['n_cities_known']} / {row['n_cities']}"
            for row in groups.to_dict("records")
        )
    )
    parts.draw(chart, "spread")
    wide = cells.pivot_table(index="row", columns="column", values="count", sort=False)
    wide = wide.reindex(index=keywords["keyword"].tolist(), columns=list(columns.values()))
    wide = wide.astype("Int64").reset_index(names="keyword")
    headings = {"keyword": _("Keyword"), **{name: name for name in columns.values()}}
    sources = (
        _("Data package, tables practices, grants and grant_themes: each row names its source"),
    )
    shown = parts.Shown(title, wide, headings, "spread", sources)
    parts.table(shown, height=_TABLE_HEIGHT_PX, charts=(chart,))


def _coding(_keywords: pd.DataFrame) -> None:
    state, release = session.current(), session.release()
    st.markdown(words.agreement_sentence(answers.answer(coding_agreement, release)))
    st.markdown(
        _(
            "Both coders are members of this project. The first knew the result of 2019; the "
            "second saw actor and document, but not the first one's choice."
        )
    )
    tables = []
    for coding in CODINGS:
        asked = replace(state, coding=coding).ranking()
        ranked = answers.answer(rank_areas, release, asked)
        tables.append(ranked.set_index("area")[["score"]].rename(columns={"score": coding}))
    compared = pd.concat(tables, axis=1).reset_index()
    headings = {
        "area": _("Policy area"),
        **{name: coding_name(name) for name in compared.columns[1:]},
    }
    title = _("Scores of the policy areas under each coding")
    parts.table(parts.Shown(title, compared, headings, "codings", _sources()))
    different = answers.answer(list_disagreements, release)
    st.markdown(
        _("{n} actions were sorted into different keywords:").format(n=number(len(different)))
    )
    headings = {
        "actor": _("Actor"),
        "wording": st.column_config.TextColumn(_("Action, in our words"), width="large"),
        "first_keyword": _("First coder"),
        "second_keyword": _("Second coder"),
        "confidence": _("Second coder is sure?"),
    }
    title = _("Actions that the coders sorted differently")
    parts.table(
        parts.Shown(title, different, headings, "disagreements", _sources()),
        height=_TABLE_HEIGHT_PX,
    )


def _sources() -> tuple[str, ...]:
    return (_("Data package, tables actions and action_codings: each action names its document"),)
