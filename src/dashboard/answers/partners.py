"""Candidates for a partnership, ranked by the criteria of the guidelines, with what is known."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from dashboard.analysis.partners import SCORE_COLUMNS, Known, partner_values, score_partners
from dashboard.criteria import EQUAL_PARTNER_WEIGHTS, PARTNER_CRITERIA
from dashboard.errors import FilterError
from dashboard.i18n.languages import official_languages
from dashboard.queries.partners import (
    list_associations,
    list_cooperation,
    list_means,
    list_network_roles,
    list_partner_places,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    import duckdb

    from dashboard.criteria import PartnerFilter

Records = dict[str, list[dict[str, Any]]]

# One row per candidate, best first; those of which too little is known last.
PARTNER_COLUMNS: Final[dict[str, str]] = {
    "city_id": "identifier of the place",
    "city": "name of the place",
    "country_iso3": "country, ISO 3166-1 alpha-3",
    "score": SCORE_COLUMNS["score"],
    "coverage_pct": SCORE_COLUMNS["coverage_pct"],
    "rank": SCORE_COLUMNS["rank"],
    "rank_label": SCORE_COLUMNS["rank_label"],
    "score_low": SCORE_COLUMNS["score_low"],
    "score_high": SCORE_COLUMNS["score_high"],
    **dict.fromkeys(PARTNER_CRITERIA, "value of the criterion, 0-1; empty: not known"),
}
_DECIMALS: Final = 6


@dataclass(frozen=True, eq=False)
class Ground:
    """What is known of every place, read once for a release.

    Attributes:
        known: The tables, for the scores.
    """

    known: Known

    @cached_property
    def places(self) -> dict[str, dict[str, Any]]:
        """Columns of PLACE_COLUMNS by id of the place."""
        return {city: rows[0] for city, rows in _by_city(self.known.places).items()}

    @cached_property
    def cooperation(self) -> Records:
        """Partnerships and shared practices by place."""
        return _by_city(self.known.cooperation)

    @cached_property
    def means(self) -> Records:
        """Grants by place."""
        return _by_city(self.known.means)

    @cached_property
    def associations(self) -> Records:
        """Practices that name bodies of migrants, by place."""
        return _by_city(self.known.associations)

    @cached_property
    def memberships(self) -> Records:
        """Roles in networks by place."""
        return _by_city(self.known.memberships)


@dataclass(frozen=True, eq=False)
class PartnerAnswer:
    """The candidates for a partnership with a city.

    Attributes:
        table: Rows with the columns of PARTNER_COLUMNS: every candidate, best first.
        n_own_country: Places kept by the filters that are left out because they lie in the
            country of the city.
        n_ranked: Candidates with a rank.
    """

    table: pd.DataFrame
    n_own_country: int
    n_ranked: int


def _by_city(table: pd.DataFrame) -> Records:
    """Return the rows of each place as dictionaries; what is missing is None."""
    plain = table.astype(object).where(table.notna(), None)
    found: Records = {}
    for row in plain.to_dict("records"):
        found.setdefault(str(row["city_id"]), []).append({str(k): v for k, v in row.items()})
    return found


def partner_ground(connection: duckdb.DuckDBPyConnection) -> Ground:
    """Read what is known of every place.

    Args:
        connection: Open store; only read from.

    Returns:
        The tables of places, ties, grants, bodies of migrants and networks; official languages.
    """
    places = list_partner_places(connection)
    return Ground(
        Known(
            places=places,
            cooperation=list_cooperation(connection),
            means=list_means(connection),
            associations=list_associations(connection),
            memberships=list_network_roles(connection),
            languages={iso3: official_languages(iso3) for iso3 in places["country_iso3"].unique()},
        )
    )


def partners_of(ground: Ground, kept: Collection[str], asked: PartnerFilter) -> PartnerAnswer:
    """Rank the places that the filters keep as partners of a city.

    Places of its own country are left out, unless the filter of countries names that country.

    Args:
        ground: What is known of every place.
        kept: Ids of the places that the filters keep.
        asked: City, main countries, weights; the number of candidates plays no part.

    Returns:
        Every candidate.

    Raises:
        FilterError: There is no such city.
    """
    if asked.city not in ground.places:
        message = f"CITY_ID: got {asked.city!r}, expected the id of a city, such as mar-oujda."
        raise FilterError(message)
    pool, n_own_country = _pool(
        ground, frozenset(kept), replace(asked, weights=EQUAL_PARTNER_WEIGHTS)
    )
    scored = score_partners(pool[list(PARTNER_CRITERIA)], np.array(asked.weights))
    numbers = ["score", "score_low", "score_high", "coverage_pct"]
    scored[numbers] = scored[numbers].round(_DECIMALS)
    table = pd.concat([pool.loc[scored.index], scored], axis="columns").reset_index()
    return PartnerAnswer(
        table=table[list(PARTNER_COLUMNS)],
        n_own_country=n_own_country,
        n_ranked=int(scored["rank"].notna().sum()),
    )


@lru_cache(maxsize=64)
def _pool(ground: Ground, kept: frozenset[str], asked: PartnerFilter) -> tuple[pd.DataFrame, int]:
    """Return the candidates by id with names and values, and how many of our country are left out.

    The weights play no part. Not to be changed in place.
    """
    home = ground.places[asked.city]["country_iso3"]
    places = ground.known.places
    others = places[places["city_id"].isin(kept) & (places["city_id"] != asked.city)]
    at_home = others["country_iso3"] == home
    wanted = home in asked.cities.country
    pool = (others if wanted else others[~at_home]).set_index("city_id")
    values = partner_values(ground.known, asked.city, asked.origins)
    named = pool[["city", "country_iso3"]].join(values)
    return named, 0 if wanted else int(at_home.sum())


def linked_places(ground: Ground, city: str) -> list[str]:
    """Return the ids of the places that are documented to work with a city, by name."""
    found = {tie["other_city_id"] for tie in ground.cooperation.get(city, []) if _named(tie)}
    return sorted(found, key=lambda other: (ground.places[other]["city"], other))


def _named(tie: Mapping[str, Any]) -> bool:
    return tie["other_city_id"] is not None


def shared_networks(ground: Ground, city: str, other: str) -> list[dict[str, Any]]:
    """Return the roles of another place in the networks in which a city has a role, too."""
    ours = {row["network_id"] for row in ground.memberships.get(city, [])}
    return [row for row in ground.memberships.get(other, []) if row["network_id"] in ours]


def shared_languages(ground: Ground, city: str, other: str) -> Sequence[str]:
    """Return the official languages that the countries of two places share."""
    ours, theirs = (
        ground.known.languages[ground.places[place]["country_iso3"]] for place in (city, other)
    )
    return [code for code in ours if code in theirs]
