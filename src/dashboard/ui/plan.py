"""The page "Action plan", put together: the plan of one city, its actions, its files."""

from __future__ import annotations

from functools import partial
from typing import Final

import streamlit as st

from dashboard.answers.plans import unknown_keywords
from dashboard.exports.plan_files import action_table
from dashboard.i18n import _, ngettext
from dashboard.ui import (
    access,
    answers,
    display,
    navigation,
    plan_action,
    plan_draft,
    plan_files,
    plan_versions,
    session,
)
from dashboard.ui.plan_fields import Fields
from dashboard.ui.search import city_label, city_labels
from dashboard.words import alignment as alignment_words
from dashboard.words import plan as words
from dashboard.words.markdown import as_plain_text
from dashboard.words.pledge import pledge

_SELECTION: Final = "action-selection"


def title() -> str:
    """Return the title of the page, with the city."""
    state, release = session.current(), session.release()
    name = _("Action plan")
    return f"{name}: {as_plain_text(city_label(release, state.city))}" if state.city else name


def sections() -> None:
    """Draw the page below its head."""
    city = session.current().city
    if not city:
        _choose_city()
        return
    draft = plan_draft.of_city(city)
    _tell()
    if draft.conflict:
        plan_versions.conflict(draft)
    _actions(draft)
    if draft.plan.actions:
        _whole(draft)
        _save(draft)
        _glance(draft)
        _covers(draft)
        _check_list(draft)
        _pledge(draft)
    plan_files.section(draft)
    plan_versions.history(draft)


def _tell() -> None:
    told = plan_draft.told()
    if told:
        kind, text = told
        (st.success if kind == "success" else st.error)(as_plain_text(text))


def _choose_city() -> None:
    """Ask for the city whose plan it is; the page stays."""
    st.info(_("A plan belongs to one city. Choose yours: type the first letters of its name."))
    labels = answers.drawn(city_labels, session.release())
    st.selectbox(
        _("Your city"),
        ("", *labels),
        format_func=lambda city: labels.get(city, _("not chosen yet")),
        **session.bound("city"),
    )


def _actions(draft: plan_draft.Draft) -> None:
    """Show the actions of the plan, and the fields of the one that is chosen."""
    plan = draft.plan
    st.header(_("Actions of the plan"))
    _add_chosen(draft)
    if not plan.actions:
        st.info(_("The plan has no action yet. Choose some on the page Action selection first."))
        st.page_link(
            navigation.page_links()[_SELECTION],
            label=_("Choose actions"),
            icon=":material/arrow_forward:",
            query_params=session.link_parameters(),
        )
        return
    ids = [action.keyword_id for action in plan.actions]
    labels = {
        action.keyword_id: f"{place}. {action.wording or action.keyword_id}"
        for place, action in enumerate(plan.actions, start=1)
    }
    chosen = session.current().keyword
    chosen = chosen if chosen in ids else ids[0]
    st.selectbox(
        _("Action to fill in"),
        ids,
        format_func=labels.__getitem__,
        **session.bound_to("keyword", chosen),
    )
    with st.container(border=True):
        plan_action.fields(draft, plan.actions[ids.index(chosen)])
        st.button(
            _("Take this action out of the plan"),
            on_click=plan_draft.remove,
            args=(plan.city_id, chosen),
            type="tertiary",
            key="remove_action",
        )


def _add_chosen(draft: plan_draft.Draft) -> None:
    """Offer the chosen actions that the plan lacks, and name those that the release lacks."""
    missing = plan_draft.missing_from(draft)
    if missing:
        st.button(
            ngettext("Add {n} chosen action", "Add {n} chosen actions", len(missing)).format(
                n=len(missing)
            ),
            on_click=plan_draft.add_chosen,
            args=(draft.plan.city_id,),
            help=_("From the page Action selection."),
        )
    gone = unknown_keywords(plan_draft.book(), draft.plan)
    if gone:
        st.warning(
            _("This release of the data no longer has: {ids}. The entries are kept.").format(
                ids=", ".join(gone)
            )
        )


def _whole(draft: plan_draft.Draft) -> None:
    """Draw the fields of the plan as a whole."""
    st.header(_("The plan as a whole"))
    prefix = f"plan_{draft.generation}_{draft.plan.city_id}"
    form = Fields(draft.plan, prefix, partial(plan_draft.change, draft))
    form.text("title", _("Title"), 300)
    form.text("summary", _("What the plan wants to achieve"), 4000, tall=True)
    first, last, review = st.columns(3)
    with first:
        form.year("from_year", _("First year"))
    with last:
        form.year("to_year", _("Last year"))
    with review:
        form.day("review_on", _("Review of the whole plan"))
    body, day = st.columns([2, 1])
    with body:
        form.text("adopted_by", _("Adopted by"), 300, hint=_("Such as the city council."))
    with day:
        form.day("adopted_on", _("Adopted on (empty: a draft)"))
    plan_draft.change(draft, form.changes())
    if draft.plan.from_year and draft.plan.to_year and draft.plan.from_year > draft.plan.to_year:
        st.warning(_("The last year of the plan lies before its first year."))


def _save(draft: plan_draft.Draft) -> None:
    st.header(_("Save"))
    access.banner()
    left, right = st.columns([1, 2], vertical_alignment="bottom")
    with left:
        role = access.writer()
    with right:
        # Not in a callback: what was typed last is in the draft only after its field was drawn.
        if role and st.button(_("Save the plan"), key="save_plan"):
            plan_draft.save(draft.plan.city_id, role)
            st.rerun()
    if plan_draft.is_saved(draft):
        st.caption(
            _("Saved as version {n}.").format(n=plan_draft.versions(draft.plan.city_id)[0].version)
        )
    else:
        st.caption(
            _("Not saved yet. It stays until you close or reload this page; save it to keep it.")
        )


def _glance(draft: plan_draft.Draft) -> None:
    st.header(_("The plan at a glance"))
    display.table(
        display.Shown(
            words.title(draft.plan, city_label(session.release(), draft.plan.city_id)),
            action_table(draft.plan),
            {},
            f"{draft.plan.city_id}-plan-actions",
            (_("Written by the city, on this page"),),
            cells=words.overview_cells(draft.plan),
        )
    )


def _covers(draft: plan_draft.Draft) -> None:
    st.header(_("What the plan serves"))
    st.markdown(alignment_words.coverage_text(plan_draft.aligned(draft).coverage))
    st.caption(alignment_words.reading())


def _check_list(draft: plan_draft.Draft) -> None:
    st.header(_("Check list"))
    st.table(
        words.check_cells(draft.plan, plan_draft.book().steps), hide_index=True, border="horizontal"
    )
    st.caption(
        _(
            "The nine steps of planning are those of the JMDI guidelines on migration in "
            "decentralised cooperation, page 58. Which fields answer a step is our own judgement."
        )
    )


def _pledge(draft: plan_draft.Draft) -> None:
    drawer = st.expander(
        _("Text for a pledge, for a review of the Global Compacts"), on_change="rerun", key="pledge"
    )
    if not drawer.open:  # its text is made only while somebody looks at it
        return
    with drawer:
        st.caption(_("Made by rule from what the plan holds. Copy it and change it as you like."))
        name = city_label(session.release(), draft.plan.city_id)
        st.code(
            pledge(draft.plan, name, plan_draft.aligned(draft).items),
            language=None,
            wrap_lines=True,
        )
