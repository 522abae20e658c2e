"""The profile of a city as one long table, each row with its source, for the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from dashboard.answers.answered import answers_of, rounds_of
from dashboard.answers.profiles import missing_parts
from dashboard.answers.responses import INSTRUMENT
from dashboard.queries.sources import COUNTRY_SOURCE, PACKAGE_SOURCE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dashboard.answers.profiles import Profile
    from dashboard.answers.responses import Responded
    from dashboard.queries.sources import Source

# One row per figure or fact of a city, as the command line prints them.
PROFILE_COLUMNS: Final[dict[str, str]] = {
    "section": "facts, networks, indicators, records, partnerships, findings, events, answers or "
    "missing",
    "item_id": "identifier of what is told",
    "item": "what is told",
    "area_id": "policy area; empty: none",
    "value": "the figure or fact",
    "unit": "unit of a figure; empty: none",
    "year": "year or years; empty: not stated",
    "scale_min": "lower goalpost of an indicator; empty: none",
    "scale_max": "upper goalpost of an indicator; empty: none",
    "native_born_pct": "share among the native-born behind a gap; empty: not a gap",
    "foreign_born_pct": "share among the foreign-born behind a gap; empty: not a gap",
    "instrument": "title of the instrument of an indicator; empty: not an indicator",
    "role": "role of the city in a practice or grant; empty: not known",
    "role_by_rule": "the role follows from the keyword, by our table keyword_roles",
    "n_cities": "cities with a value of the same indicator and year; empty: not an indicator",
    "n_lower": "other cities among them with a lower value",
    "n_equal": "other cities among them with an equal value",
    "note": "what must be known besides",
    "source_id": "identifier of the source",
    "publisher": "publisher of the source",
    "address": "web address or file name of the source",
}


def profile_rows(
    profile: Profile, sources: Mapping[str, Source], areas: Sequence[str] = ()
) -> pd.DataFrame:
    """Lay out a profile as one long table.

    Args:
        profile: The profile.
        sources: Sources by id.
        areas: Policy areas for which it is told what is missing; none: it is not told.

    Returns:
        Rows with the columns of PROFILE_COLUMNS; each names its source.
    """
    rows = [
        *_fact_rows(profile.facts, sources),
        *_other_rows(profile),
        *_missing_rows(missing_parts(profile, list(areas)) if areas else []),
    ]
    table = pd.DataFrame(rows, columns=list(PROFILE_COLUMNS)[:-2])
    named = [sources[source_id] for source_id in table["source_id"]]
    table["publisher"] = [source.publisher for source in named]
    table["address"] = [source.address for source in named]
    return table.astype(dict.fromkeys(("n_cities", "n_lower", "n_equal"), "Int64"))


def _fact_rows(facts: dict[str, Any], sources: Mapping[str, Source]) -> Iterator[dict[str, Any]]:
    place = facts["place_source_id"]
    told = {
        "name": (facts["city"], place),
        "kind": (facts["kind"], PACKAGE_SOURCE),
        "admin_area": (facts["admin_area"], place),
        "country": (facts["country"], COUNTRY_SOURCE),
        "region": (facts["region"], COUNTRY_SOURCE),
        "subregion": (facts["subregion"], COUNTRY_SOURCE),
        "oecd": (facts["oecd"], COUNTRY_SOURCE),
        "latitude": (facts["latitude"], place),
        "longitude": (facts["longitude"], place),
        "population": (facts["population"], facts["population_source_id"]),
    }
    unit = {"population": "persons", "latitude": "degrees", "longitude": "degrees"}
    for name, (value, source) in told.items():
        if value is not None:
            year = facts["population_year"] if name == "population" else sources[source].year
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
        ("findings", profile.findings, ("finding_id", "finding", "kind", "year")),
        ("events", profile.events, ("event_id", "event", "what_happened", "date")),
    ):
        item_id, item, value, year = names
        for row in table.to_dict("records"):
            yield {
                **{str(name): row[name] for name in row if name in PROFILE_COLUMNS},
                "section": section,
                "item_id": row[item_id],
                "item": row[item],
                "value": row[value],
                "year": None if pd.isna(row[year]) else str(row[year]),
                "role": row.get("role_id"),
                "role_by_rule": row.get("by_rule"),
                "note": row.get("note") or row.get("summary"),
            }
    for row in profile.partnerships.to_dict("records"):
        ends = [row[f"{end}_city"] or row[f"{end}_country_iso3"] for end in ("from", "to")]
        yield {
            "section": "partnerships",
            "item_id": row["partnership_id"],
            "item": row["theme"],
            "value": " - ".join(end if isinstance(end, str) else "not named" for end in ends),
            "year": row["year"] if isinstance(row["year"], str) else None,
            "note": row["status"] + (f"; page {row['page']}" if row["page"] else ""),
            "source_id": row["source_id"],
        }


def _missing_rows(gaps: Sequence[tuple[str, str]]) -> Iterator[dict[str, Any]]:
    for table, thing in gaps:
        of_area = table in {"practices", "city_indicators"}
        yield {
            "section": "missing",
            "item_id": f"{table}: {thing}",
            "item": table if of_area else thing,
            "area_id": thing if of_area else None,
            "value": "not known",
            "source_id": PACKAGE_SOURCE,
        }


def answer_rows(known: Responded, city: str) -> pd.DataFrame:
    """Lay out the accepted answers of a city as further rows of its profile, round by round.

    Args:
        known: Accepted answers.
        city: City.

    Returns:
        Rows with the columns of PROFILE_COLUMNS: the state is the value, the round the year; the
        address is the link that the city gave. Needs are not told.
    """
    rows = [
        {
            "section": "answers",
            "item_id": row["question_id"],
            "item": row["question"],
            "area_id": row["area_id"],
            "value": row["state"],
            "year": round_id,
            "role": row["role_id"],
            "note": None if pd.isna(row["year_since"]) else f"since {row['year_since']}",
            "source_id": INSTRUMENT,
            "publisher": f"the city itself, {known.round_names[round_id]}",
            "address": row["evidence_link"] or None,
        }
        for round_id in rounds_of(known, city)
        for row in answers_of(known, city, round_id).to_dict("records")
        if row["state"]
    ]
    table = pd.DataFrame(rows, columns=list(PROFILE_COLUMNS))
    return table.astype(dict.fromkeys(("n_cities", "n_lower", "n_equal"), "Int64"))
