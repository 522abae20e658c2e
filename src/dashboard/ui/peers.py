"""Sections of the peer comparison about the peers: how they are chosen, who they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from dashboard.errors import FilterError
from dashboard.filters import FEATURES, MOST_PEERS
from dashboard.i18n import _
from dashboard.ui import answers, brief, city_map, city_profile, display, medians, session
from dashboard.ui.search import city_label, city_labels, city_name
from dashboard.words import peers as words
from dashboard.words.markdown import as_plain_text

if TYPE_CHECKING:
    from dashboard.answers.peers import PeerAnswer
    from dashboard.filters import PeerFilter

_WEIGHTS_A_ROW = 3


def title() -> str:
    """Return the title of the page, with the reader's own city."""
    state, release = session.current(), session.release()
    name = _("Peer comparison")
    return f"{name}: {as_plain_text(city_name(release, state.city))}" if state.city else name


def needs_city() -> bool:
    """Return whether the reader has not chosen a city yet."""
    return not session.current().city


def choose_section() -> None:
    """Ask for the reader's own city."""
    city_profile.choose_section()


def controls() -> None:
    """Draw the choice of the peers: how many, by what, or by hand."""
    state, release = session.current(), session.release()
    city_map.say_if_left_out()
    if state.city in state.peers:
        st.info(_("Your own city is among the peers chosen by hand. It is left out."))
    labels = answers.drawn(city_labels, release)
    number_of, by_hand, weights = st.columns([2, 6, 3], vertical_alignment="bottom")
    with number_of:
        st.number_input(
            _("Number of peers"),
            1,
            MOST_PEERS,
            step=1,
            disabled=bool(state.peers),
            **session.bound("k"),
        )
    with by_hand:
        st.multiselect(
            _("Peers chosen by hand"),
            list(labels),
            format_func=labels.__getitem__,
            placeholder=_("None: the peers are found"),
            **session.bound("peers"),
        )
    with weights:
        # Its boxes are drawn only while it is open.
        drawer = st.popover(
            _("What makes a city alike"), width="stretch", on_change="rerun", key="weights"
        )
        if drawer.open:
            with drawer:
                _weights()


def _weights() -> None:
    st.caption(_("How much each feature counts, from 0 (not at all) to 1."))
    for start in range(0, len(FEATURES), _WEIGHTS_A_ROW):
        row = FEATURES[start : start + _WEIGHTS_A_ROW]
        for column, feature in zip(st.columns(_WEIGHTS_A_ROW), row, strict=True):
            column.number_input(
                words.feature_name(feature),
                0.0,
                1.0,
                step=0.1,
                format="%.1f",
                **session.bound(f"w_{feature}"),
            )


def found() -> PeerAnswer | None:
    """Return the peers and say how they were found; None, with the reason told: there are none."""
    state, release = session.current(), session.release()
    asked = state.peer_comparison()
    try:
        peers = medians.peers(release, asked)
    except FilterError:
        st.warning(_("Every weight is 0. Give at least one feature a weight above 0."))
        return None
    if peers.table.empty:
        st.info(words.no_peers(peers))
        return None
    told = answers.drawn(_told, release, asked)
    st.markdown(told.how)
    for warning in told.warnings:
        st.warning(warning)
    return peers


@dataclass(frozen=True)
class _Told:
    how: str
    warnings: tuple[str, ...]


def _told(release: str, asked: PeerFilter) -> _Told:
    peers = medians.peers(release, asked)
    how = as_plain_text(words.how_found(asked, peers, city_name(release, asked.city)))
    return _Told(f"{how} {words.weights_text(asked.weights)}", tuple(words.warnings(peers)))


def peers_section(peers: PeerAnswer) -> None:
    """Show the peers with the reasons, and let the reader keep them.

    Args:
        peers: The peers.
    """
    st.header(_("The peers, and why"))
    display.table(answers.drawn(_peers, session.release(), session.current().peer_comparison()))
    left, right = st.columns(2)
    with left:
        ids = tuple(peers.table["city_id"])
        if peers.chosen:
            st.button(_("Find the peers again"), on_click=session.change, kwargs={"peers": ()})
        else:
            st.button(
                _("Keep these peers"),
                on_click=session.change,
                kwargs={"peers": ids},
                help=_("They then stay the same, whatever the filters, and stand in the link."),
            )
    with right:
        brief.download()


def _peers(release: str, asked: PeerFilter) -> display.Shown:
    peers = medians.peers(release, asked)
    return display.Shown(
        _("Peers of {city}").format(city=city_label(release, asked.city)),
        peers.table,
        {},
        "peers",
        (_("Data package: populations, migrant shares, countries, networks and scores"),),
        notes=(words.weights_text(asked.weights), words.columns_help()),
        cells=words.peers_cells(peers),
    )


def reading_help() -> None:
    """Say how to read the page, and what it cannot say."""
    st.header(_("How to read this"))
    st.markdown(
        "\n".join(
            f"- {line}"
            for line in (
                words.columns_help(),
                _(
                    "The median of the peers leaves your own city out. A peer without a value "
                    "counts neither for nor against; the table says how many have one."
                ),
                _(
                    "Scores of different instruments are never put on one axis. Where an "
                    "instrument does not cover a policy area, nothing is shown, not a zero."
                ),
                _(
                    "A peer that is ahead may have other laws, powers and money. What it did is "
                    "something to read, not the cause of its score."
                ),
                words.can_add(),
            )
        )
    )
