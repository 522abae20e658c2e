"""Options that several commands share, and how their values are read."""

from __future__ import annotations

from typing import Annotated

import typer

from dashboard.cli.output import Format
from dashboard.filters import CityFilter

FormatOption = Annotated[Format, typer.Option("--format", help="json, csv or table")]
RegionOption = Annotated[
    list[str] | None, typer.Option("--region", help="africa, americas, asia, europe, oceania")
]
OecdOption = Annotated[list[str] | None, typer.Option("--oecd", help="oecd or non-oecd")]
SizeOption = Annotated[
    list[str] | None, typer.Option("--size", help="class of population, such as 50k-200k")
]
NetworkOption = Annotated[list[str] | None, typer.Option("--network", help="ids of networks")]
CountryOption = Annotated[list[str] | None, typer.Option("--country", help="ISO alpha-3 codes")]
WeightOption = Annotated[
    list[str] | None,
    typer.Option("--weight", help="feature=0..1, such as networks=0; may be repeated"),
]


def parts(values: list[str] | None) -> tuple[str, ...]:
    """Return the parts of `--region africa,asia` and `--region africa --region asia` alike.

    Args:
        values: What stood after an option, each time; None: the option was not given.

    Returns:
        Parts in the order given, each once, without empty ones.
    """
    found = (part.strip() for value in values or [] for part in value.split(","))
    return tuple(dict.fromkeys(part for part in found if part))


def city_filter(
    region: list[str] | None,
    oecd: list[str] | None,
    size: list[str] | None,
    network: list[str] | None,
    country: list[str] | None,
) -> CityFilter:
    """Return the filter that the options about cities ask for.

    Args:
        region: What stood after --region.
        oecd: What stood after --oecd.
        size: What stood after --size.
        network: What stood after --network.
        country: What stood after --country.

    Returns:
        Filter on cities; an option that was not given keeps every city.
    """
    return CityFilter(
        region=parts(region),
        oecd=parts(oecd),
        size=parts(size),
        network=parts(network),
        country=parts(country),
    )
