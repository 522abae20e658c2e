"""Files of many cities: checked with progress, kept whole or not at all, once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from dashboard.answers.checking import questionnaire
from dashboard.contracts.response_check import read_responses
from dashboard.contracts.violation import PackageError
from dashboard.errors import DashboardError
from dashboard.exports.response_files import answers_csv
from dashboard.i18n import _
from dashboard.responses.files import responses_dir
from dashboard.responses.submissions import answers_of, submit
from dashboard.ui import answers, response_files, session
from dashboard.words.markdown import as_plain_text

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

_TOLD: Final = "steward_file_told"


def section(role: str) -> None:
    """Take a file with the answers of any number of cities."""
    st.header(_("Take a file of many cities"))
    found = response_files.uploaded(
        answers.answer(questionnaire, session.release()), key="steward_file"
    )
    told = st.session_state.pop(_TOLD, None)
    if told:
        (st.success if told[0] else st.error)(as_plain_text(told[1]))
    if found is None:
        return
    given, name = found
    st.markdown(
        _("{file}: {n} answers of {cities} cities, no fault.").format(
            file=as_plain_text(name), n=len(given), cities=given["city_id"].nunique()
        )
    )
    if st.button(_("Keep these answers"), key="keep_file"):
        with st.spinner(_("Keeping the answers")):
            st.session_state[_TOLD] = _kept(given, name, role)
        st.rerun()


def _kept(given: pd.DataFrame, name: str, role: str) -> tuple[bool, str]:
    try:
        taken = submit(responses_dir(), given, role=role, release=session.release(), file=name)
    except DashboardError as error:
        return False, str(error)
    if not taken.numbers:
        return True, _("Nothing new: every answer of this file stands there already.")
    told = _("Kept: {n} answers in {sent} submissions. They wait in the inbox.")
    return True, told.format(n=taken.n_answers, sent=len(taken.numbers))


def faults_of(folder: Path, number: str, release: str) -> list[str]:
    """Return what is wrong with answers by the release of today, such as a city it lacks.

    Args:
        folder: Folder of the responses store.
        number: Number of the submission.
        release: The release.

    Returns:
        A sentence for each fault.
    """
    known = answers.answer(questionnaire, release)
    try:
        read_responses(answers_csv(answers_of(folder, number)), "answers.csv", known)
    except PackageError as error:
        return [str(fault) for fault in error.violations]
    return []
