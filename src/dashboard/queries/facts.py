"""What does the store hold: coverage, key figures, agreement of the coders, choices, sources?

Reads mart.coverage, mart.coding_agreement and counts of core; writes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dashboard.queries.mentions import actor_tokens

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

# One row per UN region and OECD status with at least one place; numbers of places.
COVERAGE_COLUMNS: Final[dict[str, str]] = {
    "region": "UN region",
    "oecd": "oecd or non-oecd",
    "n_places": "places of any kind that the data name",
    "n_countries": "countries with at least one place",
    "n_with_coordinates": "places with coordinates",
    "n_with_population": "places with a population",
    "n_with_indicator": "places with at least one indicator value, context figures included",
    "n_with_policy_or_outcome_indicator": "places with a policy or outcome indicator",
    "n_with_practice_or_grant": "places with a documented practice that they lead, or a grant",
    "n_with_network": "places with a role in at least one network",
}

_KEY_FIGURES_SQL: Final = """
SELECT
    (SELECT count(*) FROM core.actions) AS n_actions,
    (SELECT count(*) FROM core.actors) AS n_actors,
    (SELECT count(*) FROM core.actors WHERE analysed_2019) AS n_actors_2019,
    (SELECT count(*) FROM core.keywords) AS n_keywords,
    (SELECT count(*) FROM core.policy_areas) AS n_areas,
    (SELECT count(*) FROM core.cities) AS n_cities,
    (SELECT count(DISTINCT country_iso3) FROM core.cities) AS n_countries,
    (SELECT count(*) FROM core.practices) AS n_practices,
    (SELECT count(*) FROM core.grants) AS n_grants,
    (SELECT count(*) FROM core.networks) AS n_networks,
    (SELECT count(*) FROM core.city_indicators) AS n_values,
    (SELECT count(*) FROM core.sources) AS n_sources,
    (SELECT min(document_year) FROM core.actions) AS first_document_year,
    (SELECT max(document_year) FROM core.actions) AS last_document_year,
    (SELECT min(year) FROM core.city_indicators) AS first_value_year,
    (SELECT max(year) FROM core.city_indicators) AS last_value_year
"""


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far the two coders agree at one level (keyword or area).

    Attributes:
        n_actions: Actions that both coded.
        agreement_pct: Share to which both gave the same code, 0-100.
        kappa: Cohen's kappa; 1 = perfect, 0 = chance.
    """

    n_actions: int
    agreement_pct: float
    kappa: float


@dataclass(frozen=True, slots=True)
class Choices:
    """Every id that a filter may name, in the order in which it is offered.

    Attributes:
        network: Network id to name; only networks with at least one place.
        country: ISO alpha-3 to English name; only countries with at least one place.
        area: Policy area id to name.
        keyword: Keyword id to name.
        actor: Actor id to short name.
        actor_tokens: Names that ActorFilter.actors may hold.
        document_years: First and last year of a document.
    """

    network: dict[str, str]
    country: dict[str, str]
    area: dict[str, str]
    keyword: dict[str, str]
    actor: dict[str, str]
    actor_tokens: tuple[str, ...]
    document_years: tuple[int, int]


def list_coverage(connection: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """List how much is known, by UN region and OECD status.

    Args:
        connection: Open store; only read from.

    Returns:
        Rows with the columns of COVERAGE_COLUMNS.
    """
    return connection.execute("FROM mart.coverage").df()


def key_figures(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Count what the store holds.

    Args:
        connection: Open store; only read from.

    Returns:
        n_actions, n_actors, n_cities and so on, and the first and last years of documents and
        of indicator values.
    """
    rows = connection.execute(_KEY_FIGURES_SQL).df().to_dict("records")
    return {str(name): int(value) for name, value in rows[0].items()}


def coding_agreement(connection: duckdb.DuckDBPyConnection) -> dict[str, Agreement]:
    """Say how far the two coders agree.

    Args:
        connection: Open store; only read from.

    Returns:
        'keyword' and 'area', each with its Agreement.
    """
    rows = connection.execute(
        "SELECT level, n_actions, agreement_pct, kappa FROM mart.coding_agreement"
    ).fetchall()
    return {level: Agreement(int(n), float(share), float(kappa)) for level, n, share, kappa in rows}


def list_choices(connection: duckdb.DuckDBPyConnection) -> Choices:
    """List every id that a filter may name.

    Args:
        connection: Open store; only read from.

    Returns:
        The choices.
    """

    def pairs(sql: str) -> dict[str, str]:
        return {str(key): str(name) for key, name in connection.execute(sql).fetchall()}

    years = connection.execute(
        "SELECT min(document_year), max(document_year) FROM core.actions"
    ).fetchone()
    return Choices(
        network=pairs(
            "SELECT network_id, name FROM core.networks "
            "WHERE network_id IN (SELECT network_id FROM core.city_networks) ORDER BY name"
        ),
        country=pairs(
            "SELECT country_iso3, name FROM core.countries "
            "WHERE country_iso3 IN (SELECT country_iso3 FROM core.cities) ORDER BY name"
        ),
        area=pairs('SELECT policy_area_id, name FROM core.policy_areas ORDER BY "order"'),
        keyword=pairs("SELECT keyword_id, name FROM core.keywords ORDER BY name"),
        actor=pairs("SELECT actor_id, name FROM core.actors ORDER BY name"),
        actor_tokens=tuple(actor_tokens(connection)),
        document_years=(int(years[0]), int(years[1])) if years else (0, 0),
    )
