"""The saved plans of cities: nothing that was saved is lost, whatever happens while it is written.

Two cities write: Alba (ita-alba) and Busia (ken-busia). A plan is told apart by its title.
"""

from __future__ import annotations

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from threading import Barrier

import duckdb
import pytest
from filelock import FileLock

from dashboard.contracts.plan import Milestone, Plan, PlanAction
from dashboard.errors import ResponsesError, WritingError
from dashboard.responses import files
from dashboard.responses.database import reading, writing
from dashboard.responses.files import FILE, responses_dir, stamp
from dashboard.responses.plans import (
    PlanConflictError,
    plan_versions,
    planned_cities,
    save_plan,
)
from dashboard.responses.schema import SCHEMA_VERSION
from dashboard.store.places import PROJECT_DIR

# What a child process needs to write, and to die as if the machine had taken it away.
CHILD = """
import os, signal, sys
from pathlib import Path

import duckdb

from dashboard.contracts.plan import Plan
from dashboard.responses.database import writing
from dashboard.responses.files import FILE
from dashboard.responses.plans import save_plan

folder = Path(sys.argv[1])


def die():
    os.kill(os.getpid(), signal.SIGKILL)


def save(city, title, base):
    return save_plan(folder, Plan(city_id=city, title=title), role="city-editor", base=base)

"""
ADD_SECOND_VERSION = """
INSERT INTO plan_versions
SELECT city_id, 2, written_at, role, 'another', replace(plan, 'First', 'Second') FROM plan_versions
"""
DELETE_ALL = "DELETE FROM plan_versions"


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "responses"


@pytest.fixture
def saved(folder):
    """Return the folder of a store with one version of the plan of Alba."""
    save(folder, "First")
    return folder


def save(folder, title, base=0, city="ita-alba", role="city-editor"):
    return save_plan(folder, Plan(city_id=city, title=title), role=role, base=base)


def titles(folder, city="ita-alba"):
    return [(found.version, found.plan.title) for found in plan_versions(folder, city)]


def child(folder, script, *words):
    command = [sys.executable, "-c", CHILD + script, str(folder), *words]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def killed_in(folder, script):
    with child(folder, script) as process:
        process.wait(timeout=60)
    assert process.returncode == -9


# What was saved


def test_nothing_written_is_no_plan_and_makes_no_file(folder):
    assert plan_versions(folder, "ita-alba") == ()
    assert planned_cities(folder) == ()
    assert not folder.exists()


def test_plan_comes_back_as_it_was_saved(folder):
    action = PlanAction(
        keyword_id="housing",
        wording="Open a housing desk",
        baseline_value=12.5,
        target_year=2030,
        practice_ids=("p-one", "p-two"),
        milestones=(Milestone(due_on="2027-03-31", milestone='"Desk" is open'),),
    )
    plan = Plan(city_id="ita-alba", title="שלום 😀\nsecond line", actions=(action,))
    save_plan(folder, plan, role="city-editor", base=0)
    assert [found.plan for found in plan_versions(folder, "ita-alba")] == [plan]


def test_plan_is_kept_tidy(folder):
    action = PlanAction(keyword_id="housing", baseline_value=0.1 + 0.2)
    plan = Plan(city_id=" ita-alba ", title=" First\r\n", actions=(action,))
    save_plan(folder, plan, role="city-editor", base=0)
    (found,) = plan_versions(folder, "ita-alba")
    kept = (found.plan.city_id, found.plan.title, found.plan.actions[0].baseline_value)
    assert kept == ("ita-alba", "First", 0.3)


def test_first_version_has_number_one(folder):
    assert save(folder, "First") == 1


def test_versions_are_listed_the_newest_first(saved):
    assert save(saved, "Second", base=1) == 2
    assert save(saved, "Third", base=2) == 3
    assert titles(saved) == [(3, "Third"), (2, "Second"), (1, "First")]


