"""A visitor's choices: widget, address and page say the same, on every page."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.address import PARAMETERS

APP = Path(__file__).resolve().parents[2] / "app.py"
OVERVIEW = "pages/start/overview.py"
RANKINGS = "pages/chart/rankings.py"
SIDEBAR = {
    "region": ("button_group", ["africa", "asia"], "africa,asia"),
    "oecd": ("button_group", "non-oecd", "non-oecd"),
    "size": ("multiselect", ["over-1m", "unknown"], "over-1m,unknown"),
    "network": ("multiselect", ["icc"], "icc"),
    "country": ("multiselect", ["ITA", "TUR"], "ITA,TUR"),
    "area": ("selectbox", "housing", "housing"),
}
ON_RANKINGS = {
    "counting": ("button_group", "actors", "actors"),
    "coding": ("button_group", "agreed", "agreed"),
    "actors": ("multiselect", ["kind-ngo", "oecd"], "kind-ngo,oecd"),
    "doc_from": ("selectbox", 2010, "2010"),
    "doc_to": ("selectbox", 2020, "2020"),
    "keyword": ("selectbox", "communication", "communication"),
    "view": ("button_group", "matrix", "matrix"),
}
EVERYTHING = SIDEBAR | ON_RANKINGS


@pytest.fixture(autouse=True)
def served(store_dir, monkeypatch):
    monkeypatch.setenv("DASHBOARD_STORE", str(store_dir))


@pytest.fixture
def visit():
    def visit(page=OVERVIEW, **choices):
        at = AppTest.from_file(APP, default_timeout=60)
        for name, value in choices.items():
            at.query_params[name] = value
        at.run()
        return at if page == OVERVIEW else at.switch_page(page).run()

    return visit


def widget(at, name):
    kind = EVERYTHING[name][0]
    return next(found for found in at.get(kind) if found.key == f"choice_{name}")


def choose(at, name, value):
    return widget(at, name).set_value(value).run()


def button(at, label):
    return next(found for found in at.button if found.label == label)


def sound(at):
    return not at.exception and not at.error


@pytest.mark.parametrize("name", SIDEBAR)
def test_choice_in_the_sidebar_goes_to_the_address_by_id(visit, name):
    _kind, value, written = SIDEBAR[name]
    at = choose(visit(), name, value)
    assert (dict(at.query_params), sound(at)) == ({name: written}, True)


@pytest.mark.parametrize("name", ON_RANKINGS)
def test_choice_on_the_rankings_goes_to_the_address_by_id(visit, name):
    _kind, value, written = ON_RANKINGS[name]
    at = choose(visit(RANKINGS), name, value)
    assert (dict(at.query_params), sound(at)) == ({name: written}, True)


@pytest.mark.parametrize("name", SIDEBAR)
def test_choice_in_the_sidebar_survives_the_way_to_another_page(visit, name):
    value = SIDEBAR[name][1]
    at = choose(visit(), name, value).switch_page(RANKINGS).run()
    assert (widget(at, name).value, sound(at)) == (value, True)


@pytest.mark.parametrize("name", ON_RANKINGS)
def test_choice_on_the_rankings_survives_the_way_there_and_back(visit, name):
    value = ON_RANKINGS[name][1]
    at = choose(visit(RANKINGS), name, value).switch_page(OVERVIEW).run()
    at.switch_page(RANKINGS).run()
    assert (widget(at, name).value, sound(at)) == (value, True)


@pytest.mark.parametrize("name", EVERYTHING)
def test_address_sets_the_widget(visit, name):
    _kind, value, written = EVERYTHING[name]
    assert widget(visit(RANKINGS, **{name: written}), name).value == value


def test_address_that_changes_by_itself_is_read_again(visit):
    # As after "back": the browser brings another address, and no widget was touched.
    at = visit(RANKINGS, region="africa")
    at.query_params = {"region": "asia", "counting": "actors"}
    at.run()
    assert (widget(at, "region").value, widget(at, "counting").value) == (["asia"], "actors")


def test_empty_address_after_a_choice_is_no_choice(visit):
    at = choose(visit(), "region", ["africa"])
    at.query_params = {}
    at.run()
    assert widget(at, "region").value == []


def test_choices_add_up_in_the_address(visit):
    at = choose(choose(visit(RANKINGS), "region", ["africa"]), "coding", "second")
    assert dict(at.query_params) == {"region": "africa", "coding": "second"}


def test_choice_that_is_taken_back_leaves_the_address(visit):
    at = choose(choose(visit(), "oecd", "oecd"), "oecd", "")
    assert dict(at.query_params) == {}


def test_year_that_is_taken_back_leaves_the_address(visit):
    at = choose(visit(RANKINGS, doc_from="2010"), "doc_from", None)
    assert dict(at.query_params) == {}


def test_choice_changes_the_page_in_the_same_run(visit):
    at = choose(visit(), "region", ["africa"])
    assert at.caption[0].value.startswith("74 of 613 cities are kept.")


def test_choice_replaces_an_address_that_could_not_be_read(visit):
    at = choose(visit(region="mars", colour="red"), "oecd", "oecd")
    assert (dict(at.query_params), len(at.warning)) == ({"oecd": "oecd"}, 0)


def test_all_filters_are_cleared_at_once(visit):
    choices = {name: written for name, (_kind, _value, written) in EVERYTHING.items()}
    at = button(visit(RANKINGS, **choices), "Clear all filters").click().run()
    assert (dict(at.query_params), sound(at)) == ({}, True)
    assert [widget(at, name).value for name in ("region", "area", "counting", "actors")] == [
        [],
        "",
        "mentions",
        [],
    ]


def test_presentation_mode_stays_when_filters_are_cleared(visit):
    at = button(visit(region="africa", present="1"), "Clear all filters").click().run()
    assert dict(at.query_params) == {"present": "1"}


@pytest.mark.parametrize("choices", [{}, {"present": "1"}], ids=["nothing", "presentation"])
def test_there_is_nothing_to_clear_without_a_filter(visit, choices):
    assert button(visit(**choices), "Clear all filters").disabled


def test_presentation_mode_is_entered_and_left(visit):
    at = button(visit(area="housing"), "Presentation mode").click().run()
    assert dict(at.query_params) == {"area": "housing", "present": "1"}
    at = button(at, "Leave presentation mode").click().run()
    assert dict(at.query_params) == {"area": "housing"}


def test_actors_and_years_survive_presentation_mode(visit):
    at = visit(RANKINGS, actors="compas", doc_from="2010")
    button(at, "Presentation mode").click().run()
    assert dict(at.query_params) == {"actors": "compas", "doc_from": "2010", "present": "1"}


def test_first_year_after_the_last_is_no_error(visit):
    at = choose(visit(RANKINGS, doc_to="2010"), "doc_from", 2020)
    assert sound(at)


def exact_link(at):
    return dict(parse_qsl(urlsplit(at.code[0].value).query, keep_blank_values=True))


def test_exact_link_names_every_parameter_and_the_release(visit, store):
    link = exact_link(visit(RANKINGS, region="africa,asia"))
    assert tuple(link) == PARAMETERS
    assert (link["region"], link["actors"], link["release"]) == (
        "africa,asia",
        "all",
        store.release,
    )


def test_exact_link_reopens_the_same_view(visit):
    chosen = {name: case for name, case in EVERYTHING.items() if name != "view"}
    link = exact_link(visit(RANKINGS, **{name: case[2] for name, case in chosen.items()}))
    again = visit(RANKINGS, **link)
    assert not again.warning
    assert {name: widget(again, name).value for name in chosen} == {
        name: value for name, (_kind, value, _written) in chosen.items()
    }


@pytest.mark.parametrize("name", ["region", "size", "network", "country"])
def test_widget_offers_names_and_not_ids(visit, name):
    at = visit()
    offered = {"region": "Africa", "size": "population not known", "country": "Italy"}
    shown = widget(at, name).options
    assert offered.get(name, "Intercultural Cities") in " ".join(shown)
