"""Backups, restoring, older versions, damage: nothing that somebody wrote is ever lost or mixed."""

from __future__ import annotations

import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from dashboard.contracts.plan import Plan
from dashboard.errors import ResponsesError
from dashboard.responses import backup as backups
from dashboard.responses.backup import backup, content_hash, is_invented, restore
from dashboard.responses.database import make, reading, writing
from dashboard.responses.decisions import decide
from dashboard.responses.files import BACKUPS, FILE, locked
from dashboard.responses.plans import plan_versions, save_plan
from dashboard.responses.schema import SCHEMA_VERSION, STEPS, version_of
from dashboard.responses.submissions import list_submissions, submit
from dashboard.responses.wordings import list_proposals, propose

LOG = f"{FILE}.wal"
HOW = "python -m dashboard restore"
# A process that dies with one more withdrawal in the log, which is not yet in the file.
WITHDRAW_AND_DIE = """
import os, signal, sys
import duckdb

store = duckdb.connect(sys.argv[1])
store.execute(
    "INSERT INTO decisions SELECT 1, number, 'withdrawn', now()::TIMESTAMP, 'city-editor', ''"
    " FROM submissions"
)
os.kill(os.getpid(), signal.SIGKILL)
"""
# As the program of version 1 wrote it.
OLD_PLAN = (
    '{"actions": [], "milestones": [], "plan": [{"adopted_by": "", "adopted_on": "", '
    '"city_id": "ita-alba", "format_version": 1, "from_year": null, "release": "", '
    '"review_on": "", "summary": "", "title": "First", "to_year": null}]}'
)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "responses"


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    """Return the folder of a store with one answer and one plan of Alba; to be copied only."""
    folder = tmp_path_factory.mktemp("model") / "responses"
    send(folder, "planned")
    save_plan(folder, Plan(city_id="ita-alba", title="First"), role="city-editor", base=0)
    duckdb.connect(folder / FILE).close()  # takes the log in
    assert not (folder / LOG).exists()
    return folder


@pytest.fixture
def filled(folder, model):
    """Return the folder of a store like the model."""
    shutil.copytree(model, folder)
    return folder


@pytest.fixture
def old(folder):
    """Return the folder of a store of version 1, with one plan and one wording."""
    folder.mkdir()
    with closing(duckdb.connect(folder / FILE)) as store:
        store.execute(STEPS[0])
        store.execute("INSERT INTO meta VALUES (1)")
        save = "INSERT INTO plan_versions VALUES (?, 1, '2026-01-31 12:00', 'city-editor', 'h', ?)"
        store.execute(save, ["ita-alba", OLD_PLAN])
        store.execute(
            "INSERT INTO wording_proposals VALUES ('p', '2026-01-31 12:00', 'city-editor', 'r', "
            "'housing', 'Open a desk', 'shorter', '')"
        )
    return folder


def send(folder, state):
    row = {
        "city_id": "ita-alba",
        "round_id": "2026",
        "question_id": "food",
        "question_version": 1,
        "state": state,
    }
    return submit(folder, pd.DataFrame([row]), role="city-editor", release="r")


def statuses(folder):
    return [found.status for found in list_submissions(folder)]


def withdrawn_by_a_killed_process(folder):
    command = [sys.executable, "-c", WITHDRAW_AND_DIE, str(folder / FILE)]
    assert subprocess.run(command, check=False, timeout=60).returncode == -9
    assert (folder / LOG).stat().st_size > 0


def invented(folder):
    folder.mkdir()
    with locked(folder):
        make(folder, invented=True)
    return folder


def version_in(path):
    with closing(duckdb.connect(path, read_only=True)) as store:
        return version_of(store)


def put_aside(folder):
    return sorted((folder / BACKUPS).glob("*.duckdb"))


# A backup and back


def test_restored_store_holds_what_the_lost_one_held(filled):
    before = content_hash(filled / FILE)
    copy, told = backup(filled)
    (filled / FILE).unlink()
    assert statuses(filled) == []
    assert restore(filled, copy) == (told, None)
    assert content_hash(filled / FILE) == told == before
    assert statuses(filled) == ["submitted"]
    assert [found.plan.title for found in plan_versions(filled, "ita-alba")] == ["First"]


