"""What widgets sent and what of it is an echo, by rounds a person can follow."""

from __future__ import annotations

import time

import pytest
import streamlit as st

from dashboard.ui import echoes

AFRICA, BOTH = ("africa",), ("africa", "asia")


@pytest.fixture(autouse=True)
def new_visitor():
    st.session_state.clear()
    yield
    st.session_state.clear()


def sent(key, value, field="region"):
    echoes.take(key, value, {field: value})


def shows(key, value, *, held=False):
    echoes.show(key, value, value, held=held)


def test_what_somebody_moved_is_taken_once():
    sent("a", AFRICA)
    assert echoes.settled(elsewhere=False) == [{"region": AFRICA}]
    assert echoes.settled(elsewhere=False) == []


def test_value_that_we_set_comes_back_as_an_echo_and_gives_way_to_a_move():
    shows("box", 0.1)
    sent("slider", 0.3, "w_spreading")
    sent("box", 0.1, "w_spreading")
    assert echoes.settled(elsewhere=False) == [{"w_spreading": 0.3}]


def test_value_that_was_shown_before_is_taken_where_nothing_else_happened():
    shows("a", AFRICA)
    sent("a", AFRICA)
    assert echoes.settled(elsewhere=False) == [{"region": AFRICA}]


def test_last_value_sent_is_an_echo_while_the_address_says_otherwise():
    sent("a", BOTH)
    assert echoes.settled(elsewhere=False) == [{"region": BOTH}]
    shows("a", AFRICA)
    sent("a", BOTH)
    assert echoes.settled(elsewhere=True) == []


def test_two_fast_moves_to_values_of_old_are_two_moves():
    for value in (BOTH, AFRICA, ()):
        shows("a", value)
    sent("a", AFRICA)
    assert echoes.settled(elsewhere=False) == [{"region": AFRICA}]
    sent("a", BOTH)
    assert echoes.settled(elsewhere=True) == [{"region": BOTH}]


def test_widget_that_holds_its_value_is_left_alone():
    st.session_state["a"] = BOTH
    shows("a", AFRICA, held=True)
    assert st.session_state["a"] == BOTH


def test_every_widget_is_set_anew_until_a_page_is_drawn_to_its_end():
    shows("a", AFRICA)
    echoes.set_anew()
    for drawn in (False, True):
        st.session_state["a"] = BOTH
        shows("a", AFRICA, held=True)
        assert st.session_state["a"] == AFRICA
        if drawn:
            echoes.drawn()
    st.session_state["a"] = BOTH
    shows("a", AFRICA, held=True)
    assert st.session_state["a"] == BOTH


@pytest.mark.parametrize(("moved", "is_set"), [(BOTH, True), (0.3, False)])
def test_widget_that_was_moved_before_it_heard_of_us_is_set_anew_but_no_slider(moved, is_set):
    shows("a", ())
    shows("a", AFRICA)
    sent("a", moved)
    assert is_set_again("a", moved) == is_set


def test_widget_that_only_hands_move_is_not_set_anew():
    shows("a", ())
    sent("a", AFRICA)
    assert not is_set_again("a", AFRICA)


def test_widget_that_was_moved_long_after_we_set_it_is_not_set_anew(monkeypatch):
    shows("a", ())
    shows("a", AFRICA)
    later = time.monotonic() + 10
    monkeypatch.setattr(time, "monotonic", lambda: later)
    sent("a", BOTH)
    assert not is_set_again("a", BOTH)


def is_set_again(key, value):
    """Return whether a widget that holds its value is set all the same."""
    st.session_state[key] = "as the browser shows it"
    shows(key, value, held=True)
    return st.session_state[key] == value
