"""The table of practices that somebody proposes, for the steps of the schema."""

from __future__ import annotations

from typing import Final

# One row per practice that was proposed; what the data steward decides stands in `decisions`.
PRACTICES: Final = """
CREATE TABLE practice_proposals (
    seq BIGINT NOT NULL,
    number VARCHAR NOT NULL,
    written_at TIMESTAMP NOT NULL,
    role VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    city_id VARCHAR NOT NULL,
    year INTEGER,
    keyword_id VARCHAR NOT NULL,
    summary VARCHAR NOT NULL,
    stakeholders VARCHAR NOT NULL,
    source_title VARCHAR NOT NULL,
    source_link VARCHAR NOT NULL
);
"""