def test_backup_is_put_in_the_folder_of_backups_unless_named(filled, tmp_path):
    copy, _ = backup(filled)
    assert copy.parent == filled / BACKUPS
    assert copy.name.endswith("Z-backup.duckdb")
    named = tmp_path / "elsewhere" / "mine.duckdb"
    assert backup(filled, named) == (named, content_hash(copy))


def test_two_backups_of_one_store_have_two_names(filled):
    assert backup(filled)[0] != backup(filled)[0]


def test_backup_never_writes_over_a_file(filled, tmp_path):
    (tmp_path / "mine.duckdb").write_text("mine", encoding="utf-8")
    with pytest.raises(ResponsesError, match=r"is there already\. Give another name"):
        backup(filled, tmp_path / "mine.duckdb")
    assert (tmp_path / "mine.duckdb").read_text(encoding="utf-8") == "mine"


def test_backup_of_nothing_is_refused(folder):
    with pytest.raises(ResponsesError, match="nothing was ever written, nothing to copy"):
        backup(folder)
    assert not folder.exists()


def test_backup_has_what_is_in_the_log_only(filled):
    withdrawn_by_a_killed_process(filled)
    copy, _ = backup(filled)
    (filled / FILE).unlink()
    restore(filled, copy)
    assert statuses(filled) == ["withdrawn"]


def test_damaged_store_does_not_pass_for_a_backup(filled):
    (filled / FILE).write_bytes((filled / FILE).read_bytes()[:-30_000])
    with pytest.raises(ResponsesError):
        backup(filled)
    assert put_aside(filled) == []


def test_backup_to_a_place_that_cannot_be_written_is_told(filled, tmp_path):
    (tmp_path / "file").write_text("a file in place of a folder", encoding="utf-8")
    with pytest.raises(ResponsesError, match=r"cannot be written: .* Nothing was changed\."):
        backup(filled, tmp_path / "file" / "mine.duckdb")


def test_hash_tells_rows_and_not_their_order(tmp_path):
    files = {}
    for name, numbers in {"a": [1, 2], "b": [2, 1], "c": [1, 1], "d": [1]}.items():
        files[name] = tmp_path / f"{name}.duckdb"
        with closing(duckdb.connect(files[name])) as store:
            store.execute("CREATE TABLE t AS SELECT unnest($1) AS n", [numbers])
    hashes = {name: content_hash(path) for name, path in files.items()}
    assert hashes["a"] == hashes["b"]
    assert len(set(hashes.values())) == 3


def test_hash_changes_with_whatever_is_written(filled):
    hashes = [content_hash(filled / FILE)]
    send(filled, "started")
    hashes.append(content_hash(filled / FILE))
    save_plan(filled, Plan(city_id="ita-alba", title="Second"), role="city-editor", base=1)
    hashes.append(content_hash(filled / FILE))
    assert len(set(hashes)) == 3


# Restoring over something


def test_store_that_was_there_is_put_aside_whole(filled):
    copy, told = backup(filled)
    send(filled, "started")
    newer = content_hash(filled / FILE)
    found, aside = restore(filled, copy)
    assert (found, content_hash(filled / FILE), content_hash(aside)) == (told, told, newer)


@pytest.mark.parametrize("damage", [b"", b"not a store" * 1_000])
def test_restore_over_a_damaged_store_puts_it_aside_as_it_is(filled, damage):
    copy, told = backup(filled)
    (filled / FILE).write_bytes(damage)
    found, aside = restore(filled, copy)
    assert (found, content_hash(filled / FILE)) == (told, told)
    assert aside.read_bytes() == damage


def test_restore_over_a_store_with_a_damaged_log_puts_both_aside(filled):
    copy, told = backup(filled)
    withdrawn_by_a_killed_process(filled)
    damaged_log(filled, "one byte wrong")
    _, aside = restore(filled, copy)
    assert content_hash(filled / FILE) == told
    assert not (filled / LOG).exists()
    assert aside.with_name(f"{aside.name}.wal").exists()


