"""What do cities lack to act, and which city could help?

One city has one voice: it counts once for a need, whatever number of its answers name it. A share
is the share of the cities that gave an answer, with the Wilson score interval (analysis/progress).
A city may have several needs, so the shares do not add up to 100. A helper is a city that reports
the action in place and evaluated: someone to ask, not a proof that its way works elsewhere.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final, cast

import pandas as pd

from dashboard.analysis.answer_scores import ALL, given, in_groups
from dashboard.analysis.progress import wilson
from dashboard.contracts.response import NEEDS, SEPARATOR, STEPS
from dashboard.errors import FilterError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Closeness = Callable[[str, str], float]

HELPS: Final = STEPS[-1]
# One row per round, group of cities, policy area and need.
NEED_COLUMNS: Final[dict[str, str]] = {
    "round_id": "round",
    "group_id": "group of cities; empty text: all cities",
    "area_id": "policy area; empty text: all of them",
    "need": "one of NEEDS, in their order",
    "n_cities": "cities that name the need, to one question at least",
    "n_answering": "cities with an answer, whatever its state",
    "share_pct": "n_cities in percent of n_answering",
    "low_pct": "lower end of the interval at 95 percent",
    "high_pct": "its upper end",
}
# One row per round, question and city that names the need.
HELPER_COLUMNS: Final[dict[str, str]] = {
    "round_id": "round",
    "question_id": "question",
    "seeker": "city that names the need",
    "helpers": "other cities with the action in place and evaluated, the nearest first, then by id",
    "n_helpers": "how many these are",
}


def needs_shares(
    answers: pd.DataFrame,
    groups: Mapping[str, str] | pd.Series | None = None,
    areas: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """Count how many cities name each need.

    Args:
        answers: Columns city_id, round_id, question_id, state, needs. A row without a state is no
            answer; its needs are not counted.
        groups: Group of each city; None: all cities together.
        areas: Policy area of each question, to count area by area; a question without one is left
            out. None: all questions together.

    Returns:
        Rows with the columns of NEED_COLUMNS: every need for each round, group and area with an
        answer.
    """
    rows = in_groups(given(answers), groups)
    place = ALL if areas is None else rows["question_id"].map(dict(areas))
    rows = rows.assign(area_id=place).dropna(subset=["area_id"])
    keys = ["round_id", "group_id", "area_id"]
    answering = rows.drop_duplicates([*keys, "city_id"])
    totals = answering.groupby(keys).size().rename("n_answering").reset_index()
    named = _named(rows[[*keys, "city_id", "needs"]]).drop_duplicates([*keys, "city_id", "need"])
    counts = named.groupby([*keys, "need"]).size().rename("n_cities").reset_index()
    table = totals.merge(pd.DataFrame({"need": list(NEEDS)}), how="cross")
    table = table.merge(counts, on=[*keys, "need"], how="left")
    table["n_cities"] = table["n_cities"].fillna(0).astype("int64")
    table["share_pct"] = 100 * table["n_cities"] / table["n_answering"]
    table["low_pct"], table["high_pct"] = wilson(table["n_cities"], table["n_answering"])
    return table[list(NEED_COLUMNS)]


def helpers(
    answers: pd.DataFrame, need: str = "skills", closeness: Closeness | None = None
) -> pd.DataFrame:
    """Find, for each city that names a need, who has done the same action and evaluated it.

    Args:
        answers: Columns city_id, round_id, question_id, state, needs. Helpers are of the same
            round.
        need: One of NEEDS.
        closeness: How far two cities (seeker, helper) are apart, the smaller the nearer; NaN: not
            known, comes last. None: by id only.

    Returns:
        Rows with the columns of HELPER_COLUMNS, by round, question and seeker; also seekers whom
        nobody can help.

    Raises:
        FilterError: There is no such need.
    """
    if need not in NEEDS:
        message = f"need: got {need}, expected one of {', '.join(NEEDS)}."
        raise FilterError(message)
    rows = given(answers).sort_values(["round_id", "question_id", "city_id"], kind="stable")
    able = rows[rows["state"] == HELPS].groupby(["round_id", "question_id"])["city_id"].agg(list)
    named = _named(rows)
    seeking = named[named["need"] == need].drop_duplicates(["round_id", "question_id", "city_id"])
    places = _places(seeking["city_id"], rows.loc[rows["state"] == HELPS, "city_id"], closeness)
    table: list[dict[str, Any]] = []
    for found in cast("list[dict[str, str]]", seeking.to_dict("records")):
        key, seeker = (found["round_id"], found["question_id"]), found["city_id"]
        others = [city for city in able.get(key, []) if city != seeker]
        others.sort(key=places[seeker].__getitem__)
        table.append(
            dict(zip(HELPER_COLUMNS, (*key, seeker, tuple(others), len(others)), strict=True))
        )
    return pd.DataFrame(table, columns=list(HELPER_COLUMNS))


def _named(rows: pd.DataFrame) -> pd.DataFrame:
    """Return one row for each need that an answer names, as the column need."""
    rows = rows[rows["needs"].fillna("") != ""]
    named = rows.assign(need=rows["needs"].str.split(SEPARATOR)).explode("need")
    known: pd.DataFrame = named[named["need"].isin(NEEDS)]
    return known


def _places(
    seekers: pd.Series, able: pd.Series, closeness: Closeness | None
) -> dict[str, dict[str, int]]:
    """Return the place of every possible helper for each seeker; each pair is asked once."""
    cities = sorted(set(able))
    if closeness is None:
        by_id = {city: place for place, city in enumerate(cities)}
        return dict.fromkeys(seekers, by_id)
    places = {}
    for seeker in set(seekers):
        near = {city: float(closeness(seeker, city)) for city in cities if city != seeker}
        near = {city: math.inf if math.isnan(far) else far for city, far in near.items()}
        ordered = sorted(near, key=near.__getitem__)  # cities are by id: equal ones stay so
        places[seeker] = {city: place for place, city in enumerate(ordered)}
    return places