def test_version_says_who_by_role_and_when_in_utc(folder, monkeypatch):
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    try:
        before = datetime.now(UTC).replace(tzinfo=None)
        save(folder, "First", role="data-steward")
        after = datetime.now(UTC).replace(tzinfo=None)
    finally:
        monkeypatch.undo()
        time.tzset()
    (version,) = plan_versions(folder, "ita-alba")
    assert version.role == "data-steward"
    assert before <= version.written_at <= after


def test_cities_have_their_own_versions(saved):
    assert save(saved, "Busia", city="ken-busia") == 1
    assert titles(saved, "ken-busia") == [(1, "Busia")]
    assert titles(saved) == [(1, "First")]
    assert planned_cities(saved) == ("ita-alba", "ken-busia")


def test_city_without_a_plan_has_no_versions(saved):
    assert plan_versions(saved, "ken-busia") == ()


def test_same_content_twice_adds_nothing(saved):
    assert save(saved, "First", base=1) == 1
    assert titles(saved) == [(1, "First")]


def test_same_content_in_untidy_form_adds_nothing(saved):
    assert save(saved, " First\r\n", base=1) == 1
    assert titles(saved) == [(1, "First")]


def test_same_content_from_an_older_version_is_no_conflict(saved):
    save(saved, "Second", base=1)
    assert save(saved, "Second", base=1) == 2


def test_earlier_content_can_be_saved_again_as_a_new_version(saved):
    save(saved, "Second", base=1)
    assert save(saved, "First", base=2) == 3
    assert titles(saved) == [(3, "First"), (2, "Second"), (1, "First")]


def test_unknown_role_is_refused_and_nothing_is_made(folder):
    with pytest.raises(WritingError, match="role: got 'mayor', expected one of city-editor, "):
        save(folder, "First", role="mayor")
    assert not folder.exists()


# Two writers


def test_save_on_an_older_version_is_a_conflict_and_changes_nothing(saved):
    save(saved, "Second", base=1)
    with pytest.raises(PlanConflictError) as caught:
        save(saved, "Mine", base=1)
    assert (caught.value.newest, caught.value.base) == (2, 1)
    assert str(caught.value) == (
        "Somebody else saved version 2 of this plan meanwhile; you started from version 1. "
        "Nothing of yours was saved yet, and nothing is lost."
    )
    assert titles(saved) == [(2, "Second"), (1, "First")]


@pytest.mark.parametrize("base", [0, 2, -1])
def test_save_that_starts_from_no_version_or_from_one_to_come_is_a_conflict(saved, base):
    with pytest.raises(PlanConflictError) as caught:
        save(saved, "Mine", base=base)
    assert (caught.value.newest, caught.value.base) == (1, base)
    assert titles(saved) == [(1, "First")]


def test_conflict_with_a_plan_that_was_never_saved_names_version_zero(folder):
    with pytest.raises(PlanConflictError) as caught:
        save(folder, "Mine", base=4)
    assert (caught.value.newest, caught.value.base) == (0, 4)
    assert titles(folder) == []


def test_two_processes_that_write_at_once_lose_nothing(folder):
    ten_saves = "for n in range(10):\n    save(f'{sys.argv[2]}-{n}', sys.argv[2], 0)\n"
    with child(folder, ten_saves, "ita") as first, child(folder, ten_saves, "ken") as second:
        assert [process.wait(timeout=60) for process in (first, second)] == [0, 0]
    assert planned_cities(folder) == tuple(
        f"{country}-{n}" for country in ("ita", "ken") for n in range(10)
    )


def test_of_editors_who_save_the_same_plan_at_once_one_wins_and_the_others_are_told(saved):
    together = Barrier(4)

    def save_mine(title):
        together.wait()
        try:
            return save(saved, title, base=1)
        except PlanConflictError as error:
            return (error.newest, error.base)

    with ThreadPoolExecutor(4) as editors:
        told = list(editors.map(save_mine, ["Ada", "Bob", "Cleo", "Dan"]))
    assert sorted(told, key=str) == [(2, 1), (2, 1), (2, 1), 2]
    winner = ["Ada", "Bob", "Cleo", "Dan"][told.index(2)]
    assert titles(saved) == [(2, winner), (1, "First")]


