"""The fields of one action of a plan; what is written goes into the draft at once."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Final

import streamlit as st

from dashboard.answers.plans import plan_book
from dashboard.contracts.plan import Milestone
from dashboard.i18n import _
from dashboard.ui import answers, plan_draft, session
from dashboard.ui.plan_fields import Fields
from dashboard.words.cells import rows_of
from dashboard.words.markdown import as_plain_text

if TYPE_CHECKING:
    from dashboard.answers.plans import PlanBook
    from dashboard.contracts.plan import PlanAction


_CURRENCY: Final = re.compile("[A-Z]{3}")
_LONGEST_MILESTONE: Final = 500
_MOST_SHOWN: Final = 60


def fields(draft: plan_draft.Draft, action: PlanAction) -> None:
    """Draw the fields of one action and take what is written into the draft.

    Args:
        draft: The draft.
        action: One of its actions.
    """
    prefix = f"plan_{draft.generation}_{draft.plan.city_id}_{action.keyword_id}"
    keep = partial(plan_draft.change_action, draft, action.keyword_id)
    form = Fields(action, prefix, keep)
    book = plan_draft.book()
    form.text("wording", _("The action, in the words of the plan"), 300)
    left, right = st.columns(2)
    with left:
        form.text(
            "owner",
            _("Unit in charge"),
            300,
            hint=_("A unit of the city, not a person: no names of people are kept here."),
        )
    with right:
        form.one_of("role_id", _("Role of the city"), book.roles, _("not chosen"))
    form.text("reason", _("Why this action"), 2000, tall=True)
    _measure(form, book)
    _means(form, action)
    _dates(form, action)
    plan_draft.change_action(draft, action.keyword_id, form.changes())


def _measure(form: Fields, book: PlanBook) -> None:
    """Draw indicator, baseline and target."""
    st.markdown(f"**{_('How it is measured')}**")
    catalogue = {row["catalogue_id"]: row["indicator"] for row in rows_of(book.catalogue)}
    before = form.part.catalogue_id
    left, right, unit = st.columns([2, 2, 1])
    with left:
        form.one_of(
            "catalogue_id", _("Indicator of the catalogue"), catalogue, _("none: an own indicator")
        )
    chosen = form.written["catalogue_id"]
    if chosen != before and chosen:  # the name follows the catalogue, and can then be changed
        st.session_state[f"{form.prefix}_indicator"] = catalogue[chosen]
        form.part = replace(form.part, indicator=catalogue[chosen])
    with right:
        form.text("indicator", _("Name of the indicator"), 300)
    with unit:
        form.text("unit", _("Unit"), 100)
    start, start_year, goal, goal_year = st.columns(4)
    with start:
        form.number("baseline_value", _("Baseline"))
    with start_year:
        form.year("baseline_year", _("Year of the baseline"))
    with goal:
        form.number("target_value", _("Target"))
    with goal_year:
        form.year("target_year", _("Year of the target"))
    form.text("baseline_source", _("Source of the baseline"), 1000)


def _means(form: Fields, action: PlanAction) -> None:
    """Draw money, resources, partners and practices."""
    st.markdown(f"**{_('With what and with whom')}**")
    line, amount, currency = st.columns([3, 1, 1])
    with line:
        form.text("budget_line", _("Budget line"), 300)
    with amount:
        form.number("budget_amount", _("Amount"), least=0.0)
    with currency:
        hint = _("Three capital letters, such as EUR.")
        form.text("currency", _("Currency"), 3, hint=hint, checked=True)
    _take_currency(form)
    left, right = st.columns(2)
    with left:
        form.text("resources", _("Other resources needed"), 2000, tall=True)
    with right:
        form.text("partners", _("Partners"), 2000, tall=True)
    form.some_of(
        "practice_ids",
        _("Practices to learn from"),
        answers.drawn(practice_names, session.release(), action.keyword_id),
        _("Choose practices of this keyword first, then of its policy area"),
    )


def _take_currency(form: Fields) -> None:
    """Take the currency if it is a code of three letters; else say so and keep the one before."""
    code = form.written["currency"].strip().upper()
    if code and not _CURRENCY.fullmatch(code):
        st.warning(_("A currency has three letters, such as EUR. It is not kept yet."))
        code = form.part.currency
    form.written["currency"] = code


def practice_names(release: str, keyword: str) -> dict[str, str]:
    """Return the practices of a keyword, then of its policy area, then all others, by id."""
    book = answers.answer(plan_book, release)
    area = dict(zip(book.keywords["keyword_id"], book.keywords["area_id"], strict=True))
    rows = rows_of(book.practices)
    rows.sort(key=lambda row: (row["keyword_id"] != keyword, row["area_id"] != area.get(keyword)))
    return {
        row["practice_id"]: ": ".join(filter(None, (row["city"], row["title"]))) for row in rows
    }


def _dates(form: Fields, action: PlanAction) -> None:
    """Draw milestones, evidence and the day of the review."""
    st.markdown(f"**{_('By when, and how it is shown')}**")
    lines = "\n".join(f"{m.due_on} {_one_line(m.milestone)}" for m in action.milestones)
    text = st.text_area(
        _("Milestones, one a line: day, then what"),
        value=lines,
        placeholder=_("2027-06-30 The council adopts the plan"),
        height=90,
        key=f"{form.prefix}_milestones",
    )
    milestones, faults = read_milestones(text)
    for fault in faults:
        st.warning(
            _(
                "“{line}” is not kept yet: begin it with a day, as 2027-06-30, and say in at most "
                "{most} letters what is to be reached."
            ).format(line=as_plain_text(fault[:_MOST_SHOWN]), most=_LONGEST_MILESTONE)
        )
    form.written["milestones"] = milestones
    left, right = st.columns([3, 1])
    with left:
        form.text(
            "evidence",
            _("Evidence that it was done"),
            2000,
            hint=_("A document, a link, a register."),
        )
    with right:
        form.day("review_on", _("Next review"))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def read_milestones(text: str) -> tuple[tuple[Milestone, ...], list[str]]:
    """Read milestones, one a line.

    Args:
        text: Lines that begin with a day in ISO form.

    Returns:
        The milestones, and the lines that do not begin with a day, or say nothing or too much.
    """
    found, faults = [], []
    for line in filter(None, map(str.strip, text.splitlines())):
        day, _blank, what = line.partition(" ")
        try:
            due_on = date.fromisoformat(day).isoformat()
        except ValueError:
            due_on = ""
        if due_on and 0 < len(what.strip()) <= _LONGEST_MILESTONE:
            found.append(Milestone(due_on=due_on, milestone=what.strip()))
        else:
            faults.append(line)
    return tuple(found), faults