def test_log_of_a_deleted_store_does_not_get_into_the_restored_one(filled):
    copy, told = backup(filled)
    withdrawn_by_a_killed_process(filled)
    (filled / FILE).unlink()
    assert restore(filled, copy) == (told, None)
    assert content_hash(filled / FILE) == told
    assert statuses(filled) == ["submitted"]


def test_log_of_a_deleted_store_does_not_get_into_a_new_one_and_is_put_aside(filled):
    withdrawn_by_a_killed_process(filled)
    log = (filled / LOG).read_bytes()
    (filled / FILE).unlink()
    with writing(filled) as store:
        assert store.execute("SELECT count(*) FROM decisions").fetchone() == (0,)
    (aside,) = (filled / BACKUPS).glob("*.wal")
    assert aside.read_bytes() == log


def test_store_can_be_restored_again_and_again(filled):
    copy, told = backup(filled)
    for _number in range(3):
        assert restore(filled, copy)[0] == told
    assert len(put_aside(filled)) == 4


@pytest.mark.parametrize("damage", ["cut off", "empty", "text", "another program"])
def test_damaged_backup_is_refused_and_the_store_is_not_touched(filled, tmp_path, damage):
    copy, _ = backup(filled, tmp_path / "copy.duckdb")
    sound = copy.read_bytes()
    copy.unlink()
    if damage == "another program":
        with closing(duckdb.connect(copy)) as other:
            other.execute("CREATE TABLE addresses AS SELECT 1 AS n")
    else:
        contents = {"cut off": sound[:-30_000], "empty": b"", "text": b"not a store" * 1_000}
        copy.write_bytes(contents[damage])
    before = (filled / FILE).read_bytes()
    with pytest.raises(ResponsesError):
        restore(filled, copy)
    assert (filled / FILE).read_bytes() == before
    assert not (filled / BACKUPS).exists()


def test_backup_of_a_newer_version_is_refused_and_the_store_is_not_touched(filled):
    copy, _ = backup(filled)
    with closing(duckdb.connect(copy)) as store:
        store.execute("UPDATE meta SET schema_version = 99")
    before = (filled / FILE).read_bytes()
    with pytest.raises(ResponsesError) as caught:
        restore(filled, copy)
    assert str(caught.value) == (
        f"{copy} has version 99; this program reads version {SCHEMA_VERSION} and older. "
        "Nothing was changed."
    )
    assert (filled / FILE).read_bytes() == before


def test_backup_that_is_not_there_is_told(filled, tmp_path):
    with pytest.raises(ResponsesError, match=r"none\.duckdb is no file\. Nothing was changed\."):
        restore(filled, tmp_path / "none.duckdb")


def test_store_that_cannot_be_put_aside_is_told_and_stays(filled, tmp_path):
    copy, told = backup(filled, tmp_path / "copy.duckdb")
    (filled / BACKUPS).write_text("a file in place of the folder", encoding="utf-8")
    with pytest.raises(ResponsesError, match=r"cannot be moved to .* Nothing was changed\."):
        restore(filled, copy)
    assert content_hash(filled / FILE) == told


def test_log_stays_with_its_store_if_that_cannot_be_put_aside(filled, monkeypatch):
    copy, _ = backup(filled)
    send(filled, "started")  # stands in the log alone

    def fails(self, _target):
        raise PermissionError(13, "Permission denied", str(self))

    with monkeypatch.context() as patch:
        patch.setattr(backups, "copy_whole", lambda _source, target: target)
        patch.setattr(Path, "replace", fails)
        with pytest.raises(ResponsesError, match=r"cannot be moved to .* Nothing was changed\."):
            restore(filled, copy)
    assert statuses(filled) == ["submitted", "submitted"]


# Invented and real


def test_store_says_whether_it_is_invented(filled, tmp_path):
    assert not is_invented(filled / FILE)
    assert is_invented(invented(tmp_path / "training") / FILE)


