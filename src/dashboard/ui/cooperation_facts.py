"""Part of the cooperation page: facts to gather before signing, as a check list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from dashboard.contracts.cooperation import Fact
from dashboard.i18n import _
from dashboard.ui import cooperation_draft, display, session
from dashboard.words import cooperation as cycle_words
from dashboard.words import cooperation_facts as words
from dashboard.words.cells import rows_of
from dashboard.words.markdown import as_plain_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboard.ui.cooperation_draft import Draft

_LONGEST: Final = {"who": 200, "note": 2000}


def section(draft: Draft | None) -> None:
    """Draw the check list; without a pair, what is to be gathered.

    Args:
        draft: The partnership; None: no pair is chosen.
    """
    criteria = cooperation_draft.book().criteria
    facts = draft.record.facts if draft else None
    st.header(_("Facts to gather before signing"))
    if draft is not None:
        st.markdown(words.facts_summary(criteria, draft.record.facts))
        if not session.current().present:
            with st.container(border=True):
                for place, row in enumerate(rows_of(criteria), start=1):
                    _fact(draft, place, row)
    display.table(
        display.Shown(
            _("Facts to gather before signing"),
            words.with_facts(criteria, facts),
            {},
            "cooperation-facts",
            cycle_words.guideline_sources(),
            cells=words.facts_cells(criteria, facts),
        )
    )


def _fact(draft: Draft, place: int, row: Mapping[str, Any]) -> None:
    """Draw one fact: what it is, whether it is gathered, who gathers it, a note."""
    key = str(row["partner_criterion_id"])
    now = draft.record.facts.get(key, Fact())
    name = f"fact_{key}"

    def take() -> None:
        held = st.session_state
        new = Fact(*(held[draft.key(f"{name}_{part}")] for part in ("tick", "who", "note")))
        cooperation_draft.change(draft, facts={**draft.record.facts, key: new})

    what, tick, who, note = st.columns([5, 2, 2, 3], vertical_alignment="center")
    # Not the label of the tick: it would be cut where it is long.
    what.markdown(f"**{place}.** {words.fact_name(row)}  \n{as_plain_text(row['question'])}")
    tick.checkbox(
        _("{n}. Gathered").format(n=place),
        value=now.is_gathered,
        key=draft.key(f"{name}_tick"),
        on_change=take,
    )
    for column, part, label, placeholder in (
        (who, "who", _("Who gathers fact {n}"), _("Who gathers it")),
        (note, "note", _("Note on fact {n}"), _("Note")),
    ):
        column.text_input(
            label.format(n=place),
            value=getattr(now, part),
            max_chars=_LONGEST[part],
            placeholder=placeholder,
            key=draft.key(f"{name}_{part}"),
            label_visibility="collapsed",
            on_change=take,
        )
