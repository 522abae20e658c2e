"""The page "Commitments", put together: what is asked, networks, calendar, survey results."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from dashboard.charts.events import events_chart
from dashboard.filters import AGENDA_VIEWS
from dashboard.i18n import _
from dashboard.queries.commitments import list_commitments, list_events
from dashboard.ui import answers, commitments_networks, commitments_results, display, parts, session
from dashboard.words import commitments as words
from dashboard.words.cells import rows_of
from dashboard.words.markdown import as_plain_text

if TYPE_CHECKING:
    from collections.abc import Callable


def sections() -> None:
    """Draw the page below its head."""
    _SECTIONS[parts.choose_part("agenda", AGENDA_VIEWS, words.view_name)]()


def _asked() -> None:
    """Show what each instrument asks."""
    st.header(_("What each instrument asks"))
    shown = answers.drawn(_commitments, session.release())
    st.markdown(words.commitment_summary(shown.table))
    display.table(shown)
    st.caption(words.commitment_reading())


def _commitments(release: str) -> display.Shown:
    table = answers.answer(list_commitments, release)
    return display.Shown(
        _("What instruments ask of local authorities"),
        table,
        {},
        "commitments",
        tuple(dict.fromkeys(table["publisher"])),
        cells=words.commitment_cells(table),
    )


def _calendar() -> None:
    """Show when what was agreed."""
    st.header(_("When what was agreed"))
    shown = answers.drawn(_events, session.release())
    st.markdown(as_plain_text(words.event_summary(shown.table)))
    display.draw(shown.charts[0], "events_chart")
    st.caption(
        _(
            "A dot is a day. A bar is a month or a year: the source names no day. Hover or touch a "
            "mark to see the place."
        )
    )
    display.table(shown)


def _events(release: str) -> display.Shown:
    table = answers.answer(list_events, release)
    places = [words.event_place(row) or _("no place named") for row in rows_of(table)]
    title = _("When what was agreed")
    chart = events_chart(table.assign(place=places), words.event_alt(title, table))
    return display.Shown(
        title,
        table,
        {},
        "events",
        tuple(dict.fromkeys(table["publisher"])),
        charts=(chart,),
        cells=words.event_cells(table),
    )


_SECTIONS: Final[dict[str, Callable[[], None]]] = {
    "commitments": _asked,
    "networks": commitments_networks.section,
    "events": _calendar,
    "results": commitments_results.section,
}
