"""The criteria of every keyword, as the store knows them: raw figures and values from 0 to 1."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import pandas as pd

from dashboard.analysis.criteria import normalised
from dashboard.answers.answered import newest_answers
from dashboard.criteria import CRITERIA
from dashboard.queries.cities import count_known_cities, list_cities
from dashboard.queries.criteria import list_measures
from dashboard.queries.mentions import read_corpus
from dashboard.queries.spread import count_spread, list_documented

if TYPE_CHECKING:
    import duckdb
    from numpy.typing import NDArray

    from dashboard.answers.responses import Responded
    from dashboard.filters import ActorFilter, CityFilter
    from dashboard.queries.mentions import Corpus
    from dashboard.responses.adopted import Adopted

    Values = NDArray[np.float64]

# One row per keyword, whatever the filters; in the order of the policy areas, then by name.
CRITERIA_COLUMNS: Final[dict[str, str]] = {
    "keyword_id": "identifier of the keyword",
    "keyword": "keyword (sub-policy area)",
    "area_id": "policy area it belongs to",
    "area": "name of the policy area",
    "n_actors": "criterion frequency, raw: different actors that mention the keyword",
    "n_cities_documented": "criterion spreading, raw: cities, within the filters, with a practice "
    "or grant on it, or an accepted answer that it is in place; empty: nothing is known of any "
    "city kept",
    "measure": "the most direct measure that the hints of its actions name",
    "level": "what that measure tells: in place, reach or result (our classification)",
    "progress_points": "criterion show progress, raw: 1 in place, 2 reach, 3 result; 1 more if "
    "cities of any size can be compared by it; 0: no measure",
    "vote_points": "criterion value added, raw: mean points, 0-10, of a working group's vote; "
    "empty: no vote on it",
    "frequency": "value of the criterion, 0-1",
    "spreading": "value of the criterion, 0-1; empty: not known",
    "show_progress": "value of the criterion, 0-1",
    "value_added": "value of the criterion, 0-1; empty: not known",
}
RAW_COLUMNS: Final = ("n_actors", "n_cities_documented", "progress_points", "vote_points")
VALUE_COLUMNS: Final = tuple(criterion.replace("-", "_") for criterion in CRITERIA)


@dataclass(frozen=True, eq=False)
class CriteriaTable:
    """What is known of every keyword by each criterion.

    Attributes:
        table: Rows with the columns of CRITERIA_COLUMNS.
        n_actors: Actors that count.
        n_cities_known: Cities kept by the filters about which anything is documented, or which
            answered.
        n_cities_answered: Those of them which answered.
    """

    table: pd.DataFrame
    n_actors: int
    n_cities_known: int
    n_cities_answered: int = 0

    @cached_property
    def matrix(self) -> Values:
        """Values 0-1, shape (keywords, criteria), in the order of CRITERIA; NaN: not known."""
        return self.table[list(VALUE_COLUMNS)].to_numpy(dtype=float)


def criteria_table(  # noqa: PLR0913, PLR0917 - one argument for each kind of evidence
    connection: duckdb.DuckDBPyConnection,
    documents: ActorFilter,
    cities: CityFilter,
    corpus: Corpus | None = None,
    known: Responded | None = None,
    voted: Adopted | None = None,
) -> CriteriaTable:
    """Compute the criteria of every keyword.

    Frequency: different actors that mention it. Spreading: cities with a documented practice or
    grant, or with an answer that it is in place, in the newest round of each city. Show progress:
    points of the most direct measure. Value added: mean points of a working group's vote; not known
    of a keyword that was not voted on. Each is divided by its highest figure of all keywords.

    Args:
        connection: Open store; only read from.
        documents: Whose documents count, under which coding.
        cities: Cities over which spreading is counted.
        corpus: The documents, if they were read before.
        known: Accepted answers of cities; None: none are asked for.
        voted: The vote on the value that actions add; None: there was none.

    Returns:
        The table; no row if no actor is left.
    """
    corpus = corpus or read_corpus(connection, documents)
    spread = _spread(connection, cities, known)
    keywords = corpus.keywords if len(corpus.actors) else corpus.keywords.iloc[0:0]
    counted = corpus.mentions[corpus.mentions["coding"] == documents.coding]
    n_actors = counted.groupby("keyword_id")["actor_id"].nunique().to_dict()
    best = list_measures(connection).drop_duplicates("keyword_id").set_index("keyword_id")
    ids = keywords["keyword_id"]
    table = keywords.assign(
        n_actors=ids.map(n_actors).fillna(0).astype("int64"),
        n_cities_documented=ids.map(lambda of: spread.n_cities.get(of, 0)).astype("Int64"),
        measure=ids.map(best["measure"]),
        level=ids.map(best["level"]),
        progress_points=ids.map(best["points"]).fillna(0).astype("int64"),
        vote_points=ids.map(dict(voted.figures) if voted else {}).astype(float),
    )
    if not spread.n_known:
        table["n_cities_documented"] = table["n_cities_documented"].mask(ids.notna())
    raw = table[list(RAW_COLUMNS)].to_numpy(dtype=float, na_value=np.nan)
    values = dict(zip(VALUE_COLUMNS, normalised(raw).T, strict=True))
    return CriteriaTable(
        table.assign(**values)[list(CRITERIA_COLUMNS)],
        len(corpus.actors),
        spread.n_known,
        spread.n_answered,
    )


class _Spread(NamedTuple):
    """Cities by keyword, cities of which anything is known, and those that answered."""

    n_cities: dict[str, int]
    n_known: int
    n_answered: int


def _spread(
    connection: duckdb.DuckDBPyConnection, cities: CityFilter, known: Responded | None
) -> _Spread:
    """Return how many cities document a keyword or answer that it is in place, each once."""
    if known is None or known.answers.empty:
        table = count_spread(connection, cities)
        n_cities = dict(zip(table["keyword_id"], table["n_cities_documented"], strict=True))
        return _Spread(n_cities, count_known_cities(connection, cities), 0)
    kept = list_cities(connection, cities)
    answered = newest_answers(known)
    answered = answered[answered["city_id"].isin(kept["city_id"])]
    pairs = ["keyword_id", "city_id"]
    both = pd.concat(
        [list_documented(connection, cities)[pairs], answered.loc[answered["in_place"], pairs]]
    )
    counts = both.drop_duplicates().groupby("keyword_id").size().to_dict()
    documented = set(kept.loc[kept["n_documented"] > 0, "city_id"])
    who = set(answered["city_id"])
    return _Spread({str(of): int(n) for of, n in counts.items()}, len(documented | who), len(who))
