"""What the marks of the map mean: classes, shapes, and what must be said under every map."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from dashboard.answers.city_map import GAP_UNIT
from dashboard.i18n import _, listed, ngettext, number
from dashboard.words.figures import quantity

if TYPE_CHECKING:
    import pandas as pd

    from dashboard.answers.city_map import MapAnswer
    from dashboard.filters import MapFilter


def disclaimer() -> str:
    """Return what is said under every map and in every export of one."""
    return _(
        "The boundaries and names shown and the designations used on this map do not imply "
        "official endorsement or acceptance by the United Nations or any partner. Outline: "
        "Natural Earth. Points: GeoNames, CC BY 4.0."
    )


def class_labels(asked: MapFilter, answer: MapAnswer) -> list[str]:
    """Return what each class means, the lowest first; the legend adds what is not known."""
    if asked.colour == "oecd":
        return [_("non-OECD country"), _("OECD country")]
    if asked.colour == "network" and asked.member:
        return [_("has a role in it")]
    if asked.colour in {"evidence", "network"}:
        return ["1", "2", _("3 to 5"), _("6 and more")]
    if asked.colour == "answers":
        return _step_labels(answer)
    if answer.indicator is None:
        return []
    return _gap_labels() if answer.indicator.unit == GAP_UNIT else _step_labels(answer)


def _step_labels(answer: MapAnswer) -> list[str]:
    """Return what the classes between the edges mean."""
    edges = [quantity(edge) for edge in answer.edges]
    if not edges:
        known = answer.cities["value"].dropna()
        return [quantity(known.iloc[0])] if len(known) else []
    labels = [_("below {}").format(edges[0])]
    labels += [
        _("{low} to below {high}").format(low=low, high=high) for low, high in pairwise(edges)
    ]
    return [*labels, _("{} and above").format(edges[-1])]


def _gap_labels() -> list[str]:
    """Return what the classes of GAP_EDGES mean, in percentage points."""
    return [
        _("native-born worse off by more than 10"),
        _("native-born worse off by more than 2"),
        _("about equal: within 2"),
        _("foreign-born worse off by 2 or more"),
        _("foreign-born worse off by 10 or more"),
    ]


def unknown_label(asked: MapFilter) -> str:
    """Return what a hollow mark means; empty: nothing can be unknown."""
    if asked.colour == "oecd":
        return ""
    if asked.colour == "evidence":
        return _("none known to us")
    if asked.colour == "answers":
        return _("no score: no answers, or too few")
    if asked.colour == "network":
        return _("not known to be in it") if asked.member else _("no network known to us")
    return _("not known")


def shapes_note(n_links: int) -> str:
    """Return what shapes and lines mean, for exports, which have no second legend."""
    told = _(
        "Round: city or district, larger for more people. Diamond: population not known. Square: "
        "region or province."
    )
    if not n_links:
        return told
    lines = ngettext(
        "Lines: {n} partnership; it ends in a mark even outside the filters.",
        "Lines: {n} partnerships; they end in a mark even outside the filters.",
        n_links,
    )
    return f"{told} {lines.format(n=number(n_links))}"


def unplaced_note(cities: pd.DataFrame) -> str:
    """Return which cities have no point and stand in the table only; empty: all have one."""
    lost = cities.loc[cities["latitude"].isna(), "city"].tolist()
    if not lost:
        return ""
    told = ngettext(
        "{n} city has no known coordinates and stands in the table only: {names}.",
        "{n} cities have no known coordinates and stand in the table only: {names}.",
        len(lost),
    )
    return told.format(n=number(len(lost)), names=listed(lost))
