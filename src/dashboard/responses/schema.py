"""The tables of the responses store, version by version; a store of an older version is carried on.

Rows are only ever added; what somebody wrote is never changed in place. The newest row counts, the
history stays. The one exception is `rollup` and `rolled_places`, which are counted from the rest.
The SQL is also understood by DuckLake: no primary keys, no UNIQUE, no CHECK.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dashboard.responses.schema_cooperation import COOPERATION
from dashboard.responses.schema_practices import PRACTICES
from dashboard.responses.schema_sessions import SESSIONS

if TYPE_CHECKING:
    import duckdb

_PLANS: Final = """
CREATE TABLE meta (schema_version INTEGER NOT NULL);
CREATE TABLE wording_proposals (
    proposal_id VARCHAR NOT NULL,
    written_at TIMESTAMP NOT NULL,
    role VARCHAR NOT NULL,
    release VARCHAR NOT NULL,
    keyword_id VARCHAR NOT NULL,
    wording VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    source_action_id VARCHAR NOT NULL
);
CREATE TABLE plan_versions (
    city_id VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    written_at TIMESTAMP NOT NULL,
    role VARCHAR NOT NULL,
    content_hash VARCHAR NOT NULL,
    plan VARCHAR NOT NULL
);
"""
# submissions: one row per city and round that was sent; `number` is that of the receipt.
# answers: its rows, as contracts/response.py has them; `seq` is that of the submission.
# decisions: accepted, returned or withdrawn; `subject` is the number of a submission, an event or
# a proposed city. The newest of a subject counts; without one it is submitted.
_RESPONSES: Final = """
CREATE TABLE origin (invented BOOLEAN NOT NULL);
INSERT INTO origin VALUES (false);
CREATE TABLE submissions (
    seq BIGINT NOT NULL,
    number VARCHAR NOT NULL,
    city_id VARCHAR NOT NULL,
    round_id VARCHAR NOT NULL,
    written_at TIMESTAMP NOT NULL,
    role VARCHAR NOT NULL,
    release VARCHAR NOT NULL,
    file VARCHAR NOT NULL,
    content_hash VARCHAR NOT NULL,
    corrects VARCHAR NOT NULL,
    n_answers INTEGER NOT NULL
);
CREATE TABLE answers (
    seq BIGINT NOT NULL,
    city_id VARCHAR NOT NULL,
    round_id VARCHAR NOT NULL,
    question_id VARCHAR NOT NULL,
    question_version INTEGER NOT NULL,
    state VARCHAR NOT NULL,
    year_since INTEGER,
    unit_in_charge VARCHAR NOT NULL,
    evidence_link VARCHAR NOT NULL,
    needs VARCHAR NOT NULL,
    priority INTEGER,
    impact_indicator VARCHAR NOT NULL,
    impact_baseline DOUBLE,
    impact_target DOUBLE,
    impact_latest DOUBLE,
    impact_year INTEGER,
    impact_source VARCHAR NOT NULL
);
CREATE TABLE decisions (
    seq BIGINT NOT NULL,
    subject VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    written_at TIMESTAMP NOT NULL,
    role VARCHAR NOT NULL,
    note VARCHAR NOT NULL
);
CREATE TABLE drafts (
    seq BIGINT NOT NULL,
    draft_key VARCHAR NOT NULL,
    city_id VARCHAR NOT NULL,
    round_id VARCHAR NOT NULL,
    written_at TIMESTAMP NOT NULL,
    role VARCHAR NOT NULL,
    content VARCHAR NOT NULL
);
CREATE TABLE city_events (
    seq BIGINT NOT NULL,
    number VARCHAR NOT NULL,
    city_id VARCHAR NOT NULL,
    date VARCHAR NOT NULL,
    event VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    link VARCHAR NOT NULL,
    written_at TIMESTAMP NOT NULL,
    role VARCHAR NOT NULL
);
CREATE TABLE city_proposals (
    seq BIGINT NOT NULL,
    number VARCHAR NOT NULL,
    city_id VARCHAR NOT NULL,
    city VARCHAR NOT NULL,
    country_iso3 VARCHAR NOT NULL,
    population BIGINT,
    source VARCHAR NOT NULL,
    written_at TIMESTAMP NOT NULL,
    role VARCHAR NOT NULL
);
CREATE TABLE rolled_places (
    city_id VARCHAR NOT NULL,
    country_iso3 VARCHAR NOT NULL,
    size VARCHAR NOT NULL
);
CREATE TABLE rollup (
    round_id VARCHAR NOT NULL,
    question_id VARCHAR NOT NULL,
    country_iso3 VARCHAR NOT NULL,
    size VARCHAR NOT NULL,
    state VARCHAR NOT NULL,
    n_cities BIGINT NOT NULL
);
CREATE VIEW verdicts AS
SELECT * FROM decisions
QUALIFY row_number() OVER (PARTITION BY subject ORDER BY seq DESC) = 1;
CREATE VIEW submission_states AS
SELECT
    given.*,
    coalesce(verdicts.kind, 'submitted') AS status,
    coalesce(verdicts.note, '') AS note,
    verdicts.written_at AS decided_at
FROM submissions AS given
LEFT JOIN verdicts ON verdicts.subject = given.number;
CREATE VIEW accepted_answers AS
SELECT answers.* FROM answers
JOIN submission_states AS given USING (seq)
WHERE given.status = 'accepted'
QUALIFY row_number() OVER (
    PARTITION BY answers.city_id, answers.round_id, answers.question_id ORDER BY answers.seq DESC
) = 1;
CREATE VIEW standing_answers AS
SELECT answers.* FROM answers
JOIN submission_states AS given USING (seq)
WHERE given.status IN ('submitted', 'accepted')
QUALIFY row_number() OVER (
    PARTITION BY answers.city_id, answers.round_id, answers.question_id ORDER BY answers.seq DESC
) = 1;
"""
# The SQL that leads from each version to the next; the first makes version 1.
STEPS: Final = (_PLANS, _RESPONSES, SESSIONS, COOPERATION, PRACTICES)
SCHEMA_VERSION: Final = len(STEPS)


def version_of(connection: duckdb.DuckDBPyConnection) -> int:
    """Return the version of an open store; 0: it holds no version."""
    found = connection.execute("SELECT max(schema_version) FROM meta").fetchone()
    return int(found[0]) if found and found[0] is not None else 0


def carry_on(connection: duckdb.DuckDBPyConnection, version: int) -> None:
    """Lead a store from a version to this one, in the transaction that is open.

    Args:
        connection: Open for writing.
        version: Its version; 0: it is empty.
    """
    for number in range(version, SCHEMA_VERSION):
        connection.execute(STEPS[number])
        connection.execute("INSERT INTO meta VALUES (?)", [number + 1])
