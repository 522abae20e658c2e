"""Would a case work elsewhere? What two places have in common and what not, feature by feature."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from dashboard.analysis.gower import ALIKE as ALIKE_AT_MOST
from dashboard.analysis.gower import UNLIKE as UNLIKE_FROM
from dashboard.analysis.gower import feature_distances
from dashboard.errors import FilterError
from dashboard.filters import DEFAULT_WEIGHTS, FEATURES
from dashboard.queries.practices_figures import FOREIGN_BORN, FOREIGN_NATIONALS, POPULATION

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from dashboard.answers.peers import FeatureTable
    from dashboard.queries.practices_figures import PlaceFigure

    Figures = Mapping[tuple[str, str], tuple[PlaceFigure, ...]]

ALIKE, BETWEEN, UNLIKE, UNKNOWN = "alike", "between", "unlike", "unknown"
# Both are known, but by two definitions: they are shown and not compared.
TWO_DEFINITIONS: Final = "two-definitions"
_COLUMNS: Final = {"subregion": "subregion", "oecd": "is_oecd"}
# Kinds of figures of a feature, the one that is compared first; columns of the facts by kind.
_FIGURES: Final = {"population": (POPULATION,), "migrants": (FOREIGN_BORN, FOREIGN_NATIONALS)}
_FACTS: Final = {
    POPULATION: "population",
    FOREIGN_BORN: "foreign_born_pct",
    FOREIGN_NATIONALS: "foreign_nationals_pct",
}


class Fit(NamedTuple):
    """One feature of two places.

    Attributes:
        feature: One of FEATURES, without scores.
        there: Value of the place of the case; None: not known. Of population and migrants a
            PlaceFigure, of networks their names.
        here: Value of the reader's own city.
        verdict: 'alike', 'between', 'unlike', 'two-definitions' (not comparable) or 'unknown' (not
            known of both).
    """

    feature: str
    there: Any
    here: Any
    verdict: str


def compare_places(
    table: FeatureTable,
    memberships: Sequence[tuple[str, str, str]],
    figures: Figures,
    there: str,
    here: str,
) -> tuple[Fit, ...]:
    """Compare the place of a case with the reader's own city.

    Args:
        table: What is known of every place, as for peers.
        memberships: City id, network id and name of the network.
        figures: Population and shares of migrants by city id and kind, with year and source.
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
        values: list[Any]
        if feature == "networks":
            values = [_networks(memberships, city) for city in (there, here)]
        elif feature in _FIGURES:
            values = _comparable(figures, rows, _FIGURES[feature])
        else:
            values = [
                None if row[_COLUMNS[feature]] == "" else row[_COLUMNS[feature]] for row in rows
            ]
        verdict = _verdict(float(distance))
        if feature == "migrants" and verdict == UNKNOWN and None not in values:
            verdict = TWO_DEFINITIONS
        fits.append(Fit(feature, values[0], values[1], verdict))
    return tuple(fits)


def _verdict(distance: float) -> str:
    if np.isnan(distance):
        return UNKNOWN
    if distance <= ALIKE_AT_MOST:
        return ALIKE
    return UNLIKE if distance >= UNLIKE_FROM else BETWEEN


def _networks(memberships: Sequence[tuple[str, str, str]], city: str) -> tuple[str, ...] | None:
    names = sorted({name for city_id, _network, name in memberships if city_id == city})
    return tuple(names) or None


def _comparable(
    figures: Figures, rows: Sequence[pd.Series], kinds: Sequence[str]
) -> list[PlaceFigure | None]:
    """Return the figures of the first kind that both have; else the first that each has."""
    known = [{kind: _figure(figures, row, kind) for kind in kinds} for row in rows]
    for kind in kinds:
        if all(of[kind] for of in known):
            return [of[kind] for of in known]
    return [next((figure for figure in of.values() if figure), None) for of in known]


def _figure(figures: Figures, facts: pd.Series, kind: str) -> PlaceFigure | None:
    """Return the very figure that is compared: sources may give several of one year."""
    value = facts[_FACTS[kind]]
    if np.isnan(value):
        return None
    return next(of for of in figures[facts["city_id"], kind] if of.value == value)
