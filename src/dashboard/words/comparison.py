"""What the peer comparison says about scores: medians, differences, league table, gaps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from dashboard.answers.responses import INSTRUMENT
from dashboard.i18n import _, listed, ngettext, number
from dashboard.words.cells import NO_DATA, Cells, rows_of, years_text
from dashboard.words.figures import instrument_name, quantity, worse_off, year_name
from dashboard.words.markdown import as_plain_text, linked
from dashboard.words.responses import answers_source, scoring

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dashboard.answers.comparison import Comparison
    from dashboard.answers.instruments import Instrument

SMALL_DIFFERENCE: Final = 5


def scores_name(instrument: Instrument) -> str:
    """Return the name of an instrument."""
    if instrument.instrument_id == INSTRUMENT:
        return title_of(INSTRUMENT, "")
    return instrument_name("", instrument.title)


def title_of(instrument_id: str, title: str) -> str:
    """Return what an instrument is called where several are offered."""
    return _("Answers of cities") if instrument_id == INSTRUMENT else instrument_name("", title)


def source_of(instrument: Instrument) -> str:
    """Return the source of the scores, in words."""
    if instrument.instrument_id == INSTRUMENT:
        return answers_source(instrument.round_name)
    return instrument.publisher


def has_choice(comparison: Comparison) -> bool:
    """Return whether it must be said by what cities are scored: answers, or one of several."""
    return len(comparison.titles) > 1 or INSTRUMENT in comparison.titles


def scored_title(title: str, comparison: Comparison) -> str:
    """Return a title with instrument and year, where it must be said."""
    instrument = comparison.instrument
    if instrument is None or not has_choice(comparison):
        return title
    year = year_name(instrument.year)
    return _("{title} ({instrument}, {year})").format(
        title=title, instrument=scores_name(instrument), year=year
    )


def instrument_line(instrument: Instrument) -> str:
    """Return instrument, year and source of the scores, as Markdown."""
    return _("Scores: {name} (year: {year}). Source: {source}.").format(
        name=as_plain_text(scores_name(instrument)),
        year=_("not stated") if instrument.year is None else str(instrument.year),
        source=linked(source_of(instrument), instrument.address),
    )


def scored_line(comparison: Comparison) -> str:
    """Return instrument, year, source and number of cities with a score; empty: it is clear."""
    if comparison.instrument is None or not has_choice(comparison):
        return ""
    return f"{instrument_line(comparison.instrument)} {scored_count(comparison)}"


def scoring_note(comparison: Comparison) -> str:
    """Return how answers become scores; empty: another instrument."""
    instrument = comparison.instrument
    return scoring() if instrument and instrument.instrument_id == INSTRUMENT else ""


def scored_count(comparison: Comparison) -> str:
    """Return how many of the cities compared have a score."""
    return ngettext(
        "{n} of {total} city compared has a score.",
        "{n} of {total} cities compared have a score.",
        len(comparison.cities),
    ).format(n=number(comparison.n_scored), total=number(len(comparison.cities)))


def signed(value: float, decimals: int = 0) -> str:
    """Return a difference with its sign."""
    text = number(abs(value), decimals)
    if round(value, decimals) == 0:
        return "0"
    return f"+{text}" if value > 0 else f"\N{MINUS SIGN}{text}"


def median_summary(comparison: Comparison, city: str) -> str:
    """Say where the city is above and below the median of its peers, and what is small.

    Args:
        comparison: The comparison.
        city: Name of the own city.

    Returns:
        Sentences.
    """
    rows = [row for row in rows_of(comparison.area_medians) if not pd.isna(row["difference"])]
    groups: dict[str, list[str]] = {"above": [], "small": [], "below": []}
    for row in sorted(rows, key=lambda row: -row["difference"]):
        apart = row["difference"]
        kind = "small" if abs(apart) < SMALL_DIFFERENCE else "above" if apart > 0 else "below"
        groups[kind].append(f"{comparison.areas[row['item_id']]} ({signed(apart, 1)})")
    told = []
    if groups["above"]:
        above = _("{city} is above the median of its peers in {areas}.")
        told.append(above.format(city=city, areas=listed(groups["above"])))
    if groups["below"]:
        below = _("{city} is below the median of its peers in {areas}.")
        told.append(below.format(city=city, areas=listed(groups["below"])))
    if groups["small"]:
        small = _("The difference is small, less than {n} points, in {areas}.")
        told.append(small.format(n=number(SMALL_DIFFERENCE), areas=listed(groups["small"])))
    covered = comparison.instrument.areas if comparison.instrument else ()
    missing = [name for area, name in comparison.areas.items() if area not in covered]
    if missing:
        told.append(_("The instrument does not cover {areas}.").format(areas=listed(missing)))
    return " ".join(told)


def median_cells(
    table: pd.DataFrame, names: Mapping[str, str], coverage: Mapping[str, float] | None = None
) -> Cells:
    """Return own value, median, difference, number of peers and rank, item by item.

    Args:
        table: Rows of `against_median`.
        names: Names of the items by id.
        coverage: Share of the indicators of an item that the own city has, in percent; None: the
            items are single indicators.

    Returns:
        Markdown cells by heading.
    """
    rows = rows_of(table)

    def told(value: float) -> str:
        return NO_DATA if pd.isna(value) else number(value, 1)

    covered = coverage or {}
    named = []
    for row in rows:
        name = as_plain_text(names[row["item_id"]])
        share = covered.get(row["item_id"])
        about = "" if share is None else _("coverage {n} %").format(n=number(share))
        named.append(f"{name}  \n*{about}*" if about else name)
    return {
        _("Compared"): named,
        _("Own city"): [told(row["own"]) for row in rows],
        _("Median (number of peers)"): [
            f"{told(row['median'])} ({number(row['n_peers'])})" for row in rows
        ],
        _("Apart"): [
            NO_DATA if pd.isna(row["difference"]) else signed(row["difference"], 1) for row in rows
        ],
        _("Rank"): [
            _("{rank} of {n}").format(rank=row["rank_label"], n=number(row["n_ranked"]))
            if row["rank_label"]
            else NO_DATA
            for row in rows
        ],
    }


def median_alt(title: str, table: pd.DataFrame, names: Mapping[str, str]) -> str:
    """Return what the dots show, for readers who cannot see them."""
    told = [
        _("{item}: own city {own}, median of {n} peers {median}").format(
            item=names[row["item_id"]],
            own=_("none") if pd.isna(row["own"]) else quantity(round(row["own"], 2)),
            median=_("none") if pd.isna(row["median"]) else quantity(round(row["median"], 2)),
            n=number(row["n_peers"]),
        )
        for row in rows_of(table)
    ]
    return f"{title}. {'; '.join(told)}."


def league_cells(league: pd.DataFrame) -> Cells:
    """Return the league table: rank, city, score and how much of it is known."""
    rows = rows_of(league)
    return {
        _("Rank"): [row["rank_label"] for row in rows],
        _("City"): [as_plain_text(row["city"]) for row in rows],
        _("Mean score (0-100)"): [number(row["score"], 1) for row in rows],
        _("Coverage (%)"): [number(row["coverage_pct"]) for row in rows],
    }


def gap_cells(rows: Sequence[Mapping[str, Any]]) -> Cells:
    """Return one gap in every city: both shares and who is worse off, with year and source."""
    return {
        _("City"): [
            f"{as_plain_text(row['city'])}  \n*"
            f"{years_text(row['year'])}, {as_plain_text(row['publisher'])}*"
            for row in rows
        ],
        _("Native-born"): [f"{quantity(row['native_born_pct'])} %" for row in rows],
        _("Foreign-born"): [f"{quantity(row['foreign_born_pct'])} %" for row in rows],
        _("Gap in points"): [worse_off(row) for row in rows],
    }
