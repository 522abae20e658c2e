"""The page "Needs", with answers that a person can count.

Round 2026, question "Communication" (governance):

city           state                     needs             evidence
ita-turin      not in place              skills, money
deu-berlin     planned                   money
ita-milan      in place and evaluated                      https://example.org/milan
fra-paris      in place and evaluated                      javascript:alert(1)
usa-chicago    in place and evaluated    skills

2 of 5 cities name money, 2 name skills: 40 %, Wilson 11.8 to 76.9; in Europe 2 of 4 and 1 of 4.
Turin needs skills: Milan is in its country, Paris in its region, Chicago is elsewhere.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.filters import GROUPS, CityFilter
from dashboard.queries.cities import list_cities
from dashboard.responses.decisions import decide
from dashboard.responses.submissions import submit

APP = Path(__file__).resolve().parents[1] / "app.py"
ASKED = "q-communication"
LINK = "https://example.org/milan"


@pytest.fixture(autouse=True)
def served(store_dir, monkeypatch):
    monkeypatch.setenv("DASHBOARD_STORE", str(store_dir))


@pytest.fixture
def accept(responses_folder, store):
    """Return a function that sends answers and accepts them."""
    with store.cursor() as cursor:
        places = list_cities(cursor, CityFilter())

    def accept(*rows):
        sent = submit(responses_folder, pd.DataFrame(rows), role="city-editor", release="r")
        decide(responses_folder, sent.numbers, "accepted", role="data-steward", places=places)

    return accept


def answer(city, state, needs="", question=ASKED, **more):
    row = {"city_id": city, "round_id": "2026", "question_id": question, "state": state}
    return {**row, "needs": needs, "question_version": 1, **more}


def five():
    done = "in-place-and-evaluated"
    return [
        answer("ita-turin", "not-in-place", "skills;money"),
        answer("deu-berlin", "planned", "money"),
        answer("ita-milan", done, evidence_link=LINK, unit_in_charge="Press office"),
        answer("fra-paris", done, evidence_link="javascript:alert(1)"),
        answer("usa-chicago", done, "skills"),
    ]


def visit(**choices):
    at = AppTest.from_file(APP, default_timeout=60)
    for name, value in choices.items():
        at.query_params[name] = value
    at.run()
    at = at.switch_page("pages/take_part/needs.py").run()
    assert not at.exception
    assert not at.error
    return at


def says(at, part):
    shown = (*at.markdown, *at.info, *at.warning, *at.caption)
    return any(part in element.value.replace("\\", "") for element in shown)


def table_with(at, column):
    return next((frame.value for frame in at.dataframe if column in frame.value), None)


def needs_of(table, column=None):
    rows = table if column is None else table[table["column"] == column]
    return rows.set_index("name")["n_cities"].to_dict()


def test_empty_store_says_so():
    at = visit()
    assert says(at, "No answer of a city has been accepted yet")
    assert not at.dataframe


def test_each_city_counts_once_for_a_need(accept):
    accept(*five(), answer("ita-turin", "planned", "money", "q-financing"))
    table = at_first(visit())
    assert needs_of(table)["money"] == 2
    assert table["n_answering"].tolist() == [5] * 7


def at_first(at):
    return at.dataframe[0].value


def test_needs_are_ranked_with_their_intervals(accept):
    accept(*five())
    at = visit()
    table = at_first(at)
    assert table["name"].tolist()[:2] == ["money", "skills"]
    first = table.iloc[0]
    assert (first["n_cities"], first["share_pct"]) == (2, 40)
    assert (first["low_pct"], first["high_pct"]) == (12, 77)
    assert says(at, "Named most often: money (40 % of 5 cities, interval 12 to 77 %)")
    assert says(at, "Cannot be told apart from it")


def test_cities_without_any_need_are_told(accept):
    accept(answer("ita-turin", "planned"))
    assert says(visit(), "The 1 city that answered named no need.")


def test_needs_by_policy_area_and_by_group(accept):
    accept(*five())
    at = visit()
    grids = [f.value for f in at.dataframe if "column" in f.value]
    area, group = grids
    assert set(area["column"]) == {"Governance"}
    assert needs_of(group, "Europe")["money"] == 2
    assert needs_of(group, "Americas")["skills"] == 1
    assert says(at, "Fewer than 5 cities, too few to tell: Americas and Europe.")


def test_one_action_or_one_area_needs_no_table_by_area(accept):
    accept(*five())
    for choices in ({"keyword": "communication"}, {"area": "governance"}):
        at = visit(**choices)
        assert "By policy area" not in [element.value for element in at.subheader]


@pytest.mark.parametrize("by", GROUPS)
def test_every_grouping_is_drawn(accept, by):
    accept(*five())
    assert visit(by=by).dataframe


# Who could help whom


def helpers_of(at):
    cells = next(table.value for table in at.table)
    return cells["Cities to ask, the nearest first"].iloc[0]


def test_helpers_of_the_own_city_stand_nearest_first(accept):
    accept(*five())
    at = visit(needs="help", city="ita-turin")
    told = helpers_of(at)
    places = [told.index(name) for name in ("Milan", "Paris", "Chicago")]
    assert places == sorted(places)
    assert "same country; Press office" in told
    assert says(at, "Turin needs skills for 1 action; for 1 another city could help.")


def test_evidence_is_linked_only_if_it_is_a_web_address(accept):
    accept(*five())
    told = helpers_of(visit(needs="help", city="ita-turin"))
    assert f"[evidence](<{LINK}>)" in told
    assert "javascript" not in told


def test_own_city_that_the_filters_leave_out_still_finds_helpers(accept):
    accept(*five())
    told = helpers_of(visit(needs="help", city="ita-turin", region="americas"))
    assert "Chicago" in told
    assert "Milan" not in told


def test_city_that_needs_no_skills_or_has_not_answered_is_told(accept):
    accept(*five())
    at = visit(needs="help", city="deu-berlin")
    assert says(at, "Berlin answered, and named no action for which it needs skills.")
    assert table_with(at, "n_seeking") is not None
    at = visit(needs="help", city="gbr-london")
    assert says(at, "We have no accepted answer of London for this round.")


def test_without_an_own_city_both_sides_are_counted_and_listed(accept):
    accept(*five())
    at = visit(needs="help", keyword="communication")
    row = table_with(at, "n_seeking").iloc[0]
    assert (row["n_seeking"], row["n_able"]) == (2, 3)
    listed = {tuple(sorted(f.value["city"])) for f in at.dataframe if next(iter(f.value)) == "city"}
    assert listed == {
        ("Chicago, Illinois, United States", "Turin, Italy"),
        ("Chicago, Illinois, United States", "Milan, Italy", "Paris, France"),
    }
    able = next(f.value for f in at.dataframe if "evidence_link" in f.value)
    links = dict(zip(able["city"], able["evidence_link"], strict=True))
    assert links["Milan, Italy"] == LINK
    assert pd.isna(links["Paris, France"])


def test_nobody_who_answered_is_told_in_both_parts(accept):
    accept(*five())
    for part in ("lacks", "help"):
        assert says(visit(needs=part, region="africa"), "None of the cities kept answered")


def test_need_of_a_city_is_found_only_as_a_whole_word(accept):
    accept(answer("ita-turin", "planned", "staff;skills"), answer("deu-berlin", "planned", "staff"))
    assert table_with(visit(needs="help"), "n_seeking")["n_seeking"].tolist() == [1]


@pytest.mark.parametrize(
    "choices",
    [
        {"round": "1066"},
        {"needs": "everything"},
        {"by": "<img src=x>"},
        {"keyword": "skills'; --"},
        {"city": "no-city"},
        {"area": "x" * 40},
    ],
)
def test_address_with_unknown_values_is_told_and_the_page_is_drawn(accept, choices):
    accept(*five())
    at = visit(**choices)
    assert at.warning
    assert at.dataframe
