"""Commands that answer as the pages do: rankings, cities, the profile of a city and its peers."""

from __future__ import annotations

from typing import Annotated

import typer

from dashboard.cli.options import (
    CountryOption,
    FormatOption,
    NetworkOption,
    OecdOption,
    RegionOption,
    SizeOption,
    WeightOption,
    city_filter,
    parts,
)
from dashboard.cli.output import Format, Ranked, known_city, read_weights, say, show
from dashboard.filters import DEFAULT_PEERS, ActorFilter, PeerFilter, RankingFilter


def rank(  # noqa: PLR0913, PLR0917 - one parameter an option, as the interface fixes them
    what: Annotated[Ranked, typer.Argument(help="areas or keywords")],
    counting: Annotated[str, typer.Option(help="mentions or actors")] = "mentions",
    coding: Annotated[str, typer.Option(help="first, second or agreed")] = "first",
    actors: Annotated[str, typer.Option(help="all, analysed-2019, or ids with commas")] = "all",
    area: Annotated[str, typer.Option(help="keep one policy area")] = "",
    document_from: Annotated[int | None, typer.Option(help="first year of documents")] = None,
    document_to: Annotated[int | None, typer.Option(help="last year of documents")] = None,
    region: RegionOption = None,
    oecd: OecdOption = None,
    size: SizeOption = None,
    network: NetworkOption = None,
    country: CountryOption = None,
    file_format: FormatOption = Format.table,
) -> None:
    """Rank policy areas or keywords by how many actors mention them."""
    from dashboard.answers.rankings import rank_areas, rank_keywords  # noqa: PLC0415

    asked = RankingFilter(
        actors=ActorFilter(
            actors=() if actors == "all" else parts([actors]),
            coding=coding,
            document_from=document_from,
            document_to=document_to,
        ),
        counting=counting,
        area=area,
        cities=city_filter(region, oecd, size, network, country),
    )
    answer = rank_areas if what is Ranked.areas else rank_keywords
    with say(asked) as (cursor, published):
        table = answer(cursor, asked).drop(columns="group")
    show(table, asked, published, file_format)


def cities(  # noqa: PLR0913, PLR0917 - one parameter an option, as the interface fixes them
    region: RegionOption = None,
    oecd: OecdOption = None,
    size: SizeOption = None,
    network: NetworkOption = None,
    country: CountryOption = None,
    file_format: FormatOption = Format.table,
) -> None:
    """List the cities that the filters keep."""
    from dashboard.queries.cities import list_cities  # noqa: PLC0415

    asked = city_filter(region, oecd, size, network, country)
    with say(asked) as (cursor, published):
        table = list_cities(cursor, asked)
    show(table, asked, published, file_format)


def profile(
    city_id: Annotated[str, typer.Argument(help="id of a city, such as usa-chicago")],
    file_format: FormatOption = Format.table,
) -> None:
    """Print everything known about one city, each row with its source."""
    import pandas as pd  # noqa: PLC0415

    from dashboard.answers.profile_rows import answer_rows, profile_rows  # noqa: PLC0415
    from dashboard.answers.profiles import city_profile  # noqa: PLC0415
    from dashboard.answers.responses import responded  # noqa: PLC0415
    from dashboard.queries.mentions import list_areas  # noqa: PLC0415
    from dashboard.queries.sources import list_sources  # noqa: PLC0415
    from dashboard.responses.files import responses_dir  # noqa: PLC0415
    from dashboard.responses.submissions import accepted  # noqa: PLC0415

    with say(None) as (cursor, published):
        known_city(cursor, city_id)
        areas = list_areas(cursor)["area_id"].tolist()
        table = profile_rows(city_profile(cursor, city_id), list_sources(cursor), areas)
        answered = answer_rows(responded(cursor, accepted(responses_dir())), city_id)
    if len(answered):
        table = pd.concat([table, answered], ignore_index=True)
    show(table, {"city": city_id}, published, file_format)


def peers(  # noqa: PLR0913, PLR0917 - one parameter an option, as the interface fixes them
    city_id: Annotated[str, typer.Argument(help="id of a city, such as usa-chicago")],
    k: Annotated[int, typer.Option("-k", help="number of peers, 1 to 50")] = DEFAULT_PEERS,
    weight: WeightOption = None,
    region: RegionOption = None,
    oecd: OecdOption = None,
    size: SizeOption = None,
    network: NetworkOption = None,
    country: CountryOption = None,
    file_format: FormatOption = Format.table,
) -> None:
    """Find the cities most like one city, with the reasons and how stable each match is."""
    from dashboard.answers.peers import feature_table, peers_of  # noqa: PLC0415
    from dashboard.queries.cities import list_cities  # noqa: PLC0415

    kept = city_filter(region, oecd, size, network, country)
    asked = PeerFilter(city=city_id, cities=kept, k=k, weights=read_weights(weight or []))
    with say(kept) as (cursor, published):
        known_city(cursor, city_id)
        ids = list_cities(cursor, kept)["city_id"].tolist()
        table = peers_of(feature_table(cursor), ids, asked).table
    show(table, asked, published, file_format)
