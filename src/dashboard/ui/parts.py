"""What every page is made of: its head, chart with table, downloads, foot."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa
import streamlit as st

from dashboard.charts.base import NO_DATA
from dashboard.charts.palette import INK
from dashboard.exports import charts as chart_exports
from dashboard.exports import tables as table_exports
from dashboard.exports.provenance import Provenance
from dashboard.i18n import _, day
from dashboard.queries.cities import count_cities
from dashboard.ui import answers, session
from dashboard.words.filters import (
    all_phrases,
    cities_sentence,
    city_filter_phrases,
    problem_sentence,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from dashboard.charts.base import Chart
    from dashboard.state import State

# Longer tables scroll inside a frame of fixed height.
_MOST_ROWS_IN_FULL: Final = 12
_SCROLLED_PX: Final = 440
PRESENTATION_SCALE: Final = 1.5
_SMALL_TYPE_PX: Final = 11
_TYPE_PX: Final = 12.5
_PRESENTATION_STYLE: Final = "<style>html {font-size: 24px !important;}</style>"


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
        picks: Choice that picking a row sets: field of State, and column that holds its value.
        most_rows: Rows shown at most; exports hold all. 0: all.
    """

    title: str
    table: pd.DataFrame
    headings: Mapping[str, object]
    name: str
    sources: Sequence[str]
    charts: tuple[Chart, ...] = ()
    picks: tuple[str, str] | None = None
    most_rows: int = 0

    @cached_property
    def arrow(self) -> pa.Table:
        """The rows as they travel to the browser: shown columns, and all where rows are picked."""
        rows = self.table if self.picks else self.table[list(self.headings)]
        rows = rows.head(self.most_rows) if self.most_rows else rows
        return pa.Table.from_pandas(rows, preserve_index=False).replace_schema_metadata()


def presentation(state: State) -> None:
    """Enlarge the type in presentation mode (1.5 times); the theme cannot do that by visitor."""
    if state.present:
        st.html(_PRESENTATION_STYLE)


def head(title: str, answers_what: str) -> None:
    """Write the head of a page: title, what it answers, what the link could not do, filters.

    Args:
        title: Title of the page.
        answers_what: One sentence: the question that the page answers.
    """
    state = session.current()
    st.title(title)
    st.markdown(answers_what)
    for problem in session.problems():
        name, value = as_plain_text(problem.parameter), as_plain_text(problem.value)
        st.warning(problem_sentence(replace(problem, parameter=name, value=value)))
    served = answers.served().release
    if state.release and state.release != served:
        st.warning(
            _("You see data release {old}. The newest is {new}.").format(
                old=state.release, new=served
            )
        )
    counts = answers.answer(count_cities, session.release(), state.cities)
    phrases = city_filter_phrases(state, answers.choices(session.release()))
    filters = _("Filters in force: {}.").format("; ".join(phrases)) if phrases else ""
    st.caption(f"{cities_sentence(counts)} {filters}")


def as_plain_text(text: str) -> str:
    """Return text that Markdown shows as it is: no picture, link, colour or formula in it."""
    lines = (re.sub(r"([\\`*_{}\[\]<>#~$:!|&])", r"\\\1", line) for line in text.splitlines())
    told = "  \n".join(" ".join(line.split()) for line in lines)
    # Markdown makes a link of a bare address even if it is escaped: a word joiner breaks it.
    return re.sub(r"(?i)(https?|www|mailto|@)", "\\1\N{WORD JOINER}", told)


def provenance(title: str, sources: Sequence[str]) -> Provenance:
    """Return where a table or chart of this page comes from, for its exports."""
    release = session.release()
    return Provenance(
        title=title,
        filters=tuple(all_phrases(session.current(), answers.choices(release))),
        release=release,
        date=datetime.now(UTC).date().isoformat(),
        sources=tuple(sources),
        link=session.exact_link(),
    )


def table(shown: Shown) -> None:
    """Show a table with its downloads, and those of the charts it stands under."""
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
    if shown.picks is None:
        return {}
    field, column = shown.picks
    values = shown.table[column].tolist()
    chosen = getattr(session.current(), field)
    rows = [values.index(chosen)] if chosen in values else []
    picked = st.session_state.get(key)
    if picked is None or list(picked["selection"]["rows"]) != rows:
        st.session_state[key] = {"selection": {"rows": rows}}

    def take() -> None:
        taken = st.session_state[key]["selection"]["rows"]
        session.change(**{field: values[taken[0]] if taken else ""})

    return {"on_select": take, "selection_mode": "single-row"}


def downloads(shown: Shown) -> None:
    """Offer a table as CSV, XLSX and Parquet, its charts as PNG and SVG; made when asked for."""
    about = provenance(shown.title, shown.sources)
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
        for place, chart in enumerate(shown.charts, start=1):
            number = f" {place}" if len(shown.charts) > 1 else ""
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
    ink = INK[st.context.theme.type or "light"]
    config = {
        "text": {"color": ink, "fontSize": small},
        "axis": {
            "labelFontSize": small,
            "titleFontSize": normal,
            "labelColor": ink,
            "titleColor": ink,
        },
        "legend": {"labelFontSize": normal, "labelColor": ink},
    }
    height = chart.specification["height"] * scale
    specification = {**chart.specification, "height": height, "config": config}
    st.vega_lite_chart(chart.arrow, specification, width="stretch", alt=chart.alt, key=key)


def footer(state: State) -> None:
    """Write the foot of a page: release, date, how to cite, attribution."""
    release = session.release()
    built = date.fromisoformat(answers.described(release).built_at[:10])
    st.divider()
    st.markdown(
        _(
            "Data release {release}, built on {day}. Cite as: Charting Local Inclusion, data "
            "release {release}. Coordinates and many populations: "
            "[GeoNames](https://www.geonames.org), CC BY 4.0."
        ).format(release=release, day=day(built))
    )
    if state.present:
        st.button(
            _("Leave presentation mode"),
            on_click=session.change,
            kwargs={"present": False},
            key="leave_presentation",
        )
