"""The plan a visitor works on: begun from the selection or the saved version, kept until saved.

The draft stays in the session while the visitor looks around; saving adds a version to the
responses store. Where somebody else saved meanwhile, the draft stays and the visitor decides.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from dashboard.answers.plans import Alignment, PlanBook, plan_alignment, plan_book, planned
from dashboard.contracts.plan import Plan, PlanAction, tidy
from dashboard.errors import DashboardError
from dashboard.i18n import _
from dashboard.responses.files import responses_dir
from dashboard.responses.plans import PlanConflictError, PlanVersion, plan_versions, save_plan
from dashboard.ui import answers, basket, candidates, session, written
from dashboard.words.cells import rows_of
from dashboard.words.criteria import reason

if TYPE_CHECKING:
    from collections.abc import Mapping

_DRAFTS: Final = "plan_drafts"
_TOLD: Final = "plan_told"


@dataclass(slots=True)
class Draft:
    """What a visitor works on.

    Attributes:
        plan: The plan as it stands.
        base: Saved version that it started from; 0: none.
        generation: Grows whenever the plan is replaced as a whole, so that its fields are drawn
            anew.
        conflict: Version that somebody else saved meanwhile; 0: none.
    """

    plan: Plan
    base: int
    generation: int = 0
    conflict: int = 0


def book() -> PlanBook:
    """Return what the release holds for any plan."""
    return answers.answer(plan_book, session.release())


def versions(city: str) -> tuple[PlanVersion, ...]:
    """Return the saved versions of the plan of a city, the newest first."""
    return written.written(plan_versions, city)


def of_city(city: str) -> Draft:
    """Return the draft of a city: the visitor's own, else the saved plan, else a new one."""
    drafts: dict[str, Draft] = st.session_state.setdefault(_DRAFTS, {})
    if city not in drafts:
        saved = versions(city)
        if saved:
            drafts[city] = Draft(saved[0].plan, saved[0].version)
        else:
            empty = Plan(city_id=city, release=session.release())
            drafts[city] = Draft(replace(empty, actions=_begun(session.current().picked)), 0)
    return drafts[city]


def is_saved(draft: Draft) -> bool:
    """Return whether the draft is what the store holds as the newest version."""
    saved = versions(draft.plan.city_id)
    return bool(saved) and tidy(draft.plan) == saved[0].plan


def missing_from(draft: Draft) -> tuple[str, ...]:
    """Return chosen keywords that the plan does not have yet."""
    has = {action.keyword_id for action in draft.plan.actions}
    return tuple(keyword for keyword in session.current().picked if keyword not in has)


def add_chosen(city: str) -> None:
    """Add the chosen actions that the plan does not have yet; call it from a callback."""
    draft = of_city(city)
    actions = (*draft.plan.actions, *_begun(missing_from(draft)))
    draft.plan = replace(draft.plan, actions=actions)


def _begun(keywords: tuple[str, ...]) -> tuple[PlanAction, ...]:
    """Return new actions of keywords, with what the selection says of them."""
    state, release = session.current(), session.release()
    criteria = candidates.criteria(release, state.candidates())
    rows = rows_of(criteria.table)
    reasons = {
        row["keyword_id"]: reason(
            row, criteria.n_actors, criteria.n_cities_known, criteria.n_cities_answered
        )
        for row in rows
    }
    measures = {row["keyword_id"]: row["measure"] for row in rows}
    return planned(book(), keywords, dict(basket.said()), reasons, measures)


def remove(city: str, keyword: str) -> None:
    """Take an action out of the draft; call it from a callback."""
    draft = of_city(city)
    kept = tuple(a for a in draft.plan.actions if a.keyword_id != keyword)
    draft.plan = replace(draft.plan, actions=kept)


def change(draft: Draft, fields: Mapping[str, Any]) -> None:
    """Change fields of the plan as a whole."""
    draft.plan = replace(draft.plan, **fields)


def change_action(draft: Draft, keyword: str, fields: Mapping[str, Any]) -> None:
    """Change fields of one action."""
    actions = tuple(
        replace(action, **fields) if action.keyword_id == keyword else action
        for action in draft.plan.actions
    )
    draft.plan = replace(draft.plan, actions=actions)


def put(city: str, plan: Plan) -> None:
    """Replace the whole draft, as with a file that was read; it is not saved yet."""
    draft = of_city(city)
    draft.plan = plan
    draft.generation += 1


def start_from(city: str, version: PlanVersion) -> None:
    """Take a saved version as the draft; saving it then makes it the newest."""
    draft = of_city(city)
    draft.base = versions(city)[0].version
    draft.conflict = 0
    put(city, version.plan)


def save(city: str, role: str) -> None:
    """Save the draft as the next version, or say why not; call it from a callback."""
    draft = of_city(city)
    try:
        plan = replace(draft.plan, release=session.release())
        draft.base = save_plan(responses_dir(), plan, role=role, base=draft.base)
    except PlanConflictError as error:
        draft.conflict = error.newest
        return
    except DashboardError as error:
        tell("error", str(error))
        return
    draft.plan, draft.conflict = tidy(plan), 0
    tell("success", _("Saved as version {n}.").format(n=draft.base))


def save_over(city: str, role: str) -> None:
    """Save the draft after the version of somebody else, which stays in the history."""
    draft = of_city(city)
    draft.base = draft.conflict
    save(city, role)


def aligned(draft: Draft) -> Alignment:
    """Return what the actions of the draft cover."""
    known = set(book().keywords["keyword_id"])
    ids = tuple(a.keyword_id for a in draft.plan.actions if a.keyword_id in known)
    return answers.answer(plan_alignment, session.release(), ids)


def tell(kind: str, text: str) -> None:
    """Remember what the next run must tell: 'success' or 'error', and a text."""
    st.session_state[_TOLD] = (kind, text)


def told() -> tuple[str, str] | None:
    """Return what a callback had to tell, once."""
    found: tuple[str, str] | None = st.session_state.pop(_TOLD, None)
    return found
