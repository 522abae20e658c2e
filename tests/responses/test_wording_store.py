"""Agreed wordings: the newest proposal of a keyword is in force, the history stays.

The proposals of the tests, in the order in which they are made:

    keyword    wording                  role
    housing    Open a housing desk      session-chair
    schools    Teach in two languages   city-editor
    housing    Open two housing desks   data-steward
"""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime

import duckdb
import pytest

from dashboard.errors import ResponsesError, WritingError
from dashboard.responses.files import FILE
from dashboard.responses.schema import SCHEMA_VERSION
from dashboard.responses.wordings import in_force, list_proposals, propose

TEN_PROPOSALS = """
import sys
from pathlib import Path

from dashboard.responses.wordings import propose

for n in range(10):
    propose(
        Path(sys.argv[1]),
        keyword=f"{sys.argv[2]}-{n}",
        wording="Open a desk",
        reason="",
        source_action="",
        role="session-chair",
        release="2026.11.25",
    )
"""


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "responses"


@pytest.fixture
def agreed(folder):
    """Return the folder of a store with the three proposals."""
    say(folder, "housing", "Open a housing desk", role="session-chair")
    say(folder, "schools", "Teach in two languages")
    say(folder, "housing", "Open two housing desks", role="data-steward")
    return folder


def say(folder, keyword, wording, **changes):
    rest = {
        "reason": "shorter",
        "source_action": "a-0001",
        "role": "city-editor",
        "release": "2026.11.25-0123abcd",
    }
    return propose(folder, keyword=keyword, wording=wording, **(rest | changes))


def wordings(folder):
    return [(found.keyword_id, found.wording) for found in list_proposals(folder)]


def forced(folder):
    found = in_force(list_proposals(folder))
    return {keyword: proposal.wording for keyword, proposal in found.items()}


def test_nothing_written_is_no_proposal_and_makes_no_file(folder):
    assert list_proposals(folder) == ()
    assert in_force(()) == {}
    assert not folder.exists()


def test_proposal_comes_back_as_it_was_made(folder):
    before = datetime.now(UTC).replace(tzinfo=None)
    assert say(folder, "housing", "Open a housing desk", role="session-chair") is True
    after = datetime.now(UTC).replace(tzinfo=None)
    (found,) = list_proposals(folder)
    assert before <= found.written_at <= after
    assert (found.role, found.release) == ("session-chair", "2026.11.25-0123abcd")
    assert (found.keyword_id, found.wording) == ("housing", "Open a housing desk")
    assert (found.reason, found.source_action_id) == ("shorter", "a-0001")


def test_texts_are_kept_clean(folder):
    say(folder, "housing", " Open\r\na desk\x00 ", reason="\tعربي 😀 ")
    (found,) = list_proposals(folder)
    assert (found.wording, found.reason) == ("Open\na desk", "عربي 😀")


def test_proposals_are_listed_the_newest_first(agreed):
    assert wordings(agreed) == [
        ("housing", "Open two housing desks"),
        ("schools", "Teach in two languages"),
        ("housing", "Open a housing desk"),
    ]


def test_newest_proposal_of_a_keyword_is_in_force(agreed):
    assert forced(agreed) == {
        "housing": "Open two housing desks",
        "schools": "Teach in two languages",
    }


def test_proposal_in_force_names_its_writer(agreed):
    found = in_force(list_proposals(agreed))
    assert (found["housing"].role, found["schools"].role) == ("data-steward", "city-editor")


# The same again


@pytest.mark.parametrize(
    "wording",
    ["Open two housing desks", "  Open two housing desks\r\n", "Open two housing\x00 desks"],
)
def test_same_content_twice_adds_nothing(agreed, wording):
    assert say(agreed, "housing", wording, role="session-chair", release="later") is False
    assert len(list_proposals(agreed)) == 3


@pytest.mark.parametrize("changes", [{"reason": "clearer"}, {"source_action": ""}])
def test_other_reason_or_source_is_a_new_proposal(agreed, changes):
    assert say(agreed, "housing", "Open two housing desks", **changes) is True
    assert len(list_proposals(agreed)) == 4


