"""Tables and charts as a page shows them: a table with its downloads, a chart of the same rows."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, Final, cast

import numpy as np
import pyarrow as pa
import streamlit as st

from dashboard.address import LISTS
from dashboard.charts.base import NO_DATA
from dashboard.charts.city_map import map_config
from dashboard.charts.palette import INK
from dashboard.exports import charts as chart_exports
from dashboard.exports import tables as table_exports
from dashboard.i18n import _
from dashboard.ui import echoes, parts, session

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from dashboard.charts.base import Chart, LateChart

# Longer tables scroll inside a frame of fixed height.
_MOST_ROWS_IN_FULL: Final = 12
_SCROLLED_PX: Final = 440
PRESENTATION_SCALE: Final = 1.5
_SMALL_TYPE_PX: Final = 11
_TYPE_PX: Final = 12.5


@dataclass(frozen=True)
class Shown:
    """A table on a page: what it is called, which columns are shown under which heading.

    Attributes:
        title: Title, also of its exports.
        table: The rows; exports hold every column.
        headings: Heading by column, in the order shown.
        name: File name without ending, also the key of its widgets.
        sources: Sources of the figures, in words.
        charts: Charts that were drawn from the table.
        figure: Chart that is only there for download.
        picks: Choice that picking a row sets: field of State, and column that holds its value. A
            choice that is a list takes several rows.
        opens: Column with the city whose profile picking a row opens.
        most_rows: Rows shown at most; exports hold all. 0: all.
        notes: Sentences that every export carries besides its sources.
        cells: Markdown cells by heading: for few rows of long texts, which then wrap. Empty: the
            columns of `headings` are shown as a grid.
    """

    title: str
    table: pd.DataFrame
    headings: Mapping[str, object]
    name: str
    sources: Sequence[str]
    charts: tuple[Chart, ...] = ()
    figure: LateChart | None = None
    picks: tuple[str, str] | None = None
    opens: str = ""
    most_rows: int = 0
    notes: tuple[str, ...] = ()
    cells: Mapping[str, Sequence[str]] = dataclasses.field(default_factory=dict)

    @cached_property
    def arrow(self) -> pa.Table:
        """The rows as they travel to the browser: the columns and digits that are shown."""
        if self.cells:
            return pa.table({name: list(column) for name, column in self.cells.items()})
        rows = self.table[list(self.headings)]
        rows = rows.head(self.most_rows) if self.most_rows else rows
        rows = rows.assign(
            **{
                column: _rounded(rows[column], digits)
                for column, heading in self.headings.items()
                if (digits := _digits(heading)) is not None
            }
        )
        return pa.Table.from_pandas(rows, preserve_index=False).replace_schema_metadata()


def _digits(heading: object) -> int | None:
    """Return how many digits after the point a column shows; None: as they come."""
    form = heading.get("type_config", {}).get("format") if isinstance(heading, dict) else None
    return {"%.0f": 0, "%.1f": 1}.get(str(form))


def _rounded(values: pd.Series[float], digits: int) -> pd.Series[float]:
    """Return numbers rounded as the browser would: digits that nobody sees do not travel."""
    if values.dtype.kind != "f":
        return values
    scale = 10**digits
    return cast("pd.Series[float]", np.floor(values * scale + 0.5) / scale)


def records(rows: pd.DataFrame) -> list[Mapping[str, Any]]:
    """Return rows as mappings from column to value."""
    return cast("list[Mapping[str, Any]]", rows.to_dict("records"))


def table(shown: Shown) -> None:
    """Show a table with its downloads, and those of the charts it stands under."""
    if shown.cells:
        st.table(shown.arrow, hide_index=True, border="horizontal", alt=shown.title)
        downloads(shown)
        return
    key = f"table_{shown.name}"
    st.dataframe(
        shown.arrow,
        hide_index=True,
        height=_SCROLLED_PX if len(shown.table) > _MOST_ROWS_IN_FULL else "content",
        column_order=list(shown.headings),
        column_config=dict(shown.headings),  # type: ignore[arg-type] # headings and columns
        placeholder=NO_DATA,
        alt=shown.title,
        key=key,
        **_picking(shown, key),
    )
    downloads(shown)


def _picking(shown: Shown, key: str) -> dict[str, Any]:
    """Return the arguments that let a reader pick a row, with the present choice picked."""
    if shown.opens:
        return _opening(shown.table[shown.opens].tolist(), key)
    if shown.picks is None:
        return {}
    field, column = shown.picks
    values = shown.table[column].tolist()
    chosen = getattr(session.current(), field)
    several = field in LISTS
    wanted = chosen if several else (chosen,)
    rows = sorted(values.index(value) for value in wanted if value in values)
    picked = st.session_state.get(key)
    held = picked is not None and sorted(picked["selection"]["rows"]) == rows
    # Whole, as the browser sends it back: else every answer of the browser looks like a pick.
    selection = {"selection": {"rows": rows, "columns": [], "cells": []}}
    echoes.show(key, selection, tuple(rows), held=held)

    def take() -> None:
        sent = sorted(st.session_state[key]["selection"]["rows"])
        taken = [values[row] for row in sent]
        value: Any = taken[0] if taken else ""
        if several:  # what is chosen and not in this table stays chosen
            kept = [value for value in chosen if value in taken or value not in values]
            value = tuple(dict.fromkeys([*kept, *taken]))
        echoes.take(key, tuple(sent), {field: value})

    return {"on_select": take, "selection_mode": "multi-row" if several else "single-row"}


def _opening(cities: list[str], key: str) -> dict[str, Any]:
    """Return the arguments that let a reader open the profile of the city in a row."""

    def take() -> None:
        taken = st.session_state[key]["selection"]["rows"]
        if taken:
            session.open_city(cities[taken[0]])

    return {"on_select": take, "selection_mode": "single-row"}


def downloads(shown: Shown) -> None:
    """Offer a table as CSV, XLSX and Parquet, its charts as PNG and SVG; made when asked for."""
    about = parts.provenance(shown.title, shown.sources, shown.notes)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(_("Download"), width="content")
        for form in table_exports.FORMATS:
            st.download_button(
                form.upper() if form != "parquet" else "Parquet",
                partial(table_exports.table_file, shown.table, about, form),
                file_name=f"{shown.name}.{form}",
                mime=table_exports.MIME_TYPES[form],
                on_click="ignore",
                type="tertiary",
                key=f"{shown.name}_{form}",
            )
        charts = (*shown.charts, *((shown.figure,) if shown.figure else ()))
        for place, chart in enumerate(charts, start=1):
            number = f" {place}" if len(charts) > 1 else ""
            for form in chart_exports.FORMATS:
                st.download_button(
                    _("Chart {number} {form}").format(number=number, form=form.upper()),
                    partial(chart_exports.chart_file, chart, about, form),
                    file_name=f"{shown.name}{number.replace(' ', '-')}.{form}",
                    mime=chart_exports.MIME_TYPES[form],
                    on_click="ignore",
                    type="tertiary",
                    key=f"{shown.name}_{place}_{form}",
                )


def draw(chart: Chart, key: str) -> None:
    """Draw a chart; its specification was built once, only the rows travel.

    Args:
        chart: The chart.
        key: Key of the element, so that it is updated and not replaced.
    """
    scale = PRESENTATION_SCALE if session.current().present else 1
    small, normal = _SMALL_TYPE_PX * scale, _TYPE_PX * scale
    theme = st.context.theme.type or "light"
    ink = INK[theme]
    config = {
        "text": {"color": ink, "fontSize": small},
        **map_config(theme),
        "axis": {
            "labelFontSize": small,
            "titleFontSize": normal,
            "labelColor": ink,
            "titleColor": ink,
        },
        "legend": {"labelFontSize": normal, "labelColor": ink},
        "title": {"fontSize": normal, "color": ink},
    }
    height = chart.specification["height"] * scale
    specification = {**chart.specification, "height": height, "config": config}
    st.vega_lite_chart(chart.arrow, specification, width="stretch", alt=chart.alt, key=key)
