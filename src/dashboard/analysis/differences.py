"""What is new in the answers of a city, held against those that stand already."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dashboard.contracts.response import ANSWER_COLUMNS, KEYS

if TYPE_CHECKING:
    import pandas as pd

NEW: Final = "new"
CHANGED: Final = "changed"
SAME: Final = "same"
# One row per question that the new answers name.
DIFFERENCE_COLUMNS: Final[dict[str, str]] = {
    "question_id": "question",
    "kind": "'new' (no answer stands), 'changed' or 'same'",
    "before": "state that stands; empty: none",
    "after": "state that is new",
    "also": "other columns that differ, separated by ', '; empty: none, or the answer is new",
}
_COMPARED: Final = tuple(n for n in ANSWER_COLUMNS if n not in (*KEYS, "question_version", "state"))


def differences(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """Hold new answers of one city against those that stand.

    Args:
        before: Rows of ANSWER_COLUMNS that stand, one for each question at most.
        after: New rows of the same city, one for each question at most.

    Returns:
        Rows with the columns of DIFFERENCE_COLUMNS: new and changed ones first, then by question.
    """
    stands = before.set_index("question_id")
    new = after.set_index("question_id")
    known = new.index.isin(stands.index)
    old = stands.reindex(new.index)
    table = new[["state"]].rename(columns={"state": "after"})
    table["before"] = old["state"].where(known, "")
    apart = {name: ~_same(old[name], new[name]) & known for name in _COMPARED}
    table["also"] = [
        ", ".join(name for name in _COMPARED if apart[name].iloc[place])
        for place in range(len(table))
    ]
    changed = (table["before"] != table["after"]) | (table["also"] != "")
    table["kind"] = [
        NEW if not is_known else CHANGED if differs else SAME
        for is_known, differs in zip(known, changed, strict=True)
    ]
    ordered = table.reset_index().assign(later=(table["kind"] == SAME).to_numpy())
    ordered = ordered.sort_values(["later", "question_id"], kind="stable", ignore_index=True)
    return ordered[list(DIFFERENCE_COLUMNS)]


def _same(old: pd.Series, new: pd.Series) -> pd.Series:
    """Return where two columns hold the same, missing being equal to missing."""
    same: pd.Series = ((old == new).fillna(value=False) | (old.isna() & new.isna())).astype(bool)
    return same
