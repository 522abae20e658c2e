"""The files of a partnership: the draft of a memorandum as DOCX, JSON out and back in."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from dashboard.answers.cooperation import known_keys
from dashboard.contracts.cooperation import tidy
from dashboard.contracts.cooperation_read import MOST_BYTES, read_cooperation
from dashboard.contracts.violation import PackageError
from dashboard.exports.brief import MIME_TYPE
from dashboard.exports.cooperation_document import memorandum
from dashboard.exports.cooperation_files import cooperation_json
from dashboard.i18n import _
from dashboard.ui import access, answers, cooperation_draft, parts, session
from dashboard.ui.search import city_label
from dashboard.words import agreement as words
from dashboard.words import cooperation as cycle_words
from dashboard.words.markdown import as_plain_text

if TYPE_CHECKING:
    from dashboard.contracts.cooperation import Cooperation
    from dashboard.ui.cooperation_draft import Draft


def section(draft: Draft) -> None:
    """Offer the partnership as files, and take one back."""
    st.header(_("Files"))
    _downloads(draft)
    _upload(draft)


def _names(record: Cooperation) -> tuple[str, str]:
    release = session.release()
    return city_label(release, record.city_id), city_label(release, record.partner_id)


def _downloads(draft: Draft) -> None:
    record, book = tidy(draft.record), cooperation_draft.book()
    names = _names(record)
    about = parts.provenance(words.title(record, *names), cycle_words.guideline_sources())
    makers = {
        "DOCX": (partial(memorandum, record, names, book, about), MIME_TYPE),
        "JSON": (partial(cooperation_json, record, invented=about.invented), "application/json"),
    }
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(_("Download the draft"), width="content")
        for form, (make, mime) in makers.items():
            st.download_button(
                form,
                make,
                file_name=f"{record.city_id}-{record.partner_id}-draft.{form.lower()}",
                mime=mime,
                on_click="ignore",
                key=f"cooperation_{form}",
            )
    incomplete = words.incomplete_mark(book.elements, record)
    told = [f"{text}." for text in (words.draft_mark(), incomplete) if text]
    st.caption(
        " ".join(told)
        + " "
        + _("JSON holds everything that is written here and can be read back; DOCX is for reading.")
    )


def _upload(draft: Draft) -> None:
    """Read a file; a faulty one changes nothing and every fault is named."""
    sent = st.file_uploader(
        _("Read a partnership back (JSON)"),
        type=["json"],
        max_upload_size=max(1, MOST_BYTES // 1_000_000),
        key=f"cooperation_file_{'_'.join(draft.pair)}",
    )
    if sent is None:
        return
    try:
        known = answers.answer(known_keys, session.release())
        invented = answers.is_invented(session.release())
        record = read_cooperation(sent.getvalue(), sent.name, known, invented=invented)
    except PackageError as error:
        parts.file_faults(error)
        return
    if (record.city_id, record.partner_id) != draft.pair:
        names = _names(record)
        st.error(
            as_plain_text(
                _(
                    "This is the partnership of {city} with {partner}. Choose these two first; "
                    "nothing was changed."
                ).format(city=names[0], partner=names[1])
            )
        )
    elif record == tidy(draft.record):
        st.success(_("The file holds the same as this page."))
    else:
        _use(draft, record)


def _use(draft: Draft, record: Cooperation) -> None:
    """Offer to use a file; what is not saved is kept as a version first, or dropped on purpose."""
    loses = cooperation_draft.loses_text(draft)
    if loses:
        st.warning(
            _(
                "What is on this page is not saved. Save it first: it then stays in the history, "
                "and the file takes its place here."
            )
        )
    with st.container(horizontal=True):
        # Not in a callback: what was typed last is in the draft only after its field was drawn.
        if loses and st.button(
            _("Save this page, then use the file"),
            disabled=not access.may_write(access.role()),
            key="save_and_use_cooperation_file",
        ):
            cooperation_draft.save_and_put(draft.pair, record, access.role())
            st.rerun()
        st.button(
            _("Use the file, drop what is not saved") if loses else _("Use the file"),
            on_click=cooperation_draft.put,
            args=(draft.pair, record),
            key="use_cooperation_file",
            help=_("It takes the place of what is on this page. Save it afterwards."),
        )
