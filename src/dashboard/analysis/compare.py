"""Where does our own city stand against the median of its peers?

The median of the peers leaves the own city out. A difference is own minus median; nothing is
imputed: a peer without a value counts neither for nor against, and n says how many have one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from dashboard.analysis.ranks import rank_label, rank_spans

if TYPE_CHECKING:
    from collections.abc import Sequence

# One row per item (policy area or indicator) that is compared.
MEDIAN_COLUMNS: Final[dict[str, str]] = {
    "item_id": "policy area or indicator",
    "own": "value of the own city; empty: none",
    "median": "median of the peers with a value; empty: none has one",
    "difference": "own minus median; empty: one of them is empty",
    "n_peers": "peers with a value",
    "rank_label": "rank among own city and peers with a value, 1 = highest; ties share; empty: "
    "the own city has none",
    "n_ranked": "cities ranked",
}
# One row per city of a league table.
LEAGUE_COLUMNS: Final[dict[str, str]] = {
    "city_id": "identifier of the city",
    "score": "mean of the policy areas with a score, 0-100, equal weights",
    "coverage_pct": "share of the policy areas of the instrument with a score, in percent",
    "rank": "1 = highest; equal scores share a rank",
    "rank_label": "the rank, or the span of ranks that equal scores share",
}


def against_median(values: pd.DataFrame, own: str, items: Sequence[str]) -> pd.DataFrame:
    """Compare a city with the median of the others, item by item.

    Args:
        values: Columns city_id, item_id, value; one row at most for each pair.
        own: Id of the own city; every other city is a peer.
        items: Items to compare, in order.

    Returns:
        Rows with the columns of MEDIAN_COLUMNS, one for each item.
    """
    table = values.pivot_table(index="city_id", columns="item_id", values="value", dropna=False)
    table = table.reindex(columns=list(items))
    mine = table.loc[own] if own in table.index else pd.Series(np.nan, index=table.columns)
    peers = table.drop(index=own, errors="ignore")
    median = peers.median()
    labels, counts = [], []
    for item in items:
        known = table[item].dropna()
        counts.append(len(known))
        labels.append(_label_of(known, own) if own in known.index else None)
    return pd.DataFrame(
        {
            "item_id": list(items),
            "own": mine.to_numpy(dtype=float),
            "median": median.to_numpy(dtype=float),
            "difference": (mine - median).to_numpy(dtype=float),
            "n_peers": peers.notna().sum().to_numpy(dtype=int),
            "rank_label": pd.Series(labels, dtype="object"),
            "n_ranked": counts,
        }
    )


def _label_of(known: pd.Series, own: str) -> str:
    first, last = rank_spans(known.to_numpy(dtype=float))
    place = known.index.get_loc(own)
    return rank_label(int(first[place]), int(last[place]))


def league(values: pd.DataFrame, n_items: int) -> pd.DataFrame:
    """Rank cities by the mean of their scores.

    Args:
        values: Columns city_id, item_id, value (0-100); NaN: no score.
        n_items: Items that the instrument covers.

    Returns:
        Rows with the columns of LEAGUE_COLUMNS, the highest score first; cities without any score
        are not in it.
    """
    known = values.dropna(subset=["value"])
    means = known.groupby("city_id")["value"].agg(["mean", "count"])
    first, last = rank_spans(means["mean"].to_numpy(dtype=float))
    table = pd.DataFrame(
        {
            "city_id": means.index,
            "score": means["mean"].to_numpy(),
            "coverage_pct": 100 * means["count"].to_numpy() / max(n_items, 1),
            "rank": first.astype(int),
            "rank_label": [
                rank_label(int(low), int(high)) for low, high in zip(first, last, strict=True)
            ],
        }
    )
    return table.sort_values(["rank", "city_id"], kind="stable", ignore_index=True)
