"""Section of the progress page: does it help? Figures against their start and their target."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from dashboard.analysis.progress import impact
from dashboard.charts.progress_change import way_chart
from dashboard.i18n import _, ngettext, number
from dashboard.ui import answers, display, session
from dashboard.ui.medians import Part
from dashboard.ui.progress_far import draw
from dashboard.ui.search import city_label, city_name
from dashboard.words import progress_impact as words
from dashboard.words.cells import rows_of
from dashboard.words.responses import answers_source

if TYPE_CHECKING:
    import pandas as pd

    from dashboard.ui.progress_scope import Scope

_WAY: Final = ("baseline", "latest", "target", "way_pct", "is_revised")
_MOST_DRAWN: Final = 12
_MOST_ROWS: Final = 100


def section(found: Scope, question: str) -> None:
    """Show the figures with which cities measure whether an action helps.

    Args:
        found: The answers that count.
        question: The one question that is looked at; empty: all.
    """
    st.header(_("Does it help?"))
    part = answers.drawn(_impact, session.release(), found, question, session.current().city)
    if part is None:
        st.info(
            _(
                "No city kept has stated a figure yet that shows whether an action helps. A city "
                "can add one with its answers: what is measured, the start, the target."
            )
        )
        return
    draw(part, "impact")


def _impact(release: str, found: Scope, question: str, own: str) -> Part | None:
    rows = found.answers
    if question:
        rows = rows[rows["question_id"] == question]
    table = impact(rows, found.known.round_ids)
    if table.empty:
        return None
    table = found.named(table)
    table["told"] = [words.way_text(row) for row in rows_of(table[list(_WAY)])]
    table["city"] = [city_label(release, city) for city in table["city_id"]]
    table["is_other"] = table["city_id"] != own
    table["no_way"] = table["way_pct"].isna()
    table = table.sort_values(
        ["is_other", "no_way", "city", "keyword"], kind="stable", ignore_index=True
    ).drop(columns=["is_other", "no_way"])
    return _shown(release, found, table)


def _shown(release: str, found: Scope, table: pd.DataFrame) -> Part:
    drawn = table.dropna(subset=["way_pct"]).head(_MOST_DRAWN)
    drawn = drawn.assign(name=_names(release, drawn))
    title = _("Figures of cities against their start and their target")
    value = st.column_config.NumberColumn
    shown = display.Shown(
        title,
        table,
        {
            "city": _("City"),
            "keyword": _("Action"),
            "impact_indicator": _("What is measured"),
            "baseline": value(_("Start"), format="localized"),
            "latest": value(_("Newest value"), format="localized"),
            "target": value(_("Target"), format="localized"),
            "told": _("Way"),
            "year": value(_("Year"), format="%d"),
            "source": _("Source"),
        },
        "progress_impact",
        tuple(answers_source(found.known.round_names[name]) for name in found.round_ids),
        charts=(way_chart(drawn, words.impact_alt(title, drawn)),) if len(drawn) else (),
        most_rows=_MOST_ROWS,
    )
    return Part(words.impact_summary(table), shown, _caption(len(drawn), len(table)))


def _names(release: str, drawn: pd.DataFrame) -> list[str]:
    """Return a name for each row, no two the same: with the action where a city measures twice."""
    twice = drawn.duplicated(["city_id", "impact_indicator"], keep=False)
    return [
        f"{city_name(release, row['city_id'])}: {row['impact_indicator']}"
        + (f" ({row['keyword']})" if again else "")
        for row, again in zip(display.records(drawn), twice, strict=True)
    ]


def _caption(n_drawn: int, n_rows: int) -> str:
    """Return how to read the chart, and how many rows it leaves to the table."""
    told = _(
        "Every line has its own unit: on the left the start, on the right the target, the diamond "
        "is the newest value. Your own city stands first. A diamond at the edge lies further out."
    )
    if n_drawn < n_rows:
        told += " " + ngettext(
            "The chart shows {n} row of {total}; the table has the others.",
            "The chart shows {n} rows of {total}; the table has the others.",
            n_drawn,
        ).format(n=number(n_drawn), total=number(n_rows))
    if n_rows > _MOST_ROWS:
        told += " " + _("The table shows the first {n}; the download holds all.").format(
            n=number(_MOST_ROWS)
        )
    return told
