"""Practices that people propose: kept with a source, decided by the steward, never lost."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from dashboard.errors import WritingError
from dashboard.responses.database import reading
from dashboard.responses.decisions import decide
from dashboard.responses.drafts import find_draft, new_token
from dashboard.responses.practice_check import (
    LONGEST,
    FaultyPracticeError,
    Practice,
)
from dashboard.responses.practices import list_practices, propose_practice, sent_practices

PLACES = pd.DataFrame({"city_id": ["ita-turin"], "country_iso3": ["ITA"], "size": ["500k-1m"]})
GIVEN = Practice(
    title="Open library",
    city_id="ita-turin",
    year=2021,
    keyword_id="communication",
    summary="The library lends books in twelve languages.",
    stakeholders="Friends of the library",
    source_title="Page of the city",
    source_link="https://example.org/library",
)


@pytest.fixture
def folder(responses_folder):
    return responses_folder


def propose(folder, link="", **changes):
    return propose_practice(folder, replace(GIVEN, **changes), role="city-editor", token=link)


def settle(folder, number, kind, note=""):
    return decide(folder, [number], kind, role="data-steward", places=PLACES, note=note)


def count(folder, table):
    sql = {
        "practice_proposals": "SELECT count(*) FROM practice_proposals",
        "drafts": "SELECT count(*) FROM drafts",
    }
    with reading(folder) as store:
        return store.execute(sql[table]).fetchone()[0]


def test_nothing_was_proposed_before_anybody_wrote(folder):
    assert list_practices(folder) == ()
    assert not folder.exists()


def test_proposal_waits_as_it_was_written(folder):
    number = propose(folder)
    (row,) = list_practices(folder)
    assert (row.number, row.practice, row.status, row.role) == (
        number,
        GIVEN,
        "submitted",
        "city-editor",
    )


def test_same_proposal_again_is_not_written_again(folder):
    assert propose(folder) == propose(folder, title=" Open library\t")
    assert count(folder, "practice_proposals") == 1


def test_newest_proposal_stands_first(folder):
    first, second = propose(folder), propose(folder, title="Another")
    assert [row.number for row in list_practices(folder)] == [second, first]


@pytest.mark.parametrize("kind", ["accepted", "returned", "withdrawn"])
def test_steward_decides(folder, kind):
    number = propose(folder)
    assert settle(folder, number, kind) == 1
    assert [row.status for row in list_practices(folder)] == [kind]
    assert settle(folder, number, kind) == 0


def test_practice_of_a_city_that_the_release_does_not_have_is_not_accepted(folder):
    number = propose(folder, city_id="xxx-atlantis")
    with pytest.raises(WritingError, match="not in this release"):
        settle(folder, number, "accepted")
    assert settle(folder, number, "returned") == 1


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"title": "  "}, "title: got nothing"),
        ({"summary": ""}, "summary: got nothing"),
        ({"source_title": ""}, "source_title: got nothing"),
        ({"city_id": ""}, "city_id: got nothing, expected a city"),
        ({"summary": "x" * (LONGEST["summary"] + 1)}, "expected at most 1000"),
        ({"source_link": "javascript:alert(1)"}, "web address"),
        ({"year": 1949}, "expected a year from 1950"),
        ({"year": 2999}, "expected a year from 1950"),
    ],
)
def test_proposal_that_lacks_something_is_refused_and_nothing_is_kept(folder, changes, told):
    with pytest.raises(WritingError, match=told):
        propose(folder, **changes)
    assert list_practices(folder) == ()


def test_year_keyword_people_and_link_may_be_missing(folder):
    propose(folder, year=None, keyword_id="", stakeholders="", source_link="")
    (row,) = list_practices(folder)
    assert (row.practice.year, row.practice.source_link) == (None, "")


def test_unknown_role_is_refused(folder):
    with pytest.raises(WritingError):
        propose_practice(folder, GIVEN, role="mayor")


def test_every_fault_is_told_at_once(folder):
    with pytest.raises(FaultyPracticeError) as caught:
        propose(folder, title="", source_link="ftp://x", year=1949)
    assert [(fault.field, fault.kind) for fault in caught.value.faults] == [
        ("title", "missing"),
        ("source_link", "link"),
        ("year", "year"),
    ]
    assert list_practices(folder) == ()


def test_note_of_the_steward_comes_back_with_the_private_link(folder):
    number = propose(folder, link="mine")
    assert [(row.number, row.status) for row in sent_practices(folder, "mine")] == [
        (number, "submitted")
    ]
    settle(folder, number, "returned", "Which year?")
    (row,) = sent_practices(folder, "mine")
    assert (row.status, row.note, row.practice) == ("returned", "Which year?", GIVEN)


def test_returned_text_is_corrected_and_both_stay_in_the_history(folder):
    first = propose(folder, link="mine", year=None)
    settle(folder, first, "returned", "Which year?")
    second = propose(folder, link="mine", year=2021)
    assert second != first
    newest, before = sent_practices(folder, "mine")
    assert (newest.number, newest.status, newest.corrects) == (second, "submitted", first)
    assert (before.number, before.status, before.note) == (first, "returned", "Which year?")
    assert [row.corrects for row in list_practices(folder)] == [first, ""]
    settle(folder, second, "accepted")
    assert [row.status for row in sent_practices(folder, "mine")] == ["accepted", "returned"]


@pytest.mark.parametrize(("kind", "status"), [(None, "submitted"), ("accepted", "accepted")])
def test_text_that_waits_or_is_accepted_is_not_corrected(folder, kind, status):
    first = propose(folder, link="mine")
    if kind:
        settle(folder, first, kind)
    with pytest.raises(FaultyPracticeError) as caught:
        propose(folder, link="mine", title="Another")
    (fault,) = caught.value.faults
    assert (fault.field, fault.kind, fault.got) == ("", status, first)
    assert len(list_practices(folder)) == 1
    assert propose(folder, link="other", title="Another") != first


def test_returned_text_is_not_taken_again_without_a_change(folder):
    number = propose(folder, link="mine")
    settle(folder, number, "returned", "No source")
    for link in ("mine", "other", ""):
        with pytest.raises(FaultyPracticeError, match="did not take this text"):
            propose(folder, link)
    assert count(folder, "drafts") == 1


def test_same_text_with_the_same_link_is_kept_once_and_each_link_leads_to_it(folder):
    number = propose(folder, link="mine")
    assert propose(folder, link="mine") == propose(folder, link="other") == number
    assert count(folder, "practice_proposals") == 1
    for link in ("mine", "other"):
        assert [row.number for row in sent_practices(folder, link)] == [number]


def test_link_leads_to_nothing_else_and_the_store_does_not_hold_it(folder):
    assert sent_practices(folder, "mine") == ()
    token = new_token()
    propose(folder, token)
    propose(folder, title="Without a link")
    assert sent_practices(folder, "other") == sent_practices(folder, "") == ()
    assert find_draft(folder, token) is None
    with reading(folder) as store:
        (row,) = store.execute("FROM drafts").fetchall()
    assert token not in map(str, row)
