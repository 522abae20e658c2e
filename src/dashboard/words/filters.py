"""The filters in force and what they leave, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.i18n import _, country, listed, ngettext, number
from dashboard.words.labels import (
    actor_token_name,
    coding_name,
    counting_name,
    oecd_name,
    region_name,
    size_name,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboard.address import Problem
    from dashboard.queries.facts import Choices
    from dashboard.state import State


def city_filter_phrases(state: State, choices: Choices) -> list[str]:
    """Return which city filters are on, one phrase each; empty if none is."""
    phrases = []
    if state.region:
        phrases.append(_("region: {}").format(listed([region_name(x) for x in state.region])))
    if state.oecd:
        phrases.append(_("OECD status: {}").format(oecd_name(state.oecd)))
    if state.size:
        phrases.append(_("population: {}").format(listed([size_name(x) for x in state.size])))
    if state.network:
        names = [choices.network.get(x, x) for x in state.network]
        phrases.append(_("network: {}").format(listed(names)))
    if state.country:
        names = [country(x, choices.country.get(x, "")) for x in state.country]
        phrases.append(_("country: {}").format(listed(names)))
    return phrases


def corpus_phrases(state: State, choices: Choices) -> list[str]:
    """Return phrases that say whose documents are counted, and how."""
    actors = [actor_token_name(x, choices.actor) for x in state.actors]
    phrases = [
        _("actors: {}").format(listed(actors) if actors else actor_token_name("all", {})),
        _("counting: {}").format(counting_name(state.counting)),
        _("coding: {}").format(coding_name(state.coding)),
    ]
    if state.doc_from or state.doc_to:
        first = str(state.doc_from or choices.document_years[0])
        last = str(state.doc_to or choices.document_years[1])
        phrases.append(_("documents of {} to {}").format(first, last))
    return phrases


def all_phrases(state: State, choices: Choices) -> list[str]:
    """Return every filter in force on a page that counts documents as phrases, for exports."""
    return [*corpus_phrases(state, choices), *place_phrases(state, choices)]


def place_phrases(state: State, choices: Choices) -> list[str]:
    """Return the filters of cities and the policy area as phrases, for exports."""
    cities = city_filter_phrases(state, choices) or [_("cities: all")]
    if state.area:
        cities.append(_("policy area: {}").format(choices.area.get(state.area, state.area)))
    return cities


def cities_sentence(counts: Mapping[str, int]) -> str:
    """Say how many cities remain, and which filter leaves out how many.

    Args:
        counts: Number of cities by outcome, from `count_cities`.

    Returns:
        One or two sentences.
    """
    total = sum(counts.values())
    if counts["kept"] == total:
        return _("All {} cities are kept.").format(number(total))
    reasons = _reasons()
    parts = [f"{number(counts[key])} {words}" for key, words in reasons.items() if counts.get(key)]
    kept = ngettext(
        "{kept} of {total} cities is kept.", "{kept} of {total} cities are kept.", counts["kept"]
    ).format(kept=number(counts["kept"]), total=number(total))
    return kept + " " + _("Left out: {}.").format(listed(parts))


def _reasons() -> dict[str, str]:
    return {
        "region": _("by region"),
        "oecd": _("by OECD status"),
        "size": _("by population"),
        "network": _("by network"),
        "country": _("by country"),
    }


def left_out_sentence(city: str, reason: str) -> str:
    """Return a sentence: the filters leave the reader's own city out, and which of them does."""
    return _("{city} is left out by the filters ({reason}).").format(
        city=city, reason=_reasons()[reason]
    )


def problem_sentence(problem: Problem) -> str:
    """Say what an address asked for that could not be honoured.

    Args:
        problem: The problem.

    Returns:
        One sentence; what the address said is quoted as it was, shortened.
    """
    reasons = {
        "unknown parameter": _("The link names “{parameter}”, which this page does not know."),
        "unknown value": _("The link asks for {parameter} “{value}”, which is not in the data."),
        "too long": _("The link's value for {parameter} is too long to be read: “{value}”."),
        "release": _(
            "The link was made with data release “{value}”, which is not kept here. "
            "You see the release named at the foot of the page."
        ),
        "twice": _("The link names “{value}” more than once among {parameter}. It counts once."),
        "own city": _(
            "The link names your own city, “{value}”, among its {parameter}. It is left out."
        ),
        "own partner": _(
            "The link names your own city, “{value}”, as its partner. It is left out."
        ),
        "cut": _("What you look for is too long. Only its beginning is used: “{value}”."),
        "case order": _("The link asks for cases of {value}: the first year is after the last."),
        "order": _("The link asks for documents of {value}: the first year is after the last."),
    }
    return reasons[problem.reason].format(parameter=problem.parameter, value=problem.value)
