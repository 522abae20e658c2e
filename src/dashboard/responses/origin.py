"""Invented and real data are never mixed: a store is shown only with answers of its own origin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from filelock import FileLock, Timeout

from dashboard.errors import ResponsesError
from dashboard.responses.backup import is_invented
from dashboard.responses.files import FILE, RESPONSES_VARIABLE
from dashboard.store.places import STORE_VARIABLE

if TYPE_CHECKING:
    from pathlib import Path

_BOTH: Final = (
    f"Set {STORE_VARIABLE} and {RESPONSES_VARIABLE} to folders that belong together, both of the "
    "demonstration or neither."
)
# What was found by folder, and in which file: the rows of a file never change their origin, and a
# backup that is put back is another file.
_known: dict[Path, tuple[int, bool]] = {}


def check_origin(folder: Path, invented: bool) -> None:  # noqa: FBT001 - of the release
    """Refuse answers of another origin than the store.

    Answers that cannot be read at this moment (busy or damaged) are let pass: pages that need
    them say so, the others go on.

    Args:
        folder: Folder of the responses store.
        invented: Whether the release is invented.

    Raises:
        ResponsesError: The answers are invented and the release is not, or the other way round;
            or the release is invented and there are no answers.
    """
    if not (folder / FILE).is_file():
        if invented:
            message = f"The store is invented, for training, and {folder} has no answers. {_BOTH}"
            raise ResponsesError(message)
        return
    found = _origin(folder)
    if found is not None and found != invented:
        kinds = {True: "invented, for training", False: "real"}
        message = (
            f"The store is {kinds[invented]}, the answers in {folder} are {kinds[found]}. They are "
            f"never mixed. {_BOTH}"
        )
        raise ResponsesError(message)


def _origin(folder: Path) -> bool | None:
    """Return whether the answers are invented; None: this cannot be told now."""
    known = _known.get(folder)
    try:
        seen = (folder / FILE).stat().st_ino
    except OSError:
        return known[1] if known else None
    if known and known[0] == seen:
        return known[1]
    try:
        # No waiting: somebody may be writing, and this is asked with every click.
        with FileLock(folder / f"{FILE}.lock", timeout=0):
            _known[folder] = (seen, is_invented(folder / FILE))
    except (Timeout, OSError):
        return known[1] if known else None
    except ResponsesError:
        return None
    return _known[folder][1]
