"""What the page on partners says: who is first, on how much knowledge, and what ties exist."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dashboard.analysis.answer_scores import LEAST_COVERAGE
from dashboard.analysis.partners import SMALL_POINTS
from dashboard.criteria import PARTNER_CRITERIA
from dashboard.i18n import _, country, listed, ngettext, number
from dashboard.words.cells import NO_DATA, rows_of
from dashboard.words.partner_evidence import partner_criterion_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from dashboard.answers.partners import PartnerAnswer
    from dashboard.criteria import PartnerFilter

_MOST_NAMED: Final = 3


def summary(answer: PartnerAnswer, asked: PartnerFilter, city: str) -> str:
    """Say who is first, among how many, and of how many too little is known.

    Args:
        answer: The candidates, at least one.
        asked: What was asked for.
        city: Name of the own city.

    Returns:
        Sentences, as plain text.
    """
    pool, unranked = len(answer.table), len(answer.table) - answer.n_ranked
    parts = [_first(answer, city)]
    if unranked:
        parts.append(
            _(
                "Of {n} of {pool} candidates too little is known for a rank: less than {least} % "
                "of the weight. That says nothing against them."
            ).format(n=number(unranked), pool=number(pool), least=number(LEAST_COVERAGE))
        )
    if answer.n_own_country:
        parts.append(own_country_text(answer.n_own_country))
    if not asked.origins:
        parts.append(_("The migratory channel is not known yet: name the main countries above."))
    return " ".join(parts)


def own_country_text(n: int) -> str:
    """Return that places of the own country are left out, and how to see them."""
    return ngettext(
        "{n} place of your own country is left out; choose the country in the sidebar to see it.",
        "{n} places of your own country are left out; choose the country in the sidebar to see "
        "them.",
        n,
    ).format(n=number(n))


def _first(answer: PartnerAnswer, city: str) -> str:
    """Return who is first for a city, and how far the next one is."""
    ranked = answer.table[answer.table["rank"].notna()]
    if ranked.empty:
        return _(
            "No candidate for {city} can be ranked. Name main countries, or give more weight to "
            "what is known."
        ).format(city=city)
    top = ranked[ranked["rank"] == 1]
    names = [place_name(row) for row in rows_of(top.head(_MOST_NAMED))]
    rest = len(top) - len(names)
    if rest:
        names.append(_("{n} more").format(n=number(rest)))
    best = float(top["score"].iloc[0])
    told = ngettext(
        "By what is documented, the first candidate for {city} is {places}, with {score} of 100 "
        "points.",
        "By what is documented, the first candidates for {city} are {places}, with {score} of 100 "
        "points each.",
        len(top),
    ).format(city=city, places=listed(names), score=number(best, 1))
    return f"{told} {_small(ranked, len(top), best)}".strip()


def _small(ranked: pd.DataFrame, n_top: int, best: float) -> str:
    """Return a warning that the order says little: shared ranks or small differences."""
    near = int((ranked["score"] > best - SMALL_POINTS).sum())
    if near > n_top:
        return _(
            "{n} candidates lie within {points} points: the difference is small. Read the reasons, "
            "not the order."
        ).format(n=number(near), points=number(SMALL_POINTS))
    if n_top > 1:
        return _("They share the rank: read the reasons.")
    return ""


def place_name(row: Mapping[str, Any]) -> str:
    """Return name and country of a place."""
    return _("{city} ({country})").format(city=row["city"], country=country(row["country_iso3"]))


def linked_text(names: Sequence[str], city: str) -> str:
    """Say with which places a city is documented to work.

    Args:
        names: Names of the places.
        city: Name of the city.

    Returns:
        One sentence.
    """
    if not names:
        return _("No partnership or shared practice of {city} is documented here.").format(
            city=city
        )
    told = ngettext(
        "{city} has a documented link with {n} place: {places}.",
        "{city} has documented links with {n} places: {places}.",
        len(names),
    )
    return told.format(city=city, n=number(len(names)), places=listed(names))


def weights_text(weights: Sequence[float]) -> str:
    """Return the weights of the criteria in words."""
    if len(set(weights)) == 1:
        return _("All criteria count the same.")
    told = [
        f"{partner_criterion_name(name)} {number(weight, 1)}"
        for name, weight in zip(PARTNER_CRITERIA, weights, strict=True)
    ]
    return _("Weights: {weights}.").format(weights="; ".join(told))


def reason_columns(table: pd.DataFrame) -> dict[str, list[str]]:
    """Return what speaks for each candidate, what against, and what is not known.

    Args:
        table: Rows with the columns of PARTNER_COLUMNS.

    Returns:
        Columns of text: speaks_for, speaks_against and to_ask.
    """
    columns: dict[str, list[str]] = {"speaks_for": [], "speaks_against": [], "to_ask": []}
    for row in rows_of(table):
        values = {criterion: row[criterion] for criterion in PARTNER_CRITERIA}
        for name, kept in (
            ("speaks_for", [c for c, value in values.items() if value]),
            ("speaks_against", [c for c, value in values.items() if value == 0]),
            ("to_ask", [c for c, value in values.items() if value is None]),
        ):
            said = [_graded(criterion, values[criterion]) for criterion in kept]
            columns[name].append("; ".join(said) or NO_DATA)
    return columns


def _graded(criterion: str, value: float | None) -> str:
    """Return a criterion in one word, with its value where that is neither all nor nothing."""
    words = {
        "channel": _("channel"),
        "associations": _("associations"),
        "experience": _("experience"),
        "resources": _("resources"),
        "language": _("language"),
        "links": _("links"),
    }
    name = words[criterion]
    return f"{name} {number(value, 2)}" if value and value < 1 else name


def could_be(row: Mapping[str, Any]) -> str:
    """Return the span of the score, whatever the rest turns out to be."""
    return f"{number(row['score_low'])}\N{EN DASH}{number(row['score_high'])}"


def reading_help() -> list[str]:
    """Return how the page is to be read, one sentence or more a line."""
    return [
        _(
            "The score is the weighted mean of what is known, 0 to 100. *Coverage* is the share "
            "of the weight that is known; below {least} % there is no rank. *Could be* is the "
            "score if everything not known were worst, and if it were best."
        ).format(least=number(LEAST_COVERAGE)),
        _(
            "Migratory channel: 1 if the country is among the main ones that you named, or a "
            "source states a channel between the two places; 0 if you named others."
        ),
        _(
            "Migrant associations: 1 if a practice of the place names a body of migrants. "
            "Resources: 1 for two or more documented grants, 0.75 for one."
        ),
        _(
            "Experience: 1 for two or more documented ties abroad, 0.75 for one, 0.5 for ties in "
            "its own country only. Links for which the source states no agreement of authorities "
            "do not count."
        ),
        _(
            "Culture and language: 1 for an official language that both countries share (Unicode "
            "CLDR), 0.5 for the same UN subregion only, 0 for neither. Languages of a part of a "
            "country are not counted."
        ),
        _(
            "Existing links: 1 for a documented partnership, link or shared practice, 0.5 for a "
            "shared network only. Of equal candidates, those with a link stand first."
        ),
        _(
            "What nobody documented is not known, and never 0. Our lists of partnerships, grants "
            "and members are not complete: a good partner may be one of which nothing is written "
            "here."
        ),
    ]
