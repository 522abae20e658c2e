"""`current.json`: which store file is served, and what it must look like."""

from __future__ import annotations

import hashlib
import json
import os
import re
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Final

from dashboard.errors import StoreError, StoreMissingError

if TYPE_CHECKING:
    from pathlib import Path

POINTER: Final = "current.json"
_RELEASE: Final = re.compile(r"\d{4}\.\d{2}\.\d{2}-[0-9a-f]{8}")
_HOW_TO_BUILD: Final = "Build it with: python -m dashboard build"


@dataclass(frozen=True, slots=True)
class Published:
    """One published store.

    Attributes:
        release: Release id.
        file: Name of the DuckDB file beside the pointer.
        sha256: Checksum of the file.
        built_at: When it was built, ISO 8601 in UTC.
        rows: Number of rows of each table of the data package.
        invented: Some of it is invented, for training.
    """

    release: str
    file: str
    sha256: str
    built_at: str
    rows: dict[str, int]
    invented: bool = False

    def __post_init__(self) -> None:
        texts = (self.release, self.file, self.sha256, self.built_at)
        if not all(isinstance(text, str) and "\0" not in text for text in texts):
            message = f"not a published store: {texts}"
            raise ValueError(message)
        flag: object = self.invented
        if flag is not True and flag is not False:
            message = f"invented is neither true nor false: {flag!r}"
            raise ValueError(message)


def store_file_name(release: str) -> str:
    """Return the name of the store file of a release."""
    return f"store-{release}.duckdb"


def describe_file(release: str) -> str:
    """Return the name of the description that lies beside the store file of a release."""
    return f"store-{release}.json"


def checksum(path: Path) -> str:
    """Return the SHA-256 of a file as hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read_pointer(store_dir: Path, release: str = "") -> Published:
    """Read which store is served, or the description of an older release.

    Args:
        store_dir: Folder of the store.
        release: Release to read; empty for the one that is served.

    Returns:
        What was published.

    Raises:
        StoreMissingError: Nothing was published here (or not that release).
        StoreError: The pointer is damaged.
    """
    if release and not _RELEASE.fullmatch(release):
        message = f"Release {release[:40]!r} is none: expected YYYY.MM.DD- and eight hex digits."
        raise StoreMissingError(message)
    path = store_dir / (describe_file(release) if release else POINTER)
    try:
        return Published(**json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError as error:
        message = f"No store at {path}. {_HOW_TO_BUILD}"
        raise StoreMissingError(message) from error
    except OSError as error:
        message = f"{path} cannot be read: {error.strerror}."
        raise StoreError(message) from error
    except (ValueError, TypeError) as error:
        message = f"{path} is damaged: it does not name a release and its file. {_HOW_TO_BUILD}"
        raise StoreError(message) from error


def write_pointer(store_dir: Path, published: Published) -> None:
    """Publish a store: describe its release, then swap the pointer in one step.

    Args:
        store_dir: Folder of the store.
        published: What to publish; its file must be complete.
    """
    text = json.dumps(asdict(published), indent=1) + "\n"
    for name in (describe_file(published.release), POINTER):
        draft = store_dir / f"{name}.draft"
        with draft.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(store_dir / name)


def verified_path(store_dir: Path, published: Published) -> Path:
    """Return the path of a published store file after checking that it is what was published.

    Args:
        store_dir: Folder of the store.
        published: What was published.

    Returns:
        Path of the file.

    Raises:
        StoreError: The file is gone or its content is not what was published.
    """
    path = store_dir / published.file
    if path.parent != store_dir:
        message = f"{store_dir / POINTER} names a file outside its folder: {published.file}."
        raise StoreError(message)
    try:
        actual = checksum(path)
    except OSError as error:
        what = f"points to {path.name}, which cannot be read: {error.strerror}"
        message = f"{store_dir / POINTER} {what}. {_HOW_TO_BUILD}"
        raise StoreError(message) from error
    if actual != published.sha256:
        message = f"{path} is damaged: its content is not what was published. {_HOW_TO_BUILD}"
        raise StoreError(message)
    return path
