"""Builds that are killed in the middle, and builds that meet another one."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import threading
import time

import pytest
from filelock import FileLock

from dashboard.errors import BuildRunningError, StoreError
from dashboard.store.build import LOCK, build_store
from dashboard.store.connection import open_store
from dashboard.store.pointer import read_pointer


def size(folder, ending):
    sizes = [-1]  # no such file yet
    for file in folder.glob(f"*{ending}"):
        try:
            sizes.append(file.stat().st_size)
        except FileNotFoundError:
            continue
    return max(sizes)


MOMENTS = {
    "files are checked": lambda folder: (folder / LOCK).exists(),
    "draft is begun": lambda folder: size(folder, ".duckdb.*.draft") >= 0,
    "tables are loaded": lambda folder: size(folder, ".draft.wal") > 10_000,
    "draft is written out": lambda folder: size(folder, ".duckdb.*.draft") > 100_000,
}


@pytest.fixture(scope="module", params=MOMENTS)
def killed(request, small_package, small_store_dir, tmp_path_factory):
    # the served store, and beside it the changed package whose build is killed
    folder = tmp_path_factory.mktemp("killed")
    store_dir = shutil.copytree(small_store_dir, folder / "store")
    (store_dir / LOCK).unlink()
    package = small_package(folder / "package")
    package.change_cell("cities", 2, "population", "60000")
    build = ["build", "--data", package.folder, "--store", store_dir]
    has_come = MOMENTS[request.param]
    with subprocess.Popen([sys.executable, "-m", "dashboard", *build]) as process:
        while process.poll() is None and not has_come(store_dir):
            time.sleep(0.001)
        process.kill()
    assert process.returncode == -signal.SIGKILL
    return folder


@pytest.fixture(scope="module")
def built_again(killed, tmp_path_factory):
    folder = shutil.copytree(killed, tmp_path_factory.mktemp("again") / "folder")
    build_store(folder / "package", folder / "store")
    return folder / "store"


def populations(store_dir):
    with open_store(store_dir).cursor() as cursor:
        return cursor.execute("SELECT population FROM core.cities ORDER BY city_id").fetchall()


def test_served_store_answers_after_a_build_was_killed_while(killed):
    assert populations(killed / "store") == [(49999,), (None,)]


def test_next_build_succeeds_after_one_was_killed_while(built_again):
    assert populations(built_again) == [(60000,), (None,)]


def test_next_build_leaves_nothing_of_the_one_killed_while(built_again):
    assert list(built_again.glob("*draft*")) == []


def test_killed_build_left_a_draft_to_remove(killed, request):
    drafts = list((killed / "store").glob("*.draft"))
    expected = 0 if "files are checked" in request.node.name else 1
    assert len(drafts) == expected


# Two builds at once


def test_second_build_at_the_same_time_is_refused_in_a_sentence(package, served):
    with FileLock(served / LOCK), pytest.raises(BuildRunningError) as caught:
        build_store(package.folder, served)
    assert str(caught.value) == (
        f"Another process is building the store in {served}. Try again when it ends."
    )


def test_build_that_runs_is_an_error_of_the_store():
    assert issubclass(BuildRunningError, StoreError)


def test_second_build_waits_as_long_as_it_was_told_to(package, served):
    other = FileLock(served / LOCK, thread_local=False)
    other.acquire()
    end_of_the_other = threading.Timer(0.3, other.release)
    end_of_the_other.start()
    try:
        assert build_store(package.folder, served, wait_s=10) == read_pointer(served)
    finally:
        end_of_the_other.join()


def test_lock_is_free_again_after_a_failed_build(package, served):
    package.change_cell("cities", 2, "longitude", "")
    with pytest.raises(Exception, match="coordinates"):
        build_store(package.folder, served)
    package.change_cell("cities", 2, "longitude", "8.03")
    assert build_store(package.folder, served) == read_pointer(served)
