"""What is asked of local authorities, networks, events: in words and in tables of texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dashboard.i18n import _, country, ngettext, number
from dashboard.words.cells import Cells, rows_of, source_link
from dashboard.words.figures import year_name
from dashboard.words.funds import position_mark
from dashboard.words.markdown import as_plain_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

# Rows of the vote of 2019 begin so; they are a position, not law.
_AMIF = "AMIF 2021-2027"


def view_name(view: str) -> str:
    """Return the name of a part of the commitments page."""
    names = {
        "commitments": _("What is asked"),
        "networks": _("Networks"),
        "events": _("Calendar"),
        "results": _("Survey results"),
    }
    return names.get(view, view)


def commitment_summary(commitments: pd.DataFrame) -> str:
    """Say how many commitments of how many instruments there are.

    Args:
        commitments: Rows of `list_commitments`.

    Returns:
        Sentences.
    """
    # "AMIF 2021-2027: local share" and its likes are one instrument.
    n_instruments = commitments["instrument"].str.partition(":")[0].nunique()
    told = ngettext(
        "{n} instrument asks {all} things of local authorities.",
        "{n} instruments ask {all} things of local authorities.",
        n_instruments,
    ).format(n=number(n_instruments), all=number(len(commitments)))
    undated = int(commitments["year"].isna().sum())
    if undated:
        told += " " + ngettext(
            "The sources give no year for {n} of these things.",
            "The sources give no year for {n} of these things.",
            undated,
        ).format(n=number(undated))
    return told


def commitment_cells(commitments: pd.DataFrame) -> Cells:
    """Lay out what each instrument asks.

    Args:
        commitments: Rows of `list_commitments`.

    Returns:
        Cells by heading, one row a commitment; the first of an instrument is bold. Two columns:
        more do not fit a phone.
    """
    headings = (_("Instrument"), _("What it asks of local authorities"))
    cells: Cells = {heading: [] for heading in headings}
    before = ""
    for row in rows_of(commitments):
        name = row["instrument"]
        asks = as_plain_text(row["what_it_asks"])
        if name.startswith(_AMIF):
            asks += f"  \n**{position_mark()}**"
        shown = as_plain_text(name) if name == before else f"**{as_plain_text(name)}**"
        cells[headings[0]].append(f"{shown}  \n{year_name(row['year'])}")
        cells[headings[1]].append(f"{asks}  \n{_sourced(row)}")
        before = name
    return cells


def _sourced(row: Mapping[str, Any]) -> str:
    return _("Source: {source}").format(source=source_link(row))


def commitment_reading() -> str:
    """Return how to read the commitments."""
    return _(
        "In our words. Only some of these bind: a charter binds those who signed it, a compact "
        "binds nobody in law. Read the instrument before you quote it."
    )


def network_summary(networks: pd.DataFrame) -> str:
    """Say how many networks there are, and of how many we know members.

    Args:
        networks: Rows of `list_networks`.

    Returns:
        Sentences.
    """
    known = int((networks["n_members"] > 0).sum())
    return _(
        "{n} networks, programmes, charters and platforms are listed. Of {known} we know members; "
        "of the others we know none, which does not mean that they have none."
    ).format(n=number(len(networks)), known=number(known))


def network_cells(networks: pd.DataFrame) -> Cells:
    """Lay out the networks.

    Args:
        networks: Rows of `list_networks`.

    Returns:
        Cells by heading, one row a network. Two columns: more do not fit a phone.
    """
    headings = (_("Network"), _("What we know of it"))
    cells: Cells = {heading: [] for heading in headings}
    for row in rows_of(networks):
        note = f"  \n{as_plain_text(row['note'])}" if row["note"] else ""
        name, kind = as_plain_text(row["network"]), as_plain_text(row["kind"])
        cells[headings[0]].append(f"**{name}**  \n{kind}{note}")
        facts = (
            (_("Area"), as_plain_text(row["scope"] or "") or _("not stated")),
            (_("Founded"), year_name(row["year_founded"])),
            (
                _("Places with a role in it that we know of"),
                number(row["n_members"]) if row["n_members"] else _("none known to us"),
            ),
        )
        told = [f"{fact}: {value}" for fact, value in facts]
        cells[headings[1]].append("  \n".join([*told, _sourced(row)]))
    return cells


def network_option(row: Mapping[str, Any]) -> str:
    """Return how a network is offered: name and number of members that we know of."""
    n = int(row["n_members"])
    members = ngettext("{n} place", "{n} places", n).format(n=number(n))
    return f"{row['network']} ({members})"


def members_summary(n_members: int, n_kept: int, n_left_out: int) -> str:
    """Say how many members the map shows.

    Args:
        n_members: Places with a role in the network.
        n_kept: Those of them that the filters keep and that have a point.
        n_left_out: Those that the filters leave out.

    Returns:
        Sentences.
    """
    told = ngettext(
        "The map shows {kept} of {n} place that we know in it.",
        "The map shows {kept} of {n} places that we know in it.",
        n_members,
    ).format(kept=number(n_kept), n=number(n_members))
    if n_left_out:
        told += " " + ngettext(
            "The filters leave {n} out.", "The filters leave {n} out.", n_left_out
        ).format(n=number(n_left_out))
    return told


def event_summary(events: pd.DataFrame) -> str:
    """Say how many events there are, over which years, and how many have no date.

    Args:
        events: Rows of `list_events`.

    Returns:
        Sentences.
    """
    dated = events["date"].dropna()
    told = ngettext(
        "{n} event from {first} to {last}.", "{n} events from {first} to {last}.", len(dated)
    ).format(n=number(len(dated)), first=dated.min()[:4], last=dated.max()[:4])
    undated = events.loc[events["date"].isna(), "event"].tolist()
    if undated:
        told += " " + ngettext(
            "{n} has no date in its source and stands in the table only: {names}.",
            "{n} have no date in their source and stand in the table only: {names}.",
            len(undated),
        ).format(n=number(len(undated)), names="; ".join(undated))
    return told


def event_place(row: Mapping[str, Any]) -> str:
    """Return place and country of an event; empty: none is named."""
    land = country(row["country_iso3"]) if row["country_iso3"] else ""
    return ", ".join(part for part in (row["city"], land) if part)


def event_cells(events: pd.DataFrame) -> Cells:
    """Lay out the events, the oldest first.

    Args:
        events: Rows of `list_events`.

    Returns:
        Cells by heading, one row an event.
    """
    headings = (_("Date and place"), _("What happened"), _("Source"))
    cells: Cells = {heading: [] for heading in headings}
    for row in rows_of(events):
        when = row["date"] or _("date not stated")
        told = (
            "  \n".join(filter(None, (when, as_plain_text(event_place(row))))),
            f"**{as_plain_text(row['event'])}**  \n{as_plain_text(row['what_happened'])}",
            source_link(row),
        )
        for heading, text in zip(headings, told, strict=True):
            cells[heading].append(text)
    return cells


def event_alt(title: str, events: pd.DataFrame) -> str:
    """Return what the time line shows, for readers who cannot see it."""
    return f"{title}. {event_summary(events)} {_('The table under the chart says the same.')}"
