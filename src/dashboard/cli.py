"""The command line: the same answers as the pages, without a page.

JSON is {"release": ..., "filters": {...}, "rows": [...]}. An error is one sentence on stderr, with
exit code 2 (usage) or 1 (data), never a traceback.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path  # noqa: TC003 - Typer reads the annotation at run time
from typing import Annotated, Final

import typer
from typer._click.exceptions import ClickException  # Typer brings its own Click

from dashboard.cli_output import Format, Ranked, known_city, read_weights, refuse, say, show
from dashboard.errors import DashboardError, FilterError
from dashboard.filters import (
    DEFAULT_PEERS,
    ActorFilter,
    CityFilter,
    PeerFilter,
    RankingFilter,
)
from dashboard.store.places import data_dir, store_dir

app = typer.Typer(
    help="Charting Local Inclusion: what matters most to cities, and where cities stand.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

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
_USAGE: Final = 2
_DATA: Final = 1


@app.command()
def build(
    data: Annotated[Path | None, typer.Option(help="folder of the data package")] = None,
    store: Annotated[Path | None, typer.Option(help="folder of the store")] = None,
    file_format: FormatOption = Format.table,
) -> None:
    """Validate the data package, build the store and publish it."""
    from dashboard.store.build import build_store  # noqa: PLC0415 - heavy, only needed here

    def progress(share: float, step: str) -> None:
        if sys.stderr.isatty():
            end = "\n" if share == 1 else ""
            typer.echo(f"\r\x1b[K{share:4.0%} {step}{end}", err=True, nl=False)

    published = build_store(data or data_dir(), store or store_dir(), progress=progress)
    rows = [{"table": name, "n_rows": n} for name, n in published.rows.items()]
    show(rows, {}, published.release, file_format)


@app.command()
def release(file_format: FormatOption = Format.table) -> None:
    """Print the release that is served."""
    from dashboard.store.pointer import read_pointer  # noqa: PLC0415

    published = read_pointer(store_dir())
    row = {"release": published.release, "built_at": published.built_at}
    show([row], {}, published.release, file_format)


@app.command()
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
            actors=() if actors == "all" else _parts([actors]),
            coding=coding,
            document_from=document_from,
            document_to=document_to,
        ),
        counting=counting,
        area=area,
        cities=_city_filter(region, oecd, size, network, country),
    )
    answer = rank_areas if what is Ranked.areas else rank_keywords
    with say(asked) as (cursor, published):
        table = answer(cursor, asked).drop(columns="group")
    show(table, asked, published, file_format)


@app.command()
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

    asked = _city_filter(region, oecd, size, network, country)
    with say(asked) as (cursor, published):
        table = list_cities(cursor, asked)
    show(table, asked, published, file_format)


@app.command()
def profile(
    city_id: Annotated[str, typer.Argument(help="id of a city, such as usa-chicago")],
    file_format: FormatOption = Format.table,
) -> None:
    """Print everything known about one city, each row with its source."""
    from dashboard.answers.profile_rows import profile_rows  # noqa: PLC0415
    from dashboard.answers.profiles import city_profile  # noqa: PLC0415
    from dashboard.queries.mentions import list_areas  # noqa: PLC0415
    from dashboard.queries.sources import list_sources  # noqa: PLC0415

    with say(None) as (cursor, published):
        known_city(cursor, city_id)
        areas = list_areas(cursor)["area_id"].tolist()
        table = profile_rows(city_profile(cursor, city_id), list_sources(cursor), areas)
    show(table, {"city": city_id}, published, file_format)


@app.command()
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

    kept = _city_filter(region, oecd, size, network, country)
    asked = PeerFilter(city=city_id, cities=kept, k=k, weights=read_weights(weight or []))
    with say(kept) as (cursor, published):
        known_city(cursor, city_id)
        ids = list_cities(cursor, kept)["city_id"].tolist()
        table = peers_of(feature_table(cursor), ids, asked).table
    show(table, asked, published, file_format)


@app.command()
def export(
    table: Annotated[str, typer.Argument(help="name of a table of the data package")],
    out: Annotated[Path, typer.Option("--out", help="file to write")],
    file_format: Annotated[str, typer.Option("--format", help="csv, xlsx or parquet")] = "csv",
) -> None:
    """Write a table of the store to a file, with its sources and release."""
    from dashboard.exports.whole_table import write_table  # noqa: PLC0415

    with say(None) as (cursor, published):
        n_rows = write_table(cursor, table, published, file_format, out)
    typer.echo(f"{n_rows} rows of {table} written to {out} (release {published}).")


def _parts(values: list[str] | None) -> tuple[str, ...]:
    """Return the parts of `--region africa,asia` and `--region africa --region asia` alike."""
    parts = (part.strip() for value in values or [] for part in value.split(","))
    return tuple(dict.fromkeys(part for part in parts if part))


def _city_filter(
    region: list[str] | None,
    oecd: list[str] | None,
    size: list[str] | None,
    network: list[str] | None,
    country: list[str] | None,
) -> CityFilter:
    return CityFilter(
        region=_parts(region),
        oecd=_parts(oecd),
        size=_parts(size),
        network=_parts(network),
        country=_parts(country),
    )


def main() -> None:
    """Run the command line and turn every error of ours into one sentence."""
    if isinstance(sys.stdout, io.TextIOWrapper):  # a terminal may lack a letter of a name
        sys.stdout.reconfigure(errors="replace")
    try:
        app(standalone_mode=False)
        sys.stdout.flush()
    except typer.Abort:
        refuse("Stopped.", _DATA)
    except ClickException as error:
        refuse(" ".join(error.format_message().split()), _USAGE)
    except FilterError as error:
        refuse(str(error), _USAGE)
    except OSError as error:
        sys.stdout = None  # what is left in it cannot be written either
        refuse(f"The answer cannot be written: {error.strerror}.", _DATA)
    except DashboardError as error:
        refuse(str(error), _DATA)
