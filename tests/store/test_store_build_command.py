"""`python -m dashboard build`: what it prints, and how it refuses."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import pytest
from filelock import FileLock

from dashboard import cli
from dashboard.store.build import LOCK
from dashboard.store.connection import open_store
from dashboard.store.pointer import read_pointer


@pytest.fixture
def build(monkeypatch, capsys):
    def run(data, store, *options):
        command = ["dashboard", "build", "--data", str(data), "--store", str(store), *options]
        monkeypatch.setattr(sys, "argv", command)
        try:
            cli.main()
            code = 0
        except SystemExit as stop:
            code = stop.code
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run


def test_build_prints_the_release_and_the_rows_of_each_table(build, package, tmp_path):
    code, out, err = build(package.folder, tmp_path / "store")
    lines = out.splitlines()
    assert (code, err) == (0, "")
    assert lines[0] == f"Release {read_pointer(tmp_path / 'store').release}. 21 rows."
    assert [line.split() for line in lines if line.startswith(("cities", "action_"))] == [
        ["cities", "2"],
        ["action_codings", "4"],
    ]


def test_build_publishes_the_store(build, package, tmp_path):
    build(package.folder, tmp_path / "store")
    assert open_store(tmp_path / "store").published.rows["cities"] == 2


def test_second_build_prints_the_same_as_the_first(build, package, tmp_path):
    first = build(package.folder, tmp_path / "store")
    assert build(package.folder, tmp_path / "store") == first


def test_build_without_a_store_option_takes_the_folder_of_the_variable(
    package, tmp_path, monkeypatch, capsys
):
    monkeypatch.setenv("DASHBOARD_STORE", str(tmp_path / "named"))
    monkeypatch.setattr(sys, "argv", ["dashboard", "build", "--data", str(package.folder)])
    cli.main()
    assert read_pointer(tmp_path / "named").release in capsys.readouterr().out


def test_build_prints_json_when_asked_to(build, package, tmp_path):
    _, out, _ = build(package.folder, tmp_path / "store", "--format", "json")
    answer = json.loads(out)
    assert re.fullmatch(r"\d{4}\.\d{2}\.\d{2}-[0-9a-f]{8}", answer["release"])
    assert {"table": "cities", "n_rows": 2} in answer["rows"]


def test_build_of_faulty_data_prints_one_line_for_each_fault(build, package, tmp_path):
    package.change_cell("cities", 2, "latitude", "north")
    package.change_cell("city_networks", 2, "network_id", "nowhere")
    code, out, err = build(package.folder, tmp_path / "store")
    assert (code, out) == (1, "")
    assert err.splitlines() == [
        "cities.csv, row 2, column latitude: got 'north', "
        "expected a number from -90 to 90, or empty",
        "city_networks.csv, row 2, column network_id: got 'nowhere', "
        "expected a value of network_id in networks.csv",
    ]


def test_build_that_fails_a_check_prints_the_check(build, package, tmp_path):
    package.change_cell("cities", 2, "longitude", "")
    code, _, err = build(package.folder, tmp_path / "store")
    assert (code, err.count("\n")) == (1, 1)
    assert err.startswith("Check failed: coordinates come in pairs: got city_id ita-alba")


def test_build_from_a_folder_without_data_is_refused(build, tmp_path):
    code, _, err = build(tmp_path, tmp_path / "store")
    assert (code, err) == (
        1,
        "datapackage.json: got 'No such file or directory', expected a readable file\n",
    )


def test_build_into_a_file_is_refused(build, package, tmp_path):
    (tmp_path / "store").write_text("a file", encoding="utf-8")
    code, _, err = build(package.folder, tmp_path / "store")
    assert (code, err) == (
        1,
        f"The store cannot be written in {tmp_path / 'store'}: File exists.\n",
    )


def test_build_beside_another_build_is_refused(build, package, served):
    with FileLock(served / LOCK):
        code, _, err = build(package.folder, served)
    assert (code, err.count("\n")) == (1, 1)
    assert err.startswith("Another process is building the store in")


def test_build_in_an_unknown_format_is_a_fault_of_use(build, package, tmp_path):
    code, _, err = build(package.folder, tmp_path / "store", "--format", "pdf")
    assert (code, err.count("\n")) == (2, 1)


def test_command_of_the_module_ends_with_code_1_and_no_traceback(package, tmp_path):
    package.change_cell("cities", 2, "latitude", "north")
    options = ["--data", package.folder, "--store", tmp_path / "store"]
    done = subprocess.run(
        [sys.executable, "-m", "dashboard", "build", *options],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (1, "", 1)
