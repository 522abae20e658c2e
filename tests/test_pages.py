"""The pages as a visitor sees them, and the promise that they say what the command line says."""

from __future__ import annotations

import json
import random
import shutil
import sys
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.address import PARAMETERS
from dashboard.cli import main
from dashboard.filters import CLOSER_VIEWS, CODINGS, COUNTINGS, OECD_STATUSES, REGIONS, SIZES
from dashboard.queries.facts import list_choices
from dashboard.store.build import build_store
from dashboard.store.places import data_dir

APP = Path(__file__).resolve().parents[1] / "app.py"
OVERVIEW = "pages/start/overview.py"
RANKINGS = "pages/chart/rankings.py"
PAGES = [OVERVIEW, RANKINGS]
SETTINGS = 50
NOTHING_LEFT = {
    "no city": {"region": "africa", "oecd": "oecd"},
    "no document": {"doc_from": "1990", "doc_to": "1991"},
    "no document of this actor": {"actors": "compas", "doc_to": "1995"},
    "area that the actor never mentions": {"actors": "compas", "area": "housing"},
    "keyword outside the area": {"area": "housing", "keyword": "communication"},
    "one city": {"country": "TUR", "size": "under-50k"},
}
NASTY = [
    "x" * 5_000,
    "💥" * 50,
    "'; DROP TABLE core.cities; --",
    "../../etc/passwd",
    "\x1b[31m\x00",
]
# Name in the address -> option of the command line.
OPTIONS = {
    "actors": "--actors",
    "counting": "--counting",
    "coding": "--coding",
    "doc_from": "--document-from",
    "doc_to": "--document-to",
    "region": "--region",
    "oecd": "--oecd",
    "size": "--size",
    "network": "--network",
    "country": "--country",
}


@pytest.fixture(scope="module", autouse=True)
def served(store_dir):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DASHBOARD_STORE", str(store_dir))
        yield


@pytest.fixture
def visit():
    def visit(page=OVERVIEW, **choices):
        at = AppTest.from_file(APP, default_timeout=60)
        for name, value in choices.items():
            at.query_params[name] = value
        at.run()
        return at if page == OVERVIEW else at.switch_page(page).run()

    return visit


@pytest.fixture(scope="module")
def rankings():
    return AppTest.from_file(APP, default_timeout=60).run().switch_page(RANKINGS)


@pytest.fixture
def command(monkeypatch, capsys):
    def command(*words):
        monkeypatch.setattr(sys, "argv", ["dashboard", *words, "--format", "json"])
        main()
        return json.loads(capsys.readouterr().out)["rows"]

    return command


def sound(at):
    return not at.exception and not at.error


def told(at):
    return [element.value for element in (*at.markdown, *at.caption, *at.info, *at.header)]


def tables(at):
    return {shown.key: plain(shown.value) for shown in at.dataframe}


def plain(table):
    return [
        {name: None if pd.isna(value) else value for name, value in row.items()}
        for row in table.to_dict("records")
    ]


def random_settings(seed, choices):
    # A list of ids for some of the choices, in the words of an address.
    dice = random.Random(seed)  # noqa: S311 - a draw of test cases

    def some(values, most):
        return ",".join(dice.sample(sorted(values), dice.randint(1, most)))

    first, last = sorted(dice.choices(range(2004, 2025), k=2))
    offered = {
        "actors": some(choices.actor_tokens, 3),
        "counting": dice.choice(COUNTINGS),
        "coding": dice.choice(CODINGS),
        "doc_from": str(first),
        "doc_to": str(last),
        "region": some(REGIONS, 3),
        "oecd": dice.choice(OECD_STATUSES),
        "size": some(SIZES, 3),
        "network": some(choices.network, 2),
        "country": some(choices.country, 3),
        "area": dice.choice(list(choices.area)),
    }
    often = {"counting", "coding", "area", "actors"}
    return {
        name: value
        for name, value in offered.items()
        if dice.random() < (0.6 if name in often else 0.3)
    }


