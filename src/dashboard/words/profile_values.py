"""What a profile says about the indicators of one instrument in one unit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from dashboard.answers.city_map import GAP_UNIT
from dashboard.i18n import _, listed, number
from dashboard.words.figures import OWN_CODING, instrument_name, quantity
from dashboard.words.markdown import as_plain_text, linked
from dashboard.words.profile import gaps_summary

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def group_name(instrument_id: str, instrument: str, unit: str) -> str:
    """Return the heading of the values of one instrument in one unit."""
    if unit == GAP_UNIT:
        return _("Gaps between native-born and foreign-born residents")
    name = _("Other figures") if instrument_id == OWN_CODING else instrument_name("", instrument)
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
    stated = [row["note"] for row in rows if isinstance(row["note"], str)]
    notes = {note: None for text in stated for note in text.split("; ")}
    if first["unit"] != GAP_UNIT and notes:
        parts.append(_("Note: {notes}.").format(notes="; ".join(notes)))
    return " ".join(parts)


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
