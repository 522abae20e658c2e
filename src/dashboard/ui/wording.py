"""Detailed view "Wordings": all wordings of a keyword, and the text that the group agrees on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard.analysis.readability import reading
from dashboard.answers.wordings import wordings
from dashboard.errors import DashboardError
from dashboard.i18n import _
from dashboard.responses.files import responses_dir
from dashboard.responses.wordings import (
    LONGEST_REASON,
    LONGEST_WORDING,
    in_force,
    list_proposals,
    propose,
)
from dashboard.ui import access, answers, display, session, written
from dashboard.words import wordings as words
from dashboard.words.markdown import as_plain_text

if TYPE_CHECKING:
    import pandas as pd

    from dashboard.filters import ActorFilter
    from dashboard.responses.wordings import Proposal

_SAVED = "wording_saved"
_DRAFTS = "wording_drafts"


def view() -> None:
    """Show the wordings of one keyword side by side, and let the group write its own."""
    state, release = session.current(), session.release()
    names = answers.choices(release).keyword
    options = [*state.picked, *(name for name in names if name not in state.picked)]
    chosen = state.keyword or options[0]
    st.selectbox(
        _("Keyword (chosen actions first)"),
        options,
        format_func=names.__getitem__,
        **session.bound_to("keyword", chosen),
    )
    told, shown = answers.drawn(_shown, release, state.documents, chosen)
    st.markdown(told)
    theirs, ours = st.columns([3, 2], gap="large")
    with theirs:
        if shown is not None:
            display.table(shown)
    with ours:
        _agree(chosen, shown.table if shown is not None else None)
    st.caption(words.reading_help())


def _shown(release: str, documents: ActorFilter, keyword: str) -> tuple[str, display.Shown | None]:
    every = answers.answer(wordings, release, documents)
    table = every[every["keyword_id"] == keyword].reset_index(drop=True)
    if table.empty:
        return _("No actor that counts has a wording for this keyword."), None
    name = answers.choices(release).keyword[keyword]
    shown = display.Shown(
        _("Wordings: {keyword}").format(keyword=name),
        table,
        {},
        "wordings",
        tuple(dict.fromkeys(table["publisher"])),
        cells=words.wording_cells(table),
        notes=(words.reading_help(),),
    )
    return words.summary(table), shown


def _agree(keyword: str, table: pd.DataFrame | None) -> None:
    """Draw the group's own wording: the text with its grade, reason, source, role, history."""
    proposals = tuple(p for p in written.written(list_proposals) if p.keyword_id == keyword)
    current = in_force(proposals).get(keyword)
    st.subheader(_("The group's own wording"))
    st.markdown(words.agreed_text(current))
    access.banner()
    draft = _draft(keyword, current)
    text = st.text_area(
        _("Wording"),
        key=f"wording_{keyword}",
        max_chars=LONGEST_WORDING,
        height=80,
        value=draft["text"],
    )
    draft["text"] = text
    st.caption(words.reading_text(reading(text)))
    source_ids, labels = [""], {"": _("none: written anew")}
    if table is not None:
        source_ids += table["action_id"].tolist()
        labels |= {
            row["action_id"]: f"{row['actor']}: {row['wording']}" for row in display.records(table)
        }
    draft["reason"] = st.text_input(
        _("Reason"), value=draft["reason"], max_chars=LONGEST_REASON, key=f"reason_{keyword}"
    )
    if draft["source"] not in labels:  # an action that the filters leave out
        source_ids.append(draft["source"])
        labels[draft["source"]] = draft["source"]
    place = source_ids.index(draft["source"])
    draft["source"] = st.selectbox(
        _("Starts from the wording of"),
        source_ids,
        index=place,
        format_func=labels.__getitem__,
        key=f"source_{keyword}",
    )
    if role := access.writer():
        _save_buttons(keyword, draft, role, can_withdraw=current is not None)
    if proposals:
        with st.expander(_("History of this wording")):
            st.table(words.history_cells(proposals), hide_index=True)


def _draft(keyword: str, current: Proposal | None) -> dict[str, str]:
    """Return what the visitor has written so far for a keyword; it stays while he looks around."""
    drafts: dict[str, dict[str, str]] = st.session_state.setdefault(_DRAFTS, {})
    if keyword not in drafts:
        drafts[keyword] = {
            "text": current.wording if current else "",
            "reason": current.reason if current else "",
            "source": current.source_action_id if current else "",
        }
    return drafts[keyword]


def _save_buttons(keyword: str, draft: dict[str, str], role: str, *, can_withdraw: bool) -> None:
    with st.container(horizontal=True):
        # Not in a callback: what was typed last is in the draft only after its field was drawn.
        if st.button(_("Save the wording"), disabled=not draft["text"].strip(), key="save_wording"):
            _save(keyword, draft["text"], draft, role)
            st.rerun()
        if can_withdraw:
            st.button(
                _("Withdraw the agreed wording"),
                on_click=_save,
                args=(keyword, "", draft, role),
                key="withdraw_wording",
            )
    told = st.session_state.pop(_SAVED, None)
    if told:
        saved, text = told
        (st.success if saved else st.error)(as_plain_text(text))


def _save(keyword: str, text: str, draft: dict[str, str], role: str) -> None:
    try:
        added = propose(
            responses_dir(),
            keyword=keyword,
            wording=text,
            reason=draft["reason"],
            source_action=draft["source"],
            role=role,
            release=session.release(),
        )
    except DashboardError as error:
        st.session_state[_SAVED] = (False, str(error))
        return
    told = _("Saved.") if added else _("Nothing changed: this wording is already the agreed one.")
    st.session_state[_SAVED] = (True, told)
