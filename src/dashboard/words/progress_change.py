"""What is said about change: the panel, its scores, its answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.analysis.progress import SMALL_CHANGE
from dashboard.i18n import _, listed, ngettext, number
from dashboard.words.comparison import signed
from dashboard.words.responses import state_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from dashboard.analysis.progress import Panel


def panel_sentence(panel: Panel, rounds: Sequence[str]) -> str:
    """Return which cities are compared over the rounds, and how many are left out."""
    n, out = len(panel.cities), panel.n_left_out
    told = ngettext(
        "Compared is {n} city that answered in every round ({rounds}).",
        "Compared are the {n} cities that answered in every round ({rounds}).",
        n,
    ).format(n=number(n), rounds=listed(list(rounds)))
    if not n:
        told = _("No city answered in every round ({rounds}): nothing can be compared.").format(
            rounds=listed(list(rounds))
        )
    left = ngettext(
        "{n} other city answered in some rounds only and is left out.",
        "{n} other cities answered in some rounds only and are left out.",
        out,
    ).format(n=number(out))
    return f"{told} {left}"


def change_text(change: float) -> str:
    """Return a change of a score in words; a small one is said to be small."""
    if abs(change) < SMALL_CHANGE:
        return _("small difference ({points})").format(points=signed(change, 1))
    direction = _("up ({points})") if change > 0 else _("down ({points})")
    return direction.format(points=signed(change, 1))


def slope_summary(table: pd.DataFrame) -> str:
    """Say in which policy areas the mean score of the panel went up, down or hardly moved.

    Args:
        table: Columns name and change, at least one row.

    Returns:
        Sentences.
    """
    up: list[str] = []
    down: list[str] = []
    small: list[str] = []
    for row in table.to_dict("records"):
        named = f"{row['name']} ({signed(row['change'], 1)})"
        if abs(row["change"]) < SMALL_CHANGE:
            small.append(named)
        else:
            (up if row["change"] > 0 else down).append(named)
    told = []
    if up:
        told.append(_("The mean score went up in {areas}.").format(areas=listed(up)))
    if down:
        text = _("It went down in {areas}.") if up else _("The mean score went down in {areas}.")
        told.append(text.format(areas=listed(down)))
    if small:
        few = _("The difference is small, less than {n} points, in {areas}.")
        told.append(few.format(n=number(SMALL_CHANGE), areas=listed(small)))
    return " ".join(told)


def slope_alt(title: str, table: pd.DataFrame) -> str:
    """Return what the lines show, for readers who cannot see them."""
    told = [
        _("{name}: from {first} to {last}").format(
            name=row["name"], first=number(row["first"], 1), last=number(row["last"], 1)
        )
        for row in table.to_dict("records")
    ]
    return f"{title}. {'; '.join(told)}."


def moves_summary(moves: pd.DataFrame) -> str:
    """Say how many answers went up, down or stayed, over all actions.

    Args:
        moves: Rows of `transitions`.

    Returns:
        One sentence.
    """
    pairs = int(moves["n_pairs"].sum())
    if not pairs:
        return _("No answer can be compared: none names a step in both rounds.")
    return ngettext(
        "Of {n} answer that names a step in both rounds, {up} went up, {down} down, {same} stayed.",
        "Of {n} answers that name a step in both rounds, {up} went up, {down} down, {same} stayed.",
        pairs,
    ).format(
        n=number(pairs),
        up=number(moves["n_up"].sum()),
        down=number(moves["n_down"].sum()),
        same=number(moves["n_same"].sum()),
    )


def states_alt(title: str, shares: pd.DataFrame) -> str:
    """Return what bars of states show when there are few of them, for those who cannot see."""
    told = []
    for name, rows in shares.groupby("name", sort=False):
        parts = [
            f"{state_name(row['state'])} {number(row['share_pct'])} %"
            for row in rows[rows["n_answers"] > 0].to_dict("records")
        ]
        told.append(f"{name}: {', '.join(parts)}")
    return f"{title}. {'; '.join(told)}."


def movers_summary(moved: pd.DataFrame) -> str:
    """Say how many cities went up, down or hardly moved.

    Args:
        moved: Rows of `movers`, at least one.

    Returns:
        One sentence.
    """
    n_small = int(moved["is_small"].sum())
    n_up = int((~moved["is_small"] & (moved["change"] > 0)).sum())
    return ngettext(
        "Of {n} city, {up} went up, {down} down; for {small} the difference is small, less than "
        "{points} points.",
        "Of {n} cities, {up} went up, {down} down; for {small} the difference is small, less than "
        "{points} points.",
        len(moved),
    ).format(
        n=number(len(moved)),
        up=number(n_up),
        down=number(len(moved) - n_up - n_small),
        small=number(n_small),
        points=number(SMALL_CHANGE),
    )
