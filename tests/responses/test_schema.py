"""A store of any older version is carried on to the newest one, and nothing in it is lost."""

from __future__ import annotations

from contextlib import closing

import duckdb
import pytest

from dashboard.criteria import CRITERIA
from dashboard.responses.adopted import adopted
from dashboard.responses.database import reading, writing
from dashboard.responses.files import BACKUPS, FILE
from dashboard.responses.group_work import ask, close_vote, join, open_vote, result_votes, vote
from dashboard.responses.hall import by_link, live
from dashboard.responses.room import Participant
from dashboard.responses.schema import SCHEMA_VERSION, STEPS, version_of
from dashboard.responses.sessions import open_session, read_session

# A row that the program of each version wrote.
ROWS = {
    1: "INSERT INTO wording_proposals VALUES "
    "('p', '2026-01-31 12:00', 'city-editor', 'r', 'housing', 'Open a desk', 'shorter', '')",
    2: "INSERT INTO decisions VALUES "
    "(1, 'n-1', 'accepted', '2026-01-31 12:00', 'data-steward', 'Fine')",
    3: "INSERT INTO group_sessions VALUES "
    "('s', 'Group', 'ABC234', 'k', 'c', 'r', 'session-chair', '2026-01-31 12:00')",
}
OLDER = range(1, SCHEMA_VERSION)
COLUMNS = """
SELECT table_name, column_name, data_type FROM information_schema.columns ORDER BY ALL
"""


def rows_of(folder, version):
    with reading(folder) as store:
        return store.execute(f"FROM {ROWS[version].split()[2]}").fetchall()


@pytest.fixture
def store_of(responses_folder):
    """Return a function that makes a store as the program of a version did; its folder."""

    def store_of(version):
        responses_folder.mkdir()
        with closing(duckdb.connect(responses_folder / FILE)) as store:
            for number, step in enumerate(STEPS[:version], start=1):
                store.execute(step)
                store.execute("INSERT INTO meta VALUES (?)", [number])
                if number in ROWS:
                    store.execute(ROWS[number])
        return responses_folder

    return store_of


@pytest.mark.parametrize("version", OLDER)
@pytest.mark.parametrize("use", [reading, writing])
def test_older_store_is_carried_on_with_everything_in_it(store_of, version, use, tmp_path):
    folder, new = store_of(version), tmp_path / "new"
    with use(folder) as store, writing(new) as fresh:
        assert version_of(store) == SCHEMA_VERSION
        assert store.execute(COLUMNS).fetchall() == fresh.execute(COLUMNS).fetchall()
    for number in ROWS:
        assert len(rows_of(folder, number)) == (number <= version)


@pytest.mark.parametrize("version", OLDER)
def test_copy_of_the_older_store_is_put_aside_once(store_of, version):
    folder = store_of(version)
    for _turn in range(2):
        with reading(folder) as store:
            assert version_of(store) == SCHEMA_VERSION
    (copy,) = (folder / BACKUPS).iterdir()
    assert copy.name.endswith(f"-before-version-{SCHEMA_VERSION}.duckdb")
    with closing(duckdb.connect(copy, read_only=True)) as store:
        assert version_of(store) == version


@pytest.mark.parametrize("version", [1, 2])
def test_session_can_be_held_on_a_store_from_before_there_were_sessions(store_of, version):
    folder = store_of(version)
    assert adopted(folder) == ()
    assert by_link(folder, "link", "x") is None
    opened = open_session(folder, "Group", role="session-chair", release="r")
    here = live(folder, opened.session_id)
    join(here, "ada", Participant())
    question_id = ask(here, "weights", "What counts?", CRITERIA)
    question = here.room.questions[question_id]
    open_vote(here, question)
    vote(here, question, "ada", {"points": dict.fromkeys(CRITERIA, 25)})
    close_vote(here, question)
    assert set(result_votes(question)) == {"ada"}
    assert len(rows_of(folder, 1)) == 1


def test_session_of_an_older_store_is_read_after_it_was_carried_on(store_of):
    folder = store_of(3)
    assert read_session(folder, "s")[0].title == "Group"


def test_versions_follow_each_other():
    assert len(STEPS) == SCHEMA_VERSION
    assert max(ROWS) <= SCHEMA_VERSION
