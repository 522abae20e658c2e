"""What two places have in common, worked out by hand.

place   population   born abroad   nationals   subregion        OECD   networks
here    100 000      20 %                      Southern Europe  yes    icc
near    110 000      25 %                      Southern Europe  yes    icc
far     10 000 000                 8 %         Eastern Africa   no     (none)
half    500 000      50 %                      Southern Europe  yes    icc, eu

Population: ln(1.1) / ln(100) is 0.02, ln(5) / ln(100) 0.35, ln(100) / ln(100) 1. Migrants: 5 of 60
points 0.08, 30 of 60 0.5. Networks: 1 of 2 is 0.5.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from dashboard.analysis.gower import Features
from dashboard.answers.fit import compare_places
from dashboard.answers.peers import FeatureTable
from dashboard.errors import FilterError

FACTS = pd.DataFrame(
    {
        "city_id": ["here", "near", "far", "half"],
        "population": [100_000.0, 110_000.0, 10_000_000.0, 500_000.0],
        "foreign_born_pct": [20.0, 25.0, np.nan, 50.0],
        "foreign_nationals_pct": [np.nan, np.nan, 8.0, np.nan],
        "subregion": ["Southern Europe", "Southern Europe", "Eastern Africa", "Southern Europe"],
        "is_oecd": [True, True, False, True],
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
        networks=np.array([[False, True], [False, True], [False, False], [True, True]]),
        scores=np.empty((4, 0)),
    ),
    facts=FACTS,
    row_of={city: row for row, city in enumerate(FACTS["city_id"])},
)


def verdicts(there):
    return {fit.feature: fit.verdict for fit in compare_places(TABLE, MEMBERSHIPS, there, "here")}


def test_place_like_ours_has_everything_in_common():
    assert verdicts("near") == dict.fromkeys(
        ("population", "migrants", "subregion", "oecd", "networks"), "alike"
    )


def test_place_unlike_ours_and_what_is_not_known_of_both():
    assert verdicts("far") == {
        "population": "unlike",
        "migrants": "unknown",  # foreign-born is not compared with foreign nationals
        "subregion": "unlike",
        "oecd": "unlike",
        "networks": "unknown",
    }


def test_what_is_neither_alike_nor_unlike_is_in_between():
    assert verdicts("half")["population"] == "between"
    assert verdicts("half")["migrants"] == "unlike"


def test_values_of_both_stand_beside_the_verdict():
    fits = {fit.feature: fit for fit in compare_places(TABLE, MEMBERSHIPS, "half", "here")}
    assert fits["networks"].there == ("Eurocities", "Intercultural Cities")
    assert (fits["migrants"].there, fits["migrants"].here) == (50.0, 20.0)
    assert (fits["oecd"].there, fits["subregion"].here) == (True, "Southern Europe")


def test_value_that_is_known_of_one_alone_is_shown_all_the_same():
    fits = {fit.feature: fit for fit in compare_places(TABLE, MEMBERSHIPS, "far", "here")}
    assert (fits["migrants"].there, fits["migrants"].here) == (8.0, 20.0)
    assert fits["networks"].there is None


@pytest.mark.parametrize(("there", "here"), [("mars", "here"), ("here", "mars")])
def test_place_that_is_not_known_is_refused(there, here):
    with pytest.raises(FilterError, match="mars"):
        compare_places(TABLE, MEMBERSHIPS, there, here)
