"""Sessions as they are kept: three secrets, of which the store knows two only by their hash."""

from __future__ import annotations

from contextlib import closing

import duckdb
import pytest

from dashboard.errors import ResponsesError, WritingError
from dashboard.responses import sessions
from dashboard.responses.files import FILE, now
from dashboard.responses.group_work import end, go_on, join, set_lobby, vote
from dashboard.responses.hall import by_code, by_link, live
from dashboard.responses.room import Event, Participant
from dashboard.responses.sessions import (
    find_session,
    keep_events,
    link_of,
    open_session,
    read_session,
    recent_sessions,
    sessions_of_code,
    voter_of,
)


def opened_as(folder, title, role="session-chair"):
    return open_session(folder, title, role=role, release="r-1")


def values_of(folder):
    """Return every value of every table of the store, as text."""
    with closing(duckdb.connect(folder / FILE, read_only=True)) as store:
        tables = [name for (name,) in store.execute("SHOW TABLES").fetchall()]
        return [
            str(value)
            for table in tables
            for row in store.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608 - own names
            for value in row
        ]


def test_session_is_read_as_it_was_opened(responses_folder, opened):
    room, events = read_session(responses_folder, opened.session_id)
    assert (room.title, room.code, room.release) == ("Housing group", opened.code, "r-1")
    assert (room.lobby, room.ended, events) == (True, False, [])


@pytest.mark.parametrize(
    ("title", "kept"), [(" Housing\n group ", "Housing group"), (" ", "Working group")]
)
def test_title_is_kept_in_one_line_and_never_empty(responses_folder, title, kept):
    session_id = opened_as(responses_folder, title).session_id
    assert read_session(responses_folder, session_id)[0].title == kept


def test_title_that_is_too_long_is_told_and_nothing_is_kept(responses_folder):
    with pytest.raises(WritingError, match="The title has 121 characters; at most 120 are allowed"):
        opened_as(responses_folder, "x" * 121)
    assert not responses_folder.exists()


def test_unknown_role_is_refused(responses_folder):
    with pytest.raises(WritingError, match="role: got 'mayor'"):
        opened_as(responses_folder, "Group", role="mayor")


def test_store_keeps_no_link_and_no_device_in_clear_text(responses_folder, opened, here, ask):
    voter = voter_of(opened.session_id, "device-of-ada")
    join(here, voter, Participant(name="Ada"))
    vote(here, ask(), voter, {"answer": "yes"})
    written = values_of(responses_folder)
    content = b"".join(path.read_bytes() for path in responses_folder.glob(f"{FILE}*"))
    assert any("Ada" in value for value in written)
    assert any(opened.code in value for value in written)
    for secret in (opened.link, opened.chair, "device-of-ada"):
        assert not any(secret in value for value in written)
        assert secret.encode() not in content


def test_links_are_long_and_the_participants_link_follows_from_the_chairs(opened):
    # 22 and 11 letters of 64: 128 bits (the last letter holds fewer) and 66.
    assert (len(opened.chair), len(opened.link)) == (22, 11)
    assert link_of(opened.chair) == opened.link
    assert opened.link not in opened.chair


def test_code_has_no_sign_that_is_easily_taken_for_another(responses_folder):
    signs = set("".join(opened_as(responses_folder, "Group").code for _ in range(8)))
    assert not signs & set("01ILO")


def test_links_lead_to_their_session_and_to_no_other(responses_folder, opened):
    other = opened_as(responses_folder, "Other group")
    assert find_session(responses_folder, "chair", opened.chair) == opened.session_id
    assert find_session(responses_folder, "link", other.link) == other.session_id
    assert by_link(responses_folder, "link", opened.link).room.title == "Housing group"


def test_wrong_link_leads_nowhere(responses_folder, opened):
    wrong = (
        "",
        "x",
        opened.link[:-1],
        opened.link + "A",
        opened.code,
        sessions.hashed(opened.link),
    )
    for secret in (*wrong, opened.chair):
        assert by_link(responses_folder, "link", secret) is None
    for secret in (*wrong, opened.link):
        assert by_link(responses_folder, "chair", secret) is None


