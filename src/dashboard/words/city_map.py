"""What the map of cities says: legend, tooltips, summary, disclaimer."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pandas as pd

from dashboard.analysis.classes import UNKNOWN
from dashboard.answers.city_map import GAP_UNIT
from dashboard.i18n import _, country, listed, ngettext, number
from dashboard.words.figures import instrument_name, quantity, year_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dashboard.answers.city_map import MapAnswer
    from dashboard.filters import MapFilter
    from dashboard.queries.facts import Choices


def disclaimer() -> str:
    """Return what is said under every map and in every export of one."""
    return _(
        "The boundaries and names shown and the designations used on this map do not imply "
        "official endorsement or acceptance by the United Nations or any partner. Outline: "
        "Natural Earth. Points: GeoNames, CC BY 4.0."
    )


def colour_name(colour: str) -> str:
    """Return the name of what colours the map."""
    names = {
        "evidence": _("Practices and grants"),
        "indicator": _("Indicator"),
        "network": _("Networks"),
        "oecd": _("OECD status"),
    }
    return names.get(colour, colour)


def links_name(links: str) -> str:
    """Return the name of a choice of partnerships."""
    names = {
        "all": _("All"),
        "city": _("Of my city"),
        "none": _("None"),
    }
    return names.get(links, links)


def map_title(asked: MapFilter, answer: MapAnswer, choices: Choices) -> str:
    """Return the title of the map and of its exports."""
    if asked.colour == "indicator":
        if answer.indicator is None:
            return _("Cities")
        return f"{answer.indicator.name}, {year_name(answer.year)}"
    if asked.colour == "evidence":
        area = choices.area.get(asked.area)
        return (
            _("Documented practices and grants: {area}").format(area=area)
            if area
            else _("Documented practices and grants, all policy areas")
        )
    if asked.colour == "network":
        return choices.network.get(asked.member) or _("Number of networks of each city")
    return _("Cities by OECD status of the country")


def class_labels(asked: MapFilter, answer: MapAnswer) -> list[str]:
    """Return what each class means, the lowest first; the legend adds what is not known."""
    if asked.colour == "oecd":
        return [_("non-OECD country"), _("OECD country")]
    if asked.colour == "network" and asked.member:
        return [_("has a role in it")]
    if asked.colour in {"evidence", "network"}:
        return ["1", "2", _("3 to 5"), _("6 and more")]
    if answer.indicator is None:
        return []
    edges = [quantity(edge) for edge in answer.edges]
    if not edges:
        known = answer.cities["value"].dropna()
        return [quantity(known.iloc[0])] if len(known) else []
    labels = [_("below {}").format(edges[0])]
    labels += [
        _("{low} to below {high}").format(low=low, high=high) for low, high in pairwise(edges)
    ]
    return [*labels, _("{} and above").format(edges[-1])]


def unknown_label(asked: MapFilter) -> str:
    """Return what a hollow mark means; empty: nothing can be unknown."""
    if asked.colour == "oecd":
        return ""
    if asked.colour == "evidence":
        return _("none known to us")
    if asked.colour == "network":
        return _("not known to be in it") if asked.member else _("no network known to us")
    return _("not known")


def value_heading(asked: MapFilter, answer: MapAnswer) -> str:
    """Return the heading of the column of values."""
    if asked.colour == "indicator" and answer.indicator is not None:
        return _("Value ({unit})").format(unit=answer.indicator.unit)
    names = {
        "evidence": _("Practices and grants"),
        "network": _("Networks"),
        "oecd": _("OECD (1 yes, 0 no)"),
    }
    return names.get(asked.colour, _("Value"))


def years_text(row: Mapping[str, Any]) -> str:
    """Return the year or years of a value as text; empty if none is stated."""
    first, last = row["first_year"], row["last_year"]
    if pd.isna(first):
        return ""
    return str(first) if pd.isna(last) or first == last else f"{first}\N{EN DASH}{last}"


def sources_text(row: Mapping[str, Any]) -> str:
    """Return the source of a value, or how many there are."""
    ids = str(row["value_source_ids"]).split("; ")
    if len(ids) > 1:
        return ngettext("{n} source", "{n} sources", len(ids)).format(n=number(len(ids)))
    return str(row["value_publisher"])


def place_text(row: Mapping[str, Any]) -> str:
    """Return name and country of a place."""
    return f"{row['city']}, {country(row['country_iso3'])}"


def population_text(row: Mapping[str, Any]) -> str:
    """Return the population of a place with its year."""
    if pd.isna(row["population"]):
        return _("Population not known")
    year = row["population_year"]
    return _("Population {n} ({year})").format(
        n=number(row["population"]), year=year_name(None if pd.isna(year) else int(year))
    )


def value_text(row: Mapping[str, Any], asked: MapFilter, answer: MapAnswer) -> str:
    """Return the value of a place with unit, year and source, for its tooltip.

    Args:
        row: Row of `city_map`.
        asked: What colours the map.
        answer: Indicator and year of the values.

    Returns:
        One line.
    """
    if row["class"] == UNKNOWN:
        name = answer.indicator.name if answer.indicator else colour_name(asked.colour)
        return f"{name}: {unknown_label(asked)}"
    if asked.colour == "oecd":
        labels = class_labels(asked, answer)
        return _("{text} (source: {source})").format(
            text=labels[int(row["value"])], source=sources_text(row)
        )
    unit = answer.indicator.unit if answer.indicator else ""
    value = f"{quantity(row['value'])} {unit}".strip()
    years = years_text(row) or year_name(None)
    told = _("{name}: {value} ({years}; source: {source})").format(
        name=answer.indicator.name if answer.indicator else colour_name(asked.colour),
        value=value,
        years=years,
        source=sources_text(row),
    )
    return f"{told} {_('Sources differ.')}" if row["n_values"] > 1 else told


def map_summary(asked: MapFilter, answer: MapAnswer) -> str:
    """Say what the map shows, from its data.

    Args:
        asked: What colours the map.
        answer: The cities with their classes.

    Returns:
        One or two sentences.
    """
    cities = answer.cities
    known = cities[cities["class"] != UNKNOWN]
    n_told = int((cities["value"] == 1).sum()) if asked.colour == "oecd" else len(known)
    told = _known_sentence(asked).format(known=number(n_told), n=number(len(cities)))
    lost = int(cities["latitude"].isna().sum())
    if lost:
        names = listed(cities.loc[cities["latitude"].isna(), "city"].tolist())
        told += " " + ngettext(
            "{n} city has no known coordinates and stands in the table only: {names}.",
            "{n} cities have no known coordinates and stand in the table only: {names}.",
            lost,
        ).format(n=number(lost), names=names)
    return told


def _known_sentence(asked: MapFilter) -> str:
    if asked.colour == "oecd":
        return _("{known} of {n} cities kept are in OECD countries.")
    if asked.colour == "evidence":
        return _(
            "We know of a practice or grant in {known} of the {n} cities kept; the others are "
            "drawn hollow."
        )
    if asked.member:
        return _("{known} of {n} cities kept have a role in it; the others are drawn hollow.")
    if asked.colour == "network":
        return _(
            "{known} of {n} cities kept have a role in a network that we know of; the others are "
            "drawn hollow."
        )
    return _("{known} of {n} cities kept have a value; the others are drawn hollow.")


def map_alt(title: str, summary: str, counted: Sequence[tuple[str, int]]) -> str:
    """Return the alternative text of the map: title, summary and cities in each class."""
    told = "; ".join(f"{label}: {number(n)}" for label, n in counted)
    summary = f"{summary} {_('Number of cities: {}.').format(told)}" if told else summary
    return _("Map of the world. {title}. {summary} The table under the map says the same.").format(
        title=title, summary=summary
    )


def indicator_notes(answer: MapAnswer) -> str:
    """Return from which instrument the values come, and what the goalposts are."""
    indicator = answer.indicator
    if indicator is None:
        return ""
    told = _("Instrument: {name}. Unit: {unit}. Year: {year}.").format(
        name=instrument_name(indicator.instrument_id, indicator.instrument),
        unit=indicator.unit,
        year=year_name(answer.year),
    )
    if indicator.unit == GAP_UNIT:
        return f"{told} {_('Native-born minus foreign-born; 0 is parity.')}"
    if indicator.scale_min is not None and indicator.scale_max is not None:
        told += " " + _("Scale: {low} to {high}.").format(
            low=quantity(indicator.scale_min), high=quantity(indicator.scale_max)
        )
    return told
