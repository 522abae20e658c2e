"""The release id: which data, counted by which method."""

from __future__ import annotations

import hashlib
from importlib import resources
from typing import TYPE_CHECKING, Final

from dashboard.contracts.descriptor import DESCRIPTOR

if TYPE_CHECKING:
    from pathlib import Path

    from dashboard.contracts.package import Package

# Raise it when a figure changes although neither the data nor store/sql/ changed.
METHOD_VERSION: Final = "1"


def sql_steps() -> list[tuple[str, str]]:
    """Read the SQL files of the store.

    Returns:
        (file name, text) of each `store/sql/NN_*.sql`, in the order they run.
    """
    folder = resources.files("dashboard.store") / "sql"
    files = sorted((file for file in folder.iterdir()), key=lambda file: file.name)
    return [(file.name, file.read_text("utf-8")) for file in files if file.name.endswith(".sql")]


def release_id(data_dir: Path, package: Package) -> str:
    """Name the release that these files make.

    The hash covers the descriptor, every CSV file, the SQL of the store and METHOD_VERSION: the
    same content gives the same id anywhere, any changed cell another one.

    Args:
        data_dir: Folder of the data package.
        package: Its descriptor.

    Returns:
        `YYYY.MM.DD-` and eight hexadecimal digits.
    """
    digest = hashlib.sha256(METHOD_VERSION.encode())
    names = [DESCRIPTOR, *sorted(table.path for table in package.tables)]
    parts = [(name, (data_dir / name).read_bytes()) for name in names]
    parts += [(name, text.encode()) for name, text in sql_steps()]
    for name, content in parts:
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return f"{package.version}-{digest.hexdigest()[:8]}"
