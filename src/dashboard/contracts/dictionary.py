"""Write the data dictionary: `python -m dashboard.contracts.dictionary`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from dashboard.contracts.check import expectation
from dashboard.contracts.package import read_package

if TYPE_CHECKING:
    from dashboard.contracts.package import Package, Table

_DATA: Final = Path(__file__).resolve().parents[3] / "data"
_HEAD: Final = """# Data dictionary

Every table and column of the data package, made from `data/datapackage.json` by
`python -m dashboard.contracts.dictionary`. An empty cell means unknown or not applicable, never
zero.
"""


def data_dictionary(package: Package) -> str:
    """Describe every table and column of a package.

    Args:
        package: The data package.

    Returns:
        Markdown text.
    """
    return "\n".join([_HEAD, *(_table(table) for table in package.tables)])


def _table(table: Table) -> str:
    keys = [f"Key: {', '.join(table.primary_key)}."] if table.primary_key else []
    keys += [f"Unique: {', '.join(key)}." for key in table.unique_keys]
    keys += [
        f"{', '.join(key.columns)} from `{key.table}`." for key in table.foreign_keys if key.columns
    ]
    rows = [
        f"| `{column.name}` | {column.description} | {_cell(expectation(column))} | {column.unit} |"
        for column in table.columns
    ]
    return "\n".join(
        [
            f"## {table.name}",
            "",
            f"{table.description} {' '.join(keys)}",
            "",
            "| column | what it holds | a cell is | unit |",
            "|---|---|---|---|",
            *rows,
            "",
        ]
    )


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    sys.stdout.write(data_dictionary(read_package(_DATA)))
