"""What a city answers: states, needs, columns; one row is one answer to one question."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import pandas as pd

# How far an action is, the least first; then the answers that say something else.
STEPS: Final = ("not-in-place", "planned", "started", "in-place", "in-place-and-evaluated")
NOT_OUR_POWER: Final = "not-our-power"
NOT_APPLICABLE: Final = "not-applicable"
DO_NOT_KNOW: Final = "do-not-know"
STATES: Final = (*STEPS, NOT_OUR_POWER, NOT_APPLICABLE, DO_NOT_KNOW)
# What a city lacks to do an action.
NEEDS: Final = (
    "money",
    "staff",
    "skills",
    "data",
    "legal-powers",
    "partners",
    "political-support",
)
SEPARATOR: Final = ";"
FIRST_YEAR: Final = 1950
MOST_PRIORITY: Final = 5
KEYS: Final = ("city_id", "round_id", "question_id")
# One row per city, round and question. Empty text, <NA> and NaN: not given.
ANSWER_COLUMNS: Final[dict[str, str]] = {
    "city_id": "str",
    "round_id": "str",
    "question_id": "str",
    "question_version": "Int64",
    "state": "str",
    "year_since": "Int64",
    "unit_in_charge": "str",
    "evidence_link": "str",
    "needs": "str",
    "priority": "Int64",
    "impact_indicator": "str",
    "impact_baseline": "Float64",
    "impact_target": "Float64",
    "impact_latest": "Float64",
    "impact_year": "Int64",
    "impact_source": "str",
}
TEXTS: Final = tuple(name for name, kind in ANSWER_COLUMNS.items() if kind == "str")


def as_answers(rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows as answers are kept: the columns in order and of their kind, needs in order.

    Args:
        rows: Some or all of ANSWER_COLUMNS; a column that is missing is not given.

    Returns:
        Rows with the columns of ANSWER_COLUMNS, by city, round and question.
    """
    table = rows.reindex(columns=list(ANSWER_COLUMNS))
    for name in TEXTS:
        texts = table[name].astype("object")
        table[name] = texts.where(texts.notna(), "")
    table = table.astype(dict(ANSWER_COLUMNS))
    table["needs"] = table["needs"].map(in_order)
    ordered: pd.DataFrame = table.sort_values(list(KEYS), kind="stable", ignore_index=True)
    return ordered


def in_order(needs: str) -> str:
    """Return a list of needs in the order of NEEDS, each once."""
    given = set(needs.split(SEPARATOR)) if needs else set()
    return SEPARATOR.join(need for need in NEEDS if need in given)
