"""What stands above every page while a session goes on: the chair's screen, and who follows it.

The page is drawn anew as soon as anything changed that everybody sees (dashboard.ui.room_news).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from dashboard.address import PARAMETERS, decode, encode
from dashboard.i18n import _
from dashboard.queries.places import list_places
from dashboard.ui import answers, menu, navigation, room_news, room_seat, session
from dashboard.words.markdown import as_plain_text

if TYPE_CHECKING:
    from dashboard.responses.live import Live, Screen

SCREEN: Final = "room_screen"
_KEEPS: Final = "room_keeps"
TOLD: Final = "room_told"
FOLLOWS: Final = "room_follows"
SHOWS: Final = "room_shows"
_POINTER: Final = "room_pointer"


def bar() -> None:
    """Draw the bar of the session that the visitor sits in; nothing if there is none."""
    if not is_elsewhere() or room_seat.seat() is None:
        room_seat.from_address()
    live = room_seat.room()
    if live is None:
        return
    drawn = live.version
    mine = room_seat.seat()
    # The place is always taken: what stands below must not move while somebody types.
    with st.container(key="room_bar"):
        if mine and mine.chair:
            drawn = _chair(live)
        elif room_seat.voter(live.room.session_id) in live.room.people:
            _participant(live)
    room_news.follow(live, drawn, mine.chair if mine else "")


def is_elsewhere() -> bool:
    """Return whether another page than that of the working group is shown."""
    return session.page() != menu.WORKING_GROUP


def _chair(live: Live) -> int:
    """Draw what the chair has on every page: others follow, a pointer, the way back.

    Returns:
        Version of the session; what the chair shows is no news to the chair.
    """
    if not is_elsewhere() and session.current().present and not _shows():
        return live.version
    with st.container(border=True, horizontal=True, vertical_alignment="bottom"):
        shows = st.toggle(_("Others follow my screen"), key=f"{SHOWS}_now", value=_shows())
        st.session_state[SHOWS] = shows
        if is_elsewhere():
            _point()
            _back(_("Back to the session"))
    tells = None
    if shows and not live.is_over:
        tells = (session.page(), encode(session.current()), pointer())
    # A second tab of the chair that changes nothing tells nothing.
    if tells != st.session_state.get(TOLD):
        st.session_state[TOLD] = tells
        if tells:
            live.show(*tells)
        else:
            live.hide()
    return live.version


def _shows() -> bool:
    return bool(st.session_state.get(SHOWS, False))


def pointer() -> tuple[str, str]:
    """Return what the chair points at: 'city' or 'keyword' and its id; empty: nothing."""
    found: tuple[str, str] | None = st.session_state.get(_POINTER)
    return found or ("", "")


def _point() -> None:
    options = _targets()
    st.selectbox(
        _("Point at a city or action"),
        list(options),
        index=None,
        format_func=lambda of: options.get(of, ""),
        placeholder=_("nothing"),
        key=_POINTER,
        width=320,
    )


def _targets() -> dict[tuple[str, str], str]:
    release = session.release()
    places = answers.answer(list_places, release)
    cities = zip(places["city_id"], places["city"], strict=True)
    keywords = answers.choices(release).keyword
    return {
        **{("keyword", of): name for of, name in keywords.items()},
        **{("city", of): name for of, name in cities},
    }


def _back(label: str) -> None:
    st.page_link(
        navigation.page_links()[menu.WORKING_GROUP],
        label=label,
        icon=":material/groups:",
        query_params=session.link_parameters(),
    )


def _participant(live: Live) -> None:
    """Draw what a participant has: follow or not, what the chair points at, the way back."""
    screen = live.screen
    if screen is None and not is_elsewhere():
        return
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        follows = True
        if screen is not None:
            follows = st.toggle(
                _("Follow the chair's screen"),
                value=st.session_state.get(_KEEPS, True),
                key=FOLLOWS,
                on_change=_forget_screen,
            )
            st.session_state[_KEEPS] = follows
            _pointed_at(screen)
        if is_elsewhere():
            asked = live.room.open_question is not None
            _back(_("A vote is open: go to it") if asked else _("Back to the session"))
    # Nobody is taken away from an open ballot: what is not sent yet would be lost.
    votes_here = live.room.open_question is not None and not is_elsewhere()
    if screen is not None and follows and not votes_here:
        _go(live.room.session_id, screen)


def _forget_screen() -> None:
    st.session_state.pop(SCREEN, None)


def _pointed_at(screen: Screen) -> None:
    kind, of = screen.pointer
    name = _targets().get((kind, of), "")
    if not name:
        return
    page, field = ("city-profile", "city") if kind == "city" else ("rankings", "keyword")
    st.page_link(
        navigation.page_links()[page],
        label=_("The chair points at: {name}").format(name=as_plain_text(name)),
        icon=":material/arrow_right_alt:",
        query_params={**session.link_parameters(), field: of},
    )


def _go(session_id: str, screen: Screen) -> None:
    """Go where the chair's screen is, once for each of its changes."""
    if st.session_state.get(SCREEN) == (session_id, screen.number):
        return
    st.session_state[SCREEN] = (session_id, screen.number)
    served = answers.served().release
    known = answers.vocabulary_of(screen.choices.get("release", ""), served)
    chosen, _problems = decode(screen.choices, known)
    mine = session.current()
    own = {"lang": mine.lang, "present": mine.present}
    wanted = {name: getattr(chosen, name) for name in PARAMETERS} | own
    if session.page() == screen.page and all(getattr(mine, n) == v for n, v in wanted.items()):
        return
    session.go_to(screen.page, **wanted)
    st.rerun()
