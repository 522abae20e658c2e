"""Sources of funds in words: by level and kind, with conditions, date, and what is not law."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.i18n import _, ngettext, number
from dashboard.words.cells import Cells, rows_of, source_link, years_text
from dashboard.words.cooperation import page_cell
from dashboard.words.markdown import as_plain_text

if TYPE_CHECKING:
    import pandas as pd


def level_name(level: str) -> str:
    """Return the level of a source of funds."""
    names = {
        "local": _("local"),
        "regional": _("regional"),
        "national": _("national"),
        "international": _("international"),
    }
    return names.get(level, level)


def fund_cells(funds: pd.DataFrame) -> Cells:
    """Lay out sources of funds by level and kind.

    Args:
        funds: Rows of `list_funds`.

    Returns:
        Cells by heading, one row a source of funds.
    """
    headings = (
        _("Source of funds, level and kind"),
        _("Conditions or figures"),
        _("Year and source"),
    )
    cells: Cells = {heading: [] for heading in headings}
    for row in rows_of(funds):
        conditions = as_plain_text(row["conditions"] or "") or _("not stated")
        if row["is_position"]:
            conditions += f"  \n**{position_mark()}**"
        kind = f"*{level_name(row['level'])}; {as_plain_text(row['kind'])}*"
        page = "" if row["page"] is None else f", {_('page')} {page_cell(row)}"
        told = (
            f"**{as_plain_text(row['fund'])}**  \n{as_plain_text(row['offer'])}  \n{kind}",
            conditions,
            f"{years_text(row['year'])}  \n{source_link(row)}{page}",
        )
        for heading, text in zip(headings, told, strict=True):
            cells[heading].append(text)
    return cells


def position_mark() -> str:
    """Return what stands beside the figures of 2019 on AMIF."""
    return _(
        "Position of the European Parliament, March 2019. Not law: the Council was still "
        "negotiating."
    )


def fund_summary(funds: pd.DataFrame) -> str:
    """Say how many sources of funds there are, by level.

    Args:
        funds: Rows of `list_funds`.

    Returns:
        Sentences.
    """
    counts = funds["level"].value_counts(sort=False)
    parts = [
        _("{level}: {n}").format(level=level_name(str(level)), n=number(int(n)))
        for level, n in counts.items()
    ]
    n_positions = int(funds["is_position"].sum())
    told = _("{n} sources of funds are known ({parts}).").format(
        n=number(len(funds)), parts="; ".join(parts)
    )
    if n_positions:
        told += " " + ngettext(
            "{n} of them gives figures that are a position, not law.",
            "{n} of them give figures that are a position, not law.",
            n_positions,
        ).format(n=number(n_positions))
    return told


def position_note() -> str:
    """Return what an export says of the figures of 2019."""
    return _("Rows with is_position = true: {mark}").format(mark=position_mark())


def reading() -> str:
    """Return how to read the sources of funds."""
    return _(
        "Named by the founding documents of 2017 to 2021. Calls open and close: ask the funder "
        "before you plan with it. A year is that of the source; without one, none is stated."
    )
