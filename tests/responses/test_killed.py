"""Processes that are killed, disks that are full, two who write at once: no answer is half kept.

Every child is a real process. It sends file after file for the cities c-0, c-1, ..., three answers
each, and says the number of a receipt only when it has it.
"""

from __future__ import annotations

import random
import subprocess
import sys
import time
from contextlib import closing

import duckdb
import pandas as pd
import pytest

from dashboard.responses.backup import content_hash
from dashboard.responses.decisions import decide
from dashboard.responses.files import FILE
from dashboard.responses.rollup import raw_counts, read_rollup
from dashboard.responses.submissions import answers_of, list_submissions, submit

CHILD = """
import resource, signal, sys
from pathlib import Path

import pandas as pd

from dashboard.errors import ResponsesError
from dashboard.responses.decisions import decide
from dashboard.responses.files import FILE
from dashboard.responses.submissions import submit

folder = Path(sys.argv[1])
PLACES = pd.DataFrame({
    "city_id": [f"c-{n}" for n in range(1_000)], "country_iso3": "ITA", "size": "under-50k"
})


def send(*cities, n=3, unit=""):
    rows = [
        {"city_id": city, "round_id": "2026", "question_id": f"q{k:05}", "question_version": 1,
         "state": "planned", "unit_in_charge": f"{unit} {k}"}
        for city in cities for k in range(n)
    ]
    return submit(folder, pd.DataFrame(rows), role="city-editor", release="r").numbers


def accept(numbers):
    decide(folder, numbers, "accepted", role="data-steward", places=PLACES)


def say(*words):
    print(*words, flush=True)


def limit(n_bytes):
    # As on a full disk: a file that would grow beyond cannot be written.
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (n_bytes, n_bytes))

"""
SEND_FOR_EVER = """
say("go")
n = 0
while True:
    (number,) = send(f"c-{n}")
    say(number)
    n += 1
"""
ACCEPT_FOR_EVER = """
sent = send(*(f"c-{n}" for n in range(25)))
say("go")
for number in sent:
    accept([number])
    say(number)
"""
TRY = """
try:
    say("kept", *send("ita-alba", n=int(sys.argv[3]), unit="x" * 50))
except ResponsesError as error:
    say("told", error)
"""
LIMITED = "limit(int(sys.argv[2]))" + TRY


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "responses"


