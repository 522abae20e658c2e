"""Practices that somebody proposes: the accepted ones, what one sent, the form for a new one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import streamlit as st

from dashboard.errors import DashboardError
from dashboard.i18n import _
from dashboard.responses.drafts import new_token
from dashboard.responses.files import responses_dir
from dashboard.responses.practice_check import FIRST_YEAR, LONGEST, FaultyPracticeError, Practice
from dashboard.responses.practices import list_practices, propose_practice, sent_practices
from dashboard.ui import access, answers, private, session
from dashboard.ui.search import city_labels
from dashboard.ui.written import written
from dashboard.words import proposals as words
from dashboard.words.markdown import as_plain_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboard.responses.practices import Proposal

_TOLD: Final = "practice_told"
_FORM: Final = "propose_practice"
_LAST_YEAR: Final = 2100
_LINK: Final = "proposal"
# A private link leads to this section, which stands below all cases.
_ANCHOR: Final = "my-proposal"
# Token of the link of what was sent last in this visit; and how many were sent: the form of the
# next one begins empty.
_HELD: Final = "practice_link"
_N_SENT: Final = "practices_sent"


@dataclass(frozen=True, slots=True)
class _Form:
    """A form for a practice.

    Attributes:
        key: How the keys of its fields begin.
        begun: What it begins with; None: empty.
        token: Token of the private link that it is sent with.
    """

    key: str
    begun: Practice | None
    token: str


def accepted_section() -> None:
    """List the practices that were proposed and accepted, apart from those of the data."""
    accepted = [row for row in written(list_practices) if row.status == "accepted"]
    if not accepted:
        return
    labels, keywords = _names()
    st.header(_("Proposed, accepted by the data steward"))
    st.caption(words.accepted_note())
    for row in accepted:
        with st.container(border=True):
            st.markdown(words.proposal_text(row, labels, keywords))


def _names() -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Return the names of places and of keywords by id."""
    release = session.release()
    return answers.drawn(city_labels, release), answers.choices(release).keyword


def form_section() -> None:
    """Tell what became of what one sent, and ask for a practice with its source."""
    st.header(_("Do you know of a case that is missing?"), anchor=_ANCHOR)
    told = st.session_state.pop(_TOLD, None)
    if told:
        st.success(as_plain_text(told))
    token = st.session_state[_HELD] = private.value(_LINK) or st.session_state.get(_HELD, "")
    sent = written(sent_practices, token) if token else ()
    if token and not sent:
        st.warning(_("This private link leads to no proposal."))
    if sent:
        _sent(token, sent)
        if sent[0].status == "returned":
            form = _Form(f"{_FORM}_{sent[0].number}", sent[0].practice, token)
            _drawer(_("Correct it and send it again"), form)
    label = _("Propose another practice") if sent else _("Propose a practice")
    n = st.session_state.get(_N_SENT, 0)
    _drawer(label, _Form(f"{_FORM}_{n}" if n else _FORM, None, ""))


def _sent(token: str, sent: tuple[Proposal, ...]) -> None:
    """Show what became of what was sent with a private link, the newest first."""
    newest, *before = sent
    with st.container(border=True):
        st.markdown(words.sent_text(newest))
        with st.popover(_("Private link to come back"), width="content"):
            st.caption(
                _(
                    "This link shows what becomes of your proposal. Who has it can correct the "
                    "text. Copy it: each proposal has a link of its own."
                )
            )
            link = private.link(_LINK, token, session.link_parameters())
            st.code(f"{link}#{_ANCHOR}", language=None, wrap_lines=True)
        if before:
            labels, keywords = _names()
            with st.expander(_("What you sent before")):
                for row in before:
                    st.markdown(words.proposal_text(row, labels, keywords))
                    st.markdown(words.sent_text(row))


def _drawer(label: str, form: _Form) -> None:
    """Draw a form; it is drawn only when somebody opens it."""
    drawer = st.expander(label, on_change="rerun", key=f"{form.key}_drawer")
    if not drawer.open:
        return
    with drawer:
        access.banner()
        role = access.writer(key=f"_practice{form.key}")
        if role:
            _form(form, role)


def _form(form: _Form, role: str) -> None:
    with st.form(form.key, clear_on_submit=False, border=False):
        given = _fields(form)
        sends = st.form_submit_button(_("Send to the data steward"), key=f"{form.key}_send")
    if not sends:
        return
    is_sent, told = _send(given, role, form.token)
    if is_sent:
        st.session_state[_TOLD] = told
        st.rerun()
    st.error(as_plain_text(told))


def _fields(form: _Form) -> Practice:
    """Draw the fields.

    Returns:
        What is in them.
    """
    begun, (labels, keywords) = form.begun, _names()
    own = begun.city_id if begun else session.current().city
    cities, offered = list(labels), ["", *keywords]
    title = _text(form, "title")
    city = st.selectbox(
        words.field_name("city_id"),
        cities,
        index=cities.index(own) if own in labels else None,
        format_func=labels.__getitem__,
        placeholder=_("Choose a city"),
        key=f"{form.key}_city",
    )
    year = _year(form)
    keyword = st.selectbox(
        words.field_name("keyword_id"),
        offered,
        index=offered.index(begun.keyword_id) if begun and begun.keyword_id in keywords else 0,
        format_func=lambda key: keywords.get(key, _("None of these, or not sure")),
        key=f"{form.key}_keyword",
    )
    summary = st.text_area(
        words.field_name("summary"),
        value=begun.summary if begun else "",
        max_chars=LONGEST["summary"],
        height=100,
        key=f"{form.key}_summary",
    )
    return Practice(
        title=title,
        city_id=city or "",
        year=year,
        keyword_id=keyword or "",
        summary=summary or "",
        stakeholders=_text(form, "stakeholders"),
        source_title=_text(form, "source_title"),
        source_link=_text(form, "source_link"),
    )


def _year(form: _Form) -> int | None:
    given = st.number_input(
        words.field_name("year"),
        FIRST_YEAR,
        _LAST_YEAR,
        value=form.begun.year if form.begun else None,
        step=1,
        key=f"{form.key}_year",
    )
    return None if given is None else int(given)


def _text(form: _Form, name: str) -> str:
    given = st.text_input(
        words.field_name(name),
        value=getattr(form.begun, name) if form.begun else "",
        max_chars=LONGEST[name],
        key=f"{form.key}_{name}",
    )
    return given or ""


def _send(given: Practice, role: str, token: str) -> tuple[bool, str]:
    """Return whether the proposal was kept, and what to tell."""
    token = token or new_token()
    try:
        number = propose_practice(responses_dir(), given, role=role, token=token)
    except FaultyPracticeError as error:
        return False, words.faults_text(error.faults)
    except DashboardError as error:
        return False, _("Not sent. {why}").format(why=error)
    st.session_state[_HELD] = token
    st.session_state[_N_SENT] = st.session_state.get(_N_SENT, 0) + 1
    private.put(_LINK, token)
    return True, _(
        "Sent to the data steward. Number: {number}. Keep the private link: it shows what becomes "
        "of your proposal."
    ).format(number=number)
