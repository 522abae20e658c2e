"""Parts of the cooperation page: roles and skills with the gap of the team; nine planning steps."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from dashboard.analysis.cooperation import skill_gaps
from dashboard.i18n import _
from dashboard.ui import cooperation_draft, display, session
from dashboard.words import cooperation as cycle_words
from dashboard.words import team as words
from dashboard.words.cells import rows_of
from dashboard.words.markdown import as_plain_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dashboard.ui.cooperation_draft import Draft

_LONGEST_NOTE: Final = 2000


def roles_section(draft: Draft | None) -> None:
    """Draw tasks, positions and skills, with a tick for what the team has.

    Args:
        draft: The partnership; None: no pair is chosen.
    """
    skills = cooperation_draft.book().skills
    if draft is not None:
        st.header(_("What your team has"))
        st.markdown(as_plain_text(words.gap_summary(skill_gaps(skills, draft.record))))
        if not session.current().present:
            _ticks(draft, rows_of(skills))
    st.header(_("All roles and skills"))
    table = skills
    if draft is not None:
        keys = skills[["task", "position", "skill"]].itertuples(index=False, name=None)
        table = skills.assign(in_team=[key in draft.record.skills for key in keys])
    display.table(
        display.Shown(
            _("Roles and skills for a cooperation"),
            table,
            {},
            "cooperation-roles",
            cycle_words.guideline_sources(),
            cells=words.skill_cells(skills, draft.record if draft else None),
        )
    )
    st.caption(cycle_words.guidelines())


def _ticks(draft: Draft, rows: Sequence[Mapping[str, Any]]) -> None:
    """Draw the ticks of every skill, by task and position."""
    places = {(row["task"], row["position"], row["skill"]): n for n, row in enumerate(rows)}
    for (task, position), found in groupby(rows, key=lambda r: (r["task"], r["position"])):
        with st.container(border=True):
            st.markdown(f"**{as_plain_text(position)}**  \n{as_plain_text(task)}")
            for row in found:
                _skill(draft, row, places)


def _skill(
    draft: Draft, row: Mapping[str, Any], places: Mapping[tuple[str, str, str], int]
) -> None:
    """Draw the tick of one skill of one position."""
    skill = (row["task"], row["position"], row["skill"])
    key = draft.key(f"skill_{places[skill]}")

    def take() -> None:
        rest = draft.record.skills - {skill}
        ticked = st.session_state[key]
        cooperation_draft.change(draft, skills=rest | {skill} if ticked else rest)

    st.checkbox(row["skill"], value=skill in draft.record.skills, key=key, on_change=take)


def planning_section(draft: Draft | None) -> None:
    """Draw the nine steps of planning with a note each.

    Args:
        draft: The partnership; None: no pair is chosen.
    """
    steps = cooperation_draft.book().steps
    if draft is not None:
        st.header(_("Plan the initiative"))
        st.markdown(words.planning_summary(len(_noted(draft)), len(steps)))
        for row in () if session.current().present else rows_of(steps):
            _planned(draft, int(row["step_order"]), row["name"])
    st.header(_("All steps of planning"))
    notes = [draft.record.planning.get(int(n), "") for n in steps["step_order"]] if draft else None
    display.table(
        display.Shown(
            _("Nine steps to plan an initiative"),
            steps if notes is None else steps.assign(note=notes),
            {},
            "cooperation-planning",
            cycle_words.guideline_sources(),
            cells=words.planning_cells(steps, draft.record if draft else None),
        )
    )
    st.caption(cycle_words.guidelines())


def _noted(draft: Draft) -> list[int]:
    return [step for step, note in draft.record.planning.items() if note.strip()]


def _planned(draft: Draft, step: int, name: str) -> None:
    key = draft.key(f"planning_{step}")

    def take() -> None:
        notes = {**draft.record.planning, step: st.session_state[key]}
        cooperation_draft.change(draft, planning=notes)

    st.text_area(
        f"{step}. {name}",
        value=draft.record.planning.get(step, ""),
        max_chars=_LONGEST_NOTE,
        height=80,
        key=key,
        on_change=take,
    )
