"""Commands about the plan of a city: write it to a file, read it from one."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path  # noqa: TC003 - Typer reads the annotation at run time
from typing import TYPE_CHECKING, Annotated, Final

import typer

from dashboard.cli.output import is_invented, known_city, say
from dashboard.errors import ExportError, FilterError, ResponsesError

if TYPE_CHECKING:
    from collections.abc import Sequence

    import duckdb

    from dashboard.contracts.plan import Plan
    from dashboard.exports.provenance import Provenance
    from dashboard.responses.plans import PlanVersion

app = typer.Typer(help="The action plan of a city: export and import.", no_args_is_help=True)
_FORMATS: Final = ("json", "xlsx", "csv", "docx")


@app.command("export")
def export_plan(
    city_id: Annotated[str, typer.Argument(help="id of a city, such as ita-turin")],
    out: Annotated[Path, typer.Option("--out", help="file to write")],
    file_format: Annotated[
        str, typer.Option("--format", help="json, xlsx, csv or docx; else the ending of the file")
    ] = "",
) -> None:
    """Write the saved plan of a city to a file."""
    from dashboard.responses.files import responses_dir  # noqa: PLC0415
    from dashboard.responses.origin import check_origin  # noqa: PLC0415
    from dashboard.responses.plans import plan_versions  # noqa: PLC0415

    form = file_format or out.suffix.removeprefix(".").lower()
    _one_of("--format", form, _FORMATS)
    with say(None) as (cursor, published):
        check_origin(responses_dir(), invented=is_invented(published))
        known_city(cursor, city_id)
        saved = _any(plan_versions(responses_dir(), city_id), city_id)
        content = _content(cursor, saved[0].plan, form, published)
    _write(out, content)
    typer.echo(f"Plan of {city_id}, version {saved[0].version}, written to {out}.")


@app.command("import")
def import_plan(
    file: Annotated[Path, typer.Argument(help="JSON or XLSX file of a plan")],
    role: Annotated[
        str, typer.Option(help="city-editor, session-chair or data-steward")
    ] = "city-editor",
) -> None:
    """Check a plan file and save it as the next version of the plan of its city."""
    from dashboard.answers.plans import known_ids  # noqa: PLC0415
    from dashboard.contracts.plan_read import read_plan  # noqa: PLC0415
    from dashboard.responses.database import ROLES  # noqa: PLC0415
    from dashboard.responses.files import responses_dir  # noqa: PLC0415
    from dashboard.responses.origin import check_origin  # noqa: PLC0415
    from dashboard.responses.plans import plan_versions, save_plan  # noqa: PLC0415

    _one_of("--role", role, ROLES)
    content = _read(file)
    folder = responses_dir()
    with say(None) as (cursor, published):
        invented = is_invented(published)
        check_origin(folder, invented=invented)
        plan = read_plan(content, file.name, known_ids(cursor), invented=invented)
    saved = plan_versions(folder, plan.city_id)
    base = saved[0].version if saved else 0
    version = save_plan(folder, plan, role=role, base=base)
    told = "is the newest version already" if version == base else "saved"
    typer.echo(f"Plan of {plan.city_id}: {len(plan.actions)} actions, version {version}, {told}.")


def _any(saved: tuple[PlanVersion, ...], city_id: str) -> tuple[PlanVersion, ...]:
    if not saved:
        refused = f"{city_id} has no saved plan."
        raise ResponsesError(refused)
    return saved


def _one_of(option: str, given: str, known: Sequence[str]) -> None:
    if given not in known:
        refused = f"{option}: got {given!r}, expected one of {', '.join(known)}."
        raise FilterError(refused)


def _content(cursor: duckdb.DuckDBPyConnection, plan: Plan, form: str, published: str) -> bytes:
    """Return the plan in one format."""
    from dashboard.exports.plan_files import plan_csv, plan_json, plan_xlsx  # noqa: PLC0415

    if form == "json":
        return plan_json(plan, invented=is_invented(published))
    name = _name(cursor, plan.city_id)
    about = _about(plan, name, published)
    if form == "docx":
        from dashboard.answers.plans import plan_alignment, plan_book  # noqa: PLC0415
        from dashboard.exports.plan_document import plan_document  # noqa: PLC0415

        aligned = plan_alignment(cursor, [action.keyword_id for action in plan.actions])
        return plan_document(plan, name, plan_book(cursor), aligned, about)
    return plan_xlsx(plan, about) if form == "xlsx" else plan_csv(plan, about)


def _name(cursor: duckdb.DuckDBPyConnection, city_id: str) -> str:
    from dashboard.queries.places import list_places  # noqa: PLC0415

    places = list_places(cursor)
    place = places[places["city_id"] == city_id].iloc[0]
    parts = (place["city"], place["admin_area"], place["country"])
    return ", ".join(dict.fromkeys(part for part in parts if part))


def _about(plan: Plan, name: str, published: str) -> Provenance:
    from dashboard.exports.provenance import Provenance  # noqa: PLC0415
    from dashboard.words.plan import sources, title  # noqa: PLC0415

    return Provenance(
        title=title(plan, name),
        filters=("none",),
        release=published,
        date=datetime.now(UTC).date().isoformat(),
        sources=sources(),
        link=f"action-plan?city={plan.city_id}&release={published}",
        invented=is_invented(published),
    )


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        refused = f"{file} cannot be read: {error.strerror}."
        raise ExportError(refused) from error


def _write(out: Path, content: bytes) -> None:
    try:
        out.write_bytes(content)
    except OSError as error:
        refused = f"{out} cannot be written: {error.strerror}."
        raise ExportError(refused) from error
