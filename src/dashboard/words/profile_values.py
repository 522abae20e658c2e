"""What a profile says about the indicators of one instrument in one unit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from dashboard.answers.city_map import GAP_UNIT
from dashboard.i18n import _, listed, number
from dashboard.queries.sources import PACKAGE_SOURCE
from dashboard.words.figures import instrument_name, quantity, year_name
from dashboard.words.markdown import as_plain_text, linked
from dashboard.words.profile import gaps_summary

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def group_name(instrument_id: str, instrument: str, unit: str) -> str:
    """Return the heading of the values of one instrument in one unit."""
    if unit == GAP_UNIT:
        return _("Gaps between native-born and foreign-born residents")
    name = (
        _("Other figures") if instrument_id == PACKAGE_SOURCE else instrument_name("", instrument)
    )
    return f"{name}: {unit}"


def group_summary(rows: Sequence[Mapping[str, Any]]) -> str:
    """Say what the values are: instrument, unit, scale, years, source, and what they show.

    Args:
        rows: Rows of one instrument and unit.

    Returns:
        Markdown.
    """
    told = gaps_summary(rows) + " " if rows[0]["unit"] == GAP_UNIT else ""
    sources = {linked(row["publisher"], row["address"]): None for row in rows}
    return told + _("{what} Source: {sources}.").format(
        what=as_plain_text(group_notes(rows)), sources=listed(list(sources))
    )


def group_notes(rows: Sequence[Mapping[str, Any]]) -> str:
    """Return instrument, unit, scale, year, number of cities, and what must be known besides."""
    first = rows[0]
    years = {_("not stated") if pd.isna(row["year"]) else str(row["year"]): None for row in rows}
    cities = sorted({int(row["n_cities"]) for row in rows})
    parts = [
        _("Instrument: {name}.").format(
            name=instrument_name(first["instrument_id"], first["instrument"])
        ),
        _("Unit: {unit}.").format(unit=first["unit"]),
        _("Year: {years}.").format(years=listed(list(years))),
        _("Cities with a value: {n}.").format(
            n="\N{EN DASH}".join(number(n) for n in dict.fromkeys((cities[0], cities[-1])))
        ),
    ]
    scales = {(row["scale_min"], row["scale_max"]) for row in rows}
    if len(scales) == 1 and first["unit"] != GAP_UNIT:
        low, high = next(iter(scales))
        if not pd.isna(low) and not pd.isna(high):
            scale = _("Goalposts: {low} to {high}.")
            parts.append(scale.format(low=quantity(low), high=quantity(high)))
    notes = shared_notes(rows)
    if notes:
        parts.append(_("Note: {notes}.").format(notes="; ".join(notes)))
    return " ".join(parts)


def row_names(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return the name of each value in a chart; with its year where an indicator has several.

    Args:
        rows: Rows of one instrument and unit.

    Returns:
        Names, each once.
    """
    ids = [row["indicator_id"] for row in rows]
    return [
        f"{row['indicator']}, {year_name(None if pd.isna(row['year']) else int(row['year']))}"
        if ids.count(row["indicator_id"]) > 1
        else row["indicator"]
        for row in rows
    ]


def shared_notes(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return the notes that every value has; gaps are told by their two shares."""
    if rows[0]["unit"] == GAP_UNIT:
        return []
    notes = [
        set(row["note"].split("; ")) if isinstance(row["note"], str) else set() for row in rows
    ]
    common = set.intersection(*notes)
    first = rows[0]["note"].split("; ") if isinstance(rows[0]["note"], str) else []
    return [note for note in first if note in common]


def own_note(row: Mapping[str, Any], shared: Sequence[str]) -> str:
    """Return what is said of one value only."""
    if row["unit"] == GAP_UNIT or not isinstance(row["note"], str):
        return ""
    return "; ".join(note for note in row["note"].split("; ") if note not in shared)


def strips_caption(rows: Sequence[Mapping[str, Any]]) -> str:
    """Return how to read the strips."""
    told = _("Grey ticks: the other cities with a value of the same year. Blue dot: this city.")
    if rows[0]["unit"] != GAP_UNIT:
        return told
    return f"{told} {_('The dashed line is parity.')}"


def gaps_caption() -> str:
    """Return how to read the dumbbells."""
    return _(
        "The line between the two marks is the gap. For overburden, overcrowding and poverty a "
        "lower share is better; for all others a higher one."
    )


def gaps_alt(title: str, rows: Sequence[Mapping[str, Any]]) -> str:
    """Return what the dumbbells show, for readers who cannot see them."""
    told = [
        _("{name}: native-born {native} %, foreign-born {foreign} %").format(
            name=row["indicator"],
            native=quantity(row["native_born_pct"]),
            foreign=quantity(row["foreign_born_pct"]),
        )
        for row in rows
    ]
    return f"{title}. {'; '.join(told)}."
