"""Who may write: open without phrases, closed with them, and limited in tries."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.responses.limits import Limiter
from dashboard.ui import access

PHRASES = {"city-editor": "open the gate", "data-steward": "keep the book"}


def ask():
    import streamlit as st  # noqa: PLC0415 - AppTest runs the body of this function alone

    from dashboard.ui import access  # noqa: PLC0415 - as above

    access.banner()
    st.markdown(f"role: {access.writer('city-editor', 'data-steward')!r}")


@pytest.fixture(autouse=True)
def no_tries(monkeypatch):
    monkeypatch.setattr(access, "_wrong", Limiter(most=10, window_s=600.0))


@pytest.fixture
def guarded():
    at = AppTest.from_function(ask)
    at.secrets["access"] = PHRASES
    return at.run()


def role(at):
    return at.markdown[0].value


def give(at, phrase):
    at.text_input[0].set_value(phrase)
    return at.button[0].click().run()


def test_without_phrases_everyone_may_write_and_the_page_says_so():
    at = AppTest.from_function(ask).run()
    assert role(at) == "role: 'city-editor'"
    assert "everyone who can open this page may write" in at.info[0].value


def test_with_phrases_nobody_may_write_at_first(guarded):
    assert role(guarded) == "role: ''"
    assert not guarded.info


def test_right_phrase_opens_its_role_only(guarded):
    at = give(guarded, PHRASES["city-editor"])
    assert role(at) == "role: 'city-editor'"
    at.selectbox[0].set_value("data-steward").run()
    assert role(at) == "role: ''"


def test_wrong_phrase_changes_nothing_and_is_told(guarded):
    at = give(guarded, "let me in")
    assert role(at) == "role: ''"
    assert "not the pass phrase" in at.error[0].value


def test_tenth_wrong_phrase_is_the_last_for_a_while(guarded):
    for _try in range(10):
        give(guarded, "guess")
    at = give(guarded, PHRASES["city-editor"])
    assert role(at) == "role: ''"
    assert "Too many wrong pass phrases" in at.error[0].value


def test_empty_phrase_matches_nothing():
    assert not access.matches("", "")
    assert access.matches("a", "a")
    assert not access.matches("a", "b")
