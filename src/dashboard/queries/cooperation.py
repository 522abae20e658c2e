"""What the guidelines on decentralised cooperation list: tasks, elements, skills, sources of funds.

Reads core.cooperation_cycle, core.agreement_elements, core.roles_skills, core.funding_sources,
core.sources; writes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

# One row per task of the seven steps.
TASK_COLUMNS: Final[dict[str, str]] = {
    "step": "step of the cycle, 1 to 7",
    "task_order": "order inside the step",
    "step_name": "name of the step",
    "task": "what is to be done",
    "output": "what comes out of it",
    "way": "new or revised: only for a new, only for an existing partnership; empty: for both",
    "publisher": "publisher of the source",
    "page": "page in the source",
}
# One row per element of an agreement.
ELEMENT_COLUMNS: Final[dict[str, str]] = {
    "element_id": "identifier of the element",
    "element": "name of the element",
    "way": "new or revised: of a new agreement, or of a revision",
    "hint": "hint; empty: none is given",
    "publisher": "publisher of the source",
    "page": "page in the source",
}
# One row per skill that a position needs for a task.
SKILL_COLUMNS: Final[dict[str, str]] = {
    "task": "task of the cooperation",
    "position": "who does it",
    "skill": "what that takes",
    "publisher": "publisher of the source",
    "page": "page in the source",
}
# One row per source of funds.
FUND_COLUMNS: Final[dict[str, str]] = {
    "funding_id": "identifier of the source of funds",
    "fund": "its name",
    "kind": "kind of money or help",
    "level": "local, regional, national or international",
    "offer": "what it offers",
    "conditions": "conditions or figures; empty: none is stated",
    "year": "year or span, as text; empty: not stated",
    "is_position": "the figures are the position of a parliament, not law",
    "publisher": "publisher of the source",
    "address": "web address of the source",
    "page": "page in the source; empty: none",
}

_TASKS_SQL: Final = """
SELECT
    step, task_order, step_name, task, output,
    CASE
        WHEN task LIKE 'New partnership:%' THEN 'new'
        WHEN task LIKE 'Existing partnership:%' THEN 'revised'
        ELSE ''
    END AS way,
    sources.publisher, page
FROM core.cooperation_cycle
JOIN core.sources AS sources USING (source_id)
ORDER BY step, task_order
"""

_ELEMENTS_SQL: Final = """
SELECT
    element_id, elements.name AS element,
    CASE applies_to WHEN 'revision' THEN 'revised' ELSE applies_to END AS way,
    hint, sources.publisher, page
FROM core.agreement_elements AS elements
JOIN core.sources AS sources USING (source_id)
ORDER BY elements.rowid
"""

_SKILLS_SQL: Final = """
SELECT task, position, skill, sources.publisher, page
FROM core.roles_skills AS roles
JOIN core.sources AS sources USING (source_id)
ORDER BY roles.rowid
"""

_FUNDS_SQL: Final = """
SELECT
    funding_id, funds.name AS fund, funds.kind, level, what_it_offers AS offer,
    conditions_or_figures AS conditions, funds.year,
    coalesce(conditions_or_figures LIKE '%Parliament position%', false) AS is_position,
    sources.publisher, sources.address, page
FROM core.funding_sources AS funds
JOIN core.sources AS sources USING (source_id)
ORDER BY
    list_position(['local', 'regional', 'national', 'international'], level),
    funds.kind,
    funds.rowid
"""


def list_tasks(connection: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """List the tasks of the seven steps of cooperation.

    Args:
        connection: Open store; only read from.

    Returns:
        Rows with the columns of TASK_COLUMNS, in order.
    """
    return connection.execute(_TASKS_SQL).df()


def list_elements(connection: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """List the elements of a new agreement and of a revision.

    Args:
        connection: Open store; only read from.

    Returns:
        Rows with the columns of ELEMENT_COLUMNS, in the order of the data.
    """
    return connection.execute(_ELEMENTS_SQL).df()


def list_skills(connection: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """List the skills that each position needs.

    Args:
        connection: Open store; only read from.

    Returns:
        Rows with the columns of SKILL_COLUMNS, in the order of the data.
    """
    return connection.execute(_SKILLS_SQL).df()


def list_funds(connection: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """List the sources of funds that the founding documents name.

    Args:
        connection: Open store; only read from.

    Returns:
        Rows with the columns of FUND_COLUMNS, by level from near to far, then by kind.
    """
    return connection.execute(_FUNDS_SQL).df()