def test_same_wording_for_another_keyword_is_a_new_proposal(agreed):
    assert say(agreed, "jobs", "Open two housing desks") is True
    assert forced(agreed)["jobs"] == "Open two housing desks"


def test_earlier_wording_can_be_proposed_again(agreed):
    assert say(agreed, "housing", "Open a housing desk") is True
    assert forced(agreed)["housing"] == "Open a housing desk"
    assert len(list_proposals(agreed)) == 4


# Withdrawing


@pytest.mark.parametrize("wording", ["", "  \r\n"])
def test_empty_wording_withdraws_the_one_in_force_and_keeps_the_history(agreed, wording):
    assert say(agreed, "housing", wording, reason="not agreed") is True
    assert forced(agreed) == {"schools": "Teach in two languages"}
    assert wordings(agreed) == [
        ("housing", ""),
        ("housing", "Open two housing desks"),
        ("schools", "Teach in two languages"),
        ("housing", "Open a housing desk"),
    ]


def test_withdrawing_does_not_bring_the_wording_before_back(agreed):
    say(agreed, "housing", "")
    assert "housing" not in forced(agreed)


def test_wording_that_was_withdrawn_can_be_proposed_again(agreed):
    say(agreed, "housing", "")
    assert say(agreed, "housing", "Open two housing desks") is True
    assert forced(agreed)["housing"] == "Open two housing desks"


def test_withdrawing_twice_adds_nothing(agreed):
    say(agreed, "housing", "", reason="not agreed")
    assert say(agreed, "housing", "", reason="really not agreed") is False
    assert len(list_proposals(agreed)) == 4


def test_withdrawing_what_nobody_proposed_adds_nothing(agreed):
    assert say(agreed, "jobs", "") is False
    assert len(list_proposals(agreed)) == 3


# What is refused


def test_unknown_role_is_refused_and_nothing_is_made(folder):
    what = "role: got 'mayor', expected one of city-editor, session-chair, data-steward"
    with pytest.raises(WritingError, match=what):
        say(folder, "housing", "Open a housing desk", role="mayor")
    assert not folder.exists()


@pytest.mark.parametrize(
    ("name", "most"),
    [("wording", 300), ("reason", 1000)],
)
def test_text_that_is_too_long_is_refused_and_changes_nothing(agreed, name, most):
    texts = {"wording": "Open a desk", "reason": ""} | {name: "é" * (most + 1)}
    what = f"{name}: got {most + 1} characters, expected at most {most}"
    with pytest.raises(WritingError, match=what):
        say(agreed, "housing", **texts)
    assert len(list_proposals(agreed)) == 3


def test_text_of_the_greatest_length_is_kept(folder):
    assert say(folder, "housing", "é" * 300 + " ", reason="😀" * 1000) is True
    (found,) = list_proposals(folder)
    assert (len(found.wording), len(found.reason)) == (300, 1000)


# Several writers, and a file that is not as it should be


def test_two_processes_that_propose_at_once_lose_nothing(folder):
    processes = [
        subprocess.Popen([sys.executable, "-c", TEN_PROPOSALS, str(folder), group])
        for group in ("ita", "ken")
    ]
    assert [process.wait(timeout=60) for process in processes] == [0, 0]
    assert sorted(forced(folder)) == [f"{g}-{n}" for g in ("ita", "ken") for n in range(10)]


def test_damaged_file_is_told(agreed):
    (agreed / FILE).write_bytes(b"not a store")
    for ask in (lambda: list_proposals(agreed), lambda: say(agreed, "jobs", "Hire")):
        with pytest.raises(ResponsesError, match="cannot be opened: it is damaged"):
            ask()


def test_store_of_a_newer_version_is_told(agreed):
    with duckdb.connect(agreed / FILE) as store:
        store.execute("UPDATE meta SET schema_version = 99")
    for ask in (lambda: list_proposals(agreed), lambda: say(agreed, "jobs", "Hire")):
        with pytest.raises(
            ResponsesError, match=f"has version 99; this program reads version {SCHEMA_VERSION}"
        ):
            ask()


def test_folder_that_cannot_be_made_is_told(folder):
    folder.write_text("a file in its place", encoding="utf-8")
    with pytest.raises(ResponsesError, match="cannot be made"):
        say(folder, "housing", "Open a housing desk")
