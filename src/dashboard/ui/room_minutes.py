"""Section "Minutes": votes, decisions and exact links, as a Word document and as Markdown."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import streamlit as st

from dashboard.address import encode
from dashboard.exports.brief import MIME_TYPE
from dashboard.exports.minutes import minutes_document, minutes_markdown
from dashboard.i18n import _
from dashboard.state import DEFAULT, changed
from dashboard.ui import parts as page_parts
from dashboard.ui import room_ranks, room_result, session
from dashboard.words import minutes, voting

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dashboard.answers.voted import Result
    from dashboard.exports.provenance import Provenance
    from dashboard.responses.live import Live
    from dashboard.responses.room import Question

_SELECTION = "action-selection"


def section(live: Live) -> None:
    """Offer the minutes for download.

    Args:
        live: Session.
    """
    if not live.room.questions:
        return
    st.header(_("Minutes"))
    st.markdown(
        _(
            "Questions, number of votes, results, decisions and exact links. Names are in it only "
            "if participants typed them."
        )
    )
    title = _("Minutes: {title}").format(title=live.room.title)
    about = page_parts.provenance(title, (_("Votes of a working group"),))
    about = replace(about, link="", filters=())
    written = _parts(live)
    with st.container(horizontal=True):
        _download(
            _("Minutes as Word document"), "docx", MIME_TYPE, minutes_document, written, about
        )
        _download(_("Minutes as Markdown"), "md", "text/markdown", minutes_markdown, written, about)


def _download(  # noqa: PLR0913, PLR0917 - one argument a part of the button
    label: str,
    form: str,
    mime: str,
    write: Callable[[Sequence[minutes.Part], Provenance], bytes],
    written: list[minutes.Part],
    about: Provenance,
) -> None:
    st.download_button(
        label,
        partial(write, written, about),
        file_name=f"minutes.{form}",
        mime=mime,
        on_click="ignore",
        key=f"room_minutes_{form}",
    )


def _parts(live: Live) -> list[minutes.Part]:
    outcomes = {of: _outcome(live, q) for of, q in live.room.questions.items()}
    return minutes.parts(live.room, outcomes, DEFAULT.limit)


def _outcome(live: Live, question: Question) -> minutes.Outcome:
    names = voting.item_names(question, room_result.keyword_names())
    if question.status != "closed":
        return minutes.Outcome(None, names)
    found = room_result.of(live, question)
    has_moves = question.kind == "weights" and found.n_voters
    return minutes.Outcome(
        found,
        names,
        room_ranks.ranks(found) if has_moves else None,
        _link(question, found),
    )


def _link(question: Question, found: Result) -> str:
    """Return the exact address that shows what follows from a vote; empty: nothing does."""
    state = replace(DEFAULT, lang=session.current().lang, release=session.release())
    if not found.n_voters or question.kind == "wording":
        return ""
    if question.kind == "weights":
        state = changed(state, **room_ranks.weights(found))
    else:
        state = changed(state, picked=tuple(room_ranks.points(found)))
    base = (st.context.url or "").rsplit("/", 1)[0]
    return f"{base}/{_SELECTION}?{urlencode(encode(state, everything=True), safe=',')}"
