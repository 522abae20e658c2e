"""What is said about the effect of actions, and about the time line of a city."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dashboard.i18n import _, ngettext, number
from dashboard.words.cells import NO_DATA, Cells, rows_of, source_link
from dashboard.words.figures import quantity
from dashboard.words.markdown import as_plain_text, linked

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from dashboard.responses.notes import CityEvent

_WHOLE_WAY: Final = 100
_TOLD: Final = 5


def way_text(row: Mapping[str, Any]) -> str:
    """Return in words how far a value is on the way from its baseline to its target.

    Args:
        row: Row of `impact`; what is missing is None.

    Returns:
        Words without a full stop.
    """
    missing = [
        name
        for key, name in (
            ("baseline", _("start")),
            ("latest", _("newest value")),
            ("target", _("target")),
        )
        if row[key] is None
    ]
    if missing:
        told = _("not known: no {what}").format(what=", ".join(missing))
    elif row["way_pct"] is None:
        told = _("not known: start and target are the same")
    elif row["way_pct"] < 0:
        told = _("further from the target than at the start")
    elif row["way_pct"] >= _WHOLE_WAY:
        told = _("target reached")
    elif round(row["way_pct"]) == _WHOLE_WAY:
        told = _("almost there")
    else:
        told = _("{n} % of the way").format(n=number(row["way_pct"]))
    if row["is_revised"]:
        told += "; " + _("start or target was changed between rounds")
    return told


def impact_summary(ways: pd.DataFrame) -> str:
    """Say how many figures there are, and how far they are.

    Args:
        ways: Rows of `impact`, at least one.

    Returns:
        Sentences.
    """
    known = ways["way_pct"].dropna()
    n_cities = ways["city_id"].nunique()
    told = [
        ngettext(
            "{n} figure of {cities} is known.", "{n} figures of {cities} are known.", len(ways)
        ).format(
            n=number(len(ways)),
            cities=ngettext("{n} city", "{n} cities", n_cities).format(n=number(n_cities)),
        )
    ]
    counts = (
        ((known >= _WHOLE_WAY).sum(), _("target reached: {n}")),
        (((known >= 0) & (known < _WHOLE_WAY)).sum(), _("on the way: {n}")),
        ((known < 0).sum(), _("further from the target than at the start: {n}")),
        (ways["way_pct"].isna().sum(), _("way not known: {n}")),
    )
    parts = [text.format(n=number(count)) for count, text in counts if count]
    listing = "; ".join(parts)
    told.append(f"{listing[:1].upper()}{listing[1:]}.")
    told.append(
        _(
            "The cities chose these figures and state them. Other things change them too: they do "
            "not show that the action was the cause."
        )
    )
    return " ".join(told)


def impact_alt(title: str, ways: pd.DataFrame) -> str:
    """Return what the lines show, for readers who cannot see them."""
    told = [
        _("{name}: start {start}, newest value {latest}, target {target}, {way}").format(
            name=row["name"],
            start=quantity(row["baseline"]),
            latest=quantity(row["latest"]),
            target=quantity(row["target"]),
            way=row["told"],
        )
        for row in rows_of(ways)[:_TOLD]
    ]
    count = ngettext("{} row.", "{} rows.", len(ways)).format(number(len(ways)))
    return f"{title}. {count} {'; '.join(told)}."


def time_line(events: pd.DataFrame, notes: Sequence[CityEvent]) -> list[dict[str, str]]:
    """Return the events of the data package and the accepted notes together, the newest first.

    Args:
        events: Rows of the part events of a profile.
        notes: Accepted notes.

    Returns:
        date, event, from, source and link of each; of a link only a web address.
    """
    rows = [
        {
            "date": str(row["date"]),
            "event": f"{row['event']}: {row['what_happened'] or ''}".strip(": "),
            "from": _("data package"),
            "source": str(row["publisher"]),
            "link": row["address"] or "",
        }
        for row in rows_of(events)
    ]
    rows += [
        {
            "date": note.date,
            "event": note.event,
            "from": _("note, accepted by the data steward"),
            "source": note.source,
            "link": note.link if note.link.startswith(("http://", "https://")) else "",
        }
        for note in notes
    ]
    return sorted(rows, key=lambda row: row["date"], reverse=True)


def time_line_cells(rows: Sequence[Mapping[str, str]]) -> Cells:
    """Return the time line as a table of texts."""
    return {
        _("Date"): [as_plain_text(row["date"]) for row in rows],
        _("What happened"): [
            f"{as_plain_text(row['event'])}  \n*{as_plain_text(row['from'])}*" for row in rows
        ],
        _("Source"): [linked(row["source"], row["link"]) for row in rows],
    }


def evidence(text: str, address: object) -> str:
    """Return a link to the evidence of an answer; nothing if it is no web address."""
    if not isinstance(address, str) or not address.startswith(("http://", "https://")):
        return ""
    return source_link({"publisher": text, "address": address})


def figure(value: float | None) -> str:
    """Return a figure as it is written in a table; a dash if it is not known."""
    return NO_DATA if value is None else quantity(value)
