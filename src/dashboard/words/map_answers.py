"""What the map of cities says where scores from answers colour it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dashboard.i18n import _, ngettext, number
from dashboard.words.responses import answers_source

if TYPE_CHECKING:
    from collections.abc import Mapping


def title(area: str, round_name: str) -> str:
    """Return the title of the map; both may be empty: all policy areas, nobody answered."""
    told = (
        _("Scores from answers of cities: {area}").format(area=area)
        if area
        else _("Scores from answers of cities, mean of the policy areas")
    )
    return f"{told}, {round_name}" if round_name else told


def value_text(row: Mapping[str, Any], round_name: str) -> str:
    """Return the score of a city with coverage, round and source, for its tooltip."""
    return _("Score from answers: {value} of 100 (coverage {coverage} %; source: {source})").format(
        value=number(row["value"], 1),
        coverage=number(row["coverage_pct"]),
        source=answers_source(round_name),
    )


def known_sentence(n: int) -> str:
    """Return how many of n cities have a score, to be filled in."""
    return ngettext(
        "{known} of {n} city kept has a score from its answers.",
        "{known} of {n} cities kept have a score from their answers.",
        n,
    )


def nobody() -> str:
    """Return a sentence: no answer is accepted yet."""
    return _("No city has an accepted answer yet. Every mark is hollow.")
