"""Section of the progress page: how far are cities, action by action and group by group?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pandas as pd
import streamlit as st

from dashboard.analysis.answer_scores import ALL
from dashboard.analysis.progress import state_shares, wilson
from dashboard.answers.responses import IN_PLACE
from dashboard.charts.progress import STACK, shares_chart, stack_chart
from dashboard.contracts.response import STATES
from dashboard.i18n import _, number
from dashboard.ui import answers, display
from dashboard.ui.medians import Part
from dashboard.words import progress as words
from dashboard.words.markdown import as_plain_text
from dashboard.words.responses import answers_source, group_heading, state_name

if TYPE_CHECKING:
    from dashboard.ui.progress_scope import Scope

EVERYBODY: Final = "all-cities"


def actions(found: Scope, question: str) -> None:
    """Show how far cities are with every action; with one action, group by group.

    Args:
        found: The answers that count.
        question: The one question that is looked at; empty: all.
    """
    if question:
        groups(found, question)
    elif _has_answers(found, question):
        draw(answers.drawn(_actions, found), "far")
        st.caption(_("Pick a row to look at one action alone."))


def groups(found: Scope, question: str) -> None:
    """Show how far groups of cities are, with all actions or with one.

    Args:
        found: The answers that count.
        question: The one question that is looked at; empty: all.
    """
    if _has_answers(found, question):
        st.subheader(_("By group: {what}").format(what=group_heading(found.asked.by)))
        draw(answers.drawn(_groups, found, question), "far_group")


def _has_answers(found: Scope, question: str) -> bool:
    """Return whether there is anything to show under the heading; else say that there is not."""
    st.header(_("How far are cities?"))
    if found.now.empty:
        st.info(
            _("None of the cities kept answered in this round. Choose others, or another round.")
        )
        return False
    if question and not (found.now["question_id"] == question).any():
        st.info(_("None of the cities kept answered this question in this round."))
        return False
    return True


def draw(part: Part, key: str) -> None:
    """Show a part of the page: what it says, its charts, its table.

    Args:
        part: The part.
        key: Key of its charts.
    """
    st.markdown(as_plain_text(part.told))
    charts = part.shown.charts
    if len(charts) > 1:
        for place, (column, chart) in enumerate(zip(st.columns(len(charts)), charts, strict=True)):
            with column:
                display.draw(chart, f"{key}_{place}")
    elif charts:
        display.draw(charts[0], f"{key}_0")
    if part.caption:
        st.caption(part.caption)
    display.table(part.shown)


def wide(shares: pd.DataFrame, key: str) -> pd.DataFrame:
    """Turn shares by state into one row for each question, group or round.

    Args:
        shares: Rows of `state_shares`.
        key: Column that tells the rows apart.

    Returns:
        key, n_answered, n_placed, placed_pct with low_pct and high_pct, and for each state its
        number and share.
    """
    counts = shares.pivot_table(index=key, columns="state", values="n_answers", aggfunc="sum")
    counts = counts.reindex(columns=list(STATES), fill_value=0).astype("int64")
    total = counts.sum(axis=1)
    placed = counts[list(IN_PLACE)].sum(axis=1)
    low, high = wilson(placed, total)
    table = pd.DataFrame(
        {
            "n_answered": total,
            "n_placed": placed,
            "placed_pct": 100 * placed / total,
            "low_pct": low,
            "high_pct": high,
            **{f"{state}_pct": 100 * counts[state] / total for state in STACK},
            **{f"{state}_n": counts[state] for state in STACK},
        }
    )
    return table.reset_index()


def headings(first: str) -> dict[str, Any]:
    """Return the headings of a table of states.

    Args:
        first: Heading of the column with names.

    Returns:
        Headings by column.
    """
    share = st.column_config.NumberColumn
    return {
        "name": first,
        "n_cities": _("Cities that answered"),
        "placed_pct": share(_("In place or better (%)"), format="%.0f"),
        "low_pct": share(_("Interval from (%)"), format="%.0f"),
        "high_pct": share(_("to (%)"), format="%.0f"),
        **{f"{state}_pct": share(f"{state_name(state)} (%)", format="%.0f") for state in STACK},
    }


def bars(shares: pd.DataFrame, names: dict[str, str], key: str) -> pd.DataFrame:
    """Return the rows of a bar chart, in the order of the names.

    Args:
        shares: Rows of `state_shares`.
        names: Name by value of the key.
        key: Column that tells the bars apart.

    Returns:
        Rows for `stack_chart`.
    """
    order = {value: place for place, value in enumerate(names)}
    rows = shares[shares[key].isin(order)].sort_values(
        key, key=lambda values: values.map(order), kind="stable"
    )
    return rows.assign(name=rows[key].map(names))[["name", "state", "share_pct", "n_answers"]]


def _counted(table: pd.DataFrame, key: str) -> dict[str, str]:
    """Return the name of each row with the number of its cities, by key."""
    names = map(words.with_count, table["name"], table["n_cities"])
    return dict(zip(table[key], names, strict=True))


def _heading(found: Scope, title: str) -> str:
    """Return a title with what it is about: policy area and round."""
    about = ", ".join(part for part in (found.area, found.round_name) if part)
    return f"{title} ({about})"


def _actions(found: Scope) -> Part:
    """Return every action of the round with the shares of its states."""
    shares = found.shares[found.shares["question_id"] != ALL]
    table = wide(shares, "question_id")
    table = found.named(table).rename(columns={"keyword": "name"})
    table = table.assign(n_cities=table["n_answered"])
    table = table.sort_values(["placed_pct", "n_placed"], ascending=False, kind="stable")
    names = _counted(table, "question_id")
    title = _heading(found, _("How far cities are with each action"))
    alt = words.placed_alt(title, table)
    shown = display.Shown(
        title,
        table,
        {**headings(_("Action")), "area": _("Policy area")},
        "progress_actions",
        (answers_source(found.round_name),),
        charts=(
            stack_chart(bars(shares, names, "question_id"), _("Cities that answered (%)"), alt),
        ),
        picks=("keyword", "keyword_id"),
        notes=words.reading_lines(),
    )
    told = f"{words.placed_summary(table, 'action')} {words.bars_caption()}"
    return Part(told, shown)


def _groups(found: Scope, question: str) -> Part:
    """Return the groups of cities with the shares of their states, all cities first."""
    rows = found.now if not question else found.now[found.now["question_id"] == question]
    shares = pd.concat(
        [
            (state_shares(rows) if question else found.shares).assign(group_id=EVERYBODY),
            state_shares(rows, found.groups),
        ]
    )
    shares = shares[shares["question_id"] == ALL]
    order = [
        group for group in (EVERYBODY, *found.group_ids) if (shares["group_id"] == group).any()
    ]
    table = wide(shares, "group_id").set_index("group_id").loc[order].reset_index()
    counts = rows.assign(group=rows["city_id"].map(found.groups)).groupby("group")["city_id"]
    n_cities = counts.nunique().to_dict() | {EVERYBODY: rows["city_id"].nunique()}
    table["n_cities"] = table["group_id"].map(n_cities)
    table["name"] = table["group_id"].map(found.group_name)
    table.loc[table["group_id"] == EVERYBODY, "name"] = _("All cities kept")
    if not question:
        table[["low_pct", "high_pct"]] = float("nan")
    keyword = str(found.questions.loc[question, "keyword"]) if question else _("all actions")
    title = _heading(found, _("How far cities are, by group: {what}").format(what=keyword))
    return Part(*_groups_shown(found, title, table, shares))


def _groups_shown(
    found: Scope, title: str, table: pd.DataFrame, shares: pd.DataFrame
) -> tuple[str, display.Shown]:
    enough = table[table["n_cities"] >= words.FEWEST]
    names = _counted(enough, "group_id")
    alt = words.placed_alt(title, table)
    dots = enough.assign(
        name=[names[group] for group in enough["group_id"]],
        share_pct=enough["placed_pct"],
        counted=[number(n) for n in enough["n_cities"]],
    )
    unit = _("In place, or in place and evaluated (%)")
    charts = (
        (
            stack_chart(bars(shares, names, "group_id"), _("Answers (%)"), alt),
            shares_chart(dots, unit, alt),
        )
        if len(enough)
        else ()
    )
    shown = display.Shown(
        title,
        table,
        headings(group_heading(found.asked.by)),
        "progress_groups",
        (answers_source(found.round_name),),
        charts=charts,
        notes=words.reading_lines(),
    )
    groups = table[table["group_id"] != EVERYBODY]
    return words.placed_summary(groups, "group"), shown
