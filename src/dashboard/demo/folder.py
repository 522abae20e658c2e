"""The folder of a demonstration: what is there already, and whether it may be replaced."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from dashboard.errors import ResponsesError, StoreError
from dashboard.responses.backup import is_invented
from dashboard.responses.files import BACKUPS, FILE, locked
from dashboard.responses.log import left_half_done
from dashboard.store.build import LOCK
from dashboard.store.connection import close_stores
from dashboard.store.pointer import POINTER, read_pointer

if TYPE_CHECKING:
    from pathlib import Path

BUILD: Final = "build"
LOCAL: Final = "local"
_STORE: Final = re.compile(r"store-(?P<release>[0-9a-f.-]+)\.(json|duckdb)")
_UNFINISHED: Final = ".draft"
_COPY: Final = re.compile(r"[\w.-]+\.duckdb(\.new)?(\.wal)?")
_OWN: Final = (FILE, f"{FILE}.wal", f"{FILE}.lock", f"{FILE}.new", f"{FILE}.new.wal")


def clear_earlier(out: Path) -> None:
    """Remove an earlier demonstration; leave a folder that holds anything else as it is.

    Args:
        out: Folder; need not be there.

    Raises:
        StoreError: It holds something else, or cannot be cleared.
    """
    try:
        if left_half_done(out / LOCAL / FILE):
            with locked(out / LOCAL):
                pass  # what a killed process left is put back
        for path in _earlier(out):
            _check(out, path)
        close_stores(out / BUILD)
        if (out / LOCAL).is_dir():
            with locked(out / LOCAL):
                _remove(out)
    except NotADirectoryError as error:
        message = f"{out} is no folder; nothing was changed."
        raise StoreError(message) from error
    except OSError as error:
        message = f"{out} cannot be cleared for a new demonstration: {error.strerror}."
        raise StoreError(message) from error
    if (out / BUILD).is_dir():
        _remove(out)


def _remove(out: Path) -> None:
    for path in _earlier(out):
        if not path.name.endswith(".lock"):
            path.unlink()


def _earlier(out: Path) -> list[Path]:
    """Return every file of the folder, at any depth."""
    if not out.exists():
        return []
    listed = [*out.iterdir()]  # raises where it is no folder
    files = [path for path in listed if not path.is_dir()]
    below = [path for folder in listed if folder.is_dir() for path in _earlier(folder)]
    return sorted([*files, *below])


def _check(out: Path, path: Path) -> None:
    """Hold a file to what a demonstration has.

    Raises:
        StoreError: It is something else.
    """
    place, name = path.parent.relative_to(out).as_posix(), path.name
    if path.is_symlink():
        _refuse(out, path, "which leads elsewhere")
    if place == BUILD:
        found = _STORE.fullmatch(name)
        if name == LOCK or name.endswith(_UNFINISHED):
            return
        if name != POINTER and not found:
            _refuse(out, path, "which is no part of a demonstration")
        _check_store(out, path, found["release"] if found else "")
    elif place in {LOCAL, f"{LOCAL}/{BACKUPS}"}:
        is_own = name in _OWN if place == LOCAL else _COPY.fullmatch(name)
        if not is_own:
            _refuse(out, path, "which is no part of a demonstration")
        _check_responses(out, path)
    else:
        _refuse(out, path, "which is no part of a demonstration")


def _check_store(out: Path, path: Path, release: str) -> None:
    try:
        invented = read_pointer(out / BUILD, release).invented
    except StoreError:
        invented = False
    if not invented:
        _refuse(out, path, "a store that is not known to be invented")


def _check_responses(out: Path, path: Path) -> None:
    if path.suffix != ".duckdb":
        return
    try:
        invented = is_invented(path)
    except ResponsesError:
        invented = False
    if not invented:
        _refuse(out, path, "answers that are not known to be invented")


def _refuse(out: Path, path: Path, what: str) -> None:
    message = (
        f"{out} holds {path.relative_to(out)}, {what}; give an empty folder with --out, nothing "
        "was changed."
    )
    raise StoreError(message)
