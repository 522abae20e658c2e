"""Sections of the partner page about one candidate: why, what to ask, how to reach it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import streamlit as st

from dashboard.answers.profiles import city_profile
from dashboard.filters import TOOLKIT_VIEWS
from dashboard.i18n import _
from dashboard.queries.partner_guide import list_partner_channels, list_partner_criteria
from dashboard.queries.sources import list_sources
from dashboard.responses.cooperation import cooperation_versions
from dashboard.ui import answers, display, navigation, partners, session
from dashboard.ui.search import city_label, city_labels, city_name
from dashboard.ui.written import written
from dashboard.words import partner_look as words
from dashboard.words import partner_steps as steps
from dashboard.words.cells import rows_of
from dashboard.words.markdown import as_plain_text
from dashboard.words.partner_evidence import pieces

if TYPE_CHECKING:
    from dashboard.contracts.cooperation import Fact
    from dashboard.criteria import PartnerFilter

COOPERATION: Final = "cooperation"


@dataclass(frozen=True)
class CloseLook:
    """What is shown of one candidate.

    Attributes:
        told: Of how many criteria something is known.
        look: Table of the criteria.
    """

    told: str
    look: display.Shown


def section(asked: PartnerFilter) -> None:
    """Show why a place is a candidate, what to ask it, and the next steps.

    Args:
        asked: What was asked for.
    """
    state, release = session.current(), session.release()
    st.header(_("Why this city?"))
    labels = answers.drawn(_labels, release)
    st.selectbox(
        _("Place to look at"),
        list(labels),
        format_func=labels.__getitem__,
        **session.bound("partner"),
    )
    if not state.partner:
        st.info(_("Pick a row of the candidates, a mark or a line of the map, or choose a place."))
        return
    if state.partner == state.city:
        st.info(_("This is your own city. A partner is another place: choose one."))
        return
    made = answers.drawn(_close_look, release, asked.city, state.partner, asked.origins)
    st.markdown(f"{answers.drawn(_rank, release, asked, state.partner)} {made.told}")
    display.table(made.look)
    _ways_on(state.partner)
    _facts_section(asked, state.partner)


def _facts_section(asked: PartnerFilter, partner: str) -> None:
    """Show the facts to gather, what the cooperation keeps of them, and where they are ticked."""
    saved = written(cooperation_versions, asked.city, partner)
    kept = tuple(saved[0].cooperation.facts.items()) if saved else None
    told, shown = answers.drawn(_facts, session.release(), asked.city, partner, asked.origins, kept)
    st.header(_("Facts to gather before signing"))
    st.markdown(told)
    pages = navigation.page_links()
    if COOPERATION in pages:
        st.page_link(
            pages[COOPERATION],
            label=_("Tick them off in the cooperation"),
            icon=":material/checklist:",
            query_params={**session.link_parameters(), "toolkit": TOOLKIT_VIEWS[0]},
        )
    display.table(shown)


def _labels(release: str) -> dict[str, str]:
    """Return every place by id, and that none is chosen."""
    return {"": _("None: pick a row above, or choose here"), **city_labels(release)}


def _rank(release: str, asked: PartnerFilter, partner: str) -> str:
    table = partners.ranked(release, asked).table
    rows = rows_of(table[table["city_id"] == partner])
    return as_plain_text(words.rank_line(rows[0] if rows else None))


def _ways_on(partner: str) -> None:
    """Lead to the profile of the place, and to the start of a cooperation."""
    pages = navigation.page_links()
    name = as_plain_text(city_name(session.release(), partner))
    with st.container(horizontal=True):
        if COOPERATION in pages:
            st.page_link(
                pages[COOPERATION],
                label=_("Start a cooperation with this city"),
                icon=":material/handshake:",
                query_params=session.link_parameters(),
            )
        st.page_link(
            pages[session.PROFILE],
            label=_("Profile of {city}").format(city=name),
            icon=":material/location_on:",
            query_params={**session.link_parameters(), "city": partner},
        )


def _close_look(release: str, city: str, partner: str, origins: tuple[str, ...]) -> CloseLook:
    criteria = answers.answer(list_partner_criteria, release)
    scored = pieces(partners.ground(release), city, partner, origins)
    profile = answers.answer(city_profile, release, partner)
    context = words.context_pieces(profile, answers.answer(list_sources, release))
    look = words.look_table(criteria, scored, context)
    name, own = city_label(release, partner), city_label(release, city)
    guidelines = tuple(dict.fromkeys(criteria["publisher"]))
    return CloseLook(
        told=as_plain_text(words.look_summary(look, name)),
        look=display.Shown(
            _("{partner} as a partner of {city}: what is known").format(partner=name, city=own),
            look,
            {},
            "partner_look",
            tuple(dict.fromkeys([*look["source"].dropna(), *guidelines])),
            cells=words.look_cells(look),
        ),
    )


def _facts(
    release: str,
    city: str,
    partner: str,
    origins: tuple[str, ...],
    kept: tuple[tuple[str, Fact], ...] | None,
) -> tuple[str, display.Shown]:
    """Return how many facts are gathered, and the list of them."""
    criteria = answers.answer(list_partner_criteria, release)
    look = answers.drawn(_close_look, release, city, partner, origins).look.table
    facts = None if kept is None else dict(kept)
    name, own = city_label(release, partner), city_label(release, city)
    return steps.facts_text(criteria, facts), display.Shown(
        _("Facts to gather before {city} signs with {partner}").format(city=own, partner=name),
        steps.facts_table(criteria, look, facts),
        {},
        "partner_facts",
        tuple(dict.fromkeys(criteria["publisher"])),
        cells=steps.facts_cells(criteria, look, facts),
    )


def channels_section() -> None:
    """Show the ways to reach a partner, each with an example."""
    st.header(_("How to reach a partner"))
    display.table(answers.drawn(_channels, session.release()))


def _channels(release: str) -> display.Shown:
    channels = answers.answer(list_partner_channels, release)
    return display.Shown(
        _("Ways to reach a partner"),
        channels,
        {},
        "partner_channels",
        tuple(dict.fromkeys(channels["publisher"])),
        cells=steps.channels_cells(channels),
    )
