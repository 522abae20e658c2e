"""What two places have in common, worked out by hand.

place   population   born abroad   nationals   subregion        OECD   networks
here    100 000      20 %                      Southern Europe  yes    icc
near    110 000      25 %          10 %        Southern Europe  yes    icc
far     10 000 000                 8 %         Eastern Africa   no     (none)
half    500 000      50 %          30 %        Southern Europe  yes    icc, eu
none    (not known)                            Southern Europe  yes    (none)

Population: ln(1.1) / ln(100) is 0.02, ln(5) / ln(100) 0.35, ln(100) / ln(100) 1. Migrants: 5 of 60
points 0.08, 30 of 60 0.5; half and far have nationals in common, 22 of 60 points are 0.37.
Networks: 1 of 2 is 0.5.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from dashboard.analysis.gower import Features
from dashboard.answers.fit import compare_places
from dashboard.answers.peers import FeatureTable, feature_table
from dashboard.errors import FilterError
from dashboard.queries.peers import list_memberships
from dashboard.queries.practices_figures import (
    FOREIGN_BORN,
    FOREIGN_NATIONALS,
    POPULATION,
    PlaceFigure,
    list_place_figures,
)

ROME = "ita-rome"  # foreign nationals alone are known
SOUTH = "Southern Europe"
FACTS = pd.DataFrame(
    {
        "city_id": ["here", "near", "far", "half", "none"],
        "population": [100_000.0, 110_000.0, 10_000_000.0, 500_000.0, np.nan],
        "foreign_born_pct": [20.0, 25.0, np.nan, 50.0, np.nan],
        "foreign_nationals_pct": [np.nan, 10.0, 8.0, 30.0, np.nan],
        "subregion": [SOUTH, SOUTH, "Eastern Africa", SOUTH, SOUTH],
        "is_oecd": [True, True, False, True, True],
    }
)
MEMBERSHIPS = [
    ("half", "eu", "Eurocities"),
    ("half", "icc", "Intercultural Cities"),
    ("here", "icc", "Intercultural Cities"),
    ("near", "icc", "Intercultural Cities"),
]
TABLE = FeatureTable(
    features=Features(
        ids=tuple(FACTS["city_id"]),
        names=tuple(FACTS["city_id"]),
        population=FACTS["population"].to_numpy(),
        foreign_born_pct=FACTS["foreign_born_pct"].to_numpy(),
        foreign_nationals_pct=FACTS["foreign_nationals_pct"].to_numpy(),
        subregion=FACTS["subregion"].to_numpy(dtype=object),
        oecd=FACTS["is_oecd"].to_numpy(),
        networks=np.array(
            [[False, True], [False, True], [False, False], [True, True], [False, False]]
        ),
        scores=np.empty((5, 0)),
    ),
    facts=FACTS,
    row_of={city: row for row, city in enumerate(FACTS["city_id"])},
)
OF = {
    "population": POPULATION,
    "foreign_born_pct": FOREIGN_BORN,
    "foreign_nationals_pct": FOREIGN_NATIONALS,
}
# Of every value there is also an older one, which is not what is compared.
FIGURES = {
    (row["city_id"], figure): (
        PlaceFigure(figure, 1.0, 2001, None, "An old page", None),
        PlaceFigure(figure, row[column], 2019, "about", "Statistics", "https://example.org"),
    )
    for row in FACTS.to_dict("records")
    for column, figure in OF.items()
    if not np.isnan(row[column])
}


def compared(there, here="here"):
    fits = compare_places(TABLE, MEMBERSHIPS, FIGURES, there, here)
    return {fit.feature: fit for fit in fits}


def verdicts(there, here="here"):
    return {feature: fit.verdict for feature, fit in compared(there, here).items()}


def told(figure):
    return None if figure is None else (figure.figure, figure.value, figure.year)


def test_place_like_ours_has_everything_in_common():
    assert verdicts("near") == dict.fromkeys(
        ("population", "migrants", "subregion", "oecd", "networks"), "alike"
    )


def test_place_unlike_ours_and_what_is_not_known_of_both():
    assert verdicts("far") == {
        "population": "unlike",
        "migrants": "two-definitions",  # foreign-born is not compared with foreign nationals
        "subregion": "unlike",
        "oecd": "unlike",
        "networks": "unknown",
    }


def test_what_is_neither_alike_nor_unlike_is_in_between():
    assert verdicts("half")["population"] == "between"
    assert verdicts("half")["migrants"] == "unlike"


def test_values_of_both_stand_beside_the_verdict():
    fits = compared("half")
    assert fits["networks"].there == ("Eurocities", "Intercultural Cities")
    assert fits["subregion"].here == SOUTH
    assert [compared(there)["oecd"].there for there in ("near", "far")] == [True, False]
    assert compared("far")["networks"].there is None


def test_figure_shown_is_the_one_compared_with_its_year_and_source():
    population = compared("half")["population"]
    assert told(population.there) == (POPULATION, 500_000, 2019)
    assert told(population.here) == (POPULATION, 100_000, 2019)
    assert (population.there.publisher, population.there.note) == ("Statistics", "about")


def test_share_of_migrants_is_by_the_definition_that_both_have():
    shares = compared("half")["migrants"]  # of half both are known
    assert told(shares.there) == (FOREIGN_BORN, 50, 2019)
    assert told(shares.here) == (FOREIGN_BORN, 20, 2019)
    shares = compared("half", "near")["migrants"]  # of both, both are known
    assert told(shares.there) == (FOREIGN_BORN, 50, 2019)
    assert told(shares.here) == (FOREIGN_BORN, 25, 2019)
    shares = compared("half", "far")["migrants"]
    assert told(shares.there) == (FOREIGN_NATIONALS, 30, 2019)
    assert told(shares.here) == (FOREIGN_NATIONALS, 8, 2019)
    assert shares.verdict == "between"


def test_two_definitions_are_both_shown_and_never_compared():
    shares = compared("far")["migrants"]
    assert told(shares.there) == (FOREIGN_NATIONALS, 8, 2019)
    assert told(shares.here) == (FOREIGN_BORN, 20, 2019)
    assert shares.verdict == "two-definitions"


def test_value_that_is_known_of_one_alone_is_shown_all_the_same():
    fits = compared("none")
    assert (fits["migrants"].there, told(fits["migrants"].here)) == (None, (FOREIGN_BORN, 20, 2019))
    assert fits["migrants"].verdict == fits["population"].verdict == "unknown"


@pytest.mark.parametrize(("there", "here"), [("mars", "here"), ("here", "mars")])
def test_place_that_is_not_known_is_refused(there, here):
    with pytest.raises(FilterError, match="mars"):
        compare_places(TABLE, MEMBERSHIPS, FIGURES, there, here)


def test_shipped_data_never_set_two_definitions_side_by_side_as_one(store):
    with store.cursor() as cursor:
        table, figures = feature_table(cursor), list_place_figures(cursor)
        memberships = list_memberships(cursor)
    for there in table.row_of:
        fits = {
            fit.feature: fit for fit in compare_places(table, memberships, figures, there, ROME)
        }
        shares = fits["migrants"]
        if None not in {shares.there, shares.here}:
            same = shares.there.figure == shares.here.figure
            assert same == (shares.verdict != "two-definitions")
