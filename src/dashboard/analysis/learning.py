"""From which peers can a city learn, in which policy area, and why?

A peer is worth a look in a policy area if something is documented there to read, and

- it is ahead: the own city is behind the median of its peers, the peer above that median; or
- no scores tell: nothing is documented of the own city there.

Peers that are ahead come first, by lead times closeness (1 - distance); then the others by
closeness; ties by name. Nothing is said about why a peer is ahead: a practice is something to
read, not the cause.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final, cast

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Mapping

AHEAD: Final = "ahead"
DOCUMENTED: Final = "documented"
# One row per peer and policy area worth a look.
LEARNING_COLUMNS: Final[dict[str, str]] = {
    "city_id": "identifier of the peer",
    "city": "name of the peer",
    "area_id": "policy area",
    "reason": "'ahead' or 'documented'",
    "lead": "score of the peer minus own score, 0-100; empty: not scored",
    "distance": "Gower distance to the own city, 0-1",
    "usefulness": "lead / 100 times closeness, or closeness: what sorts within a reason",
    "record_id": "the newest record to read, a practice before a grant",
}


def learning_peers(
    peers: pd.DataFrame,
    scores: pd.DataFrame,
    medians: Mapping[str, tuple[float, float]],
    records: pd.DataFrame,
    own_documented: frozenset[str],
) -> pd.DataFrame:
    """Find from whom a city can learn, and where.

    Args:
        peers: city_id, city and distance (0-1) of the peers; NaN: not comparable, left out.
        scores: city_id, item_id (policy area) and value (0-100) of the peers.
        medians: Own score and median of the peers by policy area; NaN: none.
        records: city_id, area_id, record_id, kind ('practice' or 'grant') and year as text.
        own_documented: Policy areas in which something is documented of the own city.

    Returns:
        Rows with the columns of LEARNING_COLUMNS, the most useful first.
    """
    pairs = zip(scores["city_id"], scores["item_id"], strict=True)
    known = dict(zip(pairs, scores["value"].tolist(), strict=True))
    rows: list[dict[str, Any]] = []
    near = peers.dropna(subset=["distance"])[["city_id", "city", "distance"]]
    found = near.merge(_newest(records), on="city_id").to_dict("records")
    for row in cast("list[dict[str, Any]]", found):
        area, closeness = row["area_id"], 1 - row["distance"]
        own, median = medians.get(area, (math.nan, math.nan))
        theirs = known.get((row["city_id"], area), math.nan)
        if own < median < theirs:
            lead = theirs - own
            worth = lead / 100 * closeness
            rows.append({**row, "reason": AHEAD, "lead": lead, "usefulness": worth})
        elif math.isnan(own) and area not in own_documented:
            rows.append({**row, "reason": DOCUMENTED, "lead": None, "usefulness": closeness})
    table = pd.DataFrame(rows, columns=list(LEARNING_COLUMNS))
    table["lead"] = table["lead"].astype(float)
    order = table.assign(later=table["reason"] != AHEAD, less=-table["usefulness"].astype(float))
    order = order.sort_values(["later", "less", "city", "area_id"], kind="stable")
    return order[list(LEARNING_COLUMNS)].reset_index(drop=True)


def _newest(records: pd.DataFrame) -> pd.DataFrame:
    """Return one record for each city and area: a practice before a grant, then the newest."""
    ordered = records.assign(
        later=records["kind"] != "practice",
        when=records["year"].fillna("").str.extract(r"([0-9]{4})$", expand=False).fillna("0"),
    ).sort_values(
        ["city_id", "area_id", "later", "when", "record_id"],
        ascending=[True, True, True, False, True],
    )
    newest: pd.DataFrame = ordered.drop_duplicates(["city_id", "area_id"])
    return newest[["city_id", "area_id", "record_id"]]
