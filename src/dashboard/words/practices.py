"""What the page of good practices says: which filters are on, what was found, what is left out."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from dashboard.i18n import _, listed, ngettext, number
from dashboard.words.cases import (
    case_status_name,
    city_role_name,
    group_name,
    initiative_name,
    sector_name,
    step_name,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

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


def filter_name(name: str) -> str:
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
    counts = Counter(rows["record"].tolist())
    kinds = (
        (ngettext("{n} practice", "{n} practices", counts["practice"]), "practice"),
        (ngettext("{n} grant", "{n} grants", counts["grant"]), "grant"),
        (ngettext("{n} finding", "{n} findings", counts["finding"]), "finding"),
    )
    told = [text.format(n=number(counts[of])) for text, of in kinds if counts[of]]
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


def unknown_sentence(answer: CasesAnswer) -> str:
    """Return how many cases are left out only because a value is not known; empty: none."""
    if not answer.unknown:
        return ""
    parts = [
        _("{n} by {what}").format(n=number(n), what=filter_name(name))
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
            "stem are one word: *house* finds *housing*. Where nothing fits, the nearest words are "
            "those that have most groups of three letters in common with yours."
        ),
    ]
