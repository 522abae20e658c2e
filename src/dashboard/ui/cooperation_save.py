"""Save a partnership, decide where somebody else saved, and the way back to an old version."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from dashboard.i18n import _
from dashboard.ui import access, cooperation_draft
from dashboard.words import cooperation_versions as words
from dashboard.words.labels import role_name
from dashboard.words.markdown import as_plain_text

if TYPE_CHECKING:
    from dashboard.ui.cooperation_draft import Draft

_MOST_SHOWN: Final = 20


def tell(draft: Draft | None) -> None:
    """Say what saving had to tell, and what to decide where somebody else saved meanwhile."""
    told = cooperation_draft.told()
    if told:
        kind, text = told
        (st.success if kind == "success" else st.error)(as_plain_text(text))
    if draft is not None and draft.conflict:
        _conflict(draft)


def _conflict(draft: Draft) -> None:
    st.warning(
        _(
            "Somebody else saved version {n} of this partnership while you were writing. Yours is "
            "still here and not saved yet. Save it as the next version (theirs stays in the "
            "history), or take over theirs."
        ).format(n=draft.conflict)
    )
    newest = cooperation_draft.versions(draft.pair)[0]
    with st.container(horizontal=True):
        st.button(
            _("Save mine as the next version"),
            on_click=cooperation_draft.save_over,
            args=(draft.pair, access.role()),
            disabled=not access.may_write(access.role()),
            key="cooperation_save_over",
        )
        st.button(
            _("Take over version {n}").format(n=newest.version),
            on_click=cooperation_draft.start_from,
            args=(draft.pair, newest),
            key="cooperation_take_over",
        )


def section(draft: Draft) -> None:
    """Offer to save, and list the saved versions."""
    st.header(_("Save"))
    access.banner()
    left, right = st.columns([1, 2], vertical_alignment="bottom")
    with left:
        role = access.writer()
    with right:
        # Not in a callback: what was typed last is in the draft only after its field was drawn.
        if role and st.button(_("Save the partnership"), key="save_cooperation"):
            cooperation_draft.save(draft.pair, role)
            st.rerun()
    if cooperation_draft.is_saved(draft):
        newest = cooperation_draft.versions(draft.pair)[0].version
        st.caption(_("Saved as version {n}.").format(n=newest))
    elif cooperation_draft.is_empty(draft):
        st.caption(_("Nothing is written yet."))
    else:
        st.caption(
            _("Not saved yet. It stays until you close or reload this page; save it to keep it.")
        )
    _history(draft)


def _history(draft: Draft) -> None:
    """List the saved versions, and let the visitor start from one of them."""
    saved = cooperation_draft.versions(draft.pair)
    if not saved:
        return
    st.header(_("History"))
    book = cooperation_draft.book()
    loses = cooperation_draft.loses_text(draft)
    for version in saved[:_MOST_SHOWN]:
        record = version.cooperation
        left, right = st.columns([3, 1], vertical_alignment="center")
        head = _("Version {n}, {moment} UTC, {role}").format(
            n=version.version,
            moment=version.written_at.strftime("%Y-%m-%d %H:%M"),
            role=role_name(version.role),
        )
        left.markdown(f"{head}; {words.version_text(book, record)}")
        right.button(
            _("Open this version"),
            on_click=cooperation_draft.start_from,
            args=(draft.pair, version),
            disabled=loses,
            help=_("Save first: what is not saved would be lost.") if loses else None,
            key=f"cooperation_version_{version.version}",
        )
