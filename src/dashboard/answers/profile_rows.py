"""The profile of a city as one long table, each row with its source, for the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dashboard.answers.profiles import Profile
    from dashboard.queries.sources import Source

# One row per figure or fact of a city, as the command line prints them.
PROFILE_COLUMNS: Final[dict[str, str]] = {
    "section": "facts, networks, indicators, records, partnerships, findings or events",
    "item_id": "identifier of what is told",
    "item": "what is told",
    "area_id": "policy area; empty: none",
    "value": "the figure or fact",
    "unit": "unit of a figure; empty: none",
    "year": "year or years; empty: not stated",
    "n_cities": "cities with a value of the same indicator and year; empty: not an indicator",
    "n_lower": "other cities among them with a lower value",
    "n_equal": "other cities among them with an equal value",
    "note": "what must be known besides",
    "source_id": "identifier of the source",
    "publisher": "publisher of the source",
    "address": "web address or file name of the source",
}
_COUNTRY_SOURCE: Final = "country-facts"


def profile_rows(profile: Profile, sources: Mapping[str, Source]) -> pd.DataFrame:
    """Lay out a profile as one long table.

    Args:
        profile: The profile.
        sources: Sources by id.

    Returns:
        Rows with the columns of PROFILE_COLUMNS; each names its source.
    """
    rows = [*_fact_rows(profile.facts), *_other_rows(profile)]
    table = pd.DataFrame(rows, columns=list(PROFILE_COLUMNS)[:-2])
    named = [sources[source_id] for source_id in table["source_id"]]
    table["publisher"] = [source.publisher for source in named]
    table["address"] = [source.address for source in named]
    return table.astype(dict.fromkeys(("n_cities", "n_lower", "n_equal"), "Int64"))


def _fact_rows(facts: dict[str, Any]) -> Iterator[dict[str, Any]]:
    told = {
        "name": (facts["city"], facts["place_source_id"]),
        "kind": (facts["kind"], "package-own-coding"),
        "admin_area": (facts["admin_area"], facts["place_source_id"]),
        "country": (facts["country"], _COUNTRY_SOURCE),
        "region": (facts["region"], _COUNTRY_SOURCE),
        "subregion": (facts["subregion"], _COUNTRY_SOURCE),
        "oecd": (facts["oecd"], _COUNTRY_SOURCE),
        "latitude": (facts["latitude"], facts["place_source_id"]),
        "longitude": (facts["longitude"], facts["place_source_id"]),
        "population": (facts["population"], facts["population_source_id"]),
    }
    for name, (value, source) in told.items():
        if value is not None:
            year = facts["population_year"] if name == "population" else None
            unit = {"population": "persons", "latitude": "degrees", "longitude": "degrees"}
            yield {
                "section": "facts",
                "item_id": name,
                "item": name,
                "value": value,
                "unit": unit.get(name),
                "year": year,
                "source_id": source,
            }


def _other_rows(profile: Profile) -> Iterator[dict[str, Any]]:
    for section, table, names in (
        ("networks", profile.networks, ("network_id", "network", "role", "since_year")),
        ("indicators", profile.indicators, ("indicator_id", "indicator", "value", "year")),
        ("records", profile.records, ("record_id", "title", "kind", "year")),
        ("partnerships", profile.partnerships, ("partnership_id", "theme", "status", "year")),
        ("findings", profile.findings, ("finding_id", "finding", "kind", "year")),
        ("events", profile.events, ("event_id", "event", "what_happened", "date")),
    ):
        item_id, item, value, year = names
        for row in table.to_dict("records"):
            when = row[year]
            yield {
                "section": section,
                "item_id": row[item_id],
                "item": row[item],
                "area_id": row.get("area_id"),
                "value": row[value],
                "unit": row.get("unit"),
                "year": None if pd.isna(when) else str(when),
                "n_cities": row.get("n_cities"),
                "n_lower": row.get("n_lower"),
                "n_equal": row.get("n_equal"),
                "note": row.get("note") or row.get("summary"),
                "source_id": row["source_id"],
            }
