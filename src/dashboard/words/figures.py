"""How values, years and instruments are written, on every page."""

from __future__ import annotations

from typing import Final

from dashboard.i18n import _, number

_SMALL: Final = 100
_DECIMALS: Final = 2
# Source of indicators that are no index: their values come from many places.
OWN_CODING: Final = "package-own-coding"


def year_name(year: int | None) -> str:
    """Return a year in words."""
    return _("year not stated") if year is None else str(year)


def quantity(value: float) -> str:
    """Return a value with as many digits as it needs, two after the point at most."""
    whole = float(value).is_integer() or abs(value) >= _SMALL * _SMALL
    text = number(value, 0 if whole else _DECIMALS)
    return text if whole else text.rstrip("0")


def instrument_name(instrument_id: str, title: str) -> str:
    """Return the name of an instrument; figures we compiled from many sources have none."""
    if instrument_id == OWN_CODING:
        return _("figures that we compiled from several sources, with differing definitions")
    return title.split(":", maxsplit=1)[0]
