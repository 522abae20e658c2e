"""What the closer looks of the rankings page say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dashboard.i18n import _, ngettext, number
from dashboard.words.labels import oecd_name, region_name

if TYPE_CHECKING:
    import pandas as pd


def actions_sentence(n_actions: int, n_actors: int, most_shown: int) -> str:
    """Say how many actions of how many actors are listed.

    Args:
        n_actions: Actions found.
        n_actors: Actors behind them.
        most_shown: Rows that the table shows at most.

    Returns:
        One sentence, or two if some rows are not shown.
    """
    actions = ngettext("{n} action", "{n} actions", n_actions).format(n=number(n_actions))
    actors = ngettext("{n} actor", "{n} actors", n_actors).format(n=number(n_actors))
    told = _("{actions} of {actors}.").format(actions=actions, actors=actors)
    if n_actions <= most_shown:
        return told
    more = _("The first {n} are shown: pick a keyword to see its own, or download all.")
    return f"{told} {more.format(n=number(most_shown))}"


def matrix_title() -> str:
    """Return the title of the table of actors and keywords."""
    return _("Number of actions by actor and keyword")


def spread_title() -> str:
    """Return the title of the table of keywords and regions."""
    return _("Cities with a documented practice or grant, by keyword and region")


def codings_title() -> str:
    """Return the title of the table of scores under each coding."""
    return _("Scores of the policy areas under each coding")


def disagreements_title() -> str:
    """Return the title of the list of actions coded differently."""
    return _("Actions that the coders sorted differently")


def heat_alt(title: str, table: pd.DataFrame) -> str:
    """Say what a heat table shows, for readers who cannot see it.

    Args:
        title: Title of the table.
        table: A column of names, then one column of counts for each group.

    Returns:
        How many cells hold a number, and where the largest is.
    """
    counts = table.iloc[:, 1:].to_numpy(dtype=float, na_value=np.nan)
    n_known = int(np.isfinite(counts).sum())
    told = _("{title}. {n} of {total} cells hold a number; the others are empty.").format(
        title=title, n=number(n_known), total=number(counts.size)
    )
    if not n_known:
        return told
    row, column = divmod(int(np.nanargmax(counts)), counts.shape[1])
    largest = _("The largest is {n}: {row}, {column}.").format(
        n=number(counts[row, column]), row=table.iloc[row, 0], column=table.columns[column + 1]
    )
    return f"{told} {largest}"


def known_by_group(groups: pd.DataFrame) -> str:
    """Say about how many cities of each group anything is documented.

    Args:
        groups: Rows of `count_known_by_region`.

    Returns:
        Two sentences.
    """
    parts = [
        _("{group}: {known} of {n}").format(
            group=f"{region_name(row['region'])} {oecd_name(row['oecd'])}",
            known=number(row["n_cities_known"]),
            n=number(row["n_cities"]),
        )
        for row in groups.to_dict("records")
    ]
    told = _("Number of cities. A dash: no data, we know of no city.")
    return f"{told} " + _("Cities about which anything is documented: {}.").format("; ".join(parts))


def coders() -> str:
    """Return who the coders were."""
    return _(
        "Both coders are members of this project. The first knew the result of 2019; the second "
        "saw actor and document, but not the first one's choice."
    )
