"""Sections of the needs page: what cities lack, by policy area and by group."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import streamlit as st

from dashboard.analysis.needs import needs_shares
from dashboard.charts.heat import score_chart
from dashboard.charts.progress import shares_chart
from dashboard.contracts.response import NEEDS
from dashboard.filters import NEEDS_VIEWS
from dashboard.i18n import _, number
from dashboard.ui import answers, display, needs_help, parts, progress_scope, session
from dashboard.ui.medians import Part
from dashboard.ui.progress_far import draw
from dashboard.words import needs as words
from dashboard.words.progress import FEWEST, needs_name
from dashboard.words.responses import answers_source, group_heading, need_name

if TYPE_CHECKING:
    import pandas as pd

    from dashboard.ui.progress_scope import Scope


def title() -> str:
    """Return the title of the page."""
    return _("Needs")


def sections() -> None:
    """Draw the whole page under its head."""
    is_help = parts.choose_part("needs", NEEDS_VIEWS, needs_name) == "help"
    found = progress_scope.scope()
    if found.known.answers.empty:
        progress_scope.none_yet()
        return
    progress_scope.controls(found, "round", *(() if is_help else ("by",)), "keyword")
    st.markdown(progress_scope.answered(found))
    keyword = session.current().keyword
    question = found.question_of(keyword) if keyword else ""
    (needs_help.section if is_help else _lack_sections)(found, question)
    st.header(_("How to read this"))
    lines = (*words.reading_lines(), answers_source(found.round_name) + ".")
    st.markdown("\n".join(f"- {line}" for line in lines))


def _lack_sections(found: Scope, question: str) -> None:
    st.header(_("What do cities lack?"))
    overall = answers.drawn(_overall, found, question)
    if overall is None:
        st.info(_("None of the cities kept answered this in this round."))
        return
    draw(overall, "needs")
    if not question and not found.area:
        st.subheader(_("By policy area"))
        draw(answers.drawn(_by_area, found), "needs_area")
    st.subheader(_("By group: {what}").format(what=group_heading(found.asked.by)))
    draw(answers.drawn(_by_group, found, question), "needs_group")


def rows_about(found: Scope, question: str) -> pd.DataFrame:
    """Return the answers of the round, to one question or to all."""
    rows = found.now
    return rows[rows["question_id"] == question] if question else rows


def _overall(found: Scope, question: str) -> Part | None:
    """Return the needs by how many cities name them."""
    table = needs_shares(rows_about(found, question))
    if table.empty:
        return None
    table = table.sort_values("n_cities", ascending=False, kind="stable", ignore_index=True)
    table["name"] = table["need"].map(need_name)
    title = _named(found, question, _("What cities lack"))
    drawn = table.assign(
        counted=[
            _("{n} of {total}").format(n=number(n), total=number(total))
            for n, total in zip(table["n_cities"], table["n_answering"], strict=True)
        ]
    )
    alt = words.needs_alt(title, table)
    shown = display.Shown(
        title,
        table,
        {"name": _("Need"), **_headings()},
        "needs",
        (answers_source(found.round_name),),
        charts=(shares_chart(drawn, _("Cities that name it (%)"), alt),),
        notes=words.reading_lines(),
    )
    return Part(words.needs_summary(table), shown)


def _headings() -> dict[str, Any]:
    share = st.column_config.NumberColumn
    return {
        "n_cities": _("Cities that name it"),
        "n_answering": _("Cities that answered"),
        "share_pct": share(_("Share (%)"), format="%.0f"),
        "low_pct": share(_("Interval from (%)"), format="%.0f"),
        "high_pct": share(_("to (%)"), format="%.0f"),
    }


def _named(found: Scope, question: str, title: str) -> str:
    """Return a title with what it is about: action or policy area, and round."""
    action = str(found.questions.loc[question, "keyword"]) if question else found.area
    about = ", ".join(part for part in (action, found.round_name) if part)
    return f"{title} ({about})"


def _by_area(found: Scope) -> Part:
    """Return the needs in each policy area."""
    areas = dict(zip(found.questions["area_id"], found.questions["area"], strict=True))
    of = found.questions["area_id"].to_dict()
    table = needs_shares(found.now, areas={str(name): str(area) for name, area in of.items()})
    table = table.assign(column=table["area_id"].map(areas))
    names = [name for area, name in areas.items() if (table["area_id"] == area).any()]
    title = _named(found, "", _("What cities lack, by policy area"))
    return _grid(found, table, names, _Called(title, _("Policy area"), "needs_areas"))


def _by_group(found: Scope, question: str) -> Part:
    """Return the needs in each group of cities."""
    table = needs_shares(rows_about(found, question), found.groups)
    table = table.assign(column=table["group_id"].map(found.group_name))
    names = [
        found.group_name(group) for group in found.group_ids if (table["group_id"] == group).any()
    ]
    title = _named(found, question, _("What cities lack, by group"))
    called = _Called(title, group_heading(found.asked.by), "needs_groups")
    return _grid(found, table, names, called)


class _Called(NamedTuple):
    """Title of a grid, heading of its columns, name of its files."""

    title: str
    heading: str
    name: str


def _grid(found: Scope, table: pd.DataFrame, columns: list[str], called: _Called) -> Part:
    """Return a heat table of needs with its table; too few cities are a dash."""
    order = {name: place for place, name in enumerate(columns)}
    table = table.sort_values(
        "column", key=lambda names: names.map(order), kind="stable", ignore_index=True
    )
    table["name"] = table["need"].map(need_name)
    enough = table["n_answering"] >= FEWEST
    cells = table.assign(row=table["name"], count=table["share_pct"].where(enough))
    counts = dict(zip(table["column"], table["n_answering"], strict=True))
    labels = {name: f"{name} ({number(counts[name])})" for name in columns}
    cells["column"] = cells["column"].map(labels)
    chart = score_chart(
        cells[["row", "column", "count"]],
        [need_name(need) for need in NEEDS],
        list(labels.values()),
        _("Share of cities (%)"),
        words.grid_alt(called.title, table),
    )
    shown = display.Shown(
        called.title,
        table,
        {"column": called.heading, "name": _("Need"), **_headings()},
        called.name,
        (answers_source(found.round_name),),
        charts=(chart,),
        notes=words.reading_lines(),
    )
    caption = _(
        "Percent of the cities that answered; their number stands in brackets. A dash: fewer than "
        "{few} cities, too few to tell."
    ).format(few=number(FEWEST))
    return Part(words.grid_summary(table), shown, caption)
