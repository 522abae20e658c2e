"""The map page: the cities of the command line, under every colouring and every bad address."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from typer.testing import CliRunner

from dashboard.cli import app

APP = Path(__file__).resolve().parents[1] / "app.py"


@pytest.fixture(autouse=True)
def served(store_dir, monkeypatch):
    monkeypatch.setenv("DASHBOARD_STORE", str(store_dir))


def visit(**choices):
    at = AppTest.from_file(APP, default_timeout=60)
    for name, value in choices.items():
        at.query_params[name] = value
    at.run()
    at = at.switch_page("pages/chart/city_map.py").run()
    assert not at.exception
    assert not at.error
    return at


@pytest.mark.parametrize(
    "choices",
    [
        {"region": "africa", "oecd": "non-oecd"},
        {"network": "icc"},
        {"size": "unknown", "region": "europe"},
        {"country": "ITA"},
    ],
)
def test_table_shows_the_cities_of_the_command_line(choices):
    options = [part for name, value in choices.items() for part in (f"--{name}", value)]
    printed = CliRunner().invoke(app, ["cities", *options, "--format", "json"]).output
    rows = json.loads(printed)["rows"]
    shown = visit(**choices).dataframe[0].value
    assert shown["city"].tolist() == [row["city"] for row in rows]
    known = [row["population"] for row in rows if row["population"]]
    assert shown["population"].dropna().astype(int).tolist() == known


@pytest.mark.parametrize(
    "choices",
    [
        {"colour": "evidence", "area": "housing"},
        {"colour": "indicator"},
        {"indicator": "nae-overall"},
        {"indicator": "foreign-born-share", "year": "2014"},
        {"indicator": "gap-high-school", "year": "2001"},
        {"colour": "network", "member": "icc"},
        {"colour": "oecd", "links": "none"},
        {"links": "city"},
        {"links": "city", "city": "ita-milan", "theme": "informal-settlements"},
        {"city": "esp-barcelona", "region": "africa"},
        {"present": "1"},
    ],
)
def test_map_is_drawn_under_every_choice(choices):
    assert len(visit(**choices).get("deck_gl_json_chart")) == 1


def test_filters_that_leave_no_city_are_told_and_draw_no_map():
    at = visit(country="ITA", region="oceania")
    assert at.get("deck_gl_json_chart") == []
    assert any("No city is left" in info.value for info in at.info)


def test_own_city_that_a_filter_leaves_out_is_named_with_the_filter():
    told = [info.value for info in visit(city="esp-barcelona", region="africa").info]
    assert "Barcelona, Spain is left out by the filters (by region)." in told


def test_unknown_city_is_reported():
    told = [warning.value for warning in visit(city="atlantis").warning]
    assert told == ["The link asks for city “atlantis”, which is not in the data."]


def test_year_that_the_indicator_lacks_is_told():
    told = [warning.value for warning in visit(indicator="nae-overall", year="2001").warning]
    assert told == ["There is no value of 2001 for this indicator. You see year not stated."]


def test_partnerships_of_a_city_that_is_not_chosen_are_not_drawn():
    at = visit(links="city")
    assert any("Choose your city first" in info.value for info in at.info)
    assert "partnerships" not in {layer["id"] for layer in layers(at)}


def test_partnerships_can_be_kept_by_city_and_theme():
    at = visit(
        links="city", city="bra-caxias-do-sul", theme="tourism-tied-to-cultural-identity-victur"
    )
    (arcs,) = [layer for layer in layers(at) if layer["id"] == "partnerships"]
    assert len(arcs["data"]) == len(at.dataframe[1].value) == 3
    assert all("Caxias do Sul, Brazil" in arc["n"] for arc in arcs["data"])


def test_map_draws_every_place_with_coordinates():
    marks = [
        row["i"]
        for layer in layers(visit(links="none"))
        if layer["id"].startswith("cities")
        for row in layer["data"]
    ]
    assert len(marks) == len(set(marks)) == 611


def test_tooltip_tells_name_country_population_value_years_and_sources():
    accra = next(
        row for layer in layers(visit()) for row in layer["data"] if row.get("i") == "gha-accra"
    )
    assert accra["n"] == "Accra, Ghana"
    assert accra["k"] == "Population 1,963,264 (year not stated)"
    assert accra["v"] == "Practices and grants: 4 (2022\N{EN DASH}2024; source: 3 sources)"


@pytest.mark.parametrize(
    ("gap", "told"),
    [
        ("gap-high-school", "20 (foreign-born worse off)"),
        ("gap-poverty-higher-skilled", "\N{MINUS SIGN}6.4 (foreign-born worse off)"),
    ],
)
def test_gap_tells_who_is_worse_off_and_colours_by_it_whatever_the_sign(gap, told):
    chicago, layer = next(
        (row, layer["id"])
        for layer in layers(visit(indicator=gap, links="none"))
        for row in layer["data"]
        if row.get("i") == "usa-chicago"
    )
    assert told in chicago["v"]
    assert layer in {"cities-3", "cities-4"}


def test_legend_counts_the_cities_of_each_class():
    html = visit(colour="oecd").get("html")
    assert any("OECD country: 393" in part.proto.body for part in html)


def layers(at):
    (deck,) = at.get("deck_gl_json_chart")
    drawn = json.loads(deck.proto.json)["layers"]
    return [layer for layer in drawn if isinstance(layer["data"], list)]


def test_disclaimer_stands_under_the_map():
    assert any("do not imply" in caption.value for caption in visit().caption)


HOUSING = (
    "q-access-to-adequate-and-affordable-housing",
    "q-housing-non-discrimination",
    "q-inclusive-public-space",
)
ACCRA = dict(zip(HOUSING, ("not-in-place", "in-place", "in-place"), strict=True))


@pytest.fixture
def answered(accept):
    # Housing: Accra 50 (0, 75, 75 of five questions), Turin too little for a score.
    accept("gha-accra", "2026", ACCRA)
    accept("ita-turin", "2026", {HOUSING[0]: "in-place"})
    accept("ita-milan", "2025", dict.fromkeys(HOUSING, "in-place-and-evaluated"))


def colours_of(at):
    (group,) = [group for group in at.get("button_group") if group.label == "Colour shows"]
    return group.options


def test_answers_are_offered_as_a_colour_only_where_there_are_any(accept):
    assert "Answers of cities" not in colours_of(visit())
    accept("gha-accra", "2026", {HOUSING[0]: "in-place"})
    assert "Answers of cities" in colours_of(visit())


@pytest.mark.usefixtures("answered")
def test_scores_from_answers_colour_the_map_with_coverage_round_and_source():
    at = visit(colour="answers", area="housing")
    table = at.dataframe[0].value.set_index("city")
    row = table.loc["Accra"]
    assert (row["value"], row["coverage_pct"], row["years"]) == (50, 60, "2026")
    assert table["value"].notna().sum() == 1
    assert table["coverage_pct"].loc["Turin"] == 20
    assert any("1 of 613 cities kept have a score" in text.value for text in at.markdown)
    accra = next(r for layer in layers(at) for r in layer["data"] if r.get("i") == "gha-accra")
    assert accra["v"] == (
        "Score from answers: 50.0 of 100 (coverage 60 %; source: Answers of cities, Round 2026, "
        "accepted by the data steward)"
    )


@pytest.mark.usefixtures("answered")
def test_round_of_the_address_colours_the_map():
    table = visit(colour="answers", area="housing", round="2025").dataframe[0].value
    known = table[table["value"].notna()]
    assert known[["city", "value"]].to_numpy().tolist() == [["Milan", 100]]


def test_map_of_answers_without_any_is_hollow_and_says_so():
    at = visit(colour="answers")
    assert any("No city has an accepted answer yet" in info.value for info in at.info)
    assert at.dataframe[0].value["value"].notna().sum() == 0