def child(folder, script, *words):
    command = [sys.executable, "-c", CHILD + script, str(folder), *map(str, words)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def said_by(folder, script, *words):
    with child(folder, script, *words) as process:
        said = process.stdout.read()
    assert process.returncode == 0
    return said.strip()


def killed_after(folder, script, seconds):
    """Kill a child a moment after it says that it is about to begin.

    Returns:
        What it said after that, line by line.
    """
    with child(folder, script) as process:
        assert process.stdout.readline() == "go\n"
        time.sleep(seconds)
        process.kill()
        said = process.stdout.read()
    assert process.returncode in {-9, 0}
    return [line for line in said.splitlines(keepends=True) if line.endswith("\n")]


def send(folder, city, state="planned"):
    row = {
        "city_id": city,
        "round_id": "2026",
        "question_id": "food",
        "question_version": 1,
        "state": state,
    }
    return submit(folder, pd.DataFrame([row]), role="city-editor", release="r").numbers


def nothing_is_half_there(folder):
    with closing(duckdb.connect(folder / FILE, read_only=True)) as store:
        promised = store.execute("SELECT seq, n_answers FROM submissions ORDER BY seq").fetchall()
        kept = store.execute("SELECT seq, count(*) FROM answers GROUP BY seq ORDER BY seq")
        return promised == kept.fetchall()


def rows(table):
    return sorted(map(tuple, table.to_numpy().tolist()))


# A process that is killed


@pytest.mark.parametrize("turn", range(20))
def test_every_receipt_that_a_killed_process_gave_is_kept_and_nothing_is_half_there(folder, turn):
    # From the making of the file on; a submission takes about 0.1 s, so every part of it comes up.
    moment = random.Random(turn).uniform(0, 0.5)  # noqa: S311 - no secret
    receipts = [line.strip() for line in killed_after(folder, SEND_FOR_EVER, moment)]
    found = list_submissions(folder)
    kept = [sent.number for sent in reversed(found)]
    assert kept[: len(receipts)] == receipts
    assert len(kept) <= len(receipts) + 1  # kept, and killed before it could say so
    assert [sent.city_id for sent in reversed(found)] == [f"c-{n}" for n in range(len(kept))]
    assert {sent.n_answers for sent in found} <= {3}
    assert len(send(folder, "ita-alba")) == 1
    assert nothing_is_half_there(folder)
    assert all(len(answers_of(folder, number)) == 3 for number in kept[-2:])


@pytest.mark.parametrize("turn", range(3))
def test_rollup_says_what_the_answers_say_after_a_process_was_killed_that_accepts(folder, turn):
    moment = random.Random(turn).uniform(0.1, 0.6)  # noqa: S311 - no secret
    said = {line.strip() for line in killed_after(folder, ACCEPT_FOR_EVER, moment)}
    found = {sent.number for sent in list_submissions(folder) if sent.status == "accepted"}
    assert said <= found
    assert len(found) <= len(said) + 1
    expected = [("2026", f"q{k:05}", "ITA", "under-50k", "planned", len(found)) for k in range(3)]
    assert rows(read_rollup(folder).table) == (expected if found else [])
    assert rows(raw_counts(folder).table) == rows(read_rollup(folder).table)


# A full disk


def test_disk_that_is_full_is_told_and_the_store_is_as_before(folder):
    send(folder, "c-0")
    before = content_hash(folder / FILE)
    said = said_by(folder, LIMITED, 1_000, 3_000)
    assert said.startswith(f"told {folder / FILE} could not be read or written: ")
    assert "File too large" in said
    assert said.endswith("Nothing was saved.")
    assert content_hash(folder / FILE) == before
    assert len(send(folder, "ita-alba")) == 1


@pytest.mark.parametrize("spare", [0, 4_096, 100_000, 400_000])
def test_receipt_on_a_disk_that_is_nearly_full_is_true(folder, spare):
    send(folder, "c-0")
    size = (folder / FILE).stat().st_size
    before = content_hash(folder / FILE)
    kind, _, what = said_by(folder, LIMITED, size + spare, 3_000).partition(" ")
    if kind == "told":
        assert content_hash(folder / FILE) == before
    else:
        assert len(answers_of(folder, what)) == 3_000
    assert nothing_is_half_there(folder)
    assert len(send(folder, "ita-alba")) == 1
    assert len(list_submissions(folder)) == (2 if kind == "told" else 3)


@pytest.mark.parametrize("limit", [0, 100, 5_000, 20_000, 100_000])
def test_store_that_a_full_disk_does_not_let_be_made_is_told_and_not_half_made(folder, limit):
    folder.mkdir()
    said = said_by(folder, LIMITED, limit, 3)
    assert said.startswith(f"told {folder / FILE} cannot be made: ")
    assert said.endswith("Nothing was saved.")
    assert not (folder / FILE).exists()
    assert list_submissions(folder) == ()
    assert len(send(folder, "ita-alba")) == 1


# Two at once


def test_two_processes_that_send_at_once_are_both_kept(folder):
    ten = "for n in range(10):\n    say(*send(f'{sys.argv[2]}-{n}'))\n"
    with child(folder, ten, "ita") as first, child(folder, ten, "ken") as second:
        receipts = (first.stdout.read() + second.stdout.read()).split()
    assert (first.returncode, second.returncode) == (0, 0)
    assert len(set(receipts)) == 20
    assert {sent.number for sent in list_submissions(folder)} == set(receipts)
    assert nothing_is_half_there(folder)


def test_of_two_processes_that_send_the_same_at_once_one_is_kept_and_the_other_told(folder):
    same = "numbers = send('ita-alba')\nsay(len(numbers))\n"
    with child(folder, same) as first, child(folder, same) as second:
        receipts = sorted(process.stdout.read().strip() for process in (first, second))
    assert receipts == ["0", "1"]
    assert len(list_submissions(folder)) == 1


def test_acceptances_from_two_processes_at_once_are_both_counted(folder):
    numbers = [send(folder, f"c-{n}")[0] for n in range(10)]
    script = "for number in sys.argv[2:]:\n    accept([number])\n"
    with child(folder, script, *numbers[:5]) as first, child(folder, script, *numbers[5:]) as other:
        assert [process.wait(timeout=60) for process in (first, other)] == [0, 0]
    assert rows(read_rollup(folder).table) == [("2026", "food", "ITA", "under-50k", "planned", 10)]
    assert len(list_submissions(folder)) == 10


def test_note_decided_while_another_process_sends_disturbs_neither(folder):
    (number,) = send(folder, "c-0")
    place = {"city_id": ["c-0"], "country_iso3": ["ITA"], "size": ["under-50k"]}
    five = "say('go')\nfor n in range(1, 6):\n    send(f'c-{n}')\n"
    with child(folder, five) as process:
        process.stdout.readline()
        decide(folder, [number], "accepted", role="data-steward", places=pd.DataFrame(place))
        assert process.wait(timeout=60) == 0
    found = {sent.city_id: sent.status for sent in list_submissions(folder)}
    assert found == {"c-0": "accepted"} | {f"c-{n}": "submitted" for n in range(1, 6)}
