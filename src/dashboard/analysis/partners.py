"""Who is a good partner: criteria of the guidelines as values from 0 to 1, weighted, with coverage.

The values are few steps that can be said in a sentence; what nobody documented is not known (NaN)
and never 0. The score is the weighted mean over what is known (`analysis.criteria`). How far it
could move if the rest were known stands beside it: everything unknown at its worst, at its best.

| criterion | 1 | below | 0 | not known |
|---|---|---|---|---|
| channel | a main country of origin or destination, or a channel that a source states | | main \
countries are named, and this one is not among them | no country is named |
| associations | a practice of the place names a body of migrants | | | none does |
| experience | two or more documented ties abroad | 0.75 one; 0.5 only in its own country | | none |
| resources | two or more documented grants | 0.75 one | | none |
| language | a shared official language | 0.5 only the same UN subregion | neither | languages |
| links | a documented partnership, link or practice of both | 0.5 only a shared network | | none |
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from dashboard.analysis.answer_scores import LEAST_COVERAGE
from dashboard.analysis.criteria import weighted_scores
from dashboard.analysis.ranks import rank_label, rank_spans
from dashboard.criteria import PARTNER_CRITERIA

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

FULL: Final = 1.0
SOME: Final = 0.75
LITTLE: Final = 0.5
# From so many records on, a place has more than one occasion behind it.
_SEVERAL: Final = 2
# Scores that lie nearer than this say nothing about who is the better partner.
SMALL_POINTS: Final = 5.0

# One row per candidate, best first; those without a rank last.
SCORE_COLUMNS: Final[dict[str, str]] = {
    "score": "weighted mean of the known values, 0-100; empty: coverage below 40 %",
    "score_low": "the score if everything not known were worst",
    "score_high": "the score if everything not known were best",
    "coverage_pct": "share of the weight that rests on known values, 0-100",
    "rank": "1 = highest score; equal scores share a rank; empty: no score",
    "rank_label": "the rank, or the span of ranks that equal scores share",
}


@dataclass(frozen=True, eq=False)
class Known:
    """What is documented of every place, as the queries give it.

    Attributes:
        places: city_id, country_iso3 and subregion; one row per place.
        cooperation: city_id, other_city_id, other_country_iso3, record_id, by_authorities and
            is_channel; each tie once for either end.
        means: city_id and record_id; one row per grant.
        associations: city_id; one row per practice that names a body of migrants.
        memberships: city_id and network_id.
        languages: Official languages by country.
    """

    places: pd.DataFrame
    cooperation: pd.DataFrame
    means: pd.DataFrame
    associations: pd.DataFrame
    memberships: pd.DataFrame
    languages: Mapping[str, Sequence[str]]


def partner_values(known: Known, own: str, origins: Sequence[str]) -> pd.DataFrame:
    """Turn what is known of every place into values of the criteria, seen from one place.

    Args:
        known: What is documented.
        own: Id of the place that looks for a partner.
        origins: Main countries that its residents come from or leave for.

    Returns:
        One row per other place, index city_id, columns PARTNER_CRITERIA; NaN: not known.
    """
    others = known.places[known.places["city_id"] != own].set_index("city_id")
    mine = known.places[known.places["city_id"] == own].iloc[0]
    ties = known.cooperation[known.cooperation["other_city_id"] == own]
    ours = pd.DataFrame(
        {
            "channel": _channel(others, ties, origins),
            "associations": _graded(known.associations, FULL),
            "experience": _experience(known),
            "resources": _graded(known.means, SOME),
            "language": _language(others, mine, known.languages),
            "links": _links(known, ties, own),
        },
        columns=list(PARTNER_CRITERIA),
        dtype=float,
    )
    return ours.reindex(others.index)


def _channel(others: pd.DataFrame, ties: pd.DataFrame, origins: Sequence[str]) -> pd.Series:
    named = others["country_iso3"].isin(list(origins)).astype(float)
    value = named if origins else named.mask(named < FULL)
    stated = others.index.isin(ties.loc[ties["is_channel"].astype(bool), "city_id"])
    return value.mask(stated, FULL)


def _graded(records: pd.DataFrame, one: float) -> pd.Series:
    """Return FULL for places with several records, a value for those with one."""
    counts = records.groupby("city_id").size()
    return counts.map(lambda n: FULL if n >= _SEVERAL else one).astype(float)


def _experience(known: Known) -> pd.Series:
    """Return the value of experience: ties of authorities, those abroad before those at home."""
    home = known.places.set_index("city_id")["country_iso3"]
    ties = known.cooperation[known.cooperation["by_authorities"].astype(bool)]
    # An end that the source does not name is one of several countries: abroad, too.
    is_abroad = ties["other_country_iso3"].fillna("") != ties["city_id"].map(home)
    abroad = ties[is_abroad].drop_duplicates(["city_id", "record_id"])
    at_home = pd.Series(LITTLE, index=ties["city_id"].unique(), dtype=float)
    return _graded(abroad, SOME).combine_first(at_home)


def _language(
    others: pd.DataFrame, mine: pd.Series, languages: Mapping[str, Sequence[str]]
) -> pd.Series:
    spoken = set(languages.get(mine["country_iso3"], ()))
    shared = {
        iso3: bool(spoken & set(languages.get(iso3, ())))
        for iso3 in others["country_iso3"].unique()
    }
    is_known = bool(spoken) & others["country_iso3"].map(lambda iso3: bool(languages.get(iso3)))
    near = (others["subregion"] == mine["subregion"]) & (others["subregion"] != "")
    value = others["country_iso3"].map(shared).map({True: FULL, False: 0.0})
    return value.mask((value < FULL) & near, LITTLE).where(is_known)


def _links(known: Known, ties: pd.DataFrame, own: str) -> pd.Series:
    joined = known.memberships
    ours = joined.loc[joined["city_id"] == own, "network_id"]
    members = joined.loc[joined["network_id"].isin(ours), "city_id"].unique()
    networks = pd.Series(LITTLE, index=members, dtype=float)
    documented = pd.Series(FULL, index=ties["city_id"].unique(), dtype=float)
    return documented.combine_first(networks)


def score_partners(values: pd.DataFrame, weights: NDArray[np.float64]) -> pd.DataFrame:
    """Score and rank candidates by the weighted mean of what is known of them.

    Args:
        values: Rows of `partner_values`: the candidates.
        weights: Of PARTNER_CRITERIA, in their order, at least one above 0.

    Returns:
        The same index, columns of SCORE_COLUMNS: by score, then by coverage, then those with a
        link before the others; candidates of which too little is known come last, without a rank.
    """
    matrix = values.to_numpy(dtype=float)
    scores, coverage = weighted_scores(matrix, weights)
    coverage = coverage.round(9)  # 39.99999999999999 is 40
    low, _same = weighted_scores(matrix, weights, missing_is_worst=True)
    enough = coverage >= LEAST_COVERAGE
    scores = np.where(enough, scores, np.nan)
    first, last = rank_spans(np.where(enough, scores, -1.0))
    labels = [
        rank_label(int(a), int(b)) if known else ""
        for a, b, known in zip(first, last, enough, strict=True)
    ]
    table = pd.DataFrame(
        {
            "score": scores,
            "score_low": low,
            "score_high": low + 100 - coverage,
            "coverage_pct": coverage,
            "rank": pd.array(np.where(enough, first, np.nan), dtype="Int64"),
            "rank_label": labels,
        },
        index=values.index,
    )
    links = np.nan_to_num(matrix[:, PARTNER_CRITERIA.index("links")])
    order = np.lexsort((-links, -coverage, -np.where(enough, scores, -1.0)))
    return table.iloc[order]
