"""What the map and the tables of partnerships say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dashboard.i18n import _, country, ngettext, number
from dashboard.words.figures import year_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd


def partnership_text(row: Mapping[str, Any]) -> tuple[str, str, str]:
    """Return the three lines of a partnership's tooltip: ends; theme; year, status and source."""
    ends = f"{end_text(row, 'from')} \N{EN DASH} {end_text(row, 'to')}"
    year = row["year"] if isinstance(row["year"], str) else year_name(None)
    told = _("{status} ({year}; source: {source})").format(
        status=row["status"], year=year, source=row["publisher"]
    )
    return ends, str(row["theme"]), told


def end_text(row: Mapping[str, Any], end: str) -> str:
    """Return one end of a partnership: the place and its country, or only the country."""
    iso3 = row[f"{end}_country_iso3"]
    name = country(iso3) if isinstance(iso3, str) else _("not named")
    city = row[f"{end}_city"]
    return f"{city}, {name}" if isinstance(city, str) else name


def partnerships_summary(links: pd.DataFrame) -> str:
    """Say how many partnerships there are, and how many can be drawn.

    Args:
        links: Rows of `list_partnerships`.

    Returns:
        One or two sentences.
    """
    n_drawn = int((links["from_latitude"].notna() & links["to_latitude"].notna()).sum())
    told = ngettext(
        "{n} partnership has an end in the cities kept.",
        "{n} partnerships have an end in the cities kept.",
        len(links),
    ).format(n=number(len(links)))
    rest = len(links) - n_drawn
    if rest:
        told += " " + ngettext(
            "{n} of them cannot be drawn: we do not know the place at one end or at both.",
            "{n} of them cannot be drawn: we do not know the place at one end or at both.",
            rest,
        ).format(n=number(rest))
    return told
