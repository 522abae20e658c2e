"""Commands about the data: build the store, name its release, write a table of it to a file."""

from __future__ import annotations

import sys
from pathlib import Path  # noqa: TC003 - Typer reads the annotation at run time
from typing import Annotated

import typer

from dashboard.cli.options import FormatOption  # noqa: TC001 - as above
from dashboard.cli.output import Format, is_invented, say, show
from dashboard.store.places import data_dir, store_dir


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
    show(rows, {}, published.release, file_format, invented=published.invented)


def release(file_format: FormatOption = Format.table) -> None:
    """Print the release that is served."""
    from dashboard.store.pointer import read_pointer  # noqa: PLC0415

    published = read_pointer(store_dir())
    row = {"release": published.release, "built_at": published.built_at}
    show([row], {}, published.release, file_format, invented=published.invented)


def export(
    table: Annotated[str, typer.Argument(help="name of a table of the data package")],
    out: Annotated[Path, typer.Option("--out", help="file to write")],
    file_format: Annotated[str, typer.Option("--format", help="csv, xlsx or parquet")] = "csv",
) -> None:
    """Write a table of the store to a file, with its sources and release."""
    from dashboard.exports.whole_table import write_table  # noqa: PLC0415

    with say(None) as (cursor, published):
        invented = is_invented(published)
        n_rows = write_table(cursor, table, published, file_format, out, invented=invented)
    typer.echo(f"{n_rows} rows of {table} written to {out} (release {published}).")
