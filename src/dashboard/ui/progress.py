"""Sections of the progress page: how far cities are, what changed, whether it helps."""

from __future__ import annotations

import streamlit as st

from dashboard.i18n import _
from dashboard.ui import progress_change, progress_far, progress_impact, progress_scope, session
from dashboard.ui.progress_time_line import time_line_section
from dashboard.words import progress as words
from dashboard.words.responses import answers_source, scoring


def title() -> str:
    """Return the title of the page."""
    return _("Progress")


def sections() -> None:
    """Draw the whole page under its head."""
    found = progress_scope.scope()
    if found.known.answers.empty:
        progress_scope.none_yet()
        time_line_section()
        return
    progress_scope.controls(found)
    st.markdown(progress_scope.answered(found))
    keyword = session.current().keyword
    question = found.question_of(keyword) if keyword else ""
    progress_far.section(found, question)
    progress_change.section(found, question)
    progress_impact.section(found, question)
    time_line_section()
    _reading_help(found)


def _reading_help(found: progress_scope.Scope) -> None:
    st.header(_("How to read this"))
    lines = (scoring(), *words.reading_lines(), answers_source(found.round_name) + ".")
    st.markdown("\n".join(f"- {line}" for line in lines))
