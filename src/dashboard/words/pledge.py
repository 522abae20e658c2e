"""The text of a pledge for a review of the Compacts, made by rule from a plan."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from dashboard.analysis.alignment import COVERED
from dashboard.i18n import _, ngettext, number
from dashboard.words.alignment import short_name
from dashboard.words.plan import baseline, period, state_text, target

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from dashboard.contracts.plan import Plan, PlanAction

# Frameworks whose reviews a pledge is made for, in the order in which it names them.
_PLEDGED: Final = ("gcm", "gcr", "sdg")


def pledge(plan: Plan, city: str, items: pd.DataFrame) -> str:
    """Make the text of a pledge for a review of the Compacts, from what the plan holds.

    Args:
        plan: The plan.
        city: Name of the city.
        items: Rows of `covered_items` for the actions of the plan.

    Returns:
        Paragraphs of plain text; what is not filled in is left out, never made up.
    """
    n = len(plan.actions)
    when = f" ({period(plan)})" if period(plan) else ""
    lead = ngettext(
        "{city} pledges to take {n} action for the inclusion of migrants and refugees{when}.",
        "{city} pledges to take {n} actions for the inclusion of migrants and refugees{when}.",
        n,
    ).format(city=city, n=number(n), when=when)
    parts = [lead]
    codes = _codes(items)
    for place, action in enumerate(plan.actions, start=1):
        parts.append(f"{place}. {_pledged(action, codes.get(action.keyword_id, {}))}")
    parts.append(state_text(plan))
    return "\n\n".join(parts)


def _pledged(action: PlanAction, codes: Mapping[str, list[str]]) -> str:
    text = action.wording or action.keyword_id
    told = [text if text.endswith((".", "!", "?")) else f"{text}."]
    if action.owner:
        told.append(_("In charge: {unit}.").format(unit=action.owner))
    if action.indicator and target(action):
        start = _("from {value} ").format(value=_start(action)) if _start(action) else ""
        told.append(
            _("Measured by {indicator}: {start}to {target}.").format(
                indicator=action.indicator, start=start, target=target(action)
            )
        )
    serves = [f"{short_name(name)} {', '.join(codes[name])}" for name in _PLEDGED if name in codes]
    if serves:
        told.append(_("It serves: {items}.").format(items="; ".join(serves)))
    return " ".join(told)


def _codes(items: pd.DataFrame) -> dict[str, dict[str, list[str]]]:
    """Return the codes of the items that each keyword serves, by framework of a pledge."""
    codes: dict[str, dict[str, list[str]]] = {}
    columns = (items[name] for name in ("framework_id", "code", "status", "covered_by"))
    for framework, code, status, keywords in zip(*columns, strict=True):
        if framework in _PLEDGED and status == COVERED:
            for keyword in keywords:
                codes.setdefault(keyword, {}).setdefault(framework, []).append(code)
    return codes


def _start(action: PlanAction) -> str:
    """Return the value at the start with its year, without its source."""
    return baseline(replace(action, baseline_source=""))
