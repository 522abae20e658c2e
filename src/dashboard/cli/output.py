"""What the command line prints: JSON, CSV or a table on stdout, one sentence on stderr."""

from __future__ import annotations

import csv
import io
import json
import math
import sys
from contextlib import contextmanager
from dataclasses import asdict
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, NoReturn

import typer

from dashboard.errors import FilterError
from dashboard.filters import (
    DEFAULT_WEIGHTS,
    FEATURES,
    CityFilter,
    PeerFilter,
    RankingFilter,
)
from dashboard.store.connection import open_store
from dashboard.store.places import store_dir
from dashboard.store.pointer import read_pointer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import duckdb
    import pandas as pd

    from dashboard.criteria import CriteriaFilter


# Ids that an error names as examples.
_SOME_IDS: Final = 12


class Format(StrEnum):
    """How rows are printed."""

    json = "json"
    csv = "csv"
    table = "table"


class Ranked(StrEnum):
    """What can be ranked."""

    areas = "areas"
    keywords = "keywords"


def refuse(sentence: str, code: int) -> NoReturn:
    """Print a sentence on stderr and end with an exit code."""
    typer.echo(sentence, err=True)
    sys.exit(code)


@contextmanager
def say(
    asked: RankingFilter | CityFilter | CriteriaFilter | None,
) -> Iterator[tuple[duckdb.DuckDBPyConnection, str]]:
    """Open the served store for one answer, after checking the ids that were asked for.

    Args:
        asked: Filter whose ids must exist; None: nothing to check.

    Yields:
        A cursor and the release id.

    Raises:
        FilterError: An id is not in the data; names the option and some that are.
    """
    store = open_store(store_dir())
    with store.cursor() as cursor:
        if asked is not None:
            _check_ids(cursor, asked)
        yield cursor, store.release


def _check_ids(
    cursor: duckdb.DuckDBPyConnection, asked: RankingFilter | CityFilter | CriteriaFilter
) -> None:
    from dashboard.queries.facts import list_choices  # noqa: PLC0415

    choices = list_choices(cursor)
    cities = asked if isinstance(asked, CityFilter) else asked.cities
    wanted: list[tuple[str, tuple[str, ...], Sequence[str]]] = [
        ("--network", cities.network, list(choices.network)),
        ("--country", cities.country, list(choices.country)),
    ]
    if not isinstance(asked, CityFilter):
        documents = asked.actors if isinstance(asked, RankingFilter) else asked.documents
        wanted.append(("--actors", documents.actors, choices.actor_tokens))
        wanted.append(("--area", (asked.area,) if asked.area else (), list(choices.area)))
    for option, values, known in wanted:
        known_ids(option, values, known)


def known_ids(option: str, values: Iterable[str], known: Sequence[str]) -> None:
    """Refuse ids that are not in the data.

    Args:
        option: Option that named them.
        values: What it named.
        known: Ids that the data have.

    Raises:
        FilterError: An id is not known; names the option and some that are.
    """
    for value in values:
        if value not in known:
            some = ", ".join(known[:_SOME_IDS])
            message = f"{option}: got {value!r}, expected one of {some} ..."
            raise FilterError(message)


def known_city(cursor: duckdb.DuckDBPyConnection, city_id: str) -> None:
    """Refuse an unknown city id, naming the ids of cities that sound alike.

    Args:
        cursor: Open store.
        city_id: What was given.

    Raises:
        FilterError: The id is not in the data.
    """
    from dashboard.answers.checking import nearest_cities  # noqa: PLC0415
    from dashboard.queries.places import list_places  # noqa: PLC0415

    if city_id in set(list_places(cursor)["city_id"]):
        return
    some = ", ".join(nearest_cities(cursor)(city_id)) or "usa-chicago, the form of an id"
    message = f"CITY_ID: got {city_id!r}, which is not in the data. Perhaps: {some}."
    raise FilterError(message)


def read_weights(
    given: Sequence[str],
    names: Sequence[str] = FEATURES,
    defaults: Sequence[float] = DEFAULT_WEIGHTS,
) -> tuple[float, ...]:
    """Read weights, such as networks=0.5; those not given keep their default.

    Args:
        given: What stood after --weight, each time; the beginning of a name will do.
        names: What can be weighted.
        defaults: Weights in the order of the names.

    Returns:
        Weights in the order of the names.

    Raises:
        FilterError: A name is not known, or a weight is no number from 0 to 1.
    """
    weights = dict(zip(names, defaults, strict=True))
    for text in given:
        begun, _equals, value = text.partition("=")
        fitting = [name for name in names if name.startswith(begun.strip().replace("_", "-"))]
        name = fitting[0] if begun and len(fitting) == 1 else begun
        try:
            weight = float(value)
        except ValueError:
            weight = math.nan
        if name not in weights or not 0 <= weight <= 1:
            message = (
                f"--weight: got {text!r}, expected one of {', '.join(names)}, '=' and a number "
                "from 0 to 1."
            )
            raise FilterError(message)
        weights[name] = weight
    return tuple(weights.values())


def show(
    rows: pd.DataFrame | list[dict[str, Any]],
    asked: RankingFilter | CityFilter | PeerFilter | CriteriaFilter | dict[str, Any],
    release: str,
    file_format: Format,
    *,
    invented: bool | None = None,
) -> None:
    """Print rows on stdout; that they are invented, where they are, in the JSON or on stderr.

    Args:
        rows: What to print.
        asked: The filters in force.
        release: Release id of the data.
        file_format: json, csv or table.
        invented: Whether the release is; None: it is one of the store that is served.
    """
    invented = is_invented(release) if invented is None else invented
    records = rows if isinstance(rows, list) else _records(rows)
    filters = asked if isinstance(asked, dict) else _flat(asdict(asked))
    if file_format is Format.json:
        marked = {"invented": True} if invented else {}
        answer = {"release": release, **marked, "filters": filters, "rows": records}
        typer.echo(json.dumps(answer, ensure_ascii=False, indent=1))
        return
    if invented:
        from dashboard.words.origin import mark  # noqa: PLC0415 - brings the catalogues

        typer.echo(mark(), err=True)
    names = list(rows.columns) if not isinstance(rows, list) else list(records[0])
    lines = [[_cell(row[name]) for name in names] for row in records]
    if file_format is Format.csv:
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows([names, *lines])
        typer.echo(out.getvalue(), nl=False)
        return
    typer.echo(f"Release {release}. {len(records)} rows.")
    widths = [max(len(cell) for cell in column) for column in zip(names, *lines, strict=True)]
    for line in [names, *lines]:
        cells = (cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        typer.echo("  ".join(cells).rstrip())


def is_invented(release: str) -> bool:
    """Return whether a release of the served store is invented, for training."""
    served = read_pointer(store_dir())
    return (served if served.release == release else read_pointer(store_dir(), release)).invented


def _cell(value: Any) -> str:  # noqa: ANN401 - whatever a row holds
    if isinstance(value, list):
        return ";".join(map(str, value))
    return "" if value is None else str(value)


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Return rows as dictionaries of plain values; missing is None."""
    records: list[dict[str, Any]] = json.loads(table.to_json(orient="records", double_precision=15))
    return records


def _flat(asked: dict[str, Any]) -> dict[str, Any]:
    """Return filters as one flat dictionary: the inner filters' fields beside the outer ones."""
    flat: dict[str, Any] = {}
    for name, value in asked.items():
        if isinstance(value, dict):
            flat.update(value)
        else:
            flat[name] = value
    return flat
