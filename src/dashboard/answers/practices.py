"""The cases that a reader asks for: found by words and places, kept by filters; what is missing.

The page and the command line show the same rows in the same order.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from dashboard.analysis.case_filter import SEPARATOR, Condition, any_of, keep, within
from dashboard.analysis.case_search import NONE, CaseIndex, Found
from dashboard.analysis.case_search import find_cases as found_by
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

    from dashboard.filters import PracticeFilter

# What a search reads; the title counts twice.
_TEXTS: Final = (
    *("title", "title", "summary", "keyword", "lead_authority", "stakeholders", "city", "partners"),
    *("country", "initiative", "beneficiaries", "sector"),
)
# Filters that ask for one of the values of a column, by name of the filter.
_COLUMNS: Final = {
    "area": "area_id",
    "keyword": "keyword_id",
    **{name: name for name in ("sector", "step", "initiative", "role", "beneficiaries", "status")},
}
_PLACES: Final = {
    **{name: name for name in ("region", "oecd", "size")},
    "network": "networks",
    "country": "country_iso3",
}
_MOST_NEAREST: Final = 3


@dataclass(frozen=True, eq=False)
class SearchIndex:
    """Every case of a release, ready to be searched.

    Attributes:
        cases: Rows with the columns of CASE_COLUMNS.
        index: What a search looks in.
        by_extension: The words were indexed by DuckDB's extension; False: in the plain way.
    """

    cases: pd.DataFrame
    index: CaseIndex
    by_extension: bool


@dataclass(frozen=True, eq=False)
class CasesAnswer:
    """What a reader gets.

    Attributes:
        rows: Cases kept, with the columns of CASE_COLUMNS: the best match first, or practices
            first and the newest first where nothing is searched for.
        n_all: Cases of the release.
        found: What the query found; its `parts` are empty if nothing was typed.
        unknown: Cases left out because a value is not known, by filter.
        back: Cases that come back without one filter, by filter; 'query' is the search.
        nearest: Up to three cases that miss the fewest filters; only if none is kept.
    """

    rows: pd.DataFrame
    n_all: int
    found: Found
    unknown: Mapping[str, int]
    back: Mapping[str, int]
    nearest: pd.DataFrame


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
    return SearchIndex(cases, index, words.by_extension)


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
        points={
            row["city_id"]: (row["latitude"], row["longitude"])
            for row in places.dropna(subset=["latitude", "longitude"]).to_dict("records")
        },
        cases={str(name): (row.iloc[0], row.iloc[1]) for name, row in named.iterrows()},
    )


def _keys(row: dict[Any, Any], *columns: str) -> Iterable[str]:
    for column in columns:
        if _is_text(row[column]):
            yield from row[column].split(SEPARATOR)


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


def find_cases(search: SearchIndex, asked: PracticeFilter) -> CasesAnswer:
    """Find the cases that fit a query and keep those that fit the filters.

    Args:
        search: Every case of the release.
        asked: Query and filters.

    Returns:
        The cases, what is not known, and what would come back.
    """
    cases, found = search.cases, found_by(search.index, asked.query)
    ids = cases["record_id"]
    conditions = _conditions(cases, asked)
    if found.parts:
        hit = ids.isin(list(found.scores)).to_numpy(dtype=bool)
        conditions["query"] = Condition(hit, np.zeros(len(cases), dtype=bool))
    kept = keep(conditions, len(cases))
    order = {case: place for place, case in enumerate(found.scores)}
    place = ids.map(order).fillna(len(order)).to_numpy(dtype=float)
    ranked = cases.iloc[np.argsort(place, kind="stable")]
    rows = ranked[ranked["record_id"].isin(ids[kept.kept])].reset_index(drop=True)
    near = cases.iloc[np.lexsort((np.arange(len(cases)), place, kept.failed))]
    if found.fits == NONE and found.parts and len(conditions) == 1:
        near = cases.iloc[:0]  # nothing is near to words that nobody knows
    return CasesAnswer(
        rows=rows,
        n_all=len(cases),
        found=found,
        unknown={name: n for name, n in kept.unknown.items() if n},
        back={name: n for name, n in kept.back.items() if n},
        nearest=near.head(_MOST_NEAREST if rows.empty else 0).reset_index(drop=True),
    )


def _conditions(cases: pd.DataFrame, asked: PracticeFilter) -> dict[str, Condition]:
    """Return what each filter that is on says about every case."""
    conditions = {}
    for name, column in _PLACES.items():
        wanted = getattr(asked.cities, name)
        if wanted:
            conditions[name] = any_of(cases[column], wanted)
    for name, column in _COLUMNS.items():
        wanted = getattr(asked, name)
        if wanted:
            conditions[name] = any_of(cases[column], (wanted,) if _is_text(wanted) else wanted)
    if asked.first_year or asked.last_year:
        conditions["years"] = within(
            cases["first_year"], cases["last_year"], asked.first_year, asked.last_year
        )
    return conditions
