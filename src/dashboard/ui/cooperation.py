"""The page "Cooperation", put together: the pair, its steps, agreement, team, planning, funds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from dashboard.filters import TOOLKIT_VIEWS, WAYS
from dashboard.i18n import _
from dashboard.responses.cooperation import partners_of
from dashboard.ui import (
    answers,
    cooperation_agreement,
    cooperation_cycle,
    cooperation_draft,
    cooperation_funds,
    cooperation_save,
    cooperation_team,
    parts,
    session,
)
from dashboard.ui.search import city_label, city_labels
from dashboard.ui.written import written
from dashboard.words import cooperation as words
from dashboard.words.markdown import as_plain_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from dashboard.ui.cooperation_draft import Draft

_SECTIONS: Final[dict[str, Callable[[Draft | None], None]]] = {
    "cycle": cooperation_cycle.section,
    "agreement": cooperation_agreement.section,
    "roles": cooperation_team.roles_section,
    "planning": cooperation_team.planning_section,
    "funding": cooperation_funds.section,
}


def title() -> str:
    """Return the title of the page, with the pair."""
    state, release = session.current(), session.release()
    name = _("Cooperation")
    if not state.city or not state.partner or state.city == state.partner:
        return name
    names = (city_label(release, city) for city in (state.city, state.partner))
    return f"{name}: {as_plain_text(' | '.join(names))}"


def sections() -> None:
    """Draw the page below its head."""
    present = session.current().present
    if not present:
        _pair()
    draft = cooperation_draft.current()
    view = parts.choose_part(
        "toolkit", TOOLKIT_VIEWS, words.view_name, label=_("Part of the toolkit")
    )
    cooperation_save.tell(draft)
    _SECTIONS[view](draft)
    if draft is not None and view != "funding" and not present:
        cooperation_save.section(draft)


def _pair() -> None:
    """Ask for the city, its partner and the way; say what is missing."""
    state, release = session.current(), session.release()
    labels = answers.drawn(city_labels, release)
    own, other, way = st.columns([2, 2, 2], vertical_alignment="bottom")
    with own:
        _place(_("Your city"), "city", labels)
    with other:
        _place(_("Partner"), "partner", labels)
    draft = cooperation_draft.current()
    chosen = state.way or (draft.record.way if draft else WAYS[0])
    with way:
        st.selectbox(
            _("Kind of partnership"),
            WAYS,
            format_func=words.way_name,
            **session.bound_to("way", chosen),
        )
    if state.city and state.city == state.partner:
        st.warning(words.own_partner())
    elif draft is None:
        st.info(
            _(
                "Choose your city and the partner to write and save. Until then you can read what "
                "each part asks for."
            )
        )
        _saved_partners(state.city, release)


def _place(label: str, name: str, labels: dict[str, str]) -> None:
    st.selectbox(
        label,
        ("", *labels),
        format_func=lambda city: labels.get(city, _("not chosen yet")),
        **session.bound(name),
    )


def _saved_partners(city: str, release: str) -> None:
    """Offer the partners with whom the city has saved something."""
    partners = written(partners_of, city) if city else ()
    if not partners:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(_("Saved partnerships of your city"), width="content")
        for partner in partners:
            st.button(
                as_plain_text(city_label(release, partner)),
                on_click=session.change,
                kwargs={"partner": partner},
                key=f"open_partner_{partner}",
                type="tertiary",
            )
