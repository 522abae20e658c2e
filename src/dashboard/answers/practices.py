"""The cases that a reader asks for: found by words and places, kept by filters; what is missing.

The page and the command line show the same rows in the same order.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from dashboard.analysis.case_filter import Condition, any_of, keep, within
from dashboard.analysis.case_near import Near, near_cases
from dashboard.analysis.case_search import NONE, Found
from dashboard.analysis.case_search import find_cases as found_by

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from dashboard.analysis.case_search import Part
    from dashboard.answers.case_index import SearchIndex
    from dashboard.filters import PracticeFilter

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
_QUERY: Final = "query"


@dataclass(frozen=True, eq=False)
class Nearest:
    """What comes nearest where no case is kept.

    Attributes:
        rows: Up to three cases with the columns of CASE_COLUMNS, those that miss the fewest filters
            first, then those nearest to the search.
        missed: Names of the filters that each of them misses.
        words: Words and names written most like each part of the query that no case is about; none:
            nothing is written like it.
    """

    rows: pd.DataFrame
    missed: tuple[tuple[str, ...], ...]
    words: Mapping[str, tuple[Part, ...]]


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
        nearest: What comes nearest; only if no case is kept.
    """

    rows: pd.DataFrame
    n_all: int
    found: Found
    unknown: Mapping[str, int]
    back: Mapping[str, int]
    nearest: Nearest


def find_cases(search: SearchIndex, asked: PracticeFilter) -> CasesAnswer:
    """Find the cases that fit a query and keep those that fit the filters.

    Args:
        search: Every case of the release.
        asked: Query and filters.

    Returns:
        The cases, what is not known, what would come back, and what comes nearest.
    """
    cases, found = search.cases, found_by(search.index, asked.query)
    filters = _conditions(cases, asked)
    ranked = [search.row_of[case] for case in found.scores] if found.parts else range(len(cases))
    hit = np.zeros(len(cases), dtype=bool)
    hit[list(ranked)] = True
    nothing = np.zeros(len(cases), dtype=bool)
    query = {_QUERY: Condition(hit, nothing)} if found.parts else {}
    kept = keep({**filters, **query}, len(cases))
    rows = [row for row in ranked if kept.kept[row]]
    return CasesAnswer(
        rows=cases.iloc[rows].reset_index(drop=True),
        n_all=len(cases),
        found=found,
        unknown={name: n for name, n in kept.unknown.items() if n},
        back={name: n for name, n in kept.back.items() if n},
        nearest=_nearest(search, found, filters, rows),
    )


def _nearest(
    search: SearchIndex, found: Found, filters: Mapping[str, Condition], kept: Sequence[int]
) -> Nearest:
    """Return what comes nearest: cases that the search found, else cases near to it."""
    if kept:
        return Nearest(search.cases.iloc[:0], (), {})
    if not found.parts:
        near = Near({}, tuple(search.row_of))
    elif found.fits == NONE:
        near = near_cases(search.index, found)
    else:
        near = Near({}, tuple(found.scores))
    rows = [search.row_of[case] for case in near.cases]
    missed = {row: tuple(of for of in filters if not filters[of].passes[row]) for row in rows}
    rows = sorted(rows, key=lambda row: len(missed[row]))[:_MOST_NEAREST]
    return Nearest(
        rows=search.cases.iloc[rows].reset_index(drop=True),
        missed=tuple(missed[row] for row in rows),
        words=near.words,
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


def _is_text(value: object) -> bool:
    return isinstance(value, str)
