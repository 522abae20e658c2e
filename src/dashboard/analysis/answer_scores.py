"""What do the answers of a city come to? Points, scores of policy areas, and how much is known.

Points are equal steps of an ordered scale (POINTS, 0-100). A score is the mean of the known points,
every question of an area and every area of a city with equal weight (OECD/JRC Handbook on
Constructing Composite Indicators, 2008, ch. 6: equal weights where nothing else is agreed; tested
by analysis/moves.py). What is not in the city's power, or does not apply, is not counted. What the
city does not know or did not answer is counted but has no points: nothing is imputed, and coverage
says how much is known. Below LEAST_COVERAGE percent no score is given for an area.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from dashboard.contracts.response import NOT_APPLICABLE, NOT_OUR_POWER, STATES, STEPS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import ArrayLike, NDArray

POINTS: Final[dict[str, float]] = dict(zip(STEPS, (0.0, 25.0, 50.0, 75.0, 100.0), strict=True))
EXCLUDED: Final = frozenset({NOT_OUR_POWER, NOT_APPLICABLE})
LEAST_COVERAGE: Final = 40.0
ALL: Final = ""  # in place of a group, question or area: all of them together
# One row per city, round and policy area.
AREA_COLUMNS: Final[dict[str, str]] = {
    "city_id": "identifier of the city",
    "round_id": "round",
    "area_id": "policy area",
    "area_score": "mean of the known points, 0-100, equal weights; empty: coverage below 40",
    "coverage_pct": "known questions in percent of those counted; empty: none counts",
    "n_known": "questions with points",
    "n_counted": "questions asked without those excluded",
    "n_excluded": "questions not in the city's power or not applicable",
    "n_asked": "questions asked",
}
# One row per city and round.
CITY_COLUMNS: Final[dict[str, str]] = {
    "city_id": "identifier of the city",
    "round_id": "round",
    "city_score": "mean of the policy areas with a score, 0-100, equal weights; empty: none",
    "coverage_pct": "areas with a score in percent of those counted; empty: none counts",
    "n_scored": "policy areas with a score",
    "n_counted": "policy areas with a question that is not excluded",
    "n_areas": "policy areas asked",
}


def given(answers: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that are an answer: those with a state. A row without one is not answered."""
    return answers[answers["state"].isin(STATES)]


def in_groups(rows: pd.DataFrame, groups: Mapping[str, str] | pd.Series | None) -> pd.DataFrame:
    """Return rows with the group of their city as group_id; cities in no group are left out."""
    if groups is None:
        return rows.assign(group_id=ALL)
    by_city = groups.to_dict() if isinstance(groups, pd.Series) else dict(groups)
    return rows.assign(group_id=rows["city_id"].map(by_city)).dropna(subset=["group_id"])


def points_of(states: pd.Series) -> NDArray[np.float64]:
    """Return the points of each state, 0-100; NaN: the state has none."""
    return _looked_up(states, POINTS)


def area_scores(answers: pd.DataFrame, questions: pd.DataFrame) -> pd.DataFrame:
    """Score every policy area of every city in every round.

    Args:
        answers: Columns city_id, round_id, question_id, state; questions not asked are left out.
        questions: Columns question_id, version, area_id: what was asked in each of the rounds. Of
            several versions the highest one says the area. Rounds that ask other questions are
            scored one by one.

    Returns:
        Rows with the columns of AREA_COLUMNS: for each city and round with an answer, every area,
        in the order of the questions.
    """
    asked = questions.sort_values("version", kind="stable").drop_duplicates(
        "question_id", keep="last"
    )
    areas, order = pd.factorize(asked.sort_index()["area_id"])
    places = dict(zip(asked.sort_index()["question_id"], areas.astype(float), strict=True))
    place = _looked_up(answers["question_id"], places)
    is_answer = ~np.isnan(place) & answers["state"].isin(STATES).to_numpy(dtype=bool)
    keys, pair = _pairs(answers.loc[is_answer, ["city_id", "round_id"]])
    cell = pair * len(order) + place[is_answer].astype(np.int64)
    states = answers.loc[is_answer, "state"]
    points = points_of(states)
    known, size = ~np.isnan(points), len(keys) * len(order)
    n_known = np.bincount(cell[known], minlength=size)
    n_excluded = np.bincount(cell[states.isin(EXCLUDED).to_numpy(dtype=bool)], minlength=size)
    n_asked = np.tile(np.bincount(areas, minlength=len(order)), len(keys))
    coverage = _ratio(100.0 * n_known, n_asked - n_excluded)
    score = _ratio(np.bincount(cell[known], points[known], minlength=size), n_known)
    table = keys.loc[keys.index.repeat(len(order))].reset_index(drop=True)
    return table.assign(
        area_id=np.tile(np.asarray(order), len(keys)),
        area_score=np.where(coverage >= LEAST_COVERAGE, score, np.nan),
        coverage_pct=coverage,
        n_known=n_known,
        n_counted=n_asked - n_excluded,
        n_excluded=n_excluded,
        n_asked=n_asked,
    )


def city_scores(scores: pd.DataFrame) -> pd.DataFrame:
    """Score every city in every round: the mean of its policy areas.

    Args:
        scores: Rows with the columns of AREA_COLUMNS.

    Returns:
        Rows with the columns of CITY_COLUMNS, one for each city and round, by city and round. An
        area of which every question is excluded is not counted.
    """
    flagged = scores.assign(counts=scores["n_counted"] > 0)
    grouped = flagged.groupby(["city_id", "round_id"])
    table = grouped.agg(
        city_score=("area_score", "mean"),
        n_scored=("area_score", "count"),
        n_counted=("counts", "sum"),
        n_areas=("area_id", "size"),
    ).reset_index()
    scored, counted = table["n_scored"].to_numpy(), table["n_counted"].to_numpy()
    table["coverage_pct"] = _ratio(100.0 * scored, counted)
    return table[list(CITY_COLUMNS)]


def _looked_up(texts: pd.Series, values: Mapping[str, float]) -> NDArray[np.float64]:
    """Return the value of each text, NaN without one; each different text is looked up once."""
    codes, different = pd.factorize(texts)
    found = np.array([*(values.get(str(text), np.nan) for text in different), np.nan])
    return np.asarray(found[codes], dtype=float)  # a text that is not given has the code -1


def _pairs(rows: pd.DataFrame) -> tuple[pd.DataFrame, NDArray[np.int64]]:
    """Return the different pairs of city and round in order, and the place of each row's pair."""
    cities, city_ids = pd.factorize(rows["city_id"], sort=True)
    rounds, round_ids = pd.factorize(rows["round_id"], sort=True)
    different, place = np.unique(cities * max(len(round_ids), 1) + rounds, return_inverse=True)
    city, in_round = np.divmod(different, max(len(round_ids), 1))
    keys = pd.DataFrame({"city_id": city_ids[city], "round_id": round_ids[in_round]})
    return keys, place.astype(np.int64)


def _ratio(above: ArrayLike, below: ArrayLike) -> NDArray[np.float64]:
    """Return a ratio, NaN where nothing is counted."""
    top, bottom = np.asarray(above, dtype=float), np.asarray(below, dtype=float)
    return np.where(bottom > 0, top / np.maximum(bottom, 1.0), np.nan)
