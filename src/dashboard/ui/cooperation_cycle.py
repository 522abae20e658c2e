"""Part of the cooperation page: the seven steps with their tasks and facts, as check lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboard.analysis.cooperation import progress
from dashboard.contracts.cooperation import TASK_STATES, Cooperation, Task
from dashboard.i18n import _
from dashboard.ui import cooperation_draft, cooperation_facts, display, session
from dashboard.words import cooperation as words
from dashboard.words.cells import rows_of
from dashboard.words.markdown import as_plain_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from dashboard.ui.cooperation_draft import Draft

_LONGEST_NOTE = 2000


def section(draft: Draft | None) -> None:
    """Draw the check lists; without a pair, what they ask for.

    Args:
        draft: The partnership; None: no pair is chosen.
    """
    tasks = cooperation_draft.book().tasks
    if draft is not None:
        st.header(_("How far the partnership is"))
        steps = progress(tasks, draft.record)
        st.markdown(words.cycle_summary(steps))
        st.markdown("\n".join(f"- {words.step_text(step)}" for step in steps))
        if not session.current().present:
            _stage(draft, tasks)
    cooperation_facts.section(draft)
    st.header(_("All steps and tasks"))
    display.table(
        display.Shown(
            _("Seven steps of cooperation with their tasks"),
            task_table(tasks, draft.record if draft else None),
            {},
            "cooperation-tasks",
            words.guideline_sources(),
            cells=words.task_cells(tasks, draft.record if draft else None),
        )
    )
    st.caption(words.guidelines())


def task_table(tasks: pd.DataFrame, record: Cooperation | None) -> pd.DataFrame:
    """Return the tasks with how far they are, for exports."""
    if record is None:
        return tasks
    keys = list(zip(tasks["step"].astype(int), tasks["task_order"].astype(int), strict=True))
    found = [record.tasks.get(key, Task()) for key in keys]
    return tasks.assign(state=[task.state for task in found], note=[task.note for task in found])


def _stage(draft: Draft, tasks: pd.DataFrame) -> None:
    """Draw the fields of the tasks of one step."""
    names = dict(zip(tasks["step"].astype(int), tasks["step_name"], strict=True))
    chosen = session.current().stage
    st.header(_("Work on one step"))
    st.selectbox(
        _("Step"),
        tuple(names),
        format_func=lambda step: f"{step}. {names[step]}",
        **session.bound("stage"),
    )
    with st.container(border=True):
        for row in rows_of(tasks[tasks["step"] == chosen]):
            if row["way"] in {"", draft.record.way}:
                _task(draft, row)
            else:
                task = words.numbered(row["task_order"], row["task"])
                st.caption(f"{task} ({words.only_for(row['way'])})")


def _task(draft: Draft, row: Mapping[str, Any]) -> None:
    """Draw one task: what comes out of it, how far it is, a note."""
    key = (int(row["step"]), int(row["task_order"]))
    now = draft.record.tasks.get(key, Task())
    what, state, note = st.columns([6, 2, 4], vertical_alignment="center")
    what.markdown(
        f"**{key[1]}.** {as_plain_text(row['task'])}  \n"
        + _("Comes out: {output}").format(output=as_plain_text(row["output"]))
    )
    name = f"task_{key[0]}_{key[1]}"

    def take() -> None:
        held = st.session_state
        new = Task(held[draft.key(f"{name}_state")], held[draft.key(f"{name}_note")])
        cooperation_draft.change(draft, tasks={**draft.record.tasks, key: new})

    with state:
        st.selectbox(
            _("State of task {n}").format(n=key[1]),
            TASK_STATES,
            index=TASK_STATES.index(now.state),
            format_func=words.state_name,
            key=draft.key(f"{name}_state"),
            label_visibility="collapsed",
            on_change=take,
        )
    with note:
        st.text_input(
            _("Note on task {n}").format(n=key[1]),
            value=now.note,
            max_chars=_LONGEST_NOTE,
            placeholder=_("Note"),
            key=draft.key(f"{name}_note"),
            label_visibility="collapsed",
            on_change=take,
        )
