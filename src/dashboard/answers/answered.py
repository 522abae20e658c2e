"""What accepted answers say beside the data package: rounds of a city, scores, what is in place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from dashboard.analysis.answer_scores import city_scores, given
from dashboard.answers.responses import IN_PLACE

if TYPE_CHECKING:
    from dashboard.answers.responses import Responded


@dataclass(frozen=True, eq=False)
class RoundScores:
    """The scores of cities in one round, in one policy area or over all.

    Attributes:
        round_id: The round.
        name: Its name.
        table: city_id, value (0-100; empty: too little is known) and coverage_pct, one row for
            each city with an answer.
    """

    round_id: str
    name: str
    table: pd.DataFrame


def round_scores(known: Responded, round_id: str, area: str) -> RoundScores:
    """Score the cities that answered in one round.

    Args:
        known: Accepted answers.
        round_id: The round.
        area: Policy area; empty: the mean of the areas with a score.

    Returns:
        Their scores with coverage: known questions of the area, or areas with a score, in percent
        of those that count.
    """
    rows = known.areas[known.areas["round_id"] == round_id]
    if area:
        table = rows[rows["area_id"] == area].rename(columns={"area_score": "value"})
    else:
        table = city_scores(rows).rename(columns={"city_score": "value"})
    kept = table[["city_id", "value", "coverage_pct"]].reset_index(drop=True)
    return RoundScores(round_id, known.round_names.get(round_id, round_id), kept)


def rounds_of(known: Responded, city: str) -> tuple[str, ...]:
    """Return the rounds in which a city has an accepted answer, the oldest first."""
    rows = given(known.answers[known.answers["city_id"] == city])
    have = set(rows["round_id"])
    return tuple(round_id for round_id in known.round_ids if round_id in have)


def shown_round(known: Responded, city: str, wanted: str) -> str:
    """Return the round that is shown of a city: the wanted one if it answered, else its newest.

    Args:
        known: Accepted answers.
        city: City.
        wanted: Round, or empty.

    Returns:
        Empty: the city has no accepted answer.
    """
    have = rounds_of(known, city)
    if wanted in have:
        return wanted
    return have[-1] if have else ""


def newest_answers(known: Responded) -> pd.DataFrame:
    """Return the answers of each city in its newest round, with the keyword of each question.

    Args:
        known: Accepted answers.

    Returns:
        Columns city_id, keyword_id, state and in_place.
    """
    order = {round_id: place for place, round_id in enumerate(known.round_ids)}
    keywords = known.questions.drop_duplicates("question_id").set_index("question_id")["keyword_id"]
    rows = given(known.answers)
    place = rows["round_id"].map(order)
    newest = rows[place == place.groupby(rows["city_id"]).transform("max")]
    return pd.DataFrame(
        {
            "city_id": newest["city_id"],
            "keyword_id": newest["question_id"].map(keywords),
            "state": newest["state"],
            "in_place": newest["state"].isin(IN_PLACE),
        }
    ).reset_index(drop=True)


def answers_of(known: Responded, city: str, round_id: str) -> pd.DataFrame:
    """Return what a city was asked and answered in one round.

    Args:
        known: Accepted answers.
        city: City.
        round_id: Round.

    Returns:
        The questions of the round in order (columns of `list_questions`), with state, year_since
        and evidence_link; a question without an answer has no state (empty text).
    """
    rows = known.answers
    mine = rows[(rows["city_id"] == city) & (rows["round_id"] == round_id)]
    columns = ["question_id", "state", "year_since", "evidence_link"]
    table = known.asked(round_id).merge(mine[columns], how="left", on="question_id")
    return table.assign(
        state=table["state"].fillna(""), evidence_link=table["evidence_link"].fillna("")
    )
