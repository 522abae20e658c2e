"""Sections of the progress page: how far cities are, what changed, whether it helps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from dashboard.filters import TRACK_VIEWS
from dashboard.i18n import _
from dashboard.ui import (
    parts,
    progress_change,
    progress_far,
    progress_impact,
    progress_scope,
    session,
)
from dashboard.ui.progress_time_line import time_line_section
from dashboard.words import progress as words
from dashboard.words.responses import answers_source, scoring

if TYPE_CHECKING:
    from collections.abc import Callable

    from dashboard.ui.progress_scope import Scope


# What draws each part of the page that is about answers.
_SECTIONS: Final[dict[str, Callable[[Scope, str], None]]] = {
    "actions": progress_far.actions,
    "groups": progress_far.groups,
    "change": progress_change.section,
    "impact": progress_impact.section,
}


def title() -> str:
    """Return the title of the page."""
    return _("Progress")


def sections() -> None:
    """Draw the whole page under its head."""
    view = parts.choose_part("track", TRACK_VIEWS, words.track_name)
    if view == "events":
        time_line_section()
        return
    found = progress_scope.scope()
    if found.known.answers.empty:
        progress_scope.none_yet()
        return
    keyword, in_round = session.current().keyword, view in {"actions", "groups"}
    question = found.question_of(keyword, now=in_round) if keyword else ""
    has_groups = view == "groups" or (view == "actions" and question)
    if in_round:
        progress_scope.controls(found, "round", *(("by",) if has_groups else ()), "keyword")
        st.markdown(progress_scope.answered(found))
    else:
        progress_scope.controls(found, "keyword")
    _SECTIONS[view](found, question)
    names = found.known.round_names
    _reading_help([found.round_name] if in_round else [names[name] for name in found.round_ids])


def _reading_help(rounds: list[str]) -> None:
    st.header(_("How to read this"))
    lines = (scoring(), *words.reading_lines(), *(f"{answers_source(name)}." for name in rounds))
    st.markdown("\n".join(f"- {line}" for line in lines))
