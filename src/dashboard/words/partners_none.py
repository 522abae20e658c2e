"""What the page on partners says where the filters leave no candidate: what to loosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.i18n import _, ngettext, number
from dashboard.words.partners import own_country_text

if TYPE_CHECKING:
    from collections.abc import Mapping


def no_candidate(back: Mapping[str, int], n_own_country: int) -> str:
    """Say what to loosen where no candidate is left.

    Args:
        back: Candidates that come back without one filter, by filter that is on.
        n_own_country: Places of the own country, which are left out unless it is chosen.

    Returns:
        Markdown: a sentence, and a line for each way to get candidates, the one that brings most
        first.
    """
    names = {
        "region": _("region"),
        "oecd": _("OECD status"),
        "size": _("population"),
        "network": _("network"),
        "country": _("country"),
    }
    ways = [
        ngettext(
            "{n} candidate comes back without the filter on {what}.",
            "{n} candidates come back without the filter on {what}.",
            n,
        ).format(n=number(n), what=names[name])
        for name, n in sorted(back.items(), key=lambda item: -item[1])
        if n
    ]
    if n_own_country:
        ways.append(own_country_text(n_own_country))
    if not ways:
        ways = [_("No single filter is the reason. Take away two or more of them.")]
    told = _("The filters leave no candidate. What we know of your city stands below.")
    return "\n".join([told, "", *(f"- {way}" for way in ways)])
