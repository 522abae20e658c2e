"""What the widgets of one visitor sent in a round, and what of it is only an echo.

An echo is what a widget showed before the browser heard that we had set it to something else.
Where two widgets show one choice, the browser of somebody who moves one quickly still sends the
last but one value of the other; who goes back twice at once sends what the first way back undid.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Hashable

_TAKEN: Final = "taken"
_SHOWN: Final = "shown"
_MOST: Final = 20


def remember(key: str, value: Hashable) -> None:
    """Remember that we set a widget, so that its echo is known when it comes back late.

    Args:
        key: Key of the widget.
        value: What it shows.
    """
    shown = _shown()
    shown[key] = (*shown.get(key, ())[-_MOST:], value)


def take(name: str, key: str, sent: Hashable, value: Any) -> None:  # noqa: ANN401
    """Take what a widget sent; `settled` tells what of it is an echo.

    Args:
        name: Field of State.
        key: Key of the widget.
        sent: What it sent, as `remember` takes it.
        value: Value of the field.
    """
    shown = _shown()
    is_echo = sent in shown.get(key, ())
    if not is_echo:  # what it showed before somebody moved it comes back by hand only
        shown[key] = (sent,)
    st.session_state.setdefault(_TAKEN, []).append((is_echo, name, value))


def settled(*, elsewhere: bool) -> list[tuple[str, Any]]:
    """Return what the widgets sent in this round; an echo only if nothing else happened.

    Args:
        elsewhere: Whether a button or the address changed the choices in this round.

    Returns:
        Fields of State and their values, in the order sent.
    """
    taken: list[tuple[bool, str, Any]] = st.session_state.pop(_TAKEN, [])
    real = [(name, value) for is_echo, name, value in taken if not is_echo]
    if not real and not elsewhere:
        return [(name, value) for _echo, name, value in taken]
    return real


def set_anew() -> None:
    """Have every widget set by this run, also one that seems to show its choice already.

    Who goes back and forward at once sends what a widget showed before the browser heard of the
    way back; it may hear of that only after the way forward.
    """
    for key in _shown():
        st.session_state.pop(key, None)


def _shown() -> dict[str, tuple[Hashable, ...]]:
    shown: dict[str, tuple[Hashable, ...]] = st.session_state.setdefault(_SHOWN, {})
    return shown
