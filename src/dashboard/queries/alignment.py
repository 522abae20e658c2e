"""Which item of which framework does a keyword serve?

Reads core.frameworks, core.framework_items, core.keyword_alignment, core.sources; writes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

# One row per item of a framework that at least one keyword is aligned to.
ITEM_COLUMNS: Final[dict[str, str]] = {
    "framework_id": "identifier of the framework",
    "framework": "name of the framework",
    "code": "code of the item in the framework",
    "unit": "objective, target, commitment or area",
    "title": "short title of the item",
    "source_id": "identifier of the source",
    "publisher": "publisher of the source",
    "address": "web address of the source",
}
# One row per link between a keyword and an item (our own judgement).
LINK_COLUMNS: Final[dict[str, str]] = {
    "keyword_id": "identifier of the keyword",
    "framework_id": "identifier of the framework",
    "code": "code of the item",
    "rationale": "why the keyword serves the item, in short",
}

_ITEMS_SQL: Final = """
SELECT
    framework_id, frameworks.name AS framework, items.code, items.unit, items.title,
    items.source_id, sources.publisher, sources.address
FROM core.framework_items AS items
JOIN core.frameworks AS frameworks USING (framework_id)
JOIN core.sources AS sources ON sources.source_id = items.source_id
WHERE framework_id IN (SELECT framework_id FROM core.keyword_alignment)
ORDER BY items.rowid
"""

_LINKS_SQL: Final = """
SELECT keyword_id, framework_id, code, rationale
FROM core.keyword_alignment
ORDER BY rowid
"""


def list_items(connection: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """List the items of every framework that keywords are aligned to.

    Args:
        connection: Open store; only read from.

    Returns:
        One row per item with the columns of ITEM_COLUMNS, in the order of the data.
    """
    return connection.execute(_ITEMS_SQL).df()


def list_links(connection: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """List which keyword serves which item.

    Args:
        connection: Open store; only read from.

    Returns:
        One row per link with the columns of LINK_COLUMNS, in the order of the data.
    """
    return connection.execute(_LINKS_SQL).df()
