"""Part of the commitments page: networks to join, and the members of one on the map."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd
import streamlit as st

from dashboard.analysis.classes import UNKNOWN
from dashboard.charts.palette import steps
from dashboard.filters import CityFilter, MapFilter
from dashboard.i18n import _
from dashboard.maps.deck import FixedDeck, Links, city_deck
from dashboard.maps.places import Marks
from dashboard.maps.view import fitted
from dashboard.queries.commitments import list_networks
from dashboard.queries.partners import list_network_roles
from dashboard.ui import answers, display, map_marks, map_parts, session
from dashboard.words import city_map as map_words
from dashboard.words import commitments as words
from dashboard.words import map_legend
from dashboard.words.cells import rows_of
from dashboard.words.figures import year_name
from dashboard.words.markdown import as_plain_text

if TYPE_CHECKING:
    from dashboard.answers.city_map import MapAnswer
    from dashboard.ui.map_parts import Look

_HEIGHT_PX: Final = 460
_MAP: Final = "members_map"
# Place and role fit a phone side by side.
_NARROW_PX: Final = 120
_ROLE_PX: Final = 190


def section() -> None:
    """Show the networks, and the members of one of them on the map."""
    release = session.release()
    shown = answers.drawn(_networks, release)
    st.header(_("Networks to join"))
    st.markdown(words.network_summary(shown.table))
    known = {row["network_id"]: row for row in rows_of(shown.table) if row["n_members"]}
    member = session.current().member
    member = member if member in known else next(iter(known))
    st.selectbox(
        _("Network whose members the map shows"),
        tuple(known),
        format_func=lambda network: words.network_option(known[network]),
        **session.bound_to("member", member),
    )
    _members(release, member, known[member]["network"], int(known[member]["n_members"]))
    st.header(_("All networks"))
    display.table(shown)


def _networks(release: str) -> display.Shown:
    table = answers.answer(list_networks, release)
    return display.Shown(
        _("Networks, programmes, charters and platforms"),
        table,
        {},
        "networks",
        tuple(dict.fromkeys(table["publisher"])),
        cells=words.network_cells(table),
    )


def _asked(cities: CityFilter, member: str) -> MapFilter:
    return MapFilter(cities=cities, colour="network", member=member)


def _members(release: str, member: str, name: str, n_members: int) -> None:
    """Draw the members that the filters keep."""
    state = session.current()
    asked = _asked(state.cities, member)
    members = answers.drawn(member_rows, release, asked)
    everywhere = answers.drawn(member_rows, release, _asked(CityFilter(), member))
    placed = int(members["latitude"].notna().sum())
    summary = words.members_summary(n_members, placed, len(everywhere) - len(members))
    st.markdown(f"{summary} {as_plain_text(map_legend.unplaced_note(members))}")
    if not placed:
        st.info(_("No member is left on the map. Take away a filter in the sidebar."))
        return
    phone = "Mobi" in (st.context.headers.get("User-Agent") or "")
    look = map_parts.Look(st.context.theme.type or "light", state.present, phone)
    st.pydeck_chart(
        answers.drawn(_deck, release, asked, state.city, look),
        height=_HEIGHT_PX,
        on_select=_open_selected,
        selection_mode="single-object",
        key=_MAP,
        alt=map_words.map_alt(name, summary, [(_("has a role in it"), len(members))]),
    )
    colours = steps(look.theme, 1)
    labels = [_("has a role in it")]
    st.html(map_marks.legend(labels, (len(members),), colours, 0, look.theme))
    st.caption(map_legend.disclaimer())
    display.table(answers.drawn(_member_table, release, asked, name))


def _answer(release: str, asked: MapFilter) -> MapAnswer:
    return map_parts.answer_to(release, map_parts.Asked(asked, None))


def member_rows(release: str, asked: MapFilter) -> pd.DataFrame:
    """Return the places that have a role in the network: rows of `city_map`."""
    cities = _answer(release, asked).cities
    return cities[cities["class"] != UNKNOWN]


def _deck(release: str, asked: MapFilter, own: str, look: Look) -> FixedDeck:
    """Return the map of the members."""
    answer = _answer(release, asked)
    members = member_rows(release, asked)
    placed = members[members["latitude"].notna()]
    texts = [
        (
            map_words.place_text(row),
            map_words.population_text(row),
            map_words.value_text(row, asked, answer),
        )
        for row in display.records(placed)
    ]
    points = placed["longitude"].to_numpy(dtype=float), placed["latitude"].to_numpy(dtype=float)
    marks = Marks(placed, texts, steps(look.theme, 1), own)
    ends = pd.DataFrame(columns=["city_id", "longitude", "latitude", "kind", "name", "told"])
    nothing = Links(map_parts.drawn_links(release, None), [], ends)
    scale = display.PRESENTATION_SCALE if look.present else 1
    return city_deck(marks, nothing, fitted(*points, phone=look.phone), look.theme, scale)


def _open_selected() -> None:
    """Open the profile of the city whose mark was chosen."""
    chosen = st.session_state[_MAP]["selection"]["objects"]
    cities = [found["i"] for objects in chosen.values() for found in objects if "i" in found]
    if cities:
        session.open_city(cities[0])


def _roles(release: str, member: str) -> dict[str, str]:
    """Return the roles of each place in a network, in the words of the data."""
    rows = answers.answer(list_network_roles, release)
    held = rows[rows["network_id"] == member].groupby("city_id")["role"].unique()
    return {str(city): "; ".join(roles) for city, roles in held.items()}


def _member_table(release: str, asked: MapFilter, name: str) -> display.Shown:
    members = member_rows(release, asked)
    roles = _roles(release, asked.member)
    table = members.assign(
        place=[map_words.place_text(row) for row in display.records(members)],
        role=[roles.get(city, "") for city in members["city_id"]],
        since=[map_words.years_text(row) or year_name(None) for row in display.records(members)],
    )
    return display.Shown(
        _("Places with a role in it that we know of: {network}").format(network=name),
        table,
        {
            "place": st.column_config.TextColumn(_("Place"), width=_NARROW_PX),
            "role": st.column_config.TextColumn(_("Role in it"), width=_ROLE_PX),
            "since": st.column_config.TextColumn(_("Since"), width=_NARROW_PX),
            "value_publisher": st.column_config.TextColumn(_("Source"), width=_ROLE_PX),
        },
        "network-members",
        tuple(dict.fromkeys(table["value_publisher"])),
        opens="city_id",
        notes=(map_legend.disclaimer(),),
    )