def test_link_that_led_nowhere_is_not_remembered(responses_folder, monkeypatch):
    monkeypatch.setattr(sessions.secrets, "token_urlsafe", lambda _n: "a" * 22)
    assert by_link(responses_folder, "chair", "a" * 22) is None
    opened = opened_as(responses_folder, "Group")
    assert by_link(responses_folder, "chair", "a" * 22).room.session_id == opened.session_id


def test_code_is_found_however_it_is_typed(responses_folder, here):
    code = here.room.code
    for typed in (code, code.lower(), f" {code[:3]} {code[3:]} ", f"{code[:3]}-{code[3:]}"):
        assert by_code(responses_folder, typed) is here


@pytest.mark.parametrize("typed", ["", "ABC", "' OR 1=1 --", "%", "<script>"])
def test_wrong_code_leads_nowhere(responses_folder, here, typed):
    assert here.room.lobby
    assert by_code(responses_folder, typed) is None


def test_code_works_only_while_the_lobby_is_open(responses_folder, here):
    set_lobby(here, is_open=False)
    assert by_code(responses_folder, here.room.code) is None
    set_lobby(here, is_open=True)
    assert by_code(responses_folder, here.room.code) is here
    end(here)
    assert by_code(responses_folder, here.room.code) is None
    go_on(here)
    assert by_code(responses_folder, here.room.code) is None
    set_lobby(here, is_open=True)
    assert by_code(responses_folder, here.room.code) is here


def test_link_leads_back_when_the_lobby_is_closed_and_when_the_session_is_over(
    responses_folder, opened, here
):
    end(here)
    assert by_link(responses_folder, "link", opened.link) is here
    assert by_link(responses_folder, "chair", opened.chair) is here


def test_of_two_sessions_with_the_same_code_the_one_with_an_open_lobby_is_found(
    responses_folder, monkeypatch
):
    monkeypatch.setattr(sessions.secrets, "choice", lambda _signs: "A")
    old, new = (opened_as(responses_folder, title) for title in ("Old", "New"))
    assert sessions_of_code(responses_folder, "AAAAAA") == (new.session_id, old.session_id)
    assert by_code(responses_folder, "AAAAAA").room.title == "New"
    set_lobby(live(responses_folder, new.session_id), is_open=False)
    assert by_code(responses_folder, "AAAAAA").room.title == "Old"


def test_device_is_somebody_else_in_every_session():
    assert voter_of("s-1", "ada") == voter_of("s-1", "ada")
    assert len({voter_of(s, d) for s in ("s-1", "s-2") for d in ("ada", "bob")}) == 4


def test_nothing_written_is_no_session_and_makes_no_file(responses_folder):
    assert find_session(responses_folder, "link", "x") == ""
    assert sessions_of_code(responses_folder, "ABC234") == ()
    assert recent_sessions(responses_folder, now()) == ()
    assert read_session(responses_folder, "s") is None
    assert live(responses_folder, "s") is None
    assert by_code(responses_folder, "ABC234") is None
    assert not responses_folder.exists()


def test_events_of_a_session_that_another_store_took_the_place_of_are_not_acknowledged(
    responses_folder, here
):
    (responses_folder / FILE).unlink()
    opened_as(responses_folder, "In the new store")
    with pytest.raises(ResponsesError, match="This session is not in the store any more"):
        join(here, "ada", Participant())
    assert here.room.people == {}


def test_events_keep_their_order_and_their_texts(responses_folder, opened):
    moment = now()
    texts = ["<b>&\"'", "北京 🫨", "a\nb", "\\u0000 {}", "'; DROP TABLE session_events; --"]
    events = [Event("decided", "q", "", {"decision": text}, moment) for text in texts]
    keep_events(responses_folder, opened.session_id, events[:3])
    keep_events(responses_folder, opened.session_id, events[3:])
    assert read_session(responses_folder, opened.session_id)[1] == events
