"""The files of a plan: download as DOCX, XLSX, CSV and JSON; read XLSX and JSON back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from dashboard.answers.plans import known_ids
from dashboard.contracts.plan import tidy
from dashboard.contracts.plan_read import MOST_BYTES, read_plan
from dashboard.contracts.violation import PackageError
from dashboard.exports.brief import MIME_TYPE
from dashboard.exports.plan_document import plan_document
from dashboard.exports.plan_files import plan_csv, plan_json, plan_xlsx
from dashboard.exports.tables import MIME_TYPES
from dashboard.i18n import _, ngettext
from dashboard.ui import answers, parts, plan_draft, session
from dashboard.ui.search import city_label
from dashboard.words import plan as words
from dashboard.words.markdown import as_plain_text

if TYPE_CHECKING:
    from dashboard.contracts.plan import Plan
    from dashboard.exports.provenance import Provenance


def section(draft: plan_draft.Draft) -> None:
    """Offer the plan as files, and take one back."""
    st.header(_("Files"))
    if draft.plan.actions:
        _downloads(draft)
    _upload(draft)


def _about(plan: Plan) -> Provenance:
    name = city_label(session.release(), plan.city_id)
    return parts.provenance(words.title(plan, name), words.sources())


def _downloads(draft: plan_draft.Draft) -> None:
    plan = tidy(draft.plan)
    about = _about(plan)
    name = city_label(session.release(), plan.city_id)
    aligned = plan_draft.aligned(draft)
    makers = {
        "DOCX": (partial(plan_document, plan, name, plan_draft.book(), aligned, about), MIME_TYPE),
        "XLSX": (partial(plan_xlsx, plan, about), MIME_TYPES["xlsx"]),
        "CSV": (partial(plan_csv, plan, about), MIME_TYPES["csv"]),
        "JSON": (partial(plan_json, plan, invented=about.invented), "application/json"),
    }
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(_("Download the plan"), width="content")
        for form, (make, mime) in makers.items():
            st.download_button(
                form,
                make,
                file_name=f"{plan.city_id}-plan.{form.lower()}",
                mime=mime,
                on_click="ignore",
                key=f"plan_{form}",
            )
    st.caption(_("JSON and XLSX can be changed and read back here; DOCX and CSV are for reading."))


def _upload(draft: plan_draft.Draft) -> None:
    """Read a plan file; a faulty one changes nothing and every fault is named."""
    sent = st.file_uploader(
        _("Read a plan back (JSON or XLSX)"),
        type=["json", "xlsx"],
        max_upload_size=max(1, MOST_BYTES // 1_000_000),
        key=f"plan_file_{draft.plan.city_id}",
    )
    if sent is None:
        return
    try:
        known = answers.answer(known_ids, session.release())
        invented = answers.is_invented(session.release())
        plan = read_plan(sent.getvalue(), sent.name, known, invented=invented)
    except PackageError as error:
        parts.file_faults(error)
        return
    if plan.city_id != draft.plan.city_id:
        st.error(
            _("This is the plan of {other}. Open that city first; nothing was changed.").format(
                other=as_plain_text(city_label(session.release(), plan.city_id))
            )
        )
    elif plan == tidy(draft.plan):
        st.success(_("The file holds the same plan as this page."))
    else:
        st.button(
            ngettext(
                "Use the plan of the file: {n} action",
                "Use the plan of the file: {n} actions",
                len(plan.actions),
            ).format(n=len(plan.actions)),
            on_click=plan_draft.put,
            args=(draft.plan.city_id, plan),
            help=_("It takes the place of what is on this page. Save it afterwards."),
        )
