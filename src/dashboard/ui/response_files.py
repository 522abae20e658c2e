"""The files of a city's answers: a template to download, a filled-in one to read back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import streamlit as st

from dashboard.contracts.response_check import read_responses
from dashboard.contracts.response_read import MOST_BYTES
from dashboard.contracts.violation import PackageError
from dashboard.exports.response_files import template_csv, template_rows, template_xlsx
from dashboard.exports.tables import MIME_TYPES
from dashboard.i18n import _, ngettext
from dashboard.ui import answers, response_draft, session
from dashboard.words.markdown import as_plain_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pandas as pd

    from dashboard.contracts.response_check import Questionnaire
    from dashboard.contracts.violation import Violation
    from dashboard.ui.response_draft import Draft

_MOST_FAULTS: Final = 30
MOST_MB: Final = MOST_BYTES // 1_000_000


def section(draft: Draft, questions: pd.DataFrame, city: str) -> None:
    """Offer the template with what is answered already, and take a file back."""
    drawer = st.expander(
        _("Answer in a spreadsheet instead"), on_change="rerun", key="response_files"
    )
    if not drawer.open:
        return
    with drawer:
        st.markdown(_("Download the template, fill it in, and upload it here."))
        _template(draft, questions, city)
        _upload(draft)


def _template(draft: Draft, questions: pd.DataFrame, city: str) -> None:
    rows = template_rows(
        questions,
        (draft.city, city),
        draft.round_id,
        response_draft.table(draft),
        invented=answers.is_invented(session.release()),
    )
    makers: dict[str, Callable[..., bytes]] = {"XLSX": template_xlsx, "CSV": template_csv}
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(_("Download the template"), width="content")
        for form, make in makers.items():
            st.download_button(
                form,
                partial(make, rows),
                file_name=f"{draft.city}-answers-{draft.round_id}.{form.lower()}",
                mime=MIME_TYPES[form.lower()],
                on_click="ignore",
                key=f"template_{form}",
            )


def _upload(draft: Draft) -> None:
    """Read a file of this city's answers; a faulty one changes nothing."""
    found = uploaded(response_draft.known(), key=f"response_file_{draft.city}")
    if found is None:
        return
    given, name = found
    others = sorted(set(given["city_id"]) - {draft.city})
    if others:
        st.error(
            ngettext(
                "This file also holds answers of {n} other city: {some}. Here only your own city "
                "can be answered for; the data steward takes files of many cities.",
                "This file also holds answers of {n} other cities: {some}. Here only your own city "
                "can be answered for; the data steward takes files of many cities.",
                len(others),
            ).format(n=len(others), some=as_plain_text(", ".join(others[:5])))
        )
        return
    rounds = sorted(set(given["round_id"]))
    st.success(
        _("{file}: {n} answers, round {rounds}, no fault. They are not sent yet.").format(
            file=as_plain_text(name), n=len(given), rounds=", ".join(rounds)
        )
    )
    st.button(
        _("Put these answers into the draft"),
        on_click=_put,
        args=(draft.city, given),
        help=_("Each takes the place of the answer to the same question. Look at it, then send."),
        key="put_file",
    )


def _put(city: str, given: pd.DataFrame) -> None:
    for round_id, rows in given.groupby("round_id"):
        response_draft.put(response_draft.of(city, str(round_id)), rows)


def uploaded(known: Questionnaire, key: str) -> tuple[pd.DataFrame, str] | None:
    """Take a file of answers and check it, with progress; faults are listed.

    Args:
        known: What the answers may name.
        key: Key of the widget.

    Returns:
        The answers and the name of the file; None: no file, or a faulty one.
    """
    sent = st.file_uploader(
        _("Upload answers (CSV or XLSX)"),
        type=["csv", "txt", "tsv", "xlsx"],
        max_upload_size=MOST_MB,
        key=key,
    )
    if sent is None:  # also when the browser refused it: it only shows a red mark then
        st.caption(
            _(
                "At most {n} MB. A larger file gets a red mark and nothing of it is taken: divide "
                "it into several files."
            ).format(n=MOST_MB)
        )
        return None
    held: dict[str, object] = st.session_state.setdefault("checked_files", {})
    if held.get("id") != sent.file_id:  # checked once, not with every rerun
        bar = st.progress(0.0, _("Checking the file"))
        try:
            found: object = read_responses(
                sent.getvalue(),
                sent.name,
                known,
                lambda share, _step: _moved(bar, share),
            )
        except PackageError as error:
            found = error.violations
        bar.empty()
        held |= {"id": sent.file_id, "found": found}
    found = held["found"]
    if isinstance(found, tuple):
        show_faults(found)
        return None
    return found, sent.name  # type: ignore[return-value] # a table, as read above


def _moved(bar: st.delta_generator.DeltaGenerator, share: float) -> None:
    bar.progress(min(share, 1.0), _("Checking the file"))


def show_faults(faults: Sequence[Violation]) -> None:
    """List faults, the first ones in full."""
    st.error(
        ngettext(
            "The file has {n} fault. Nothing was taken from it.",
            "The file has {n} faults. Nothing was taken from it.",
            len(faults),
        ).format(n=len(faults))
    )
    st.markdown("\n".join(f"- {as_plain_text(str(fault))}" for fault in faults[:_MOST_FAULTS]))
    if len(faults) > _MOST_FAULTS:
        st.caption(_("and {n} more").format(n=len(faults) - _MOST_FAULTS))
