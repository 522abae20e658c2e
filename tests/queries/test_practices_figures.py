"""Population and shares of migrants of places, each with definition, year and source."""

from __future__ import annotations

import pandas as pd
import pytest

from dashboard.queries.practices_figures import (
    FOREIGN_BORN,
    FOREIGN_NATIONALS,
    POPULATION,
    list_place_figures,
)
from dashboard.store.places import data_dir


@pytest.fixture(scope="module")
def figures(store):
    with store.cursor() as cursor:
        return list_place_figures(cursor)


def test_newest_figure_comes_first_with_its_year_and_source(figures):
    shares = figures["che-geneva", FOREIGN_NATIONALS]
    assert [(of.year, of.value) for of in shares] == [(2018, 47.8), (2014, 48.4), (2001, 46.7)]
    assert shares[0].publisher == "swissinfo"
    assert shares[0].address.startswith("https://swissinfo.ch/")
    assert shares[2].note.startswith("the page's shares of nationals")


def test_figure_without_a_year_comes_last(figures):
    shares = figures["esp-barcelona", FOREIGN_BORN]
    assert [(of.year, of.value) for of in shares] == [(2017, 23.0), (None, 27.8)]


def test_population_is_that_of_the_place(figures):
    (population,) = figures["mar-oujda", POPULATION]
    assert (population.value, population.year, population.publisher) == (539_711, None, "GeoNames")


def test_place_of_which_nothing_is_known_has_no_figure(figures):
    assert not [key for key in figures if key[0] == "esp-region-of-murcia"]


def test_every_figure_of_the_data_is_there_once(figures):
    values = pd.read_csv(data_dir() / "city_indicators.csv")["indicator_id"].value_counts()
    given = {POPULATION: int(pd.read_csv(data_dir() / "cities.csv")["population"].notna().sum())}
    given |= {kind: int(values[kind]) for kind in (FOREIGN_BORN, FOREIGN_NATIONALS)}
    counted = dict.fromkeys(given, 0)
    for (_city, kind), of in figures.items():
        counted[kind] += len(of)
    assert counted == given
