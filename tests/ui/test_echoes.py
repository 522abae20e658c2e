"""What widgets sent and what of it is an echo, by rounds a person can follow."""

from __future__ import annotations

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
    echoes.take(field, key, value, value)


def test_what_somebody_moved_is_taken_once():
    sent("a", AFRICA)
    assert echoes.settled(elsewhere=False) == [("region", AFRICA)]
    assert echoes.settled(elsewhere=False) == []


def test_value_that_we_set_comes_back_as_an_echo_and_gives_way_to_a_move():
    echoes.remember("box", 0.1)
    sent("slider", 0.3, "w_spreading")
    sent("box", 0.1, "w_spreading")
    assert echoes.settled(elsewhere=False) == [("w_spreading", 0.3)]


def test_value_that_was_shown_before_is_taken_where_nothing_else_happened():
    echoes.remember("a", AFRICA)
    sent("a", AFRICA)
    assert echoes.settled(elsewhere=False) == [("region", AFRICA)]


def test_last_value_sent_is_an_echo_while_the_address_says_otherwise():
    sent("a", BOTH)
    assert echoes.settled(elsewhere=False) == [("region", BOTH)]
    echoes.remember("a", AFRICA)
    sent("a", BOTH)
    assert echoes.settled(elsewhere=True) == []


def test_value_from_before_a_move_is_a_move_by_hand():
    echoes.remember("a", AFRICA)
    sent("a", BOTH)
    sent("a", AFRICA)
    assert echoes.settled(elsewhere=True) == [("region", BOTH), ("region", AFRICA)]


def test_every_widget_that_we_set_is_set_anew():
    st.session_state["a"], st.session_state["other"] = AFRICA, "kept"
    echoes.remember("a", AFRICA)
    echoes.set_anew()
    assert "a" not in st.session_state
    assert st.session_state["other"] == "kept"
