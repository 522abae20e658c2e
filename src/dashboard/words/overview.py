"""What the overview says, in sentences made from the figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.i18n import _, listed, number
from dashboard.words.labels import oecd_name, region_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd


@dataclass(frozen=True, slots=True)
class Tile:
    """A key figure with its source."""

    label: str
    value: int
    source: str


def key_figure_tiles(figures: Mapping[str, int]) -> list[Tile]:
    """Make the six key figures.

    Args:
        figures: Counts and years from `key_figures`.

    Returns:
        Six tiles; each source says years and table.
    """
    counts = {name: number(value) for name, value in figures.items()}
    years = {name: str(value) for name, value in figures.items() if name.endswith("_year")}
    actions = _(
        "By {n_actors} actors; documents of {first_document_year} to {last_document_year}, and "
        "some without a year. Table actions."
    )
    values = _(
        "Values of {first_value_year} to {last_value_year}, and some without a year. "
        "Table city_indicators."
    )
    told = {**counts, **years}
    areas = _("In {n_areas} policy areas of the working group (2019). Table keywords.")
    cities = _("In {n_countries} countries. Table cities.")
    known = _("{n_practices} practices and {n_grants} grants. Tables practices, grants.")
    return [
        Tile(_("Actions recommended to cities"), figures["n_actions"], actions.format(**told)),
        Tile(_("Keywords"), figures["n_keywords"], areas.format(**told)),
        Tile(_("Cities and other places"), figures["n_cities"], cities.format(**told)),
        Tile(
            _("Practices and grants"),
            figures["n_practices"] + figures["n_grants"],
            known.format(**told),
        ),
        Tile(_("Indicator values"), figures["n_values"], values.format(**told)),
        Tile(
            _("Sources"),
            figures["n_sources"],
            _("Every row of the data names its source. Table sources."),
        ),
    ]


def users() -> str:
    """Return a sentence that says for whom the dashboard is made."""
    return _(
        "- **Staff of a mayor**: which actions come first, and how sure is that?\n"
        "- **A working group on a call**: share the screen, change a choice, see the ranking "
        "move. *Presentation mode* in the sidebar makes the type larger.\n"
        "- **Partners**: filter by region and OECD status, download every table and chart, and "
        "cite it with its release. *Copy exact link* reopens the same view."
    )


def coverage_title() -> str:
    """Return the title of the coverage chart and table."""
    return _("What we know, by region and OECD status")


def coverage_summary(coverage: pd.DataFrame) -> str:
    """Say where we know much and where we know little.

    Args:
        coverage: Rows of `list_coverage`.

    Returns:
        Three sentences.
    """
    places = int(coverage["n_places"].sum())
    measured = int(coverage["n_with_policy_or_outcome_indicator"].sum())
    without = coverage[coverage["n_with_policy_or_outcome_indicator"] == 0]
    most = coverage.sort_values("n_with_policy_or_outcome_indicator").iloc[-1]
    sentences = [
        _("{measured} of {places} places have a policy or outcome indicator.").format(
            measured=number(measured), places=number(places)
        ),
        _("{n} of them are in one group: {group}.").format(
            n=number(most["n_with_policy_or_outcome_indicator"]),
            group=_group(most["region"], most["oecd"]),
        ),
    ]
    if len(without):
        names = [_group(*row) for row in without[["region", "oecd"]].itertuples(index=False)]
        sentences.append(
            _(
                "There is none at all for {groups}: there we know only practices and networks."
            ).format(groups=listed(names))
        )
    return " ".join(sentences)


def _group(region: str, oecd: str) -> str:
    return f"{region_name(region)} {oecd_name(oecd)}"


def coverage_alt(coverage: pd.DataFrame) -> str:
    """Return a sentence that says what the coverage chart shows, for readers who cannot see it."""
    told = [
        _("{group}: {n} places, {share} % with any indicator").format(
            group=_group(row["region"], row["oecd"]),
            n=number(row["n_places"]),
            share=number(100 * row["n_with_indicator"] / row["n_places"]),
        )
        for row in coverage.to_dict("records")
    ]
    return f"{coverage_title()}. {'; '.join(told)}."


def coverage_reading() -> str:
    """Return a sentence that says how to read the coverage."""
    return _(
        "This shows what was found, not where inclusion happens. “Any indicator” includes context "
        "figures such as the share of foreign-born people. A place can be a city, a district, a "
        "province or a region. City filters do not change this table."
    )


def origin() -> str:
    """Return a sentence that says where the numbers come from and what they are not."""
    return _(
        "- **Actions and keywords**: documents of international actors, read in excerpts. Each "
        "action is put in our own words and sorted into one keyword by two coders.\n"
        "- **Scores of 2019**: slides of the working group, May 2019, shown as published.\n"
        "- **Cities**: names and points mostly from GeoNames; populations as cited, else from "
        "GeoNames.\n"
        "- **Practices**: what one reader found on public pages. They are claims of those pages, "
        "mostly without evaluation.\n"
        "- Missing is not zero: an empty cell means that we do not know."
    )
