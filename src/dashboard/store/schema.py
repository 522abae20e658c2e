"""Turn a table of the data package into the SQL that creates and fills it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from dashboard.contracts.package import Column, Package, Table

_TYPES: Final = {
    "string": "VARCHAR",
    "integer": "BIGINT",
    "number": "DOUBLE",
    "boolean": "BOOLEAN",
}


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _list(names: tuple[str, ...]) -> str:
    return "(" + ", ".join(_quoted(name) for name in names) + ")"


def in_load_order(package: Package) -> list[Table]:
    """Order the tables so that a table comes after those its foreign keys point to.

    Args:
        package: The data package.

    Returns:
        Every table once.
    """
    ordered: list[Table] = []

    def visit(table: Table) -> None:
        for key in table.foreign_keys:
            if key.table != table.name and package.table(key.table) not in ordered:
                visit(package.table(key.table))
        if table not in ordered:
            ordered.append(table)

    for table in package.tables:
        visit(table)
    return ordered


def create_sql(table: Table) -> str:
    """Write the CREATE TABLE of one table: types, NOT NULL, CHECK, keys and comments.

    Args:
        table: The table.

    Returns:
        One or more SQL statements.
    """
    parts = [_column_sql(column) for column in table.columns]
    if table.primary_key:
        parts.append(f"PRIMARY KEY {_list(table.primary_key)}")
    parts += [
        f"FOREIGN KEY {_list(key.columns)} "
        f"REFERENCES core.{_quoted(key.table)} {_list(key.table_columns)}"
        for key in table.foreign_keys
    ]
    name = f"core.{_quoted(table.name)}"
    statements = [f"CREATE TABLE {name} ({', '.join(parts)})"]
    statements.append(f"COMMENT ON TABLE {name} IS {_literal(table.description)}")
    for column in table.columns:
        comment = f"{column.description} [{column.unit}]" if column.unit else column.description
        target = f"{name}.{_quoted(column.name)}"
        statements.append(f"COMMENT ON COLUMN {target} IS {_literal(comment)}")
    return ";\n".join(statements)


def _column_sql(column: Column) -> str:
    name = _quoted(column.name)
    sql = f"{name} {_TYPES[column.kind]}"
    if column.required:
        sql += " NOT NULL"
    if column.enum:
        sql += f" CHECK ({name} IN ({', '.join(_literal(value) for value in column.enum)}))"
    if column.minimum is not None:
        sql += f" CHECK ({name} >= {column.minimum!r})"
    if column.maximum is not None:
        sql += f" CHECK ({name} <= {column.maximum!r})"
    return sql


def load_sql(table: Table) -> str:
    """Write the INSERT that fills one table from its CSV file, given as parameter `$file`.

    Args:
        table: The table.

    Returns:
        One SQL statement; an empty cell becomes NULL, every other cell is read as its type.
    """
    kinds = ", ".join(
        f"{_literal(column.name)}: {_literal(_TYPES[column.kind])}" for column in table.columns
    )
    return (
        f"INSERT INTO core.{_quoted(table.name)} FROM read_csv($file, header = true, "
        f"delim = ',', quote = '\"', escape = '\"', nullstr = '', auto_detect = false, "
        f"strict_mode = false, "
        f"columns = {{{kinds}}})"
    )
