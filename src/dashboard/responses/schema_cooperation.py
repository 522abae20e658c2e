"""Tables of the responses store for partnerships of two authorities."""

from __future__ import annotations

from typing import Final

# One row per save: `content` is JSON with the tables of contracts/cooperation.json.
COOPERATION: Final = """
CREATE TABLE cooperation_versions (
    city_id VARCHAR NOT NULL,
    partner_id VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    written_at TIMESTAMP NOT NULL,
    role VARCHAR NOT NULL,
    content_hash VARCHAR NOT NULL,
    content VARCHAR NOT NULL
);
"""