def test_invented_answers_stay_invented_through_writing_and_restoring(tmp_path):
    training = invented(tmp_path / "training")
    send(training, "planned")
    copy, _ = backup(training)
    restore(tmp_path / "new", copy)
    assert is_invented(training / FILE)
    assert is_invented(tmp_path / "new" / FILE)


def test_invented_and_real_answers_are_never_mixed(filled, tmp_path):
    training = invented(tmp_path / "training")
    real, made_up = backup(filled)[0], backup(training)[0]
    for there, copy, theirs in (
        (filled, made_up, "real answers, .* invented answers for training"),
        (training, real, "invented answers for training, .* real answers"),
    ):
        before = (there / FILE).read_bytes()
        with pytest.raises(ResponsesError, match=f"holds {theirs}. They are never mixed"):
            restore(there, copy)
        assert (there / FILE).read_bytes() == before


def test_copy_of_another_origin_than_the_release_is_refused_where_nothing_was(filled, tmp_path):
    real, made_up = backup(filled)[0], backup(invented(tmp_path / "training"))[0]
    new = tmp_path / "new"
    for copy, served, theirs in (
        (made_up, False, "real answers, .* holds invented answers for training"),
        (real, True, "invented answers for training, .* holds real answers"),
    ):
        told = f"^The release that is served goes with {theirs}. They are never mixed"
        with pytest.raises(ResponsesError, match=told):
            restore(new, copy, invented=served)
        assert not new.exists()
    restore(new, made_up, invented=True)
    assert is_invented(new / FILE)


def test_copy_of_another_origin_than_the_release_is_refused_over_a_damaged_store(filled, tmp_path):
    made_up = backup(invented(tmp_path / "training"))[0]
    (filled / FILE).write_bytes(b"")
    with pytest.raises(ResponsesError, match="They are never mixed"):
        restore(filled, made_up, invented=False)
    assert (filled / FILE).read_bytes() == b""


# Older and newer versions


def read(folder):
    with reading(folder):
        pass


def write(folder):
    with writing(folder):
        pass


@pytest.mark.parametrize("use", [read, write])
def test_store_of_version_one_is_carried_on_and_a_copy_put_aside(old, use):
    use(old)
    assert version_in(old / FILE) == SCHEMA_VERSION
    assert [found.plan.title for found in plan_versions(old, "ita-alba")] == ["First"]
    assert [found.wording for found in list_proposals(old)] == ["Open a desk"]
    assert not is_invented(old / FILE)
    (copy,) = put_aside(old)
    assert copy.name.endswith(f"-before-version-{SCHEMA_VERSION}.duckdb")
    assert version_in(copy) == 1
    with closing(duckdb.connect(copy, read_only=True)) as store:
        assert store.execute("SELECT keyword_id FROM wording_proposals").fetchall() == [
            ("housing",)
        ]


def test_store_is_carried_on_once(old):
    for use in (read, write, read):
        use(old)
    assert len(put_aside(old)) == 1


def test_store_that_was_carried_on_takes_everything(old):
    (number,) = send(old, "planned").numbers
    place = {"city_id": ["ita-alba"], "country_iso3": ["ITA"], "size": ["under-50k"]}
    decide(old, [number], "accepted", role="data-steward", places=pd.DataFrame(place))
    save_plan(old, Plan(city_id="ita-alba", title="Second"), role="city-editor", base=1)
    propose(
        old,
        keyword="housing",
        wording="Open two",
        reason="more",
        source_action="",
        role="session-chair",
        release="r",
    )
    assert statuses(old) == ["accepted"]
    assert len(plan_versions(old, "ita-alba")) == len(list_proposals(old)) == 2


def test_store_carried_on_has_the_tables_of_a_new_one(old, tmp_path):
    sql = (
        "SELECT table_name, column_name, data_type, is_nullable FROM duckdb_columns() ORDER BY ALL"
    )
    write(old)
    write(tmp_path / "new")
    tables = []
    for folder in (old, tmp_path / "new"):
        with reading(folder) as store:
            tables.append(store.execute(sql).fetchall())
    assert tables[0] == tables[1]


