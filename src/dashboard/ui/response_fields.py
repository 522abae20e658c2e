"""The fields of one question: how far, since when, who, what is needed, and does it help."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from dashboard.contracts.response import (
    FIRST_YEAR,
    MOST_PRIORITY,
    NEEDS,
    SEPARATOR,
    STATES,
    STEPS,
)
from dashboard.contracts.response_cells import is_link
from dashboard.i18n import _
from dashboard.ui import response_draft
from dashboard.words.markdown import as_plain_text
from dashboard.words.responses import need_name, state_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboard.ui.response_draft import Draft

_LAST_YEAR: Final = 2100
_LARGEST: Final = 1e15


def state_labels() -> dict[str, str]:
    """Return the states that can be chosen, in words."""
    return {state: state_name(state) for state in STATES}


def question(draft: Draft, asked: Mapping[str, Any], labels: Mapping[str, str]) -> None:
    """Draw one question with its answer.

    Args:
        draft: Where the answer is kept.
        asked: Row of the question.
        labels: States in words, as `state_labels` gives them.
    """
    ident = str(asked["question_id"])
    row = draft.rows.get(ident, {})
    with st.container(border=True):
        told = as_plain_text(f"{asked['help']} {_('Role of the city')}: {asked['role']}.")
        wording = as_plain_text(str(asked["question"]))
        small = f":small[{told}]"
        st.markdown(f"**{wording}**  \n{small}")
        key = _key(draft, ident, "state")
        state = st.selectbox(
            wording,  # read aloud with the box; seen above it
            STATES,
            format_func=labels.__getitem__,
            index=STATES.index(row["state"]) if row.get("state") else None,
            placeholder=_("Not answered yet"),
            label_visibility="collapsed",
            key=key,
            on_change=_take_state,
            args=(draft, ident, key),
        )
        if state:
            _details(draft, asked, state)


def _take_state(draft: Draft, question_id: str, key: str) -> None:
    """Keep a state at once, so that the counts above the questions are right in the same run."""
    state = st.session_state[key] or ""
    response_draft.change(draft, question_id, state=state)
    if state not in STEPS[1:]:  # its field is gone, and a year would be a fault
        response_draft.change(draft, question_id, year_since=None)


def _key(draft: Draft, question_id: str, name: str) -> str:
    return f"answer_{draft.city}_{draft.round_id}_{draft.generation}_{question_id}_{name}"


def _details(draft: Draft, asked: Mapping[str, Any], state: str) -> None:
    """Draw what can be said beside the state; only while it is open."""
    ident = str(asked["question_id"])
    row = draft.rows.get(ident, {})
    filled = [name for name in response_draft.FIELDS[2:] if row.get(name)]
    label = _("Details, needs and impact (all optional)")
    if filled:
        label = _("Details, needs and impact: {n} filled in").format(n=len(filled))
    drawer = st.expander(label, on_change="rerun", key=_key(draft, ident, "details"))
    if not drawer.open:
        return
    with drawer:
        form = _Form(draft, ident, row)
        if state in STEPS[1:]:
            form.year("year_since", _("Since which year (or from which year on)"))
        form.text("unit_in_charge", _("Unit in charge (an office, not a person)"), 200)
        form.text("evidence_link", _("Link to evidence"), 500)
        if form.written["evidence_link"] and not is_link(form.written["evidence_link"]):
            st.warning(_("This is no web address. It begins with https:// and has no blanks."))
        form.needs()
        form.priority()
        st.caption(
            _("Does it help? An indicator of your choice, such as: {suggested}.").format(
                suggested=as_plain_text(str(asked["impact_indicator"]))
            )
        )
        form.text("impact_indicator", _("Indicator of impact"), 200)
        left, middle, right = st.columns(3)
        with left:
            form.number("impact_baseline", _("Baseline"))
        with middle:
            form.number("impact_target", _("Target"))
        with right:
            form.number("impact_latest", _("Latest value"))
        form.year("impact_year", _("Year of the latest value"))
        form.text("impact_source", _("Source of the values"), 500)
        if form.written:
            response_draft.change(draft, ident, **form.written)


class _Form:
    """Widgets of one answer: each shows what the draft holds and notes what is written."""

    def __init__(self, draft: Draft, ident: str, row: Mapping[str, Any]) -> None:
        self.draft, self.ident, self.row = draft, ident, row
        self.written: dict[str, Any] = {}

    def text(self, name: str, label: str, most: int) -> None:
        """Draw a field for text."""
        self.written[name] = st.text_input(
            label, self.row.get(name) or "", max_chars=most, key=self._key(name)
        ).strip()

    def number(self, name: str, label: str) -> None:
        """Draw a field for a number; empty: not given."""
        self.written[name] = st.number_input(
            label,
            -_LARGEST,
            _LARGEST,
            value=self.row.get(name),
            format="%.12g",
            key=self._key(name),
        )

    def year(self, name: str, label: str) -> None:
        """Draw a field for a year; empty: not given."""
        self.written[name] = st.number_input(
            label, FIRST_YEAR, _LAST_YEAR, value=self.row.get(name), step=1, key=self._key(name)
        )

    def needs(self) -> None:
        """Draw the choice of what is needed."""
        given = self.row.get("needs") or ""
        chosen = st.pills(
            _("What the city needs for it"),
            NEEDS,
            selection_mode="multi",
            default=given.split(SEPARATOR) if given else [],
            format_func=need_name,
            key=self._key("needs"),
        )
        self.written["needs"] = SEPARATOR.join(need for need in NEEDS if need in chosen)

    def priority(self) -> None:
        """Draw the choice of the priority."""
        self.written["priority"] = st.segmented_control(
            _("Priority for the city, 1 (low) to 5 (high)"),
            range(1, MOST_PRIORITY + 1),
            default=self.row.get("priority"),
            key=self._key("priority"),
        )

    def _key(self, name: str) -> str:
        return _key(self.draft, self.ident, name)
