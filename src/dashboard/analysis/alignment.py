"""What does a selection of keywords cover of the frameworks, and what would close a gap?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Sequence

COVERED: Final = "covered"
OPEN: Final = "open"
OUT_OF_REACH: Final = "no keyword"
# One row per item of a framework; added to the columns of list_items.
COVERED_COLUMNS: Final[dict[str, str]] = {
    "status": "covered: a chosen keyword serves it; open: only others do; no keyword: none of the "
    "keywords does, so no selection can cover it",
    "covered_by": "chosen keywords that serve it, in the order of the selection",
    "closed_by": "other keywords that serve it, in the order given",
}
# One row per framework.
FRAMEWORK_COLUMNS: Final[dict[str, str]] = {
    "framework_id": "identifier of the framework",
    "framework": "name of the framework",
    "n_items": "items of the framework in the data",
    "n_reachable": "items that at least one of all keywords serves",
    "n_covered": "items that a chosen keyword serves",
    "covered_pct": "share of all items that is covered, 0-100",
}


def covered_items(
    items: pd.DataFrame, links: pd.DataFrame, chosen: Sequence[str], order: Sequence[str]
) -> pd.DataFrame:
    """Say of every item of the frameworks which keywords cover it, or would.

    Args:
        items: Rows of `list_items`.
        links: Rows of `list_links`.
        chosen: Keywords of the selection.
        order: All keywords, in the order in which those that would close a gap are named.

    Returns:
        The items with the columns of COVERED_COLUMNS.
    """
    serving: dict[tuple[str, str], set[str]] = {}
    for link in links.itertuples(index=False):
        serving.setdefault((str(link.framework_id), str(link.code)), set()).add(
            str(link.keyword_id)
        )
    others = [keyword for keyword in order if keyword not in set(chosen)]
    covered_by, closed_by, statuses = [], [], []
    for framework, code in zip(items["framework_id"], items["code"], strict=True):
        keywords = serving.get((framework, code), set())
        inside = tuple(keyword for keyword in chosen if keyword in keywords)
        outside = tuple(keyword for keyword in others if keyword in keywords)
        covered_by.append(inside)
        closed_by.append(outside)
        statuses.append(COVERED if inside else OPEN if outside else OUT_OF_REACH)
    return items.assign(
        status=statuses,
        covered_by=pd.Series(covered_by, index=items.index, dtype=object),
        closed_by=pd.Series(closed_by, index=items.index, dtype=object),
    )


def framework_coverage(covered: pd.DataFrame) -> pd.DataFrame:
    """Count what is covered of each framework.

    Args:
        covered: Rows of `covered_items`.

    Returns:
        One row per framework with the columns of FRAMEWORK_COLUMNS, in the order of the items.
    """
    rows = []
    for (framework_id, framework), items in covered.groupby(
        ["framework_id", "framework"], sort=False
    ):
        n_covered = int((items["status"] == COVERED).sum())
        rows.append(
            {
                "framework_id": framework_id,
                "framework": framework,
                "n_items": len(items),
                "n_reachable": int((items["status"] != OUT_OF_REACH).sum()),
                "n_covered": n_covered,
                "covered_pct": 100 * n_covered / len(items),
            }
        )
    return pd.DataFrame(rows, columns=list(FRAMEWORK_COLUMNS))


def gap_closers(covered: pd.DataFrame) -> dict[str, int]:
    """Count, for each keyword outside the selection, the open items that it would close.

    Args:
        covered: Rows of `covered_items`.

    Returns:
        Number of items by keyword, most first; equal numbers in the order in which the items name
        them.
    """
    counts: dict[str, int] = {}
    for closed_by in covered.loc[covered["status"] == OPEN, "closed_by"]:
        for keyword in closed_by:
            counts[keyword] = counts.get(keyword, 0) + 1
    places = {
        keyword: place
        for place, keyword in enumerate(
            dict.fromkeys(k for row in covered["closed_by"] for k in row)
        )
    }
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], places[pair[0]])))
