"""Commands about core actions: a suggested selection, and what a selection covers."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Final

import typer

from dashboard.cli.options import (
    CountryOption,
    FormatOption,
    NetworkOption,
    OecdOption,
    RegionOption,
    SizeOption,
    city_filter,
    parts,
)
from dashboard.cli.output import Format, read_weights, say, show
from dashboard.criteria import (
    CRITERIA,
    DEFAULT_LIMIT,
    EQUAL_WEIGHTS,
    ChoiceRules,
    CriteriaFilter,
)
from dashboard.errors import FilterError
from dashboard.filters import ActorFilter

if TYPE_CHECKING:
    import duckdb

_SOME: Final = 8


def select(  # noqa: PLR0913, PLR0917 - one parameter an option, as the interface fixes them
    weight: Annotated[
        list[str] | None,
        typer.Option(help=f"criterion=0..1, of {', '.join(CRITERIA)}; 1 unless given"),
    ] = None,
    limit: Annotated[int, typer.Option(help="number of actions to choose")] = DEFAULT_LIMIT,
    per_area: Annotated[int, typer.Option(help="fewest in each policy area")] = 0,
    must: Annotated[list[str] | None, typer.Option(help="keywords that must be chosen")] = None,
    never: Annotated[list[str] | None, typer.Option(help="keywords that must not be")] = None,
    phase: Annotated[str, typer.Option(help="desk, expert or roll-out")] = "expert",
    missing: Annotated[str, typer.Option(help="leave-out or worst")] = "leave-out",
    feasible: Annotated[
        int, typer.Option(help="fewest documented cities for a candidate; phase roll-out")
    ] = 0,
    area: Annotated[str, typer.Option(help="keep one policy area")] = "",
    coding: Annotated[str, typer.Option(help="first, second or agreed")] = "first",
    actors: Annotated[str, typer.Option(help="all, analysed-2019, or ids with commas")] = "all",
    region: RegionOption = None,
    oecd: OecdOption = None,
    size: SizeOption = None,
    network: NetworkOption = None,
    country: CountryOption = None,
    file_format: FormatOption = Format.table,
) -> None:
    """Suggest a small set of core actions: the best sum of scores that keeps the rules."""
    from dashboard.answers.suggested import suggested  # noqa: PLC0415

    asked = CriteriaFilter(
        documents=ActorFilter(actors=() if actors == "all" else parts([actors]), coding=coding),
        cities=city_filter(region, oecd, size, network, country),
        area=area,
        phase=phase,
        weights=read_weights(weight or [], CRITERIA, EQUAL_WEIGHTS),
        missing=missing,
        feasible=feasible,
    )
    rules = ChoiceRules(limit=limit, per_area=per_area, must=parts(must), never=parts(never))
    with say(asked) as (cursor, published):
        _known_keywords(cursor, "--must", rules.must)
        _known_keywords(cursor, "--never", rules.never)
        table = suggested(cursor, asked, rules)
    weights = dict(zip(CRITERIA, asked.weights, strict=True))
    filters = {**asdict(asked), "weights": weights, **asdict(rules)}
    inner = {**filters.pop("documents"), **filters.pop("cities")}
    show(table, {**inner, **filters}, published, file_format)


def align(
    actions: Annotated[str, typer.Option(help="ids of keywords or actions, with commas")],
    framework: Annotated[str, typer.Option(help="keep one framework, such as gcm")] = "",
    file_format: FormatOption = Format.table,
) -> None:
    """Say which items of the frameworks a selection covers, and what would close a gap."""
    from dashboard.answers.suggested import aligned  # noqa: PLC0415

    ids = parts([actions])
    with say(None) as (cursor, published):
        _known_framework(cursor, framework)
        table = aligned(cursor, _keywords_of(cursor, ids), framework)
    asked = {"actions": list(ids), "framework": framework}
    show(table, asked, published, file_format)


def _known_framework(cursor: duckdb.DuckDBPyConnection, framework: str) -> None:
    from dashboard.answers.suggested import frameworks  # noqa: PLC0415

    known = frameworks(cursor)
    if framework and framework not in known:
        message = f"--framework: got {framework!r}, expected one of {', '.join(known)}."
        raise FilterError(message)


def _known_keywords(cursor: duckdb.DuckDBPyConnection, option: str, ids: tuple[str, ...]) -> None:
    from dashboard.queries.mentions import list_keywords  # noqa: PLC0415

    known = list_keywords(cursor)["keyword_id"].tolist()
    for keyword in ids:
        if keyword not in known:
            some = ", ".join(known[:_SOME])
            message = f"{option}: got {keyword!r}, expected ids of keywords such as {some} ..."
            raise FilterError(message)


def _keywords_of(cursor: duckdb.DuckDBPyConnection, ids: tuple[str, ...]) -> tuple[str, ...]:
    """Return the keywords behind ids of keywords or actions, each once.

    Raises:
        FilterError: An id is not known.
    """
    from dashboard.queries.actions import list_actions  # noqa: PLC0415
    from dashboard.queries.mentions import list_keywords  # noqa: PLC0415

    keywords = {keyword: keyword for keyword in list_keywords(cursor)["keyword_id"]}
    actions = list_actions(cursor, ActorFilter())
    if not ids:
        message = "--actions: got nothing, expected ids of keywords or actions."
        raise FilterError(message)
    known = {**dict(zip(actions["action_id"], actions["keyword_id"], strict=True)), **keywords}
    for given in ids:
        if given not in known:
            some = ", ".join([*list(keywords)[:3], *list(actions["action_id"])[:3]])
            message = (
                f"--actions: got {given!r}, expected ids of keywords or actions, such as {some}."
            )
            raise FilterError(message)
    return tuple(dict.fromkeys(known[given] for given in ids))
