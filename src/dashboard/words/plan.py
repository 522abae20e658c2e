"""An action plan in words: its actions, what it still lacks, the pledge that follows from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.i18n import _, listed, ngettext, number
from dashboard.words.cells import Cells, rows_of
from dashboard.words.figures import as_typed
from dashboard.words.markdown import as_plain_text

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from dashboard.answers.plans import PlanBook
    from dashboard.contracts.plan import Plan, PlanAction


def title(plan: Plan, city: str) -> str:
    """Return the title of a plan: its own, else one made from the city."""
    return plan.title or _("Action plan of {city}").format(city=city)


def sources() -> tuple[str, ...]:
    """Return where the entries of a plan come from."""
    return (
        _("Entries: written by the city, in this dashboard"),
        _("Wordings, practices, indicators and alignment: data package, each row with its source"),
    )


def period(plan: Plan) -> str:
    """Return the years of a plan in words; empty if none is filled in."""
    if plan.from_year and plan.to_year:
        return _("{first} to {last}").format(first=plan.from_year, last=plan.to_year)
    if plan.from_year:
        return _("from {year}").format(year=plan.from_year)
    return _("until {year}").format(year=plan.to_year) if plan.to_year else ""


def state_text(plan: Plan) -> str:
    """Return whether a plan is adopted, by whom and when, and when it is reviewed."""
    told = [_("Draft, not adopted yet.")]
    if plan.adopted_on:
        by = plan.adopted_by or _("a body that is not named")
        told = [_("Adopted by {body} on {day}.").format(body=by, day=plan.adopted_on)]
    if period(plan):
        told.insert(0, _("Period: {years}.").format(years=period(plan)))
    if plan.review_on:
        told.append(_("Next review: {day}.").format(day=plan.review_on))
    return " ".join(told)


def baseline(action: PlanAction) -> str:
    """Return the value at the start with unit, year and source; empty if none is filled in."""
    if action.baseline_value is None:
        return ""
    year = f" ({action.baseline_year})" if action.baseline_year else ""
    source = f", {action.baseline_source}" if action.baseline_source else ""
    return f"{_measured(action.baseline_value, action.unit)}{year}{source}"


def target(action: PlanAction) -> str:
    """Return the value to reach with unit and year; empty if none is filled in."""
    if action.target_value is None:
        return ""
    year = _(" by {year}").format(year=action.target_year) if action.target_year else ""
    return f"{_measured(action.target_value, action.unit)}{year}"


def budget(action: PlanAction) -> str:
    """Return budget line and amount; empty if none is filled in."""
    amount = ""
    if action.budget_amount is not None:
        amount = f"{as_typed(action.budget_amount)} {action.currency}".strip()
    return ", ".join(part for part in (action.budget_line, amount) if part)


def _measured(value: float, unit: str) -> str:
    return f"{as_typed(value)} {unit}".strip()


def action_pairs(action: PlanAction, book: PlanBook) -> list[tuple[str, str]]:
    """Return every field of an action as heading and text; an en dash where nothing stands.

    Args:
        action: The action.
        book: What the release holds, for names.

    Returns:
        Pairs in the order of a plan.
    """
    names = dict(zip(book.keywords["keyword_id"], book.keywords["keyword"], strict=True))
    titles = dict(zip(book.practices["practice_id"], book.practices["title"], strict=True))
    pairs = [
        (_("Keyword"), names.get(action.keyword_id, action.keyword_id)),
        (_("Why"), action.reason),
        (_("Unit in charge"), action.owner),
        (_("Role of the city"), book.roles.get(action.role_id, action.role_id)),
        (_("Indicator"), action.indicator),
        (_("Baseline"), baseline(action)),
        (_("Target"), target(action)),
        (_("Milestones"), "\n".join(f"{m.due_on}: {m.milestone}" for m in action.milestones)),
        (_("Budget"), budget(action)),
        (_("Resources needed"), action.resources),
        (_("Partners"), action.partners),
        (_("Practices to learn from"), "; ".join(titles.get(i, i) for i in action.practice_ids)),
        (_("Evidence"), action.evidence),
        (_("Next review"), action.review_on),
    ]
    return [(name, text or "\N{EN DASH}") for name, text in pairs]


def overview_cells(plan: Plan) -> Cells:
    """Lay out the actions of a plan: what, who, by how much, with what money.

    Args:
        plan: The plan.

    Returns:
        Cells by heading.
    """
    headings = (_("Action"), _("Unit in charge"), _("Baseline and target"), _("Budget"))
    cells: Cells = {heading: [] for heading in headings}
    for action in plan.actions:
        measured = [
            _("{indicator}: {baseline} → {target}").format(
                indicator=as_plain_text(action.indicator or _("no indicator yet")),
                baseline=as_plain_text(baseline(action) or _("not known")),
                target=as_plain_text(target(action) or _("not set")),
            )
        ]
        cells[headings[0]].append(f"**{as_plain_text(action.wording or action.keyword_id)}**")
        cells[headings[1]].append(as_plain_text(action.owner) or "\N{EN DASH}")
        cells[headings[2]].append("  \n".join(measured))
        cells[headings[3]].append(as_plain_text(budget(action)) or "\N{EN DASH}")
    return cells


def check_cells(plan: Plan, steps: pd.DataFrame) -> Cells:
    """Hold a plan to the nine steps of planning: what is there, what is missing.

    Args:
        plan: The plan.
        steps: Rows of `list_planning_steps`.

    Returns:
        Cells by heading; a step is met for an action if the fields that answer it are filled in.
    """
    headings = (_("Step of planning"), _("Actions that have it"), _("Still missing"))
    cells: Cells = {heading: [] for heading in headings}
    for row in rows_of(steps):
        what, has = _asked(int(row["step_order"]))
        without = [n for n, a in enumerate(plan.actions, start=1) if not has(plan, a)]
        n_with = len(plan.actions) - len(without)
        missing = "\N{EN DASH}"
        if without:
            missing = ngettext(
                "{what}: action {numbers}", "{what}: actions {numbers}", len(without)
            ).format(what=what, numbers=listed([number(place) for place in without]))
        cells[headings[0]].append(f"{row['step_order']}. {as_plain_text(row['name'])}")
        cells[headings[1]].append(
            _("{n} of {all}").format(n=number(n_with), all=number(len(plan.actions)))
        )
        cells[headings[2]].append(missing)
    return cells


def _asked(step: int) -> tuple[str, Callable[[Plan, PlanAction], bool]]:
    """Return what a step of planning asks of an action, in words and as a test."""
    asked: dict[int, tuple[str, Callable[[Plan, PlanAction], bool]]] = {
        1: (_("baseline with its year"), lambda _p, a: bool(baseline(a) and a.baseline_year)),
        2: (_("target"), lambda _p, a: a.target_value is not None),
        3: (_("unit in charge and partners"), lambda _p, a: bool(a.owner and a.partners)),
        4: (_("wording"), lambda _p, a: bool(a.wording)),
        5: (_("milestones"), lambda _p, a: bool(a.milestones)),
        6: (_("target with its year"), lambda _p, a: bool(target(a) and a.target_year)),
        7: (
            _("indicator, evidence and review date"),
            lambda p, a: bool(a.indicator and a.evidence and (a.review_on or p.review_on)),
        ),
        8: (
            _("years of the plan or a day for a milestone"),
            lambda p, a: bool((p.from_year and p.to_year) or a.milestones),
        ),
        9: (_("budget line"), lambda _p, a: bool(a.budget_line)),
    }
    return asked[step]
