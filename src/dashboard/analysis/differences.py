"""What is new in the answers of a city, held against those that stand already."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from dashboard.contracts.response import ANSWER_COLUMNS, KEYS

if TYPE_CHECKING:
    from numpy.typing import NDArray

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
    apart = _apart(old[list(_COMPARED)], new[list(_COMPARED)]) & known[:, None]
    table["also"] = [
        ", ".join(name for name, differs in zip(_COMPARED, row, strict=True) if differs)
        for row in apart.tolist()
    ]
    changed = (table["before"] != table["after"]) | (table["also"] != "")
    table["kind"] = [
        NEW if not is_known else CHANGED if differs else SAME
        for is_known, differs in zip(known, changed, strict=True)
    ]
    ordered = table.reset_index().assign(later=(table["kind"] == SAME).to_numpy())
    ordered = ordered.sort_values(["later", "question_id"], kind="stable", ignore_index=True)
    return ordered[list(DIFFERENCE_COLUMNS)]


def _apart(old: pd.DataFrame, new: pd.DataFrame) -> NDArray[np.bool_]:
    """Return where the cells of two frames differ, missing being equal to missing."""
    before, after = (frame.astype(object).to_numpy() for frame in (old, new))
    unknown = pd.isna(before), pd.isna(after)
    apart: NDArray[np.bool_] = unknown[0] != unknown[1]
    known = ~(unknown[0] | unknown[1])
    apart[known] = (before[known] != after[known]).astype(np.bool_)
    return apart
