"""The open store: read-only, closed to the outside, a cursor per call, no question without end."""

from __future__ import annotations

import os
import shutil
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from dashboard.errors import StoreError
from dashboard.store.build import build_store
from dashboard.store.connection import close_stores, has_release, open_store
from dashboard.store.pointer import read_pointer

SLOW = "SELECT sum(a.range % 7) FROM range(3000000000) AS a"  # many seconds on any machine


def ask(store, sql, **parameters):
    with store.cursor() as cursor:
        return cursor.execute(sql, parameters or None).fetchall()


# Which store is opened


def test_store_that_is_open_is_handed_out_again(served):
    assert open_store(served) is open_store(served)


def test_served_release_asked_for_by_id_is_the_same_open_store(served):
    assert open_store(served, read_pointer(served).release) is open_store(served)


def test_open_store_tells_what_was_published(served):
    assert open_store(served).published == read_pointer(served)


def test_two_folders_have_two_stores(served, tmp_path):
    other = shutil.copytree(served, tmp_path / "other")
    assert open_store(other) is not open_store(served)


def test_store_can_be_opened_again_after_four_others(served, tmp_path):
    first = open_store(served)
    for number in range(4):
        open_store(shutil.copytree(served, tmp_path / str(number)))
    assert open_store(served) is not first
    assert ask(open_store(served), "SELECT count(*) FROM core.cities") == [(2,)]


def test_store_that_made_room_for_others_still_answers_who_holds_it(served, tmp_path):
    first = open_store(served)
    for number in range(4):
        open_store(shutil.copytree(served, tmp_path / str(number)))
    assert ask(first, "SELECT count(*) FROM core.cities") == [(2,)]


def test_closed_store_is_opened_anew(served):
    first = open_store(served)
    close_stores(served)
    assert open_store(served) is not first


def test_question_to_a_closed_store_is_an_error_of_the_store(served):
    store = open_store(served)
    close_stores(served)
    with pytest.raises(StoreError):
        ask(store, "SELECT 1")


def test_file_that_was_touched_is_opened_anew_and_answers(served):
    first = open_store(served)
    os.utime(served / first.published.file, ns=(0, 0))
    assert open_store(served) is not first
    assert ask(open_store(served), "SELECT count(*) FROM core.cities") == [(2,)]


def test_damage_done_while_the_store_is_open_is_noticed(served):
    store = open_store(served)
    (served / store.published.file).write_bytes(b"garbage")
    with pytest.raises(StoreError, match="is damaged"):
        open_store(served)


def test_closing_the_stores_of_a_folder_leaves_other_folders_open(served, tmp_path):
    other = shutil.copytree(served, tmp_path / "other")
    store = open_store(other)
    open_store(served)
    close_stores(served)
    assert open_store(other) is store


# Which releases there are


def test_served_release_can_be_opened(served):
    assert has_release(served, read_pointer(served).release)


def test_older_release_can_be_opened_after_a_new_one(package, served):
    older = read_pointer(served).release
    package.change_cell("cities", 2, "population", "60000")
    newer = build_store(package.folder, served).release
    assert [has_release(served, older), has_release(served, newer)] == [True, True]


def test_release_that_was_never_published_cannot_be_opened(served):
    assert not has_release(served, "2024.01.31-00000000")


def test_malformed_release_cannot_be_opened(served):
    assert not has_release(served, "../current")


def test_release_whose_file_is_gone_cannot_be_opened(served):
    published = read_pointer(served)
    (served / published.file).unlink()
    assert not has_release(served, published.release)


# Read-only and closed to the outside


