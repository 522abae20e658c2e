"""Building: same data, same release; a build that fails changes nothing."""

from __future__ import annotations

import hashlib
import re
import shutil

import pytest

from dashboard.contracts.package import read_package
from dashboard.errors import ContractError, StoreError
from dashboard.store import release
from dashboard.store.build import build_store
from dashboard.store.connection import open_store
from dashboard.store.pointer import read_pointer


def ask(store_dir, sql, release=""):
    with open_store(store_dir, release).cursor() as cursor:
        return cursor.execute(sql).fetchall()


def fingerprint(folder):
    return {
        file.name: hashlib.sha256(file.read_bytes()).hexdigest()
        for file in folder.iterdir()
        if file.name != "build.lock"
    }


def damage(file):
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 0xFF
    file.write_bytes(content)


# Release


def test_same_data_in_two_folders_make_the_same_release(package, served, tmp_path):
    assert build_store(package.folder, tmp_path / "other").release == read_pointer(served).release


def test_one_changed_cell_makes_another_release(package, served):
    before = read_pointer(served).release
    package.change_cell("cities", 2, "population", "49998")
    assert build_store(package.folder, served).release != before


def test_release_is_the_version_of_the_package_and_eight_hexadecimal_digits(store):
    assert re.fullmatch(r"\d{4}\.\d{2}\.\d{2}-[0-9a-f]{8}", store.release)


def test_changed_description_makes_another_release(package, served):
    descriptor = package.folder / "datapackage.json"
    text = descriptor.read_text(encoding="utf-8")
    descriptor.write_text(text.replace("UN region", "Region of the UN"), encoding="utf-8")
    before = read_pointer(served).release
    assert build_store(package.folder, served).release != before


def test_changed_sql_of_the_store_makes_another_release(package, monkeypatch):
    read = read_package(package.folder)
    before = release.release_id(package.folder, read)
    steps = release.sql_steps()
    monkeypatch.setattr(release, "sql_steps", lambda: steps[:-1])
    assert release.release_id(package.folder, read) != before


def test_raised_method_version_makes_another_release(package, monkeypatch):
    read = read_package(package.folder)
    before = release.release_id(package.folder, read)
    monkeypatch.setattr(release, "METHOD_VERSION", "next")
    assert release.release_id(package.folder, read) != before


# What is published


def test_build_publishes_the_rows_of_each_table(package, tmp_path):
    rows = build_store(package.folder, tmp_path / "store").rows
    assert (rows["cities"], rows["actions"], rows["action_codings"], rows["practices"]) == (
        2,
        2,
        4,
        0,
    )


def test_build_makes_the_folder_of_the_store(package, tmp_path):
    build_store(package.folder, tmp_path / "new" / "store")
    assert ask(tmp_path / "new" / "store", "SELECT count(*) FROM core.cities") == [(2,)]


def test_progress_rises_to_the_whole(package, tmp_path):
    shares = []
    build_store(package.folder, tmp_path, progress=lambda share, _step: shares.append(share))
    assert shares == sorted(shares)
    assert shares[-1] == 1


def test_build_of_the_served_release_changes_no_file(package, served):
    before = fingerprint(served)
    build_store(package.folder, served)
    assert fingerprint(served) == before


def test_build_of_the_served_release_returns_what_is_served(package, served):
    assert build_store(package.folder, served) == read_pointer(served)


def test_new_release_is_served_after_the_build(package, served):
    open_store(served)
    package.change_cell("cities", 2, "population", "60000")
    published = build_store(package.folder, served)
    assert open_store(served).release == published.release
    assert ask(served, "SELECT population FROM core.cities WHERE city_id = 'ita-alba'") == [
        (60000,)
    ]


def test_older_release_can_still_be_opened_after_a_new_one(package, served):
    older = open_store(served).release
    package.change_cell("cities", 2, "population", "60000")
    build_store(package.folder, served)
    sql = "SELECT population FROM core.cities WHERE city_id = 'ita-alba'"
    assert ask(served, sql, older) == [(49999,)]


def test_data_turned_back_make_the_older_release_the_served_one(package, served):
    older = read_pointer(served).release
    package.change_cell("cities", 2, "population", "60000")
    build_store(package.folder, served)
    package.change_cell("cities", 2, "population", "49999")
    build_store(package.folder, served)
    assert open_store(served).release == older


# A build that fails


def test_broken_contract_leaves_every_file_as_it_was(package, served):
    before = fingerprint(served)
    package.change_cell("cities", 2, "latitude", "north")
    with pytest.raises(ContractError, match=r"cities\.csv, row 2, column latitude: got 'north'"):
        build_store(package.folder, served)
    assert fingerprint(served) == before


def test_failed_check_leaves_every_file_as_it_was(package, served):
    before = fingerprint(served)
    package.change_cell("cities", 2, "longitude", "")
    with pytest.raises(ContractError, match="coordinates come in pairs"):
        build_store(package.folder, served)
    assert fingerprint(served) == before


