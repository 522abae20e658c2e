"""Section of the progress page: the time line of a city, and the form to add a note to it."""

from __future__ import annotations

from typing import Final

import pandas as pd
import streamlit as st

from dashboard.answers.profiles import city_profile
from dashboard.errors import DashboardError
from dashboard.i18n import _
from dashboard.responses.files import responses_dir
from dashboard.responses.notes import LONGEST, CityEvent, add_event, list_events
from dashboard.ui import access, answers, display, session
from dashboard.ui.search import city_label
from dashboard.ui.written import written
from dashboard.words import progress_impact as words
from dashboard.words.markdown import as_plain_text

_FIELDS: Final = ("day", "event", "source", "link")
_SENT: Final = "note_sent"
_FAULT: Final = "note_fault"


def time_line_section() -> None:
    """Show what happened in the reader's city, and let him add a note."""
    state, release = session.current(), session.release()
    st.header(_("Time line of a city"))
    if not state.city:
        st.caption(
            _("Choose a city to see its time line: type its name in *Find a city* in the sidebar.")
        )
        return
    shown = answers.drawn(_time_line, release, state.city, _notes(state.city))
    if shown is None:
        st.markdown(
            as_plain_text(
                _("Nothing is known yet of what happened in {city}.").format(
                    city=city_label(release, state.city)
                )
            )
        )
    else:
        display.table(shown)
    _form(state.city)


def _notes(city: str) -> tuple[CityEvent, ...]:
    """Return the accepted notes of a city; one that nobody looked at yet is not shown."""
    return tuple(
        note for note in written(list_events) if note.city_id == city and note.status == "accepted"
    )


def _time_line(release: str, city: str, notes: tuple[CityEvent, ...]) -> display.Shown | None:
    profile = answers.answer(city_profile, release, city)
    rows = words.time_line(profile.events, notes)
    if not rows:
        return None
    return display.Shown(
        _("Time line of {city}").format(city=city_label(release, city)),
        pd.DataFrame(rows),
        {},
        "time_line",
        tuple(dict.fromkeys(row["source"] for row in rows)),
        cells=words.time_line_cells(rows),
    )


def _form(city: str) -> None:
    drawer = st.expander(
        _("Add a note to the time line"),
        on_change="rerun",
        key="note_drawer",
        icon=":material/add:",
    )
    if not drawer.open:
        return
    with drawer:
        access.banner()
        role = access.writer("city-editor", "data-steward", key="note")
        if not role:
            return
        with st.form("note", border=False):
            st.text_input(
                _("Day, month or year"),
                key="note_day",
                max_chars=10,
                placeholder="2026-05-31",
                help=_("Such as 2026-05-31, 2026-05 or 2026."),
            )
            st.text_area(
                _("What happened"), key="note_event", max_chars=LONGEST["event"], height=80
            )
            st.text_input(
                _("Source: where this is written"), key="note_source", max_chars=LONGEST["source"]
            )
            st.text_input(
                _("Web address of the source, if there is one"),
                key="note_link",
                max_chars=LONGEST["link"],
                placeholder=_("https://"),
            )
            st.form_submit_button(_("Send the note"), on_click=_send, args=(city, role))
        _told()


def _send(city: str, role: str) -> None:
    """Keep the note; what was typed stays in the form if it cannot be kept."""
    texts = {name: str(st.session_state.get(f"note_{name}", "")) for name in _FIELDS}
    try:
        add_event(responses_dir(), city=city, role=role, **texts)
    except DashboardError as error:
        st.session_state[_FAULT] = str(error)
        return
    for name in _FIELDS:
        st.session_state[f"note_{name}"] = ""
    st.session_state[_SENT] = True


def _told() -> None:
    """Say once what became of the note."""
    fault = st.session_state.pop(_FAULT, "")
    if fault:
        st.error(as_plain_text(_("The note was not sent. {fault}").format(fault=fault)))
    if st.session_state.pop(_SENT, False):
        st.success(_("Sent. The data steward looks at it first; then it is shown here."))