def test_reader_and_writer_of_one_server_do_not_get_in_each_others_way(saved):
    def write():
        for base in range(1, 11):
            save(saved, f"Title {base + 1}", base=base)

    def read():
        return [len(titles(saved)) for _number in range(10)]

    with ThreadPoolExecutor(3) as sessions:
        writer, *readers = sessions.submit(write), sessions.submit(read), sessions.submit(read)
    writer.result()
    assert all(reader.result() == sorted(reader.result()) for reader in readers)
    assert len(titles(saved)) == 11


def test_store_that_somebody_else_holds_for_too_long_is_told(saved, monkeypatch):
    monkeypatch.setattr(files, "_PATIENCE_S", 0.05)
    with FileLock(saved / f"{FILE}.lock"):
        for ask in (lambda: titles(saved), lambda: save(saved, "Second", base=1)):
            with pytest.raises(ResponsesError, match="is being written by somebody else"):
                ask()
    assert titles(saved) == [(1, "First")]


# A process that is killed


@pytest.mark.parametrize(
    ("script", "left"),
    [
        pytest.param(
            f"with writing(folder) as store:\n    store.execute({DELETE_ALL!r})\n    die()",
            [(1, "First")],
            id="before the end of the transaction",
        ),
        pytest.param(
            f"store = duckdb.connect(folder / FILE)\nstore.execute({ADD_SECOND_VERSION!r})\ndie()",
            [(2, "Second"), (1, "First")],
            id="after the transaction, before the file is closed",
        ),
    ],
)
def test_rows_of_a_killed_process_are_there_or_not_and_earlier_ones_always(saved, script, left):
    killed_in(saved, script)
    assert titles(saved) == left
    newest = left[0][0]
    assert save(saved, "Next", base=newest) == newest + 1
    assert titles(saved) == [(newest + 1, "Next"), *left]


@pytest.mark.parametrize("after", [1, 2, 4, 7, 12])
def test_everything_that_a_process_had_saved_when_it_was_killed_can_be_read(folder, after):
    endless = """
n = 0
while True:
    n = save("ita-alba", f"Title {n + 1}", n)
    print(n, flush=True)
"""
    with child(folder, endless) as process:
        for _number in range(after):
            process.stdout.readline()
        time.sleep(after / 1_000)  # somewhere in the next save
        process.kill()
    found = titles(folder)
    assert len(found) >= after
    assert found == [(n, f"Title {n}") for n in range(len(found), 0, -1)]
    assert save(folder, "Next", base=len(found)) == len(found) + 1


@pytest.mark.parametrize(
    "script",
    [
        pytest.param("with writing(folder):\n    die()", id="before the first plan is in"),
        pytest.param(
            "connect = duckdb.connect\n"
            "duckdb.connect = lambda *place, **how: (connect(*place, **how), die())\n"
            "save('ita-alba', 'First', 0)",
            id="while the file is made",
        ),
    ],
)
def test_process_killed_at_the_very_first_save_leaves_an_empty_store(folder, script):
    killed_in(folder, script)
    assert titles(folder) == []
    assert save(folder, "First") == 1
    assert titles(folder) == [(1, "First")]


# What can be wrong with the file and its folder


def damaged(folder, how):
    sound = (folder / FILE).read_bytes()
    contents = {
        "empty": b"",
        "text": b"not a store" * 1_000,
        "the first 5 kB": sound[:5_000],
        "head of zeros": bytes(16_384) + sound[16_384:],
        "cut off": sound[:-30_000],
    }
    (folder / FILE).write_bytes(contents[how])
    return contents[how]


@pytest.mark.parametrize("how", ["empty", "text", "the first 5 kB", "head of zeros", "cut off"])
def test_damaged_file_is_told_and_left_as_it_is(saved, how):
    content = damaged(saved, how)
    for ask in (lambda: titles(saved), lambda: save(saved, "Second", base=1)):
        with pytest.raises(ResponsesError) as caught:
            ask()
        assert str(saved / FILE) in str(caught.value)
        assert "Nothing was" in str(caught.value)
    assert (saved / FILE).read_bytes() == content