@pytest.mark.parametrize(
    "sql",
    [
        "INSERT INTO core.policy_areas VALUES ('x', 'X', 3, 0, 'book')",
        "UPDATE core.cities SET population = 1",
        "DELETE FROM core.action_codings",
        "CREATE TABLE core.more (n INTEGER)",
        "DROP VIEW mart.coverage",
        "COPY core.cities TO '{outside}/stolen.csv'",
        "COPY core.cities FROM '{outside}/secret.csv'",
        "EXPORT DATABASE '{outside}/stolen'",
        "FROM read_csv('{outside}/secret.csv')",
        "FROM read_text('{outside}/secret.csv')",
        "FROM '{outside}/secret.csv'",
        "FROM glob('{outside}/*')",
        "ATTACH '{outside}/other.duckdb'",
        "SET threads = 8",
        "SET enable_external_access = true",
        "SET lock_configuration = false",
        "RESET memory_limit",
        "INSTALL httpfs",
        "LOAD httpfs",
    ],
)
def test_statement_that_writes_or_reaches_outside_is_refused(served, tmp_path, sql):
    (tmp_path / "secret.csv").write_text("city_id\nsecret\n", encoding="utf-8")
    before = sorted(file.name for file in tmp_path.iterdir())
    with pytest.raises(StoreError, match="could not answer: "):
        ask(open_store(served), sql.format(outside=tmp_path))
    assert sorted(file.name for file in tmp_path.iterdir()) == before


def test_refused_statements_change_no_byte_of_the_store(served):
    store = open_store(served)
    before = (served / store.published.file).read_bytes()
    with pytest.raises(StoreError):
        ask(store, "DELETE FROM core.action_codings")
    assert (served / store.published.file).read_bytes() == before


def test_error_of_a_question_names_the_release(served):
    store = open_store(served)
    with pytest.raises(StoreError, match=f"The store of release {store.release} could not answer"):
        ask(store, "SELECT mayor FROM core.cities")


def test_error_that_is_not_of_the_store_passes_unchanged(served):
    with pytest.raises(ZeroDivisionError), open_store(served).cursor():
        _ = 1 / 0


# Threads


def test_eight_threads_with_two_hundred_questions_each_get_their_own_rows(store):
    sql = "SELECT city_id FROM core.cities ORDER BY city_id"
    cities = [row[0] for row in ask(store, sql)][:200]

    def wrong_answers(thread):
        own = cities[thread:] + cities[:thread]
        sql = "SELECT city_id, $thread FROM core.cities WHERE city_id = $city"
        answers = [(city, ask(store, sql, city=city, thread=thread)) for city in own]
        return [answer for city, answer in answers if answer != [(city, thread)]]

    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(wrong_answers, range(8))) == [[]] * 8


def test_cursors_of_one_store_are_different(served):
    store = open_store(served)
    with store.cursor() as first, store.cursor() as second:
        first.execute("SELECT 1")
        second.execute("SELECT 2")
        assert (first.fetchone(), second.fetchone()) == ((1,), (2,))


def test_many_threads_open_the_store_once(served):
    with ThreadPoolExecutor(8) as threads:
        stores = list(threads.map(lambda _: open_store(served), range(32)))
    assert len({id(store) for store in stores}) == 1


# Time


def test_slow_question_is_stopped_at_its_limit(served):
    began = time.monotonic()
    with (
        pytest.raises(StoreError) as caught,
        open_store(served).cursor(limit_s=0.2) as cursor,
    ):
        cursor.execute(SLOW)
    assert str(caught.value) == "The question took longer than 0.2 seconds and was stopped."
    assert time.monotonic() - began < 5


def test_store_answers_after_a_question_was_stopped(served):
    store = open_store(served)
    with pytest.raises(StoreError), store.cursor(limit_s=0.1) as cursor:
        cursor.execute(SLOW)
    assert ask(store, "SELECT count(*) FROM core.cities") == [(2,)]


def test_stopping_one_question_does_not_stop_another(served):
    store = open_store(served)
    with store.cursor() as patient:
        with pytest.raises(StoreError), store.cursor(limit_s=0.1) as cursor:
            cursor.execute(SLOW)
        assert patient.execute("SELECT count(*) FROM core.cities").fetchall() == [(2,)]


def test_limit_also_holds_for_a_second_question_of_the_same_cursor(served):
    def ask_twice():
        with open_store(served).cursor(limit_s=0.05) as cursor:
            cursor.execute("SELECT 1").fetchall()
            time.sleep(0.1)
            cursor.execute(SLOW.replace("3000000000", "300000000"))

    with pytest.raises(StoreError, match="took longer than"):
        ask_twice()