def test_backup_of_version_one_can_be_restored_over_a_store_of_today(old, tmp_path):
    copy, told = backup(old, tmp_path / "old.duckdb")
    new = tmp_path / "new"
    send(new, "planned")
    assert restore(new, copy)[0] == told
    assert statuses(new) == []
    assert [found.plan.title for found in plan_versions(new, "ita-alba")] == ["First"]


def test_store_is_not_carried_on_if_no_copy_can_be_put_aside(old):
    (old / BACKUPS).write_text("a file in place of the folder", encoding="utf-8")
    before = (old / FILE).read_bytes()
    for use in (read, write):
        with pytest.raises(ResponsesError, match="Nothing was changed"):
            use(old)
    assert (old / FILE).read_bytes() == before


@pytest.mark.parametrize("version", [0, SCHEMA_VERSION + 1])
@pytest.mark.parametrize("use", [read, write])
def test_store_of_a_version_that_is_not_known_is_refused(filled, use, version):
    with closing(duckdb.connect(filled / FILE)) as store:
        store.execute("UPDATE meta SET schema_version = ?", [version])
    before = (filled / FILE).read_bytes()
    told = f"has version {version}; this program reads version {SCHEMA_VERSION}"
    with pytest.raises(ResponsesError, match=told):
        use(filled)
    assert (filled / FILE).read_bytes() == before


# Damage


def damaged_log(folder, how):
    sound = (folder / LOG).read_bytes()
    middle = len(sound) // 2
    contents = {
        "one byte wrong": sound[:middle] + bytes([sound[middle] ^ 255]) + sound[middle + 1 :],
        "cut off": sound[:-10],
        "cut at half": sound[:middle],
        "empty": b"",
        "garbage": b"garbage" * 100,
        "zeros": bytes(500),
        "garbage behind": sound + b"garbage" * 20,
    }
    (folder / LOG).write_bytes(contents[how])


@pytest.mark.parametrize(
    "how", ["cut off", "cut at half", "empty", "garbage", "zeros", "garbage behind"]
)
def test_what_was_in_the_file_is_there_whatever_happened_to_the_log(filled, how):
    withdrawn_by_a_killed_process(filled)
    damaged_log(filled, how)
    whole = how == "garbage behind"
    assert statuses(filled) == ["withdrawn" if whole else "submitted"]
    assert len(send(filled, "started").numbers) == 1
    assert len(statuses(filled)) == 2


def test_log_with_a_wrong_byte_is_told_with_the_way_to_restore_and_left_as_it_is(filled):
    copy, told = backup(filled)
    withdrawn_by_a_killed_process(filled)
    damaged_log(filled, "one byte wrong")
    before = (filled / FILE).read_bytes(), (filled / LOG).read_bytes()
    for use in (read, write, backups.backup):
        with pytest.raises(ResponsesError, match=HOW):
            use(filled)
    assert ((filled / FILE).read_bytes(), (filled / LOG).read_bytes()) == before
    restore(filled, copy)
    assert content_hash(filled / FILE) == told


@pytest.mark.parametrize("damage", [b"", b"not a store" * 1_000, bytes(20_000)])
def test_damaged_file_is_told_with_the_way_to_restore(filled, damage):
    (filled / FILE).write_bytes(damage)
    for use in (read, write, backups.backup):
        with pytest.raises(ResponsesError, match=HOW):
            use(filled)
    assert (filled / FILE).read_bytes() == damage


@pytest.mark.parametrize("block", range(1, 6))
def test_block_of_zeros_anywhere_is_told_or_does_no_harm(filled, block):
    sound = (filled / FILE).read_bytes()
    start = block * len(sound) // 6
    (filled / FILE).write_bytes(sound[:start] + bytes(5_000) + sound[start + 5_000 :])
    try:
        found = statuses(filled), len(plan_versions(filled, "ita-alba"))
    except ResponsesError:
        return  # told; any other error fails the test
    assert found == (["submitted"], 1)
