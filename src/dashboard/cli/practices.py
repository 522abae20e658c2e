"""Command that finds cases as the page of good practices does."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from dashboard.choices import LONGEST_QUERY, query_text
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
from dashboard.cli.output import Format, known_ids, say, show
from dashboard.errors import FilterError
from dashboard.filters import PracticeFilter

if TYPE_CHECKING:
    from collections.abc import Iterator

    import duckdb

    from dashboard.answers.practices import CasesAnswer, Nearest

_LISTS: Final = ("sector", "step", "initiative", "role", "beneficiaries", "status")


def practices(  # noqa: PLR0913, PLR0917 - one parameter an option, as the interface fixes them
    query: Annotated[str, typer.Option(help="words, and places in any spelling")] = "",
    area: Annotated[str, typer.Option(help="keep one policy area")] = "",
    keyword: Annotated[str, typer.Option(help="keep one keyword")] = "",
    sector: Annotated[list[str] | None, typer.Option(help="sectors, such as health")] = None,
    step: Annotated[list[str] | None, typer.Option(help="steps of the cycle, 1 to 7")] = None,
    initiative: Annotated[
        list[str] | None, typer.Option(help="kinds of initiative, such as service or grant")
    ] = None,
    role: Annotated[
        list[str] | None, typer.Option(help="roles of the city, such as service-provider")
    ] = None,
    beneficiaries: Annotated[
        list[str] | None, typer.Option(help="who benefits, such as refugees")
    ] = None,
    status: Annotated[list[str] | None, typer.Option(help="running, completed or pledged")] = None,
    year_from: Annotated[int | None, typer.Option(help="first year of cases")] = None,
    year_to: Annotated[int | None, typer.Option(help="last year of cases")] = None,
    region: RegionOption = None,
    oecd: OecdOption = None,
    size: SizeOption = None,
    network: NetworkOption = None,
    country: CountryOption = None,
    file_format: FormatOption = Format.table,
) -> None:
    """Find practices, grants and findings; says what is left out because it is not known."""
    from dashboard.answers.case_index import search_index  # noqa: PLC0415
    from dashboard.answers.practices import find_cases  # noqa: PLC0415

    asked = PracticeFilter(
        query=_checked_query(query),
        cities=city_filter(region, oecd, size, network, country),
        area=area,
        keyword=keyword,
        sector=parts(sector),
        step=parts(step),
        initiative=parts(initiative),
        role=parts(role),
        beneficiaries=parts(beneficiaries),
        status=parts(status),
        first_year=year_from,
        last_year=year_to,
    )
    with say(asked.cities) as (cursor, published):
        _check_ids(cursor, asked)
        answer = find_cases(search_index(cursor), asked)
    if file_format is not Format.json:
        for sentence in _notes(answer):
            typer.echo(sentence, err=True)
    cities = asdict(asked.cities)
    told = {
        "searched": bool(answer.found.parts),
        "fits": answer.found.fits,
        "not_known": dict(answer.unknown),
        **_nearest(answer.nearest),
    }
    filters = {name: value for name, value in asdict(asked).items() if name != "cities"}
    show(answer.rows, {**filters, **cities, **told}, published, file_format)


def _notes(answer: CasesAnswer) -> Iterator[str]:
    """Say what a table or CSV cannot: a search that says nothing; what is near where no case is.

    Yields:
        Sentences.
    """
    if answer.found.blank:
        yield "--query: holds no word that can be looked for, so it leaves no case out."
    if not answer.rows.empty:
        return
    most_first = sorted(answer.back.items(), key=lambda item: -item[1])
    told = "; ".join(f"without {name} {n} cases come back" for name, n in most_first)
    yield f"No case fits all of this. {told or 'Take away two or more filters'}."
    near = _nearest(answer.nearest)
    for typed, words in near["nearest_words"].items():
        yield f"No case is about {typed!r}. Nearest words: {', '.join(words) or 'none'}."
    for case in near["nearest"]:
        misses = f" It misses: {', '.join(case['misses'])}." if case["misses"] else ""
        yield f"Nearest case: {case['record_id']}, {case['title']}.{misses}"
    if not near["nearest"]:
        yield "No case is near to this."


def _nearest(nearest: Nearest) -> dict[str, Any]:
    """Return what comes nearest where no case fits, for JSON: no rows, so that none counts them."""
    rows = zip(nearest.rows["record_id"], nearest.rows["title"], nearest.missed, strict=True)
    return {
        "nearest": [
            {"record_id": case, "title": title, "misses": list(missed)}
            for case, title, missed in rows
        ],
        "nearest_words": {
            typed: [word.read_as for word in words] for typed, words in nearest.words.items()
        },
    }


def _checked_query(query: str) -> str:
    if len(" ".join(query.split())) > LONGEST_QUERY:
        message = f"--query: got {len(query)} characters, expected at most {LONGEST_QUERY}."
        raise FilterError(message)
    return query_text(query)


def _check_ids(cursor: duckdb.DuckDBPyConnection, asked: PracticeFilter) -> None:
    """Refuse ids that are not in the data, and years that are out of order.

    Raises:
        FilterError: An id is not known; names the option and some that are. Or the first year is
            after the last.
    """
    from dashboard.queries.facts import list_choices  # noqa: PLC0415
    from dashboard.queries.practices import list_tags  # noqa: PLC0415

    first, last = asked.first_year, asked.last_year
    if first and last and first > last:
        message = f"--year-from: got {first} to {last}, expected the first year first."
        raise FilterError(message)
    choices, tags = list_choices(cursor), list_tags(cursor)
    wanted = [
        ("area", (asked.area,) if asked.area else (), tuple(choices.area)),
        ("keyword", (asked.keyword,) if asked.keyword else (), tuple(choices.keyword)),
        *((name, getattr(asked, name), tags[name]) for name in _LISTS),
    ]
    for name, values, known in wanted:
        known_ids(f"--{name}", values, known)
