"""Commands about what cities answer: check a file, take it, copy the store and put a copy back."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dashboard.cli.options import FormatOption  # noqa: TC001 - as above
from dashboard.cli.output import Format, is_invented, say, show
from dashboard.errors import ExportError, StoreError

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

FileArgument = Annotated[Path, typer.Argument(help="CSV or XLSX file of answers")]


def check(file: FileArgument, file_format: FormatOption = Format.table) -> None:
    """Check a file of answers and name every fault; nothing is stored."""
    with say(None) as (cursor, published):
        answers = _read(cursor, file)
    show(_summary(answers), {"file": file.name}, published, file_format)
    typer.echo(f"{file.name}: {len(answers)} answers, no fault. Nothing was stored.", err=True)


def import_file(
    file: FileArgument,
    role: Annotated[
        str, typer.Option(help="city-editor, session-chair or data-steward")
    ] = "data-steward",
    *,
    accept: Annotated[
        bool, typer.Option("--accept", help="accept the answers at once, as data steward")
    ] = False,
    file_format: FormatOption = Format.table,
) -> None:
    """Check a file of answers and keep it: whole or not at all, and once."""
    from pandas import DataFrame  # noqa: PLC0415

    from dashboard.filters import CityFilter  # noqa: PLC0415
    from dashboard.queries.cities import list_cities  # noqa: PLC0415
    from dashboard.responses.decisions import decide  # noqa: PLC0415
    from dashboard.responses.files import responses_dir  # noqa: PLC0415
    from dashboard.responses.origin import check_origin  # noqa: PLC0415
    from dashboard.responses.submissions import submit  # noqa: PLC0415

    with say(None) as (cursor, published):
        check_origin(responses_dir(), invented=is_invented(published))
        answers = _read(cursor, file)
        places = list_cities(cursor, CityFilter())
    _progress(0.9, "Keeping the answers")
    folder = responses_dir()
    taken = submit(folder, answers, role=role, release=published, file=file.name)
    if accept and taken.numbers:
        _progress(0.95, "Accepting the answers")
        decide(folder, taken.numbers, "accepted", role="data-steward", places=places)
    _progress(1, "Done")
    rows = DataFrame({"number": taken.numbers}, dtype="object")  # its heading without any row
    show(
        rows,
        {"file": file.name},
        published,
        file_format,
    )
    state = "accepted" if accept else "sent; the data steward accepts them on the page"
    told = f"{file.name}: {taken.n_answers} answers in {len(taken.numbers)} submissions, {state}."
    if not taken.numbers:
        told = f"{file.name}: nothing new, every answer stands there already. Nothing was changed."
    elif taken.n_unchanged:
        told += f" {taken.n_unchanged} more were there already and are left as they are."
    typer.echo(told, err=True)


def backup(
    out: Annotated[
        Path | None, typer.Option("--out", help="file to write; else one named by the time")
    ] = None,
) -> None:
    """Copy the store of what people write."""
    from dashboard.responses.backup import backup as copy  # noqa: PLC0415
    from dashboard.responses.files import responses_dir  # noqa: PLC0415

    path, content = copy(responses_dir(), out)
    typer.echo(f"Copied to {path}.\nContent: {content}")


def restore(
    file: Annotated[Path, typer.Argument(help="copy of a store, as backup writes it")],
) -> None:
    """Put a copy in the place of the store; what was there is put aside."""
    from dashboard.responses.backup import restore as put_back  # noqa: PLC0415
    from dashboard.responses.files import responses_dir  # noqa: PLC0415

    content, aside = put_back(responses_dir(), file, invented=_served_invented())
    told = f" What was there is now {aside}." if aside else ""
    typer.echo(f"{file} is in place.{told}\nContent: {content}")


def _served_invented() -> bool | None:
    """Return whether the release that is served is invented; None: none is served."""
    from dashboard.store.places import store_dir  # noqa: PLC0415
    from dashboard.store.pointer import read_pointer  # noqa: PLC0415

    try:
        return read_pointer(store_dir()).invented
    except StoreError:
        return None


def _read(cursor: duckdb.DuckDBPyConnection, file: Path) -> pd.DataFrame:
    """Return the checked answers of a file.

    Raises:
        ExportError: The file cannot be read from the disk.
    """
    from dashboard.answers.checking import questionnaire  # noqa: PLC0415
    from dashboard.contracts.response_check import read_responses  # noqa: PLC0415
    from dashboard.contracts.response_read import MOST_BYTES  # noqa: PLC0415

    try:
        if file.stat().st_size > MOST_BYTES:
            size = f"{file.stat().st_size / 1e6:.0f} MB"
            refused = f"{file} has {size}, expected at most {MOST_BYTES // 1_000_000} MB."
            raise ExportError(refused)
        content = file.read_bytes()
    except OSError as error:
        refused = f"{file} cannot be read: {error.strerror}."
        raise ExportError(refused) from error
    return read_responses(content, file.name, questionnaire(cursor), _shown)


def _shown(share: float, step: str) -> None:
    _progress(0.9 * share, step)


def _progress(share: float, step: str) -> None:
    """Show how far it is, on a terminal only."""
    if sys.stderr.isatty():
        end = "\n" if share == 1 else ""
        typer.echo(f"\r\x1b[K{share:4.0%} {step}{end}", err=True, nl=False)


def _summary(answers: pd.DataFrame) -> list[dict[str, object]]:
    """Return one row for each round: answers and cities."""
    counted = answers.groupby("round_id").agg(
        n_cities=("city_id", "nunique"), n_answers=("question_id", "size")
    )
    return [
        {"round_id": round_id, "n_cities": int(row["n_cities"]), "n_answers": int(row["n_answers"])}
        for round_id, row in counted.iterrows()
    ]
