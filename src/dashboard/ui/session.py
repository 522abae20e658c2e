"""The choices of one visitor: kept in the session, mirrored in the address.

Widgets are bound by name: a widget's change goes into the State before the page runs (a callback),
so that one change is one rerun and the whole page is drawn from the State. An address that was not
written by us (first visit, back, forward, a link) is read into the State.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Any, Final
from urllib.parse import urlencode

import streamlit as st

from dashboard.address import LISTS, decode, encode
from dashboard.criteria import CRITERIA, PARTNER_CRITERIA
from dashboard.state import DEFAULT, State, changed, weight_field
from dashboard.ui import answers, echoes
from dashboard.ui.private import PRIVATE

_STATE: Final = "state"
_ADDRESS: Final = "address"
_PROBLEMS: Final = "problems"
_CHANGED: Final = "changed"
_TOLD: Final = "told"
_RELEASE: Final = "release"
_WIDGET: Final = "choice_"
_GO_TO: Final = "go_to"
_PAGE: Final = "page"
PROFILE: Final = "city-profile"
# Choices that stay when every filter is dropped: who looks, how, at whom, and what was chosen.
_NO_FILTERS: Final = (
    *("city", "peers", "k", "lang", "release", "present"),
    *(weight_field(criterion) for criterion in (*CRITERIA, *PARTNER_CRITERIA)),
    *("phase", "missing", "limit", "per_area", "must", "never", "picked", "work", "framework"),
    *("origins", "partner", "toolkit", "way", "stage", "agenda", "track", "needs"),
)


def begin() -> State:
    """Read the visitor's choices at the start of a run and bring the address in step.

    Returns:
        The choices.
    """
    served = answers.served().release
    given = {name: ",".join(st.query_params.get_all(name)) for name in st.query_params}
    here = {name: value for name, value in given.items() if name not in PRIVATE}
    was_told = st.session_state.pop(_TOLD, False)
    moved = here != st.session_state.get(_ADDRESS) and not was_told
    elsewhere = moved or was_told or _CHANGED in st.session_state
    for choices in echoes.settled(elsewhere=elsewhere):
        change(**choices)
    ours = st.session_state.pop(_CHANGED, False)
    if moved and not ours:
        vocabulary = answers.vocabulary_of(here.get("release", ""), served)
        st.session_state[_STATE], st.session_state[_PROBLEMS] = decode(here, vocabulary)
        st.session_state[_ADDRESS] = here
        echoes.set_anew()
    elif ours:
        st.session_state[_PROBLEMS] = ()
        st.session_state[_ADDRESS] = encode(current())
        private = {name: value for name, value in given.items() if name in PRIVATE}
        st.query_params.from_dict({**st.session_state[_ADDRESS], **private})
    st.session_state[_RELEASE] = current().release or served
    return current()


def current() -> State:
    """Return the visitor's choices in this run."""
    state: State = st.session_state[_STATE]
    return state


def problems() -> tuple[Any, ...]:
    """Return what the address asked for and could not be honoured."""
    found: tuple[Any, ...] = st.session_state.get(_PROBLEMS, ())
    return found


def release() -> str:
    """Return the release that this visitor sees: the pinned one, else the served one."""
    seen: str = st.session_state[_RELEASE]
    return seen


def change(**fields: Any) -> None:  # noqa: ANN401 - any field of State
    """Change choices; call it from a callback, before the run that shows them."""
    st.session_state[_STATE] = changed(current(), **fields)
    st.session_state[_CHANGED] = True


def told() -> None:
    """Note that the page was told of news and draws itself anew; call it from a callback.

    Its address is then no way back: it may be the one from before a choice that it has not heard
    of yet.
    """
    st.session_state[_TOLD] = True


def open_city(city: str) -> None:
    """Choose a city and open its profile with the next run; call it from a callback."""
    go_to(PROFILE, city=city)


def go_to(page: str, **fields: Any) -> None:  # noqa: ANN401 - any field of State
    """Change choices and open a page, by url path, with the next run."""
    change(**fields)
    st.session_state[_GO_TO] = page


def be_on(page: str) -> None:
    """Remember on which page the visitor is, by url path."""
    st.session_state[_PAGE] = page


def page() -> str:
    """Return the url path of the page that is drawn; the overview is the empty one."""
    here: str = st.session_state.get(_PAGE, "")
    return here


def asked_page() -> str | None:
    """Return the page that was asked for, once; None: none was."""
    page: str | None = st.session_state.pop(_GO_TO, None)
    return page


def clear() -> None:
    """Drop every filter; what was chosen (city, peers, selection) and how one looks stay."""
    st.session_state[_STATE] = _without_filters(current())
    st.session_state[_CHANGED] = True


def has_filters() -> bool:
    """Return whether there is anything to clear."""
    return current() != _without_filters(current())


def _without_filters(state: State) -> State:
    return replace(DEFAULT, **{name: getattr(state, name) for name in _NO_FILTERS})


def bound(name: str) -> dict[str, Any]:
    """Bind a widget to a choice: pass the result as keyword arguments of the widget.

    Args:
        name: Field of State.

    Returns:
        key, on_change and args of the widget.
    """
    return bound_to(name, getattr(current(), name))


def bound_to(name: str, value: Any, also: str = "") -> dict[str, Any]:  # noqa: ANN401
    """Bind a widget to a choice, showing a value that stands for an empty choice.

    Args:
        name: Field of State.
        value: What the widget shows.
        also: Tells a second widget of the same choice from the first.

    Returns:
        key, on_change and args of the widget.
    """
    key = _WIDGET + name + also
    shown = list(value) if name in LISTS else value
    held = _shows(st.session_state.get(key, _WIDGET), shown)
    echoes.show(key, shown, value, held=held)
    return {"key": key, "on_change": _take, "args": (name, key)}


def _shows(held: Any, shown: Any) -> bool:  # noqa: ANN401 - values of any widget
    """Return whether a widget shows a value already.

    A slider holds 0.7000000000000001 where the choice is 0.7; to set it would take the slider out
    of the hand of somebody who is still moving it.
    """
    if isinstance(held, float) and isinstance(shown, float):
        return round(held, 2) == shown
    return bool(held == shown)


def _take(name: str, key: str) -> None:
    value = st.session_state[key]
    if name in LISTS:
        value = tuple(value or ())
    elif value is None:
        value = getattr(DEFAULT, name)
    echoes.take(key, value, {name: value})


def link_parameters() -> dict[str, str]:
    """Return the parameters that lead to another page with the same choices."""
    return encode(current())


def exact_link() -> str:
    """Return the address that reopens this very view: every choice, defaults and release too."""
    return _link(replace(current(), release=release()), st.context.url or "")


@lru_cache(maxsize=256)
def _link(state: State, url: str) -> str:
    """Return the address of choices; a page asks for it once for each of its downloads."""
    return f"{url}?{urlencode(encode(state, everything=True), safe=',')}"
