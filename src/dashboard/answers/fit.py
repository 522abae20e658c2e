"""Would a case work elsewhere? What two places have in common and what not, feature by feature."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from dashboard.analysis.gower import ALIKE as ALIKE_AT_MOST
from dashboard.analysis.gower import UNLIKE as UNLIKE_FROM
from dashboard.analysis.gower import feature_distances
from dashboard.errors import FilterError
from dashboard.filters import DEFAULT_WEIGHTS, FEATURES

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from dashboard.answers.peers import FeatureTable

ALIKE, BETWEEN, UNLIKE, UNKNOWN = "alike", "between", "unlike", "unknown"
_COLUMNS: Final = {"population": "population", "subregion": "subregion", "oecd": "is_oecd"}


class Fit(NamedTuple):
    """One feature of two places.

    Attributes:
        feature: One of FEATURES, without scores.
        there: Value of the place of the case; None: not known. Of networks: their names.
        here: Value of the reader's own city.
        verdict: 'alike', 'between', 'unlike' or 'unknown' (not known of both).
    """

    feature: str
    there: Any
    here: Any
    verdict: str


def compare_places(
    table: FeatureTable, memberships: Sequence[tuple[str, str, str]], there: str, here: str
) -> tuple[Fit, ...]:
    """Compare the place of a case with the reader's own city.

    Args:
        table: What is known of every place, as for peers.
        memberships: City id, network id and name of the network.
        there: Id of the place of the case.
        here: Id of the own city.

    Returns:
        One row a feature, in the order of FEATURES.

    Raises:
        FilterError: One of the two is not known.
    """
    for city in (there, here):
        if city not in table.row_of:
            message = f"city: got {city!r}, expected the id of a city, such as usa-chicago."
            raise FilterError(message)
    own, other = table.row_of[here], table.row_of[there]
    apart = feature_distances(table.features, own, np.array([other], dtype=np.int64))[0]
    rows = (table.facts.iloc[other], table.facts.iloc[own])
    fits = []
    for feature, weight, distance in zip(FEATURES, DEFAULT_WEIGHTS, apart, strict=True):
        if not weight:
            continue
        if feature == "networks":
            values = [_networks(memberships, city) for city in (there, here)]
        elif feature == "migrants":
            values = _migrants(*rows)
        else:
            values = [_value(row[_COLUMNS[feature]]) for row in rows]
        fits.append(Fit(feature, values[0], values[1], _verdict(float(distance))))
    return tuple(fits)


def _verdict(distance: float) -> str:
    if np.isnan(distance):
        return UNKNOWN
    if distance <= ALIKE_AT_MOST:
        return ALIKE
    return UNLIKE if distance >= UNLIKE_FROM else BETWEEN


def _value(value: Any) -> Any:  # noqa: ANN401 - number, text or truth
    return None if value == "" or (isinstance(value, float) and np.isnan(value)) else value


def _networks(memberships: Sequence[tuple[str, str, str]], city: str) -> tuple[str, ...] | None:
    names = sorted({name for city_id, _network, name in memberships if city_id == city})
    return tuple(names) or None


def _migrants(there: pd.Series, here: pd.Series) -> list[Any]:
    """Return the shares by the definition that both have; else what each has."""
    definitions = ("foreign_born_pct", "foreign_nationals_pct")
    for name in definitions:
        both = [_value(float(row[name])) for row in (there, here)]
        if None not in both:
            return both
    first = [[_value(float(row[name])) for name in definitions] for row in (there, here)]
    return [next((value for value in values if value is not None), None) for values in first]
