"""Command that ranks candidates for a partnership."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

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
from dashboard.cli.output import Format, known_city, known_ids, read_weights, say, show
from dashboard.criteria import EQUAL_PARTNER_WEIGHTS, PARTNER_CRITERIA, PartnerFilter
from dashboard.filters import DEFAULT_PEERS

if TYPE_CHECKING:
    import duckdb


def partners(  # noqa: PLR0913, PLR0917 - one parameter an option, as the interface fixes them
    city_id: Annotated[str, typer.Argument(help="id of a city, such as mar-oujda")],
    k: Annotated[int, typer.Option("-k", help="number of candidates, 1 to 50")] = DEFAULT_PEERS,
    origin: Annotated[
        list[str] | None,
        typer.Option(help="main country that residents come from or leave for, ISO alpha-3"),
    ] = None,
    weight: Annotated[
        list[str] | None,
        typer.Option(help=f"criterion=0..1, of {', '.join(PARTNER_CRITERIA)}; 1 unless given"),
    ] = None,
    region: RegionOption = None,
    oecd: OecdOption = None,
    size: SizeOption = None,
    network: NetworkOption = None,
    country: CountryOption = None,
    file_format: FormatOption = Format.table,
) -> None:
    """Rank candidates for a partnership with a city, with what is known of each and from where."""
    from dashboard.answers.partners import partner_ground, partners_of  # noqa: PLC0415
    from dashboard.queries.cities import list_cities  # noqa: PLC0415
    from dashboard.words.partner_evidence import with_evidence  # noqa: PLC0415

    asked = PartnerFilter(
        city=city_id,
        cities=city_filter(region, oecd, size, network, country),
        k=k,
        origins=parts(origin),
        weights=read_weights(weight or [], PARTNER_CRITERIA, EQUAL_PARTNER_WEIGHTS),
    )
    with say(asked.cities) as (cursor, published):
        known_city(cursor, city_id)
        _known_countries(cursor, asked.origins)
        kept = list_cities(cursor, asked.cities)["city_id"].tolist()
        ground = partner_ground(cursor)
    table = partners_of(ground, kept, asked).table.head(k)
    filters = asdict(asked)
    filters["weights"] = dict(zip(PARTNER_CRITERIA, asked.weights, strict=True))
    told = with_evidence(table, ground, city_id, asked.origins)
    show(told, {**filters.pop("cities"), **filters}, published, file_format)


def _known_countries(cursor: duckdb.DuckDBPyConnection, origins: tuple[str, ...]) -> None:
    from dashboard.queries.partner_guide import list_countries  # noqa: PLC0415

    known_ids("--origin", origins, list(list_countries(cursor)))
