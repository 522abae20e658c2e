"""The log is taken into the file so that a process killed at any step of it loses nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import closing

import duckdb
import pandas as pd
import pytest

from dashboard.errors import ResponsesError
from dashboard.responses import log
from dashboard.responses.backup import content_hash
from dashboard.responses.files import FILE, stamp
from dashboard.responses.log import log_of, take_in
from dashboard.responses.submissions import list_submissions, submit

KEPT = f"{FILE}.kept"
FULL = "No space left on device"
# A process that is killed at the n-th step of taking the log in. Killed in the middle of the
# checkpoint, it leaves a file whose block in use is half written.
DIE = """
import os, pathlib, shutil, signal, sys

from dashboard.responses import log
from dashboard.responses.files import FILE

store, step = pathlib.Path(sys.argv[1]) / FILE, int(sys.argv[2])
log._FEW_BYTES, log._SHARE = 0, 10**9
steps = 0


def then_die(function):
    def told(*args, **kwargs):
        global steps
        steps += 1
        if steps == step:
            os.kill(os.getpid(), signal.SIGKILL)
        return function(*args, **kwargs)
    return told


def half_written():
    with store.open("r+b") as file:
        file.seek(536_576)
        file.write(bytes(100_000))


shutil.copyfile = then_die(shutil.copyfile)
shutil.rmtree = then_die(shutil.rmtree)
os.fsync = then_die(os.fsync)
pathlib.Path.replace = then_die(pathlib.Path.replace)
connect = log.connect


def connected(*args, **kwargs):
    global steps
    steps += 1
    if steps == step:
        half_written()
        os.kill(os.getpid(), signal.SIGKILL)
    return connect(*args, **kwargs)


log.connect = connected
log.take_in(store)
print(steps)
"""


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "responses"


def send(folder, *cities, n=3):
    rows = [
        {
            "city_id": city,
            "round_id": "2026",
            "question_id": f"q{k:05}",
            "question_version": 1,
            "state": "planned",
        }
        for city in cities
        for k in range(n)
    ]
    return submit(folder, pd.DataFrame(rows), role="city-editor", release="r").numbers


def killed_at(folder, step):
    command = [sys.executable, "-c", DIE, str(folder), str(step)]
    done = subprocess.run(command, check=False, timeout=60, capture_output=True, text=True)
    assert done.returncode in {-9, 0}, done.stderr
    return done.returncode == -9


def cities(folder):
    return [sent.city_id for sent in reversed(list_submissions(folder))]


def test_what_is_sent_stays_in_the_log_and_the_file_as_it_is(folder):
    send(folder, "c-0")
    before = (folder / FILE).read_bytes()
    send(folder, "c-1")
    assert (folder / FILE).read_bytes() == before
    assert cities(folder) == ["c-0", "c-1"]


def test_long_log_is_taken_into_the_file(folder):
    send(folder, "c-0", n=3_000)
    assert not log_of(folder / FILE).exists()
    assert [path.name for path in folder.iterdir() if "kept" in path.name] == []
    with closing(duckdb.connect(folder / FILE, read_only=True)) as store:
        assert store.execute("SELECT count(*) FROM answers").fetchone() == (3_000,)


@pytest.mark.parametrize("step", range(1, 15))
def test_process_that_is_killed_at_any_step_of_taking_the_log_in_loses_nothing(folder, step):
    send(folder, "c-0")
    send(folder, "c-1")
    whole = content_hash(folder / FILE)
    was_killed = killed_at(folder, step)
    assert was_killed == (step <= 13)
    assert cities(folder) == ["c-0", "c-1"]
    assert content_hash(folder / FILE) == whole
    assert not (folder / KEPT).exists()
    send(folder, "c-2")
    assert cities(folder) == ["c-0", "c-1", "c-2"]


def test_copy_is_put_back_into_the_same_file(folder):
    send(folder, "c-0")
    whole, same = content_hash(folder / FILE), (folder / FILE).stat().st_ino
    (folder / KEPT).mkdir()
    for file in (folder / FILE, log_of(folder / FILE)):
        shutil.copyfile(file, folder / KEPT / file.name)
        file.write_bytes(b"of a checkpoint that went on")
    assert cities(folder) == ["c-0"]
    assert content_hash(folder / FILE) == whole
    assert (folder / FILE).stat().st_ino == same  # sessions that go on are known by it
    assert not (folder / KEPT).exists()


def test_copy_that_is_not_whole_goes(folder):
    send(folder, "c-0")
    unfinished = folder / f"{KEPT}.new"
    unfinished.mkdir()
    (unfinished / FILE).write_bytes(b"half")
    assert cities(folder) == ["c-0"]
    assert not unfinished.exists()


def test_log_that_cannot_be_taken_in_stays_and_nothing_is_told(folder, monkeypatch):
    def full(*_args):
        raise OSError(28, FULL)

    monkeypatch.setattr(log.shutil, "copyfile", full)
    assert len(send(folder, "c-0", n=3_000)) == 1
    assert log_of(folder / FILE).stat().st_size > 32 * 1024
    assert cities(folder) == ["c-0"]
    monkeypatch.undo()
    take_in(folder / FILE)
    assert not log_of(folder / FILE).exists()
    assert cities(folder) == ["c-0"]


def test_checkpoint_that_fails_leaves_both_files_as_they_were(folder, monkeypatch):
    send(folder, "c-0")
    both = (folder / FILE), log_of(folder / FILE)
    before = [file.read_bytes() for file in both]

    tried = []

    def half_written(store, *, read_only):
        tried.append(read_only)
        store.write_bytes(b"half written")
        raise duckdb.IOException(FULL)

    monkeypatch.setattr(log, "_FEW_BYTES", 0)
    monkeypatch.setattr(log, "_SHARE", 10**9)
    monkeypatch.setattr(log, "connect", half_written)
    take_in(folder / FILE)
    assert tried == [False]
    assert [file.read_bytes() for file in both] == before


def test_copy_that_cannot_be_put_back_is_told(folder):
    send(folder, "c-0")
    (folder / KEPT).mkdir()
    (folder / KEPT / FILE).mkdir()
    with pytest.raises(ResponsesError, match="cannot be written"):
        list_submissions(folder)


def test_stamp_tells_what_was_only_written_to_the_log(folder):
    send(folder, "c-0")
    before = stamp(folder)
    os.utime(folder / FILE, ns=(before[0], before[0]))
    assert stamp(folder) == before
    send(folder, "c-1")
    assert stamp(folder) != before
