"""Files of answers on the command line: checked, taken whole, once; copied and put back."""

from __future__ import annotations

import json

import pytest

from dashboard.responses.database import make
from dashboard.responses.files import FILE, locked

GOOD = (
    "city_id,round_id,question_id,state\n"
    "ita-turin,2026,q-communication,in place\n"
    "deu-berlin,2026,q-communication,planned\n"
)


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "answers.csv"
    path.write_text(GOOD, encoding="utf-8")
    return path


def test_good_file_is_checked_and_nothing_is_stored(call, file, responses_folder):
    code, out, _told = call("check", str(file), "--format", "json")
    assert code == 0
    rows = json.loads(out)["rows"]
    assert rows == [{"round_id": "2026", "n_cities": 2, "n_answers": 2}]
    assert not (responses_folder / FILE).exists()


def test_faulty_file_is_named_with_row_and_nearest_city(call, file, responses_folder):
    file.write_text(GOOD.replace("ita-turin", "ita-turn"), encoding="utf-8")
    for command in ("check", "import"):
        code, _out, told = call(command, str(file))
        assert code == 1
        assert "answers.csv, row 2, column city_id: got 'ita-turn'" in told
        assert "ita-turin" in told
    assert not (responses_folder / FILE).exists()


def test_same_file_twice_changes_nothing_and_says_so(call, file):
    _code, out, _told = call("import", str(file), "--format", "json")
    assert len(json.loads(out)["rows"]) == 2
    _code, out, told = call("import", str(file), "--format", "json")
    assert json.loads(out)["rows"] == []
    assert "nothing new" in told


def test_backup_delete_restore_gives_the_same_content(call, file, responses_folder, tmp_path):
    call("import", str(file), "--accept")
    copy = tmp_path / "copy.duckdb"
    _code, out, _told = call("backup", "--out", str(copy))
    (responses_folder / FILE).unlink()
    code, put_back, _told = call("restore", str(copy))
    assert code == 0
    assert put_back.split("Content: ")[1] == out.split("Content: ")[1]
    assert "nothing new" in call("import", str(file))[2]


def test_copy_of_invented_answers_is_not_restored_beside_real_data(
    call, responses_folder, tmp_path
):
    training = tmp_path / "training"
    training.mkdir()
    with locked(training):
        make(training, invented=True)
    code, _out, told = call("restore", str(training / FILE))
    assert code == 1
    assert told.startswith("The release that is served goes with real answers, ")
    assert not responses_folder.exists()


@pytest.mark.parametrize("command", ["check", "import"])
def test_too_large_file_is_refused_in_a_sentence_and_not_read(
    command, call, file, responses_folder
):
    with file.open("r+b") as sparse:
        sparse.truncate(200_000_000)
    code, out, told = call(command, str(file))
    assert (code, out) == (1, "")
    assert told == f"{file} has 200 MB, expected at most 60 MB.\n"
    assert not (responses_folder / FILE).exists()