@pytest.mark.parametrize("seed", range(SETTINGS))
def test_page_and_command_line_give_the_same_rows(rankings, command, store, seed):
    with store.cursor() as cursor:
        chosen = random_settings(seed, list_choices(cursor))
    options = [word for name in chosen if name in OPTIONS for word in (OPTIONS[name], chosen[name])]
    area = ["--area", chosen["area"]] if "area" in chosen else []
    areas = command("rank", "areas", *options)
    keywords = command("rank", "keywords", *options, *area)

    rankings.query_params = chosen
    page = rankings.run()
    assert sound(page)
    assert not page.warning
    if any(row["score"] for row in areas):
        shown = tables(page)
        for table, rows in ((shown["table_areas"], areas), (shown["table_keywords"], keywords)):
            columns = set(table[0])
            assert columns >= {"rank_label", "score", "rank_low", "rank_high"}
            assert table == [{name: row[name] for name in row if name in columns} for row in rows]
    else:
        assert page.info[0].value == "No document is left. Choose other actors or other years."


@pytest.mark.parametrize("page", PAGES)
def test_page_is_drawn_without_any_choice(visit, page):
    at = visit(page)
    assert sound(at)
    assert not at.warning


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("choices", NOTHING_LEFT.values(), ids=NOTHING_LEFT.keys())
def test_page_is_drawn_when_little_or_nothing_is_left(visit, page, choices):
    assert sound(visit(page, **choices))


@pytest.mark.parametrize("view", CLOSER_VIEWS)
@pytest.mark.parametrize("choices", NOTHING_LEFT.values(), ids=NOTHING_LEFT.keys())
def test_closer_look_is_drawn_when_little_or_nothing_is_left(rankings, view, choices):
    rankings.query_params = {**choices, "view": view}
    assert sound(rankings.run())


@pytest.mark.parametrize("view", CLOSER_VIEWS)
def test_closer_look_is_drawn_for_one_area(rankings, view):
    rankings.query_params = {"area": "governance", "view": view, "region": "asia"}
    assert sound(rankings.run())


@pytest.mark.parametrize(("is_told", "kept"), [(True, ["africa"]), (False, [])])
def test_news_from_before_a_choice_is_no_way_back(visit, is_told, kept):
    at = visit(RANKINGS)
    at.button_group(key="choice_region").set_value(["africa"]).run()
    at.query_params.clear()  # the browser has not heard yet of the address of the choice
    at.session_state["told"] = is_told
    at.run()
    assert at.button_group(key="choice_region").value == kept


@pytest.mark.parametrize("page", PAGES)
def test_unknown_ids_are_reported_and_not_used(visit, page):
    at = visit(page, region="mars", country="ITA,QQQ", shade="red")
    assert sound(at)
    assert [warning.value for warning in at.warning] == [
        "The link asks for region “mars”, which is not in the data.",
        "The link asks for country “QQQ”, which is not in the data.",
        "The link names “shade”, which this page does not know.",
    ]


def test_known_id_beside_an_unknown_one_is_used(visit):
    assert "country: Italy." in visit(country="ITA,QQQ").caption[0].value


@pytest.mark.parametrize("nasty", NASTY, ids=lambda text: repr(text[:6]))
def test_hostile_address_is_reported_and_harmless(visit, nasty):
    at = visit(RANKINGS, **dict.fromkeys(PARAMETERS, nasty))
    assert sound(at)
    assert len(at.warning) == 8


def test_years_out_of_order_are_reported(visit):
    at = visit(RANKINGS, doc_from="2020", doc_to="2010")
    assert sound(at)
    assert at.warning[0].value == (
        "The link asks for documents of 2020-2010: the first year is after the last."
    )


def test_parameter_given_twice_is_a_list(visit):
    assert visit(region=["africa", "asia"]).caption[0].value.endswith("region: Africa and Asia.")


@pytest.mark.parametrize("page", PAGES)
def test_page_says_how_many_cities_remain_and_why(visit, page):
    told_by_page = told(visit(page, region="africa"))
    assert (
        "74 of 613 cities are kept. Left out: 539 by region. Filters in force: region: Africa."
    ) in told_by_page


def test_filter_that_keeps_every_city_is_not_called_off(visit):
    at = visit(region=",".join(REGIONS))
    assert "no city filter is on" not in at.caption[0].value


def test_overview_counts_what_the_store_holds(visit, store):
    rows = store.published.rows
    assert [metric.value for metric in visit().metric] == [
        str(rows["actions"]),
        str(rows["keywords"]),
        str(rows["cities"]),
        str(rows["practices"] + rows["grants"]),
        f"{rows['city_indicators']:,}",
        str(rows["sources"]),
    ]


