"""What cities answered, joined with what the release knows of cities and questions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

import pandas as pd

from dashboard.analysis.answer_scores import area_scores
from dashboard.contracts.response import KEYS, STEPS, as_answers
from dashboard.filters import CityFilter
from dashboard.queries.cities import list_cities
from dashboard.queries.peers import SCORE_COLUMNS
from dashboard.queries.questionnaire import list_questions, list_rounds, of_round

if TYPE_CHECKING:
    import duckdb

    from dashboard.responses.submissions import Accepted

# The instrument that answers make, beside the indices of the data package.
INSTRUMENT: Final = "city-answers"
IN_PLACE: Final = STEPS[-2:]


@dataclass(frozen=True, eq=False)
class Responded:
    """Accepted answers of cities that the release has, to questions that it has.

    Attributes:
        answers: Rows with the columns of ANSWER_COLUMNS.
        rounds: Rows of `list_rounds`.
        questions: Rows of `list_questions`, every version.
        cities: Rows of `list_cities`, all of them, by id.
    """

    answers: pd.DataFrame
    rounds: pd.DataFrame
    questions: pd.DataFrame
    cities: pd.DataFrame

    @cached_property
    def round_ids(self) -> tuple[str, ...]:
        """Rounds with any answer, the oldest first."""
        given = set(self.answers["round_id"])
        return tuple(known for known in self.rounds["round_id"] if known in given)

    @cached_property
    def round_names(self) -> dict[str, str]:
        """Names of all rounds by id."""
        return dict(zip(self.rounds["round_id"], self.rounds["name"], strict=True))

    @cached_property
    def areas(self) -> pd.DataFrame:
        """Rows of `area_scores` of every city and round."""
        parts = [
            area_scores(answers, self.asked(str(round_id)))
            for round_id, answers in self.answers.groupby("round_id", sort=True)
        ]
        return (
            pd.concat(parts, ignore_index=True)
            if parts
            else area_scores(self.answers, self.questions.iloc[:0])
        )

    def asked(self, round_id: str) -> pd.DataFrame:
        """Return the questions of a round, one version each."""
        if round_id not in self._asked:
            self._asked[round_id] = of_round(self.questions, self.rounds, round_id)
        return self._asked[round_id]

    @cached_property
    def _asked(self) -> dict[str, pd.DataFrame]:
        return {}

    def newest(self, wanted: str = "") -> str:
        """Return the round that is shown: the wanted one, else the newest with any answer."""
        if wanted in set(self.rounds["round_id"]):
            return wanted
        return self.round_ids[-1] if self.round_ids else str(self.rounds["round_id"].iloc[-1])

    def of(self, round_id: str) -> pd.DataFrame:
        """Return the answers of one round."""
        kept: pd.DataFrame = self.answers[self.answers["round_id"] == round_id]
        return kept

    def in_round(self, round_id: str) -> Responded:
        """Return the same with the answers of one round only."""
        return replace(self, answers=self.of(round_id).reset_index(drop=True))

    def with_draft(self, draft: pd.DataFrame) -> Responded:
        """Return the same as it would be with other answers of one city and round.

        Args:
            draft: Rows of ANSWER_COLUMNS that take the place of those accepted.

        Returns:
            A copy; nothing is kept.
        """
        keys = list(KEYS)
        both = pd.concat([self.answers, as_answers(draft)], ignore_index=True)
        merged = both.drop_duplicates(keys, keep="last")
        return replace(self, answers=as_answers(merged))


def responded(connection: duckdb.DuckDBPyConnection, accepted: Accepted) -> Responded:
    """Join the accepted answers with the release.

    Args:
        connection: Open store; only read from.
        accepted: The accepted answers.

    Returns:
        Those of cities, rounds and questions that the release has.
    """
    questions, rounds = list_questions(connection), list_rounds(connection)
    cities = list_cities(connection, CityFilter()).set_index("city_id", drop=False)
    given = accepted.answers
    kept = given[
        given["city_id"].isin(cities.index)
        & given["question_id"].isin(questions["question_id"])
        & given["round_id"].isin(rounds["round_id"])
    ]
    return Responded(kept.reset_index(drop=True), rounds, questions, cities)


def answer_scores(known: Responded) -> pd.DataFrame:
    """Return the scores from answers as those of an instrument.

    Args:
        known: Accepted answers.

    Returns:
        Rows with the columns of SCORE_COLUMNS, one for each city, round and policy area with any
        answer that counts; the year is that of the round.
    """
    areas = known.areas[known.areas["n_known"] > 0]
    names = known.round_names
    table = areas.assign(
        city=areas["city_id"].map(known.cities["city"]),
        instrument_id=INSTRUMENT,
        instrument="Answers of cities",
        year=areas["round_id"].astype("int64"),
        n_indicators=areas["n_known"],
        source_id=INSTRUMENT,
        publisher=areas["round_id"].map(lambda r: f"the cities themselves, {names.get(r, r)}"),
        address="",
    )
    return table[list(SCORE_COLUMNS)].astype({"year": "Int64"}).reset_index(drop=True)
