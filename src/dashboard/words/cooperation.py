"""The cycle of cooperation in words: its parts, its steps and tasks, where they come from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dashboard.contracts.cooperation import DONE, IN_PROGRESS, OPEN, Task
from dashboard.i18n import _, ngettext, number
from dashboard.words.cells import NO_DATA, Cells, rows_of, years_text
from dashboard.words.markdown import as_plain_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from dashboard.analysis.cooperation import StepProgress
    from dashboard.contracts.cooperation import Cooperation


def view_name(view: str) -> str:
    """Return the name of a part of the cooperation page."""
    names = {
        "cycle": _("Steps and tasks"),
        "agreement": _("Agreement"),
        "roles": _("Roles and skills"),
        "planning": _("Planning"),
        "funding": _("Sources of funds"),
    }
    return names.get(view, view)


def way_name(way: str) -> str:
    """Return how a partnership begins, in words."""
    names = {
        "new": _("New partnership"),
        "revised": _("Migration added to an existing one"),
    }
    return names.get(way, way)


def state_name(state: str) -> str:
    """Return how far a task is, in words."""
    names = {OPEN: _("open"), IN_PROGRESS: _("in progress"), DONE: _("done")}
    return names.get(state, state)


def only_for(way: str) -> str:
    """Return for which partnerships alone a task is; empty: for all."""
    names = {
        "new": _("only for a new partnership"),
        "revised": _("only for an existing partnership"),
    }
    return names.get(way, "")


def own_partner() -> str:
    """Return what is said where a city is chosen as its own partner."""
    return _("A city cannot be its own partner. Choose another place as the partner.")


def numbered(place: int, text: str) -> str:
    """Return a name with its number as Markdown that makes no list of it."""
    return f"{place}\\. {as_plain_text(text)}"


def step_text(step: StepProgress) -> str:
    """Return how far one step is, as Markdown: "2. Mapping: 2 of 7 tasks done, 5 open"."""
    told = ngettext("{done} of {n} task done", "{done} of {n} tasks done", step.n_tasks).format(
        done=number(step.n_done), n=number(step.n_tasks)
    )
    begun = _("{n} in progress").format(n=number(step.n_in_progress)) if step.n_in_progress else ""
    rest = _("{n} open").format(n=number(step.n_open)) if step.n_open else ""
    parts = ", ".join(part for part in (told, begun, rest) if part)
    return f"{numbered(step.step, step.name)}: {parts}"


def cycle_summary(steps: Sequence[StepProgress]) -> str:
    """Say how far the whole cycle is, and where to go on.

    Args:
        steps: How far each step is.

    Returns:
        Sentences, as Markdown.
    """
    n_tasks, n_done = sum(step.n_tasks for step in steps), sum(step.n_done for step in steps)
    told = ngettext("{done} of {n} tasks is done.", "{done} of {n} tasks are done.", n_done).format(
        done=number(n_done), n=number(n_tasks)
    )
    whole = sum(step.n_done == step.n_tasks for step in steps)
    told += " " + ngettext(
        "{n} of {all} steps is complete.", "{n} of {all} steps are complete.", whole
    ).format(n=number(whole), all=number(len(steps)))
    left = [step for step in steps if step.n_done < step.n_tasks]
    if left:
        told += " " + _("The first step that is not complete: {step}.").format(
            step=numbered(left[0].step, left[0].name)
        )
    return told


def task_cells(tasks: pd.DataFrame, record: Cooperation | None = None) -> Cells:
    """Lay out every task of the cycle.

    Args:
        tasks: Rows of `list_tasks`.
        record: The partnership, for state and note; None: none is chosen.

    Returns:
        Cells by heading, one row a task; few columns, so that a phone need not scroll.
    """
    headings = [_("Step and task"), _("What comes out of it")]
    headings += [_("State"), _("Note")] if record else []
    cells: Cells = {heading: [] for heading in headings}
    for row in rows_of(tasks):
        key = (int(row["step"]), int(row["task_order"]))
        only = only_for(row["way"])
        told = [
            f"**{numbered(row['step'], row['step_name'])}**  \n{as_plain_text(row['task'])}"
            + (f"  \n*{only}*" if only else ""),
            f"{as_plain_text(row['output'])} ({_('page')} {page_cell(row)})",
        ]
        if record:
            task = record.tasks.get(key, Task())
            counts = row["way"] in {"", record.way}
            told += [
                f"**{state_name(task.state)}**" if counts else _("does not apply"),
                as_plain_text(task.note) or NO_DATA,
            ]
        for heading, text in zip(headings, told, strict=True):
            cells[heading].append(text)
    return cells


def page_cell(row: Mapping[str, Any]) -> str:
    """Return the page of a row in its source."""
    return NO_DATA if row["page"] is None else as_plain_text(years_text(row["page"]))


def guidelines() -> str:
    """Return from where tasks, elements, roles and steps of planning come."""
    return _(
        "In our words, after the JMDI guidelines on migration in decentralised cooperation; the "
        "page is named with each row."
    )


def guideline_sources() -> tuple[str, ...]:
    """Return the sources of a table about one partnership."""
    return (_("JMDI guidelines on migration in decentralised cooperation"), entries())


def entries() -> str:
    """Return from where the entries of a partnership come."""
    return _("Entries: written by the city, in this dashboard")
