"""What the widgets of one visitor sent in a round, and what of it is only an echo.

An echo is what a widget showed before the browser heard that we had set it to something else.
Where two widgets show one choice, the browser of somebody who moves one quickly still sends the
last but one value of the other; who goes back twice at once sends what the first way back undid.
"""

from __future__ import annotations

import math
import time
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

_TAKEN: Final = "taken"
_SHOWN: Final = "shown"
_ANEW: Final = "set_anew"
_TIMES: Final = "set_at"
_MOST: Final = 20
# After that time the browser has heard of what we set, also over a slow line.
_HEARD_S: Final = 3.0


class _Sent(NamedTuple):
    """What one widget sent, and the choices that it stands for."""

    key: str
    value: Hashable
    is_echo: bool
    choices: Mapping[str, Any]


def show(key: str, value: Any, sent: Hashable, *, held: bool) -> None:  # noqa: ANN401
    """Set a widget before it is drawn, unless it holds the value and the browser knows.

    Args:
        key: Key of the widget.
        value: What it shows.
        sent: The same as `take` takes it, so that its echo is known when it comes back late.
        held: Whether the widget holds the value already.
    """
    if held and key not in _keys_anew():
        return
    if not held and key in st.session_state:  # else the browser draws it for the first time
        _times()[key] = time.monotonic()
    st.session_state[key] = value
    shown = _shown()
    shown[key] = (*shown.get(key, ())[-_MOST:], sent)


def take(key: str, sent: Hashable, choices: Mapping[str, Any]) -> None:
    """Take what a widget sent; `settled` tells what of it is an echo.

    Args:
        key: Key of the widget.
        sent: What it sent.
        choices: Fields of State and the values that this gives them.
    """
    is_echo = sent in _shown().get(key, ())
    st.session_state.setdefault(_TAKEN, []).append(_Sent(key, sent, is_echo, choices))
    if not is_echo:
        _by_hand(key, sent)


def settled(*, elsewhere: bool) -> list[Mapping[str, Any]]:
    """Return what the widgets sent in this round; an echo only if nothing else happened.

    Args:
        elsewhere: Whether a button or the address changed the choices in this round.

    Returns:
        Fields of State with their values, in the order sent.
    """
    taken: list[_Sent] = st.session_state.pop(_TAKEN, [])
    real = [one for one in taken if not one.is_echo]
    if not real and not elsewhere:
        real = taken
        for one in taken:
            _by_hand(one.key, one.value)
    return [one.choices for one in real]


def set_anew() -> None:
    """Have every widget set until a page is drawn to its end, also one that holds its choice.

    Who goes back and forward at once sends what a widget showed before the browser heard of the
    way back; it may hear of that only after the way forward.
    """
    _keys_anew().update(_shown())


def drawn() -> None:
    """Note that a page was drawn to its end: what was set anew is on its way to the browser."""
    _keys_anew().clear()


def _by_hand(key: str, sent: Hashable) -> None:
    """Note that somebody moved a widget: what it showed before comes back by hand only.

    What we set it to shortly before may reach the browser after the move: it is set anew. A slider
    is not: somebody may hold it.
    """
    since_s = time.monotonic() - _times().get(key, -math.inf)
    if since_s < _HEARD_S and not isinstance(sent, float):
        _keys_anew().add(key)
    _shown()[key] = (sent,)


def _shown() -> dict[str, tuple[Hashable, ...]]:
    shown: dict[str, tuple[Hashable, ...]] = st.session_state.setdefault(_SHOWN, {})
    return shown


def _times() -> dict[str, float]:
    """Return when we last set each widget to something else than it held, in seconds."""
    times: dict[str, float] = st.session_state.setdefault(_TIMES, {})
    return times


def _keys_anew() -> set[str]:
    keys: set[str] = st.session_state.setdefault(_ANEW, set())
    return keys
