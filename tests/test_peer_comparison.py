"""The peer comparison: the page says what the command line says, and why it says nothing else."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from typer.testing import CliRunner

from dashboard.answers.change import panels
from dashboard.answers.comparison import compare
from dashboard.answers.peers import feature_table, peers_of
from dashboard.cli import app
from dashboard.errors import FilterError
from dashboard.filters import MORE_VIEWS, REGIONS, CityFilter, PeerFilter
from dashboard.queries.cities import list_cities
from dashboard.store.connection import open_store

APP = Path(__file__).resolve().parents[1] / "app.py"


@pytest.fixture(autouse=True)
def served(store_dir, monkeypatch):
    monkeypatch.setenv("DASHBOARD_STORE", str(store_dir))


@pytest.fixture
def cursor(store_dir):
    with open_store(store_dir).cursor() as cursor:
        yield cursor


def peers_found(cursor, **asked):
    wanted = PeerFilter(**asked)
    kept = list_cities(cursor, wanted.cities)["city_id"].tolist()
    return peers_of(feature_table(cursor), kept, wanted)


def compared(cursor, city):
    return compare(cursor, city, peers_found(cursor, city=city))


def visit(**choices):
    at = AppTest.from_file(APP, default_timeout=60)
    for name, value in choices.items():
        at.query_params[name] = value
    at.run()
    at = at.switch_page("pages/compare/peer_comparison.py").run()
    assert not at.exception
    assert not at.error
    return at


def peers_shown(at):
    """Return the table of the peers, as the page shows it."""
    return next(table.value for table in at.table if "Stability (%)" in table.value)


def names_of(shown):
    """Return the names of the peers out of the cells that tell why, too."""
    firsts = [cell.splitlines()[0].strip(" *") for cell in shown["Peer, and why"]]
    return [re.sub(r"\\(.)", r"\1", first.rpartition(",")[0]) for first in firsts]


def printed(city, *options):
    result = CliRunner().invoke(app, ["peers", city, *options, "--format", "json"])
    assert result.exit_code == 0, result.output
    return json.loads(result.output)["rows"]


def settings():
    """Return 30 cities with filters, drawn once and for all."""
    chance = random.Random(20261124)  # noqa: S311 - no secret
    lines = (APP.parent / "data/cities.csv").read_text(encoding="utf-8").splitlines()
    with_id = [line.split(",")[0] for line in lines[1:]]
    for city in chance.sample(with_id, 30):
        filters = {}
        if chance.random() < 0.4:
            filters["region"] = chance.choice(REGIONS)
        if chance.random() < 0.4:
            filters["oecd"] = chance.choice(["oecd", "non-oecd"])
        yield city, filters, chance.choice([3, 10])


@pytest.mark.parametrize(("city", "filters", "k"), list(settings()))
def test_page_and_command_line_show_the_same_peers(city, filters, k):
    options = [part for name, value in filters.items() for part in (f"--{name}", value)]
    rows = printed(city, "-k", str(k), *options)
    at = visit(city=city, k=str(k), **filters)
    if not rows:
        assert at.info
        return
    shown = peers_shown(at)
    assert names_of(shown) == [row["city"] for row in rows]
    assert shown["Distance (0-1)"].tolist() == [f"{row['distance']:.2f}" for row in rows]


def test_peers_of_chicago_are_large_cities_of_north_america():
    rows = printed("usa-chicago", "-k", "5")
    assert {row["country_iso3"] for row in rows} <= {"USA", "CAN"}
    assert set(rows[0]) >= {
        "city_id",
        "city",
        "distance",
        "shared_data_pct",
        "stability_pct",
        "alike_in",
    }
    assert all(0 <= row["distance"] <= 1 for row in rows)


def test_city_with_scores_is_set_against_the_median(cursor):
    comparison = compared(cursor, "usa-chicago")
    areas = comparison.area_medians.set_index("item_id")
    assert areas.loc["governance", "own"] == 75  # civic participation 3, government leadership 5
    assert "education" not in areas.index
    assert comparison.instrument.instrument_id == "nae-cities-index-copy"


def test_intercultural_cities_index_is_never_averaged(cursor):
    comparison = compared(cursor, "nor-bergen")
    assert comparison.instrument is None
    assert comparison.area_medians.empty


def test_peers_of_the_same_name_are_told_apart(cursor):
    chosen = ("chl-casablanca", "mar-casablanca")
    found = compare(cursor, "gha-accra", peers_found(cursor, city="gha-accra", chosen=chosen))
    assert set(found.cities.values()) == {"Accra", "Casablanca (CHL)", "Casablanca (MAR)"}


def test_change_is_shown_for_the_same_cities_in_every_year(cursor):
    (population, _share) = panels(compared(cursor, "esp-barcelona"))
    assert population.indicator == "Population"
    years = population.rows.groupby("city_id")["year"].agg(set)
    assert len(set(map(frozenset, years))) == 1


def test_page_of_a_city_without_scores_says_so_and_still_helps():
    at = visit(city="gha-accra")
    assert any("No instrument in our data scores Accra" in info.value for info in at.info)
    headers = [header.value for header in at.header]
    assert headers.index("From whom to learn") < headers.index("More about these cities")
    assert any("We know of 4 practices and grants of Accra" in text.value for text in at.markdown)


@pytest.mark.parametrize("city", ["usa-chicago", "gha-accra", "cri-desamparados"])
@pytest.mark.parametrize("more", MORE_VIEWS)
def test_every_detailed_view_is_drawn_or_says_why_not(city, more):
    at = visit(city=city, more=more)
    assert at.get("vega_lite_chart") or at.info


def test_peers_chosen_by_hand_are_compared_in_any_case():
    at = visit(city="gha-accra", peers="usa-chicago,cri-desamparados")
    shown = next(table.value for table in at.table if "Distance (0-1)" in table.value)
    assert set(names_of(shown)) == {"Chicago", "Desamparados"}
    assert "Stability (%)" not in shown
    assert any("chosen by hand" in text.value for text in at.markdown)


def test_pool_of_no_city_is_told():
    at = visit(city="isl-reykjavik", country="ISL")
    assert any("leave no other city" in info.value for info in at.info)


def test_more_peers_than_the_pool_holds_are_told():
    at = visit(city="usa-chicago", country="CAN,ISL", k="50")
    assert any(
        "You asked for 50, but no more can be compared." in text.value for text in at.markdown
    )


def test_city_of_which_too_little_is_known_is_told():
    weights = {f"w_{name}": "0" for name in ("subregion", "oecd", "networks")}
    at = visit(city="cri-desamparados", **weights)
    assert any("too little is known for a comparison" in info.value for info in at.info)


def test_weights_that_are_all_zero_are_told():
    names = ("population", "migrants", "subregion", "oecd", "networks", "scores")
    at = visit(city="usa-chicago", **{f"w_{name}": "0" for name in names})
    assert any("Every weight is 0" in warning.value for warning in at.warning)


@pytest.mark.parametrize(
    ("peers", "told"),
    [
        ("usa-chicago", "names your own city"),
        ("can-toronto,can-toronto", "more than once"),
        ("atlantis", "which is not in the data"),
    ],
)
def test_peers_of_a_link_that_cannot_be_honoured_are_told(peers, told):
    at = visit(city="usa-chicago", peers=peers)
    assert any(told in warning.value for warning in at.warning)


def test_weak_matches_are_called_weak():
    assert any(
        "matches are weak" in warning.value for warning in visit(city="esp-barcelona").warning
    )


def test_regions_are_compared_with_regions(cursor):
    answer = peers_found(cursor, city="ita-tuscany-region", k=5)
    kinds = dict(cursor.execute("SELECT city_id, kind FROM mart.cities").fetchall())
    assert {kinds[city] for city in answer.table["city_id"]} <= {"region", "province"}
    assert answer.n_other_kind > 500


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["atlantis"], "CITY_ID: got 'atlantis'"),
        (["usa-chicago", "-k", "0"], "number of peers: got 0"),
        (["usa-chicago", "--weight", "networks=2"], "--weight: got 'networks=2'"),
        (["usa-chicago", "--weight", "beauty=1"], "--weight: got 'beauty=1'"),
        (["usa-chicago", "--region", "mars"], "region: got 'mars'"),
    ],
)
def test_command_refuses_in_one_sentence(arguments, told):
    result = CliRunner().invoke(app, ["peers", *arguments])
    assert isinstance(result.exception, FilterError)
    assert told in str(result.exception)


def test_own_city_is_never_its_own_peer(cursor):
    for city in ("usa-chicago", "gha-accra", "ita-tuscany-region"):
        table = peers_found(cursor, city=city, k=50).table
        assert city not in set(table["city_id"])


def test_pool_is_what_the_filters_keep(cursor):
    kept = CityFilter(region=("africa",))
    table = peers_found(cursor, city="usa-chicago", cities=kept, k=50).table
    regions = dict(cursor.execute("SELECT city_id, region FROM mart.cities").fetchall())
    assert {regions[city] for city in table["city_id"]} == {"africa"}


HOUSING = (
    "q-access-to-adequate-and-affordable-housing",
    "q-housing-non-discrimination",
    "q-inclusive-public-space",
)
ACCRA = dict(zip(HOUSING, ("not-in-place", "in-place", "in-place"), strict=True))
THREE = {"city": "gha-accra", "peers": "gmb-kanifing,sle-freetown"}


def scores_shown(at):
    return next(table.value for table in at.table if "Apart" in table.value)


def controls(at):
    return {group.label for group in at.get("button_group")}


@pytest.fixture
def answered(accept):
    # Housing: Accra 50 of 100 (0, 75, 75), Kanifing 75, Freetown 25; coverage 3 of 5.
    accept("gha-accra", "2026", ACCRA)
    accept("gha-accra", "2025", dict.fromkeys(HOUSING, "planned"))
    accept("gmb-kanifing", "2026", dict.fromkeys(HOUSING, "in-place"))
    accept("sle-freetown", "2026", dict.fromkeys(HOUSING, "planned"))


@pytest.mark.usefixtures("answered")
def test_answers_score_a_city_that_no_index_scores():
    at = visit(**THREE)
    text = " ".join(element.value for element in at.markdown)
    assert "Scores: Answers of cities (year: 2026)" in text
    assert "3 of 3 cities compared have a score." in text
    row = scores_shown(at).set_index("Compared").filter(like="Housing", axis=0).iloc[0]
    assert row["Own city"] == "50.0"
    assert row["Median (number of peers)"] == "50.0 (2)"
    assert "coverage 60 %" in row.name


@pytest.mark.usefixtures("answered")
def test_round_of_the_address_chooses_among_the_rounds_of_the_city():
    at = visit(**THREE, round="2025")
    text = " ".join(element.value for element in at.markdown)
    assert "Scores: Answers of cities (year: 2025)" in text
    assert "1 of 3 cities compared have a score." in text
    assert "Round" in controls(at)


def test_instrument_with_most_scores_is_shown_and_the_other_can_be_chosen(accept):
    accept("usa-chicago", "2026", dict.fromkeys(HOUSING, "in-place"))
    at = visit(city="usa-chicago")
    assert "Scores by" in controls(at)
    assert any("Scores: New American Economy" in text.value for text in at.markdown)
    at = visit(city="usa-chicago", instrument="city-answers")
    assert any("Scores: Answers of cities" in text.value for text in at.markdown)
    assert len(scores_shown(at)) == 6


def test_without_answers_there_is_no_choice_and_titles_are_bare():
    at = visit(city="usa-chicago", more="league")
    assert "Scores by" not in controls(at)
    assert not any("cities compared" in text.value for text in at.markdown)


def test_instrument_that_does_not_score_the_city_is_told():
    at = visit(city="usa-chicago", instrument="city-answers")
    assert any("do not cover your city" in warning.value for warning in at.warning)


@pytest.mark.usefixtures("answered")
@pytest.mark.parametrize("more", MORE_VIEWS)
def test_every_view_is_drawn_from_answers(more):
    at = visit(**THREE, more=more)
    assert at.get("vega_lite_chart") or at.info
