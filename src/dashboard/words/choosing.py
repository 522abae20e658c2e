"""What is said about a selection: what it holds, what its rules cost, why rules cannot be kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.i18n import _, listed, ngettext, number
from dashboard.words.markdown import as_plain_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dashboard.analysis.choosing import ContradictionError, Price
    from dashboard.words.cells import Cells


def contradiction(
    error: ContradictionError, keywords: Mapping[str, str], areas: Mapping[str, str]
) -> str:
    """Say which rules contradict each other, and what to change.

    Args:
        error: What was found.
        keywords: Names of keywords by id.
        areas: Names of policy areas by id.

    Returns:
        One or two sentences.
    """
    names = listed([keywords.get(name) or areas.get(name, name) for name in error.ids])
    got, possible = number(error.got), number(error.possible)
    return {
        "both": _("{names}: on the must-have list and on the never list. Take it off one of them."),
        "gone": _(
            "{names}: a must-have, but the filters leave it out. Take it off the list, or widen "
            "the filters."
        ),
        "musts": _("The limit is {got}, but there are {possible} must-haves. Raise the limit."),
        "area": _(
            "“At least {got} in each policy area” cannot be kept: {names} has {possible} left to "
            "choose from. Ask for fewer, or widen the filters."
        ),
        "limit": _(
            "The limit is {got}, but the policy areas and the must-haves need {possible}. Raise "
            "the limit, or ask for fewer in each area."
        ),
    }[error.kind].format(names=names, got=got, possible=possible)


def prices(found: Sequence[Price], keywords: Mapping[str, str]) -> list[str]:
    """Say what each rule costs, in points of the sum of scores.

    Args:
        found: Prices of the rules.
        keywords: Names of keywords by id.

    Returns:
        One sentence for each rule.
    """
    return [_price(price, keywords) for price in found]


def _price(price: Price, keywords: Mapping[str, str]) -> str:
    rule = {
        "per_area": _("The least number in each policy area"),
        "must": _("The must-have {name}"),
        "never": _("Leaving out {name}"),
    }[price.rule].format(name=keywords.get(price.keyword_id, price.keyword_id))
    if not price.points:
        if price.rule == "never":
            return _("{rule} costs nothing: it would not be suggested anyway.").format(rule=rule)
        return _("{rule} costs nothing: the best scores keep it anyway.").format(rule=rule)
    if not price.brings:  # fewer candidates than the limit: nothing takes its place
        return _("{rule} costs {points} points: nothing is left to take its place.").format(
            rule=rule, points=number(price.points, 1)
        )
    return _("{rule} costs {points} points: it brings in {new} instead of {old}.").format(
        rule=rule,
        points=number(price.points, 1),
        new=listed([keywords[name] for name in price.brings]),
        old=listed([keywords[name] for name in price.keeps_out]),
    )


def equals(ids: Sequence[str], keywords: Mapping[str, str]) -> str:
    """Return which keywords outside have the same score as one inside; empty if none has."""
    if not ids:
        return ""
    return ngettext(
        "{names} has the same score as one that is suggested: it could stand in its place.",
        "{names} have the same score as one that is suggested: they could stand in its place.",
        len(ids),
    ).format(names=listed([keywords[name] for name in ids]))


def chosen_text(counts: Mapping[str, int]) -> str:
    """Say how many actions are chosen in each policy area.

    Args:
        counts: Number of chosen keywords by name of the policy area, all areas.

    Returns:
        One sentence, and one more if an area has none.
    """
    n = sum(counts.values())
    parts = [f"{area} {number(count)}" for area, count in counts.items() if count]
    told = ngettext("{n} action is chosen: {parts}.", "{n} actions are chosen: {parts}.", n).format(
        n=number(n), parts=listed(parts)
    )
    none = [area for area, count in counts.items() if not count]
    if not none:
        return told
    return f"{told} " + _("None in {areas}.").format(areas=listed(none))


def dominated(pairs: Sequence[tuple[str, str]], keywords: Mapping[str, str]) -> list[str]:
    """Return what is chosen although something better by every criterion is left out."""
    return [
        _(
            "{worse} is chosen, {better} is not: by every criterion the second is at least as good."
        ).format(worse=keywords[worse], better=keywords[better])
        for better, worse in pairs
    ]


def selection_cells(rows: Sequence[Mapping[str, object]]) -> Cells:
    """Lay out the selection as a table of texts.

    Args:
        rows: Rows of SELECTION_COLUMNS; missing values are None.

    Returns:
        Cells by heading: action in words, rank with its range, what it serves.
    """
    cells: Cells = {_("Action"): [], _("Rank"): [], _("Serves"): []}
    for row in rows:
        wording, keyword = as_plain_text(str(row["wording"])), as_plain_text(str(row["keyword"]))
        first = wording or keyword  # no actor that counts has words for it
        cells[_("Action")].append(f"**{first}**  \n{keyword} ({as_plain_text(str(row['area']))})")
        label = _("left out by the filters")
        if row["rank_label"]:
            label = _("{rank} (range {low} to {high})").format(
                rank=row["rank_label"],
                low=number(int(str(row["rank_low"]))),
                high=number(int(str(row["rank_high"]))),
            )
        cells[_("Rank")].append(label)
        codes = [("GCM", row["gcm"]), ("SDG", row["sdg"])]
        cells[_("Serves")].append(
            "  \n".join(f"{name} {_joined(found)}" for name, found in codes if found)
        )
    return cells


def _joined(codes: object) -> str:
    return ", ".join(codes) if isinstance(codes, list) else str(codes)
