"""Saved versions of a plan: what to do when somebody else saved, and the way back to an old one."""

from __future__ import annotations

from typing import Final

import streamlit as st

from dashboard.i18n import _
from dashboard.ui import access, plan_draft
from dashboard.words.labels import role_name

_MOST_SHOWN: Final = 20


def conflict(draft: plan_draft.Draft) -> None:
    """Say that somebody else saved meanwhile, and let the visitor decide; nothing is lost."""
    city = draft.plan.city_id
    st.warning(
        _(
            "Somebody else saved version {n} of this plan while you were writing. Yours is still "
            "here and not saved yet. Save it as the next version (theirs stays in the history), "
            "or take over theirs."
        ).format(n=draft.conflict)
    )
    newest = plan_draft.versions(city)[0]
    with st.container(horizontal=True):
        st.button(
            _("Save mine as the next version"),
            on_click=plan_draft.save_over,
            args=(city, access.role()),
            disabled=not access.may_write(access.role()),
        )
        st.button(
            _("Take over version {n}").format(n=newest.version),
            on_click=plan_draft.start_from,
            args=(city, newest),
        )


def history(draft: plan_draft.Draft) -> None:
    """List the saved versions, and let the visitor start from one of them."""
    city = draft.plan.city_id
    saved = plan_draft.versions(city)
    if not saved:
        return
    st.header(_("History"))
    for version in saved[:_MOST_SHOWN]:
        left, right = st.columns([3, 1], vertical_alignment="center")
        left.markdown(
            _("Version {n}, {moment} UTC, {role}, {actions} actions").format(
                n=version.version,
                moment=version.written_at.strftime("%Y-%m-%d %H:%M"),
                role=role_name(version.role),
                actions=len(version.plan.actions),
            )
        )
        right.button(
            _("Open this version"),
            on_click=plan_draft.start_from,
            args=(city, version),
            key=f"version_{version.version}",
        )
