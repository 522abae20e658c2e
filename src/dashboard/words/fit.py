"""Would a case work in our city? What the two places have in common, in words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from dashboard.answers.fit import ALIKE, BETWEEN, TWO_DEFINITIONS, UNKNOWN, UNLIKE
from dashboard.i18n import _, listed, number
from dashboard.queries.practices_figures import FOREIGN_BORN, POPULATION
from dashboard.words.figures import quantity, year_name
from dashboard.words.markdown import as_plain_text, linked
from dashboard.words.peers import feature_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dashboard.answers.fit import Fit
    from dashboard.queries.practices_figures import PlaceFigure
    from dashboard.queries.sources import Source

# What a column of a phone holds.
_LONG_WORD: Final = re.compile(r"(\w{12})(?=\w)")


def fit_summary(fits: Sequence[Fit], there: str, here: str) -> str:
    """Say in what two places are alike, in what not, and what is not known of both.

    Args:
        fits: The features.
        there: Name of the place of the case.
        here: Name of the own city.

    Returns:
        Sentences.
    """

    def named(verdict: str) -> str:
        return listed([feature_name(fit.feature) for fit in fits if fit.verdict == verdict])

    told = [
        (_("In common: {features}."), named(ALIKE)),
        (_("Not in common: {features}."), named(UNLIKE)),
        (_("In between: {features}."), named(BETWEEN)),
        (_("Not comparable, because the definitions differ: {features}."), named(TWO_DEFINITIONS)),
        (_("Not known of both: {features}."), named(UNKNOWN)),
    ]
    heading = _("{there} and {here}.").format(there=there, here=here)
    return " ".join([heading, *(text.format(features=names) for text, names in told if names)])


def fit_cells(fits: Sequence[Fit], there: str, here: str) -> dict[str, list[str]]:
    """Return the values of both places side by side, as Markdown cells by heading."""
    verdicts = {
        ALIKE: _("in common"),
        BETWEEN: _("in between"),
        UNLIKE: _("not in common"),
        TWO_DEFINITIONS: _("not comparable"),
        UNKNOWN: _("not known of both"),
    }
    return {
        _("What"): [f"{feature_name(fit.feature)}  \n*{verdicts[fit.verdict]}*" for fit in fits],
        as_plain_text(_narrow(there)): [_value(fit.feature, fit.there) for fit in fits],
        as_plain_text(_narrow(here)): [_value(fit.feature, fit.here) for fit in fits],
    }


def _value(feature: str, value: Any) -> str:  # noqa: ANN401 - whatever a feature is
    """Return a value as Markdown; a figure with its definition, year and source."""
    if value is None:
        return _("none known to us") if feature == "networks" else _("not known")
    if feature in {"population", "migrants"}:
        return _figure(value)
    if feature == "oecd":
        return _("OECD") if value else _("non-OECD")
    return as_plain_text(_narrow("; ".join(value) if feature == "networks" else str(value)))


def _narrow(text: str) -> str:
    """Return text that a column of a phone can break: also inside very long words."""
    return _LONG_WORD.sub("\\1\N{ZERO WIDTH SPACE}", text)


def _figure(figure: PlaceFigure) -> str:
    if figure.figure == POPULATION:
        told = number(figure.value)
    else:
        share = _("{share} % born abroad")
        if figure.figure != FOREIGN_BORN:
            share = _("{share} % foreign nationals")
        told = share.format(share=quantity(figure.value))
    lines = [
        told,
        f"{year_name(figure.year)}, {linked(_narrow(figure.publisher), figure.address)}",
        *([as_plain_text(_narrow(figure.note))] if figure.note else []),
    ]
    return "  \n".join(lines)


def other_sources(source: Source) -> str:
    """Return where the features come from that are no figures, as Markdown.

    Args:
        source: Source of the facts of countries.

    Returns:
        Sentences.
    """
    told = _("UN subregion and OECD status: {source}, {year}. Networks: see the profiles of both.")
    return told.format(source=as_plain_text(source.publisher), year=year_name(source.year))


def ask_for(row: Mapping[str, Any]) -> str:
    """Return what to ask the place before the case is copied.

    Args:
        row: Row of the cases.

    Returns:
        Sentences in plain text.
    """
    told = [_("This compares only what we measure.")]
    if row["stakeholders"]:
        told.append(_("Others took part: do you have such partners?"))
    if row["role"] == "partner":
        told.append(_("Others led it; the city was a partner."))
    if row["status"] != "completed":
        told.append(_("We do not know whether it worked: ask the city."))
    told.append(_("Ask also about legal powers, money and staff."))
    return " ".join(told)