def test_store_goes_on_answering_after_a_failed_build(package, served):
    package.change_cell("cities", 2, "longitude", "")
    with pytest.raises(ContractError):
        build_store(package.folder, served)
    assert ask(served, "SELECT count(*) FROM core.cities") == [(2,)]


@pytest.mark.parametrize(
    ("first", "others"),
    [("\r\n", "\r\n"), ("\r\n", "\n"), ("\n", "\r\n"), ("\r", "\r"), ("\r", "\n")],
    ids=["Windows", "Windows, then Linux", "Linux, then Windows", "old Mac", "old Mac, then Linux"],
)
def test_rows_are_rows_whatever_ends_their_lines(package, tmp_path, first, others):
    file = package.folder / "cities.csv"
    header, *rows = file.read_text(encoding="utf-8").splitlines()
    file.write_bytes((header + first + others.join([*rows, ""])).encode())
    build_store(package.folder, tmp_path / "store")
    sql = "SELECT city_id, population, population_source_id FROM core.cities ORDER BY city_id"
    assert ask(tmp_path / "store", sql) == [
        ("ita-alba", 49999, "book"),
        ("ken-busia", None, None),
    ]


def test_row_that_the_reader_of_the_store_refuses_is_told(package, served):
    before = fingerprint(served)
    package.change_cell("cities", 2, "name", "A" * 2_100_000)
    with pytest.raises(StoreError, match="The store could not be built in"):
        build_store(package.folder, served)
    assert fingerprint(served) == before


def test_missing_folder_of_the_package_is_told(tmp_path):
    with pytest.raises(ContractError, match=r"datapackage\.json: got 'No such file or directory'"):
        build_store(tmp_path / "nowhere", tmp_path / "store")


def test_folder_that_is_a_file_is_told(package, tmp_path):
    (tmp_path / "store").write_text("a file", encoding="utf-8")
    with pytest.raises(StoreError, match=r"The store cannot be written in .*store: File exists\."):
        build_store(package.folder, tmp_path / "store")


def test_folder_below_a_file_is_told(package, tmp_path):
    (tmp_path / "file").write_text("a file", encoding="utf-8")
    with pytest.raises(StoreError, match=r"cannot be written in .*: Not a directory\."):
        build_store(package.folder, tmp_path / "file" / "store")


# A damaged store


def test_damaged_file_is_built_again(package, served):
    damage(served / read_pointer(served).file)
    build_store(package.folder, served)
    assert ask(served, "SELECT count(*) FROM core.cities") == [(2,)]


def test_missing_file_is_built_again(package, served):
    (served / read_pointer(served).file).unlink()
    build_store(package.folder, served)
    assert ask(served, "SELECT count(*) FROM core.cities") == [(2,)]


@pytest.mark.parametrize(
    "content",
    [
        "{",
        '{"release": "x", "file": "../x", "sha256": "", "built_at": "", "rows": {}}',
        '{"release": "x", "file": null, "sha256": "", "built_at": "", "rows": {}}',
    ],
)
def test_damaged_pointer_is_written_again(package, served, content):
    (served / "current.json").write_text(content, encoding="utf-8")
    published = build_store(package.folder, served)
    assert open_store(served).release == published.release


def test_store_that_is_open_while_its_file_is_mended_gives_right_answers(package, served):
    damaged = open_store(served)
    file = served / damaged.published.file
    whole = file.read_bytes()
    file.write_bytes(whole[:12_288] + b"\xff" * (len(whole) - 12_288))
    build_store(package.folder, served)
    assert ask(served, "SELECT wording FROM core.actions ORDER BY action_id") == [
        ("Have a plan.",),
        ("Open schools.",),
    ]


# The checks of 90_checks.sql: one package that breaks each of them


@pytest.fixture(scope="module")
def failed_checks(small_package, tmp_path_factory):
    folder = tmp_path_factory.mktemp("broken")
    package = small_package(folder)
    package.write("action_codings", "a1,first,school,,\na1,second,plan,,\na2,first,school,,\n")
    package.change_cell("grant_themes", 2, "policy_area_id", "governance")
    package.write("keyword_roles", "plan,employer,Staff plan,book\n")
    package.write("measures", "plan,plan (yes/no),in place,true,book\n")
    package.write("rounds", "2025,Round 2025,Then.,1,book\n2026,Round 2026,Now.,2,book\n")
    package.write(
        "questionnaire",
        "q-plan,1,plan,Does the city plan?,Plans.,employer,Plans,2025,2026,book\n"
        "q-plan,2,plan,Does the city plan well?,Plans.,employer,Plans,2026,,book\n"
        "q-school,1,school,Does the city teach?,Lessons.,employer,Pupils,2026,2025,book\n",
    )
    package.change_cell("cities", 2, "latitude", "")
    package.change_cell("cities", 3, "latitude", "0.46")
    package.write(
        "city_indicators", "ita-alba,share,2020,100.5,,book\nita-alba,share,2021,-0.5,,book\n"
    )
    with pytest.raises(ContractError) as caught:
        build_store(folder, folder / "store")
    return str(caught.value).splitlines()


