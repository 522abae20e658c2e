"""Drafts behind a private link, notes on the time line of a city, cities that somebody proposes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.contracts.response import ANSWER_COLUMNS, NEEDS, STATES
from dashboard.contracts.response_cells import is_link
from dashboard.errors import WritingError
from dashboard.responses.database import reading
from dashboard.responses.decisions import decide
from dashboard.responses.drafts import find_draft, keep_draft, new_token
from dashboard.responses.files import FILE
from dashboard.responses.notes import (
    LONGEST,
    add_event,
    list_events,
    list_proposed,
    propose_city,
)

ANOTHER, TOKEN = "another", "-".join(["an", "invented", "token"])
PLACES = pd.DataFrame(
    {"city_id": ["ita-alba"], "country_iso3": ["ITA"], "size": ["under-50k"]}, dtype="str"
)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "responses"


def answers(**states):
    rows = [
        {"city_id": "ita-alba", "round_id": "2026", "question_id": question, "state": state}
        for question, state in states.items()
    ]
    return pd.DataFrame(rows)


def keep(folder, token=TOKEN, city="ita-alba", round_id="2026", role="city-editor", **states):
    return keep_draft(
        folder, token, city=city, round_id=round_id, answers=answers(**states), role=role
    )


def states(folder, token=TOKEN):
    found = find_draft(folder, token).answers
    return dict(zip(found["question_id"], found["state"], strict=True))


def count(folder, table):
    sql = {
        "drafts": "SELECT count(*) FROM drafts",
        "events": "SELECT count(*) FROM city_events",
        "proposals": "SELECT count(*) FROM city_proposals",
    }[table]
    with reading(folder) as store:
        return store.execute(sql).fetchone()[0]


def settle(folder, number, kind, note=""):
    return decide(folder, [number], kind, role="data-steward", places=PLACES, note=note)


# Drafts


def test_link_without_a_store_leads_to_no_draft_and_makes_no_file(folder):
    assert find_draft(folder, TOKEN) is None
    assert not folder.exists()


def test_draft_is_found_by_its_token_and_by_no_other(folder):
    assert keep(folder, food="planned")
    draft = find_draft(folder, TOKEN)
    assert (draft.city_id, draft.round_id) == ("ita-alba", "2026")
    assert states(folder) == {"food": "planned"}
    for other in (TOKEN.upper(), f"{TOKEN} ", "", new_token()):
        assert find_draft(folder, other) is None


def test_what_is_kept_in_the_store_does_not_open_the_draft(folder):
    keep(folder, food="planned")
    with reading(folder) as store:
        (key,) = store.execute("SELECT draft_key FROM drafts").fetchone()
    assert find_draft(folder, key) is None


def test_token_is_nowhere_in_the_file(folder):
    keep(folder, food="planned")
    assert TOKEN.encode() not in (folder / FILE).read_bytes()


def test_tokens_are_long_and_all_different():
    tokens = {new_token() for _number in range(1_000)}
    assert len(tokens) == 1_000
    assert {len(token) for token in tokens} == {22}


def test_same_content_is_not_written_again(folder):
    assert keep(folder, food="planned", work="started")
    assert not keep(folder, work="started", food="planned")
    assert count(folder, "drafts") == 1


def test_newest_state_is_found_and_the_earlier_ones_stay(folder):
    keep(folder, food="planned")
    keep(folder, food="started")
    assert keep(folder, food="planned")  # back again is new
    assert states(folder) == {"food": "planned"}
    with reading(folder) as store:
        kept = store.execute("SELECT content FROM drafts ORDER BY seq").fetchall()
    assert len(kept) == 3
    assert '"state": "started"' in kept[1][0]


@pytest.mark.parametrize("change", [{"city": "ken-busia"}, {"round_id": "2025"}])
def test_same_answers_for_another_city_or_round_are_new(folder, change):
    keep(folder, food="planned")
    assert keep(folder, food="planned", **change)
    draft = find_draft(folder, TOKEN)
    assert {"city": draft.city_id, "round_id": draft.round_id}.items() >= change.items()


def test_drafts_with_other_links_do_not_get_in_each_others_way(folder):
    keep(folder, food="planned")
    assert keep(folder, token=ANOTHER, food="planned")
    keep(folder, token=ANOTHER, food="started")
    assert states(folder) == {"food": "planned"}


def test_row_without_a_state_is_kept(folder):
    table = answers(food="", work="planned").assign(unit_in_charge=["Kitchen", ""])
    keep_draft(folder, TOKEN, city="ita-alba", round_id="2026", answers=table, role="city-editor")
    found = find_draft(folder, TOKEN).answers
    assert found["state"].tolist() == ["", "planned"]
    assert found["unit_in_charge"].tolist() == ["Kitchen", ""]


def test_draft_without_any_row_is_kept(folder):
    assert keep(folder)
    found = find_draft(folder, TOKEN).answers
    assert found.empty
    assert list(found) == list(ANSWER_COLUMNS)
    assert not keep(folder)


def test_draft_says_when_it_was_kept_in_utc(folder):
    before = datetime.now(UTC).replace(tzinfo=None)
    keep(folder, food="planned")
    assert before <= find_draft(folder, TOKEN).written_at <= datetime.now(UTC).replace(tzinfo=None)


def test_draft_of_an_unknown_role_is_refused(folder):
    with pytest.raises(WritingError, match="role: got 'mayor', expected one of city-editor, "):
        keep(folder, role="mayor", food="planned")
    assert not folder.exists()


WHOLE = st.none() | st.integers(-(2**31), 2**31 - 1)
FIGURE = st.none() | st.floats(allow_nan=False, allow_infinity=False)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
ROW = st.fixed_dictionaries(
    {
        "state": st.sampled_from(("", *STATES)),
        "question_version": WHOLE,
        "year_since": WHOLE,
        "unit_in_charge": TEXT,
        "needs": st.lists(st.sampled_from(NEEDS), unique=True).map(
            lambda given: ";".join(need for need in NEEDS if need in given)
        ),
        "impact_baseline": FIGURE,
        "impact_source": TEXT,
    }
)


@settings(max_examples=8, deadline=None)
@given(rows=st.lists(ROW, max_size=3))
def test_draft_comes_back_as_it_was_kept(tmp_path_factory, rows):
    folder = tmp_path_factory.mktemp("law") / "responses"
    table = pd.DataFrame([{"question_id": f"q{n}", **row} for n, row in enumerate(rows)])
    keep_draft(folder, TOKEN, city="ita-alba", round_id="2026", answers=table, role="city-editor")
    found = find_draft(folder, TOKEN).answers
    kept = found[list(table)].astype("object")
    expected = [{"question_id": f"q{n}", **row} for n, row in enumerate(rows)]
    assert kept.where(kept.notna(), None).to_dict("records") == expected


# Notes on the time line

NOTE = {
    "city": "ita-alba",
    "day": "2022-05-31",
    "event": "Council adopts the plan",
    "source": "Minutes",
    "link": "https://alba.example/minutes",
}


def note(folder, role="city-editor", **changes):
    return add_event(folder, **(NOTE | changes), role=role)


def test_nothing_noted_is_no_event_and_makes_no_file(folder):
    assert list_events(folder) == ()
    assert not folder.exists()


def test_note_comes_back_as_it_was_made_and_waits_for_a_decision(folder):
    number = note(folder, event=" Council adopts\r\nthe plan ")
    (found,) = list_events(folder)
    assert (found.number, found.city_id, found.date) == (number, "ita-alba", "2022-05-31")
    assert (found.event, found.source) == ("Council adopts\nthe plan", "Minutes")
    assert (found.link, found.role) == ("https://alba.example/minutes", "city-editor")
    assert (found.status, found.note) == ("submitted", "")
    assert number.startswith("event-")


def test_same_note_is_kept_once(folder):
    assert note(folder) == note(folder, event=f" {NOTE['event']} ", day=" 2022-05-31 ")
    assert count(folder, "events") == 1


@pytest.mark.parametrize(
    "change",
    [
        {"city": "ken-busia"},
        {"day": "2022-05"},
        {"event": "Mayor signs"},
        {"source": "Press"},
        {"link": ""},
    ],
)
def test_note_that_differs_in_anything_is_another_one(folder, change):
    assert note(folder) != note(folder, **change)
    assert count(folder, "events") == 2


def test_notes_are_listed_by_city_and_day(folder):
    for city, day in [("ken-busia", "1999"), ("ita-alba", "2022-05"), ("ita-alba", "2021-12-31")]:
        note(folder, city=city, day=day)
    assert [(found.city_id, found.date) for found in list_events(folder)] == [
        ("ita-alba", "2021-12-31"),
        ("ita-alba", "2022-05"),
        ("ken-busia", "1999"),
    ]


@pytest.mark.parametrize("kind", ["accepted", "returned", "withdrawn"])
def test_note_shows_what_was_decided(folder, kind):
    number = note(folder)
    assert settle(folder, number, kind, "Thank you") == 1
    (found,) = list_events(folder)
    assert (found.status, found.note) == (kind, "Thank you")


@pytest.mark.parametrize("day", ["2022", "2022-05", "2022-05-31", "1950", "2024-02-29"])
def test_day_month_or_year_is_taken(folder, day):
    note(folder, day=day)
    assert [found.date for found in list_events(folder)] == [day]


def test_today_is_taken_and_the_day_after_tomorrow_is_not(folder):
    today = datetime.now(UTC).date()
    note(folder, day=today.isoformat())
    later = (today + timedelta(days=2)).isoformat()
    with pytest.raises(WritingError, match=f"day: got '{later}', expected a day from 1950 to tod"):
        note(folder, day=later)


@pytest.mark.parametrize(
    "day",
    [
        "",
        "May 2022",
        "2022-5",
        "2022-13",
        "2022-02-30",
        "2023-02-29",
        "22",
        "2022-05-31T12",
        "\uff12\uff10\uff12\uff12",
    ],
)
def test_what_is_no_day_is_told(folder, day):
    with pytest.raises(WritingError) as caught:
        note(folder, day=day)
    assert str(caught.value) == (
        f"day: got {day!r}, expected a day, month or year such as 2022-05-31 or 2022."
    )
    assert not folder.exists()


@pytest.mark.parametrize("day", ["1949", "1949-12-31", "9999", "0001"])
def test_day_long_ago_or_in_the_future_is_told(folder, day):
    with pytest.raises(WritingError) as caught:
        note(folder, day=day)
    assert str(caught.value) == f"day: got {day!r}, expected a day from 1950 to today."


@pytest.mark.parametrize("name", ["event", "source"])
@pytest.mark.parametrize("text", ["", " \n\t "])
def test_missing_text_is_told(folder, name, text):
    with pytest.raises(WritingError) as caught:
        note(folder, **{name: text})
    assert str(caught.value) == f"{name}: got nothing, expected a text."


@pytest.mark.parametrize("name", ["event", "source", "link"])
def test_text_of_the_longest_length_is_taken_and_a_longer_one_told(folder, name):
    start = "https://alba.example/" if name == "link" else ""
    longest = start.ljust(LONGEST[name], "x")
    note(folder, **{name: longest})
    with pytest.raises(WritingError) as caught:
        note(folder, **{name: f"{longest}x"})
    length = LONGEST[name]
    told = f"{name}: got {length + 1} characters, expected at most {length}."
    assert str(caught.value) == told


@pytest.mark.parametrize(
    "link",
    [
        "alba.example",
        "ftp://alba.example/x",
        "javascript:alert(1)",
        "https://",
        "https://localhost",
        "https://alba.example/a b",
        "https://[alba",
        "https:alba.example",
    ],
)
def test_what_is_no_web_address_is_told(folder, link):
    assert not is_link(link)
    with pytest.raises(WritingError) as caught:
        note(folder, link=link)
    assert str(caught.value) == (
        f"link: got {link!r}, expected a web address that begins with https://."
    )


@pytest.mark.parametrize(
    "link", ["https://alba.example", "http://www.alba.example:8080/a?b=c#d", "HTTPS://é.example/ü"]
)
def test_web_address_is_one(link):
    assert is_link(link)


def test_note_of_an_unknown_role_is_refused(folder):
    with pytest.raises(WritingError, match="role: got '', expected one of "):
        note(folder, role="")
    assert not folder.exists()


# Proposed cities

CITY = {"city": "São Tomé", "country": "STP", "population": 71_868, "source": "Census 2012"}


def offer(folder, role="city-editor", **changes):
    return propose_city(folder, **(CITY | changes), role=role)


def test_nothing_proposed_is_no_proposal_and_makes_no_file(folder):
    assert list_proposed(folder) == ()
    assert not folder.exists()


def test_proposal_comes_back_with_the_id_that_the_city_will_have(folder):
    found = offer(folder)
    assert list_proposed(folder) == (found,)
    assert (found.city_id, found.city, found.country_iso3) == ("stp-sao-tome", "São Tomé", "STP")
    assert (found.population, found.source, found.status) == (71_868, "Census 2012", "submitted")
    assert found.number.startswith("city-")


def test_population_and_its_source_may_be_missing_together(folder):
    found = offer(folder, population=None, source="")
    assert (found.population, found.source) == (None, "")


def test_population_without_a_source_is_told(folder):
    with pytest.raises(WritingError, match=r"^source: got nothing, expected a text\.$"):
        offer(folder, source=" ")
    assert not folder.exists()


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("", "city: got nothing, expected a text."),
        ("北京", "city: got '北京', expected a name with Latin letters."),
        ("!?", "city: got '!?', expected a name with Latin letters."),
        ("x" * 101, "city: got 101 characters, expected at most 100."),
    ],
)
def test_name_that_makes_no_id_is_told(folder, name, told):
    with pytest.raises(WritingError) as caught:
        offer(folder, city=name)
    assert str(caught.value) == told


@pytest.mark.parametrize(
    ("name", "city_id"),
    [
        (" Alba ", "ita-alba"),
        ("Sankt-Gallen (Stadt)", "ita-sankt-gallen-stadt"),
        ("Straße 9", "ita-strasse-9"),
        ("ALBA", "ita-alba"),
    ],
)
def test_id_of_a_proposed_city_is_plain(folder, name, city_id):
    assert offer(folder, city=name, country="ITA").city_id == city_id


def test_same_city_is_proposed_once_and_another_country_makes_another_city(folder):
    first = offer(folder)
    assert offer(folder, city="SAO TOME") == first
    assert offer(folder, country="BRA").city_id == "bra-sao-tome"
    assert [found.country_iso3 for found in list_proposed(folder)] == ["BRA", "STP"]
    assert count(folder, "proposals") == 2


@pytest.mark.parametrize("country", ["", "it", "ITALY", "ita", "IT1", "ITA ", "ÎTA"])
def test_what_is_no_country_code_is_told(folder, country):
    with pytest.raises(WritingError) as caught:
        offer(folder, country=country)
    assert str(caught.value) == (
        f"country: got {country!r}, expected three capital letters such as ITA (ISO 3166)."
    )
    assert not folder.exists()


def test_country_that_the_release_does_not_know_is_told(folder):
    with pytest.raises(WritingError) as caught:
        offer(folder, country="ZZZ", countries=("ITA", "STP"))
    assert str(caught.value) == (
        "country: got 'ZZZ', expected the code of a country that the data know."
    )
    assert not folder.exists()
    assert offer(folder, countries=("ITA", "STP")).country_iso3 == "STP"


@pytest.mark.parametrize("population", [0, -1, -71_868])
def test_city_without_people_is_told(folder, population):
    with pytest.raises(WritingError) as caught:
        offer(folder, population=population)
    assert str(caught.value) == f"population: got {population}, expected 1 or more, or nothing."
    assert not folder.exists()


def test_one_person_is_a_population(folder):
    assert offer(folder, population=1).population == 1


def test_proposal_shows_what_was_decided(folder):
    assert settle(folder, offer(folder).number, "returned", "It is there already") == 1
    (found,) = list_proposed(folder)
    assert (found.status, found.note) == ("returned", "It is there already")


def test_proposal_of_an_unknown_role_is_refused(folder):
    with pytest.raises(WritingError, match="role: got 'mayor', expected one of "):
        offer(folder, role="mayor")
    assert not folder.exists()
