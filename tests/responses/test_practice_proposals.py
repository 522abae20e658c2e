"""Practices that people propose: kept with a source, decided by the steward, never lost."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from dashboard.errors import WritingError
from dashboard.responses.database import reading
from dashboard.responses.decisions import decide
from dashboard.responses.practices import LONGEST, Practice, list_practices, propose_practice

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


def propose(folder, **changes):
    return propose_practice(folder, replace(GIVEN, **changes), role="city-editor")


def settle(folder, number, kind):
    return decide(folder, [number], kind, role="data-steward", places=PLACES)


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
    with reading(folder) as store:
        assert store.execute("SELECT count(*) FROM practice_proposals").fetchone() == (1,)


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
        ({"city_id": ""}, "city: got nothing"),
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
