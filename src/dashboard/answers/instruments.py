"""By which instrument a city is compared: an index of the data package, or answers of cities."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from dashboard.answers.responses import INSTRUMENT, answer_scores

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.answers.responses import Responded


class Wanted(NamedTuple):
    """Which instrument a reader wants, and which round of answers; empty: the usual one."""

    instrument: str = ""
    round_id: str = ""


@dataclass(frozen=True)
class Instrument:
    """One index in one year, or answers of one round, by which cities are scored.

    Attributes:
        instrument_id: Source of the scores.
        title: Its title.
        year: Year of the scores; None: not stated.
        areas: Policy areas that it covers, in order.
        publisher: Publisher of the source.
        address: Its web address.
        round_name: Name of the round of answers; empty: an index.
    """

    instrument_id: str
    title: str
    year: int | None
    areas: tuple[str, ...]
    publisher: str
    address: str
    round_name: str = ""


@dataclass(frozen=True, eq=False)
class Scoring:
    """How the own city is scored, and how it could be.

    Attributes:
        given: Rows of SCORE_COLUMNS: of the indices, then from answers.
        instrument: The instrument that is used; None: none scores the own city.
        titles: Titles of the instruments that score the own city, by id.
        rounds: Rounds in which answers score the own city, the oldest first.
    """

    given: pd.DataFrame
    instrument: Instrument | None
    titles: dict[str, str]
    rounds: tuple[str, ...]


def scoring(
    given: pd.DataFrame,
    known: Responded | None,
    own: str,
    order: Sequence[str],
    wanted: Wanted,
) -> Scoring:
    """Choose the instrument that scores a city.

    Args:
        given: Rows of `list_area_scores`.
        known: Accepted answers; None: none are asked for.
        own: Id of the city.
        order: Policy areas in order.
        wanted: What the reader wants; what does not score the city is not used.

    Returns:
        The wanted instrument, else the one with most scores of the city, the newest of several. Of
        answers the wanted round counts, else the newest that scores the city.
    """
    if known is not None and len(known.answers):
        given = pd.concat([given, answer_scores(known)], ignore_index=True)
    mine = given[(given["city_id"] == own) & given["area_score"].notna()]
    names = mine.drop_duplicates("instrument_id")
    titles = dict(zip(names["instrument_id"], names["instrument"], strict=True))
    answered = mine["instrument_id"] == INSTRUMENT
    have = set(mine.loc[answered, "year"].astype(str))
    rounds = tuple(r for r in (known.round_ids if known else ()) if r in have)
    if rounds:
        shown = wanted.round_id if wanted.round_id in rounds else rounds[-1]
        mine = mine[~answered | (mine["year"].astype(str) == shown)]
    if wanted.instrument in titles:
        mine = mine[mine["instrument_id"] == wanted.instrument]
    found = _most_scores(given, mine, order, known)
    return Scoring(given, found, titles, rounds)


def _most_scores(
    given: pd.DataFrame, mine: pd.DataFrame, order: Sequence[str], known: Responded | None
) -> Instrument | None:
    """Return the instrument with most scores of the own city, the newest of several."""
    if mine.empty:
        return None
    counts = mine.groupby(["instrument_id", "year"], dropna=False).size().reset_index(name="n")
    best = counts.sort_values(["n", "year"], ascending=False, na_position="last").iloc[0]
    year = None if pd.isna(best["year"]) else int(best["year"])
    same = given["year"].isna() if year is None else given["year"] == year
    rows = given[(given["instrument_id"] == best["instrument_id"]) & same]
    first = rows.iloc[0]
    covered, name = set(rows["area_id"]), ""
    if known is not None and first["instrument_id"] == INSTRUMENT:
        covered = set(known.asked(str(year))["area_id"])
        name = known.round_names[str(year)]
    return Instrument(
        instrument_id=str(first["instrument_id"]),
        title=str(first["instrument"]),
        year=year,
        areas=tuple(area for area in order if area in covered),
        publisher=str(first["publisher"]),
        address=str(first["address"]),
        round_name=name,
    )
