"""Saved partnerships: rows only added, the same content once, kept by backup and restore."""

from __future__ import annotations

import json
import shutil
from contextlib import closing
from dataclasses import replace

import duckdb
import pytest

from dashboard.contracts.cooperation import Cooperation, Fact, Task
from dashboard.errors import WritingError
from dashboard.responses.backup import backup, content_hash, restore
from dashboard.responses.cooperation import (
    CooperationConflictError,
    cooperation_versions,
    partners_of,
    save_cooperation,
)
from dashboard.responses.database import writing
from dashboard.responses.files import FILE
from dashboard.responses.plans import plan_versions
from dashboard.responses.schema import STEPS
from dashboard.responses.schema_cooperation import COOPERATION

PAIR = ("ita-alba", "ken-busia")
FIRST = Cooperation(
    city_id="ita-alba",
    partner_id="ken-busia",
    tasks={(1, 1): Task("done", "Profile")},
    elements={"new-aim": "Learn"},
    skills=frozenset({("Decide", "Mayor", "Leadership")}),
)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "responses"


def save(folder, record=FIRST, base=0, role="city-editor"):
    return save_cooperation(folder, record, role=role, base=base)


def count(folder):
    with closing(duckdb.connect(folder / FILE, read_only=True)) as store:
        return store.execute("SELECT count(*) FROM cooperation_versions").fetchone()[0]


def test_nothing_written_is_no_partnership_and_makes_no_file(folder):
    assert cooperation_versions(folder, *PAIR) == ()
    assert partners_of(folder, "ita-alba") == ()
    assert not folder.exists()


def test_what_was_saved_comes_back_with_role_and_number(folder):
    assert save(folder, role="session-chair") == 1
    (found,) = cooperation_versions(folder, *PAIR)
    assert (found.version, found.role, found.cooperation) == (1, "session-chair", FIRST)


def test_every_save_is_a_row_and_the_history_stays(folder):
    save(folder)
    assert save(folder, replace(FIRST, title="Second"), base=1) == 2
    found = cooperation_versions(folder, *PAIR)
    assert [(v.version, v.cooperation.title) for v in found] == [(2, "Second"), (1, "")]


def test_same_content_again_adds_nothing_whatever_its_order_or_blanks(folder):
    save(folder)
    again = replace(FIRST, elements={"new-budget": " ", "new-aim": " Learn\r\n"})
    assert save(folder, again, base=1) == 1
    assert save(folder, FIRST, base=0) == 1
    assert count(folder) == 1


@pytest.fixture
def saved_before_there_were_facts(folder):
    """Save the first record as the program of version 1 did, which knew no facts."""
    rows = {
        "cooperation": [
            {
                "format_version": 1,
                "city_id": "ita-alba",
                "partner_id": "ken-busia",
                "way": "new",
                "title": "",
                "release": "",
            }
        ],
        "tasks": [{"step": 1, "task_order": 1, "state": "done", "note": "Profile"}],
        "elements": [{"element_id": "new-aim", "text": "Learn"}],
        "alignment": [],
        "indicators": [],
        "skills": [{"task": "Decide", "position": "Mayor", "skill": "Leadership"}],
        "planning": [],
    }
    with writing(folder) as store:
        store.execute(
            "INSERT INTO cooperation_versions "
            "VALUES ('ita-alba', 'ken-busia', 1, '2026-01-31 12:00', 'city-editor', 'h', $rows)",
            {"rows": json.dumps(rows)},
        )


@pytest.mark.usefixtures("saved_before_there_were_facts")
def test_record_from_before_there_were_facts_is_read_and_carried_on(folder):
    (found,) = cooperation_versions(folder, *PAIR)
    assert found.cooperation == FIRST
    assert save(folder, FIRST, base=1) == 1
    facts = {"experience": Fact(is_gathered=True, who="Ada", note="Two projects")}
    assert save(folder, replace(FIRST, facts=facts), base=1) == 2
    assert [v.cooperation.facts for v in cooperation_versions(folder, *PAIR)] == [facts, {}]


def test_save_on_an_older_version_is_told_and_changes_nothing(folder):
    save(folder)
    save(folder, replace(FIRST, title="Theirs"), base=1)
    with pytest.raises(CooperationConflictError, match="Somebody else saved version 2") as caught:
        save(folder, replace(FIRST, title="Mine"), base=1)
    assert (caught.value.newest, caught.value.base) == (2, 1)
    assert count(folder) == 2


def test_each_direction_and_each_partner_has_a_record_of_its_own(folder):
    save(folder)
    save(folder, Cooperation(city_id="ken-busia", partner_id="ita-alba", title="Ours"))
    save(folder, Cooperation(city_id="ita-alba", partner_id="esp-cuba", title="Other"))
    assert [v.cooperation for v in cooperation_versions(folder, *PAIR)] == [FIRST]
    assert set(partners_of(folder, "ita-alba")) == {"ken-busia", "esp-cuba"}
    assert partners_of(folder, "ken-busia") == ("ita-alba",)
    assert partners_of(folder, "esp-cuba") == ()


@pytest.mark.parametrize(
    ("record", "role", "told"),
    [
        (FIRST, "mayor", "role: got 'mayor'"),
        (replace(FIRST, partner_id="ita-alba"), "city-editor", "another place than the city"),
    ],
)
def test_unknown_role_and_own_partner_are_refused(folder, record, role, told):
    with pytest.raises(WritingError, match=told):
        save(folder, record, role=role)
    assert not folder.exists()


def test_partnership_is_kept_by_backup_and_restore(folder):
    save(folder)
    copy, told = backup(folder)
    save(folder, replace(FIRST, title="Lost"), base=1)
    restore(folder, copy)
    assert content_hash(folder / FILE) == told
    assert [v.cooperation for v in cooperation_versions(folder, *PAIR)] == [FIRST]


def test_store_from_before_partnerships_is_carried_on_with_what_it_holds(folder, tmp_path):
    old = tmp_path / "old"
    old.mkdir()
    with closing(duckdb.connect(old / FILE)) as store:
        for number, step in enumerate(STEPS[: STEPS.index(COOPERATION)], start=1):
            store.execute(step)
            store.execute("INSERT INTO meta VALUES (?)", [number])
        store.execute(
            "INSERT INTO plan_versions VALUES ('ita-alba', 1, '2026-01-31 12:00', 'city-editor', "
            '\'h\', \'{"actions": [], "milestones": [], "plan": [{"city_id": "ita-alba"}]}\')'
        )
    shutil.copytree(old, folder)
    assert save(folder) == 1
    assert [v.version for v in plan_versions(folder, "ita-alba")] == [1]
    assert [v.cooperation for v in cooperation_versions(folder, *PAIR)] == [FIRST]
