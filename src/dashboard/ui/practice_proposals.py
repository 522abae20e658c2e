"""Practices that somebody proposes: the accepted ones, and the form for a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from dashboard.errors import DashboardError
from dashboard.i18n import _
from dashboard.responses.files import responses_dir
from dashboard.responses.practices import FIRST_YEAR, LONGEST, Practice, list_practices
from dashboard.responses.practices import propose_practice as keep
from dashboard.ui import access, answers, session
from dashboard.ui.search import city_labels
from dashboard.ui.written import written
from dashboard.words import proposals as words
from dashboard.words.markdown import as_plain_text

if TYPE_CHECKING:
    from collections.abc import Mapping

_TOLD: Final = "practice_told"
_FORM: Final = "propose_practice"
_LAST_YEAR: Final = 2100


def accepted_section() -> None:
    """List the practices that were proposed and accepted, apart from those of the data."""
    accepted = [row for row in written(list_practices) if row.status == "accepted"]
    if not accepted:
        return
    release = session.release()
    labels, keywords = answers.drawn(city_labels, release), answers.choices(release).keyword
    st.header(_("Proposed, accepted by the data steward"))
    st.caption(words.accepted_note())
    for row in accepted:
        with st.container(border=True):
            st.markdown(words.proposal_text(row, labels, keywords))


def form_section() -> None:
    """Ask for a practice with its source; it is drawn only when somebody opens it."""
    st.header(_("Do you know of a case that is missing?"))
    told = st.session_state.pop(_TOLD, None)
    if told:
        (st.success if told[0] else st.error)(as_plain_text(told[1]))
    drawer = st.expander(_("Propose a practice"), on_change="rerun", key=f"{_FORM}_drawer")
    if not drawer.open:
        return
    with drawer:
        access.banner()
        role = access.writer(key="_practice")
        if role:
            _form(role)


def _form(role: str) -> None:
    release = session.release()
    labels, keywords = answers.drawn(city_labels, release), answers.choices(release).keyword
    with st.form(_FORM, clear_on_submit=False, border=False):
        given = _fields(labels, keywords)
        if st.form_submit_button(_("Send to the data steward")):
            st.session_state[_TOLD] = _send(given, role)
            st.rerun()


def _fields(labels: Mapping[str, str], keywords: Mapping[str, str]) -> Practice:
    """Draw the fields.

    Returns:
        What is in them.
    """
    own = session.current().city
    cities = list(labels)
    title = _text(_("Title of the practice"), "title")
    city = st.selectbox(
        _("City that leads it"),
        cities,
        index=cities.index(own) if own in labels else None,
        format_func=labels.__getitem__,
        placeholder=_("Choose a city"),
        key=f"{_FORM}_city",
    )
    year = _year()
    keyword = st.selectbox(
        _("Keyword"),
        ("", *keywords),
        format_func=lambda key: keywords.get(key, _("None of these, or not sure")),
        key=f"{_FORM}_keyword",
    )
    summary = st.text_area(
        _("What was done, in your own words"),
        max_chars=LONGEST["summary"],
        height=100,
        key=f"{_FORM}_summary",
    )
    return Practice(
        title=title,
        city_id=city or "",
        year=year,
        keyword_id=keyword or "",
        summary=summary or "",
        stakeholders=_text(_("Who took part (may be empty)"), "stakeholders"),
        source_title=_text(_("Source: where can it be read?"), "source_title"),
        source_link=_text(_("Link to the source (may be empty)"), "source_link"),
    )


def _year() -> int | None:
    given = st.number_input(
        _("Year in which it began (may be empty)"),
        FIRST_YEAR,
        _LAST_YEAR,
        value=None,
        step=1,
        key=f"{_FORM}_year",
    )
    return None if given is None else int(given)


def _text(label: str, name: str) -> str:
    return st.text_input(label, max_chars=LONGEST[name], key=f"{_FORM}_{name}") or ""


def _send(given: Practice, role: str) -> tuple[bool, str]:
    """Return whether the proposal was kept, and what to tell."""
    try:
        number = keep(responses_dir(), given, role=role)
    except DashboardError as error:
        return False, _("Not sent. {why}").format(why=error)
    return True, _(
        "Sent to the data steward. Number: {number}. It is shown here once it is accepted."
    ).format(number=number)