def test_store_of_a_newer_version_is_told_and_left_as_it_is(saved):
    with duckdb.connect(saved / FILE) as store:
        store.execute("UPDATE meta SET schema_version = 99")
    for ask in (lambda: titles(saved), lambda: save(saved, "Second", base=1)):
        with pytest.raises(
            ResponsesError, match=f"has version 99; this program reads version {SCHEMA_VERSION}"
        ):
            ask()
    with duckdb.connect(saved / FILE) as store:
        assert store.execute("SELECT version FROM plan_versions").fetchall() == [(1,)]


def test_file_of_another_program_is_not_taken_for_the_store(folder):
    folder.mkdir()
    with duckdb.connect(folder / FILE) as other:
        other.execute("CREATE TABLE addresses AS SELECT 1 AS n")
    for ask in (lambda: titles(folder), lambda: save(folder, "First")):
        with pytest.raises(ResponsesError):
            ask()
    with duckdb.connect(folder / FILE) as other:
        assert other.execute("SELECT table_name FROM duckdb_tables()").fetchall() == [
            ("addresses",)
        ]


@pytest.mark.parametrize("below", [".", "deeper/down"])
def test_folder_that_cannot_be_made_is_told(tmp_path, below):
    (tmp_path / "responses").write_text("a file in its place", encoding="utf-8")
    folder = tmp_path / "responses" / below
    assert titles(folder) == []
    with pytest.raises(ResponsesError, match=r"cannot be made: .* Nothing was saved\."):
        save(folder, "First")


def test_folder_in_place_of_the_file_is_told(folder):
    (folder / FILE).mkdir(parents=True)
    with pytest.raises(ResponsesError, match="cannot be opened"):
        save(folder, "First")


def test_folder_in_place_of_the_lock_is_told(folder):
    (folder / f"{FILE}.lock").mkdir(parents=True)
    with pytest.raises(ResponsesError, match=r"cannot be written: .* Nothing was saved\."):
        save(folder, "First")


# One transaction


def delete_and_fail(folder, failure):
    with writing(folder) as store:
        store.execute(DELETE_ALL)
        assert store.execute("SELECT count(*) FROM plan_versions").fetchone() == (0,)
        failure(store)


def test_error_while_writing_undoes_what_was_written(saved):
    def fail(_store):
        message = "the caller changed its mind"
        raise KeyError(message)

    with pytest.raises(KeyError):
        delete_and_fail(saved, fail)
    assert titles(saved) == [(1, "First")]


def test_error_of_the_database_undoes_what_was_written_and_is_told(saved):
    with pytest.raises(ResponsesError, match=r"could not be read or written: .*nowhere"):
        delete_and_fail(saved, lambda store: store.execute("SELECT * FROM nowhere"))
    assert titles(saved) == [(1, "First")]


def test_reader_cannot_write(saved):
    with pytest.raises(ResponsesError), reading(saved) as store:
        store.execute(DELETE_ALL)
    assert titles(saved) == [(1, "First")]


# Where it is, and whether it changed


def test_stamp_changes_with_every_save_and_only_then(folder):
    assert stamp(folder) == ()
    save(folder, "First")
    first = stamp(folder)
    titles(folder)
    save(folder, "First", base=1)
    assert stamp(folder) == first
    save(folder, "Again", base=1)
    assert stamp(folder) not in {(), first}


def test_folder_is_the_one_that_the_environment_names(monkeypatch):
    monkeypatch.setenv("DASHBOARD_RESPONSES", "/srv/responses")
    assert responses_dir() == Path("/srv/responses")


def test_folder_is_in_the_project_unless_named(monkeypatch):
    monkeypatch.delenv("DASHBOARD_RESPONSES", raising=False)
    assert responses_dir() == PROJECT_DIR / "data" / "local"
    monkeypatch.setenv("DASHBOARD_RESPONSES", "")
    assert responses_dir() == PROJECT_DIR / "data" / "local"


def test_nothing_but_the_store_its_log_and_its_lock_is_left_in_the_folder(saved):
    assert {found.name for found in saved.iterdir()} == {FILE, f"{FILE}.wal", f"{FILE}.lock"}
