"""What the peer comparison says: from whom to learn, what is documented, networks, change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dashboard.analysis.learning import AHEAD
from dashboard.i18n import _, listed, ngettext, number
from dashboard.words.cells import Cells, rows_of, source_link, years_text
from dashboard.words.figures import quantity
from dashboard.words.markdown import as_plain_text
from dashboard.words.peers import features_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from dashboard.answers.change import Panel
    from dashboard.answers.comparison import Comparison


def learning_sentence(row: Mapping[str, Any], area: str) -> str:
    """Say in one sentence why a peer is worth a look in a policy area.

    Args:
        row: Row of `learning_peers` with `alike_in` of the peer.
        area: Name of the policy area.

    Returns:
        Plain text.
    """
    alike = features_text(row["alike_in"], _("nothing that we measure"))
    if row["reason"] == AHEAD:
        return _("{city} is {points} points ahead of you in {area}, and alike in {alike}.").format(
            city=row["city"], points=number(row["lead"]), area=area, alike=alike
        )
    return _(
        "{city} documents something in {area}, where we know of nothing of yours, and is alike in "
        "{alike}."
    ).format(city=row["city"], area=area, alike=alike)


def learning_cells(
    learning: pd.DataFrame, records: pd.DataFrame, areas: Mapping[str, str]
) -> Cells:
    """Return from whom to learn: the reason, what to read, its year and source.

    Args:
        learning: Rows of `learning_peers` with `alike_in`.
        records: Rows of `list_records`.
        areas: Names of the policy areas by id.

    Returns:
        Markdown cells by heading.
    """
    by_id = {row["record_id"]: row for row in rows_of(records)}
    rows = [(row, by_id[row["record_id"]]) for row in rows_of(learning)]
    return {
        _("Whom, why, and what to read in our words"): [
            f"{_told(record)}  \n*{as_plain_text(learning_sentence(row, areas[row['area_id']]))}*"
            for row, record in rows
        ],
        _("Year"): [years_text(record["year"]) for _row, record in rows],
        _("Source"): [source_link(record) for _row, record in rows],
    }


def _told(record: Mapping[str, Any]) -> str:
    """Return title and summary of a record; a few grants have no summary."""
    title = f"**{as_plain_text(record['city'])}: {as_plain_text(record['title'])}**"
    summary = record["summary"]
    return f"{title}  \n{as_plain_text(summary)}" if summary else title


def learning_summary(comparison: Comparison, city: str) -> str:
    """Say from how many peers there is something to learn, or why there is none.

    Args:
        comparison: The comparison.
        city: Name of the own city.

    Returns:
        Sentences.
    """
    found = comparison.learning
    if len(found):
        n = int(found["city_id"].nunique())
        told = ngettext("{n} peer is worth a look.", "{n} peers are worth a look.", n)
        order = _(
            "First come those that are ahead where {city} is behind the median, then those that "
            "document something where we know of nothing of {city}."
        )
        return f"{told.format(n=number(n))} {order.format(city=city)}"
    medians = comparison.area_medians
    if medians["difference"].notna().any() and not (medians["difference"] < 0).any():
        return _(
            "{city} is at or above the median of its peers in every policy area that the "
            "instrument covers. It may be a city to learn from."
        ).format(city=city)
    return _(
        "We know of no practice of these peers in the areas where {city} is behind, or where we "
        "know of nothing of it. Try more peers, or fewer filters."
    ).format(city=city)


def evidence_summary(comparison: Comparison, city: str) -> str:
    """Say how much is documented of the city and of its peers.

    Args:
        comparison: The comparison.
        city: Name of the own city.

    Returns:
        Sentences.
    """
    records = comparison.records
    mine = records[records["city_id"] == comparison.own]
    thin = [name for area, name in comparison.areas.items() if area not in set(mine["area_id"])]
    told = ngettext(
        "We know of {n} practice or grant of {city}, and of {m} of its peers.",
        "We know of {n} practices and grants of {city}, and of {m} of its peers.",
        len(mine),
    ).format(n=number(len(mine)), city=city, m=number(len(records) - len(mine)))
    if thin:
        nothing = _("Nothing of {city} is known to us in {areas}.")
        told = f"{told} {nothing.format(city=city, areas=listed(thin))}"
    return told


def evidence_caption() -> str:
    """Return how the counts of what is documented are to be read."""
    return _(
        "The own city stands first. A dash: nothing known to us. The numbers say what is "
        "documented, not how good a city is."
    )


def evidence_alt(title: str, comparison: Comparison) -> str:
    """Return what the table of counts shows, for readers who cannot see it."""
    counts = comparison.records["city_id"].value_counts()
    told = [f"{name}: {int(counts.get(of, 0))}" for of, name in comparison.cities.items()]
    return f"{title}. {'; '.join(told)}."


def networks_cells(comparison: Comparison) -> Cells:
    """Return which networks each peer shares with the own city; no row for one that shares none."""
    joined = comparison.networks
    mine = set(joined.loc[joined["city_id"] == comparison.own, "network"])
    cells: Cells = {_("Peer"): [], _("Networks of both"): []}
    for city_id, city in comparison.cities.items():
        if city_id == comparison.own:
            continue
        theirs = joined.loc[joined["city_id"] == city_id, "network"].tolist()
        shared = [network for network in theirs if network in mine]
        if shared:
            cells[_("Peer")].append(as_plain_text(city))
            cells[_("Networks of both")].append(as_plain_text("; ".join(shared)))
    return cells


def panel_note(panel: Panel) -> str:
    """Return which cities a chart of change compares, and how many it leaves out."""
    n = panel.rows["city_id"].nunique()
    told = (
        _("The same {n} cities in every year.").format(n=number(n))
        if n > 1
        else _("No peer has a value in each of these years.")
    )
    left = ngettext(
        "{n} city is left out, because it has no value in one of the years.",
        "{n} cities are left out, because they have no value in one of the years.",
        panel.n_left_out,
    ).format(n=number(panel.n_left_out))
    sources = _("Source: {sources}.").format(
        sources=as_plain_text("; ".join(dict.fromkeys(panel.rows["publisher"])))
    )
    return " ".join([told, *([left] if panel.n_left_out else []), sources])


def panel_alt(title: str, panel: Panel) -> str:
    """Return what a line chart of change shows, for readers who cannot see it."""
    told = [
        f"{city}: "
        + ", ".join(
            f"{int(row['year'])} {quantity(row['value'])}"
            for row in rows_of(rows.sort_values("year"))
        )
        for city, rows in panel.rows.groupby("city", sort=False)
    ]
    return f"{title} ({panel.unit}). {'; '.join(told)}."
