"""The search box of the sidebar: find a city by any of its names, and open its profile."""

from __future__ import annotations

from typing import Final

import streamlit as st

from dashboard.analysis.search import MOST_FOUND, SURE, NameIndex, find, fold, name_index
from dashboard.i18n import _, country
from dashboard.queries.places import list_aliases, list_places
from dashboard.ui import answers, navigation, session
from dashboard.words.markdown import as_plain_text

_BOX: Final = "find_city"
_FOR: Final = "found_for"


def city_name(release: str, city_id: str) -> str:
    """Return the bare name of a city, where there is no room for more."""
    return answers.drawn(_places, release)[city_id][0]


def city_label(release: str, city_id: str) -> str:
    """Return name, state and country of a city, so that nobody takes it for another."""
    place = answers.drawn(_places, release)[city_id]
    return ", ".join(part for part in place if part)


def city_labels(release: str) -> dict[str, str]:
    """Return every place by id with its name, state and country, by name."""
    ids = answers.answer(list_places, release)["city_id"].tolist()
    return {city: city_label(release, city) for city in ids}


def search_box() -> None:
    """Draw the box and, while something is typed, what it may mean; nothing is chosen for you.

    It is no fragment: the parameters of a page link in a fragment are lost when it is followed.
    """
    city, release = session.current().city, session.release()
    if st.session_state.get(_FOR, "") != city:  # a city was opened: the box is empty again
        st.session_state[_BOX] = ""
    st.session_state[_FOR] = city
    typed = st.text_input(
        _("Find a city"),
        type="search",
        live=True,
        key=_BOX,
        placeholder=_("Name of a city"),
        help=_("Any spelling, also in the local language. Filters do not limit the search."),
    )
    if not (typed or "").strip():
        return
    found = find(answers.drawn(_index, release), str(typed))
    if not found:
        st.caption(_("No city of that name is in the data. Try another spelling."))
        return
    if found[0].score < SURE:
        st.caption(_("No city of that name is in the data. Similar names:"))
    elif len(found) >= MOST_FOUND:
        st.caption(_("More cities may match: type more letters."))
    page = navigation.page_links()[session.PROFILE]
    for match in found:
        label = city_label(release, match.city_id)
        if fold(match.name) not in fold(label):
            label = _("{city} (found as {name})").format(city=label, name=match.name)
        st.page_link(
            page,
            label=as_plain_text(label),
            query_params={**session.link_parameters(), "city": match.city_id},
            width="stretch",
        )


def _places(release: str) -> dict[str, tuple[str, str, str]]:
    """Return name, state and country by city id, in the language in use."""
    return {
        row["city_id"]: (
            row["city"],
            row["admin_area"] if row["admin_area"] != row["city"] else "",
            country(row["country_iso3"], row["country"]),
        )
        for row in answers.answer(list_places, release).to_dict("records")
    }


def _index(release: str) -> NameIndex:
    """Return every name of every place, also together with its state and its country."""
    names = []
    for row in answers.answer(list_places, release).to_dict("records"):
        city, where = row["city"], (row["admin_area"], row["country"])
        names += [(row["city_id"], name) for name in (city, *(f"{city} {part}" for part in where))]
    return name_index([*names, *answers.answer(list_aliases, release)])
