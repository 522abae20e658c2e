"""The result of a closed vote: figures by item, agreement, and groups of voters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from dashboard.analysis.disclosure import shown_groups
from dashboard.analysis.pairwise import bradley_terry, wins_of
from dashboard.analysis.ranks import rank_label, rank_spans
from dashboard.analysis.votes import Agreement, agreement, spread
from dashboard.criteria import CRITERIA

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from dashboard.responses.room import Participant

    Values = NDArray[np.float64]

# Of fewer voters nothing is shown: one could tell who voted how.
SMALLEST_GROUP: Final = 3
# Values this close are level: they differ by the order of sums, or by where a search ended.
LEVEL: Final = 1e-6
# One row per item that was voted on, the highest first.
RESULT_COLUMNS: Final[dict[str, str]] = {
    "item_id": "criterion or keyword",
    "value": "mean points; share of voters who approve, 0-100; or share of preference, 0-100",
    "low": "lower quartile of the points; for pairs the 5th percentile of resamples",
    "high": "upper quartile of the points; for pairs the 95th percentile of resamples",
    "lowest": "lowest vote",
    "median": "middle vote",
    "highest": "highest vote",
    "sd": "standard deviation of the votes",
    "n_voters": "votes with an opinion on it",
    "rank": "rank; equal values share it",
    "rank_label": "span of ranks shared by equal values",
}
# One row per item and group of voters, where the group can be shown.
SPLIT_COLUMNS: Final[dict[str, str]] = {
    "item_id": "criterion or keyword",
    "group": "what the voters of the group said of themselves",
    "value": "as in the result",
    "n_voters": "votes of the group with an opinion on it",
}


@dataclass(frozen=True, eq=False)
class Result:
    """What a vote gave.

    Attributes:
        kind: Kind of question.
        table: Rows with the columns of RESULT_COLUMNS; none for a wording.
        split: Rows with the columns of SPLIT_COLUMNS.
        n_voters: Votes that were counted.
        n_small: Voters of groups that cannot be shown apart.
        agreed: How far the voters put the items in the same order; None: it has no meaning here.
        counts: Votes by answer; only for a wording.
        texts: Other wordings that were proposed, in alphabetical order.
        weights: Points of the voters, shape (voters, criteria) in the order of CRITERIA; no row
            for other kinds.
    """

    kind: str
    table: pd.DataFrame
    split: pd.DataFrame
    n_voters: int
    n_small: int
    agreed: Agreement | None
    counts: Mapping[str, int]
    texts: tuple[str, ...]
    weights: Values


def result(
    kind: str,
    items: Sequence[str],
    votes: Mapping[str, Mapping[str, Any]],
    people: Mapping[str, Participant],
) -> Result:
    """Count a vote.

    Args:
        kind: Kind of question.
        items: What was voted on.
        votes: Votes by voter, as they are kept.
        people: What voters said of themselves; paper votes belong to nobody.

    Returns:
        The result; it does not depend on the order of the voters.
    """
    voters = sorted(votes)
    said = [votes[voter] for voter in voters]
    groups = [_groups(people.get(voter)) for voter in voters]
    if kind == "wording":
        return _wording(said)
    matrix = _matrix(kind, items, said)
    table = _pairs(items, said) if kind == "pairs" else _points(kind, items, matrix)
    split, n_small = _split(kind, items, said, groups)
    weights = np.empty((0, len(CRITERIA)))
    if kind == "weights":
        weights = matrix[:, [items.index(criterion) for criterion in CRITERIA]]
    return Result(
        kind=kind,
        table=table,
        split=split,
        n_voters=len(said),
        n_small=n_small,
        agreed=agreement(matrix) if kind in {"weights", "points"} else None,
        counts={},
        texts=(),
        weights=weights,
    )


def _wording(said: Sequence[Mapping[str, Any]]) -> Result:
    counts = {name: sum(v["answer"] == name for v in said) for name in ("yes", "no", "other")}
    texts = sorted({vote["text"] for vote in said if vote["text"]})
    nothing = pd.DataFrame(columns=list(RESULT_COLUMNS))
    split = pd.DataFrame(columns=list(SPLIT_COLUMNS))
    none = np.empty((0, len(CRITERIA)))
    return Result("wording", nothing, split, len(said), 0, None, counts, tuple(texts), none)


def _groups(who: Participant | None) -> tuple[str, ...]:
    """Return the groups that a voter belongs to: OECD status and region, where they were told."""
    return tuple(group for group in (who.oecd, who.region) if group) if who else ()


def _matrix(kind: str, items: Sequence[str], said: Sequence[Mapping[str, Any]]) -> Values:
    """Return the votes, shape (voters, items); NaN: no opinion. Of pairs there is none."""
    if kind == "pairs":
        return np.empty((len(said), 0))
    if kind == "approval":
        rows = [[float(item in vote["approved"]) * 100 for item in items] for vote in said]
    else:
        rows = [[vote["points"].get(item) for item in items] for vote in said]
    return np.array(rows, dtype=float).reshape(len(said), len(items))


def _asked(kind: str, items: Sequence[str], said: Sequence[Mapping[str, Any]]) -> NDArray[np.bool_]:
    """Return which voters have an opinion on which item, shape (voters, items)."""
    if kind != "pairs":
        return ~np.isnan(_matrix(kind, items, said))
    met = [{item for pick in vote["picks"] for item in pick[:2]} for vote in said]
    rows = [[item in named for item in items] for named in met]
    return np.array(rows, dtype=np.bool_).reshape(len(said), len(items))


def _points(kind: str, items: Sequence[str], matrix: Values) -> pd.DataFrame:
    seen = spread(matrix)
    has_spread = kind != "approval"
    nothing = np.full(len(items), np.nan)
    return _ranked(
        pd.DataFrame(
            {
                "item_id": list(items),
                "value": seen.mean,
                "low": seen.q1 if has_spread else nothing,
                "high": seen.q3 if has_spread else nothing,
                "lowest": seen.lowest if has_spread else nothing,
                "median": seen.median if has_spread else nothing,
                "highest": seen.highest if has_spread else nothing,
                "sd": seen.sd if has_spread else nothing,
                "n_voters": seen.n,
            }
        )
    )


def _pairs(items: Sequence[str], said: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    wins = {"first": 1.0, "second": 0.0, "none": 0.5}
    place = {item: number for number, item in enumerate(items)}
    picks = [(place[a], place[b], wins[pick]) for vote in said for a, b, pick in vote["picks"]]
    strength = bradley_terry(wins_of(picks, len(items)))
    seen = _asked("pairs", items, said).sum(axis=0)
    known = seen > 0
    table = pd.DataFrame(
        {
            "item_id": list(items),
            "value": np.where(known, 100 * strength.weights, np.nan),
            "low": 100 * strength.low,
            "high": 100 * strength.high,
            "n_voters": seen,
        }
    )
    return _ranked(table.reindex(columns=list(RESULT_COLUMNS)))


def _ranked(table: pd.DataFrame) -> pd.DataFrame:
    """Return the rows with ranks, the highest value first; without a value there is no rank."""
    values = table["value"].to_numpy(dtype=float)
    known = ~np.isnan(values)
    first, last = rank_spans(_levels(np.where(known, values, -1.0)))
    labels = [rank_label(int(a), int(b)) for a, b in zip(first, last, strict=True)]
    ranked = table.assign(
        rank=pd.array(np.where(known, first, np.nan), dtype="Int64"),
        rank_label=np.where(known, labels, ""),
    )
    order = np.lexsort((np.arange(len(first)), first))
    return ranked.iloc[order].reset_index(drop=True)[list(RESULT_COLUMNS)]


def _levels(values: Values) -> Values:
    """Return the same level for values that are LEVEL or less apart, shape (items,)."""
    order = np.argsort(values, kind="stable")
    rises = np.diff(values[order], prepend=values[order][:1]) > LEVEL
    levels = np.empty(len(values))
    levels[order] = np.cumsum(rises)
    return levels


def _split(
    kind: str,
    items: Sequence[str],
    said: Sequence[Mapping[str, Any]],
    groups: Sequence[tuple[str, ...]],
) -> tuple[pd.DataFrame, int]:
    """Return the result of each group that can be shown, and how many voters it leaves out."""
    names = sorted({name for member in groups for name in member})
    shown = {
        item: shown_groups([groups[int(n)] for n in np.flatnonzero(asked)], SMALLEST_GROUP)
        for item, asked in zip(items, _asked(kind, items, said).T, strict=True)
    }
    parts, left_out = [], set()
    for name in names:
        inside = [place for place, member in enumerate(groups) if name in member]
        told = [item for item in items if name in shown[item]]
        if not told:
            left_out.update(inside)
            continue
        votes = [said[place] for place in inside]
        if kind == "pairs":
            table = _pairs(items, votes)
        else:
            table = _points(kind, items, _matrix(kind, items, votes))
        table = table[table["item_id"].isin(told)]
        parts.append(table.assign(group=name)[list(SPLIT_COLUMNS)])
    empty = pd.DataFrame(columns=list(SPLIT_COLUMNS))
    return (pd.concat(parts, ignore_index=True) if parts else empty), len(left_out)
