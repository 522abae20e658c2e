"""What the page of good practices says: what was found, what is left out, what to loosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.analysis.case_search import NONE, SOME
from dashboard.i18n import _, country, listed, ngettext, number
from dashboard.words.cases import (
    case_status_name,
    city_role_name,
    group_name,
    initiative_name,
    sector_name,
    step_name,
)
from dashboard.words.markdown import as_plain_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from dashboard.analysis.case_search import Part
    from dashboard.answers.practices import CasesAnswer
    from dashboard.queries.facts import Choices
    from dashboard.state import State


def filter_phrases(state: State, choices: Choices, steps: Mapping[str, str]) -> list[str]:
    """Return which filters of cases are on, one phrase each; those of cities stand elsewhere."""
    lists = (
        (_("sector: {}"), state.sector, sector_name),
        (_("step of the cycle: {}"), state.step, lambda step: step_name(step, steps)),
        (_("kind of initiative: {}"), state.initiative, initiative_name),
        (_("role of the city: {}"), state.role, city_role_name),
        (_("for: {}"), state.beneficiaries, group_name),
        (_("status: {}"), state.status, case_status_name),
    )
    phrases = [_("search: “{}”").format(state.query)] if state.query else []
    if state.area:
        phrases.append(_("policy area: {}").format(choices.area.get(state.area, state.area)))
    if state.keyword:
        name = choices.keyword.get(state.keyword, state.keyword)
        phrases.append(_("keyword: {}").format(name))
    phrases += [
        text.format(listed([name(x) for x in values])) for text, values, name in lists if values
    ]
    if state.case_from or state.case_to:
        first = str(state.case_from or _("any year"))
        phrases.append(_("years: {} to {}").format(first, state.case_to or _("any year")))
    return phrases


def _filter_name(name: str) -> str:
    """Return what a filter asks for, as it stands after "by" or "the filter on"."""
    names = {
        "region": _("region"),
        "oecd": _("OECD status"),
        "size": _("population"),
        "network": _("network"),
        "country": _("country"),
        "area": _("policy area"),
        "keyword": _("keyword"),
        "sector": _("sector"),
        "step": _("step of the cycle"),
        "initiative": _("kind of initiative"),
        "role": _("role of the city"),
        "beneficiaries": _("who benefits"),
        "status": _("status"),
        "years": _("years"),
    }
    return names.get(name, name)


def summary(answer: CasesAnswer) -> str:
    """Say how many cases are shown, of which kind, in how many places.

    Args:
        answer: The cases.

    Returns:
        Sentences.
    """
    rows = answer.rows
    counts = rows["record"].value_counts()
    kinds = (
        (ngettext("{n} practice", "{n} practices", int(counts.get("practice", 0))), "practice"),
        (ngettext("{n} grant", "{n} grants", int(counts.get("grant", 0))), "grant"),
        (ngettext("{n} finding", "{n} findings", int(counts.get("finding", 0))), "finding"),
    )
    told = [text.format(n=number(int(counts[of]))) for text, of in kinds if counts.get(of, 0)]
    n_places, n_countries = rows["city_id"].nunique(), rows["country_iso3"].nunique()
    sentence = _("{n} of {total} cases are shown: {kinds}.").format(
        n=number(len(rows)), total=number(answer.n_all), kinds=listed(told)
    )
    where = _("They are from {places} in {countries}.").format(
        places=ngettext("{n} place", "{n} places", n_places).format(n=number(n_places)),
        countries=ngettext("{n} country", "{n} countries", n_countries).format(
            n=number(n_countries)
        ),
    )
    return f"{sentence} {where}"


def search_notes(answer: CasesAnswer, cities: Mapping[str, str]) -> list[str]:
    """Say how a query was read: typing errors, places without a case, words that nothing fits.

    Args:
        answer: The cases.
        cities: Names of places by id.

    Returns:
        Sentences in Markdown; none if every word was found as it was typed.
    """
    found, told = answer.found, []
    for part in found.parts:
        typed, read = as_plain_text(part.typed), as_plain_text(_read_as(part, cities))
        if part.typed != part.read_as:
            told.append(_("“{typed}” was read as “{read}”.").format(typed=typed, read=read))
        if part.near:
            near = _("We know of no case in {place}.").format(place=read)
            if part.n_cases:
                near += " " + _("The nearest ones are shown, the nearest first.")
            told.append(near)
        elif not part.n_cases:
            told.append(_("No case is about “{word}”.").format(word=typed))
    if found.fits == SOME:
        told.append(_("No case fits every word. These fit at least half of them."))
    return told


def _read_as(part: Part, cities: Mapping[str, str]) -> str:
    """Return the name of the one place that was meant, else the word."""
    if len(part.places) != 1:
        return part.read_as
    (place,) = part.places
    return cities.get(place) or country(place, part.read_as)


def unknown_sentence(answer: CasesAnswer) -> str:
    """Return how many cases are left out only because a value is not known; empty: none."""
    if not answer.unknown:
        return ""
    parts = [
        _("{n} by {what}").format(n=number(n), what=_filter_name(name))
        for name, n in answer.unknown.items()
    ]
    return _("Left out because we do not know the value: {parts}. They may fit.").format(
        parts=listed(parts)
    )


def without_place(rows: pd.DataFrame) -> str:
    """Return how many of the cases shown are not on the map; empty: all are."""
    n = int(rows["latitude"].isna().sum())
    if not n:
        return ""
    return ngettext(
        "{n} of them has no single place and is not on the map.",
        "{n} of them have no single place and are not on the map.",
        n,
    ).format(n=number(n))


def no_result(answer: CasesAnswer) -> list[str]:
    """Say what to loosen: which filter brings back how many cases.

    Args:
        answer: An answer without any case.

    Returns:
        Sentences, the filter that brings most first; never empty.
    """
    searched = answer.found.parts and answer.found.fits == NONE
    back = sorted(answer.back.items(), key=lambda item: -item[1])
    told = []
    for name, n in back:
        one = ngettext("{n} case comes back", "{n} cases come back", n).format(n=number(n))
        what = _("without the search") if name == "query" else _("without the filter on {what}")
        told.append(f"{one} {what.format(what=_filter_name(name))}.")
    if told:
        return told
    if searched:
        return [_("Try other words, fewer words, or the name of a place or country.")]
    return [_("No single filter is the reason. Take away two or more of them.")]


def map_alt(summary_text: str, places: pd.DataFrame) -> str:
    """Return what the map of the places shows, for readers who cannot see it."""
    most = places.sort_values("n_cases", ascending=False, kind="stable").head(5)
    named = [
        f"{city} {number(int(n))}" for city, n in zip(most["city"], most["n_cases"], strict=True)
    ]
    return _("Map of the places of the cases. {summary} Most cases: {places}.").format(
        summary=summary_text, places=listed(named)
    )


def reading_lines() -> list[str]:
    """Return how the cases are to be read, and what is missing."""
    return [
        _(
            "A case is what a source says of a city. Sources are city halls, networks, donors, UN "
            "bodies and some press, mostly without evaluation. Good news is over-represented."
        ),
        _(
            "The cases are what one reader found in public pages, not all that cities do. Many "
            "cases of a country do not make it more inclusive. They are never ranked."
        ),
        _(
            "What is *running* was so when the source was read. A year is that of the case or, "
            "failing that, of the source."
        ),
        _(
            "Policy area, keyword, role and kind are our classification. Sector and step of the "
            "cycle are known only for the cases of the founding documents; status and who benefits "
            "only for the others."
        ),
        _(
            "The search knows English words, and names of places in any spelling. Words of one "
            "stem are one word: *house* finds *housing*."
        ),
    ]
