"""How far are the cities, and did they move between two rounds?

Shares are shares of those that answered, with the Wilson score interval at 95 percent (Wilson
1927, Journal of the American Statistical Association 22(158); recommended for small numbers by
Brown, Cai & DasGupta 2001, Statistical Science 16(2)). Change is read from a fixed panel: only
pairs of answers of the same city to the same question count, so that cities that come or go
change nothing. A change is what the cities report; nothing is said about its cause.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from dashboard.analysis.answer_scores import ALL, given, in_groups, points_of
from dashboard.contracts.response import STATES
from dashboard.errors import FilterError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import ArrayLike, NDArray

# A change of fewer points than this is said to be small: 1 step of 1 question in 12 is 2.1 points.
SMALL_CHANGE: Final = 2.0
_Z: Final = NormalDist().inv_cdf(0.975)
# One row per round, group of cities, question (or all questions) and state.
SHARE_COLUMNS: Final[dict[str, str]] = {
    "round_id": "round",
    "group_id": "group of cities; empty text: all cities",
    "question_id": "question; empty text: all questions together",
    "state": "one of STATES, in their order",
    "n_cities": "cities that gave this state, to one question at least",
    "n_answers": "answers with this state; for one question the same as n_cities",
    "n_answered": "answers with any state, do-not-know and excluded ones too",
    "share_pct": "n_answers in percent of n_answered",
    "low_pct": "lower end of the interval; empty for all questions together: the answers of one "
    "city depend on each other",
    "high_pct": "upper end of the interval; empty as well",
}
# One row per question that was answered in one of the two rounds.
TRANSITION_COLUMNS: Final[dict[str, str]] = {
    "question_id": "question",
    "n_pairs": "cities that named a step in both rounds",
    "n_up": "of these, now a higher step",
    "n_down": "now a lower step",
    "n_same": "the same step",
    "n_left_out": "answers of either round that are in no pair",
}
# One row per city with a pair of answers.
MOVER_COLUMNS: Final[dict[str, str]] = {
    "city_id": "identifier of the city",
    "n_questions": "questions answered with a step in both rounds",
    "first_score": "mean of their points in the first round, 0-100",
    "last_score": "mean of their points in the last round, 0-100",
    "change": "last minus first, in points",
    "n_up": "questions with a higher step",
    "n_down": "questions with a lower step",
    "is_small": "change of less than 2 points up or down",
}
# One row per city, question and indicator of impact.
IMPACT_COLUMNS: Final[dict[str, str]] = {
    "city_id": "identifier of the city",
    "question_id": "question",
    "impact_indicator": "what is measured, as the city wrote it",
    "baseline": "value at the start, as last stated; empty: never stated",
    "target": "value aimed at, as last stated; empty: never stated",
    "latest": "value of the newest round that has one; empty: none has",
    "year": "its year",
    "source": "its source",
    "round_id": "its round; empty: none",
    "way_pct": "way from baseline (0) to target (100); can be below 0 or above 100; empty: a value "
    "is missing, or baseline and target are equal",
    "is_revised": "baseline or target was stated differently in two rounds",
}


@dataclass(frozen=True, slots=True)
class Panel:
    """The cities that answered in every round: who they are, and how many others there are."""

    cities: frozenset[str]
    n_left_out: int


def wilson(counts: ArrayLike, of: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the ends of the Wilson score interval at 95 percent.

    Args:
        counts: How many have the property.
        of: Out of how many, at least as many.

    Returns:
        Lower and upper end in percent; NaN where there is nobody.
    """
    k, n = np.asarray(counts, dtype=float), np.asarray(of, dtype=float)
    safe = np.maximum(n, 1.0)
    share, spread = k / safe, _Z**2 / safe
    middle = (share + spread / 2) / (1 + spread)
    half = np.sqrt(spread * (share * (1 - share) + spread / 4)) / (1 + spread)
    low = np.where(k <= 0, 0.0, np.maximum(middle - half, 0.0))
    high = np.where(k >= n, 1.0, np.minimum(middle + half, 1.0))
    return np.where(n > 0, 100 * low, np.nan), np.where(n > 0, 100 * high, np.nan)


def panel(answers: pd.DataFrame, rounds: Sequence[str]) -> Panel:
    """Find the cities that answered in every round.

    Args:
        answers: Columns city_id, round_id, state.
        rounds: Rounds that count; none: nobody is in the panel.

    Returns:
        The cities with an answer in each, and how many have one in some of the rounds only.
    """
    wanted = set(rounds)
    rows = given(answers[answers["round_id"].isin(wanted)])
    n_rounds = rows.groupby("city_id")["round_id"].nunique()
    inside = n_rounds[n_rounds == len(wanted)]
    return Panel(frozenset(inside.index), len(n_rounds) - len(inside))


def state_shares(
    answers: pd.DataFrame, groups: Mapping[str, str] | pd.Series | None = None
) -> pd.DataFrame:
    """Count how many cities are in which state.

    Args:
        answers: Columns city_id, round_id, question_id, state.
        groups: Group of each city; None: all cities together.

    Returns:
        Rows with the columns of SHARE_COLUMNS: every state for each round, group and question with
        an answer, all questions together first. All states count in the share, also do-not-know,
        not-our-power and not-applicable: the shares of a question add up to 100.
    """
    rows = in_groups(given(answers), groups)
    rows = pd.concat([rows.assign(question_id=ALL), rows])
    keys = ["round_id", "group_id", "question_id"]
    totals = rows.groupby(keys).size().rename("n_answered").reset_index()
    counts = rows.groupby([*keys, "state"])["city_id"].agg(n_cities="nunique", n_answers="size")
    table = totals.merge(pd.DataFrame({"state": list(STATES)}), how="cross")
    table = table.merge(counts.reset_index(), on=[*keys, "state"], how="left")
    for name in ("n_cities", "n_answers"):
        table[name] = table[name].fillna(0).astype("int64")
    table["share_pct"] = 100 * table["n_answers"] / table["n_answered"]
    low, high = wilson(table["n_answers"], table["n_answered"])
    one = table["question_id"].ne(ALL).to_numpy(dtype=bool)
    table["low_pct"], table["high_pct"] = np.where(one, low, np.nan), np.where(one, high, np.nan)
    return table[list(SHARE_COLUMNS)]


