"""The tables of working-group sessions: version 3 of the responses store.

group_sessions: one row per session; of the links only the SHA-256 is kept, so that who can read the
store cannot chair a session, and can join it only while the lobby is open: until then the code is
good for that. session_events: everything that happened in a session,
in the order of `seq`; it is replayed to know where the session stands. `voter` is a device within
one session (a hash), `content` is JSON.
"""

from __future__ import annotations

from typing import Final

SESSIONS: Final = """
CREATE TABLE group_sessions (
    session_id VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    code VARCHAR NOT NULL,
    link_key VARCHAR NOT NULL,
    chair_key VARCHAR NOT NULL,
    release VARCHAR NOT NULL,
    role VARCHAR NOT NULL,
    written_at TIMESTAMP NOT NULL
);
CREATE TABLE session_events (
    seq BIGINT NOT NULL,
    session_id VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    question_id VARCHAR NOT NULL,
    voter VARCHAR NOT NULL,
    content VARCHAR NOT NULL,
    written_at TIMESTAMP NOT NULL
);
"""