@pytest.mark.parametrize(
    "sentence",
    [
        "first coding is the keyword of the action: "
        "got action_id a1, in_actions plan, in_action_codings school",
        "every action is coded by both coders: got action_id a2, n_codings 1",
        "keyword of a grant theme belongs to its area: "
        "got theme lessons, area governance, area_of_keyword education",
        "every keyword has a role: got keyword_id school",
        "every keyword has a measure: got keyword_id school",
        "every keyword has one question in the newest round: got keyword_id plan, n_questions 2",
        "every keyword has one question in the newest round: got keyword_id school, n_questions 0",
        "version of a question starts after the one before has ended: got question_id q-plan, "
        "version 1, last_round 2026, later_version 2, later_first_round 2026",
        "question does not end before it starts: got question_id q-school, version 1, "
        "first_round 2026, last_round 2025",
        "coordinates come in pairs: got city_id ita-alba, latitude None, longitude 8.03",
        "coordinates come in pairs: got city_id ken-busia, latitude 0.46, longitude None",
        "value lies within the scale of its indicator: got city_id ita-alba, "
        "indicator_id share, value 100.5, scale_min 0.0, scale_max 100.0",
        "value lies within the scale of its indicator: got city_id ita-alba, "
        "indicator_id share, value -0.5, scale_min 0.0, scale_max 100.0",
    ],
)
def test_check_stops_the_build_and_says_what_is_wrong(failed_checks, sentence):
    assert f"Check failed: {sentence}" in failed_checks


def test_failed_checks_say_nothing_else(failed_checks):
    assert len(failed_checks) == 13


def test_questions_of_one_keyword_may_follow_one_another(package, tmp_path):
    package.write("rounds", "2025,Round 2025,Then.,1,book\n2026,Round 2026,Now.,2,book\n")
    package.write(
        "questionnaire",
        "q-plan,1,plan,Does the city plan?,Plans.,employer,Plans,2025,2025,book\n"
        "q-plan,2,plan,Does the city plan well?,Plans.,employer,Plans,2026,,book\n"
        "q-old,1,school,Does the city teach?,Lessons.,employer,Pupils,2025,2025,book\n"
        "q-school,1,school,Does the city teach all?,Lessons.,employer,Pupils,2026,2026,book\n",
    )
    build_store(package.folder, tmp_path / "store")
    sql = "SELECT count(*) FROM core.questionnaire"
    assert ask(tmp_path / "store", sql) == [(4,)]


def test_question_that_is_never_ended_forbids_a_later_version(package, tmp_path):
    package.write("rounds", "2025,Round 2025,Then.,1,book\n2026,Round 2026,Now.,2,book\n")
    package.write(
        "questionnaire",
        "q-plan,1,plan,Does the city plan?,Plans.,employer,Plans,2025,,book\n"
        "q-plan,2,plan,Does the city plan well?,Plans.,employer,Plans,2026,,book\n"
        "q-school,1,school,Does the city teach?,Lessons.,employer,Pupils,2025,,book\n",
    )
    with pytest.raises(ContractError, match="version 1, last_round None, later_version 2"):
        build_store(package.folder, tmp_path / "store")


def test_action_without_any_coding_stops_the_build(package, tmp_path):
    package.write("action_codings", "a1,first,plan,,\na1,second,plan,,\n")
    with pytest.raises(ContractError, match="got action_id a2, n_codings 0"):
        build_store(package.folder, tmp_path / "store")


@pytest.mark.parametrize("value", ["0", "100"])
def test_value_at_the_end_of_its_scale_passes(package, tmp_path, value):
    package.change_cell("city_indicators", 2, "value", value)
    assert build_store(package.folder, tmp_path / "store").release


# Leftovers


def test_leftovers_of_a_killed_build_are_removed(package, served):
    for name in ("store-x.duckdb.1.draft", "store-x.duckdb.1.draft.wal", "current.json.draft"):
        (served / name).write_bytes(b"half")
    package.change_cell("cities", 2, "population", "60000")
    build_store(package.folder, served)
    assert list(served.glob("*draft*")) == []


def test_leftovers_are_removed_too_when_the_release_is_served_already(package, served):
    (served / "store-x.duckdb.1.draft").write_bytes(b"half")
    build_store(package.folder, served)
    assert list(served.glob("*draft*")) == []


def test_folder_that_a_killed_build_left_does_not_stop_the_next(package, served):
    (served / "store-x.duckdb.1.draft.tmp").mkdir()
    package.change_cell("cities", 2, "population", "60000")
    published = build_store(package.folder, served)
    assert open_store(served).release == published.release


def test_store_file_without_a_pointer_to_it_is_not_served(package, served, tmp_path):
    before = read_pointer(served).release
    package.change_cell("cities", 2, "population", "60000")
    unpublished = build_store(package.folder, tmp_path / "elsewhere")
    shutil.copy(tmp_path / "elsewhere" / unpublished.file, served)
    assert open_store(served).release == before
    assert build_store(package.folder, served).release == unpublished.release
