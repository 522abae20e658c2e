"""The inbox of the data steward, put together: what waits, what is new in it, what is decided."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pandas as pd
import streamlit as st

from dashboard.analysis.differences import differences
from dashboard.errors import DashboardError
from dashboard.filters import CityFilter
from dashboard.i18n import _, country
from dashboard.queries.cities import list_cities
from dashboard.responses.decisions import LONGEST_NOTE, decide
from dashboard.responses.files import responses_dir
from dashboard.responses.notes import list_events, list_proposed
from dashboard.responses.practices import list_practices
from dashboard.responses.submissions import answers_of, list_submissions
from dashboard.ui import access, answers, session, steward_file
from dashboard.ui.responded import responded
from dashboard.ui.search import city_labels
from dashboard.ui.written import written
from dashboard.words import steward as words
from dashboard.words.labels import role_name
from dashboard.words.markdown import as_plain_text
from dashboard.words.proposals import correction_text, proposal_text
from dashboard.words.responses import status_name

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from dashboard.answers.responses import Responded
    from dashboard.responses.practices import Proposal
    from dashboard.responses.submissions import Submission

_TOLD: Final = "steward_told"
_STATUSES: Final = ("submitted", "accepted", "returned", "withdrawn")
_STEWARD: Final = "data-steward"


def title() -> str:
    """Return the title of the page."""
    return _("Inbox of the data steward")


def sections() -> None:
    """Draw the page below its head."""
    access.banner()
    role = access.writer(_STEWARD)
    if not role:
        return
    _tell()
    st.markdown(_waiting())
    _inbox(role)
    _notes(role)
    _proposals(role)
    _practices(role)
    steward_file.section(role)
    st.caption(
        _(
            "Before a large import, copy the store: python -m dashboard backup. Nothing that was "
            "sent is ever deleted; every decision is kept with role and time."
        )
    )


def _waiting() -> str:
    """Return how much of each kind waits, in words."""
    sent: tuple[Sequence[Any], ...] = (
        written(list_submissions),
        written(list_events),
        written(list_proposed),
        written(list_practices),
    )
    return words.waiting_text(*(sum(row.status == "submitted" for row in rows) for rows in sent))


def _tell() -> None:
    told = st.session_state.pop(_TOLD, None)
    if told:
        (st.success if told[0] else st.error)(as_plain_text(told[1]))


def _inbox(role: str) -> None:
    """List what was sent by status, and show the chosen one."""
    sent = written(list_submissions)
    st.header(_("Answers of cities"))
    if not sent:
        st.caption(_("None."))
        return
    status = st.segmented_control(
        _("Show"), _STATUSES, default=_STATUSES[0], required=True, format_func=status_name
    )
    kept = [row for row in sent if row.status == status]
    if not kept:
        st.caption(_("None."))
        return
    labels = answers.drawn(city_labels, session.release())
    st.dataframe(pd.DataFrame(words.inbox_rows(kept, labels)), hide_index=True, height="auto")
    if status == "submitted" and len(kept) > 1:
        _accept_all(kept, role)
    by_number = {row.number: row for row in kept}
    chosen = st.selectbox(
        _("Look at"),
        list(by_number),
        format_func=lambda number: words.submission_label(
            by_number[number], labels.get(by_number[number].city_id, by_number[number].city_id)
        ),
        key=f"steward_{status}",
    )
    _one(by_number[chosen], role)


def _accept_all(kept: Sequence[Submission], role: str) -> None:
    with st.popover(_("Accept all {n}").format(n=len(kept)), width="content"):
        st.markdown(_("Every submission of this list is accepted without a closer look."))
        if st.button(_("Yes, accept all"), key="accept_all"):
            _decide([row.number for row in kept], "accepted", role, "")


def _one(row: Submission, role: str) -> None:
    """Show what is new in one submission, and the decisions that can be made."""
    st.markdown(
        _("Sent by: {role}. {file}").format(
            role=role_name(row.role),
            file=_("From the file {name}.").format(name=as_plain_text(row.file))
            if row.file
            else _("Written on the page."),
        )
    )
    told, cells = answers.drawn(_news, responses_dir(), responded(), row)
    st.markdown(told)
    if next(iter(cells.values())):
        st.table(cells, hide_index=True, border="horizontal")
    for fault in written(steward_file.faults_of, row.number, session.release()):
        st.warning(as_plain_text(fault))
    if row.status != "withdrawn":
        _decision(row, role, _("Note to the city (needed to return it)"))


def _news(folder: Path, known: Responded, row: Submission) -> tuple[str, dict[str, list[str]]]:
    """Return what is new in a submission, in words and as the cells of a table."""
    mine = known.answers[
        (known.answers["city_id"] == row.city_id) & (known.answers["round_id"] <= row.round_id)
    ]
    against = str(mine["round_id"].max()) if len(mine) else ""
    table = differences(mine[mine["round_id"] == against], answers_of(folder, row.number))
    asked = dict(zip(known.questions["question_id"], known.questions["question"], strict=True))
    told = words.difference_text(table, known.round_names.get(against, against))
    return told, words.difference_cells(table, asked)


def _decision(row: Submission | Proposal, role: str, label: str, also: str = "") -> None:
    """Ask for a note, and offer to accept or to return.

    Args:
        row: What was sent.
        role: Who decides.
        label: Label of the field for the note.
        also: Tells the buttons of one row from those of another.
    """
    note = st.text_area(label, max_chars=LONGEST_NOTE, height=80, key=f"note_{row.number}")
    with st.container(horizontal=True):
        if row.status != "accepted" and st.button(_("Accept"), key=f"accept{also}"):
            _decide([row.number], "accepted", role, note)
        if st.button(
            _("Return with the note"),
            disabled=not note.strip() or (row.status, row.note) == ("returned", note.strip()),
            key=f"return{also}",
        ):
            _decide([row.number], "returned", role, note)


def _decide(numbers: Sequence[str], kind: str, role: str, note: str) -> None:
    """Decide, remember what to tell, and draw the page anew."""
    places = answers.answer(list_cities, session.release(), CityFilter())
    try:
        n = decide(
            responses_dir(),
            numbers,
            kind,
            role=role,
            places=places,
            note=note,
        )
        told = (True, _("{n} decided: {kind}.").format(n=n, kind=status_name(kind)))
    except DashboardError as error:
        told = (False, str(error))
    st.session_state[_TOLD] = told
    st.rerun()


def _notes(role: str) -> None:
    """List notes on time lines that wait."""
    waiting = [event for event in written(list_events) if event.status == "submitted"]
    if not waiting:
        return
    st.header(_("Notes on the time lines of cities"))
    labels = answers.drawn(city_labels, session.release())
    for event in waiting:
        with st.container(border=True):
            st.markdown(words.event_text(event, labels.get(event.city_id, event.city_id)))
            _buttons(event.number, role)


def _proposals(role: str) -> None:
    """List proposed cities that wait."""
    waiting = [found for found in written(list_proposed) if found.status == "submitted"]
    if not waiting:
        return
    st.header(_("Cities that are missing"))
    for found in waiting:
        with st.container(border=True):
            where = country(found.country_iso3, found.country_iso3)
            st.markdown(words.proposal_text(found, where))
            _buttons(found.number, role)


def _practices(role: str) -> None:
    """List proposed practices that wait, with the note on the text that each corrects."""
    known = {found.number: found for found in written(list_practices)}
    waiting = [found for found in known.values() if found.status == "submitted"]
    if not waiting:
        return
    st.header(_("Good practices that are missing"))
    release = session.release()
    labels, keywords = answers.drawn(city_labels, release), answers.choices(release).keyword
    for found in waiting:
        with st.container(border=True):
            st.markdown(proposal_text(found, labels, keywords))
            if found.corrects:
                st.markdown(correction_text(known[found.corrects]))
            _decision(
                found,
                role,
                _("Note to the sender (needed to return it)"),
                f"_{found.number}",
            )


def _buttons(number: str, role: str) -> None:
    with st.container(horizontal=True):
        if st.button(_("Accept"), key=f"accept_{number}"):
            _decide([number], "accepted", role, "")
        if st.button(_("Do not take it"), key=f"return_{number}"):
            _decide([number], "returned", role, "")
