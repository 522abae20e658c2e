"""Send the answers of a city, get the receipt, and see what became of what was sent before."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import streamlit as st

from dashboard.contracts.response_check import read_responses
from dashboard.contracts.violation import PackageError
from dashboard.errors import DashboardError
from dashboard.exports.brief import MIME_TYPE
from dashboard.exports.receipt import receipt_document
from dashboard.exports.response_files import template_csv, template_rows
from dashboard.filters import CityFilter
from dashboard.i18n import _
from dashboard.queries.cities import list_cities
from dashboard.responses.decisions import decide
from dashboard.responses.files import responses_dir
from dashboard.responses.submissions import answers_of, list_submissions, submit
from dashboard.ui import answers, parts, response_draft, session
from dashboard.ui.responded import responded
from dashboard.ui.written import written
from dashboard.words import receipt as words
from dashboard.words.markdown import as_plain_text

if TYPE_CHECKING:
    import pandas as pd

    from dashboard.exports.provenance import Provenance
    from dashboard.responses.submissions import Submission
    from dashboard.ui.response_draft import Draft

_TOLD: Final = "response_told"


def section(draft: Draft, role: str, city: str) -> None:
    """Draw the button to send, the receipt, and the history."""
    st.header(_("Send"))
    n, of = response_draft.n_answered(draft), len(responded().asked(draft.round_id))
    st.markdown(
        _(
            "{n} of {of} questions are answered. Unanswered questions stay unknown, they are not "
            "counted as no. The data steward looks at the answers before they are public."
        ).format(n=n, of=of)
    )
    if st.button(_("Send the answers"), disabled=not n, key="send_answers"):
        st.session_state[_TOLD] = _send(draft, role)
        st.rerun()
    told = st.session_state.pop(_TOLD, None)
    if told:
        kind, lines = told
        (st.success if kind == "success" else st.error)(lines[0])
        if lines[1:]:
            st.markdown("\n".join(f"- {line}" for line in lines[1:]))
    _history(draft, role, city)


def _send(draft: Draft, role: str) -> tuple[str, list[str]]:
    """Return what is to be told after the answers were checked and kept, or not."""
    given = response_draft.table(draft)
    faults = _faults(draft, given)
    if faults:
        return "error", [_("Not sent. Please mend this first:"), *faults]
    try:
        answered = given[given["state"] != ""]
        taken = submit(responses_dir(), answered, role=role, release=session.release())
    except DashboardError as error:
        return "error", [as_plain_text(str(error))]
    if not taken.numbers:
        return "success", [_("Nothing new: these answers were sent before. Nothing was changed.")]
    return "success", [
        _("Sent. Number of your receipt: {number}. Keep it.").format(number=taken.numbers[0])
    ]


def _faults(draft: Draft, given: pd.DataFrame) -> list[str]:
    """Return what keeps the answers from being taken: by the same rules as a file."""
    questions = responded().asked(draft.round_id)
    rows = template_rows(questions, (draft.city, ""), draft.round_id, given)
    try:
        read_responses(template_csv(rows), "answers.csv", response_draft.known())
    except PackageError as error:
        asked = questions["question"].tolist()
        return [
            as_plain_text(
                _("{question} {column}: got {value}, expected {expected}").format(
                    question=asked[fault.row - 2] if 1 < fault.row < len(asked) + 2 else "",
                    column=fault.column,
                    value=repr(fault.value),
                    expected=fault.expectation,
                )
            )
            for fault in error.violations
        ]
    return []


def _history(draft: Draft, role: str, city: str) -> None:
    """List what the city sent, with receipts, and let it withdraw."""
    sent = [row for row in written(list_submissions) if row.city_id == draft.city]
    if not sent:
        return
    st.header(_("What this city has sent"))
    st.table(words.history_cells(sent), hide_index=True, border="horizontal")
    by_number = {row.number: row for row in sent}
    chosen = st.selectbox(_("Receipt"), list(by_number), key="receipt_number")
    row = by_number[chosen]
    with st.container(horizontal=True):
        st.download_button(
            _("Receipt as DOCX"),
            partial(_receipt, row, responded().questions, _about(row, city)),
            file_name=f"{draft.city}-{row.number}.docx",
            mime=MIME_TYPE,
            on_click="ignore",
            key="receipt_docx",
        )
        if row.status != "withdrawn" and st.button(_("Withdraw it"), key="withdraw"):
            st.session_state[_TOLD] = _withdraw(row, role)
            st.rerun()


def _about(row: Submission, city: str) -> Provenance:
    title = _("Answers of {city}, round {round}").format(city=city, round=row.round_id)
    return parts.provenance(title, (_("The city itself"),))


def _receipt(row: Submission, questions: pd.DataFrame, about: Provenance) -> bytes:
    """Return the receipt; it is made when it is asked for, outside the run of the page."""
    return receipt_document(row, answers_of(responses_dir(), row.number), questions, about)


def _withdraw(row: Submission, role: str) -> tuple[str, list[str]]:
    places = answers.answer(list_cities, session.release(), CityFilter())
    try:
        decide(
            responses_dir(),
            [row.number],
            "withdrawn",
            role=role,
            places=places,
        )
    except DashboardError as error:
        return "error", [as_plain_text(str(error))]
    return "success", [
        _("{number} is withdrawn. It stays in the history.").format(number=row.number)
    ]
