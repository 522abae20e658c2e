"""How values, years and instruments are written, on every page."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

from dashboard.i18n import _, number
from dashboard.queries.sources import PACKAGE_SOURCE

if TYPE_CHECKING:
    from collections.abc import Mapping

_SMALL: Final = 100
_DECIMALS: Final = 2


def year_name(year: int | None) -> str:
    """Return a year in words."""
    return _("year not stated") if year is None else str(year)


def quantity(value: float) -> str:
    """Return a value with as many digits as it needs, two after the point at most."""
    whole = float(value).is_integer() or abs(value) >= _SMALL * _SMALL
    text = number(value, 0 if whole else _DECIMALS)
    return text if whole else text.rstrip("0").rstrip(".")


def one_decimal(value: float) -> str:
    """Return a figure with one decimal, halves upwards as tables on a page round them."""
    return number(math.floor(value * 10 + 0.5) / 10, 1)


def as_typed(value: float) -> str:
    """Return a figure that somebody typed, with every digit it has, twelve at most."""
    digits = f"{value:.12g}"
    decimals = 0 if "e" in digits else len(digits.partition(".")[2])
    return number(value, decimals)


def instrument_name(instrument_id: str, title: str) -> str:
    """Return the name of an instrument; figures we compiled from many sources have none."""
    if instrument_id == PACKAGE_SOURCE:
        return _("figures that we compiled from several sources, with differing definitions")
    return title.split(":", maxsplit=1)[0]


def worse_off(row: Mapping[str, Any]) -> str:
    """Return a gap in points with who is worse off; parity is neither.

    Source of the direction: `direction` of the indicator. lower_better: above 0 the foreign-born
    are worse off; higher_better: below 0 they are.
    """
    gap = float(row["value"])
    if gap == 0:
        return _("0 (parity)")
    behind = gap > 0 if row["direction"] == "lower_better" else gap < 0
    points = quantity(gap).replace("-", "\N{MINUS SIGN}")
    who = _("foreign-born worse off") if behind else _("native-born worse off")
    return f"{points} ({who})"
