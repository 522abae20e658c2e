"""Every case of a release, ready to be searched by words and places."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from dashboard.analysis.case_filter import SEPARATOR
from dashboard.analysis.case_search import CaseIndex
from dashboard.analysis.search import fold
from dashboard.filters import CityFilter
from dashboard.i18n import country_names, region_names
from dashboard.queries.cities import list_cities
from dashboard.queries.fulltext import STOP_WORDS, TextIndex, extension_file, text_index
from dashboard.queries.places import list_aliases
from dashboard.queries.practices import list_cases

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    import duckdb
    import pandas as pd

    from dashboard.analysis.case_search import Point

# What a search reads; the title counts twice.
_TEXTS: Final = (
    *("title", "title", "summary", "keyword", "lead_authority", "stakeholders", "city", "partners"),
    *("country", "initiative", "beneficiaries", "sector"),
)


@dataclass(frozen=True, eq=False)
class SearchIndex:
    """Every case of a release, ready to be searched.

    Attributes:
        cases: Rows with the columns of CASE_COLUMNS.
        row_of: Row of each case by its id.
        index: What a search looks in.
        by_extension: The words were indexed by DuckDB's extension; False: in the plain way.
    """

    cases: pd.DataFrame
    row_of: Mapping[str, int]
    index: CaseIndex
    by_extension: bool


def search_index(
    connection: duckdb.DuckDBPyConnection, extension: Path | None = None
) -> SearchIndex:
    """Make ready every case of a release; once, it takes a tenth of a second.

    Args:
        connection: Open store; only read from.
        extension: File of the full-text extension; None: the one that is installed, if any.

    Returns:
        The index.
    """
    cases = list_cases(connection)
    texts = {
        row["record_id"]: fold(" ".join(str(row[name]) for name in _TEXTS if _is_text(row[name])))
        for row in cases.to_dict("records")
    }
    words = text_index(texts, extension or extension_file())
    places = list_cities(connection, CityFilter())
    index = _case_index(cases, words, places, list_aliases(connection))
    row_of = {case: row for row, case in enumerate(cases["record_id"].tolist())}
    return SearchIndex(cases, row_of, index, words.by_extension)


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _case_index(
    cases: pd.DataFrame, words: TextIndex, places: pd.DataFrame, aliases: list[tuple[str, str]]
) -> CaseIndex:
    leads, takes_part = defaultdict(set), defaultdict(set)
    for row in cases.to_dict("records"):
        for key in filter(_is_text, (row["city_id"], row["country_iso3"], row["region"])):
            leads[key].add(row["record_id"])
        for key in _keys(row, "partner_city_ids", "other_country_iso3"):
            takes_part[key].add(row["record_id"])
    named = cases.set_index("record_id")[["latitude", "longitude"]].dropna()
    return CaseIndex(
        about=words.about,
        words=words.words,
        stop_words=STOP_WORDS,
        names=_names(places, aliases),
        leads=_frozen(leads),
        takes_part=_frozen(takes_part),
        points=_points(places),
        cases={str(name): (row.iloc[0], row.iloc[1]) for name, row in named.iterrows()},
    )


def _keys(row: dict[Any, Any], *columns: str) -> Iterable[str]:
    for column in columns:
        if _is_text(row[column]):
            yield from row[column].split(SEPARATOR)


def _points(places: pd.DataFrame) -> dict[str, tuple[Point, ...]]:
    """Return the points of places by id, and those of the places of a country by its code."""
    points = defaultdict(list)
    for row in places.dropna(subset=["latitude", "longitude"]).to_dict("records"):
        for key in (row["city_id"], row["country_iso3"]):
            points[key].append((row["latitude"], row["longitude"]))
    return {key: tuple(members) for key, members in points.items()}


def _names(places: pd.DataFrame, aliases: list[tuple[str, str]]) -> Mapping[str, frozenset[str]]:
    """Return the keys of places by folded name: cities, countries and regions in five languages."""
    given = [
        *zip(places["city_id"], places["city"], strict=True),
        *aliases,
        *((iso3, name) for iso3 in places["country_iso3"].unique() for name in country_names(iso3)),
        *region_names(),
    ]
    names = defaultdict(set)
    for key, name in given:
        names[fold(name)].add(key)
    names.pop("", None)
    return _frozen(names)


def _frozen(sets: Mapping[str, set[str]]) -> dict[str, frozenset[str]]:
    return {name: frozenset(members) for name, members in sets.items()}