def test_overview_shows_the_coverage_of_613_places(visit):
    coverage = visit().dataframe[0].value
    assert (len(coverage), coverage["n_places"].sum()) == (8, 613)


def test_rankings_say_which_area_leads(visit):
    assert any(
        text.startswith("Governance comes first with a score of 184. ")
        for text in told(visit(RANKINGS))
    )


def test_rankings_say_what_a_limit_on_years_leaves_out(rankings, store):
    with store.cursor() as cursor:
        undated = cursor.execute(
            "SELECT count(*) FROM core.actions WHERE document_year IS NULL"
        ).fetchone()[0]
    rankings.query_params = {"doc_from": "2010"}
    assert (
        "The documents of 27 of 27 actors count. "
        f"Left out: {undated} actions from documents without a known year."
    ) in told(rankings.run())


def test_rankings_say_that_no_document_is_left(visit):
    at = visit(RANKINGS, doc_from="1990", doc_to="1991")
    assert [info.value for info in at.info] == [
        "No document is left. Choose other actors or other years."
    ]


def test_spread_says_that_no_city_is_left(visit):
    at = visit(RANKINGS, region="africa", oecd="oecd", view="spread")
    assert at.info[0].value == "No city is left. Take away a city filter in the sidebar."


def test_keyword_that_nobody_in_the_area_mentions_does_not_lead(visit):
    texts = told(visit(RANKINGS, actors="compas", area="housing"))
    assert not any("mentioned by 0 actors" in text for text in texts)


def test_disagreements_of_the_coders_are_listed(visit):
    assert 64 in [len(shown.value) for shown in visit(RANKINGS, view="coding").dataframe]


def test_actions_of_a_keyword_are_listed_with_its_definition(visit):
    at = visit(RANKINGS, keyword="communication")
    assert any(text.startswith("**Communication** (Governance). ") for text in told(at))
    assert set(at.dataframe[-1].value["keyword"]) == {"Communication"}


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("form", ["CSV", "XLSX", "Parquet"])
def test_every_table_can_be_downloaded(visit, page, form):
    at = visit(page)
    labels = [button.label for button in at.get("download_button")]
    assert labels.count(form) == len(at.dataframe)


@pytest.mark.parametrize("page", PAGES)
def test_foot_names_the_release(visit, store, page):
    assert any(f"Data release {store.release}, built on" in text for text in told(visit(page)))


def test_presentation_keeps_only_the_controls_for_a_stage(visit):
    at = visit(RANKINGS, present="1")
    assert sound(at)
    assert not at.main.multiselect
    assert [choice.key for choice in at.main.selectbox] == ["choice_keyword"]


def test_older_release_can_be_pinned(visit, monkeypatch, tmp_path, store, store_dir):
    shutil.copytree(store_dir, tmp_path / "store")
    shutil.copytree(data_dir(), tmp_path / "data", ignore=shutil.ignore_patterns("build", "local"))
    package = json.loads((data_dir() / "datapackage.json").read_text(encoding="utf-8"))
    package["version"] = "2099.01.01"
    (tmp_path / "data" / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    newest = build_store(tmp_path / "data", tmp_path / "store").release
    monkeypatch.setenv("DASHBOARD_STORE", str(tmp_path / "store"))
    at = visit(RANKINGS, release=store.release)
    assert sound(at)
    assert at.warning[0].value == (f"You see data release {store.release}. The newest is {newest}.")
    assert any(f"Data release {store.release}, built on" in text for text in told(at))


def test_release_that_is_not_kept_is_reported(visit, store):
    at = visit(release="2020.01.01-00000000")
    assert "2020.01.01-00000000" in at.warning[0].value
    assert any(f"Data release {store.release}, built on" in text for text in told(at))


def test_first_start_builds_the_store(visit, monkeypatch, tmp_path, store):
    monkeypatch.setenv("DASHBOARD_STORE", str(tmp_path / "new"))
    at = visit()
    assert sound(at)
    assert json.loads((tmp_path / "new" / "current.json").read_text())["release"] == store.release


def test_damaged_store_is_told_in_one_sentence(visit, monkeypatch, tmp_path):
    (tmp_path / "current.json").write_text("{", encoding="utf-8")
    monkeypatch.setenv("DASHBOARD_STORE", str(tmp_path))
    at = visit()
    assert not at.exception
    assert ["is damaged" in error.value for error in at.error] == [True]
