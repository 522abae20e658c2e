"""Part of the commitments page: published survey results as small panels, never mixed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from dashboard.analysis.surveys import (
    CHANGE,
    COUNT,
    SHARE,
    change_panels,
    count_panels,
    one_offs,
    share_panels,
)
from dashboard.charts.surveys import panel_chart
from dashboard.i18n import _
from dashboard.queries.commitments import list_results
from dashboard.ui import answers, display, session
from dashboard.words import surveys as words
from dashboard.words.cells import rows_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.analysis.surveys import Panel
    from dashboard.charts.base import Chart

_COLUMNS: Final = 2


def section() -> None:
    """Show every published result: shares, changes, counts, the rest, the table of all."""
    release = session.release()
    results = answers.answer(list_results, release)
    st.header(_("What surveys of cities found"))
    st.markdown(words.summary(results))
    st.caption(words.reading())
    for kind, panels in answers.drawn(_panels, release).items():
        if panels:
            st.subheader(words.kind_heading(kind))
            _draw(panels, kind)
    rest = one_offs(results)
    st.subheader(_("Counts of one year, and findings in words"))
    st.table(words.result_cells(rest), hide_index=True, border="horizontal")
    st.header(_("All results"))
    display.table(answers.drawn(_table, release))


Drawn = tuple[tuple["Panel", "Chart"], ...]


def _panels(release: str) -> dict[str, Drawn]:
    """Return the panels with their charts, by what their figures are."""
    results = answers.answer(list_results, release)
    found = {SHARE: share_panels, CHANGE: change_panels, COUNT: count_panels}
    return {
        kind: tuple((panel, _chart(panel)) for panel in panels(results))
        for kind, panels in found.items()
    }


def _chart(panel: Panel) -> Chart:
    rows = rows_of(panel.rows)
    return panel_chart(
        [words.panel_label(panel, row) for row in rows],
        [float(row["value"]) for row in rows],
        words.figure_text(panel),
        words.panel_alt(panel),
        is_percent=panel.kind == SHARE,
    )


def _draw(panels: Sequence[tuple[Panel, Chart]], name: str) -> None:
    """Draw panels side by side, each with its survey, year, n, unit and source."""
    for start in range(0, len(panels), _COLUMNS):
        columns = st.columns(_COLUMNS, gap="large")
        for place, (panel, chart) in enumerate(panels[start : start + _COLUMNS]):
            with columns[place]:
                # No caption: links in one are too pale to read.
                st.markdown(f"{words.panel_title(panel)}  \n{words.panel_source(panel)}")
                display.draw(chart, f"{name}_{start + place}")


def _table(release: str) -> display.Shown:
    results = answers.answer(list_results, release)
    return display.Shown(
        _("Published results of surveys and counts"),
        results,
        {},
        "survey-results",
        tuple(dict.fromkeys(results["publisher"])),
        notes=(words.reading(),),
        cells=words.result_cells(results),
    )