def transitions(answers: pd.DataFrame, first: str, last: str) -> pd.DataFrame:
    """Count, question by question, how many cities went up or down between two rounds.

    Args:
        answers: Columns city_id, round_id, question_id, state.
        first: The earlier round.
        last: The later round, another one.

    Returns:
        Rows with the columns of TRANSITION_COLUMNS, by question.

    Raises:
        FilterError: Both rounds are the same.
    """
    rows = given(answers)
    n_rows = rows[rows["round_id"].isin({first, last})].groupby("question_id").size()
    table = _moved(rows, first, last).groupby("question_id")[["n_pairs", "n_up", "n_down"]].sum()
    table = table.reindex(n_rows.index, fill_value=0)
    table["n_same"] = table["n_pairs"] - table["n_up"] - table["n_down"]
    table["n_left_out"] = n_rows - 2 * table["n_pairs"]
    return table.reset_index()[list(TRANSITION_COLUMNS)]


def movers(answers: pd.DataFrame, first: str, last: str) -> pd.DataFrame:
    """Find how far each city moved between two rounds.

    Args:
        answers: Columns city_id, round_id, question_id, state.
        first: The earlier round.
        last: The later round, another one.

    Returns:
        Rows with the columns of MOVER_COLUMNS, the greatest gain first, then by city. Cities
        without a question answered with a step in both rounds are not in it.

    Raises:
        FilterError: Both rounds are the same.
    """
    table = _moved(answers, first, last).groupby("city_id").sum(numeric_only=True).reset_index()
    table = table.rename(columns={"n_pairs": "n_questions"})
    table["first_score"] = table["before"] / table["n_questions"]
    table["last_score"] = table["after"] / table["n_questions"]
    table["change"] = (table["after"] - table["before"]) / table["n_questions"]
    table["is_small"] = table["change"].abs() < SMALL_CHANGE
    ordered = table.sort_values(["change", "city_id"], ascending=[False, True], ignore_index=True)
    return ordered[list(MOVER_COLUMNS)]


def impact(answers: pd.DataFrame, rounds: Sequence[str] | None = None) -> pd.DataFrame:
    """Say how far each city is on the way it set itself.

    Args:
        answers: Rows with the columns of ANSWER_COLUMNS.
        rounds: Rounds that count, the oldest first; None: all, in the order of their ids.

    Returns:
        Rows with the columns of IMPACT_COLUMNS, by city, question and indicator.
    """
    order = sorted(answers["round_id"].unique()) if rounds is None else list(rounds)
    rows = answers[answers["impact_indicator"].fillna("").ne("") & answers["round_id"].isin(order)]
    rows = rows.rename(columns=lambda name: str(name).removeprefix("impact_"))
    rows = rows.assign(age=-rows["round_id"].map(order.index).astype("int64"))
    rows = rows.sort_values("age", ascending=False, kind="stable")
    keys = ["city_id", "question_id", "indicator"]
    stated = rows.groupby(keys)[["baseline", "target"]]
    newest = rows.dropna(subset=["latest"]).drop_duplicates(keys, keep="last").set_index(keys)
    table = stated.last().join(newest[["latest", "year", "source", "round_id"]])
    values = table[["baseline", "target", "latest"]].astype("Float64").astype("float64")
    way = values["target"] - values["baseline"]
    table[["baseline", "target", "latest"]] = values
    table["way_pct"] = 100 * (values["latest"] - values["baseline"]) / way.where(way != 0)
    table["is_revised"] = (stated.min() < stated.max()).any(axis=1).astype(bool)
    table[["source", "round_id"]] = table[["source", "round_id"]].fillna("")
    return table.reset_index(names=[*keys[:2], "impact_indicator"])[list(IMPACT_COLUMNS)]


def _moved(answers: pd.DataFrame, first: str, last: str) -> pd.DataFrame:
    """Return the pairs of answers that both name a step, with the points before and after.

    Raises:
        FilterError: Both rounds are the same.
    """
    if first == last:
        message = f"rounds: got {first} twice, expected two different rounds."
        raise FilterError(message)
    rows = answers[["city_id", "round_id", "question_id"]]
    rows = rows.assign(before=points_of(answers["state"])).dropna(subset=["before"])
    cities, _city_ids = pd.factorize(rows["city_id"])
    questions, question_ids = pd.factorize(rows["question_id"])
    rows["pair"] = cities * len(question_ids) + questions  # faster to match than two texts
    now = rows[rows["round_id"] == last].set_index("pair")["before"].rename("after")
    pairs = rows[rows["round_id"] == first].join(now, on="pair", how="inner")
    up, down = pairs["after"] > pairs["before"], pairs["after"] < pairs["before"]
    return pairs.assign(n_pairs=1, n_up=up.astype("int64"), n_down=down.astype("int64"))
