"""Roles, skills and planning of a partnership in words: what the team has and lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dashboard.i18n import _, listed, ngettext, number
from dashboard.words.cells import NO_DATA, Cells, rows_of
from dashboard.words.cooperation import numbered, page_cell
from dashboard.words.markdown import as_plain_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from dashboard.analysis.cooperation import SkillGap
    from dashboard.contracts.cooperation import Cooperation

_MOST_NAMED: Final = 3


def gap_summary(gaps: Sequence[SkillGap]) -> str:
    """Say how many skills the team has, and which positions lack most: three, and who is level.

    Args:
        gaps: What each position has and lacks.

    Returns:
        Sentences.
    """
    n_has = sum(len(gap.has) for gap in gaps)
    n_all = n_has + sum(len(gap.lacks) for gap in gaps)
    told = _("The team has {n} of {all} skills.").format(n=number(n_has), all=number(n_all))
    short = sorted((gap for gap in gaps if gap.lacks), key=lambda gap: -len(gap.lacks))
    if not short:
        return f"{told} {_('No gap is left.')}"
    names = [
        _("{position} ({n})").format(position=gap.position, n=number(len(gap.lacks)))
        for gap in short[:_MOST_NAMED]
    ]
    last = len(short[:_MOST_NAMED][-1].lacks)
    level = sum(len(gap.lacks) == last for gap in short[_MOST_NAMED:])
    if level:
        names.append(_("{n} more ({lacks} each)").format(n=number(level), lacks=number(last)))
    return told + " " + _("Positions that lack most: {names}.").format(names=listed(names))


def skill_cells(skills: pd.DataFrame, record: Cooperation | None = None) -> Cells:
    """Lay out every skill by task and position.

    Args:
        skills: Rows of `list_skills`.
        record: The partnership, for what the team has; None: none is chosen.

    Returns:
        Cells by heading, one row a skill of a position.
    """
    headings = [_("Position and task"), _("Skill"), *([_("In the team")] if record else [])]
    headings.append(_("Page"))
    cells: Cells = {heading: [] for heading in headings}
    for row in rows_of(skills):
        who = f"**{as_plain_text(row['position'])}**  \n{as_plain_text(row['task'])}"
        told = [who, as_plain_text(row["skill"])]
        if record:
            has = (row["task"], row["position"], row["skill"]) in record.skills
            told.append(_("yes") if has else _("not yet"))
        for heading, text in zip(headings, [*told, page_cell(row)], strict=True):
            cells[heading].append(text)
    return cells


def planning_summary(n_noted: int, n_steps: int) -> str:
    """Return on how many steps of planning something is noted."""
    return ngettext(
        "{n} of {all} steps of planning has a note.",
        "{n} of {all} steps of planning have a note.",
        n_noted,
    ).format(n=number(n_noted), all=number(n_steps))


def planning_cells(steps: pd.DataFrame, record: Cooperation | None = None) -> Cells:
    """Lay out the steps of planning with their notes.

    Args:
        steps: Rows of `list_planning_steps`.
        record: The partnership, for the notes; None: none is chosen.

    Returns:
        Cells by heading, one row a step.
    """
    headings = [_("Step of planning"), *([_("Note")] if record else []), _("Page")]
    cells: Cells = {heading: [] for heading in headings}
    for row in rows_of(steps):
        told = [numbered(row["step_order"], row["name"])]
        if record:
            note = record.planning.get(int(row["step_order"]), "")
            told.append(as_plain_text(note) or NO_DATA)
        for heading, text in zip(headings, [*told, page_cell(row)], strict=True):
            cells[heading].append(text)
    return cells
