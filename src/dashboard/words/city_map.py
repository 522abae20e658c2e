"""What the map of cities says: legend, tooltips, summary, disclaimer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from dashboard.analysis.classes import UNKNOWN
from dashboard.answers.city_map import GAP_UNIT
from dashboard.answers.responses import INSTRUMENT
from dashboard.i18n import _, country, ngettext, number
from dashboard.words import map_answers
from dashboard.words.figures import instrument_name, quantity, worse_off, year_name
from dashboard.words.map_legend import class_labels, unknown_label, unplaced_note
from dashboard.words.responses import answers_source, scoring

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dashboard.answers.city_map import MapAnswer
    from dashboard.filters import MapFilter
    from dashboard.queries.facts import Choices


def colour_name(colour: str) -> str:
    """Return the name of what colours the map."""
    names = {
        "evidence": _("Practices and grants"),
        "indicator": _("Indicator"),
        "answers": _("Answers of cities"),
        "network": _("Networks"),
        "oecd": _("OECD status"),
    }
    return names.get(colour, colour)


def colour_help(*, answers_too: bool) -> str:
    """Return for which colours the policy area of the sidebar counts."""
    if answers_too:
        return _(
            "For practices and grants, and for answers of cities, the policy area in the sidebar "
            "says which of them count."
        )
    return _("For practices and grants, the policy area in the sidebar says which of them count.")


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
    if asked.colour == "answers":
        return map_answers.title(choices.area.get(asked.area, ""), answer.round_name)
    if asked.colour == "network":
        return choices.network.get(asked.member) or _("Number of networks of each city")
    return _("Cities by OECD status of the country")


def value_heading(asked: MapFilter, answer: MapAnswer) -> str:
    """Return the heading of the column of values."""
    if asked.colour == "indicator" and answer.indicator is not None:
        return _("Value ({unit})").format(unit=answer.indicator.unit)
    names = {
        "evidence": _("Practices and grants"),
        "answers": _("Score (0-100)"),
        "network": _("Networks"),
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
    if row["value_source_ids"] == INSTRUMENT:
        return _("the city itself")
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
    gap = answer.indicator is not None and answer.indicator.unit == GAP_UNIT
    if row["class"] == UNKNOWN:
        name = answer.indicator.name if answer.indicator else colour_name(asked.colour)
        return f"{name}: {unknown_label(asked)}"
    if asked.colour == "answers":
        return map_answers.value_text(row, answer.round_name)
    if asked.colour == "oecd":
        labels = class_labels(asked, answer)
        return _("{text} ({years}; source: {source})").format(
            text=labels[int(row["value"])],
            years=years_text(row) or year_name(None),
            source=sources_text(row),
        )
    unit = answer.indicator.unit if answer.indicator else ""
    value = f"{quantity(row['value'])} {unit}".strip()
    if gap and answer.indicator is not None:
        value = worse_off({**row, "direction": answer.indicator.direction})
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
    told = _known_sentence(asked, len(cities)).format(known=number(n_told), n=number(len(cities)))
    hollow = len(cities) - n_told
    if hollow and asked.colour != "oecd":
        told += " " + ngettext(
            "{n} is drawn hollow: we do not know.", "{n} are drawn hollow: we do not know.", hollow
        ).format(n=number(hollow))
    return f"{told} {unplaced_note(cities)}".strip()


def _known_sentence(asked: MapFilter, n: int) -> str:
    if asked.colour == "oecd":
        return ngettext(
            "{known} of {n} city kept is in an OECD country.",
            "{known} of {n} cities kept are in OECD countries.",
            n,
        )
    if asked.colour == "answers":
        return map_answers.known_sentence(n)
    if asked.colour == "evidence":
        return ngettext(
            "We know of a practice or grant in {known} of {n} city kept.",
            "We know of a practice or grant in {known} of {n} cities kept.",
            n,
        )
    if asked.colour == "network":
        return (
            ngettext(
                "We know of a role in it of {known} of {n} city kept.",
                "We know of a role in it of {known} of {n} cities kept.",
                n,
            )
            if asked.member
            else ngettext(
                "We know of a role in a network of {known} of {n} city kept.",
                "We know of a role in a network of {known} of {n} cities kept.",
                n,
            )
        )
    return ngettext(
        "We know the value of {known} of {n} city kept.",
        "We know the value of {known} of {n} cities kept.",
        n,
    )


def map_alt(title: str, summary: str, counted: Sequence[tuple[str, int]]) -> str:
    """Return the alternative text of the map: title, summary and cities in each class."""
    told = "; ".join(f"{label}: {number(n)}" for label, n in counted)
    summary = f"{summary} {_('Number of cities: {}.').format(told)}" if told else summary
    return _("Map of the world. {title}. {summary} The table under the map says the same.").format(
        title=title, summary=summary
    )


def indicator_notes(answer: MapAnswer) -> str:
    """Return from which instrument the values come, and what the goalposts are."""
    if answer.round_name:
        return f"{answers_source(answer.round_name)}. {scoring()}"
    indicator = answer.indicator
    if indicator is None:
        return ""
    told = _("Instrument: {name}. Unit: {unit}. Year: {year}.").format(
        name=instrument_name(indicator.instrument_id, indicator.instrument),
        unit=indicator.unit,
        year=_("not stated") if answer.year is None else str(answer.year),
    )
    if indicator.unit == GAP_UNIT:
        said = _("A gap is native-born minus foreign-born. The colours say who is worse off.")
        return f"{told} {said}"
    if indicator.scale_min is not None and indicator.scale_max is not None:
        told += " " + _("Scale: {low} to {high}.").format(
            low=quantity(indicator.scale_min), high=quantity(indicator.scale_max)
        )
    return told
