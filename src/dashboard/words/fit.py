"""Would a case work in our city? What the two places have in common, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dashboard.answers.fit import ALIKE, BETWEEN, UNKNOWN, UNLIKE
from dashboard.i18n import _, listed, number
from dashboard.words.markdown import as_plain_text
from dashboard.words.peers import feature_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dashboard.answers.fit import Fit


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
        UNKNOWN: _("not known of both"),
    }
    return {
        _("What"): [f"{feature_name(fit.feature)}  \n*{verdicts[fit.verdict]}*" for fit in fits],
        as_plain_text(there): [as_plain_text(_value(fit.feature, fit.there)) for fit in fits],
        as_plain_text(here): [as_plain_text(_value(fit.feature, fit.here)) for fit in fits],
    }


def _value(feature: str, value: Any) -> str:  # noqa: ANN401 - whatever a feature is
    if value is None:
        return _("none known to us") if feature == "networks" else _("not known")
    if feature == "population":
        return number(value)
    if feature == "migrants":
        return _("{share} %").format(share=number(value, 1))
    if feature == "oecd":
        return _("OECD") if value else _("non-OECD")
    return "; ".join(value) if feature == "networks" else str(value)


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
